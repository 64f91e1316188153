import type { Abstention, Interval } from "../../core/estimate.ts";
import { confidenceSequenceMultiplier, confidenceSequencePValue } from "../../math/confidence-sequence.ts";
import { normalQuantile, normalSurvival } from "../../math/normal.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import type { ArmFigures } from "./arms.ts";
import { scoreInterval } from "./score-interval.ts";
import type { LiftEffect, RateDifferenceMethod } from "./types.ts";

/** Errors smaller than this part of their value are no measurement; statistics beyond its inverse mean nothing. */
const UNDERFLOW = 1e-100;

/** How a statistic is judged: against which distribution, on which sides, and in how many looks. */
export interface Reference {
  /** Student's t with these degrees of freedom; left out: normal. */
  readonly df?: number;
  /** The side that is tested; left out: both. */
  readonly alternative?: "greater" | "less";
  /** Judged at every look: the tuning, and the customers so far. */
  readonly sequential?: { readonly tuning: number; readonly n: number };
}

/** The same sides in a single look against the normal distribution. */
export function asNormal({ alternative }: Reference): Reference {
  return alternative === undefined ? {} : { alternative };
}

/** Half-width multiplier of an interval; of each side where one side is tested. */
export function multiplier({ df, alternative, sequential }: Reference, level: number): number {
  const sides = alternative === undefined ? "two" : "one";
  if (sequential !== undefined) {
    const { n, tuning } = sequential;
    return confidenceSequenceMultiplier(n, { alpha: 1 - level, tuning, sides });
  }
  const tail = sides === "two" ? (1 - level) / 2 : 1 - level;
  return df === undefined ? -normalQuantile(tail) : -studentTQuantile(tail, df);
}

/** Level that an interval with both ends has: two one-sided bounds miss twice as often. */
export function intervalLevel({ alternative }: Reference, level: number): number {
  return alternative === undefined ? level : 2 * level - 1;
}

function pValueOf({ df, alternative, sequential }: Reference, statistic: number, level: number): number {
  const along = alternative === "less" ? -statistic : statistic;
  if (sequential !== undefined) {
    const { n, tuning } = sequential;
    return confidenceSequencePValue(along, n, {
      alpha: 1 - level,
      tuning,
      sides: alternative === undefined ? "two" : "one",
    });
  }
  const tail = (t: number): number => (df === undefined ? normalSurvival(t) : studentTSurvival(t, df));
  return alternative === undefined ? Math.min(1, 2 * tail(Math.abs(along))) : tail(along);
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
  method: "welch" | "delta" = "welch",
): LiftEffect | Abstention {
  const standardError = Math.sqrt(treated.error + control.error);
  if (negligible(standardError, treated.value - control.value)) {
    return { abstained: { code: "lift_zero_variance", params: {} } };
  }
  return effect(method, treated, control, around(treated.value - control.value, standardError, reference, level), {
    standardError,
    statistic: (treated.value - control.value) / standardError,
    reference,
    level,
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
  const test = { standardError, statistic: difference / standardError, reference, level };
  if (reference.df === undefined && reference.sequential === undefined) {
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
      return newcombeInterval(
        treated.successes,
        treated.n,
        control.successes,
        control.n,
        intervalLevel(reference, level),
      );
    case "score":
      return scoreInterval(treated, control, multiplier(asNormal(reference), level), intervalLevel(reference, level));
    case "wald": {
      const wald = around(treated.value - control.value, Math.sqrt(treated.error + control.error), reference, level);
      return clamped(wald);
    }
    case "agresti_caffo": {
      const a = plusTwo(treated);
      const b = plusTwo(control);
      return clamped(around(a.value - b.value, Math.sqrt(a.error + b.error), asNormal(reference), level));
    }
  }
}

/** Differences of rates lie between −1 and 1. */
function clamped({ lower, upper, level }: Interval): Interval {
  return { lower: Math.max(-1, lower), upper: Math.min(1, upper), level };
}

/** Squared standard error of a rate as far as sizes can tell: one that all or none chose is not certain, only unscattered. */
export function plannedError(arm: ArmFigures): number {
  return arm.error > 0 ? arm.error : plusTwo(arm).error;
}

/** One success and one failure more. */
function plusTwo({ successes, n }: ArmFigures): { value: number; error: number } {
  const value = (successes + 1) / (n + 2);
  return { value, error: (value * (1 - value)) / (n + 2) };
}

/** Interval that lies evenly around a value. */
export function around(value: number, standardError: number, reference: Reference, level: number): Interval {
  const half = multiplier(reference, level) * standardError;
  return { lower: value - half, upper: value + half, level: intervalLevel(reference, level) };
}

/** A tested effect before its p-value. */
interface Tested {
  readonly standardError: number;
  readonly statistic: number;
  readonly reference: Reference;
  readonly level: number;
}

/** Completes an effect with its p-value and what it was asked. */
export function effect(
  method: LiftEffect["method"],
  treated: ArmFigures,
  control: ArmFigures,
  interval: Interval,
  { standardError, statistic, reference, level }: Tested,
  value: number = treated.value - control.value,
): LiftEffect {
  const { df, alternative, sequential } = reference;
  return {
    value,
    n: treated.n + control.n,
    interval,
    method,
    standardError,
    statistic,
    ...(df === undefined ? {} : { df }),
    pValue: pValueOf(reference, statistic, level),
    ...(alternative === undefined
      ? {}
      : { alternative, bound: alternative === "greater" ? interval.lower : interval.upper }),
    ...(sequential === undefined ? {} : { sequential: { tuning: sequential.tuning } }),
  };
}
