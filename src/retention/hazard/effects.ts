import type { Estimate, Interval } from "../../core/estimate.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { choleskyFactor, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import { normalQuantile, normalSurvival } from "../../math/normal.ts";
import type { DesignTerm } from "./coding.ts";
import type { EffectTerm, HazardTest } from "./types.ts";

/** e to larger powers leaves the range of numbers. */
const LARGEST_EXPONENT = 700;

/** e to a power held within ±700, so that a runaway effect stays a number. */
export function exponential(power: number): number {
  return Math.exp(Math.min(LARGEST_EXPONENT, Math.max(-LARGEST_EXPONENT, power)));
}

/** An estimate and its interval by the normal law. */
export function normalInterval(value: number, error: number, level: number): Interval {
  const step = error * normalQuantile((1 + level) / 2);
  return { lower: value - step, upper: value + step, level };
}

/** One effect on the scale of the covariate, from the standardised coefficient. */
export function effectOf(
  term: DesignTerm,
  coefficient: number,
  error: number,
  modelError: number | undefined,
  n: number,
  level: number,
): EffectTerm {
  const value = coefficient / term.scale;
  const standardError = error / term.scale;
  const z = error > 0 ? coefficient / error : 0;
  return {
    column: term.column,
    ...(term.level !== undefined && { level: term.level }),
    coefficient: { value, n, interval: normalInterval(value, standardError, level) },
    standardError,
    ...(modelError !== undefined && { modelStandardError: modelError / term.scale }),
    z,
    pValue: Math.min(1, 2 * normalSurvival(Math.abs(z))),
  };
}

/** e to an effect, with its interval. */
export function ratioOf({ value, n, interval: { lower, upper, level } }: Estimate): Estimate {
  return { value: exponential(value), n, interval: { lower: exponential(lower), upper: exponential(upper), level } };
}

/** A chi-squared statistic with its p-value; rounding below zero is zero. */
export function chiSquaredTest(statistic: number, degreesOfFreedom: number): HazardTest {
  const value = Math.max(0, statistic);
  return { statistic: value, degreesOfFreedom, pValue: chiSquaredSurvival(value, degreesOfFreedom) };
}

/** vᵀ·A⁻¹·v; `undefined` where A cannot be inverted. */
export function quadraticInverse(a: Float64Array, v: Float64Array): number | undefined {
  const factor = choleskyFactor(a, v.length);
  return factor === undefined ? undefined : dot(v, choleskySolve(factor, v));
}

/** Covariance per unit of the covariates, from that of standardised coefficients. */
export function rawCovariance(covariance: Float64Array, terms: readonly DesignTerm[]): number[] {
  const p = terms.length;
  const raw = new Array<number>(p * p).fill(0);
  for (let j = 0; j < p; j++) {
    for (let l = 0; l < p; l++) {
      raw[j * p + l] =
        (covariance[j * p + l] as number) / (terms[j] as DesignTerm).scale / (terms[l] as DesignTerm).scale;
    }
  }
  return raw;
}
