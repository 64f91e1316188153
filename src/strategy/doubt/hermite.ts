import { choleskyFactor, choleskySolve } from "../../math/cholesky.ts";
import { normalQuantile } from "../../math/normal.ts";

/** Hermite polynomials used besides the constant: enough for any smooth bend. */
const DEGREE = 4;

const SIZE = DEGREE + 1;

/**
 * Normal scores of some draws: what a standard normal number of the same rank would be. Equal draws share the middle of
 * their ranks.
 */
export function normalScores(draws: ArrayLike<number>): Float64Array {
  const n = draws.length;
  const order = Array.from({ length: n }, (_, d) => d).sort((a, b) => (draws[a] as number) - (draws[b] as number));
  const scores = new Float64Array(n);
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && draws[order[to] as number] === draws[order[from] as number]) to++;
    const score = normalQuantile((from + to) / 2 / n);
    for (let k = from; k < to; k++) scores[order[k] as number] = score;
    from = to;
  }
  return scores;
}

/** Probabilists' Hermite polynomials of one number, scaled to variance 1 under the normal distribution. */
function hermite(z: number, out: Float64Array): void {
  out[0] = 1;
  out[1] = z;
  for (let k = 2; k < SIZE; k++) {
    // He_k = z He_{k−1} − (k − 1) He_{k−2}, each divided by √k!
    out[k] = (z * (out[k - 1] as number) - Math.sqrt(k - 1) * (out[k - 2] as number)) / Math.sqrt(k);
  }
}

/** Regression of some outcome on an assumption's normal scores. */
export interface HermiteFit {
  readonly coefficients: Float64Array;
  /** Polynomials used besides the constant: fewer where the assumption takes few values. */
  readonly degree: number;
  /** Fitted outcome at each draw. */
  readonly fitted: Float64Array;
}

/** Fits several outcomes on the same scores by least squares. Undefined where the scores take one value only. */
export function fitHermite(scores: Float64Array, outcomes: readonly ArrayLike<number>[]): HermiteFit[] | undefined {
  const n = scores.length;
  const size = Math.min(SIZE, new Set(scores).size);
  if (size < 2) return undefined;
  const basis = basisOf(scores);
  const gram = new Float64Array(size * size);
  for (let d = 0; d < n; d++) {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        (gram[a * size + b] as number) += ((basis[d * SIZE + a] as number) * (basis[d * SIZE + b] as number)) / n;
      }
    }
  }
  const factor = choleskyFactor(gram, size);
  if (factor === undefined) return undefined;
  return outcomes.map((outcome) => {
    const right = new Float64Array(size);
    for (let d = 0; d < n; d++) {
      for (let a = 0; a < size; a++) {
        (right[a] as number) += ((basis[d * SIZE + a] as number) * (outcome[d] as number)) / n;
      }
    }
    const coefficients = choleskySolve(factor, right);
    return { coefficients, degree: size - 1, fitted: combined(basis, coefficients) };
  });
}

/**
 * Expected outcome after a signal that correlates with the score by ρ, at each draw of the signal: the coefficient of the
 * k-th polynomial shrinks by ρ to the power k (Mehler).
 */
export function shrunkFit(scores: Float64Array, { coefficients }: HermiteFit, correlation: number): Float64Array {
  return combined(
    basisOf(scores),
    coefficients.map((value, k) => value * correlation ** k),
  );
}

function basisOf(scores: Float64Array): Float64Array {
  const basis = new Float64Array(scores.length * SIZE);
  scores.forEach((z, d) => {
    hermite(z, basis.subarray(d * SIZE, (d + 1) * SIZE));
  });
  return basis;
}

function combined(basis: Float64Array, coefficients: Float64Array): Float64Array {
  return Float64Array.from({ length: basis.length / SIZE }, (_, d) => {
    let total = 0;
    for (let k = 0; k < coefficients.length; k++)
      total += (coefficients[k] as number) * (basis[d * SIZE + k] as number);
    return total;
  });
}
