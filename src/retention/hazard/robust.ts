import { countUpTo } from "../../math/count-below.ts";
import type { Coded } from "../coded.ts";
import type { HazardSteps } from "./hazard-steps.ts";
import type { RiskRows } from "./risk-sets.ts";

/**
 * Covariance of the coefficients that does not trust the model: from what each row, or each cluster of rows, pulls the
 * coefficients by.
 *
 * @param risk - Weight times e to the linear predictor, by position.
 * @param covariance - Covariance by the model, p × p.
 * @param clusters - Cluster of each row of the caller's table; each row by itself where left out.
 * @see Lin & Wei (1989), JASA 84, 1074–1078; Therneau & Grambsch (2000), Modeling Survival Data, section 7.1
 */
export function robustCovariance(
  rows: RiskRows,
  risk: Float64Array,
  steps: HazardSteps,
  covariance: Float64Array,
  clusters: Coded | undefined,
): Float64Array {
  const { p, n, row, weight } = rows;
  const pulls = new Float64Array((clusters === undefined ? n : clusters.ids.length) * p);
  scoreResiduals(rows, risk, steps, (k, residual) => {
    const at = (clusters === undefined ? k : (clusters.codes[row[k] as number] as number)) * p;
    for (let j = 0; j < p; j++)
      pulls[at + j] = (pulls[at + j] as number) + (weight[k] as number) * (residual[j] as number);
  });
  // V · Σ u·uᵀ · V
  const middle = new Float64Array(p * p);
  for (let at = 0; at < pulls.length; at += p) {
    for (let j = 0; j < p; j++) {
      for (let l = 0; l <= j; l++) {
        middle[j * p + l] = (middle[j * p + l] as number) + (pulls[at + j] as number) * (pulls[at + l] as number);
      }
    }
  }
  for (let j = 0; j < p; j++) for (let l = 0; l < j; l++) middle[l * p + j] = middle[j * p + l] as number;
  const half = product(covariance, middle, p);
  const robust = product(half, covariance, p);
  for (let j = 0; j < p; j++) for (let l = 0; l < j; l++) robust[l * p + j] = robust[j * p + l] as number;
  return robust;
}

/** Calls back with the score residual of every position, before its weight; the array is used again. */
function scoreResiduals(
  { n, p, x, stop, left, weight, strata, entry }: RiskRows,
  risk: Float64Array,
  steps: HazardSteps,
  visit: (position: number, residual: Float64Array) => void,
): void {
  const residual = new Float64Array(p);
  const { ages, spared, sparedMeans, leftFrom } = steps;
  const { hazard, means } = cumulated(steps, p);
  for (let s = 0; s + 1 < strata.length; s++) {
    const from = steps.strata[s] as number;
    const part = ages.subarray(from, steps.strata[s + 1] as number);
    for (let k = strata[s] as number; k < Math.min(n, strata[s + 1] as number); k++) {
      const last = countUpTo(part, stop[k] as number);
      const first = entry === undefined ? 0 : countUpTo(part, entry[k] as number);
      const factor = (risk[k] as number) / (weight[k] as number);
      // cumulated columns carry a leading zero per stratum
      const high = from + s + last;
      const low = from + s + first;
      const borne = (hazard[high] as number) - (hazard[low] as number);
      const step = from + last - 1;
      const leaves = left[k] === 1;
      for (let j = 0; j < p; j++) {
        const value = x[k * p + j] as number;
        let pull = (means[high * p + j] as number) - (means[low * p + j] as number) - value * borne;
        if (leaves) pull += value * (spared[step] as number) - (sparedMeans[step * p + j] as number);
        residual[j] = factor * pull + (leaves ? value - (leftFrom[step * p + j] as number) : 0);
      }
      visit(k, residual);
    }
  }
}

/** Sums of steps from the youngest age on, with a leading zero per stratum. */
function cumulated(steps: HazardSteps, p: number): { readonly hazard: Float64Array; readonly means: Float64Array } {
  const groups = steps.strata.length - 1;
  const hazard = new Float64Array(steps.ages.length + groups);
  const means = new Float64Array(hazard.length * p);
  for (let s = 0; s < groups; s++) {
    for (let k = steps.strata[s] as number; k < (steps.strata[s + 1] as number); k++) {
      const at = k + s;
      hazard[at + 1] = (hazard[at] as number) + (steps.hazard[k] as number);
      for (let j = 0; j < p; j++) {
        means[(at + 1) * p + j] = (means[at * p + j] as number) + (steps.means[k * p + j] as number);
      }
    }
  }
  return { hazard, means };
}

function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const out = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      const cell = a[i * p + k] as number;
      for (let j = 0; j < p; j++) out[i * p + j] = (out[i * p + j] as number) + cell * (b[k * p + j] as number);
    }
  }
  return out;
}
