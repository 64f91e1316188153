import { requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { FeatureValue } from "../table/types.ts";
import type { ScorecardBin, ScorecardField, ScorecardModel } from "./types.ts";

/** Refuses what is no scorecard that can be scored with. */
export function requireScorecard(model: ScorecardModel): void {
  requireObject(model, "model");
  const wrong = (problem: string): never => {
    throw new ClienteleError("invalid_model", `model ${problem}; take it from fitScorecard or loadModel`, {});
  };
  if (model.kind !== "scorecard") wrong("is no scorecard");
  if (!Array.isArray(model.fields) || !model.fields.every(isField)) wrong("has a field that cannot be read");
  const { intercept, basePoints, scale, covariance, level, fittedOn } = model;
  if (![intercept, basePoints, scale?.pointsToDouble, level, fittedOn?.events, fittedOn?.rows].every(Number.isFinite)) {
    wrong("has no intercept, scale, level or counts");
  }
  if (!(level > 0 && level < 1)) wrong("has no level in (0, 1)");
  if (covariance !== undefined) {
    const p = coefficientsOf(model) + 1;
    if (!Array.isArray(covariance) || covariance.length !== (p * (p + 1)) / 2)
      wrong("has a covariance of another size");
    if (!covariance.every(Number.isFinite)) wrong("has a covariance that is not finite");
  }
}

function isField(field: ScorecardField): boolean {
  if (typeof field !== "object" || field === null || typeof field.id !== "string") return false;
  if (field.kind !== "number" && field.kind !== "category") return false;
  if (!Array.isArray(field.bins) || field.bins.at(-1)?.group?.kind !== "missing") return false;
  return field.bins.every(
    ({ group, points, logOdds, n, events }: ScorecardBin, k: number) =>
      [points, logOdds, n, events].every(Number.isFinite) &&
      (k === field.bins.length - 1 ||
        (group?.kind === "range" && field.kind === "number") ||
        (group?.kind === "levels" && field.kind === "category" && Array.isArray(group.levels))),
  );
}

/** Whether a field's groups differ in log-odds, so that coefficients stand behind it. */
export function hasSay(field: ScorecardField, coding: ScorecardModel["coding"]): boolean {
  return coding === "woe" ? field.coefficient !== undefined : field.bins.some(({ logOdds }) => logOdds !== 0);
}

/** Coefficients of the model without the intercept. */
function coefficientsOf({ fields, coding }: ScorecardModel): number {
  return fields.reduce((p, field) => p + (hasSay(field, coding) ? (coding === "woe" ? 1 : field.bins.length) : 0), 0);
}

/** The group that a value belongs to, and the value as text where it is known. */
export interface Reading {
  readonly bin: number;
  readonly value?: string;
  /** True for a level that the fit never saw. */
  readonly unseen: boolean;
}

/** Finds the group of one cell. */
export function readCell(field: ScorecardField, cell: FeatureValue, name: string): Reading {
  const missing = field.bins.length - 1;
  if (cell === undefined || cell === null || cell === "" || Number.isNaN(cell)) return { bin: missing, unseen: false };
  if (typeof cell !== "number" && typeof cell !== "string" && typeof cell !== "boolean") {
    throw new ClienteleError("invalid_type", `${name} must be a number, true/false or text, got ${show(cell)}`, {
      name,
    });
  }
  if (field.kind === "number") {
    if (typeof cell === "string") {
      throw new ClienteleError("invalid_type", `${name} must be a number, got ${show(cell)}`, { name });
    }
    const value = Number(cell);
    if (!Number.isFinite(value)) {
      throw new ClienteleError("not_finite", `${name} must be a finite number, or NaN where not known`, { name });
    }
    return { bin: rangeOf(field, value), value: String(cell), unseen: false };
  }
  if (typeof cell === "number" && !Number.isFinite(cell)) {
    throw new ClienteleError("not_finite", `${name} must be finite or text`, { name });
  }
  const value = String(cell);
  const bin = field.bins.findIndex(({ group }) => group.kind === "levels" && group.levels.includes(value));
  return bin < 0 ? { bin: missing, value, unseen: true } : { bin, value, unseen: false };
}

/** The range that holds a finite number. */
export function rangeOf({ bins }: ScorecardField, value: number): number {
  let low = 0;
  let high = bins.length - 2;
  // without any range, as where no customer of the fit was known, it counts as not known
  if (high < 0) return bins.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const group = (bins[middle] as ScorecardBin).group;
    if (group.kind === "range" && group.upTo !== undefined && value > group.upTo) low = middle + 1;
    else high = middle;
  }
  return low;
}
