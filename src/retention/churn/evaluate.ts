import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { fillNumber, groupOf, positionOf } from "./shape.ts";
import { isUnknown, MOST_MONTHS } from "./table.ts";
import type { ChurnCustomer, ChurnField, ChurnModel } from "./types.ts";

/** Log-odds beyond that are certainty, and would leave the range of numbers as odds. */
export const MOST_LOG_ODDS = 700;

/** Fifty years are far beyond what any customer table can tell. */
export const MOST_HORIZON = 600;

/** A customer's columns in the order of the model's covariance, at one tenure. */
export interface ChurnVector {
  /** 1 for the intercept, then tenure, fields, interactions. */
  readonly values: Float64Array;
  readonly unknown: readonly string[];
  readonly beyond: readonly string[];
}

/** Columns of all blocks, with the intercept's. */
export function columnsOf({ tenure, fields, interactions }: ChurnModel): number {
  return [tenure, ...fields, ...interactions].reduce((sum, { coefficients }) => sum + coefficients.length, 1);
}

/** Coefficients in the order of the covariance. */
export function coefficientsOf(model: ChurnModel): Float64Array {
  const { intercept, tenure, fields, interactions } = model;
  return Float64Array.from([intercept, ...[tenure, ...fields, ...interactions].flatMap((b) => [...b.coefficients])]);
}

/** Refuses what is no churn model; the deep check is the schema's. */
export function requireChurnModel(model: ChurnModel): void {
  if (typeof model !== "object" || model === null || model.kind !== "churn" || model.version !== 1) {
    throw new ClienteleError(
      "invalid_model",
      `model must come from fitChurn or loadModel(churnModelSpec, …), got ${show((model as { kind?: unknown } | null)?.kind)}`,
      { name: "model" },
    );
  }
  const blocks = [model.tenure, ...(Array.isArray(model.fields) ? model.fields : [undefined])];
  const whole =
    blocks.every((field) => isField(field)) &&
    Array.isArray(model.interactions) &&
    model.interactions.every(
      (one) =>
        isBlock(one) &&
        model.fields.some(({ id, coefficients }) => id === one.id && coefficients.length === one.coefficients.length),
    ) &&
    model.tenure.kind === "number" &&
    !model.tenure.missing &&
    Number.isFinite(model.fittedOn?.months) &&
    typeof model.calibration === "object" &&
    [model.intercept, model.level, model.calibration?.intercept, model.calibration?.slope].every(Number.isFinite);
  if (
    !whole ||
    !Array.isArray(model.covariance) ||
    model.covariance.length !== columnsOf(model) ** 2 ||
    !model.covariance.every(Number.isFinite)
  ) {
    throw new ClienteleError("invalid_model", "model lacks parts of a churn model; load it by loadModel to see which", {
      name: "model",
    });
  }
}

function isBlock(block: Pick<ChurnField, "coefficients" | "averages"> | undefined): boolean {
  return (
    typeof block === "object" &&
    block !== null &&
    Array.isArray(block.coefficients) &&
    Array.isArray(block.averages) &&
    block.averages.length === block.coefficients.length &&
    [...block.coefficients, ...block.averages].every(Number.isFinite)
  );
}

function isField(field: ChurnField | undefined): boolean {
  if (!isBlock(field)) return false;
  const one = field as ChurnField;
  const own = one.coefficients.length - (one.missing ? 1 : 0);
  if (one.kind === "category") return Array.isArray(one.levels) && one.levels.length === own;
  if (!Number.isFinite(one.min) || !Number.isFinite(one.max)) return false;
  if (one.kind === "groups") return Array.isArray(one.upTo) && one.upTo.length + 1 === own;
  return one.kind === "number" && Array.isArray(one.knots) && Math.max(1, one.knots.length - 1) === own;
}

/** Checks one customer's tenure. */
export function requireCustomer(customer: ChurnCustomer): void {
  requireObject(customer, "customer");
  requireNumber(customer.tenure, "customer.tenure", { min: 0, max: MOST_MONTHS });
  requireObject(customer.covariates, "customer.covariates");
}

