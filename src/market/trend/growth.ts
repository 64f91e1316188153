import type { Abstention } from "../../core/estimate.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { Series } from "./points.ts";
import { fitSlope } from "./slope.ts";
import type { CompoundRate, TrendGrowth } from "./types.ts";

/** Growths that an interval needs. */
const FEWEST = 6;

/**
 * Growth of the last period on the one `lag` periods before. Its interval comes from how much growths of that distance
 * scattered so far, on the scale of logarithms, on which a fall by half undoes a doubling.
 */
export function growthOf({ values, periods }: Series, lag: number, level: number): TrendGrowth | Abstention {
  const n = values.length;
  const place = new Map(Array.from(periods, (period, i) => [period, i]));
  const before = place.get((periods[n - 1] as number) - lag);
  if (before === undefined) return { abstained: { code: "trend_no_counterpart", params: { lag } } };
  const base = values[before] as number;
  const now = values[n - 1] as number;
  const value = now / base - 1;
  if (!(base > 0) || !Number.isFinite(value)) {
    return { abstained: { code: "trend_base_not_positive", params: { value: base } } };
  }
  const earlier: number[] = [];
  for (let i = 0; i < n - 1; i++) {
    const from = place.get((periods[i] as number) - lag);
    const then = from === undefined ? 0 : (values[from] as number);
    if (then > 0 && (values[i] as number) > 0) earlier.push(Math.log(values[i] as number) - Math.log(then));
  }
  const figure = { value, before: base, now, n: earlier.length + 1 };
  if (earlier.length < FEWEST - 1 || now <= 0) return figure;
  const deviation = Math.sqrt(varianceOf(momentsOf(earlier)) ?? 0);
  const reach = studentTQuantile((1 + level) / 2, earlier.length - 1) * deviation;
  const last = Math.log(now) - Math.log(base);
  const [lower, upper] = [Math.expm1(last - reach), Math.expm1(last + reach)];
  if (!Number.isFinite(upper)) return figure;
  return { ...figure, interval: { lower: Math.min(lower, value), upper: Math.max(upper, value), level } };
}

/** The rate that the median slope of the logarithms stands for. */
export function compoundRateOf(
  { values, periods }: Series,
  season: number,
  periodsPerYear: number | undefined,
  level: number,
): CompoundRate | Abstention {
  const n = values.length;
  const count = values.filter((value) => value <= 0).length;
  if (count > 0) return { abstained: { code: "trend_not_positive", params: { count, n } } };
  const fit = fitSlope(
    values.map((value) => Math.log(value)),
    periods,
    season,
    level,
  );
  if (fit === undefined) return { abstained: { code: "too_few_rows", params: { n, needed: season + 1 } } };
  const { slope } = fit;
  if ("abstained" in slope) return slope;
  const over = (length: number) => ({
    value: Math.expm1(slope.value * length),
    n,
    interval: {
      lower: Math.expm1(slope.interval.lower * length),
      upper: Math.expm1(slope.interval.upper * length),
      level,
    },
  });
  const distance = periods[n - 1] as number;
  const yearly = periodsPerYear === undefined ? undefined : over(periodsPerYear);
  return {
    perPeriod: over(1),
    ...(yearly !== undefined && Number.isFinite(yearly.interval.upper) && { perYear: yearly }),
    endToEnd: Math.expm1((Math.log(values[n - 1] as number) - Math.log(values[0] as number)) / distance),
  };
}
