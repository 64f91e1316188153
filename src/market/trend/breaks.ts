import type { Abstention, Estimate } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { FEWEST, type FoundBreak, findBreaks } from "./break-alarm.ts";
import { pointAt, type Series } from "./points.ts";
import { fitSlope } from "./slope.ts";
import type { TrendBreaks } from "./types.ts";

/** Breaks of the series with the jump at each and the slopes on both sides. `steady` is the series without its season. */
export function breaksOf(series: Series, steady: Float64Array, rate: number, level: number): TrendBreaks | Abstention {
  const n = steady.length;
  if (rate === 0) return { abstained: { code: "trend_breaks_not_sought", params: { n } } };
  if (n < FEWEST) return { abstained: { code: "too_few_rows", params: { n, needed: FEWEST } } };
  const { breaks, pValue } = findBreaks(steady, rate, level);
  const ends = [0, ...breaks.map(({ at }) => at), n];
  const slopes = ends.slice(1).map((to, k) => slopeOf(series, steady, ends[k] as number, to, level));
  return {
    found: breaks.map((found, k) => ({
      at: pointAt(series, found.at),
      earliest: pointAt(series, found.earliest),
      latest: pointAt(series, found.latest),
      pValue: found.pValue,
      jump: jumpAt(series, steady, [ends[k] as number, found.at, ends[k + 2] as number], found, level),
      slopeBefore: slopes[k] as Estimate | Abstention,
      slopeAfter: slopes[k + 1] as Estimate | Abstention,
    })),
    pValue,
    rate,
  };
}

function slopeOf(series: Series, steady: Float64Array, from: number, to: number, level: number): Estimate | Abstention {
  const fit = fitSlope(steady.slice(from, to), series.periods.slice(from, to), 1, level);
  return fit?.slope ?? { abstained: { code: "too_few_rows", params: { n: to - from, needed: 2 } } };
}

/** Distance of the two least-squares lines at the break, half a period before its first value. */
function jumpAt(
  { periods }: Series,
  values: Float64Array,
  [from, at, to]: readonly [number, number, number],
  { correlation }: FoundBreak,
  level: number,
): Estimate {
  const middle = ((periods[at - 1] as number) + (periods[at] as number)) / 2;
  const before = lineThrough(values, periods, from, at, middle);
  const after = lineThrough(values, periods, at, to, middle);
  const n = to - from;
  const rho = Math.max(0, correlation);
  // neighbours that resemble each other carry less; the long-run variance of a first-order autoregression
  const variance = ((before.misfit + after.misfit) / (n - 4)) * ((1 + rho) / (1 - rho));
  const reach = studentTQuantile((1 + level) / 2, n - 4) * Math.sqrt(variance * (before.doubt + after.doubt));
  const value = after.value - before.value;
  return { value, n, interval: { lower: value - reach, upper: value + reach, level } };
}

function lineThrough(
  values: Float64Array,
  periods: Float64Array,
  from: number,
  to: number,
  target: number,
): { readonly value: number; readonly misfit: number; readonly doubt: number } {
  const m = to - from;
  let x = 0;
  let y = 0;
  for (let i = from; i < to; i++) {
    x += (periods[i] as number) / m;
    y += (values[i] as number) / m;
  }
  let spread = 0;
  let cross = 0;
  for (let i = from; i < to; i++) {
    spread += ((periods[i] as number) - x) ** 2;
    cross += ((periods[i] as number) - x) * ((values[i] as number) - y);
  }
  const slope = cross / spread;
  let misfit = 0;
  for (let i = from; i < to; i++) misfit += ((values[i] as number) - y - slope * ((periods[i] as number) - x)) ** 2;
  return { value: y + slope * (target - x), misfit, doubt: 1 / m + (target - x) ** 2 / spread };
}