/** Whether a field is not known, or beyond what was seen. */
export type FieldState = "known" | "unknown" | "beyond";

/** Writes a field's columns for one cell, and tells whether it is known. */
export function fillField(field: ChurnField, cell: unknown, out: Float64Array, at: number): FieldState {
  const { averages, missing } = field;
  const last = at + averages.length - 1;
  if (isUnknown(cell)) {
    for (let k = 0; k < averages.length; k++) out[at + k] = averages[k] as number;
    if (missing) {
      if (field.kind !== "number") out.fill(0, at, last);
      out[last] = 1;
    }
    return "unknown";
  }
  out.fill(0, at, last + 1);
  if (field.kind === "category") {
    requireCell(cell, "string", field.id);
    const code = field.levels.indexOf(cell as string);
    if (code < 0) {
      // a level never seen is no more telling than none: the average customer's
      for (let k = 0; k < averages.length; k++) out[at + k] = averages[k] as number;
      return "unknown";
    }
    out[at + code] = 1;
    return "known";
  }
  requireCell(cell, "number", field.id);
  const x = cell as number;
  if (field.kind === "groups") out[at + groupOf(field.upTo, x)] = 1;
  else fillNumber(field, x, out, at);
  return x < field.min || x > field.max ? "beyond" : "known";
}

function requireCell(cell: unknown, kind: "string" | "number", id: string): void {
  const name = `customer.covariates.${id}`;
  if (kind === "number") requireNumber(cell as number, name);
  else if (typeof cell !== "string") {
    throw new ClienteleError("invalid_type", `${name} must be text, as in the fit, or null, got ${show(cell)}`, {
      name,
    });
  }
}

/** The customer's columns; `at` the tenure, later months are those of {@link moveOn}. */
export function vectorOf(model: ChurnModel, customer: ChurnCustomer): ChurnVector {
  const values = new Float64Array(columnsOf(model));
  values[0] = 1;
  const unknown: string[] = [];
  const beyond: string[] = [];
  if (fillField(model.tenure, customer.tenure, values, 1) === "beyond") beyond.push("tenure");
  let at = 1 + model.tenure.coefficients.length;
  const { covariates } = customer;
  for (const field of model.fields) {
    const cell = Object.hasOwn(covariates, field.id) ? covariates[field.id] : undefined;
    const state = fillField(field, cell, values, at);
    if (state !== "known") (state === "unknown" ? unknown : beyond).push(field.id);
    at += field.coefficients.length;
  }
  fillInteractions(model, customer.tenure, values, at);
  return { values, unknown, beyond };
}

/** Writes the columns that change with tenure anew, in place. */
export function moveOn(model: ChurnModel, tenure: number, values: Float64Array): void {
  fillField(model.tenure, tenure, values, 1);
  const fields = model.fields.reduce((sum, { coefficients }) => sum + coefficients.length, 0);
  fillInteractions(model, tenure, values, 1 + model.tenure.coefficients.length + fields);
}

function fillInteractions(model: ChurnModel, tenure: number, values: Float64Array, from: number): void {
  let at = from;
  const share = positionOf(model.tenure as { min: number; max: number }, tenure);
  for (const { id, coefficients } of model.interactions) {
    const start = offsetOf(model, id);
    for (let k = 0; k < coefficients.length; k++) values[at++] = share * (values[start + k] as number);
  }
}

/** Where the columns of a field begin. */
function offsetOf(model: ChurnModel, id: string): number {
  let at = 1 + model.tenure.coefficients.length;
  for (const field of model.fields) {
    if (field.id === id) return at;
    at += field.coefficients.length;
  }
  return at;
}

/** Log-odds as calibrated, held within ±{@link MOST_LOG_ODDS}. */
export function calibrated({ calibration }: ChurnModel, logOdds: number): number {
  const bent = calibration.intercept + calibration.slope * logOdds;
  return Math.min(MOST_LOG_ODDS, Math.max(-MOST_LOG_ODDS, bent));
}
