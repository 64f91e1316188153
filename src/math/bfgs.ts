import { requireFunction } from "../core/checks.ts";
import { dot } from "./dot.ts";
import {
  centralGradient,
  countCalls,
  type Minimum,
  type MinimumReason,
  minimumOf,
  type Objective,
  requireSearch,
} from "./minimum.ts";

/** Options of {@link minimizeBfgs}. */
export interface BfgsOptions {
  /** Writes the gradient at `x` into `out`; central differences where it is left out. */
  readonly gradient?: (x: Float64Array, out: Float64Array) => void;
  /** Slope, relative to the sizes of x and of the function, that counts as flat; 1e-8 unless asked otherwise. */
  readonly tolerance?: number;
  /** Steps after which the search gives up; 500 unless asked otherwise. */
  readonly maxIterations?: number;
}

/** Sufficient decrease and curvature of the Wolfe conditions; the values of Nocedal and Wright, 3.1. */
const DECREASE = 1e-4;
const CURVATURE = 0.9;

/** Doublings or halvings of a step before it is given up: from 1 down to the precision of a double. */
const MAX_TRIALS = 60;

/** A rise of the function by so many rounding errors counts as level. */
const LEVEL = 16 * Number.EPSILON;

/**
 * Finds the lowest point of a smooth function of several numbers: the parameters that explain the data best.
 *
 * @param f - The function, of the order of 1 or more. Where it is NaN or infinite the search turns back, so a forbidden
 * region may be marked so.
 * @param start - Where to begin: finite numbers, best scaled to the order of 1; f must be finite there.
 * @param options - Gradient, tolerance and limit.
 * @returns The minimum with its diagnostics; `converged` is true only where the function was found to be flat.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range` for the arguments
 * themselves, never for what f does.
 * @example
 * ```ts
 * const found = minimizeBfgs(([a = 0, b = 0]) => (a - 1) ** 2 + (b + 2) ** 2, [0, 0]);
 * found.converged; // => true
 * found.x[1]; // ≈ -2.000000
 * minimizeBfgs(([a = 0]) => a, [0]).reason; // => "unbounded"
 * ```
 * @see Nocedal, Wright, Numerical Optimization (2006), algorithm 6.1; Lewis, Overton, Nonsmooth optimization via
 * quasi-Newton methods (2013), algorithm 2.6 for the line search; Hager, Zhang (2005), eq. 27 near the minimum
 */
export function minimizeBfgs(f: Objective, start: ArrayLike<number>, options: BfgsOptions = {}): Minimum {
  requireSearch(f, start, options);
  const { tolerance = 1e-8, maxIterations = 500, gradient } = options;
  if (gradient !== undefined) requireFunction(gradient, "options.gradient");
  const n = start.length;
  const evaluate = countCalls(f);
  const slopeAt = (x: Float64Array): Float64Array => {
    const out = new Float64Array(n);
    if (gradient === undefined) centralGradient(evaluate, x, out);
    else gradient(x, out);
    return out;
  };

  let x: Float64Array = Float64Array.from(start);
  let value = evaluate(x);
  let slope = Number.isFinite(value) ? slopeAt(x) : new Float64Array(n).fill(Number.NaN);
  let inverse: Float64Array | undefined;
  const done = (iterations: number, reason: MinimumReason): Minimum =>
    minimumOf(x, value, slope, iterations, evaluate.calls, reason);
  if (!Number.isFinite(value) || !slope.every(Number.isFinite)) return done(0, "not_finite_start");

  for (let iterations = 0; ; iterations++) {
    if (relativeSlope(x, value, slope) <= tolerance) return done(iterations, "gradient_small");
    if (iterations === maxIterations) return done(iterations, "max_iterations");
    let direction = inverse === undefined ? slope.map((s) => -s) : descent(inverse, slope);
    if (!(dot(direction, slope) < 0)) {
      inverse = undefined;
      direction = slope.map((s) => -s);
    }
    // without curvature the first step is as long as 1, whatever the units of the function
    const first = inverse === undefined ? 1 / Math.max(1, Math.sqrt(dot(slope, slope))) : 1;
    const next = lineSearch(evaluate, slopeAt, { x, value, slope }, direction, first);
    if (next === "unbounded") return done(iterations, "unbounded");
    if (next === undefined) {
      if (inverse === undefined) return done(iterations, "line_search_failed");
      inverse = undefined;
      continue;
    }
    inverse = updated(inverse, x, slope, next);
    ({ x, value, slope } = next);
  }
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly slope: Float64Array;
}

