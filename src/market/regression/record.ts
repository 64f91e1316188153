import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { MaybeName } from "../rows/field.ts";
import type { RegressionModel } from "./types.ts";

/** A customer as predictions take one: a value for each predictor, by its id. */
export type RegressionRecord = Readonly<Record<string, MaybeName>>;

/** How far each term lies from its mean, and what must be said of the record. */
export interface ReadRecord {
  readonly away: readonly number[];
  readonly notes: readonly Reason[];
}

/** Reads a record by the fields of the model; a value that is missing or was never seen makes an abstention. */
export function readRecord(model: RegressionModel, record: RegressionRecord): ReadRecord | Abstention {
  requireObject(record, "record");
  const notes: Reason[] = [];
  const values = new Map<string, number | string>();
  for (const input of Array.from(model.inputs)) {
    const { id } = input;
    const given: unknown = Object.hasOwn(record, id) ? record[id] : undefined;
    if (given === undefined || given === null) {
      return { abstained: { code: "regression_value_missing", params: { predictor: id } } };
    }
    if (input.kind === "number") {
      requireNumber(given as number, `record.${id}`, { min: -1e140, max: 1e140 });
      const value = given as number;
      const { min, max } = input;
      if (value < min || value > max) {
        notes.push({ code: "regression_outside", params: { predictor: id, value, min, max } });
      }
      values.set(id, value);
      continue;
    }
    if (typeof given !== "string" && typeof given !== "boolean") {
      throw new ClienteleError("invalid_type", `record.${id} must be a text or a boolean, got ${show(given)}`, { id });
    }
    const category = String(given);
    if (!Array.from(input.categories).some(({ name }) => name === category)) {
      return { abstained: { code: "regression_unknown_category", params: { predictor: id, category } } };
    }
    values.set(id, category);
  }
  const away = Array.from(model.terms, ({ predictor, category, mean }) => {
    const value = values.get(predictor);
    if (value === undefined) {
      throw new ClienteleError("invalid_model", `model.terms names ${show(predictor)}, which is no input`, {
        predictor,
      });
    }
    return (category === undefined ? (value as number) : value === category ? 1 : 0) - mean;
  });
  return { away, notes };
}
