import { requireFinite, requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** What a column leaves behind for its mean and variance: plain JSON that can be merged across groups or days. */
export interface Moments {
  /** Number of rows. */
  readonly n: number;
  /** Arithmetic mean; 0 where n is 0. */
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly m2: number;
}

/** Totals as a database reports them: `COUNT(x)`, `SUM(x)`, `SUM(x * x)`. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** Rounding that totals added up naively may carry, relative to the sum of squares. */
const SUMS_SLACK = 1e-9;

/**
 * Condenses a column to its count, mean and spread in one pass.
 *
 * @param column - Finite numbers; may be empty. Not mutated.
 * @returns Moments that {@link mergeMoments} and {@link varianceOf} take.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` when squared deviations exceed the
 * largest double.
 * @example
 * ```ts
 * momentsOf([2, 4, 4, 6]); // => { n: 4, mean: 4, m2: 8 }
 * ```
 * @see Welford, Note on a method for calculating corrected sums of squares, Technometrics 4 (1962)
 */
export function momentsOf(column: ArrayLike<number>): Moments {
  requireFinite(column, "column");
  let mean = 0;
  let m2 = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    const delta = value - mean;
    mean += delta / (i + 1);
    m2 += delta * (value - mean);
  }
  return checked(column.length, mean, m2);
}

/**
 * Moments of two groups taken together, as if their rows had stood in one column.
 *
 * @param a - Moments of one group; a group of no rows changes nothing.
 * @param b - Moments of the other group.
 * @returns Moments of both.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * mergeMoments(momentsOf([2, 4]), momentsOf([4, 6])); // => { n: 4, mean: 4, m2: 8 }
 * ```
 * @see Chan, Golub, LeVeque, Algorithms for computing the sample variance, The American Statistician 37 (1983), eq. 2.1
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  requireMoments(a, "a");
  requireMoments(b, "b");
  if (a.n === 0) return { n: b.n, mean: b.mean, m2: b.m2 };
  if (b.n === 0) return { n: a.n, mean: a.mean, m2: a.m2 };
  const n = a.n + b.n;
  const delta = b.mean - a.mean;
  return checked(n, a.mean + delta * (b.n / n), a.m2 + b.m2 + delta * delta * a.n * (b.n / n));
}

/**
 * Sample variance, the squared spread of a column around its mean.
 *
 * @param moments - From {@link momentsOf}, {@link mergeMoments} or {@link momentsFromSums}.
 * @returns m2 / (n − 1) in squared units of the column; `undefined` below two rows, where no spread can be known.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * varianceOf(momentsOf([1, 2, 3, 4, 5])); // => 2.5
 * varianceOf(momentsOf([7])); // => undefined
 * ```
 */
export function varianceOf(moments: Moments): number | undefined {
  requireMoments(moments, "moments");
  return moments.n < 2 ? undefined : moments.m2 / (moments.n - 1);
}

/**
 * Moments from totals, where a database has added the rows up already. Precision is lost where the mean is large
 * against the spread: centre the column in the query first.
 *
 * @param sums - Count, sum and sum of squares of the same rows.
 * @returns Moments; a spread that rounding made slightly negative is 0.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `inconsistent` when no column has such
 * totals.
 * @example
 * ```ts
 * momentsFromSums({ n: 4, sum: 16, sumOfSquares: 72 }); // => { n: 4, mean: 4, m2: 8 }
 * ```
 */
export function momentsFromSums(sums: Sums): Moments {
  requireObject(sums, "sums");
  const { n, sum, sumOfSquares } = sums;
  requireNumber(n, "sums.n", { min: 0, integer: true });
  requireNumber(sum, "sums.sum");
  requireNumber(sumOfSquares, "sums.sumOfSquares", { min: 0 });
  const mean = n === 0 ? 0 : sum / n;
  const m2 = sumOfSquares - mean * sum;
  const slack = SUMS_SLACK * sumOfSquares;
  const impossible = n === 0 ? sum !== 0 || sumOfSquares !== 0 : n === 1 ? Math.abs(m2) > slack : m2 < -slack;
  if (impossible) {
    throw new ClienteleError(
      "inconsistent",
      `no ${n} rows add up to sum ${sum} and sumOfSquares ${sumOfSquares}; take all three from the same rows`,
      { n, sum, sumOfSquares },
    );
  }
  return checked(n, mean, n === 1 ? 0 : Math.max(0, m2));
}

function requireMoments(moments: Moments, name: string): void {
  requireObject(moments, name);
  requireNumber(moments.n, `${name}.n`, { min: 0, integer: true });
  requireNumber(moments.mean, `${name}.mean`);
  requireNumber(moments.m2, `${name}.m2`, { min: 0 });
  if (moments.n === 0 && (moments.mean !== 0 || moments.m2 !== 0)) {
    throw new ClienteleError("inconsistent", `${name} holds no rows, so its mean and m2 must be 0`, { name });
  }
}

function checked(n: number, mean: number, m2: number): Moments {
  if (Number.isFinite(mean) && Number.isFinite(m2)) return { n, mean, m2 };
  throw new ClienteleError("out_of_range", "squared deviations exceed the largest number; use a larger unit", { n });
}
