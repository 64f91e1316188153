import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireSameLength,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ChurnColumn, ChurnRows, ChurnTable } from "./types.ts";

/** A checked column: numbers with NaN, or texts with `undefined`, where nothing is known. */
export type ReadColumn =
  | { readonly kind: "number"; readonly id: string; readonly values: Float64Array }
  | { readonly kind: "category"; readonly id: string; readonly values: readonly (string | undefined)[] };

/** A checked table. */
export interface ReadTable {
  readonly n: number;
  readonly tenure: Float64Array;
  readonly left: Uint8Array;
  /** By id, in the order of its characters. */
  readonly columns: readonly ReadColumn[];
  readonly customers?: ArrayLike<string | number>;
  readonly entries?: Float64Array;
}

/** No contract lasts longer than a thousand years. */
export const MOST_MONTHS = 12_000;

/** Checks a table once and lays it out as typed columns. */
export function readTable(table: ChurnTable, rows: ChurnRows): ReadTable {
  requireObject(table, "table");
  const { tenure, left, covariates, customers, entries } = table;
  requireNonEmpty(tenure, "table.tenure");
  requireSameLength(tenure, "table.tenure", left, "table.left");
  requireObject(covariates, "table.covariates");
  if (customers !== undefined) requireCustomers(customers, tenure);
  if (Object.hasOwn(covariates, "tenure")) {
    throw new ClienteleError(
      "duplicate_id",
      "table.covariates.tenure repeats table.tenure; leave it out or rename it",
      {
        name: "covariates.tenure",
      },
    );
  }
  const n = tenure.length;
  const flags = new Uint8Array(n);
  const months = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    flags[i] = readFlag(left[i], `table.left[${i}]`);
    // one who left in the first month stayed one month, begun though not ended
    const min = rows === "stays" && flags[i] === 1 ? 1 : 0;
    requireNumber(tenure[i] as number, `table.tenure[${i}]`, { min, max: MOST_MONTHS, integer: true });
    months[i] = tenure[i] as number;
  }
  return {
    n,
    tenure: months,
    left: flags,
    columns: Object.keys(covariates)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((id) => readColumn(covariates[id] as ChurnColumn, id, n)),
    ...(customers !== undefined && { customers }),
    ...(entries !== undefined && { entries: readEntries(entries, months, rows) }),
  };
}

function requireCustomers(customers: ArrayLike<string | number>, tenure: ArrayLike<number>): void {
  requireSameLength(tenure, "table.tenure", customers, "table.customers");
  for (let i = 0; i < customers.length; i++) {
    const id: unknown = customers[i];
    if (typeof id !== "string" && !(typeof id === "number" && Number.isFinite(id))) {
      throw new ClienteleError("invalid_type", `table.customers[${i}] must be text or a number, got ${show(id)}`, {
        index: i,
      });
    }
  }
}

/** 1 for `true` or 1, 0 for `false` or 0. */
function readFlag(flag: unknown, name: string): 0 | 1 {
  if (flag === true || flag === 1) return 1;
  if (flag === false || flag === 0) return 0;
  throw new ClienteleError("invalid_type", `${name} must be true, false, 1 or 0, got ${show(flag)}`, { name });
}

function readEntries(entries: ArrayLike<number>, tenure: Float64Array, rows: ChurnRows): Float64Array {
  if (rows !== "stays") {
    throw new ClienteleError("inconsistent", "table.entries belongs to stays; a row of months is one month already", {
      name: "table.entries",
    });
  }
  requireSameLength(tenure, "table.tenure", entries, "table.entries");
  return Float64Array.from(entries, (entry, i) => {
    requireNumber(entry, `table.entries[${i}]`, { min: 0, integer: true });
    if (entry > 0 && entry >= (tenure[i] as number)) {
      throw new ClienteleError(
        "inconsistent",
        `table.entries[${i}] is ${entry}, not below the tenure ${tenure[i]}; leave out customers that were never watched`,
        { index: i, entry, tenure: tenure[i] },
      );
    }
    return entry;
  });
}

/** The kind of a column is that of its first known cell; all others must be of that kind. */
export function readColumn(column: ChurnColumn, id: string, n: number): ReadColumn {
  const name = `covariates.${id}`;
  requireColumn(column, name);
  if (column.length !== n) {
    throw new ClienteleError(
      "length_mismatch",
      `${name} has ${column.length} rows and table.tenure has ${n}; they must have the same number`,
      { name, rows: column.length, expected: n },
    );
  }
  const cells: ArrayLike<unknown> = column;
  let first = 0;
  while (first < n && isUnknown(cells[first])) first++;
  if (typeof cells[first] === "string") {
    const values = new Array<string | undefined>(n);
    for (let i = 0; i < n; i++) {
      const cell = cells[i];
      if (typeof cell === "string") values[i] = cell;
      else if (!isUnknown(cell)) throwKind(cell, name, i, "text");
    }
    return { kind: "category", id, values };
  }
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const cell = cells[i];
    if (isUnknown(cell)) values[i] = Number.NaN;
    else if (typeof cell === "number" && Number.isFinite(cell)) values[i] = cell + 0;
    else throwKind(cell, name, i, "a finite number");
  }
  return { kind: "number", id, values };
}

/** `null`, left out, or NaN: nothing is known. */
export function isUnknown(cell: unknown): boolean {
  return cell === null || cell === undefined || Number.isNaN(cell);
}

function throwKind(cell: unknown, name: string, index: number, kind: string): never {
  const code = typeof cell === "number" && kind !== "text" ? "not_finite" : "invalid_type";
  throw new ClienteleError(code, `${name}[${index}] must be ${kind} as the first is, or null, got ${show(cell)}`, {
    name,
    index,
  });
}

/** Months of customers under watch: one row each, by the row of the table that it comes from. */
export interface MonthRows {
  readonly n: number;
  readonly source: Uint32Array;
  readonly tenure: Float64Array;
  readonly left: Uint8Array;
}

/** More months than that would not fit a machine's memory. */
const MOST_ROWS = 5_000_000;

/** The months of a table: its rows, or each stay month by month. */
export function monthRows({ n, tenure, left, entries }: ReadTable, rows: ChurnRows): MonthRows {
  if (rows === "months") return { n, source: Uint32Array.from({ length: n }, (_, i) => i), tenure, left };
  let total = 0;
  for (let i = 0; i < n; i++) total += (tenure[i] as number) - (entries?.[i] ?? 0);
  if (total > MOST_ROWS) {
    throw new ClienteleError(
      "out_of_range",
      `table holds ${total} months of stay, more than ${MOST_ROWS}; give a sample of customers, or quarters for months`,
      { months: total, most: MOST_ROWS },
    );
  }
  const source = new Uint32Array(total);
  const ages = new Float64Array(total);
  const ends = new Uint8Array(total);
  let at = 0;
  for (let i = 0; i < n; i++) {
    const end = tenure[i] as number;
    for (let age = entries?.[i] ?? 0; age < end; age++, at++) {
      source[at] = i;
      ages[at] = age;
      ends[at] = age + 1 === end ? (left[i] as number) : 0;
    }
  }
  return { n: total, source, tenure: ages, left: ends };
}
