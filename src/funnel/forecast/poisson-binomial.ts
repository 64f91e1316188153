/** Chances below this are no longer carried along: together they stay far under 1e-12. */
const NEGLIGIBLE = 1e-18;

/**
 * Exact distribution of the number of wins among independent deals with their own chances: cell k is the chance of
 * exactly k wins.
 *
 * @see Hong (2013), Computational Statistics & Data Analysis 59, 41–51, the recursive formula
 */
export function poissonBinomial(chances: ArrayLike<number>): Float64Array {
  const mass = new Float64Array(chances.length + 1);
  mass[0] = 1;
  let low = 0;
  let high = 0;
  for (let i = 0; i < chances.length; i++) {
    const p = chances[i] as number;
    const q = 1 - p;
    high++;
    for (let k = high; k > low; k--) mass[k] = (mass[k] as number) * q + (mass[k - 1] as number) * p;
    mass[low] = (mass[low] as number) * q;
    while (low < high && (mass[low] as number) < NEGLIGIBLE) mass[low++] = 0;
    while (high > low && (mass[high] as number) < NEGLIGIBLE) mass[high--] = 0;
  }
  return mass;
}
