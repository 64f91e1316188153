/** A rate drawn towards that of all. */
export interface ShrunkRate {
  readonly value: number;
  /** How much of the group's own rate is in it, 0 to 1. */
  readonly weight: number;
}

/**
 * Draws the win rates of groups towards the rate of all, as far as chance alone would make them differ: beta–binomial,
 * the variance between groups by moments, E Σ(wᵢ − nᵢp̂)² = Σ nᵢpq(1 − nᵢ/N) under no difference.
 *
 * @see Casella (1985), The American Statistician 39, 83–87
 */
export function shrinkRates(won: readonly number[], n: readonly number[]): ShrunkRate[] {
  const total = n.reduce((sum, one) => sum + one, 0);
  const p = won.reduce((sum, one) => sum + one, 0) / total;
  const binomial = p * (1 - p);
  let scatter = 0;
  let pairs = 0;
  for (let i = 0; i < n.length; i++) {
    const size = n[i] as number;
    scatter += ((won[i] as number) - size * p) ** 2 - size * binomial * (1 - size / total);
    pairs += size * (size - 1);
  }
  const between = pairs > 0 ? Math.min(binomial, Math.max(0, scatter / pairs)) : 0;
  return n.map((size, i) => {
    // beta(ap, aq) with a = pq / between − 1 has that variance
    const weight = between > 0 && size > 0 ? size / (size + binomial / between - 1) : 0;
    return { value: size > 0 ? p + weight * ((won[i] as number) / size - p) : p, weight };
  });
}
