import { requireNumber, requireObject, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** Options of {@link brentRoot} and {@link brentMinimum}. */
export interface BrentOptions {
  /** Width, in units of x, at which the search stops: 1e-12 for a root, 1e-8 for a minimum unless asked otherwise. */
  readonly tolerance?: number;
  /** Steps after which the search gives up; 200 unless asked otherwise. */
  readonly maxIterations?: number;
}

/**
 * Why a one-dimensional search ended.
 *
 * - `root_exact`: the function is exactly 0 at x
 * - `interval_small`: x is known to the tolerance
 * - `max_iterations`: the limit came first
 * - `no_sign_change`: both ends of the interval lie on the same side of 0
 * - `pole`: the sign changes, but through infinity and not through 0
 * - `not_finite`: the function gave NaN (root), or no finite value at all (minimum)
 */
export type BrentReason = "root_exact" | "interval_small" | "max_iterations" | "no_sign_change" | "pole" | "not_finite";

/** What a one-dimensional search found, and whether to believe it. */
export interface BrentResult {
  readonly x: number;
  /** The function at `x`; `undefined` where it has no finite value there. */
  readonly value: number | undefined;
  readonly converged: boolean;
  readonly iterations: number;
  readonly reason: BrentReason;
}

/** (3 − √5) / 2: the golden section of an interval. */
const GOLDEN = 0.3819660112501051;

/**
 * Finds where a function crosses zero: the price at which profit is nil, the day on which a share is reached.
 *
 * @param f - Function of one number; infinite values are allowed, NaN ends the search.
 * @param lower - Lower end of the interval; f must have opposite signs at the two ends.
 * @param upper - Upper end, above `lower`.
 * @param options - Tolerance and limit.
 * @returns The root with its diagnostics; never throws for what f does.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for the arguments themselves.
 * @example
 * ```ts
 * brentRoot((x) => x * x - 2, 0, 2).x; // ≈ 1.4142135624
 * brentRoot((x) => x * x + 1, 0, 2).reason; // => "no_sign_change"
 * ```
 * @see Brent, Algorithms for Minimization without Derivatives (1973), chapter 4, procedure zero
 */
export function brentRoot(
  f: (x: number) => number,
  lower: number,
  upper: number,
  options: BrentOptions = {},
): BrentResult {
  const { tolerance = 1e-12, maxIterations = 200 } = requireSearch(f, lower, upper, options);
  let a = lower;
  let b = upper;
  let fa = f(a);
  let fb = f(b);
  const ceiling = Math.max(Math.abs(fa), Math.abs(fb));
  const done = (iterations: number, reason: BrentReason): BrentResult =>
    resultOf(b, fb, iterations, reason === "interval_small" && Math.abs(fb) > ceiling ? "pole" : reason);
  if (Math.abs(fa) < Math.abs(fb)) [a, b, fa, fb] = [b, a, fb, fa];
  if (Number.isNaN(fa) || Number.isNaN(fb)) return done(0, "not_finite");
  if (fb !== 0 && fa > 0 === fb > 0) return done(0, "no_sign_change");

  // b is the best point so far, a the one before it, c the end on the other side of the root
  let c = a;
  let fc = fa;
  let step = b - a;
  let stepBefore = step;
  for (let iterations = 0; ; iterations++) {
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      step = b - a;
      stepBefore = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb];
    const half = (c - b) / 2;
    const width = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    if (fb === 0) return done(iterations, "root_exact");
    if (Math.abs(half) <= width) return done(iterations, "interval_small");
    if (iterations === maxIterations) return done(iterations, "max_iterations");
    const shrinking = Math.abs(stepBefore) >= width && Math.abs(fa) > Math.abs(fb);
    let [p, q] = shrinking ? interpolation(a, fa, b, fb, c, fc) : [1, 0];
    if (p > 0) q = -q;
    else p = -p;
    // NaN from infinite values fails the comparison and falls to bisection
    if (2 * p < Math.min(3 * half * q - Math.abs(width * q), Math.abs(stepBefore * q))) {
      stepBefore = step;
      step = p / q;
    } else {
      step = half;
      stepBefore = half;
    }
    [a, fa] = [b, fb];
    b += Math.abs(step) > width ? step : Math.sign(half) * width;
    fb = f(b);
    if (Number.isNaN(fb)) return done(iterations + 1, "not_finite");
  }
}

