import type { Respondent, Survey } from "./survey.ts";

/** Respondents who answered everything, as columns. */
export interface Complete {
  readonly n: number;
  readonly skipped: number;
  readonly suppliers: number;
  readonly criteria: number;
  /** n × criteria; each row sums to 1. */
  readonly weights: Float64Array;
  /** n × suppliers × criteria. */
  readonly ratings: Float64Array;
  /** n × suppliers: the weighted rating, which is what choice goes by. */
  readonly totals: Float64Array;
  readonly choices: Int32Array;
}

/** Keeps those who said what they weigh and rated every supplier on every criterion; with their choice where asked. */
export function completeRows(rows: readonly Respondent[], survey: Survey, choice: boolean): Complete {
  const [suppliers, criteria] = [survey.suppliers.length, survey.criteria.length];
  const kept = rows.filter(
    (row) => row.weights !== undefined && (!choice || row.choice >= 0) && !row.ratings.some(Number.isNaN),
  );
  const n = kept.length;
  const weights = new Float64Array(n * criteria);
  const ratings = new Float64Array(n * suppliers * criteria);
  const totals = new Float64Array(n * suppliers);
  kept.forEach((row, i) => {
    const own = row.weights as Float64Array;
    weights.set(own, i * criteria);
    ratings.set(row.ratings, i * suppliers * criteria);
    for (let s = 0; s < suppliers; s++) {
      let total = 0;
      for (let c = 0; c < criteria; c++) total += (own[c] as number) * (row.ratings[s * criteria + c] as number);
      totals[i * suppliers + s] = total;
    }
  });
  const choices = Int32Array.from(kept, (row) => row.choice);
  return { n, skipped: rows.length - n, suppliers, criteria, weights, ratings, totals, choices };
}

/** Chances of one respondent to choose each supplier, written into `out`; returns log Σ exp of the utilities. */
export function choiceChances(
  sensitivity: number,
  constants: ArrayLike<number>,
  totals: ArrayLike<number>,
  from: number,
  out: Float64Array,
): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < out.length; s++) {
    out[s] = sensitivity * (totals[from + s] as number) + (constants[s] as number);
    highest = Math.max(highest, out[s] as number);
  }
  let sum = 0;
  for (let s = 0; s < out.length; s++) {
    out[s] = Math.exp((out[s] as number) - highest);
    sum += out[s] as number;
  }
  for (let s = 0; s < out.length; s++) out[s] = (out[s] as number) / sum;
  return highest + Math.log(sum);
}
