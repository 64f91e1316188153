import { requireColumn, requireObject, throwNotFinite } from "./checks.ts";
import { ClienteleError } from "./errors.ts";

/** Reads one number from a row, as d3's accessors do. */
export type Accessor<T> = (row: T, index: number) => number;

/** Options of a function that takes rows with an accessor, or a column of numbers as it is. */
export interface ColumnOptions<T> {
  /** How to read the number from a row. Left out when the data is a column of numbers already. */
  readonly value?: Accessor<T>;
}

/**
 * Brings rows with an accessor, or a column as it is, to one finite `Float64Array`; a `Float64Array` is returned
 * itself, never copied.
 */
export function columnOf<T>(data: ArrayLike<T>, options: ColumnOptions<T>, name: string): Float64Array {
  requireColumn(data, name);
  requireObject(options, "options");
  const { value } = options;
  if (value === undefined && data instanceof Float64Array) {
    for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) throwNotFinite(data[i], name, i);
    return data;
  }
  if (value !== undefined && typeof value !== "function") {
    throw new ClienteleError("invalid_type", "options.value must be a function from a row to a number", { name });
  }
  const column = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const cell: unknown = value === undefined ? data[i] : value(data[i] as T, i);
    if (typeof cell !== "number" || !Number.isFinite(cell)) throwNotFinite(cell, name, i);
    column[i] = cell as number;
  }
  return column;
}
