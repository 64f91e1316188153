import type { BuyingCells } from "./cells.ts";
import { climb, ladderOf } from "./ladder.ts";
import type { Likelihood } from "./likelihood.ts";
import { newStopping, stoppingIntegral } from "./stopping.ts";

/**
 * Log-likelihood of Pareto/NBD:
 *
 * L = Γ(r+x)/Γ(r) · αʳ · βˢ · ((α+T)^(−r−x) · (β+T)^(−s) + ∫ (α+y)^(−r−x) · s·(β+y)^(−s−1) dy), y from t_x to T:
 * alive at T, or stopped at y. The derivatives are means under the same integrand.
 *
 * @see Fader, Hardie, A Note on Deriving the Pareto/NBD Model (2005)
 */
export function paretoLikelihood(cells: BuyingCells): Likelihood {
  const { frequency, recency, age, count } = cells;
  const purchases = ladderOf(frequency, count);
  const customers = count.reduce((total, n) => total + n, 0);
  const stopping = newStopping();

  const evaluate = (logs: ArrayLike<number>, gradient: Float64Array): number => {
    const [r, alpha, s, beta] = [0, 1, 2, 3].map((i) => Math.exp(logs[i] as number)) as [
      number,
      number,
      number,
      number,
    ];
    const [logAlpha, logBeta] = [logs[1] as number, logs[3] as number];
    const [risen, risenByR] = climb(purchases, r);
    let value = customers * (r * logAlpha + s * logBeta) + risen;
    let byR = customers * logAlpha + risenByR;
    let byAlpha = (customers * r) / alpha;
    let byS = customers * logBeta;
    let byBeta = (customers * s) / beta;
    for (let i = 0; i < count.length; i++) {
      const n = count[i] as number;
      const T = age[i] as number;
      const rho = r + (frequency[i] as number);
      const [atAlpha, atBeta] = [alpha + T, beta + T];
      const [logA, logB] = [Math.log(atAlpha), Math.log(atBeta)];
      const alive = -rho * logA - s * logB;
      stoppingIntegral(rho, alpha, s, beta, recency[i] as number, T, stopping, true);
      const u = stopping.log - alive;
      const e = Math.exp(-Math.abs(u));
      value += n * (alive + Math.log1p(e) + Math.max(u, 0));
      const gone = (u > 0 ? 1 : e) / (1 + e);
      const there = n * (u > 0 ? e / (1 + e) : 1 / (1 + e));
      byR -= there * logA;
      byAlpha -= (there * rho) / atAlpha;
      byS -= there * logB;
      byBeta -= (there * s) / atBeta;
      if (gone === 0) continue;
      const stopped = n * gone;
      byR -= stopped * stopping.logAlpha;
      byAlpha -= stopped * rho * stopping.inverseAlpha;
      byS += stopped * (1 / s - stopping.logBeta);
      byBeta -= stopped * (s + 1) * stopping.inverseBeta;
    }
    gradient[0] = byR * r;
    gradient[1] = byAlpha * alpha;
    gradient[2] = byS * s;
    gradient[3] = byBeta * beta;
    return value;
  };
  return { size: 4, evaluate };
}
