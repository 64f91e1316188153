import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { UpliftArm, UpliftFigures, UpliftOutcomeKind } from "./types.ts";

/** Most degrees of freedom that the t quantile is asked for; beyond, t and normal agree to 1e-9. */
const MOST_DF = 1e9;

/** Rates or means of both arms with their difference, or why one cannot be named. */
export function figuresOf(
  kind: UpliftOutcomeKind,
  treated: UpliftArm,
  control: UpliftArm,
  level: number,
): UpliftFigures {
  return {
    treated: armEstimate(kind, treated, level),
    control: armEstimate(kind, control, level),
    uplift: upliftEstimate(kind, treated, control, level),
  };
}

/** Wilson's interval for a rate, Student's for a mean. */
function armEstimate(kind: UpliftOutcomeKind, arm: UpliftArm, level: number): Estimate | Abstention {
  const refused = refusalOf(kind, arm);
  if (refused !== undefined) return refused;
  if (kind === "yes_no") return { value: arm.mean, n: arm.n, interval: wilsonInterval(successes(arm), arm.n, level) };
  if (arm.m2 === 0) return { abstained: { code: "all_values_equal", params: { n: arm.n, value: arm.mean } } };
  return estimate(arm.mean, arm.n, Math.sqrt(squaredError(arm)), arm.n - 1, level);
}

/**
 * Treated − control with Newcombe's interval for rates and Welch's for amounts.
 *
 * @see Newcombe (1998), Statistics in Medicine 17, method 10; Welch (1947), Biometrika 34
 */
export function upliftEstimate(
  kind: UpliftOutcomeKind,
  treated: UpliftArm,
  control: UpliftArm,
  level: number,
): Estimate | Abstention {
  const refused = refusalOf(kind, treated) ?? refusalOf(kind, control);
  if (refused !== undefined) return refused;
  const value = treated.mean - control.mean;
  const n = treated.n + control.n;
  if (kind === "yes_no") {
    const interval = newcombeInterval(successes(treated), treated.n, successes(control), control.n, level);
    return { value, n, interval };
  }
  const a = squaredError(treated);
  const b = squaredError(control);
  if (a + b === 0) return { abstained: { code: "all_values_equal", params: { n, value: treated.mean } } };
  const largest = Math.max(a, b);
  const df =
    (a / largest + b / largest) ** 2 / ((a / largest) ** 2 / (treated.n - 1) + (b / largest) ** 2 / (control.n - 1));
  return estimate(value, n, Math.sqrt(a + b), df, level);
}

/** A rate needs one customer in each arm, a mean two. */
function refusalOf(kind: UpliftOutcomeKind, arm: UpliftArm): Abstention | undefined {
  const needed = kind === "yes_no" ? 1 : 2;
  return arm.n < needed ? { abstained: { code: "too_few_rows", params: { n: arm.n, needed } } } : undefined;
}

function estimate(value: number, n: number, standardError: number, df: number, level: number): Estimate {
  return {
    value,
    n,
    interval: around(value, studentTQuantile((1 + level) / 2, Math.min(df, MOST_DF)) * standardError, level),
  };
}

/** The interval of that half-width. */
export function around(value: number, half: number, level: number): Interval {
  return { lower: value - half, upper: value + half, level };
}

/** Yes answers, kept inside their range where a mean was rounded. */
const successes = (arm: UpliftArm): number => Math.min(arm.n, Math.max(0, arm.mean * arm.n));

/** Squared standard error of an arm's mean. */
export const squaredError = (arm: UpliftArm): number => arm.m2 / (arm.n - 1) / arm.n;

/** Count, mean and squared deviations of `outcomes[from]` up to `to`, of which those from `part` on count by `weight`. */
export function armOf(
  outcomes: Float64Array,
  from: number,
  to: number,
  part: number = to,
  weight: number = 1,
): UpliftArm {
  let n = Math.max(0, Math.min(part, to) - from);
  n += weight * (to - from - n);
  let total = 0;
  for (let i = from; i < to; i++) total += (i < part ? 1 : weight) * (outcomes[i] as number);
  const mean = n === 0 ? 0 : total / n;
  let m2 = 0;
  for (let i = from; i < to; i++) m2 += (i < part ? 1 : weight) * ((outcomes[i] as number) - mean) ** 2;
  return { n, mean, m2 };
}