/** Bisection until the weak Wolfe conditions hold; `undefined` when no step satisfies them. */
function lineSearch(
  evaluate: Objective,
  slopeAt: (x: Float64Array) => Float64Array,
  from: Point,
  direction: Float64Array,
  first: number,
): Point | "unbounded" | undefined {
  const descentRate = dot(direction, from.slope);
  let short = 0;
  let long = Number.POSITIVE_INFINITY;
  let length = first;
  let best: Point | undefined;
  for (let trial = 0; trial < MAX_TRIALS; trial++) {
    const x = from.x.map((cell, i) => cell + length * (direction[i] as number));
    const value = evaluate(x);
    if (value === Number.NEGATIVE_INFINITY) return "unbounded";
    const level = Number.isFinite(value) && value <= from.value + LEVEL * Math.abs(from.value);
    const lower = value <= from.value + DECREASE * length * descentRate;
    const slope = level || lower ? slopeAt(x) : undefined;
    const rate = slope === undefined || !slope.every(Number.isFinite) ? Number.NaN : dot(direction, slope);
    // where rounding hides the decrease, the slope still tells on which side of the valley the point lies
    const accepted = lower || (level && rate <= (2 * DECREASE - 1) * descentRate);
    if (!accepted || slope === undefined || Number.isNaN(rate)) {
      long = length;
    } else {
      const point = { x, value, slope };
      if (rate >= CURVATURE * descentRate) return point;
      if (lower && value < from.value) best = point;
      short = length;
    }
    length = long === Number.POSITIVE_INFINITY ? 2 * short : (short + long) / 2;
  }
  // a step that falls without end; a bracket that closed on a kink still yields its best point
  return long === Number.POSITIVE_INFINITY ? "unbounded" : best;
}

/** BFGS update of the inverse Hessian, Nocedal and Wright eq. 6.17; the first one scaled by eq. 6.20. */
function updated(
  before: Float64Array | undefined,
  x: Float64Array,
  slope: Float64Array,
  next: Point,
): Float64Array | undefined {
  const n = x.length;
  const s = next.x.map((cell, i) => cell - (x[i] as number));
  const y = next.slope.map((cell, i) => cell - (slope[i] as number));
  const curvature = dot(s, y);
  if (!(curvature > Number.EPSILON * Math.sqrt(dot(s, s) * dot(y, y)))) return before;
  const inverse = before ?? new Float64Array(n * n);
  if (before === undefined) for (let i = 0; i < n; i++) inverse[i * (n + 1)] = curvature / dot(y, y);
  const hy = descent(inverse, y).map((cell) => -cell);
  const scale = (1 + dot(y, hy) / curvature) / curvature;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [si, sj] = [s[i] as number, s[j] as number];
      const cross = ((hy[i] as number) * sj + si * (hy[j] as number)) / curvature;
      inverse[i * n + j] = (inverse[i * n + j] as number) + scale * si * sj - cross;
    }
  }
  return inverse.every(Number.isFinite) ? inverse : undefined;
}

/** −H·g. */
function descent(inverse: Float64Array, slope: Float64Array): Float64Array {
  const n = slope.length;
  return slope.map((_, i) => -dot(inverse.subarray(i * n, (i + 1) * n), slope));
}

/** Slope in relative changes of x and f, so that units do not matter: Dennis and Schnabel (1983), eq. 7.2.5. */
function relativeSlope(x: Float64Array, value: number, slope: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    largest = Math.max(largest, Math.abs(slope[i] as number) * Math.max(1, Math.abs(x[i] as number)));
  }
  return largest / Math.max(1, Math.abs(value));
}
