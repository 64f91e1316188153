import type { Interval } from "../../core/estimate.ts";
import { clopperPearsonInterval } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { mean, sum } from "../../math/sum.ts";
import type { BacktestSkill, BacktestTotalAt, TotalJudgement } from "./types.ts";

const QUANTILES = [
  ["p10", 0.1],
  ["p50", 0.5],
  ["p90", 0.9],
] as const;

/** A skill below this says no more than that the baseline hardly ever errs. */
const LOWEST_SKILL = -999;

/** Mean pinball loss of P10, P50 and P90 for one total. */
export function pinballOf(at: BacktestTotalAt): number {
  return sum(QUANTILES.map(([key, q]) => pinball(at[key], q, at.actual))) / QUANTILES.length;
}

/** Distance of the expected total from what came. */
export function missOf(at: BacktestTotalAt): number {
  return Math.abs(at.expected - at.actual);
}

/** Koenker & Bassett (1978), Econometrica 46: lowest on average for the true quantile. */
function pinball(forecast: number, q: number, actual: number): number {
  return actual >= forecast ? q * (actual - forecast) : (1 - q) * (forecast - actual);
}

/** Judges totals over origins, of which there is at least one. */
export function judgeTotals(totals: readonly BacktestTotalAt[], level: number): TotalJudgement {
  const n = totals.length;
  const expected = sum(totals.map((at) => at.expected));
  const actual = sum(totals.map((at) => at.actual));
  const covered = totals.filter(({ p10, p90, actual: came }) => came >= p10 && came <= p90).length;
  const lossAt = (key: "p10" | "p50" | "p90", q: number): number =>
    mean(totals.map((at) => pinball(at[key], q, at.actual))) as number;
  const [p10, p50, p90] = QUANTILES.map(([key, q]) => lossAt(key, q)) as [number, number, number];
  const errors = totals.map((at) => at.expected - at.actual);
  const interval = meanInterval(errors, level);
  return {
    origins: n,
    expected,
    actual,
    pinball: { p10, p50, p90, mean: (p10 + p50 + p90) / QUANTILES.length },
    coverage: { value: covered / n, n, interval: clopperPearsonInterval(covered, n, level) },
    bias: {
      value: mean(errors) as number,
      ...(actual > 0 ? { share: (expected - actual) / actual } : {}),
      ...(interval === undefined ? {} : { interval }),
    },
    ...(actual > 0 ? { wape: sum(totals.map(missOf)) / actual } : {}),
  };
}

/** Student's interval of a mean; none for one value. */
function meanInterval(values: readonly number[], level: number): Interval | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const middle = mean(values) as number;
  const error = Math.sqrt(sum(values.map((x) => (x - middle) ** 2)) / (n - 1) / n);
  const reach = studentTQuantile((1 + level) / 2, n - 1) * error;
  return { lower: middle - reach, upper: middle + reach, level };
}

/**
 * Share of a baseline's loss that is saved, from the losses of both at the same origins: a ratio of sums, so that origins
 * with many deals weigh more. Deals of one origin share their luck, so the interval goes by origins, not by deals.
 *
 * @see Cochran (1977), Sampling Techniques, 3rd ed., ch. 6 (variance of a ratio); Diebold & Mariano (1995), Journal of
 * Business & Economic Statistics 13 (difference of losses)
 */
export function skillOf(own: readonly number[], other: readonly number[], level: number): BacktestSkill {
  const n = own.length;
  const [total, base] = [sum(own), sum(other)];
  if (base === 0) return { value: total === 0 ? 0 : LOWEST_SKILL, origins: n };
  const ratio = total / base;
  const value = Math.max(LOWEST_SKILL, 1 - ratio);
  if (n < 2 || value === LOWEST_SKILL) return { value, origins: n };
  const strayed = sum(own.map((loss, i) => ((loss - ratio * (other[i] as number)) / base) ** 2));
  const reach = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt((strayed * n) / (n - 1));
  const apart = (total - base) / n;
  const differed = sum(own.map((loss, i) => ((loss - (other[i] as number) - apart) / base) ** 2));
  return {
    value,
    origins: n,
    differenceError: Math.sqrt((differed * n) / (n - 1)),
    interval: { lower: Math.max(LOWEST_SKILL, value - reach), upper: Math.min(1, value + reach), level },
  };
}
