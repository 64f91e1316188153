import { createRandom } from "../../math/random.ts";

/** Relative rounding within which two statistics are the same. */
const TIE = 1e-9;

/**
 * Share of ways to deal the units to two arms of the same sizes in which the arms differ at least as much, as measured by
 * Welch's t, so that arms of unequal scatter do not mislead.
 *
 * @see Janssen (1997), Statistics & Probability Letters 36, 9–21; Phipson & Smyth (2010), SAGMB 9, for the added one
 */
export function dealtPValue(
  campaign: ArrayLike<number>,
  comparison: ArrayLike<number>,
  permutations: number,
  seed: number,
): number {
  const random = createRandom(seed);
  // the smaller arm is drawn, the larger one is what remains
  const [few, many] = campaign.length <= comparison.length ? [campaign, comparison] : [comparison, campaign];
  const k = few.length;
  const n = k + many.length;
  const pool = new Float64Array(n);
  pool.set(few);
  pool.set(many, k);
  const middle = pool.reduce((total, value) => total + value / n, 0);
  let [all, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    pool[i] = (pool[i] as number) - middle;
    all += pool[i] as number;
    squares += (pool[i] as number) ** 2;
  }
  const statistic = (): { readonly top: number; readonly bottom: number } => {
    let [one, oneSquared] = [0, 0];
    for (let i = 0; i < k; i++) {
      one += pool[i] as number;
      oneSquared += (pool[i] as number) ** 2;
    }
    const two = all - one;
    const vOne = (oneSquared - (one * one) / k) / (k - 1) / k;
    const vTwo = (squares - oneSquared - (two * two) / (n - k)) / (n - k - 1) / (n - k);
    return { top: (one / k - two / (n - k)) ** 2, bottom: Math.max(0, vOne) + Math.max(0, vTwo) };
  };
  const observed = statistic();
  let atLeast = 1;
  for (let run = 0; run < permutations; run++) {
    for (let i = 0; i < k; i++) {
      const j = random.integer(i, n - 1);
      const held = pool[i] as number;
      pool[i] = pool[j] as number;
      pool[j] = held;
    }
    const drawn = statistic();
    // compared crosswise, so that no scatter within the arms divides by zero; ties count as reached
    if (drawn.top * observed.bottom >= observed.top * drawn.bottom * (1 - TIE)) atLeast++;
  }
  return atLeast / (permutations + 1);
}