/** Secant step through two points, inverse quadratic through three: numerator and denominator. */
function interpolation(a: number, fa: number, b: number, fb: number, c: number, fc: number): [number, number] {
  const s = fb / fa;
  if (a === c) return [(c - b) * s, 1 - s];
  const q = fa / fc;
  const r = fb / fc;
  return [s * ((c - b) * q * (q - r) - (b - a) * (r - 1)), (q - 1) * (r - 1) * (s - 1)];
}

/**
 * Finds the lowest point of a function of one number inside an interval.
 *
 * @param f - Function of one number, with one valley in the interval; otherwise some local minimum is found. Where it
 * is NaN or infinite it counts as infinitely high.
 * @param lower - Lower end of the interval.
 * @param upper - Upper end, above `lower`. The ends themselves are approached, never evaluated.
 * @param options - Tolerance and limit; x is known to 3e-8 of its size at best, as f is flat there.
 * @returns The minimum with its diagnostics; never throws for what f does.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for the arguments themselves.
 * @example
 * ```ts
 * brentMinimum((x) => (x - 2) ** 2 + 1, 0, 5).x; // ≈ 2.0000
 * ```
 * @see Brent, Algorithms for Minimization without Derivatives (1973), chapter 5, procedure localmin
 */
export function brentMinimum(
  f: (x: number) => number,
  lower: number,
  upper: number,
  options: BrentOptions = {},
): BrentResult {
  const { tolerance = 1e-8, maxIterations = 200 } = requireSearch(f, lower, upper, options);
  const at = (point: number): number => {
    const value = f(point);
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
  };
  let a = lower;
  let b = upper;
  let x = a + GOLDEN * (b - a);
  let [w, v] = [x, x];
  let fx = at(x);
  let [fw, fv] = [fx, fx];
  let step = 0;
  let stepBefore = 0;
  for (let iterations = 0; ; iterations++) {
    const middle = a + (b - a) / 2;
    const width = Math.sqrt(Number.EPSILON) * Math.abs(x) + tolerance / 3;
    const small = Math.abs(x - middle) <= 2 * width - (b - a) / 2;
    if (small || iterations === maxIterations) {
      const reason = Number.isFinite(fx) ? (small ? "interval_small" : "max_iterations") : "not_finite";
      return resultOf(x, fx, iterations, reason);
    }
    const r = (x - w) * (fx - fv);
    const t = (x - v) * (fx - fw);
    const denominator = 2 * (t - r);
    const parabola = ((x - v) * t - (x - w) * r) / -denominator;
    const inside = x + parabola > a && x + parabola < b;
    if (Math.abs(stepBefore) > width && inside && Math.abs(parabola) < Math.abs(stepBefore / 2)) {
      stepBefore = step;
      step = parabola;
      const u = x + step;
      if (u - a < 2 * width || b - u < 2 * width) step = x < middle ? width : -width;
    } else {
      stepBefore = (x < middle ? b : a) - x;
      step = GOLDEN * stepBefore;
    }
    const u = x + (Math.abs(step) >= width ? step : step > 0 ? width : -width);
    const fu = at(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
}

function resultOf(x: number, value: number, iterations: number, reason: BrentReason): BrentResult {
  const converged = reason === "interval_small" || reason === "root_exact";
  return { x, value: Number.isFinite(value) ? value : undefined, converged, iterations, reason };
}

function requireSearch(f: unknown, lower: number, upper: number, options: BrentOptions): BrentOptions {
  if (typeof f !== "function") {
    throw new ClienteleError("invalid_type", `f must be a function of one number, got ${show(f)}`, { name: "f" });
  }
  requireNumber(lower, "lower");
  requireNumber(upper, "upper", { above: lower });
  requireNumber(upper - lower, "upper - lower");
  requireObject(options, "options");
  if (options.tolerance !== undefined) requireNumber(options.tolerance, "options.tolerance", { min: 0 });
  if (options.maxIterations !== undefined) {
    requireNumber(options.maxIterations, "options.maxIterations", { min: 1, integer: true });
  }
  return options;
}
