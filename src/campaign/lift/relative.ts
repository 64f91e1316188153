import type { Abstention } from "../../core/estimate.ts";
import { fiellerInterval } from "../../math/fieller.ts";
import type { ArmFigures } from "./arms.ts";
import { around, asNormal, effect, intervalLevel, multiplier, negligible, type Reference } from "./difference.ts";
import type { LiftEffect } from "./types.ts";

/**
 * Relative lift of a rate from the logarithm of the ratio, whose interval is never below −100 %.
 *
 * @see Katz, Baptista, Azen & Pike (1978), Obtaining confidence intervals for the risk ratio, Biometrics 34, 469–474
 */
export function logRelative(
  treated: ArmFigures,
  control: ArmFigures,
  reference: Reference,
  level: number,
): LiftEffect | Abstention {
  if (control.successes === 0) return { abstained: { code: "lift_zero_base", params: {} } };
  if (treated.successes === 0) return { abstained: { code: "lift_zero_count", params: { arm: "treated" } } };
  const standardError = Math.sqrt((1 - treated.value) / treated.successes + (1 - control.value) / control.successes);
  if (standardError === 0) return { abstained: { code: "lift_zero_variance", params: {} } };
  const log = Math.log(treated.value / control.value);
  const judged = reference.sequential === undefined ? asNormal(reference) : reference;
  const { lower, upper, level: own } = around(log, standardError, judged, level);
  // five responders against three in a look of a long test: the upper end may leave what a double holds
  const interval = { lower: Math.expm1(lower), upper: Math.min(Number.MAX_VALUE, Math.expm1(upper)), level: own };
  const test = { standardError, statistic: log / standardError, reference: judged, level };
  return effect("log", treated, control, interval, test, treated.value / control.value - 1);
}

/** A difference over the control's figure, with how both vary. */
export interface RelativeParts {
  readonly difference: number;
  /** Squared standard error of the difference. */
  readonly differenceError: number;
  /** Covariance of the difference with the control's figure. */
  readonly covariance: number;
  /** Squared standard error of the lift × the control's figure. */
  readonly relativeError: number;
}

/** The plain difference of the arms. */
export function plainParts(treated: ArmFigures, control: ArmFigures): RelativeParts {
  const ratio = control.value === 0 ? 0 : treated.value / control.value;
  return {
    difference: treated.value - control.value,
    differenceError: treated.error + control.error,
    covariance: -control.error,
    relativeError: treated.error + control.error * ratio * ratio,
  };
}

/**
 * Relative lift, difference ÷ |control|, by the delta method or by Fieller. Abstains where the control's figure cannot be
 * told from zero: exactly there Fieller's confidence set of a ratio has no ends, and a normal interval would invent them.
 *
 * @see Fieller (1954), Some problems in interval estimation, JRSS B 16, 175–185
 */
export function relativeOf(
  treated: ArmFigures,
  control: ArmFigures,
  parts: RelativeParts,
  method: "delta" | "fieller",
  reference: Reference,
  level: number,
): LiftEffect | Abstention {
  const base = Math.abs(control.value);
  if (base === 0) return { abstained: { code: "lift_zero_base", params: {} } };
  const baseError = Math.sqrt(control.error);
  const value = parts.difference / base;
  const standardError = Math.sqrt(parts.relativeError) / base;
  // a base next to the smallest double makes a ratio that no double holds
  const holds = Number.isFinite(value) && Number.isFinite(standardError);
  const factor = multiplier(reference, level);
  if (!holds || base <= factor * baseError) {
    return { abstained: { code: "lift_near_zero_base", params: { mean: control.value, standardError: baseError } } };
  }
  if (negligible(standardError, value)) return { abstained: { code: "lift_zero_variance", params: {} } };
  if (method === "delta") {
    const test = { standardError, statistic: value / standardError, reference, level };
    return effect("delta", treated, control, around(value, standardError, reference, level), test, value);
  }
  const ends = fiellerInterval(
    {
      numerator: parts.difference,
      denominator: base,
      numeratorVariance: parts.differenceError,
      denominatorVariance: control.error,
      covariance: Math.sign(control.value) * parts.covariance,
    },
    factor,
  );
  if (ends === undefined) {
    return { abstained: { code: "lift_near_zero_base", params: { mean: control.value, standardError: baseError } } };
  }
  // "no relative lift" is "no difference", and is tested as such
  const statistic = parts.difference / Math.sqrt(parts.differenceError);
  const test = { standardError, statistic, reference, level };
  return effect("fieller", treated, control, { ...ends, level: intervalLevel(reference, level) }, test, value);
}
