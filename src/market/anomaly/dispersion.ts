import type { Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { midranks } from "../../math/ranks.ts";
import { robustScale } from "./robust-scale.ts";

/** Rows that a search for a change of spread needs, and rows on either side of it. */
const FEWEST = 30;
const SIDE = 8;

/** Where a spread changed. */
interface SpreadChange {
  readonly pValue: number;
  /** First place of the new spread. */
  readonly at: number;
  readonly ratio: Estimate;
}

/**
 * Does the spread change on the way? The ranks of the distances are summed up along the way; where large ones stand
 * together the sum runs off, and how far it runs by chance is known whatever the distribution.
 *
 * @param z - Scores in the order of time.
 * @see Pettitt (1979), Applied Statistics 28, 126–135; Kolmogorov's distribution for the largest excursion
 */
export function spreadChange(z: Float64Array, level: number): SpreadChange | undefined {
  const n = z.length;
  if (n < FEWEST) return undefined;
  const { ranks } = midranks(z.map((score) => Math.abs(score)));
  const middle = (n + 1) / 2;
  let spread = 0;
  let shared = 0;
  ranks.forEach((rank, i) => {
    spread += (rank - middle) ** 2;
    if (i > 0) shared += (rank - middle) * ((ranks[i - 1] as number) - middle);
  });
  if (spread === 0) return undefined;
  // distances that resemble their neighbours run further by chance
  const rho = Math.max(0, Math.min(0.9, shared / spread));
  const step = Math.sqrt((spread / n) * ((1 + rho) / (1 - rho)));
  let sum = 0;
  let most = 0;
  let at = SIDE;
  for (let i = 0; i < n - SIDE; i++) {
    sum += (ranks[i] as number) - middle;
    if (i + 1 >= SIDE && Math.abs(sum) > most) {
      most = Math.abs(sum);
      at = i + 1;
    }
  }
  const before = robustScale(z.subarray(0, at), 0);
  const after = robustScale(z.subarray(at), 0);
  if (before === 0 || after === 0) return undefined;
  const value = after / before;
  // the logarithm of a robust spread has a variance of about 1 / (2 · 0.53 n), see calibrate.ts
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt((1 / at + 1 / (n - at)) / 1.06);
  return {
    pValue: kolmogorov(most / (step * Math.sqrt(n))),
    at,
    ratio: { value, n, interval: { lower: value * Math.exp(-reach), upper: value * Math.exp(reach), level } },
  };
}

function kolmogorov(distance: number): number {
  if (distance < 0.3) return 1;
  let p = 0;
  for (let k = 1; k <= 20; k++) p += 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * distance * distance);
  return Math.min(1, Math.max(0, p));
}
