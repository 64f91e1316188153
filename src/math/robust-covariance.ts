import { requireColumn, requireNumber, requireObject, requireOneOf } from "../core/checks.ts";
import type { LeastSquaresFit } from "./least-squares.ts";

/** How the scatter of coefficients is reckoned: `classic` takes one spread for all rows, the others each row's own. */
export type CovarianceKind = "classic" | "hc0" | "hc1" | "hc2" | "hc3";

/** From here on a row is its own fitted value, so that its miss says nothing of its spread. */
export const FULL_LEVERAGE: number = 1 - 1e-9;

/**
 * How far fitted coefficients would scatter from sample to sample, without supposing that all rows are spread alike.
 *
 * @param fit - From {@link leastSquares}, with more rows than coefficients.
 * @param kind - `"hc3"` is the careful choice for any size; `"classic"` the textbook's.
 * @returns Covariance of `[center, ...kept coefficients]`, rank × rank, row by row. A row that decides a coefficient
 * alone counts with the spread of all.
 * @throws ClienteleError `unknown_id`, `out_of_range` when no row is left over to tell a spread.
 * @example
 * ```ts
 * const fit = leastSquares([Float64Array.of(1, 2, 3, 4)], Float64Array.of(3, 5, 7, 10));
 * sandwichCovariance(fit, "hc3")[3]; // ≈ 0.133469
 * sandwichCovariance(fit, "classic")[3]; // ≈ 0.03
 * ```
 * @see MacKinnon & White (1985), Journal of Econometrics 29, 305–325; Long & Ervin (2000), American Statistician 54
 */
export function sandwichCovariance(fit: LeastSquaresFit, kind: CovarianceKind): Float64Array {
  requireOneOf(kind, ["classic", "hc0", "hc1", "hc2", "hc3"], "kind");
  requireObject(fit, "fit");
  const { n, rank, basis, residuals, leverage, residualSquares } = fit;
  requireNumber(n - rank, "fit.n − fit.rank", { min: 1 });
  const variance = residualSquares / (n - rank);
  const middle = new Float64Array(rank * rank);
  if (kind === "classic") {
    for (let k = 0; k < rank; k++) middle[k * (rank + 1)] = variance;
    return around(fit.fromBasis, middle, rank);
  }
  const power = kind === "hc3" ? 2 : kind === "hc2" ? 1 : 0;
  const factor = kind === "hc1" ? n / (n - rank) : 1;
  const first = basis[0] as Float64Array;
  const norm = rootMass(fit);
  for (let i = 0; i < n; i++) {
    const own = leverage[i] as number;
    // a miss counts by the root of its row's weight, which the first column of the basis holds
    const miss = (residuals[i] as number) * (first[i] as number) * norm;
    const square = own >= FULL_LEVERAGE ? variance : (factor * (miss * miss)) / (power === 0 ? 1 : (1 - own) ** power);
    for (let k = 0; k < rank; k++) {
      const part = ((basis[k] as Float64Array)[i] as number) * square;
      for (let m = 0; m <= k; m++) {
        const at = k * rank + m;
        middle[at] = (middle[at] as number) + part * ((basis[m] as Float64Array)[i] as number);
      }
    }
  }
  mirror(middle, rank);
  return around(fit.fromBasis, middle, rank);
}

/**
 * The same where rows of one cluster (customers of one agent, months of one shop) rise and fall together.
 *
 * @param fit - From {@link leastSquares}, with more rows than coefficients.
 * @param clusters - Cluster of each row, whole numbers from 0 without gaps.
 * @param count - How many clusters, at least 2.
 * @returns Covariance of `[center, ...kept coefficients]`, rank × rank, row by row.
 * @throws ClienteleError `out_of_range`.
 * @example
 * ```ts
 * const fit = leastSquares([Float64Array.of(1, 2, 3, 4)], Float64Array.of(3, 5, 7, 10));
 * clusteredCovariance(fit, Uint32Array.of(0, 0, 1, 1), 2)[3]; // ≈ 0.015
 * ```
 * @see Cameron & Miller (2015), Journal of Human Resources 50, eq. 11 and 12
 */
export function clusteredCovariance(fit: LeastSquaresFit, clusters: Uint32Array, count: number): Float64Array {
  requireObject(fit, "fit");
  requireColumn(clusters, "clusters");
  const { n, rank, basis, residuals } = fit;
  requireNumber(n - rank, "fit.n − fit.rank", { min: 1 });
  requireNumber(count, "count", { min: 2, integer: true });
  const sums = new Float64Array(count * rank);
  const first = basis[0] as Float64Array;
  const norm = rootMass(fit);
  for (let i = 0; i < n; i++) {
    const miss = (residuals[i] as number) * (first[i] as number) * norm;
    const from = (clusters[i] as number) * rank;
    for (let k = 0; k < rank; k++) {
      sums[from + k] = (sums[from + k] as number) + miss * ((basis[k] as Float64Array)[i] as number);
    }
  }
  const factor = (count / (count - 1)) * ((n - 1) / (n - rank));
  const middle = new Float64Array(rank * rank);
  for (let g = 0; g < count; g++) {
    for (let k = 0; k < rank; k++) {
      for (let m = 0; m <= k; m++) {
        const part = factor * (sums[g * rank + k] as number) * (sums[g * rank + m] as number);
        middle[k * rank + m] = (middle[k * rank + m] as number) + part;
      }
    }
  }
  mirror(middle, rank);
  return around(fit.fromBasis, middle, rank);
}

/** The first column of the basis times this is the root of each row's weight. */
function rootMass(fit: LeastSquaresFit): number {
  return 1 / (fit.fromBasis[0] as number);
}

function mirror(matrix: Float64Array, size: number): void {
  for (let k = 0; k < size; k++) {
    for (let m = 0; m < k; m++) matrix[m * size + k] = matrix[k * size + m] as number;
  }
}

/** L·M·Lᵀ, exactly symmetric. */
function around(left: Float64Array, middle: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let total = 0;
      for (let k = 0; k < size; k++) total += (left[i * size + k] as number) * (middle[k * size + j] as number);
      half[i * size + j] = total;
    }
  }
  const whole = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let total = 0;
      for (let k = 0; k < size; k++) total += (half[i * size + k] as number) * (left[j * size + k] as number);
      whole[i * size + j] = total;
      whole[j * size + i] = total;
    }
  }
  return whole;
}
