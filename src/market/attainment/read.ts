import {
  requireColumn,
  requireFunction,
  requireObject,
  requireText,
  requireUnique,
  throwNotFinite,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, toDay } from "../../time/day.ts";
import type { TargetAmount } from "../target/types.ts";
import type { MeasureAttainmentOptions } from "./types.ts";

/** Rows as columns: where they belong, how much, when. */
export interface ReadRows {
  /** One column per dimension. */
  readonly names: readonly string[][];
  readonly amounts: Float64Array;
  /** UTC day numbers. */
  readonly days: Int32Array;
}

/** The dimensions as functions of a row. */
export function dimensionsOf<T>(
  dimensions: MeasureAttainmentOptions<T>["dimensions"],
): { readonly id: string; readonly value: (row: T, index: number) => unknown }[] {
  requireColumn(dimensions, "options.dimensions");
  if (dimensions.length === 0) {
    throw new ClienteleError("empty_input", "options.dimensions must name at least one dimension", {});
  }
  const read = Array.from(dimensions, (dimension, d) => {
    const name = `options.dimensions[${d}]`;
    if (typeof dimension === "string") return { id: dimension, value: (row: T) => fieldOf(row, dimension) };
    requireObject(dimension, name);
    requireFunction(dimension.value, `${name}.value`);
    return dimension;
  });
  for (const [d, { id }] of read.entries()) requireText(id, `options.dimensions[${d}].id`);
  requireUnique(
    read.map(({ id }) => id),
    "options.dimensions",
  );
  return read;
}

function fieldOf(row: unknown, field: string): unknown {
  return typeof row === "object" && row !== null ? (row as Readonly<Record<string, unknown>>)[field] : undefined;
}

/** Reads the rows of actuals; those that are not whole are ordered by size, so that no sum depends on their order. */
export function readRows<T>(rows: readonly T[], options: MeasureAttainmentOptions<T>): ReadRows {
  requireColumn(rows, "rows");
  const dimensions = dimensionsOf(options.dimensions);
  const { amount = (row) => fieldOf(row, "amount") as number, date = (row) => fieldOf(row, "date") as DateLike } =
    options;
  requireFunction(amount, "options.amount");
  requireFunction(date, "options.date");
  const n = rows.length;
  const names = dimensions.map(() => new Array<string>(n));
  const amounts = new Float64Array(n);
  const days = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = rows[i] as T;
    for (const [d, { id, value }] of dimensions.entries()) {
      const cell = value(row, i);
      if (typeof cell !== "string" || cell === "") requireText(cell, `rows[${i}], dimension ${id},`);
      (names[d] as string[])[i] = cell as string;
    }
    const much: unknown = amount(row, i);
    if (typeof much !== "number" || !Number.isFinite(much)) throwNotFinite(much, "rows, amount", i);
    amounts[i] = much as number;
    days[i] = toDay(date(row, i), `rows[${i}], date`);
  }
  requireSize(amounts, "the amounts of rows");
  return orderOf({ names, amounts, days });
}

/** Reads what is to be reached, in the same way. */
export function readTargets<T>(options: MeasureAttainmentOptions<T>, from: number, to: number): ReadRows {
  const { targets, targetDate } = options;
  requireColumn(targets, "options.targets");
  if (targetDate !== undefined) requireFunction(targetDate, "options.targetDate");
  const ids = dimensionsOf(options.dimensions).map(({ id }) => id);
  const n = targets.length;
  const names = ids.map(() => new Array<string>(n));
  const amounts = new Float64Array(n);
  const days = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const name = `options.targets[${i}]`;
    const target = targets[i] as TargetAmount;
    requireObject(target, name);
    requireObject(target.cell, `${name}.cell`);
    for (const [d, id] of ids.entries()) {
      const value: unknown = Object.hasOwn(target.cell, id) ? target.cell[id] : undefined;
      requireText(value, `${name}.cell.${id}`);
      (names[d] as string[])[i] = value;
    }
    const much: unknown = target.amount;
    if (typeof much !== "number" || !Number.isFinite(much)) throwNotFinite(much, "options.targets, amount", i);
    if ((much as number) < 0) {
      throw new ClienteleError("out_of_range", `${name}.amount must be at least 0, got ${much}`, { index: i });
    }
    amounts[i] = much as number;
    if (targetDate === undefined) continue;
    const day = toDay(targetDate(target, i), `${name}, targetDate`);
    if (day < from || day > to) {
      throw new ClienteleError("inconsistent", `${name} has a date outside the plan; leave it out`, { index: i });
    }
    days[i] = day;
  }
  requireSize(amounts, "the targets");
  return orderOf({ names, amounts, days });
}

/** Whole amounts beyond this are no longer exact. */
function requireSize(amounts: Float64Array, what: string): void {
  let size = 0;
  for (const amount of amounts) size += Math.abs(amount);
  if (size <= Number.MAX_SAFE_INTEGER) return;
  throw new ClienteleError("out_of_range", `${what} exceed ${Number.MAX_SAFE_INTEGER} in all; use a larger unit`, {});
}

function orderOf(rows: ReadRows): ReadRows {
  const { names, amounts, days } = rows;
  if (amounts.every(Number.isInteger)) return rows;
  const order = Uint32Array.from(amounts.keys()).sort((a, b) => (amounts[a] as number) - (amounts[b] as number));
  return {
    names: names.map((column) => Array.from(order, (i) => column[i] as string)),
    amounts: Float64Array.from(order, (i) => amounts[i] as number),
    days: Int32Array.from(order, (i) => days[i] as number),
  };
}
