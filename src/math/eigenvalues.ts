import { requireFinite, requireNumber } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** Sweeps of all pairs after which a matrix of any size this package meets is diagonal to the last digit. */
const MAX_SWEEPS = 60;

/**
 * The eigenvalues of a symmetric matrix: how strongly it bends in its own directions, which tells whether data decide a
 * parameter at all.
 *
 * @param a - The matrix, row by row, n × n finite numbers; only its mean with its mirror image is used. Not mutated.
 * @param n - Rows and columns, at least 1.
 * @returns n numbers, smallest first.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`.
 * @example
 * ```ts
 * symmetricEigenvalues([2, 1, 1, 2], 2)[1]; // ≈ 3
 * ```
 * @see Golub, Van Loan, Matrix Computations (2013), algorithm 8.5.2 (cyclic Jacobi)
 */
export function symmetricEigenvalues(a: ArrayLike<number>, n: number): Float64Array {
  requireNumber(n, "n", { min: 1, max: 1000, integer: true });
  requireFinite(a, "a");
  if (a.length !== n * n) {
    throw new ClienteleError("length_mismatch", `a has ${a.length} cells; ${n} rows and columns need ${n * n}`, {
      length: a.length,
      n,
    });
  }
  const largest = Array.from(a).reduce((most, cell) => Math.max(most, Math.abs(cell)), 0);
  if (largest === 0) return new Float64Array(n);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      matrix[i * n + j] = (a[i * n + j] as number) / largest / 2 + (a[j * n + i] as number) / largest / 2;
    }
  }
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) if (rotate(matrix, n, p, q)) rotated = true;
    }
    if (!rotated) break;
  }
  return Float64Array.from({ length: n }, (_, i) => (matrix[i * (n + 1)] as number) * largest).sort();
}

/** One Jacobi rotation that sets the cell (p, q) to zero; false where it is zero beside the diagonal already. */
function rotate(matrix: Float64Array, n: number, p: number, q: number): boolean {
  const at = (i: number, j: number): number => matrix[i * n + j] as number;
  const off = at(p, q);
  if (Math.abs(off) <= (Number.EPSILON / 8) * Math.sqrt(Math.abs(at(p, p) * at(q, q))) || Math.abs(off) < 1e-300) {
    return false;
  }
  const ratio = (at(q, q) - at(p, p)) / (2 * off);
  const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) {
    const [left, right] = [at(k, p), at(k, q)];
    matrix[k * n + p] = cosine * left - sine * right;
    matrix[k * n + q] = sine * left + cosine * right;
  }
  for (let k = 0; k < n; k++) {
    const [upper, lower] = [at(p, k), at(q, k)];
    matrix[p * n + k] = cosine * upper - sine * lower;
    matrix[q * n + k] = sine * upper + cosine * lower;
  }
  return true;
}
