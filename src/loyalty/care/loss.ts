import type { Abstention, Estimate } from "../../core/estimate.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import { studentTQuantile } from "../../math/student-t.ts";

/** Losses of the accounts of one tier, in money, on either side; both hold at least two. */
export interface TierLosses {
  readonly silent: Float64Array;
  readonly contacted: Float64Array;
}

/** Above so many degrees of freedom a t quantile is the normal one to all digits that matter. */
const MOST_DF = 1e6;

/**
 * What silent accounts lost beyond accounts of their own tier in contact: the difference of means in each tier, weighted
 * by its silent accounts, so that it speaks of those who fell silent. Welch's interval, its degrees of freedom over all
 * tiers by Satterthwaite.
 *
 * @see Satterthwaite (1946), Biometrics Bulletin 2, 110–114
 */
export function excessLoss(
  tiers: readonly TierLosses[],
  level: number,
): { readonly perSilent: Estimate | Abstention; readonly total: Estimate | Abstention } {
  const silent = tiers.reduce((total, tier) => total + tier.silent.length, 0);
  const n = tiers.reduce((total, tier) => total + tier.contacted.length, silent);
  let value = 0;
  let variance = 0;
  let freedom = 0;
  for (const tier of tiers) {
    const weight = tier.silent.length / silent;
    for (const [column, sign] of [
      [tier.silent, 1],
      [tier.contacted, -1],
    ] as const) {
      const moments = momentsOf(column);
      const part = (weight * weight * (varianceOf(moments) as number)) / column.length;
      value += sign * weight * moments.mean;
      variance += part;
      freedom += (part * part) / (column.length - 1);
    }
  }
  if (!(variance > 0 && freedom > 0)) {
    const abstained: Abstention = { abstained: { code: "care_silence_no_scatter", params: { n } } };
    return { perSilent: abstained, total: abstained };
  }
  const df = Math.min(MOST_DF, Math.max(1, (variance * variance) / freedom));
  const half = -studentTQuantile((1 - level) / 2, df) * Math.sqrt(variance);
  const scaled = (by: number): Estimate => ({
    value: by * value,
    n,
    interval: { lower: by * (value - half), upper: by * (value + half), level },
  });
  return { perSilent: scaled(1), total: scaled(silent) };
}
