import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { FitLeadScoreOptions, LeadCalibrationMethod, LeadField, LeadMethod, LeadRecord } from "./types.ts";

/** Options with every default filled in. */
export interface LeadSettings {
  readonly fields: readonly LeadField[];
  readonly method: LeadMethod;
  readonly odoo: boolean;
  readonly calibration: LeadCalibrationMethod;
  readonly folds: number;
  readonly seed: number;
  readonly minimum: number;
  readonly smoothing: number;
  readonly ridge: number;
  readonly level: number;
}

/** Checks what a score is to be learned from, and how. */
export function leadSettings<T extends LeadRecord>(options: FitLeadScoreOptions<T>): LeadSettings {
  requireObject(options, "options");
  const { preset, seed = 1, folds = 5, smoothing = 2, ridge = 1, level = 0.95 } = options;
  if (preset !== undefined) requireOneOf(preset, ["odoo"], "options.preset");
  const odoo = preset === "odoo";
  const { method = odoo ? "naive_bayes" : "logistic", calibration = odoo ? "none" : "platt" } = options;
  const { minimum = odoo ? 1 : 20 } = options;
  requireOneOf(method, ["naive_bayes", "logistic"], "options.method");
  requireOneOf(calibration, ["none", "platt", "isotonic"], "options.calibration");
  requireNumber(seed, "options.seed", {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
  requireNumber(folds, "options.folds", { min: 3, max: 20, integer: true });
  requireNumber(minimum, "options.minimum", { min: 1, integer: true });
  requireNumber(smoothing, "options.smoothing", { above: 0, max: 1e6 });
  requireNumber(ridge, "options.ridge", { min: 1e-6, max: 1e6 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireFunction(options.won, "options.won", true);
  requireFunction(options.id, "options.id", false);
  requireFunction(options.weight, "options.weight", false);
  const fields = fieldsOf(options.fields);
  const staged = fields.filter((field) => field.kind === "stage");
  if (odoo && method !== "naive_bayes") {
    throw new ClienteleError("inconsistent", 'options.preset "odoo" is naive Bayes; leave options.method out', {
      method,
    });
  }
  if (staged.length > 1) {
    throw new ClienteleError("inconsistent", "options.fields may hold one field of kind stage", { n: staged.length });
  }
  if (staged.length === 1 && (method === "logistic" || calibration !== "none")) {
    throw new ClienteleError(
      "inconsistent",
      'a field of kind "stage" needs naive Bayes with calibration "none": the last stage of a closed lead gives its outcome away; give the stage of a common moment as a category instead',
      { method, calibration },
    );
  }
  return { fields, method, odoo, calibration, folds, seed, minimum, smoothing, ridge, level };
}

function fieldsOf(fields: readonly (string | LeadField)[]): LeadField[] {
  requireColumn(fields, "options.fields");
  if (fields.length === 0) {
    throw new ClienteleError("empty_input", "options.fields must name at least one field", {});
  }
  const list = Array.from(fields, (field, i): LeadField => {
    const spec: LeadField = typeof field === "string" ? { id: field } : field;
    const name = `options.fields[${i}]`;
    requireObject(spec, name);
    if (typeof spec.id !== "string" || spec.id === "") {
      throw new ClienteleError("invalid_type", `${name}.id must be the name of a field, got ${show(spec.id)}`, {
        name,
      });
    }
    if (spec.kind !== undefined) requireOneOf(spec.kind, ["category", "number", "tags", "stage"], `${name}.kind`);
    if (spec.kind === "number" && spec.bins !== undefined) {
      requireNumber(spec.bins, `${name}.bins`, { min: 2, max: 50, integer: true });
    }
    if (spec.kind === "stage") {
      requireColumn(spec.stages, `${name}.stages`);
      if (spec.stages.length === 0 || !Array.from(spec.stages).every((stage) => typeof stage === "string")) {
        throw new ClienteleError("invalid_type", `${name}.stages must list the stages in order`, { name });
      }
      requireUnique(spec.stages, `${name}.stages`);
    }
    return spec;
  });
  requireUnique(
    list.map(({ id }) => id),
    "options.fields",
  );
  return list;
}

function requireFunction(value: unknown, name: string, needed: boolean): void {
  if (typeof value === "function" || (value === undefined && !needed)) return;
  throw new ClienteleError("invalid_type", `${name} must be a function of a lead, got ${show(value)}`, { name });
}
