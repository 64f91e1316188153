import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { LiftArmId } from "../../core/labels/campaign.ts";
import { momentsFromSums, varianceOf } from "../../math/moments.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { LiftArm } from "./types.ts";

/** Customers beyond which counts are refused; the interval functions are tested up to here. */
const MAX_N = 1e9;

/** An arm condensed to what every method works on. */
export interface ArmFigures {
  readonly n: number;
  /** Rate or mean. */
  readonly value: number;
  /** Variance of one customer's outcome: p(1 − p) of a rate, the sample variance of amounts. */
  readonly variance: number;
  /** Squared standard error of the value. */
  readonly error: number;
  /** Successes of a rate arm. */
  readonly successes: number;
}

/** Checks an arm; `undefined` where it holds nobody. */
export function readArm(arm: LiftArm, name: LiftArmId): ArmFigures | undefined {
  requireObject(arm, name);
  requireOneOf(arm.kind, ["rate", "mean"], `${name}.kind`);
  requireNumber(arm.n, `${name}.n`, { min: 0, max: MAX_N, integer: true });
  const { n } = arm;
  if (arm.kind === "rate") {
    requireNumber(arm.successes, `${name}.successes`, { min: 0, integer: true });
    if (arm.successes > n) {
      throw new ClienteleError("inconsistent", `${name} counts ${arm.successes} successes among ${n} customers`, {
        name,
      });
    }
    if (n === 0) return undefined;
    const value = arm.successes / n;
    const variance = value * (1 - value);
    return { n, value, variance, error: variance / n, successes: arm.successes };
  }
  const moments = momentsFromSums(arm);
  if (n === 0) return undefined;
  // totals added up naively carry n roundings; a spread below them is none
  const spread = moments.m2 > Number.EPSILON * n * arm.sumOfSquares;
  const variance = spread ? (varianceOf(moments) ?? 0) : 0;
  return { n, value: moments.mean, variance, error: variance / n, successes: 0 };
}

/** The arm's own figure: a rate with Wilson's interval, a mean with its t interval. */
export function armEstimate(kind: LiftArm["kind"], arm: ArmFigures, level: number): Estimate {
  const { n, value } = arm;
  if (kind === "rate") return { value, n, interval: wilsonInterval(arm.successes, n, level) };
  const half = -studentTQuantile((1 - level) / 2, n - 1) * Math.sqrt(arm.error);
  return { value, n, interval: { lower: value - half, upper: value + half, level } };
}
