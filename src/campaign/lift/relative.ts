import type { Abstention } from "../../core/estimate.ts";
import type { ArmFigures } from "./arms.ts";
import { around, effect, multiplier, negligible, type Reference } from "./difference.ts";
import type { LiftEffect } from "./types.ts";

/**
 * Relative lift of a rate from the logarithm of the ratio, whose interval is never below −100 %.
 *
 * @see Katz, Baptista, Azen & Pike (1978), Obtaining confidence intervals for the risk ratio, Biometrics 34, 469–474
 */
export function logRelative(treated: ArmFigures, control: ArmFigures, level: number): LiftEffect | Abstention {
  if (control.successes === 0) return { abstained: { code: "lift_zero_base", params: {} } };
  if (treated.successes === 0) return { abstained: { code: "lift_zero_count", params: { arm: "treated" } } };
  const standardError = Math.sqrt((1 - treated.value) / treated.successes + (1 - control.value) / control.successes);
  if (standardError === 0) return { abstained: { code: "lift_zero_variance", params: {} } };
  const log = Math.log(treated.value / control.value);
  const { lower, upper } = around(log, standardError, {}, level);
  const interval = { lower: Math.expm1(lower), upper: Math.expm1(upper), level };
  const test = { standardError, statistic: log / standardError, reference: {} };
  return effect("log", treated, control, interval, test, treated.value / control.value - 1);
}

/**
 * Relative lift by the delta method, (treated − control) ÷ |control|. Abstains where the control's figure cannot be told
 * from zero: exactly there Fieller's confidence set of a ratio has no ends, and a normal interval would invent them.
 *
 * @see Fieller (1954), Some problems in interval estimation, JRSS B 16, 175–185
 */
export function deltaRelative(
  treated: ArmFigures,
  control: ArmFigures,
  reference: Reference,
  level: number,
): LiftEffect | Abstention {
  const base = Math.abs(control.value);
  if (base === 0) return { abstained: { code: "lift_zero_base", params: {} } };
  const baseError = Math.sqrt(control.error);
  const ratio = treated.value / control.value;
  const standardError = Math.sqrt(treated.error + control.error * ratio * ratio) / base;
  const value = (treated.value - control.value) / base;
  // a base next to the smallest double makes a ratio that no double holds
  const holds = Number.isFinite(value) && Number.isFinite(standardError);
  if (!holds || base <= multiplier(reference, level) * baseError) {
    return { abstained: { code: "lift_near_zero_base", params: { mean: control.value, standardError: baseError } } };
  }
  if (negligible(standardError, value)) return { abstained: { code: "lift_zero_variance", params: {} } };
  const test = { standardError, statistic: value / standardError, reference };
  return effect("delta", treated, control, around(value, standardError, reference, level), test, value);
}
