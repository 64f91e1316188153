import { ClienteleError } from "../../core/errors.ts";
import type { StayColumns } from "./stays.ts";

/** Rows with the same covariates side by side, each watched over whole months. */
export interface DiscreteRows {
  readonly p: number;
  /** Patterns of covariates, term by term. */
  readonly x: Float64Array;
  /** Where the rows of each pattern begin, and the number of rows at the end. */
  readonly patterns: Uint32Array;
  /** Watched from the month after `from` up to and with `to`. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly left: Uint8Array;
  readonly weight: Float64Array;
  readonly lastMonth: number;
}

/** A tenure beyond a thousand years of months is a slip of unit, and would fill the memory. */
const LONGEST = 12_000;

/** Checks that ages are whole months and gathers rows by their covariates; those never watched a month are left out. */
export function discreteRows(table: StayColumns, columns: readonly Float64Array[]): DiscreteRows {
  const { n, durations, entries, left } = table;
  for (let i = 0; i < n; i++) {
    requireMonth(durations[i] as number, `stays.durations[${i}]`);
    if (entries !== undefined) requireMonth(entries[i] as number, `stays.entries[${i}]`);
    if (left[i] === 1 && durations[i] === 0) {
      throw new ClienteleError(
        "out_of_range",
        `stays.durations[${i}] must be at least 1 where the customer left: the number of the month in which they did`,
        { index: i },
      );
    }
  }
  const codes = patternCodes(columns, n);
  const rows = Uint32Array.from(durations.keys())
    .filter((i) => (durations[i] as number) > 0)
    .sort((a, b) => (codes[a] as number) - (codes[b] as number) || a - b);
  const p = columns.length;
  const x: number[] = [];
  const starts: number[] = [];
  rows.forEach((i, k) => {
    if (k > 0 && codes[i] === codes[rows[k - 1] as number]) return;
    starts.push(k);
    for (let j = 0; j < p; j++) x.push((columns[j] as Float64Array)[i] as number);
  });
  return {
    p,
    x: Float64Array.from(x),
    patterns: Uint32Array.from([...starts, rows.length]),
    from: rows.map((i) => entries?.[i] ?? 0),
    to: rows.map((i) => durations[i] as number),
    left: Uint8Array.from(rows, (i) => left[i] as number),
    weight: Float64Array.from(rows, (i) => table.weights?.[i] ?? 1),
    lastMonth: rows.reduce((most, i) => Math.max(most, durations[i] as number), 0),
  };
}

function requireMonth(value: number, name: string): void {
  if (Number.isInteger(value) && value <= LONGEST) return;
  throw new ClienteleError(
    "out_of_range",
    `${name} must be a whole number of months up to ${LONGEST}, got ${value}; round it up, or use fitCox`,
    { name, value },
  );
}

/** The same number for rows whose every column is the same; column by column, so that no key becomes a text. */
function patternCodes(columns: readonly Float64Array[], n: number): Uint32Array {
  const codes = new Uint32Array(n);
  for (const column of columns) {
    const values = new Map<number, number>();
    const pairs = new Map<number, number>();
    for (let i = 0; i < n; i++) {
      const value = column[i] as number;
      let code = values.get(value);
      if (code === undefined) {
        code = values.size;
        values.set(value, code);
      }
      const pair = (codes[i] as number) * n + code;
      let joined = pairs.get(pair);
      if (joined === undefined) {
        joined = pairs.size;
        pairs.set(pair, joined);
      }
      codes[i] = joined;
    }
  }
  return codes;
}
