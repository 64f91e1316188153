import { normalCdf, normalPdf, normalQuantile } from "../../math/normal.ts";
import { quantile } from "../../math/quantile.ts";

/** Residuals within so many median deviations take part in the spread. */
export const INNER = 2.5;

/** Variance of a normal quantity that is known to lie within {@link INNER}. */
const INNER_VARIANCE: number = /* @__PURE__ */ (() =>
  1 - (2 * INNER * normalPdf(INNER)) / (2 * normalCdf(INNER) - 1))();

/**
 * Spread of residuals around 0 that neither many nor wild anomalies can move: the median distance first, then the mean
 * square of what lies within 2.5 of it, which uses the ordinary ones better.
 *
 * @see Rousseeuw & Leroy, Robust Regression and Outlier Detection (1987), 5.1: reweighted scale
 */
export function robustScale(residuals: Float64Array, fitted: number): number {
  const n = residuals.length;
  if (n === 0) return 0;
  const deviation = quantile(residuals.map(Math.abs), 0.5) / normalQuantile(0.75);
  if (deviation === 0) return 0;
  // what was fitted took its share of the scatter
  const raw = deviation * Math.sqrt(n / Math.max(1, n - fitted));
  const reach = INNER * raw;
  let sum = 0;
  let count = 0;
  for (const value of residuals) {
    if (Math.abs(value) > reach) continue;
    sum += (value / raw) ** 2;
    count++;
  }
  const left = Math.max(1, count - fitted);
  return raw * Math.sqrt(sum / left / INNER_VARIANCE);
}

/**
 * Residuals of a fit by medians without the smallest, which it meets exactly: one for each figure that was fitted.
 *
 * @see Maronna, Martin & Yohai, Robust Statistics (2006), 5.5: the median of those that are not null
 */
export function withoutFitted(residuals: Float64Array, fitted: number): Float64Array {
  return residuals
    .map(Math.abs)
    .sort()
    .subarray(Math.min(fitted, residuals.length - 2));
}
