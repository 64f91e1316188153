import { requireNonEmpty, requireNumber, requireSameLength, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** Weights beyond this, either way, would lose the others in rounding. */
const LARGEST_WEIGHT = 1e12;

/** Cases of a study of durations, checked: one entry per case in every column. */
export interface Watched {
  readonly durations: Float64Array;
  /** 0 where the case had not ended when last seen, else 1, or the number of its cause from 1. */
  readonly causes: Uint8Array | Uint32Array;
  /** Age from which a case was watched; absent where all were watched from the start. */
  readonly entries?: Float64Array;
  /** How often each case counts; absent where each counts once. */
  readonly weights?: Float64Array;
}

/** Columns that not every study has. */
export interface WatchedColumns {
  readonly entries?: ArrayLike<number> | undefined;
  readonly weights?: ArrayLike<number> | undefined;
}

/** What the columns are called where the caller gave them. */
export interface WatchedNames {
  readonly durations: string;
  readonly ended: string;
  readonly entries: string;
  readonly weights: string;
}

/** Checks and copies the columns of a study of durations. Entries that are all 0 and weights that are all 1 are left out. */
export function readWatched(
  durations: ArrayLike<number>,
  ended: ArrayLike<boolean | number>,
  { entries, weights }: WatchedColumns,
  names: WatchedNames,
): Watched {
  requireSameLength(durations, names.durations, ended, names.ended);
  requireNonEmpty(durations, names.durations);
  const { ages, ends: causes } = readEnds(durations, ended, names);
  const from = entries === undefined ? undefined : readEntries(ages, entries, names);
  const counts = weights === undefined ? undefined : readWeights(ages, weights, names);
  return {
    durations: ages,
    causes,
    ...(from !== undefined && { entries: from }),
    ...(counts !== undefined && { weights: counts }),
  };
}

/** Ages, and 1 where the case ended at that age, of columns of one length. */
export function readEnds(
  durations: ArrayLike<number>,
  ended: ArrayLike<boolean | number>,
  names: Pick<WatchedNames, "durations" | "ended">,
): { readonly ages: Float64Array; readonly ends: Uint8Array } {
  const n = durations.length;
  const ages = new Float64Array(n);
  const ends = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const age = durations[i] as number;
    if (!(typeof age === "number" && age >= 0 && age < Number.POSITIVE_INFINITY)) {
      requireNumber(age, `${names.durations}[${i}]`, { min: 0 });
    }
    // a negative zero would sort behind every other age by its bits
    ages[i] = age + 0;
    const end: unknown = ended[i];
    if (end === true || end === 1) ends[i] = 1;
    else if (end !== false && end !== 0) {
      throw new ClienteleError("invalid_type", `${names.ended}[${i}] must be true, false, 1 or 0, got ${show(end)}`, {
        name: names.ended,
        index: i,
      });
    }
  }
  return { ages, ends };
}

function readEntries(ages: Float64Array, entries: ArrayLike<number>, names: WatchedNames): Float64Array | undefined {
  requireSameLength(ages, names.durations, entries, names.entries);
  const from = new Float64Array(ages.length);
  let late = false;
  for (let i = 0; i < ages.length; i++) {
    const entry = entries[i] as number;
    requireNumber(entry, `${names.entries}[${i}]`, { min: 0 });
    if (entry > 0 && entry >= (ages[i] as number)) {
      throw new ClienteleError(
        "inconsistent",
        `${names.entries}[${i}] is ${entry}, which is not before ${names.durations}[${i}] of ${ages[i]}; leave out who was never watched`,
        { index: i, entry, duration: ages[i] },
      );
    }
    from[i] = entry + 0;
    if (entry > 0) late = true;
  }
  return late ? from : undefined;
}

function readWeights(ages: Float64Array, weights: ArrayLike<number>, names: WatchedNames): Float64Array | undefined {
  requireSameLength(ages, names.durations, weights, names.weights);
  const counts = new Float64Array(ages.length);
  let uneven = false;
  for (let i = 0; i < ages.length; i++) {
    const weight = weights[i] as number;
    requireNumber(weight, `${names.weights}[${i}]`, { min: 1 / LARGEST_WEIGHT, max: LARGEST_WEIGHT });
    counts[i] = weight;
    if (weight !== 1) uneven = true;
  }
  return uneven ? counts : undefined;
}

/** How many cases there are, each as often as it counts. */
export function weightOf({ durations, weights }: Watched): number {
  if (weights === undefined) return durations.length;
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] as number;
  return total;
}

/** Some of the cases, by row. */
export function watchedRows({ durations, causes, entries, weights }: Watched, rows: Uint32Array): Watched {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] as number);
  return {
    durations: pick(durations),
    causes: Uint32Array.from(rows, (row) => causes[row] as number),
    ...(entries !== undefined && { entries: pick(entries) }),
    ...(weights !== undefined && { weights: pick(weights) }),
  };
}
