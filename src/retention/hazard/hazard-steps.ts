import { type TieSums, tieSums } from "./partial-likelihood.ts";
import { type RiskRows, riskSums, walkRiskSets } from "./risk-sets.ts";
import type { CoxTies } from "./types.ts";

/** The steps of the baseline hazard, by stratum and, within, by age ascending. */
export interface HazardSteps {
  readonly ages: Float64Array;
  readonly atRisk: Float64Array;
  /** Step of the cumulative hazard, and of its variance. */
  readonly hazard: Float64Array;
  readonly variance: Float64Array;
  /** Step times the mean of the risk set, term by term. */
  readonly means: Float64Array;
  /** What those who leave at that age do not bear of the step (Efron), the same times the mean, and the mean they left from. */
  readonly spared: Float64Array;
  readonly sparedMeans: Float64Array;
  readonly leftFrom: Float64Array;
  /** Where the steps of each stratum begin, and their number at the end. */
  readonly strata: readonly number[];
}

/**
 * Steps of the baseline hazard at given risks: after Breslow, or with leavers of one age taken out one by one as Efron
 * does.
 *
 * @see Therneau & Grambsch (2000), Modeling Survival Data, section 10.2 and appendix
 */
export function hazardSteps(rows: RiskRows, risk: Float64Array, ties: CoxTies): HazardSteps {
  const { p } = rows;
  const count = countSteps(rows);
  const steps = {
    ages: new Float64Array(count),
    atRisk: new Float64Array(count),
    hazard: new Float64Array(count),
    variance: new Float64Array(count),
    means: new Float64Array(count * p),
    spared: new Float64Array(count),
    sparedMeans: new Float64Array(count * p),
    leftFrom: new Float64Array(count * p),
  };
  const perStratum = new Array<number>(rows.strata.length - 1).fill(0);
  const tie: TieSums = { a0: 0, a1: 0, b0: 0, b1: 0, b2: 0, log: 0 };
  let k = 0;
  walkRiskSets(rows, risk, riskSums(p), { second: false, ties: ties === "efron" }, (at) => {
    const { total, leavers, weight, first, leavingFirst } = at;
    const breslow = ties === "breslow";
    // one by one where each has a share of its own
    const share = breslow || leavers === 1 ? 0 : at.leaving / total;
    tieSums(tie, breslow ? 1 : leavers, share);
    const each = breslow ? weight : weight / leavers;
    const step = each / total;
    steps.ages[k] = at.age;
    steps.atRisk[k] = at.atRisk;
    steps.hazard[k] = step * tie.a0;
    steps.variance[k] = (step / total) * tie.b0;
    steps.spared[k] = step * tie.a1;
    for (let j = 0; j < p; j++) {
      const m = (first[j] as number) / total;
      const d = share === 0 ? 0 : (leavingFirst[j] as number) / total;
      steps.means[k * p + j] = step * (tie.b0 * m - tie.b1 * d);
      steps.sparedMeans[k * p + j] = step * (tie.b1 * m - tie.b2 * d);
      steps.leftFrom[k * p + j] = (tie.a0 * m - tie.a1 * d) / (breslow ? 1 : leavers);
    }
    perStratum[at.stratum] = (perStratum[at.stratum] as number) + 1;
    k++;
  });
  const strata = [0];
  for (const steps of perStratum) strata.push((strata.at(-1) as number) + steps);
  // the walk went from the oldest age down
  for (let s = 0; s + 1 < strata.length; s++) {
    for (const [column, width] of [
      [steps.ages, 1],
      [steps.atRisk, 1],
      [steps.hazard, 1],
      [steps.variance, 1],
      [steps.spared, 1],
      [steps.means, p],
      [steps.sparedMeans, p],
      [steps.leftFrom, p],
    ] as const) {
      turn(column, strata[s] as number, strata[s + 1] as number, width);
    }
  }
  return { ...steps, strata };
}

function countSteps({ strata, stop, left }: RiskRows): number {
  let count = 0;
  for (let s = 0; s + 1 < strata.length; s++) {
    let last = -1;
    for (let k = strata[s] as number; k < (strata[s + 1] as number); k++) {
      if (left[k] !== 1 || stop[k] === last) continue;
      last = stop[k] as number;
      count++;
    }
  }
  return count;
}

/** Reverses blocks of `width` cells between two positions. */
function turn(column: Float64Array, from: number, to: number, width: number): void {
  for (let low = from, high = to - 1; low < high; low++, high--) {
    for (let j = 0; j < width; j++) {
      const cell = column[low * width + j] as number;
      column[low * width + j] = column[high * width + j] as number;
      column[high * width + j] = cell;
    }
  }
}
