/** Saaty's random indices for 1 to 15 items (The Analytic Hierarchy Process, 1980, p. 21). */
const SAATY = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59] as const;

/** Mean λmax of random matrices, slope and intercept in n (Alonso & Lamata 2006), for more items than Saaty printed. */
const MEAN_LAMBDA = { slope: 2.7699, intercept: -4.3513 } as const;

/**
 * The consistency index to expect of judgements made at random. With pairs left out it shrinks in proportion to the
 * judgements left to contradict one another, (n − 1)(n − 2)/2 of them in a full matrix and none when n − 1 judgements
 * just connect the items. `undefined` there.
 *
 * @see Ágoston & Csató, Inconsistency thresholds for incomplete pairwise comparison matrices, Omega 108 (2022)
 */
export function randomIndexOf(n: number, missing: number): number | undefined {
  const spare = ((n - 1) * (n - 2)) / 2;
  if (n < 3 || missing >= spare) return undefined;
  const full = SAATY[n - 1] ?? (MEAN_LAMBDA.slope * n + MEAN_LAMBDA.intercept - n) / (n - 1);
  return full * (1 - missing / spare);
}
