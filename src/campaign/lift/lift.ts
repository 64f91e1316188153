import { requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { LiftArmId } from "../../core/labels/campaign.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { LiftArm } from "./arm-types.ts";
import { type ArmFigures, armEstimate, readArm } from "./arms.ts";
import { cautionsOf } from "./cautions.ts";
import { complierLift } from "./compliers.ts";
import { adjustedLift } from "./cuped.ts";
import {
  asNormal,
  meanDifference,
  multiplier,
  plannedError,
  type Reference,
  rateDifference,
  welchDf,
} from "./difference.ts";
import { type LiftSettings, readOptions } from "./options.ts";
import { logRelative, plainParts, relativeOf } from "./relative.ts";
import type { Lift, LiftOptions } from "./types.ts";

/** Rows that a variance needs. */
const MIN_MEAN_ROWS = 2;

/**
 * Tells what a campaign changed against customers who were left alone: the difference, the relative lift, how sure both
 * are, and what a reader should know before acting. Count, sum and sum of squares of each arm are enough, so one SQL
 * query feeds it.
 *
 * Rates: Newcombe's interval with the pooled z test; the relative lift by the logarithm of the ratio. Means: Welch's t;
 * the relative lift by the delta method. Ratios of two totals (revenue per order): the delta method. Arms with covariates
 * also get the lift adjusted for them (CUPED); arms that say who in fact got the campaign also the effect on those.
 *
 * @param treated - The arm that got the campaign.
 * @param control - The arm that did not; of the same kind.
 * @param options - `level` (default 0.95), `method`, `relativeMethod`, `distribution`, `alternative` (default both
 * sides), `sequential` (to look at any time), `theta` (how covariates are weighed), `minimumEffect`, `power` (default 0.8), `metric`.
 * @returns The lift, or an abstention where an arm is empty or too small to have a variance, or where a ratio's
 * denominator cannot be told from zero. `absolute`, `relative`, `adjusted` and `compliers.effect` abstain on their own where
 * only they cannot be named (no variance, a base of zero or near it, covariates that repeat one another).
 * @throws `ClienteleError` `inconsistent` for arms of two kinds, with different covariates or bounds, more successes than
 * customers, totals that no rows have, or an option of the other kind; `length_mismatch`, `unknown_id`, `out_of_range`,
 * `not_finite`, `invalid_type`, `empty_input`.
 * @example
 * ```ts
 * // a mailing of 21,307 against 21,306 customers who got none; visits within two weeks
 * const lift = measureLift({ kind: "rate", n: 21307, successes: 3894 }, { kind: "rate", n: 21306, successes: 2262 });
 * lift.absolute.value; // ≈ 0.0765895637
 * lift.absolute.interval.lower; // ≈ 0.0699533081
 * lift.relative.value; // ≈ 0.7214
 * // the same, if one had looked every day and meant to stop at the first clear answer
 * const arms = [{ kind: "rate", n: 21307, successes: 3894 }, { kind: "rate", n: 21306, successes: 2262 }];
 * measureLift(arms[0], arms[1], { sequential: { tuning: 20000 } }).absolute.interval.lower; // ≈ 0.0662
 * ```
 * @see Newcombe (1998), Statistics in Medicine 17, 873–890; Welch (1947), Biometrika 34, 28–35
 */
export function measureLift(treated: LiftArm, control: LiftArm, options: LiftOptions = {}): Lift | Abstention {
  requireObject(options, "options");
  const settings = readOptions(treated, control, options);
  const { kind, level, power } = settings;
  const t = readArm(treated, "treated");
  const c = readArm(control, "control");
  if (t === undefined || c === undefined) return emptyArm(t === undefined ? "treated" : "control");
  requireSameCovariates(t, c);
  const smallest = Math.min(t.n, c.n);
  if (kind !== "rate" && smallest < MIN_MEAN_ROWS) {
    return { abstained: { code: "too_few_rows", params: { n: smallest, needed: MIN_MEAN_ROWS } } };
  }
  const reference = referenceOf(t, c, settings);
  for (const [arm, { base }] of [["treated", t] as const, ["control", c] as const]) {
    if (base === undefined || Math.abs(base.mean) > multiplier(reference, level) * Math.sqrt(base.error)) continue;
    const params = { arm, mean: base.mean, standardError: Math.sqrt(base.error) };
    return { abstained: { code: "lift_weak_denominator", params } };
  }
  const error = kind === "rate" ? plannedError(t) + plannedError(c) : t.error + c.error;
  const detectable = (normalQuantile(power) + multiplier(asNormal(reference), level)) * Math.sqrt(error);
  const adjusted = adjustedOf(t, c, reference, settings);
  const relative =
    settings.relativeMethod === "log"
      ? logRelative(t, c, reference, level)
      : relativeOf(t, c, plainParts(t, c), settings.relativeMethod, reference, level);
  const reached = t.received !== undefined || c.received !== undefined;
  return {
    kind,
    ...(options.metric === undefined ? {} : { metric: options.metric }),
    treated: armEstimate(kind, t, level),
    control: armEstimate(kind, c, level),
    absolute:
      kind === "rate"
        ? rateDifference(t, c, settings.method, reference, level)
        : meanDifference(t, c, reference, level, kind === "mean" ? "welch" : "delta"),
    relative,
    ...(adjusted === undefined ? {} : { adjusted }),
    ...(reached ? { compliers: complierLift(kind, t, c, reference, level) } : {}),
    detectable,
    power,
    cautions: cautionsOf({
      kind,
      arms: [
        ["treated", treated, t],
        ["control", control, c],
      ],
      detectable,
      power,
      wanted: options.minimumEffect,
      relative,
      adjusted,
    }),
  };
}

function emptyArm(arm: LiftArmId): Abstention {
  return { abstained: { code: "lift_empty_arm", params: { arm } } };
}

function referenceOf(t: ArmFigures, c: ArmFigures, settings: LiftSettings): Reference {
  const { distribution, alternative, tuning } = settings;
  const varies = t.error + c.error > 0 && Math.min(t.n, c.n) >= MIN_MEAN_ROWS;
  return {
    ...(distribution === "t" && varies ? { df: welchDf(t, c) } : {}),
    ...(alternative === undefined ? {} : { alternative }),
    ...(tuning === undefined ? {} : { sequential: { tuning, n: t.n + c.n } }),
  };
}

function adjustedOf(t: ArmFigures, c: ArmFigures, reference: Reference, settings: LiftSettings): Lift["adjusted"] {
  const covariates = t.covariates.length;
  if (covariates === 0) return undefined;
  const smallest = Math.min(t.n, c.n);
  const needed = covariates + 2;
  if (smallest < needed) return { abstained: { code: "too_few_rows", params: { n: smallest, needed } } };
  const { level, theta } = settings;
  const relativeMethod = settings.relativeMethod === "fieller" ? "fieller" : "delta";
  return adjustedLift(t, c, { reference, level, relativeMethod, theta });
}

function requireSameCovariates(t: ArmFigures, c: ArmFigures): void {
  const [a, b] = [t.covariates.length, c.covariates.length];
  if (a === b) return;
  throw new ClienteleError(
    "inconsistent",
    `treated has ${a} covariates and control ${b}; give the same ones, in the same order, in both arms`,
    { treated: a, control: b },
  );
}
