import type { FeatureTable } from "../table/types.ts";
import type { Arms } from "./arms.ts";
import { designOf } from "./design.ts";
import { fitRidge } from "./regression.ts";
import type { UpliftColumn, UpliftRegression } from "./types.ts";

/** A table with the columns that it is read into. */
export interface RegressionTable {
  readonly table: FeatureTable;
  readonly columns: readonly UpliftColumn[];
}

/** One regression per arm. */
export function fitTwoModels(
  { table, columns }: RegressionTable,
  arms: Arms,
  rows: Uint32Array,
  ridge: number,
): { readonly treated: UpliftRegression; readonly control: UpliftRegression } {
  const learn = (arm: number): UpliftRegression => {
    const own = rows.filter((row) => arms.treated[row] === arm);
    const outcomes = Float64Array.from(own, (row) => arms.outcomes[row] as number);
    return fitRidge(designOf(table, columns, own), outcomes, ones(own.length), arms.kind, ridge);
  };
  return { treated: learn(1), control: learn(0) };
}

const ones = (n: number): Float64Array => new Float64Array(n).fill(1);

/**
 * One regression of the transformed outcome. Yes/no: Z = 1 for contacted yes and control no; with both arms weighted to
 * one half each, uplift = 2·P(Z = 1) − 1. Amounts: (Y − m)·(T/p − (1 − T)/(1 − p)), whose mean is the uplift for every
 * m; the m taken here is the one under which it varies least where all respond alike.
 *
 * @see Jaskowski & Jaroszewicz (2012), Uplift modeling for clinical trial data, ICML workshop; Athey & Imbens (2016),
 * PNAS 113, 7353–7360, for the transformed outcome under unequal arms
 */
export function fitTransformed(
  { table, columns }: RegressionTable,
  arms: Arms,
  rows: Uint32Array,
  ridge: number,
): UpliftRegression {
  const n = rows.length;
  const sums = [0, 0];
  let treated = 0;
  for (const row of rows) {
    const arm = arms.treated[row] as number;
    treated += arm;
    sums[arm] = (sums[arm] as number) + (arms.outcomes[row] as number);
  }
  const share = treated / n;
  const middle = (1 - share) * ((sums[1] as number) / treated) + share * ((sums[0] as number) / (n - treated));
  const outcomes = new Float64Array(n);
  const weights = ones(n);
  for (let i = 0; i < n; i++) {
    const row = rows[i] as number;
    const contacted = arms.treated[row] === 1;
    const outcome = arms.outcomes[row] as number;
    if (arms.kind === "yes_no") {
      outcomes[i] = contacted ? outcome : 1 - outcome;
      weights[i] = 0.5 / (contacted ? share : 1 - share);
    } else {
      outcomes[i] = contacted ? (outcome - middle) / share : (middle - outcome) / (1 - share);
    }
  }
  return fitRidge(designOf(table, columns, rows), outcomes, weights, arms.kind, ridge);
}
