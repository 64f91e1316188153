import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
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
  const size = model.terms.length + { cox: 0, aft: 1, discrete_hazard: 0 }[model.kind];
  if (model.kind === "cox") {
    requireCells(model.covariance, size * size, "covariance");
    requireBaselines(model);
  }
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
