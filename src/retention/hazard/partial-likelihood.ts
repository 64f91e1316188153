import type { LogLikelihood } from "./newton.ts";
import { type RiskRows, riskSums, walkRiskSets } from "./risk-sets.ts";
import type { CoxTies } from "./types.ts";

/** Sums over the leavers of one age taken out one by one: l of d has 1 − l·leaving/(d·total) of the risk left. @internal */
export interface TieSums {
  /** Σ q, Σ f·q with f = l/d and q = 1/(1 − f·leaving/total). */
  a0: number;
  a1: number;
  /** Σ q², Σ f·q², Σ f²·q². */
  b0: number;
  b1: number;
  b2: number;
  /** −Σ log q. */
  log: number;
}

/** Efron's sums; with one leaver, or after Breslow, all have the full risk. @internal */
export function tieSums(out: TieSums, leavers: number, share: number): void {
  out.a0 = 0;
  out.a1 = 0;
  out.b0 = 0;
  out.b1 = 0;
  out.b2 = 0;
  out.log = 0;
  for (let l = 0; l < leavers; l++) {
    const f = l / leavers;
    const q = 1 / (1 - f * share);
    out.a0 += q;
    out.a1 += f * q;
    out.b0 += q * q;
    out.b1 += f * q * q;
    out.b2 += f * f * q * q;
    out.log -= Math.log(q);
  }
}

/** Weight times e to the linear predictor, by position. */
export function riskOf({ n, p, x, weight }: RiskRows, beta: Float64Array, risk: Float64Array): void {
  for (let k = 0, at = 0; k < n; k++) {
    let score = 0;
    for (let j = 0; j < p; j++) score += (beta[j] as number) * (x[at++] as number);
    risk[k] = (weight[k] as number) * Math.exp(score);
  }
}

/**
 * The partial likelihood of Cox over sorted rows, to be climbed.
 *
 * @param factor - How often what happens at an age counts; once where left out.
 * @see Efron (1977), JASA 72, 557–565; Breslow (1974), Biometrics 30, 89–99
 */
export function partialLikelihood(rows: RiskRows, ties: CoxTies, factor?: (age: number) => number): LogLikelihood {
  const { n, p, x, left, stop, weight } = rows;
  const risk = new Float64Array(n);
  const sums = riskSums(p);
  const tie: TieSums = { a0: 0, a1: 0, b0: 0, b1: 0, b2: 0, log: 0 };
  const efron = ties === "efron";
  const seen = new Float64Array(p);
  for (let k = 0; k < n; k++) {
    if (left[k] !== 1) continue;
    const counts = (weight[k] as number) * (factor === undefined ? 1 : factor(stop[k] as number));
    for (let j = 0; j < p; j++) seen[j] = (seen[j] as number) + counts * (x[k * p + j] as number);
  }
  const mean = new Float64Array(p);
  const leavingMean = new Float64Array(p);
  return (beta, gradient, information) => {
    riskOf(rows, beta, risk);
    gradient.set(seen);
    information.fill(0);
    let value = 0;
    for (let j = 0; j < p; j++) value += (beta[j] as number) * (seen[j] as number);
    walkRiskSets(rows, risk, sums, { second: true, ties: efron }, (at) => {
      const { total, leavers, first, second, leavingFirst, leavingSecond } = at;
      const leaving = at.weight * (factor === undefined ? 1 : factor(at.age));
      for (let j = 0; j < p; j++) mean[j] = (first[j] as number) / total;
      if (leavers === 1 || !efron) {
        value -= leaving * Math.log(total);
        for (let j = 0, c = 0; j < p; j++) {
          const m = mean[j] as number;
          gradient[j] = (gradient[j] as number) - leaving * m;
          for (let l = 0; l <= j; l++, c++) {
            const cell = leaving * ((second[c] as number) / total - m * (mean[l] as number));
            information[j * p + l] = (information[j * p + l] as number) + cell;
          }
        }
        return;
      }
      tieSums(tie, leavers, at.leaving / total);
      const { a0, a1, b0, b1, b2 } = tie;
      const each = leaving / leavers;
      value -= each * (leavers * Math.log(total) + tie.log);
      for (let j = 0; j < p; j++) leavingMean[j] = (leavingFirst[j] as number) / total;
      for (let j = 0, c = 0; j < p; j++) {
        const m = mean[j] as number;
        const d = leavingMean[j] as number;
        gradient[j] = (gradient[j] as number) - each * (a0 * m - a1 * d);
        for (let l = 0; l <= j; l++, c++) {
          const ml = mean[l] as number;
          const dl = leavingMean[l] as number;
          const spread = a0 * ((second[c] as number) / total) - a1 * ((leavingSecond[c] as number) / total);
          const cell = each * (spread - b0 * m * ml + b1 * (m * dl + d * ml) - b2 * d * dl);
          information[j * p + l] = (information[j * p + l] as number) + cell;
        }
      }
    });
    for (let j = 0; j < p; j++) for (let l = 0; l < j; l++) information[l * p + j] = information[j * p + l] as number;
    return value;
  };
}
