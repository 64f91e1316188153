import { requireFinite } from "../core/checks.ts";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";

/** Rounds of the active set per unknown before the search is given up; Lawson and Hanson need about one and a half. */
const ROUNDS = 10;

/**
 * Least squares with coefficients that must not be negative: effects that can only help, shares, weights.
 *
 * @param gram - XᵀX, row by row, p × p, positive semidefinite. Not mutated.
 * @param cross - Xᵀy, p finite numbers. Not mutated.
 * @returns The coefficients, p numbers of at least 0, that minimise ‖y − Xb‖². A column that repeats others stays at 0.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `length_mismatch`, `out_of_range`, `inconsistent` when `gram`
 * is not symmetric.
 * @example
 * ```ts
 * nonNegativeLeastSquares([4, 2, 2, 4], [8, 0]); // => Float64Array.of(2, 0)
 * ```
 * @see Lawson, Hanson, Solving Least Squares Problems (1974), chapter 23; Bro, de Jong, A fast non-negativity-constrained
 * least squares algorithm, Journal of Chemometrics 11 (1997), for the form in XᵀX
 */
export function nonNegativeLeastSquares(gram: ArrayLike<number>, cross: ArrayLike<number>): Float64Array {
  requireFinite(cross, "cross");
  const p = cross.length;
  const all = Array.from({ length: p }, (_, i) => i);
  // the factor of the whole checks shape and symmetry once, and is the answer where nothing binds
  const whole = p === 0 ? undefined : choleskyFactor(gram, p);
  if (whole !== undefined) {
    const free = choleskySolve(whole, cross);
    if (free.every((b) => b >= 0)) return free;
  }
  const b = new Float64Array(p);
  const inside = new Set<number>();
  const barred = new Set<number>();
  for (let round = 0; round < ROUNDS * (p + 1); round++) {
    const enter = steepest(gram, cross, b, inside, barred);
    if (enter === undefined) break;
    inside.add(enter);
    for (;;) {
      const rows = all.filter((i) => inside.has(i));
      const step = solveOn(gram, cross, rows);
      if (step === undefined) {
        inside.delete(enter);
        barred.add(enter);
        break;
      }
      if (step.every((value) => value > 0)) {
        b.fill(0);
        for (const [k, i] of rows.entries()) b[i] = step[k] as number;
        barred.clear();
        break;
      }
      if (!retreat(b, rows, step, inside)) break;
    }
  }
  return b;
}

/** The unknown at 0 that lowers the error fastest; `undefined` when none does beyond rounding. */
function steepest(
  gram: ArrayLike<number>,
  cross: ArrayLike<number>,
  b: Float64Array,
  inside: ReadonlySet<number>,
  barred: ReadonlySet<number>,
): number | undefined {
  const p = b.length;
  let best: number | undefined;
  let most = 0;
  for (let i = 0; i < p; i++) {
    if (inside.has(i) || barred.has(i)) continue;
    let slope = cross[i] as number;
    let size = Math.abs(slope);
    for (let j = 0; j < p; j++) {
      const part = (gram[i * p + j] as number) * (b[j] as number);
      slope -= part;
      size += Math.abs(part);
    }
    const scale = Math.sqrt(gram[i * p + i] as number);
    if (!(slope > 16 * Number.EPSILON * size) || scale === 0) continue;
    if (slope / scale > most) [best, most] = [i, slope / scale];
  }
  return best;
}

function solveOn(gram: ArrayLike<number>, cross: ArrayLike<number>, rows: readonly number[]): Float64Array | undefined {
  const p = cross.length;
  const part = rows.flatMap((i) => rows.map((j) => gram[i * p + j] as number));
  const factor = choleskyFactor(part, rows.length);
  return (
    factor &&
    choleskySolve(
      factor,
      rows.map((i) => cross[i] as number),
    )
  );
}

/** Goes towards `step` until the first unknown reaches 0 and takes it out; false when nothing is left to take out. */
function retreat(b: Float64Array, rows: readonly number[], step: Float64Array, inside: Set<number>): boolean {
  let share = 1;
  for (const [k, i] of rows.entries()) {
    const to = step[k] as number;
    if (to <= 0) share = Math.min(share, (b[i] as number) / ((b[i] as number) - to) || 0);
  }
  let left = false;
  for (const [k, i] of rows.entries()) {
    b[i] = (b[i] as number) + share * ((step[k] as number) - (b[i] as number));
    if ((step[k] as number) <= 0 && (b[i] as number) <= 1e-14 * Math.abs(step[k] as number)) {
      b[i] = 0;
      inside.delete(i);
      left = true;
    }
  }
  return left && inside.size > 0;
}
