import { requireNonEmpty, requireNumber } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { mannKendall } from "../../math/mann-kendall.ts";
import { normalQuantile } from "../../math/normal.ts";
import { quantile } from "../../math/quantile.ts";
import type { PeriodUnit } from "../../time/period.ts";
import { breaksOf } from "./breaks.ts";
import { checkTrend } from "./checks.ts";
import { compoundRateOf, growthOf } from "./growth.ts";
import { pointAt, type Series, seriesOf } from "./points.ts";
import { fitSlope, type SlopeFit } from "./slope.ts";
import type { MeasureTrendOptions, TrendMeasure, TrendTest } from "./types.ts";

const YEAR: Readonly<Record<PeriodUnit, number>> = { day: 365, week: 52, month: 12, quarter: 4, year: 1 };

/**
 * Does a figure rise or fall, how fast, since when, and how sure is that? For sales, complaints, visits or any other
 * series.
 *
 * The slope is the median of the slopes between all pairs of periods (Theil–Sen), the test counts how many pairs rise
 * (Mann–Kendall); with `season` only like periods are compared. Neighbours that resemble each other widen both. Breaks
 * in level or slope are sought so that a series without one is called broken at `breakRate` only.
 *
 * @param series - Values at equal periods in their order, or dated rows in any order, one per period; each value within
 * ±1e100. Not mutated.
 * @param options - `value` and `date` read a row; `unit` of dated rows (default `"month"`); `season` in periods, 2–366;
 * `periodsPerYear`, above 0, at most 1e4 (default by unit or season); `level` of the intervals, default 0.95; `breakRate`, 0–0.5,
 * default 0.05.
 * @returns Growth on the last period and the year before, compound rate, slope, test, breaks, each with n and interval,
 * and notes on what was checked. What the data cannot carry is an abstention with its reason: a compound rate where a
 * value is zero or negative, an interval from too few periods.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` (unit),
 * `invalid_date`, `duplicate_id` (two rows in one period); the row is named.
 * @example
 * ```ts
 * const trend = measureTrend([100, 104, 103, 110, 112, 115, 121, 119, 126, 131, 133, 138]);
 * trend.direction; // => "rising"
 * trend.slope.value; // ≈ 3.45
 * trend.compound.perPeriod.value; // ≈ 0.0293
 * ```
 * @see Sen (1968), JASA 63, 1379–1389; Hirsch, Slack & Smith (1982), Water Resources Research 18, 107–121; Hamed & Rao
 * (1998), Journal of Hydrology 204, 182–196; Andrews (1993), Econometrica 61, 821–856
 */
export function measureTrend<T>(series: ArrayLike<T>, options: MeasureTrendOptions<T> = {}): TrendMeasure {
  requireNonEmpty(series, "series");
  const read = seriesOf(series, options);
  const { level = 0.95, breakRate = 0.05, season, date, unit = "month" } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(breakRate, "options.breakRate", { min: 0, max: 0.5 });
  const periodsPerYear = options.periodsPerYear ?? (date === undefined ? season : YEAR[unit]);
  if (periodsPerYear !== undefined) {
    requireNumber(periodsPerYear, "options.periodsPerYear", { above: 0, max: 1e4 });
  }
  const { values, periods } = read;
  const n = values.length;
  const cycle = season ?? 1;
  const fit = fitSlope(values, periods, cycle, level);
  const median = quantile(values, 0.5);
  const compound = compoundRateOf(read, cycle, periodsPerYear, level);
  const breaks = breaksOf(read, withoutCycle(read, fit, cycle), breakRate, level);
  const notes: Reason[] = [];
  let test: TrendTest | Abstention = tooFew(n, cycle + 1);
  if (fit !== undefined) {
    const counted = testOf(read, fit, cycle, level);
    test = counted.test;
    notes.push(...checkTrend(read, fit, cycle, periodsPerYear, counted.pairs));
  }
  if ("found" in breaks && breaks.found.length > 0) {
    notes.push({ code: "trend_broken", params: { breaks: breaks.found.length } });
  }
  const clear = "pValue" in test && test.pValue < 1 - level;
  return {
    n,
    points: Array.from(values, (_, i) => pointAt(read, i)),
    ...(date !== undefined && { unit }),
    ...(season !== undefined && { season }),
    level,
    direction: clear && "s" in test && test.s !== 0 ? (test.s > 0 ? "rising" : "falling") : "unclear",
    median,
    slope: fit?.slope ?? tooFew(n, cycle + 1),
    relativeSlope: relativeTo(median, fit?.slope ?? tooFew(n, cycle + 1)),
    test,
    lastPeriod: growthOf(read, 1, level),
    yearOnYear:
      periodsPerYear === undefined || !Number.isInteger(periodsPerYear)
        ? { abstained: { code: "trend_year_unknown", params: { n } } }
        : growthOf(read, periodsPerYear, level),
    compound,
    autocorrelation: fit?.autocorrelation ?? {
      abstained: { code: "trend_no_neighbours", params: { n } },
    },
    breaks,
    ...(fit !== undefined && { intercept: fit.line.intercept }),
    notes,
  };
}

const tooFew = (n: number, needed: number): Abstention => ({
  abstained: { code: "too_few_rows", params: { n, needed } },
});

/** The series less what the season adds to it: line and what is left beside line and season. */
function withoutCycle({ values, periods }: Series, fit: SlopeFit | undefined, cycle: number): Float64Array {
  if (fit === undefined || cycle === 1) return values;
  return fit.residuals.map((left, i) => left + fit.line.slope * (periods[i] as number));
}

function testOf(
  { values, periods }: Series,
  fit: SlopeFit,
  cycle: number,
  level: number,
): { readonly test: TrendTest; readonly pairs: readonly [number, number] } {
  const n = values.length;
  const factor = fit.autocorrelation?.varianceFactor ?? 1;
  const { s, z, pValue, exact, tau, variance, pairs, differing } = mannKendall(values, {
    times: periods,
    varianceFactor: factor,
    ...(cycle > 1 && { seasons: periods.map((period) => period % cycle) }),
  });
  // as wide as it is without a trend, so that interval and test agree
  const reach =
    differing === 0 ? 0 : (normalQuantile((1 + level) / 2) * Math.sqrt(variance)) / Math.sqrt(pairs * differing);
  return {
    test: {
      tau: {
        value: tau,
        n,
        interval: { lower: Math.max(-1, tau - reach), upper: Math.min(1, tau + reach), level },
      },
      s,
      z,
      pValue,
      method: cycle > 1 ? "seasonal" : exact ? "exact" : "normal",
    },
    pairs: [pairs, differing],
  };
}

function relativeTo(median: number, slope: Estimate | Abstention): Estimate | Abstention {
  if ("abstained" in slope) return slope;
  const size = Math.abs(median);
  const share = (value: number): number => value / size;
  const { lower, upper, level } = slope.interval;
  if (size === 0 || ![slope.value, lower, upper].every((value) => Number.isFinite(share(value)))) {
    return { abstained: { code: "zero_base", params: { what: "median" } } };
  }
  return { value: share(slope.value), n: slope.n, interval: { lower: share(lower), upper: share(upper), level } };
}
