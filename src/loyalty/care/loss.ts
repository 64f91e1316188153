import type { Abstention, Estimate } from "../../core/estimate.ts";
import { momentsOf } from "../../math/moments.ts";
import { studentTQuantile } from "../../math/student-t.ts";

/** Losses of the accounts of one tier, in money, on either side; both hold at least two. */
export interface TierLosses {
  readonly silent: Float64Array;
  readonly contacted: Float64Array;
  /** What an account that left has lost on average in this tier, and what one that stayed. */
  readonly typical: readonly [lost: number, kept: number];
}

/** Above so many degrees of freedom a t quantile is the normal one to all digits that matter. */
const MOST_DF = 1e6;

/**
 * What silent accounts lost beyond accounts of their own tier in contact: the difference of means in each tier, weighted
 * by its silent accounts, so that it speaks of those who fell silent.
 *
 * Losses are many zeros and a few large amounts: where by luck few left, Welch's interval is too short and lies too low.
 * As Agresti and Caffo do for shares, one typical loss and one typical stay are added to either side of each tier for the
 * interval, not for the value; it then is Welch's, with Satterthwaite's degrees of freedom.
 *
 * @see Agresti and Caffo (2000), The American Statistician 54, 280–288; Satterthwaite (1946), Biometrics Bulletin 2, 110–114
 */
export function excessLoss(
  tiers: readonly TierLosses[],
  level: number,
): { readonly perSilent: Estimate | Abstention; readonly total: Estimate | Abstention } {
  const silent = tiers.reduce((total, tier) => total + tier.silent.length, 0);
  const n = tiers.reduce((total, tier) => total + tier.contacted.length, silent);
  let value = 0;
  let centre = 0;
  let variance = 0;
  let freedom = 0;
  for (const tier of tiers) {
    const share = tier.silent.length / silent;
    for (const [column, weight] of [
      [tier.silent, share],
      [tier.contacted, -share],
    ] as const) {
      const padded = momentsOf([...column, ...tier.typical]);
      const part = (weight * weight * padded.m2) / (padded.n - 1) / padded.n;
      value += weight * momentsOf(column).mean;
      centre += weight * padded.mean;
      variance += part;
      freedom += (part * part) / (padded.n - 1);
    }
  }
  if (!(variance > 0 && freedom > 0)) {
    const abstained: Abstention = { abstained: { code: "care_silence_no_scatter", params: { n } } };
    return { perSilent: abstained, total: abstained };
  }
  const df = Math.min(MOST_DF, Math.max(1, (variance * variance) / freedom));
  const half = -studentTQuantile((1 - level) / 2, df) * Math.sqrt(variance);
  // at low levels the added accounts could push the value itself out of its interval
  const [lower, upper] = [Math.min(value, centre - half), Math.max(value, centre + half)];
  const scaled = (by: number): Estimate => ({
    value: by * value,
    n,
    interval: { lower: by * lower, upper: by * upper, level },
  });
  return { perSilent: scaled(1), total: scaled(silent) };
}
