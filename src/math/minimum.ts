import { requireFinite, requireFunction, requireNonEmpty, requireNumber, requireObject } from "../core/checks.ts";

/** A function to be minimised, of as many numbers as the start has. It must neither keep nor change `x`. */
export type Objective = (x: Float64Array) => number;

/**
 * Why a search for a minimum ended.
 *
 * - `gradient_small`: the function is flat at x, in every direction
 * - `simplex_small`: the simplex shrank to a point, and a fresh one around it found nothing better
 * - `max_iterations`: the limit came first
 * - `line_search_failed`: no step improves although the function is not flat: a kink, noise or a wrong gradient
 * - `unbounded`: the function keeps falling however far one goes
 * - `not_finite_start`: the function, or its gradient, is NaN or infinite at the start
 */
export type MinimumReason =
  | "gradient_small"
  | "simplex_small"
  | "max_iterations"
  | "line_search_failed"
  | "unbounded"
  | "not_finite_start";

/** What a search for a minimum found, and whether to believe it. */
export interface Minimum {
  /** The best point seen. */
  readonly x: readonly number[];
  /** The function at `x`; `undefined` where the start had no finite value. */
  readonly value: number | undefined;
  readonly converged: boolean;
  /** Largest slope at `x` along any coordinate, absolute; `undefined` where it cannot be computed. */
  readonly gradientNorm: number | undefined;
  readonly iterations: number;
  /** Calls of the function, those for numerical gradients included. */
  readonly evaluations: number;
  readonly reason: MinimumReason;
}

/**
 * Gradient by central differences, accurate to about ten digits of f.
 */
export function centralGradient(f: Objective, x: Float64Array, out: Float64Array): void {
  const probe = Float64Array.from(x);
  for (let i = 0; i < x.length; i++) {
    const at = x[i] as number;
    // the cube root of ε balances rounding against curvature: Nocedal and Wright, 8.1
    const step = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(at));
    const [above, below] = [at + step, at - step];
    probe[i] = above;
    const high = f(probe);
    probe[i] = below;
    out[i] = (high - f(probe)) / (above - below);
    probe[i] = at;
  }
}

/** Puts a result together; what is not finite is left undefined. */
export function minimumOf(
  x: Float64Array,
  value: number,
  slope: Float64Array,
  iterations: number,
  evaluations: number,
  reason: MinimumReason,
): Minimum {
  const steepest = slope.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
  return {
    x: Array.from(x),
    value: Number.isFinite(value) ? value : undefined,
    converged: reason === "gradient_small" || reason === "simplex_small",
    gradientNorm: Number.isFinite(steepest) ? steepest : undefined,
    iterations,
    evaluations,
    reason,
  };
}

/** The same function, counting how often it is asked. */
export function countCalls(f: Objective): Objective & { calls: number } {
  const counted = (x: Float64Array): number => {
    counted.calls++;
    return f(x);
  };
  counted.calls = 0;
  return counted;
}

/** Refuses a search that cannot begin. */
export function requireSearch(
  f: unknown,
  start: ArrayLike<number>,
  options: { readonly tolerance?: number; readonly maxIterations?: number },
): void {
  requireFunction(f, "f");
  requireNonEmpty(start, "start");
  requireFinite(start, "start");
  requireObject(options, "options");
  if (options.tolerance !== undefined) requireNumber(options.tolerance, "options.tolerance", { above: 0 });
  if (options.maxIterations !== undefined) {
    requireNumber(options.maxIterations, "options.maxIterations", { min: 1, integer: true });
  }
}
