import { MEAN_DAYS } from "../../time/period-units.ts";
import type { ResponseData } from "./read.ts";
import { mediaOf, type Regression } from "./regression.ts";
import type { ChannelShape } from "./shape.ts";
import type { ResponseBaseline } from "./types.ts";

/** Columns of the weeks that count: the base, controls (standardised), trend, then sine and cosine by harmonic. */
export function baselineColumns({ days, controls, settings }: ResponseData, used: number): Float64Array[] {
  const own = days.subarray(days.length - used);
  const middle = (used - 1) / 2;
  const columns: Float64Array[] = [new Float64Array(used).fill(1)];
  for (const { values } of controls) columns.push(standardised(values.subarray(values.length - used)).column);
  if (settings.trend) columns.push(Float64Array.from(own, (_, t) => (t - middle) / Math.max(1, middle)));
  for (let k = 1; k <= settings.harmonics; k++) {
    const angle = (2 * Math.PI * k) / MEAN_DAYS.year;
    columns.push(
      own.map((day) => Math.sin(angle * day)),
      own.map((day) => Math.cos(angle * day)),
    );
  }
  return columns;
}

/** Tells the baseline in the caller's units. */
export function describeBaseline(
  data: ResponseData,
  shapes: readonly ChannelShape[],
  fit: Regression,
  used: number,
): ResponseBaseline {
  const { controls, settings } = data;
  const media = mediaOf(shapes, fit.point, used);
  const revenue = data.revenue.subarray(data.revenue.length - used);
  const at = (j: number): number => fit.coefficients[j] as number;
  const afterControls = 1 + controls.length;
  const afterTrend = afterControls + (settings.trend ? 1 : 0);
  return {
    mean: revenue.reduce((total, y, t) => total + y - (media[t] as number), 0) / used,
    ...(settings.trend && { trend: at(afterControls) / Math.max(1, (used - 1) / 2) }),
    seasons: Array.from({ length: settings.harmonics }, (_, k) => [at(afterTrend + 2 * k), at(afterTrend + 2 * k + 1)]),
    controls: controls.map(({ id, values }, j) => {
      const { deviation } = standardised(values.subarray(values.length - used));
      return { id, effect: deviation > 0 ? at(1 + j) / deviation : 0 };
    }),
  };
}

function standardised(values: Float64Array): { readonly column: Float64Array; readonly deviation: number } {
  const mean = values.reduce((total, x) => total + x, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((total, x) => total + (x - mean) ** 2, 0) / values.length);
  return { column: values.map((x) => (deviation > 0 ? (x - mean) / deviation : 0)), deviation };
}
