import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { LiftArm, LiftKind } from "./arm-types.ts";
import { kindOf, requireKind } from "./arms.ts";
import type { LiftOptions, RateDifferenceMethod } from "./types.ts";

/** Customers, both arms together, at which sequential intervals are narrowest unless the caller says otherwise. */
const TUNING = 5000;

const METHODS: readonly RateDifferenceMethod[] = ["newcombe", "wald", "agresti_caffo", "score"];

/** The options of `measureLift`, checked and complete. */
export interface LiftSettings {
  readonly kind: LiftKind;
  readonly level: number;
  readonly power: number;
  readonly method: RateDifferenceMethod;
  readonly relativeMethod: "log" | "delta" | "fieller";
  readonly distribution: "normal" | "t";
  readonly alternative: "greater" | "less" | undefined;
  readonly tuning: number | undefined;
  readonly theta: "within" | "pooled";
}

/** Refuses arms of two kinds, and options that do not fit the kind. */
export function readOptions(treated: LiftArm, control: LiftArm, options: LiftOptions): LiftSettings {
  requireKind(treated, "treated");
  requireKind(control, "control");
  const kind = kindOf(treated);
  if (kindOf(control) !== kind) {
    throw new ClienteleError(
      "inconsistent",
      `treated is a ${kind} and control a ${kindOf(control)}; compare like with like`,
      { treated: kind, control: kindOf(control) },
    );
  }
  requireSameBound(treated, control);
  return { kind, ...readJudgement(options), ...readMethods(kind, options) };
}

function readJudgement(
  options: LiftOptions,
): Pick<LiftSettings, "level" | "power" | "alternative" | "tuning" | "theta"> {
  const {
    level = 0.95,
    power = 0.8,
    alternative = "two_sided",
    sequential,
    minimumEffect,
    metric,
    theta = "within",
  } = options;
  requireOneOf(alternative, ["two_sided", "greater", "less"], "options.alternative");
  requireNumber(level, "options.level", { above: alternative === "two_sided" ? 0 : 0.5, below: 1 });
  requireOneOf(theta, ["within", "pooled"], "options.theta");
  requireNumber(power, "options.power", { above: 0, below: 1 });
  if (minimumEffect !== undefined) requireNumber(minimumEffect, "options.minimumEffect", { above: 0 });
  if (metric !== undefined && typeof metric !== "string") {
    throw new ClienteleError("invalid_type", `options.metric must be text, got ${show(metric)}`, { name: "metric" });
  }
  let tuning: number | undefined;
  if (sequential !== undefined) {
    requireObject(sequential, "options.sequential");
    tuning = sequential.tuning ?? TUNING;
    requireNumber(tuning, "options.sequential.tuning", { min: 1, max: 1e12 });
  }
  return { level, power, alternative: alternative === "two_sided" ? undefined : alternative, tuning, theta };
}

function readMethods(
  kind: LiftKind,
  options: LiftOptions,
): Pick<LiftSettings, "method" | "relativeMethod" | "distribution"> {
  const rate = kind === "rate";
  const looking = options.sequential !== undefined;
  const {
    method = looking ? "wald" : "newcombe",
    relativeMethod = rate ? "log" : "delta",
    distribution = rate || looking ? "normal" : "t",
  } = options;
  requireOneOf(method, METHODS, "options.method");
  requireOneOf(relativeMethod, ["log", "delta", "fieller"], "options.relativeMethod");
  requireOneOf(distribution, ["normal", "t"], "options.distribution");
  if (!rate && (options.method !== undefined || relativeMethod === "log")) {
    const name = options.method === undefined ? "relativeMethod" : "method";
    throw new ClienteleError(
      "inconsistent",
      `options.${name} "${options[name]}" belongs to rates; leave it out for means and ratios`,
      { name },
    );
  }
  if (looking && (method !== "wald" || distribution === "t")) {
    const name = method === "wald" ? "distribution" : "method";
    throw new ClienteleError(
      "inconsistent",
      `options.${name} "${options[name]}" holds for one look; leave it out with options.sequential`,
      { name },
    );
  }
  return { method, relativeMethod, distribution };
}

/** Amounts capped at two bounds are two metrics. */
function requireSameBound(treated: LiftArm, control: LiftArm): void {
  const [a, b] = [treated, control].map((arm) => (arm.kind === "state" ? arm.bound : undefined));
  if (a === b) return;
  throw new ClienteleError(
    "inconsistent",
    `treated is capped at ${show(a)} and control at ${show(b)}; cap both arms at the same bound`,
    { treated: a, control: b },
  );
}
