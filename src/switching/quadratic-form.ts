/** Variance of Σ slope · x where the x have this covariance, row by row. */
export function quadraticForm(covariance: ArrayLike<number>, slopes: ArrayLike<number>): number {
  const size = slopes.length;
  let total = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      total += (slopes[i] as number) * (slopes[j] as number) * (covariance[i * size + j] as number);
    }
  }
  return total;
}
