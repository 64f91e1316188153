import type { Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { BootstrapSpread } from "../fit/bootstrap.ts";
import type { LikelihoodMaximum } from "../fit/maximize.ts";
import type { Effect, Standard } from "./covariates.ts";
import type { CovariateEffect } from "./types.ts";

/**
 * Brings the end of a search on standardised covariates back to the covariates as they are: coefficients per unit of
 * each, and parameters of a customer whose covariates are all 0.
 */
export function unstandardised(
  found: LikelihoodMaximum,
  effects: readonly Effect[],
  standards: readonly Standard[],
): LikelihoodMaximum {
  if (effects.length === 0) return found;
  const { point, covariance } = found;
  const size = point.length;
  const base = size - effects.length;
  // point = M · standardised point
  const map = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    row[i] = 1;
    return row;
  });
  effects.forEach(({ column, parameter, sign }, e) => {
    const { mean, spread } = standards[column] as Standard;
    (map[base + e] as Float64Array)[base + e] = 1 / spread;
    (map[parameter] as Float64Array)[base + e] = (-sign * mean) / spread;
  });
  const times = (row: Float64Array, column: readonly number[]): number =>
    row.reduce((total, cell, k) => total + cell * (column[k] as number), 0);
  const half = covariance?.map((column) => map.map((row) => times(row, column)));
  return {
    ...found,
    point: map.map((row) => times(row, point)),
    ...(half !== undefined && {
      covariance: map.map((row) =>
        map.map((_, j) =>
          times(
            row,
            half.map((cells) => cells[j] as number),
          ),
        ),
      ),
    }),
  };
}

/** Coefficients with their intervals, as a model holds them. */
export function effectFields(
  effects: readonly Effect[],
  { point, covariance }: LikelihoodMaximum,
  resampled: BootstrapSpread | undefined,
  level: number,
): readonly CovariateEffect[] {
  const base = point.length - effects.length;
  const z = normalQuantile((1 + level) / 2);
  return effects.map(({ covariate, on }, e) => {
    const coefficient = point[base + e] as number;
    if (covariance === undefined) return { covariate, on, coefficient };
    const reach = z * Math.sqrt(covariance[base + e]?.[base + e] as number);
    const [lower, upper] = resampled?.ends[base + e] ?? [coefficient - reach, coefficient + reach];
    const interval: Interval = { lower, upper, level };
    return { covariate, on, coefficient, interval };
  });
}
