import type { DesignTerm } from "./coding.ts";
import type { HazardNote } from "./types.ts";

/** Information below this share of what leavers could carry is rounding: nobody differs among those watched together. */
const NOTHING = 1e-13;
/** What is left of a term's information beside the terms before it, below which it only repeats them. */
const REPEATED = 1e-9;
/** A term takes part in a repetition from this coefficient on. */
const PART = 1e-6;

/** Which terms can be told apart, by position, and what to say about the others. */
export interface Identified {
  readonly kept: readonly number[];
  readonly notes: readonly HazardNote[];
}

/**
 * Finds terms that say nothing, or only what terms before them say already, from the information at the start: a
 * Cholesky decomposition that leaves out what has no pivot.
 */
export function identified(
  terms: readonly DesignTerm[],
  information: Float64Array,
  leaverWeight: number,
  ridge: boolean,
): Identified {
  const p = terms.length;
  const kept: number[] = [];
  const notes: HazardNote[] = [];
  // row k holds the k-th kept term's part of the triangle
  const lower: Float64Array[] = [];
  for (let j = 0; j < p; j++) {
    const own = information[j * p + j] as number;
    if (!(own > NOTHING * leaverWeight)) {
      notes.push({ code: "hazard_column_constant", params: { column: nameOf(terms[j] as DesignTerm) } });
      continue;
    }
    const row = new Float64Array(kept.length + 1);
    let rest = own;
    for (let k = 0; k < kept.length; k++) {
      const above = lower[k] as Float64Array;
      let cell = information[j * p + (kept[k] as number)] as number;
      for (let l = 0; l < k; l++) cell -= (row[l] as number) * (above[l] as number);
      row[k] = cell / (above[k] as number);
      rest -= (row[k] as number) ** 2;
    }
    if (!ridge && !(rest > REPEATED * own)) {
      const others = partsOf(row, lower, kept.length)
        .map((part, k) => ({
          part,
          term: terms[kept[k] as number] as DesignTerm,
          own: information[(kept[k] as number) * (p + 1)] as number,
        }))
        .filter(({ part, own: size }) => Math.abs(part) * Math.sqrt(size / own) > PART)
        .map(({ term }) => nameOf(term));
      notes.push({ code: "hazard_column_collinear", params: { column: nameOf(terms[j] as DesignTerm), others } });
      continue;
    }
    row[kept.length] = Math.sqrt(rest);
    lower.push(row);
    kept.push(j);
  }
  return { kept, notes };
}

/** How a term is called in a sentence. */
export function nameOf({ column, level }: { readonly column: string; readonly level?: string }): string {
  return level === undefined ? column : `${column} = ${level}`;
}

/** Coefficients of the kept terms that rebuild a term: Lᵀ·b = row. */
function partsOf(row: Float64Array, lower: readonly Float64Array[], n: number): number[] {
  const parts = Array.from(row.subarray(0, n));
  for (let k = n - 1; k >= 0; k--) {
    for (let l = k + 1; l < n; l++)
      parts[k] = (parts[k] as number) - ((lower[l] as Float64Array)[k] as number) * (parts[l] as number);
    parts[k] = (parts[k] as number) / ((lower[k] as Float64Array)[k] as number);
  }
  return parts;
}
