import type { Abstention, Interval } from "../../core/estimate.ts";
import { normalQuantile, normalSurvival } from "../../math/normal.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import type { ArmFigures } from "./arms.ts";
import { scoreInterval } from "./score-interval.ts";
import type { LiftEffect, RateDifferenceMethod } from "./types.ts";

/** Errors smaller than this part of their value are no measurement; statistics beyond its inverse mean nothing. */
const UNDERFLOW = 1e-100;

/** The distribution against which a statistic is judged: normal, or t with the given degrees of freedom. */
export interface Reference {
  readonly df?: number;
}

/** Half-width multiplier of a two-sided interval. */
export function multiplier({ df }: Reference, level: number): number {
  const tail = (1 - level) / 2;
  return df === undefined ? -normalQuantile(tail) : -studentTQuantile(tail, df);
}

/** Two-sided p value. */
function twoSided({ df }: Reference, statistic: number): number {
  const size = Math.abs(statistic);
  return Math.min(1, 2 * (df === undefined ? normalSurvival(size) : studentTSurvival(size, df)));
}

/**
 * Degrees of freedom of a difference of two means with unequal variances.
 *
 * @see Welch (1947), The generalization of Student's problem, Biometrika 34, 28–35
 */
export function welchDf(treated: ArmFigures, control: ArmFigures): number {
  // relative to the larger, so that squares of tiny or huge variances stay inside a double
  const largest = Math.max(treated.error, control.error);
  const a = treated.error / largest;
  const b = control.error / largest;
  const spread = (a === 0 ? 0 : (a * a) / (treated.n - 1)) + (b === 0 ? 0 : (b * b) / (control.n - 1));
  return (a + b) ** 2 / spread;
}

/** Whether an error is zero, or so small against its value that only underflow can have made it. */
export function negligible(standardError: number, value: number): boolean {
  return standardError <= UNDERFLOW * Math.abs(value);
}

/** Difference of two means by Welch's test. Abstains where neither arm varies. */
export function meanDifference(
  treated: ArmFigures,
  control: ArmFigures,
  reference: Reference,
  level: number,
): LiftEffect | Abstention {
  const standardError = Math.sqrt(treated.error + control.error);
  if (negligible(standardError, treated.value - control.value)) {
    return { abstained: { code: "lift_zero_variance", params: {} } };
  }
  return effect("welch", treated, control, around(treated.value - control.value, standardError, reference, level), {
    standardError,
    statistic: (treated.value - control.value) / standardError,
    reference,
  });
}

/**
 * Difference of two rates. The test is the pooled z test whatever the interval, except against t, where it is Welch's.
 *
 * @see Agresti & Caffo (2000), Simple and effective confidence intervals for proportions, The American Statistician 54
 */
export function rateDifference(
  treated: ArmFigures,
  control: ArmFigures,
  method: RateDifferenceMethod,
  reference: Reference,
  level: number,
): LiftEffect | Abstention {
  const difference = treated.value - control.value;
  const standardError = Math.sqrt(treated.error + control.error);
  if (method === "wald" && standardError === 0) return { abstained: { code: "lift_zero_variance", params: {} } };
  const test = { standardError, statistic: difference / standardError, reference };
  if (reference.df === undefined) {
    const pooled = (treated.successes + control.successes) / (treated.n + control.n);
    const pooledError = Math.sqrt(pooled * (1 - pooled) * (1 / treated.n + 1 / control.n));
    // both arms all or none: no difference, and no evidence of one
    test.statistic = pooledError === 0 ? 0 : difference / pooledError;
  }
  return effect(method, treated, control, intervalOf(method, treated, control, reference, level), test);
}

function intervalOf(
  method: RateDifferenceMethod,
  treated: ArmFigures,
  control: ArmFigures,
  reference: Reference,
  level: number,
): Interval {
  switch (method) {
    case "newcombe":
      return newcombeInterval(treated.successes, treated.n, control.successes, control.n, level);
    case "score":
      return scoreInterval(treated, control, multiplier({}, level), level);
    case "wald": {
      const wald = around(treated.value - control.value, Math.sqrt(treated.error + control.error), reference, level);
      return { lower: Math.max(-1, wald.lower), upper: Math.min(1, wald.upper), level };
    }
    case "agresti_caffo": {
      const a = plusTwo(treated);
      const b = plusTwo(control);
      const caffo = around(a.value - b.value, Math.sqrt(a.error + b.error), {}, level);
      return { lower: Math.max(-1, caffo.lower), upper: Math.min(1, caffo.upper), level };
    }
  }
}

/** One success and one failure more. */
function plusTwo({ successes, n }: ArmFigures): { value: number; error: number } {
  const value = (successes + 1) / (n + 2);
  return { value, error: (value * (1 - value)) / (n + 2) };
}

/** Interval that lies evenly around a value. */
export function around(value: number, standardError: number, reference: Reference, level: number): Interval {
  const half = multiplier(reference, level) * standardError;
  return { lower: value - half, upper: value + half, level };
}

/** Completes an effect with its p value. */
export function effect(
  method: LiftEffect["method"],
  treated: ArmFigures,
  control: ArmFigures,
  interval: Interval,
  test: { readonly standardError: number; readonly statistic: number; readonly reference: Reference },
  value: number = treated.value - control.value,
): LiftEffect {
  const { standardError, statistic, reference } = test;
  return {
    value,
    n: treated.n + control.n,
    interval,
    method,
    standardError,
    statistic,
    ...(reference.df === undefined ? {} : { df: reference.df }),
    pValue: twoSided(reference, statistic),
  };
}
