import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { AftModel } from "./aft-types.ts";
import type { DiscreteHazardModel } from "./discrete-types.ts";
import type { StayModel } from "./predict-types.ts";
import type { CoxBaseline, CoxModel } from "./types.ts";

/** Refuses what is no model of this kind, or was edited by hand into something that cannot be read. */
export function requireStayModel(model: StayModel): void {
  requireObject(model, "model");
  if ("abstained" in model) refuse("is an abstention: nothing was fitted, so nothing can be predicted");
  requireOneOf(model.kind, ["cox", "aft", "discrete_hazard"], "model.kind");
  requireNumber(model.level, "model.level", { above: 0, below: 1 });
  for (const field of ["covariates", "terms", "covariance"] as const) {
    if (!Array.isArray(model[field])) refuse(`.${field} must be an array, got ${show(model[field])}`);
  }
  model.covariates.forEach((code, k) => {
    requireObject(code, `model.covariates[${k}]`);
    requireOneOf(code.kind, ["number", "category"], `model.covariates[${k}].kind`);
    if (code.kind === "number") requireNumber(code.centre, `model.covariates[${k}].centre`);
    else if (!Array.isArray(code.levels)) refuse(`.covariates[${k}].levels must be an array`);
  });
  model.terms.forEach((term, j) => {
    requireObject(term, `model.terms[${j}]`);
    requireObject(term.coefficient, `model.terms[${j}].coefficient`);
    requireNumber(term.coefficient.value, `model.terms[${j}].coefficient.value`);
  });
  const p = model.terms.length;
  if (model.kind === "cox") {
    requireCells(model.covariance, p * p, "covariance");
    requireBaselines(model);
  } else if (model.kind === "aft") requireAft(model);
  else requireDiscrete(model);
}

function requireAft({ distribution, intercept, scale, covariance, terms, fittedOn }: AftModel): void {
  requireOneOf(distribution, ["weibull", "log_normal", "exponential"], "model.distribution");
  const size = terms.length + (distribution === "exponential" ? 1 : 2);
  requireCells(covariance, size * size, "covariance");
  requireObject(intercept, "model.intercept");
  requireNumber(intercept.value, "model.intercept.value");
  requireObject(scale, "model.scale");
  requireNumber(scale.value, "model.scale.value", { above: 0 });
  requireObject(fittedOn, "model.fittedOn");
  requireNumber(fittedOn.rows, "model.fittedOn.rows", { min: 1 });
}

function requireDiscrete({ link, baseline, covariance, terms, fittedOn }: DiscreteHazardModel): void {
  requireOneOf(link, ["logit", "cloglog"], "model.link");
  requireObject(baseline, "model.baseline");
  requireOneOf(baseline.kind, ["smooth", "by_month"], "model.baseline.kind");
  const places: unknown = baseline.kind === "smooth" ? baseline.knots : baseline.months;
  if (!Array.isArray(places)) refuse(".baseline must hold its knots or months as an array");
  requireCells(baseline.coefficients, places.length, "baseline.coefficients");
  for (const [j, value] of [...places, ...baseline.coefficients].entries())
    requireNumber(value, `model.baseline[${j}]`);
  requireCells(covariance, (places.length + terms.length) ** 2, "covariance");
  requireObject(fittedOn, "model.fittedOn");
  requireNumber(fittedOn.rows, "model.fittedOn.rows", { min: 1 });
  requireNumber(fittedOn.lastAge, "model.fittedOn.lastAge", { min: 1, max: 12_000, integer: true });
}

/** Refuses a model of another kind. */
export function requireCox(model: CoxModel): void {
  requireStayModel(model);
  if (model.kind !== "cox") refuse(`.kind must be "cox", got ${show((model as StayModel).kind)}`);
}

function requireBaselines({ baseline, terms }: CoxModel): void {
  if (!Array.isArray(baseline) || baseline.length === 0) refuse(".baseline must hold at least one stratum");
  baseline.forEach((one: CoxBaseline, s) => {
    requireObject(one, `model.baseline[${s}]`);
    requireNumber(one.lastAge, `model.baseline[${s}].lastAge`, { min: 0 });
    requireNumber(one.rows, `model.baseline[${s}].rows`, { min: 0 });
    if (!Array.isArray(one.ages)) refuse(`.baseline[${s}].ages must be an array`);
    const steps = one.ages.length;
    for (const field of ["atRisk", "cumulativeHazard", "variance"] as const) {
      requireCells(one[field], steps, `baseline[${s}].${field}`);
    }
    if (!Array.isArray(one.means) || one.means.length !== terms.length) {
      refuse(`.baseline[${s}].means must have a column per term`);
    }
    one.means.forEach((column, j) => {
      requireCells(column, steps, `baseline[${s}].means[${j}]`);
    });
  });
}

function requireCells(column: unknown, length: number, field: string): void {
  if (!Array.isArray(column) || column.length !== length) refuse(`.${field} must be an array of ${length} numbers`);
}

function refuse(rule: string): never {
  throw new ClienteleError("invalid_model", `model${rule.startsWith(".") ? rule : ` ${rule}`}`);
}
