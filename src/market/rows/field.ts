import { requireColumn, show, throwNotFinite } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";

/** Where a figure of each row stands: a function that reads it, or a column as long as the rows. */
export type RowField<T, V> = ((row: T, index: number) => V) | ArrayLike<V>;

/** A number of a row; `undefined` or `null` where it is not known. */
export type MaybeNumber = number | null | undefined;

/** A name of a row (region, contract, yes or no); `undefined` or `null` where it is not known. */
export type MaybeName = string | boolean | number | null | undefined;

/** Numbers of all rows; NaN where one is not known. */
export interface NumberCells {
  readonly kind: "number";
  readonly values: Float64Array;
  readonly missing: number;
}

/** Names of all rows by their place in `names`; −1 where one is not known. */
export interface NameCells {
  readonly kind: "name";
  readonly codes: Int32Array;
  /** In the order of their characters, so that the order of rows does not matter. */
  readonly names: readonly string[];
  readonly missing: number;
}

/** Reads a number of each row; left out, the rows are numbers themselves. */
export function numberCells<T>(
  rows: ArrayLike<T>,
  field: RowField<T, MaybeNumber> | undefined,
  name: string,
): NumberCells {
  const column = field ?? (rows as ArrayLike<unknown> as ArrayLike<MaybeNumber>);
  const read = reader(rows, column, name);
  // a column of numbers without holes is taken as it is: nothing here writes into it
  if (column instanceof Float64Array && column.every(isModest)) return { kind: "number", values: column, missing: 0 };
  const values = new Float64Array(rows.length);
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    const cell: unknown = read(i);
    if (cell === undefined || cell === null) {
      values[i] = Number.NaN;
      missing++;
    } else {
      values[i] = finite(cell, name, i);
    }
  }
  return { kind: "number", values, missing };
}

/** Reads a name of each row; numbers and yes or no become text. */
export function nameCells<T>(rows: ArrayLike<T>, field: RowField<T, MaybeName>, name: string): NameCells {
  const read = reader(rows, field, name);
  return coded(rows.length, (i) => {
    const cell: unknown = read(i);
    if (cell === undefined || cell === null || typeof cell === "string") return cell ?? undefined;
    if (typeof cell === "boolean") return String(cell);
    return String(finite(cell, name, i));
  });
}

/** Reads numbers where the first known cell is one, names otherwise; both in one column are a mistake. */
export function mixedCells<T>(
  rows: ArrayLike<T>,
  field: RowField<T, MaybeName>,
  name: string,
): NumberCells | NameCells {
  const read = reader(rows, field, name);
  for (let i = 0; i < rows.length; i++) {
    const cell: unknown = read(i);
    if (cell === undefined || cell === null) continue;
    if (typeof cell === "number") return numberCells(rows, field as RowField<T, MaybeNumber>, name);
    return coded(rows.length, (j) => {
      const value: unknown = read(j);
      if (value === undefined || value === null) return undefined;
      if (typeof value === "string" || typeof value === "boolean") return String(value);
      throw new ClienteleError("invalid_type", `${name}[${j}] must be a text or a boolean, got ${show(value)}`, {
        name,
        index: j,
      });
    });
  }
  return { kind: "number", values: new Float64Array(rows.length).fill(Number.NaN), missing: rows.length };
}

/** Small enough for sums of squares to stay finite. */
const LARGEST = 1e140;
const isModest = (cell: number): boolean => Math.abs(cell) <= LARGEST;

function finite(cell: unknown, name: string, index: number): number {
  if (typeof cell === "number" && Number.isFinite(cell)) {
    if (isModest(cell)) return cell;
    throw new ClienteleError("out_of_range", `${name}[${index}] must be at most 1e140 in size; use a larger unit`, {
      name,
      index,
    });
  }
  if (typeof cell === "number") {
    throw new ClienteleError(
      "not_finite",
      `${name}[${index}] must be a finite number, got ${cell}; give undefined where it is not known`,
      { name, index },
    );
  }
  throwNotFinite(cell, name, index);
}

/** Figures that lie closer together leave their squares no digits. */
const LEAST_SPREAD = 1e-130;

/** Refuses figures that differ, but by less than can be squared. NaN is not known and does not count. */
export function requireSpread(values: Float64Array, name: string): void {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least) || most - least >= LEAST_SPREAD) return;
  throw new ClienteleError(
    "out_of_range",
    `${name} lies within ${most - least}, too close together to be squared; use a smaller unit`,
    { name },
  );
}

function reader<T, V>(rows: ArrayLike<T>, field: RowField<T, V>, name: string): (i: number) => V {
  requireColumn(rows, "rows");
  if (typeof field === "function") return (i) => field(rows[i] as T, i);
  requireColumn(field, name);
  if (field.length !== rows.length) {
    throw new ClienteleError("length_mismatch", `${name} has ${field.length} rows and rows has ${rows.length}`, {
      name,
    });
  }
  return (i) => field[i] as V;
}

function coded(n: number, read: (i: number) => string | undefined): NameCells {
  const seen = new Map<string, number>();
  const codes = new Int32Array(n);
  let missing = 0;
  for (let i = 0; i < n; i++) {
    const text = read(i);
    if (text === undefined) {
      codes[i] = -1;
      missing++;
      continue;
    }
    let code = seen.get(text);
    if (code === undefined) {
      code = seen.size;
      seen.set(text, code);
    }
    codes[i] = code;
  }
  const names = [...seen.keys()].sort();
  const place = new Int32Array(names.length);
  names.forEach((text, at) => {
    place[seen.get(text) as number] = at;
  });
  return { kind: "name", codes: codes.map((code) => (code < 0 ? -1 : (place[code] as number))), names, missing };
}
