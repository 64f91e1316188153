import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Complete } from "./complete.ts";
import { salesDoubt } from "./fit-sales.ts";
import type { Figure } from "./influence.ts";
import type { Survey } from "./survey.ts";
import type { PurchaseChoiceModel } from "./types.ts";

/** The parts of a model that predict. */
export interface ChoiceRule {
  readonly sensitivity: number;
  readonly constants: readonly number[];
  /** Of the sensitivity and of as many constants of rivals as were fitted; empty where it was given by hand. */
  readonly covariance: readonly number[];
  readonly parameters: number;
  /**
   * Influence of each respondent on the sensitivity, where it was learned from sales through these very respondents;
   * their part of its doubt is then counted here, together with what they do to the shares, and not in `covariance`.
   */
  readonly shared?: Float64Array;
}

/** A figure of the respondents together with what they do to it through the sensitivity. */
export function modelled(figure: Figure, slopes: Float64Array, { shared }: ChoiceRule): Modelled {
  if (shared === undefined) return { ...figure, slopes };
  const byRule = slopes[0] as number;
  return { ...figure, influence: figure.influence.map((part, i) => part + byRule * (shared[i] as number)), slopes };
}

/** A figure, and how it moves with each parameter of the model. */
export interface Modelled extends Figure {
  readonly slopes: Float64Array;
}

/** Reads a model or a sensitivity, and refuses a model of another survey. */
export function ruleOf(model: PurchaseChoiceModel | { readonly sensitivity: number }, survey: Survey): ChoiceRule {
  requireObject(model, "model");
  const none = survey.suppliers.map(() => 0);
  if (!("kind" in model)) {
    requireNumber(model.sensitivity, "model.sensitivity", { above: 0, max: 1e3 });
    return { sensitivity: model.sensitivity, constants: none, covariance: [], parameters: 0 };
  }
  const refuse = (field: string, rule: string): never => {
    throw new ClienteleError("invalid_model", `model.${field} ${rule}`, { name: `model.${field}` });
  };
  if (model.kind !== "purchase_choice") refuse("kind", 'must be "purchase_choice"');
  for (const field of ["suppliers", "criteria", "constants", "covariance"] as const) {
    if (!Array.isArray(model[field])) refuse(field, "must be a list");
  }
  for (const field of ["suppliers", "criteria"] as const) {
    const [own, asked] = [model[field], survey[field]];
    if (own.length === asked.length && own.every((id, i) => id === asked[i])) continue;
    throw new ClienteleError(
      "inconsistent",
      `model.${field} are ${own.join(", ")}; the options must name the same`,
      {},
    );
  }
  requireObject(model.scale, "model.scale");
  if (model.scale.min !== survey.scale.min || model.scale.max !== survey.scale.max) {
    throw new ClienteleError("inconsistent", "model.scale and options.scale must be the same", {});
  }
  requireObject(model.sensitivity, "model.sensitivity");
  requireNumber(model.sensitivity.value, "model.sensitivity.value", { min: -1e3, max: 1e3 });
  for (const list of [model.constants, model.covariance]) {
    for (const cell of list) requireNumber(cell, "model", { min: -1e12, max: 1e12 });
  }
  requireObject(model.fittedOn, "model.fittedOn");
  const { respondents, chosen } = model.fittedOn;
  requireNumber(respondents, "model.fittedOn.respondents", { min: 1, integer: true });
  if (!Array.isArray(chosen) || chosen.length !== none.length) refuse("fittedOn.chosen", "must fit the suppliers");
  for (const count of chosen) requireNumber(count, "model.fittedOn.chosen", { min: 0, max: 1e12 });
  const parameters = Math.sqrt(model.covariance.length);
  if (parameters !== 1 && parameters !== none.length) refuse("covariance", "must fit the parameters");
  if (model.constants.length !== none.length) refuse("constants", "must hold one number per supplier");
  const { constants, covariance } = model;
  return { sensitivity: model.sensitivity.value, constants, covariance, parameters };
}

/**
 * Where a sensitivity was learned from sales through these very respondents, one doubt stands in both. They are known by
 * the slope of the likelihood: it is zero for the survey that the model was fitted to and for no other.
 */
export function sharedRule(rule: ChoiceRule, model: PurchaseChoiceModel, rows: Complete): ChoiceRule {
  const { source, respondents, chosen } = model.fittedOn;
  if (source !== "sales" || respondents !== rows.n) return rule;
  const all = chosen.reduce((sum, count) => sum + count, 0);
  const shares = chosen.map((count) => count / all);
  const doubt = salesDoubt(rows, rule.sensitivity, shares, all);
  if (doubt === undefined || Math.abs(doubt.slope / doubt.curvature) > SAME) return rule;
  return { ...rule, covariance: [doubt.variance], shared: doubt.influence };
}

/** Steps of Newton shorter than this are rounding; a model rounded to seven digits is still known. */
const SAME = 1e-7;

/** Covariance that the doubt of the model brings to two figures. */
export function ruleVariance({ covariance, parameters: p }: ChoiceRule, a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < p; k++) {
    for (let l = 0; l < p; l++) sum += (a[k] as number) * (covariance[k * p + l] as number) * (b[l] as number);
  }
  return sum;
}

/** Adds the slopes of one respondent's chance of supplier `s` in the sensitivity and the constants. */
export function addSlopes(
  out: Float64Array,
  chances: Float64Array,
  totals: ArrayLike<number>,
  from: number,
  s: number,
  times: number,
): void {
  if (out.length === 0) return;
  let mean = 0;
  for (let k = 0; k < chances.length; k++) mean += (chances[k] as number) * (totals[from + k] as number);
  const chance = chances[s] as number;
  out[0] = (out[0] as number) + times * chance * ((totals[from + s] as number) - mean);
  for (let k = 1; k < out.length; k++) {
    out[k] = (out[k] as number) + times * chance * (Number(k === s) - (chances[k] as number));
  }
}
