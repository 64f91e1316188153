import { show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { FeatureValue } from "../table/types.ts";
import type { TreeFeature, TreeQuestion } from "./types.ts";

/** What a record says to a field: number or level; undefined where not known, and for a level the model never saw. */
export type RecordCell = number | string | undefined;

/** Reads a record's value of a field. */
export function readCell(record: Readonly<Record<string, unknown>>, feature: TreeFeature): RecordCell {
  const { id } = feature;
  const value = Object.hasOwn(record, id) ? (record[id] as FeatureValue) : undefined;
  if (value === undefined || value === null || value === "" || Number.isNaN(value)) return undefined;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throwCell(id, "a number, true/false or text", value);
  }
  if (feature.kind === "category") return feature.levels.includes(String(value)) ? String(value) : undefined;
  if (typeof value === "string") throwCell(id, "a number", value);
  // an infinite value compares like any other, as it does in a column and in a database
  return Number(value);
}

function throwCell(id: string, wanted: string, value: unknown): never {
  throw new ClienteleError("invalid_type", `record.${id} must be ${wanted}, got ${show(value)}`, { id });
}

/** On which side of a question a customer stands. */
export function goesLeft(question: TreeQuestion, cell: RecordCell): boolean {
  if (cell === undefined) return question.missing === "left";
  return question.kind === "number" ? (cell as number) <= question.threshold : question.left.includes(cell as string);
}
