import { REDUNDANT } from "./shapley.ts";

/** Eigenvalues and eigenvectors (columns, row by row) of a symmetric matrix. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Sweeps that Jacobi's method takes at most; it converges quadratically and needs about seven. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric n × n matrix by Jacobi rotations. @see Golub, Van Loan (2013), 8.5
 */
export function eigenSymmetric(matrix: Float64Array, n: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += (a[p * n + q] as number) ** 2;
    if (off < 1e-30) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i] as number), vectors: v };
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q] as number;
  if (Math.abs(apq) < 1e-18) return;
  const theta = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [kp, kq] = [a[k * n + p] as number, a[k * n + q] as number];
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
    const [vp, vq] = [v[k * n + p] as number, v[k * n + q] as number];
    v[k * n + p] = c * vp - s * vq;
    v[k * n + q] = s * vp + c * vq;
  }
  for (let k = 0; k < n; k++) {
    const [pk, qk] = [a[p * n + k] as number, a[q * n + k] as number];
    a[p * n + k] = c * pk - s * qk;
    a[q * n + k] = s * pk + c * qk;
  }
}

/**
 * Johnson's relative weights: the drivers are replaced by the uncorrelated variables nearest to them, the outcome is
 * regressed on those, and each explained part is handed back to the drivers by their squared correlations with them.
 *
 * @see Johnson (2000), A heuristic method for estimating the relative weight of predictor variables in multiple
 * regression, Multivariate Behavioral Research 35(1), 1–19, equations 3 to 9
 */
export function relativeWeights(correlations: Float64Array, width: number): Float64Array {
  const p = width - 1;
  const { values, vectors } = eigenSymmetric(driverCorrelations(correlations, width), p);
  const root = new Float64Array(p * p);
  const beta = new Float64Array(p);
  for (let m = 0; m < p; m++) {
    const value = values[m] as number;
    if (value <= REDUNDANT) continue;
    const size = Math.sqrt(value);
    let along = 0;
    for (let i = 0; i < p; i++) along += (vectors[i * p + m] as number) * (correlations[i * width + p] as number);
    for (let i = 0; i < p; i++) {
      const vi = vectors[i * p + m] as number;
      beta[i] = (beta[i] as number) + (vi * along) / size;
      for (let k = 0; k < p; k++) {
        root[i * p + k] = (root[i * p + k] as number) + vi * size * (vectors[k * p + m] as number);
      }
    }
  }
  const weights = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < p; k++) {
      weights[j] = (weights[j] as number) + (root[j * p + k] as number) ** 2 * (beta[k] as number) ** 2;
    }
  }
  return weights;
}

/** The drivers' own block; a constant one stands for itself alone. */
export function driverCorrelations(correlations: Float64Array, width: number): Float64Array {
  const p = width - 1;
  const block = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) block[i * p + j] = i === j ? 1 : (correlations[i * width + j] as number);
  }
  return block;
}
