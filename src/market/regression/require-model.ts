import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { RegressionModel } from "./types.ts";

/** Refuses a model that was built or edited by hand into something that cannot be read. */
export function requireRegression(model: RegressionModel): void {
  requireObject(model, "model");
  if (model.kind !== "regression") {
    throw new ClienteleError(
      "invalid_model",
      'model.kind must be "regression"; an abstention holds no formula, look at its reason',
      { name: "model.kind" },
    );
  }
  requireNumber(model.level, "model.level", { above: 0, below: 1 });
  requireNumber(model.df, "model.df", { min: 1, max: 1e18 });
  for (const field of ["n", "center", "sigma", "rSquared", "adjustedRSquared"] as const) {
    requireNumber(model[field], `model.${field}`);
  }
  for (const list of ["inputs", "terms", "aliased", "covariance", "effects", "influence"] as const) {
    requireColumn(model[list], `model.${list}`);
  }
  Array.from(model.inputs).forEach((input, j) => {
    requireObject(input, `model.inputs[${j}]`);
    if (input.kind === "category") requireColumn(input.categories, `model.inputs[${j}].categories`);
    else {
      requireNumber(input.min, `model.inputs[${j}].min`);
      requireNumber(input.max, `model.inputs[${j}].max`);
    }
  });
  Array.from(model.terms).forEach((term, j) => {
    requireObject(term, `model.terms[${j}]`);
    requireNumber(term.mean, `model.terms[${j}].mean`);
    requireNumber(term.sd, `model.terms[${j}].sd`);
    requireObject(term.estimate, `model.terms[${j}].estimate`);
    requireNumber(term.estimate.value, `model.terms[${j}].estimate.value`);
    requireObject(term.estimate.interval, `model.terms[${j}].estimate.interval`);
    requireNumber(term.estimate.interval.lower, `model.terms[${j}].estimate.interval.lower`);
    requireNumber(term.estimate.interval.upper, `model.terms[${j}].estimate.interval.upper`);
  });
  const size = model.terms.length + 1;
  if (!isSquare(model.covariance, size)) {
    throw new ClienteleError("invalid_model", `model.covariance must hold ${size} rows of ${size} finite numbers`, {
      name: "model.covariance",
    });
  }
  requireObject(model.fittedOn, "model.fittedOn");
  requireColumn(model.fittedOn.notes, "model.fittedOn.notes");
}

/** True for `size` rows of `size` finite numbers. */
export function isSquare(rows: readonly (readonly number[])[], size: number): boolean {
  return (
    rows.length === size &&
    Array.from(rows).every((row) => Array.isArray(row) && row.length === size && row.every(Number.isFinite))
  );
}
