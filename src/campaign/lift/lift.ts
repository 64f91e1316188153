import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { LiftArmId } from "../../core/labels/campaign.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { type ArmFigures, armEstimate, readArm } from "./arms.ts";
import { meanDifference, type Reference, rateDifference, welchDf } from "./difference.ts";
import { deltaRelative, logRelative } from "./relative.ts";
import type { Lift, LiftArm, LiftOptions } from "./types.ts";

/** Responders, and non-responders, below which normal approximations of a rate are rough (Cochran's rule). */
const FEW_EVENTS = 5;

/** Rows that a variance needs. */
const MIN_MEAN_ROWS = 2;

/**
 * Tells what a campaign changed against customers who were left alone: the difference, the relative lift, how sure both
 * are, and what a reader should know before acting. Count, sum and sum of squares of each arm are enough, so one SQL
 * query feeds it.
 *
 * Rates: Newcombe's interval with the pooled z test; the relative lift by the logarithm of the ratio. Means: Welch's t;
 * the relative lift by the delta method.
 *
 * @param treated - The arm that got the campaign.
 * @param control - The arm that did not; of the same kind.
 * @param options - `level` (default 0.95), `method`, `relativeMethod`, `distribution`, `minimumEffect`, `power`
 * (default 0.8), `metric`.
 * @returns The lift, or an abstention where an arm is empty or too small to have a variance. `absolute` and `relative`
 * abstain on their own where only they cannot be named (no variance, a base of zero or near it).
 * @throws `ClienteleError` `inconsistent` for arms of two kinds, more successes than customers, totals that no
 * rows have, or an option of the other kind; `unknown_id`, `out_of_range`, `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * // a mailing of 21,307 against 21,306 customers who got none; visits within two weeks
 * const lift = measureLift({ kind: "rate", n: 21307, successes: 3894 }, { kind: "rate", n: 21306, successes: 2262 });
 * lift.absolute.value; // ≈ 0.0765895637
 * lift.absolute.interval.lower; // ≈ 0.0699533081
 * lift.relative.value; // ≈ 0.7214
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
  const smallest = Math.min(t.n, c.n);
  if (kind === "mean" && smallest < MIN_MEAN_ROWS) {
    return { abstained: { code: "too_few_rows", params: { n: smallest, needed: MIN_MEAN_ROWS } } };
  }
  const varies = t.error + c.error > 0 && smallest >= MIN_MEAN_ROWS;
  const reference: Reference = settings.distribution === "t" && varies ? { df: welchDf(t, c) } : {};
  const detectable = (normalQuantile(power) - normalQuantile((1 - level) / 2)) * Math.sqrt(t.error + c.error);
  return {
    kind,
    ...(options.metric === undefined ? {} : { metric: options.metric }),
    treated: armEstimate(kind, t, level),
    control: armEstimate(kind, c, level),
    absolute:
      kind === "rate"
        ? rateDifference(t, c, settings.method, reference, level)
        : meanDifference(t, c, reference, level),
    relative: settings.relativeMethod === "log" ? logRelative(t, c, level) : deltaRelative(t, c, reference, level),
    detectable,
    power,
    cautions: cautionsOf(kind, t, c, detectable, power, options.minimumEffect),
  };
}

function emptyArm(arm: LiftArmId): Abstention {
  return { abstained: { code: "lift_empty_arm", params: { arm } } };
}

type Settings = Required<Pick<LiftOptions, "level" | "method" | "relativeMethod" | "distribution" | "power">> & {
  readonly kind: LiftArm["kind"];
};

function readOptions(treated: LiftArm, control: LiftArm, options: LiftOptions): Settings {
  requireObject(treated, "treated");
  requireObject(control, "control");
  const { kind } = treated;
  requireOneOf(kind, ["rate", "mean"], "treated.kind");
  requireOneOf(control.kind, ["rate", "mean"], "control.kind");
  if (control.kind !== kind) {
    throw new ClienteleError(
      "inconsistent",
      `treated is a ${kind} and control a ${control.kind}; compare like with like`,
      {
        treated: kind,
        control: control.kind,
      },
    );
  }
  const rate = kind === "rate";
  const { level = 0.95, power = 0.8, minimumEffect, metric } = options;
  const {
    method = "newcombe",
    relativeMethod = rate ? "log" : "delta",
    distribution = rate ? "normal" : "t",
  } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(power, "options.power", { above: 0, below: 1 });
  requireOneOf(method, ["newcombe", "wald", "agresti_caffo", "score"], "options.method");
  requireOneOf(relativeMethod, ["log", "delta"], "options.relativeMethod");
  requireOneOf(distribution, ["normal", "t"], "options.distribution");
  if (minimumEffect !== undefined) requireNumber(minimumEffect, "options.minimumEffect", { above: 0 });
  if (metric !== undefined && typeof metric !== "string") {
    throw new ClienteleError("invalid_type", `options.metric must be text, got ${show(metric)}`, { name: "metric" });
  }
  if (!rate && (options.method !== undefined || relativeMethod === "log")) {
    const name = options.method === undefined ? "relativeMethod" : "method";
    throw new ClienteleError(
      "inconsistent",
      `options.${name} "${options[name]}" belongs to rates; leave it out for means`,
      {
        name,
      },
    );
  }
  return { kind, level, power, method, relativeMethod, distribution };
}

function cautionsOf(
  kind: LiftArm["kind"],
  treated: ArmFigures,
  control: ArmFigures,
  detectable: number,
  power: number,
  wanted: number | undefined,
): Reason[] {
  const cautions: Reason[] = [];
  if (kind === "rate") {
    for (const [arm, { n, successes }] of [["treated", treated] as const, ["control", control] as const]) {
      const fewer = Math.min(successes, n - successes);
      if (fewer < FEW_EVENTS) cautions.push({ code: "lift_few_events", params: { arm, n: fewer, needed: FEW_EVENTS } });
    }
  }
  if (wanted !== undefined && detectable > wanted) {
    cautions.push({ code: "lift_underpowered", params: { detectable, wanted, power } });
  }
  return cautions;
}
