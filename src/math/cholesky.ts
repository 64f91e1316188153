import { requireColumn, requireFinite, requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** The lower triangle L of a symmetric positive-definite matrix A = L·Lᵀ. */
export interface CholeskyFactor {
  /** Rows and columns of the matrix. */
  readonly n: number;
  /** L, row by row, n × n, zero above the diagonal. */
  readonly lower: Float64Array;
}

/** Difference between a cell and its mirror image that rounding explains, relative to the diagonal. */
const SYMMETRY_SLACK = 1e-10;

/**
 * Splits a symmetric positive-definite matrix (a covariance, a Hessian, XᵀX of a regression) into triangles, which
 * makes solving with it cheap and stable.
 *
 * @param a - The matrix, row by row, n × n finite numbers. Not mutated.
 * @param n - Rows and columns, at least 1.
 * @returns The factor; `undefined` when the matrix is not positive definite, or so nearly singular that a pivot is
 * rounding noise (columns that repeat one another).
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`, `inconsistent` when
 * the matrix is not symmetric.
 * @example
 * ```ts
 * choleskyFactor([4, 2, 2, 10], 2); // => { n: 2, lower: Float64Array.of(2, 0, 1, 3) }
 * choleskyFactor([1, 2, 2, 1], 2); // => undefined
 * ```
 * @see Golub, Van Loan, Matrix Computations (2013), algorithm 4.2.1; Higham, Accuracy and Stability (2002), 10.1
 */
export function choleskyFactor(a: ArrayLike<number>, n: number): CholeskyFactor | undefined {
  requireSquare(a, n, "a");
  requireFinite(a, "a");
  const at = (row: number, column: number): number => a[row * n + column] as number;
  const lower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i <= j; i++) {
      if (Math.abs(at(j, i) - at(i, j)) > SYMMETRY_SLACK * (Math.abs(at(i, i)) + Math.abs(at(j, j)))) {
        throw new ClienteleError("inconsistent", `a must be symmetric, but row ${j} column ${i} is not its mirror`, {
          row: j,
          column: i,
        });
      }
      const rest = at(j, i) - dotRows(lower, n, j, i, i);
      if (i < j) {
        lower[j * n + i] = rest / (lower[i * n + i] as number);
      } else {
        // a pivot below n rounding errors of its diagonal says nothing about the matrix
        if (!(rest > n * Number.EPSILON * at(j, j))) return undefined;
        lower[j * n + j] = Math.sqrt(rest);
      }
    }
  }
  return { n, lower };
}

/**
 * Solves A·x = b with the factor of A.
 *
 * @param factor - From {@link choleskyFactor}.
 * @param b - Right-hand side, n finite numbers. Not mutated.
 * @returns x, n numbers.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `length_mismatch`, `out_of_range` when x exceeds the
 * largest double.
 * @example
 * ```ts
 * const factor = choleskyFactor([4, 2, 2, 10], 2);
 * factor && choleskySolve(factor, [8, 22]); // => Float64Array.of(1, 2)
 * ```
 * @see Golub, Van Loan, Matrix Computations (2013), 4.2.3
 */
export function choleskySolve(factor: CholeskyFactor, b: ArrayLike<number>): Float64Array {
  requireFactor(factor);
  requireFinite(b, "b");
  const { n, lower } = factor;
  if (b.length !== n) {
    throw new ClienteleError("length_mismatch", `b has ${b.length} rows and the matrix ${n}; they must agree`, {
      b: b.length,
      n,
    });
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] as number) - (lower[i * n + k] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (lower[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] = (x[i] as number) - (lower[k * n + i] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (lower[i * n + i] as number);
  }
  if (!x.every(Number.isFinite)) {
    throw new ClienteleError("out_of_range", "the solution exceeds the largest number; scale the matrix or b", { n });
  }
  return x;
}

/**
 * The inverse of the factored matrix: the covariance of estimates from their information matrix.
 *
 * @param factor - From {@link choleskyFactor}.
 * @returns A⁻¹, row by row, n × n, exactly symmetric.
 * @throws `ClienteleError` `invalid_type`, `length_mismatch`, `out_of_range` when a cell exceeds the largest
 * double.
 * @example
 * ```ts
 * const factor = choleskyFactor([4, 0, 0, 16], 2);
 * factor && choleskyInverse(factor); // => Float64Array.of(0.25, 0, 0, 0.0625)
 * ```
 */
export function choleskyInverse(factor: CholeskyFactor): Float64Array {
  requireFactor(factor);
  const { n } = factor;
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    const column = choleskySolve(factor, unit);
    for (let i = j; i < n; i++) {
      inverse[i * n + j] = column[i] as number;
      inverse[j * n + i] = column[i] as number;
    }
  }
  return inverse;
}

/**
 * Natural logarithm of the determinant of the factored matrix, as multivariate normal likelihoods need it; finite even
 * where the determinant itself is not.
 *
 * @param factor - From {@link choleskyFactor}.
 * @returns log det A.
 * @throws `ClienteleError` `invalid_type`, `length_mismatch`.
 * @example
 * ```ts
 * const factor = choleskyFactor([4, 2, 2, 10], 2);
 * factor && choleskyLogDeterminant(factor); // ≈ 3.58351893846
 * ```
 */
export function choleskyLogDeterminant(factor: CholeskyFactor): number {
  requireFactor(factor);
  let total = 0;
  for (let i = 0; i < factor.n; i++) total += Math.log(factor.lower[i * factor.n + i] as number);
  return 2 * total;
}

function dotRows(lower: Float64Array, n: number, row: number, other: number, length: number): number {
  let total = 0;
  for (let k = 0; k < length; k++) total += (lower[row * n + k] as number) * (lower[other * n + k] as number);
  return total;
}

function requireSquare(a: ArrayLike<number>, n: number, name: string): void {
  requireColumn(a, name);
  requireNumber(n, "n", { min: 1, integer: true });
  if (a.length !== n * n) {
    throw new ClienteleError("length_mismatch", `${name} has ${a.length} cells; ${n} rows and columns need ${n * n}`, {
      name,
      n,
      length: a.length,
    });
  }
}

function requireFactor(factor: CholeskyFactor): void {
  requireObject(factor, "factor");
  requireSquare(factor.lower, factor.n, "factor.lower");
  for (let i = 0; i < factor.n; i++) requireNumber(factor.lower[i * (factor.n + 1)] as number, "pivot", { above: 0 });
}
