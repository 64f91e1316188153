import { requireNumber, requireObject, requireUnique } from "../../core/checks.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { momentsOf } from "../../math/moments.ts";
import { studentTCdf, studentTQuantile } from "../../math/student-t.ts";
import { LARGEST_AMOUNT, requireList, requireText } from "./category.ts";
import { lognormalQuantiles } from "./lognormal-quantile.ts";
import type { CoverageNeed, CoverageNeedOptions, CoveragePeriod, CoverageToday } from "./need-types.ts";

/** With fewer periods an interval of the 80 % need would span orders of magnitude. */
const LEAST_PERIODS = 4;

/** From so many periods on it is worth asking whether what is won grows with what is open. */
const LEAST_FOR_SLOPE = 6;

/** Smaller amounts are none. */
const SMALLEST = 1e-6;

/**
 * Tells how many times the quota must stand open at a period's start to reach it, by what past periods made of what was
 * open: with how much one period in two reaches it, with how much eight in ten do.
 *
 * @param history - Past periods of one kind (months, or quarters). The order does not matter.
 * @param options - `today` for a verdict; `level` of the intervals, 0.01 to 0.99, default 0.95.
 * @returns The two needs with intervals, and whether today is enough, thin or short, by how much, and the chance to reach
 * the quota. It rests on a log-normal open-to-won ratio: the interval of a quantile is exact under it (non-central t), its
 * value is median-unbiased. `{ abstained }` below four periods, where nothing scatters, or where a period brought nothing.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`.
 * @example
 * ```ts
 * const history = [[900, 300], [1000, 280], [1100, 400], [950, 310], [1200, 380], [1000, 350]].map(([open, won], i) => (
 *   { period: `2025-${i + 1}`, open, won }
 * ));
 * const { need, today } = measureCoverageNeed(history, { today: { open: 1100, quota: 400 } });
 * need.p50.value; // ≈ 3.06
 * need.p80.value; // ≈ 3.31
 * today.sufficiency; // => "short"
 * today.shortOfP50; // ≈ 122
 * ```
 * @see Hahn & Meeker (1991), Statistical Intervals, § 4.4 (intervals of normal quantiles)
 */
export function measureCoverageNeed(
  history: readonly CoveragePeriod[],
  options: CoverageNeedOptions = {},
): CoverageNeed {
  requireList(history, "history");
  requireObject(options, "options");
  const { today, level = 0.95 } = options;
  requireNumber(level, "options.level", { min: 0.01, max: 0.99 });
  if (today !== undefined) requireToday(today);
  for (const [i, row] of history.entries()) requirePeriod(row, `history[${i}]`);
  requireUnique(
    history.map(({ period }) => period),
    "history.period",
  );
  const used = history.filter(({ open }) => open >= SMALLEST);
  const empty = used.filter(({ won }) => won < SMALLEST).length;
  const base = { n: used.length, withoutOpen: history.length - used.length };
  const abstain = (reason: Reason): CoverageNeed => ({
    ...base,
    need: { abstained: reason },
    ...(today === undefined ? {} : { today: { abstained: reason } }),
    reasons: [reason],
  });
  if (used.length < LEAST_PERIODS)
    return abstain({ code: "too_few_rows", params: { n: used.length, needed: LEAST_PERIODS } });
  if (empty > 0) return abstain({ code: "quota_coverage_nothing_won", params: { periods: empty, n: used.length } });
  const logs = used.map(({ open, won }) => Math.log(open / won)).sort((a, b) => a - b);
  const { mean, m2 } = momentsOf(logs);
  const deviation = Math.sqrt(m2 / (logs.length - 1));
  if (!(deviation > 1e-9)) {
    return abstain({ code: "all_values_equal", params: { n: logs.length, value: Math.exp(mean) } });
  }
  const [p50, p80] = lognormalQuantiles(mean, deviation, logs.length, [0.5, 0.8], level) as [Estimate, Estimate];
  const need = { p50, p80 };
  const figures = { mean, deviation, n: logs.length };
  const standing = today === undefined ? undefined : standingOf(today, p50.value, p80.value, figures);
  const reasons = slopeReason(used, level);
  if (standing !== undefined) {
    const { sufficiency, coverage } = standing;
    const params = { sufficiency, coverage, p50: p50.value, p80: p80.value };
    reasons.unshift({ code: "quota_coverage_verdict", params });
  }
  return { ...base, need, ...(standing === undefined ? {} : { today: standing }), reasons };
}

function standingOf(
  { open, quota }: { readonly open: number; readonly quota: number },
  p50: number,
  p80: number,
  { mean, deviation, n }: { readonly mean: number; readonly deviation: number; readonly n: number },
): CoverageToday {
  const coverage = open / quota;
  // a new period scatters around a mean that is itself known from n periods only
  const distance = (Math.log(Math.max(coverage, Number.MIN_VALUE)) - mean) / (deviation * Math.sqrt(1 + 1 / n));
  return {
    coverage,
    sufficiency: coverage >= p80 ? "enough" : coverage >= p50 ? "thin" : "short",
    shortOfP50: Math.max(0, p50 * quota - open),
    shortOfP80: Math.max(0, p80 * quota - open),
    chance: open > 0 ? studentTCdf(distance, n - 1) : 0,
  };
}

/** Says so where what is won clearly does not grow in proportion to what is open. */
function slopeReason(used: readonly CoveragePeriod[], level: number): Reason[] {
  if (used.length < LEAST_FOR_SLOPE) return [];
  const rows = used
    .map(({ open, won }) => ({ x: Math.log(open), y: Math.log(won) }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  const n = rows.length;
  const meanX = rows.reduce((a, { x }) => a + x / n, 0);
  const meanY = rows.reduce((a, { y }) => a + y / n, 0);
  const spread = rows.reduce((a, { x }) => a + (x - meanX) ** 2, 0);
  if (!(spread > 1e-9)) return [];
  const slope = rows.reduce((a, { x, y }) => a + ((x - meanX) * (y - meanY)) / spread, 0);
  const rest = rows.reduce((a, { x, y }) => a + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const half = -studentTQuantile(0.5 - level / 2, n - 2) * Math.sqrt(rest / (n - 2) / spread);
  if (slope - half <= 1 && slope + half >= 1) return [];
  const params = { elasticity: slope, lower: slope - half, upper: slope + half };
  return [{ code: "quota_coverage_not_proportional", params }];
}

function requirePeriod(row: CoveragePeriod, name: string): void {
  requireObject(row, name);
  requireText(row.period, `${name}.period`);
  requireNumber(row.open, `${name}.open`, { min: 0, max: LARGEST_AMOUNT });
  requireNumber(row.won, `${name}.won`, { min: 0, max: LARGEST_AMOUNT });
}

function requireToday(today: { readonly open: number; readonly quota: number }): void {
  requireObject(today, "options.today");
  requireNumber(today.open, "options.today.open", { min: 0, max: LARGEST_AMOUNT });
  requireNumber(today.quota, "options.today.quota", { min: SMALLEST, max: LARGEST_AMOUNT });
}
