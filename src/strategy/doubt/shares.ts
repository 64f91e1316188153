import type { Estimate } from "../../core/estimate.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { HermiteFit } from "./hermite.ts";

/**
 * Share of an outcome's variance that a regression explains, corrected for what as many columns of noise would explain
 * (first-order Sobol index). Undefined where the outcome does not vary.
 *
 * @see Saltelli et al., Global Sensitivity Analysis (2008), section 1.2; Olkin & Finn (1995) for the interval
 */
export function explainedShare(
  outcome: ArrayLike<number>,
  { fitted, degree }: HermiteFit,
  total: number,
  level: number,
): Estimate | undefined {
  const n = outcome.length;
  const moments = momentsOf(outcome);
  const own = varianceOf(moments) ?? 0;
  if (!(own > 0 && total > 0)) return undefined;
  let rest = 0;
  for (let d = 0; d < n; d++) rest += ((outcome[d] as number) - (fitted[d] as number)) ** 2;
  const raw = 1 - ((rest / moments.m2) * (n - 1)) / (n - 1 - degree);
  const share = Math.min(1, Math.max(0, raw));
  const spread = Math.sqrt((4 * share * (1 - share) ** 2) / n + (2 * degree) / (n * n));
  const reach = normalQuantile((1 + level) / 2) * spread;
  const scale = Math.min(1, own / total);
  return {
    value: share * scale,
    n,
    interval: { lower: Math.max(0, share - reach) * scale, upper: Math.min(1, share + reach) * scale, level },
  };
}
