import type { Abstention, Estimate } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { lossAt, type OriginPlan } from "./rolling.ts";
import type { SeriesBenchmark, SeriesComparison } from "./types.ts";

const LEVEL = 0.95;

/** The value of the last known period at or before `t`, going back by whole seasons. */
function lastKnown(y: Float64Array, t: number, season: number): number {
  for (let at = t; at >= 0; at -= season) if (!Number.isNaN(y[at])) return y[at] as number;
  return Number.NaN;
}

/** Mean absolute change over one season, by which MASE is scaled; absent where nothing changes. */
export function seasonalChange(y: Float64Array, season: number): number | undefined {
  let [total, n] = [0, 0];
  for (let t = season; t < y.length; t++) {
    const change = Math.abs((y[t] as number) - (y[t - season] as number));
    if (Number.isNaN(change)) continue;
    total += change;
    n++;
  }
  return total > 0 ? total / n : undefined;
}

/** Errors of a rule of thumb from each past moment. */
function lossesOf(y: Float64Array, { origins, horizon }: OriginPlan, season: number): number[] {
  return origins.map((origin) =>
    lossAt(y, origin, horizon, (h) => lastKnown(y, origin - season + ((h - 1) % season), season)),
  );
}

/**
 * The share of a rule's error that is saved, with an interval that knows that forecasts from neighbouring moments share
 * their future.
 *
 * @see Diebold & Mariano (1995), Journal of Business & Economic Statistics 13; Harvey, Leybourne & Newbold (1997),
 * International Journal of Forecasting 13, eq. 9, for the correction in small samples
 */
function skillOf(ours: readonly number[], theirs: readonly number[], plan: OriginPlan): Estimate | Abstention {
  const n = ours.length;
  const [own, rule] = [ours, theirs].map((list) => list.reduce((a, b) => a + b, 0) / n) as [number, number];
  if (!(rule > 0)) return { abstained: { code: "zero_base", params: { what: "error" } } };
  const ratio = own / rule;
  const rest = ours.map((loss, i) => (loss - ratio * (theirs[i] as number)) / rule);
  const step = ((plan.origins.at(-1) as number) - (plan.origins[0] as number)) / (plan.origins.length - 1);
  const overlap = Math.min(Math.ceil(plan.horizon / step), Math.floor(n / 2));
  let variance = 0;
  for (let lag = 0; lag < overlap; lag++) {
    let product = 0;
    for (let i = lag; i < n; i++) product += (rest[i] as number) * (rest[i - lag] as number);
    // weights that fall with the distance keep the variance above zero: Newey and West (1987)
    variance += ((lag === 0 ? 1 : 2) * (1 - lag / overlap) * product) / n;
  }
  const correction = (n + 1 - 2 * overlap + (overlap * (overlap - 1)) / n) / n;
  const independent = Math.max(2, n / Math.max(1, overlap / 2));
  const half = studentTQuantile((1 + LEVEL) / 2, independent - 1) * Math.sqrt(variance / n / Math.max(0.1, correction));
  return { value: 1 - ratio, n, interval: { lower: 1 - ratio - half, upper: 1 - ratio + half, level: LEVEL } };
}

/** The rules of thumb beside the forecast. */
export function compareBenchmarks(
  y: Float64Array,
  plan: OriginPlan,
  ours: readonly number[],
  season: number,
  scale: number | undefined,
): SeriesComparison[] {
  const rules: [SeriesBenchmark, number][] = [["naive", 1]];
  if (season > 1) rules.push(["seasonal_naive", season]);
  return rules.flatMap(([id, length]) => {
    const theirs = lossesOf(y, plan, length);
    if (theirs.length !== ours.length || !theirs.every(Number.isFinite)) return [];
    const meanAbsoluteError = theirs.reduce((a, b) => a + b, 0) / theirs.length;
    const skill = skillOf(ours, theirs, plan);
    const { lower, upper } = "abstained" in skill ? { lower: 0, upper: 0 } : skill.interval;
    return [
      {
        id,
        meanAbsoluteError,
        ...(scale !== undefined && { scaledError: meanAbsoluteError / scale }),
        skill,
        verdict: lower > 0 ? ("better" as const) : upper < 0 ? ("worse" as const) : ("undecided" as const),
      },
    ];
  });
}
