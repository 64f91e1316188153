import { binFeatures } from "../table/bin.ts";
import { copyCodes, MISSING_BIN } from "../table/check.ts";
import type { BinnedNumber, Feature } from "../table/types.ts";

/** One field as groups of customers; the last group is that of customers whose value is not known. */
export interface FieldGroups {
  readonly id: string;
  readonly codes: Int32Array;
  /** Groups, that of the unknown included. */
  readonly groups: number;
  readonly missing: number;
}

/** Groups of a field of numbers: enough to follow a curve, few enough that each holds customers. */
const BINS = 20;
/** Customers at the base rate that each group starts with, so that a group of three tells little. */
const PRIOR = 10;

/** Brings any field to groups: numbers by about equal size, categories by level. */
export function groupField(feature: Feature, rows: number, name: string): FieldGroups {
  const codes = new Int32Array(rows);
  let missing = 0;
  let groups: number;
  if (feature.kind === "number") {
    const binned = binFeatures({ rows, features: [feature] }, { bins: BINS }).features[0] as BinnedNumber;
    groups = binned.cuts.length + 2;
    for (let i = 0; i < rows; i++) {
      const bin = binned.bins[i] as number;
      if (bin === MISSING_BIN) missing++;
      codes[i] = bin === MISSING_BIN ? groups - 1 : bin;
    }
  } else {
    groups = feature.levels.length + 1;
    missing = copyCodes(feature, groups - 1, codes, `${name}.codes`);
  }
  return { id: feature.id, codes, groups, missing };
}

/** Log-odds of each customer by their group alone, learned on the other folds. */
export function logOddsByGroup(
  { codes, groups }: FieldGroups,
  outcomes: ArrayLike<number>,
  fold: Uint16Array,
  folds: number,
): Float64Array {
  const rows = codes.length;
  const counts = new Float64Array(groups * (folds + 1));
  const won = new Float64Array(groups * (folds + 1));
  const all = new Float64Array(folds + 1);
  const allWon = new Float64Array(folds + 1);
  const add = (column: Float64Array, at: number, value: number): void => {
    column[at] = (column[at] as number) + value;
  };
  for (let i = 0; i < rows; i++) {
    const y = outcomes[i] as number;
    // the last slot of each group sums over all folds
    for (const part of [fold[i] as number, folds]) {
      const at = (codes[i] as number) * (folds + 1) + part;
      add(counts, at, 1);
      add(won, at, y);
      add(all, part, 1);
      add(allWon, part, y);
    }
  }
  const table = new Float64Array(groups * folds);
  for (let g = 0; g < groups; g++) {
    const total = g * (folds + 1) + folds;
    for (let k = 0; k < folds; k++) {
      const at = g * (folds + 1) + k;
      const others = (all[folds] as number) - (all[k] as number);
      const base = ((allWon[folds] as number) - (allWon[k] as number) + 0.5) / (others + 1);
      const n = (counts[total] as number) - (counts[at] as number);
      const yes = (won[total] as number) - (won[at] as number);
      const rate = (yes + PRIOR * base) / (n + PRIOR);
      table[g * folds + k] = Math.log(rate / (1 - rate));
    }
  }
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) result[i] = table[(codes[i] as number) * folds + (fold[i] as number)] as number;
  return result;
}
