import { requireFinite, requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";

/**
 * Measures relative market share from a sample of purchases: how many were ours for each one of the largest rival, with
 * its interval. What comes back goes straight into a portfolio.
 *
 * @param ours - Purchases of the sample that were ours: a whole number, 0 or more.
 * @param rivals - Purchases of each rival: whole numbers, at least one rival.
 * @param options - `level` of the interval, default 0.95.
 * @returns The ratio to the largest rival; `n` is the purchases of both. Abstains where either of the two sold nothing
 * in the sample, because a ratio on a logarithmic scale then has no place.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `empty_input`.
 * @example
 * ```ts
 * const share = measureRelativeShare(60, [40, 25]);
 * share.value; // => 1.5
 * share.interval.lower; // ≈ 1.008
 * ```
 * @see Given the sum of both counts the share of ours among them is a binomial rate p, and the ratio is p / (1 − p);
 * its interval is Wilson's (1927), carried over.
 */
export function measureRelativeShare(
  ours: number,
  rivals: readonly number[],
  options: { readonly level?: number } = {},
): Estimate | Abstention {
  const count = { min: 0, max: 1e9, integer: true } as const;
  requireNumber(ours, "ours", count);
  requireNonEmpty(rivals, "rivals");
  requireFinite(rivals, "rivals");
  Array.from(rivals).forEach((rival, i) => {
    requireNumber(rival, `rivals[${i}]`, count);
  });
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const largest = Array.from(rivals).reduce((most, rival) => Math.max(most, rival), 0);
  if (ours === 0 || largest === 0) {
    return { abstained: { code: "portfolio_share_empty", params: { ours, rival: largest } } };
  }
  const n = ours + largest;
  const { lower, upper } = wilsonInterval(ours, n, level);
  return { value: ours / largest, n, interval: { lower: lower / (1 - lower), upper: upper / (1 - upper), level } };
}
