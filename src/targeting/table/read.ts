import { requireNonEmpty, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Feature, FeatureField, FeatureTable, FeatureValue } from "./types.ts";

/**
 * Turns customer records into columns that trees, scorecards and uplift models learn from.
 *
 * @param rows - Records, one per customer; at least one. Not mutated.
 * @param fields - Which fields to read: names, or `{ id, kind, value }` with an accessor. Numbers and true/false
 * become a column of numbers, text a column of categories; with `kind: "category"` numbers are taken as names.
 * null, undefined, NaN and empty text mean not known.
 * @returns The table. Levels stand in the order of their characters, so the order of rows does not matter.
 * @throws `ClienteleError` `empty_input`, `invalid_type` (numbers and text mixed in one field, a value that is neither),
 * `not_finite` (an infinite number), `duplicate_id` (a field named twice), `unknown_id` (no record has the field).
 * @example
 * ```ts
 * const table = readFeatures([{ age: 31, city: "Lyon" }, { age: 45, city: "" }], ["age", "city"]);
 * table.features[0].kind; // => "number"
 * table.features[1].levels; // => ["Lyon"]
 * Array.from(table.features[1].codes); // => [0, -1]
 * ```
 */
export function readFeatures<T>(rows: readonly T[], fields: readonly (string | FeatureField<T>)[]): FeatureTable {
  requireNonEmpty(rows, "rows");
  requireNonEmpty(fields, "fields");
  const seen = new Map<string, number>();
  const features: Feature[] = [];
  for (let f = 0; f < fields.length; f++) {
    const field = fieldAt(fields, f);
    const first = seen.get(field.id);
    if (first !== undefined) {
      throw new ClienteleError(
        "duplicate_id",
        `fields[${f}] repeats the id ${show(field.id)} of fields[${first}]; name each field once`,
        { id: field.id, index: f, first },
      );
    }
    seen.set(field.id, f);
    features.push(readField(rows, field));
  }
  return { rows: rows.length, features };
}

function fieldAt<T>(fields: readonly (string | FeatureField<T>)[], index: number): FeatureField<T> {
  const given = fields[index] as string | FeatureField<T>;
  const field: FeatureField<T> = typeof given === "string" ? { id: given } : given;
  requireObject(field, `fields[${index}]`);
  const { id, kind, value } = field;
  if (typeof id !== "string" || id === "") {
    throw new ClienteleError("invalid_type", `fields[${index}].id must be a name, got ${show(id)}`, { index });
  }
  if (kind !== undefined && kind !== "number" && kind !== "category") {
    throw new ClienteleError("unknown_id", `fields[${index}].kind must be number or category, got ${show(kind)}`, {
      index,
    });
  }
  if (value !== undefined && typeof value !== "function") {
    throw new ClienteleError("invalid_type", `fields[${index}].value must be a function from a record to a value`, {
      index,
    });
  }
  return field;
}

function readField<T>(rows: readonly T[], field: FeatureField<T>): Feature {
  const { id } = field;
  const cells = new Array<FeatureValue>(rows.length);
  let kind = field.kind;
  let held = field.value !== undefined;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as T;
    let cell: FeatureValue;
    if (field.value === undefined) {
      requireObject(row, `rows[${i}]`);
      const owns = Object.hasOwn(row as object, id);
      held ||= owns;
      cell = owns ? (row as Readonly<Record<string, FeatureValue>>)[id] : undefined;
    } else {
      cell = field.value(row, i);
    }
    const is = kindOfCell(cell, id, i);
    if (is !== undefined) {
      kind ??= is;
      if (kind !== is && field.kind !== "category") throwMixed(cell, kind, id, i);
    }
    cells[i] = is === undefined ? undefined : cell;
  }
  if (!held) {
    throw new ClienteleError("unknown_id", `no row has the field ${show(id)}; correct its name or give field.value`, {
      id,
    });
  }
  return kind === "category" ? categoryOf(id, cells) : { id, kind: "number", values: numbersOf(cells) };
}

function throwMixed(cell: FeatureValue, kind: "number" | "category", id: string, index: number): never {
  throw new ClienteleError(
    "invalid_type",
    `rows[${index}] has ${show(cell)} in the field ${show(id)}, which holds ${kind === "number" ? "numbers" : "text"}; turn all into numbers, or state kind: "category"`,
    { id, index },
  );
}

/** What one cell is; undefined where it is not known. */
function kindOfCell(cell: unknown, id: string, index: number): "number" | "category" | undefined {
  if (cell === undefined || cell === null || cell === "") return undefined;
  if (typeof cell === "string") return "category";
  if (typeof cell === "boolean") return "number";
  if (typeof cell !== "number") {
    throw new ClienteleError(
      "invalid_type",
      `rows[${index}] has ${show(cell)} in the field ${show(id)}; a field holds numbers, true/false or text`,
      { id, index },
    );
  }
  if (Number.isNaN(cell)) return undefined;
  if (!Number.isFinite(cell)) {
    throw new ClienteleError(
      "not_finite",
      `rows[${index}] has ${cell} in the field ${show(id)}; use null or a number`,
      {
        id,
        index,
      },
    );
  }
  return "number";
}

function numbersOf(cells: readonly FeatureValue[]): Float64Array {
  const values = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) values[i] = cells[i] === undefined ? Number.NaN : Number(cells[i]);
  return values;
}

function categoryOf(id: string, cells: readonly FeatureValue[]): Feature {
  const names = new Set<string>();
  for (const cell of cells) if (cell !== undefined) names.add(String(cell));
  // by code units: the same on every machine, whatever its language
  const levels = [...names].sort();
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = new Int32Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    codes[i] = cells[i] === undefined ? -1 : (codeOf.get(String(cells[i])) as number);
  }
  return { id, kind: "category", levels, codes };
}
