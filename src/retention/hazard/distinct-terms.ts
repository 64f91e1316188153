import { identified } from "./alias.ts";
import type { Design, DesignTerm } from "./coding.ts";
import type { HazardNote } from "./types.ts";

/** Terms that can be told apart, with their columns and what is to be said about the others. */
export interface DistinctTerms {
  readonly terms: readonly DesignTerm[];
  readonly columns: readonly Float64Array[];
  readonly notes: readonly HazardNote[];
}

/** Leaves out terms that never change or only repeat others, beside an intercept. */
export function distinctTerms(design: Design, weights: Float64Array | undefined, ridge: boolean): DistinctTerms {
  const { terms, columns } = design;
  const p = columns.length;
  const n = columns[0]?.length ?? 0;
  const means = columns.map((column) => {
    let total = 0;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const weight = weights?.[i] ?? 1;
      total += weight;
      sum += weight * (column[i] as number);
    }
    return sum / total;
  });
  const products = new Float64Array(p * p);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights?.[i] ?? 1;
    total += weight;
    for (let j = 0; j < p; j++) {
      const scaled = weight * (((columns[j] as Float64Array)[i] as number) - (means[j] as number));
      for (let l = 0; l <= j; l++) {
        const cell = scaled * (((columns[l] as Float64Array)[i] as number) - (means[l] as number));
        products[j * p + l] = (products[j * p + l] as number) + cell;
      }
    }
  }
  for (let j = 0; j < p; j++) for (let l = 0; l < j; l++) products[l * p + j] = products[j * p + l] as number;
  const { kept, notes } = identified(terms, products, total, ridge);
  return {
    terms: kept.map((j) => terms[j] as DesignTerm),
    columns: kept.map((j) => columns[j] as Float64Array),
    notes: [
      ...design.constant.map((column): HazardNote => ({ code: "hazard_column_constant", params: { column } })),
      ...notes,
    ],
  };
}
