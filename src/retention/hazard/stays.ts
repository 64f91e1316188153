import { requireNonEmpty, requireNumber, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { readEnds } from "../../math/watched.ts";
import { type Coded, coded } from "../coded.ts";
import type { StayTable } from "../types.ts";

/** A checked table of stays. */
export interface StayColumns {
  readonly n: number;
  readonly durations: Float64Array;
  readonly left: Uint8Array;
  /** Age from which each row was watched, 0 for the start; absent where none was given. */
  readonly entries?: Float64Array;
  /** Absent where none was given, and every row counts once. */
  readonly weights?: Float64Array;
  /** Rows that left, whatever they weigh. */
  readonly leavers: number;
}

/** Weight of the rows that left. */
export function leaverWeight({ n, left, weights }: StayColumns): number {
  let total = 0;
  for (let i = 0; i < n; i++) if (left[i] === 1) total += weights?.[i] ?? 1;
  return total;
}

/** Beyond these a sum of squares leaves the range of numbers. */
const LIGHTEST = 1e-100;
const HEAVIEST = 1e100;

/** Checks a table of stays once and lays it out as typed columns. */
export function stayColumns(stays: StayTable): StayColumns {
  requireObject(stays, "stays");
  const { durations: ages, left: flags, entries: starts, weights: counts } = stays;
  requireNonEmpty(ages, "stays.durations");
  requireSameLength(ages, "stays.durations", flags, "stays.left");
  if (starts !== undefined) requireSameLength(ages, "stays.durations", starts, "stays.entries");
  if (counts !== undefined) requireSameLength(ages, "stays.durations", counts, "stays.weights");
  const n = ages.length;
  const { ages: durations, ends: left } = readEnds(ages, flags, { durations: "stays.durations", ended: "stays.left" });
  return {
    n,
    durations,
    left,
    ...(starts !== undefined && { entries: entryColumn(starts, durations) }),
    ...(counts !== undefined && { weights: weightColumn(counts) }),
    leavers: left.reduce((sum, flag) => sum + flag, 0),
  };
}

function entryColumn(starts: ArrayLike<number>, durations: Float64Array): Float64Array {
  const entries = new Float64Array(starts.length);
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] as number;
    requireNumber(start, `stays.entries[${i}]`, { min: 0 });
    if (start > 0 && start >= (durations[i] as number)) {
      throw new ClienteleError(
        "inconsistent",
        `stays.entries[${i}] is ${start}, not below the duration ${durations[i]}; leave out rows that were never watched`,
        { index: i, entry: start, duration: durations[i] },
      );
    }
    entries[i] = start + 0;
  }
  return entries;
}

function weightColumn(counts: ArrayLike<number>): Float64Array {
  const weights = new Float64Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    const weight = counts[i] as number;
    if (!(typeof weight === "number" && weight >= LIGHTEST && weight <= HEAVIEST)) {
      requireNumber(weight, `stays.weights[${i}]`, { min: LIGHTEST, max: HEAVIEST });
    }
    weights[i] = weight;
  }
  return weights;
}

/** Reads a column that names a group per row; a number and its text are the same group. */
export function groupCodes(column: ArrayLike<string | number>, name: string, n: number): Coded {
  requireSameLength({ length: n }, "stays.durations", column, name);
  for (let i = 0; i < n; i++) {
    const id: unknown = column[i];
    if (typeof id === "string" || (typeof id === "number" && Number.isFinite(id))) continue;
    throw new ClienteleError("invalid_type", `${name}[${i}] must be a text or a finite number, got ${show(id)}`, {
      name,
      index: i,
    });
  }
  return coded(column);
}
