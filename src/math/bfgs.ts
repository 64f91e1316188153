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
  const slopeAt = (x: Float64Array, out: Float64Array): void => {
    if (gradient === undefined) centralGradient(evaluate, x, out);
    else gradient(x, out);
  };
  const work = workspaceOf(n);

  let from: Point = work.take();
  from.x.set(start);
  from.value = evaluate(from.x);
  if (Number.isFinite(from.value)) slopeAt(from.x, from.slope);
  else from.slope.fill(Number.NaN);
  let inverse: Float64Array | undefined;
  const done = (iterations: number, reason: MinimumReason): Minimum =>
    minimumOf(from.x, from.value, from.slope, iterations, evaluate.calls, reason);
  if (!Number.isFinite(from.value) || !allFinite(from.slope)) return done(0, "not_finite_start");

  for (let iterations = 0; ; iterations++) {
    const { x, value, slope } = from;
    if (relativeSlope(x, value, slope) <= tolerance) return done(iterations, "gradient_small");
    if (iterations === maxIterations) return done(iterations, "max_iterations");
    const { direction } = work;
    if (inverse === undefined) negate(slope, direction);
    else descend(inverse, slope, direction);
    if (!(dot(direction, slope) < 0)) {
      inverse = undefined;
      negate(slope, direction);
    }
    // without curvature the first step is as long as 1, whatever the units of the function
    const first = inverse === undefined ? 1 / Math.max(1, Math.sqrt(dot(slope, slope))) : 1;
    const next = lineSearch(evaluate, slopeAt, from, work, first);
    if (next === "unbounded") return done(iterations, "unbounded");
    if (next === undefined) {
      if (inverse === undefined) return done(iterations, "line_search_failed");
      inverse = undefined;
      continue;
    }
    inverse = updated(inverse, from, next, work);
    work.give(from);
    from = next;
  }
}

interface Point {
  readonly x: Float64Array;
  value: number;
  readonly slope: Float64Array;
}

/** Columns that every step writes anew: a search of many short steps would otherwise mostly make and drop columns. */
interface Workspace {
  readonly direction: Float64Array;
  readonly step: Float64Array;
  readonly turn: Float64Array;
  readonly image: Float64Array;
  take(): Point;
  give(point: Point | undefined): void;
}

function workspaceOf(n: number): Workspace {
  const free: Point[] = [];
  const column = (): Float64Array => new Float64Array(n);
  return {
    direction: column(),
    step: column(),
    turn: column(),
    image: column(),
    take: () => free.pop() ?? { x: column(), value: Number.NaN, slope: column() },
    give: (point) => {
      if (point !== undefined) free.push(point);
    },
  };
}

/** Bisection until the weak Wolfe conditions hold along `work.direction`; `undefined` when no step satisfies them. */
function lineSearch(
  evaluate: Objective,
  slopeAt: (x: Float64Array, out: Float64Array) => void,
  from: Point,
  work: Workspace,
  first: number,
): Point | "unbounded" | undefined {
  const { direction } = work;
  const descentRate = dot(direction, from.slope);
  let short = 0;
  let long = Number.POSITIVE_INFINITY;
  let length = first;
  let best: Point | undefined;
  for (let trial = 0; trial < MAX_TRIALS; trial++) {
    const point = work.take();
    const { x } = point;
    for (let i = 0; i < x.length; i++) x[i] = (from.x[i] as number) + length * (direction[i] as number);
    const value = evaluate(x);
    point.value = value;
    if (value === Number.NEGATIVE_INFINITY) return "unbounded";
    const level = Number.isFinite(value) && value <= from.value + LEVEL * Math.abs(from.value);
    const lower = value <= from.value + DECREASE * length * descentRate;
    let rate = Number.NaN;
    if (level || lower) {
      slopeAt(x, point.slope);
      if (allFinite(point.slope)) rate = dot(direction, point.slope);
    }
    // where rounding hides the decrease, the slope still tells on which side of the valley the point lies
    const accepted = lower || (level && rate <= (2 * DECREASE - 1) * descentRate);
    if (accepted && rate >= CURVATURE * descentRate) {
      work.give(best);
      return point;
    }
    if (!accepted || Number.isNaN(rate)) long = length;
    else short = length;
    if (lower && !Number.isNaN(rate) && value < from.value) {
      work.give(best);
      best = point;
    } else work.give(point);
    length = long === Number.POSITIVE_INFINITY ? 2 * short : (short + long) / 2;
  }
  // a step that falls without end; a bracket that closed on a kink still yields its best point
  return long === Number.POSITIVE_INFINITY ? "unbounded" : best;
}

/** BFGS update of the inverse Hessian, Nocedal and Wright eq. 6.17; the first one scaled by eq. 6.20. */
function updated(
  before: Float64Array | undefined,
  from: Point,
  next: Point,
  { step: s, turn: y, image: hy }: Workspace,
): Float64Array | undefined {
  const n = s.length;
  for (let i = 0; i < n; i++) {
    s[i] = (next.x[i] as number) - (from.x[i] as number);
    y[i] = (next.slope[i] as number) - (from.slope[i] as number);
  }
  const curvature = dot(s, y);
  if (!(curvature > Number.EPSILON * Math.sqrt(dot(s, s) * dot(y, y)))) return before;
  const inverse = before ?? new Float64Array(n * n);
  if (before === undefined) for (let i = 0; i < n; i++) inverse[i * (n + 1)] = curvature / dot(y, y);
  descend(inverse, y, hy);
  negate(hy, hy);
  const scale = (1 + dot(y, hy) / curvature) / curvature;
  for (let i = 0; i < n; i++) {
    const si = s[i] as number;
    const hi = hy[i] as number;
    for (let j = 0; j < n; j++) {
      const sj = s[j] as number;
      const cross = (hi * sj + si * (hy[j] as number)) / curvature;
      inverse[i * n + j] = (inverse[i * n + j] as number) + scale * si * sj - cross;
    }
  }
  return allFinite(inverse) ? inverse : undefined;
}

/** −H·g. */
function descend(inverse: Float64Array, slope: Float64Array, out: Float64Array): void {
  const n = slope.length;
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let j = 0; j < n; j++) total += (inverse[i * n + j] as number) * (slope[j] as number);
    out[i] = -total;
  }
}

function negate(x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < x.length; i++) out[i] = -(x[i] as number);
}

function allFinite(x: Float64Array): boolean {
  for (let i = 0; i < x.length; i++) if (!Number.isFinite(x[i] as number)) return false;
  return true;
}

/** Slope in relative changes of x and f, so that units do not matter: Dennis and Schnabel (1983), eq. 7.2.5. */
function relativeSlope(x: Float64Array, value: number, slope: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    largest = Math.max(largest, Math.abs(slope[i] as number) * Math.max(1, Math.abs(x[i] as number)));
  }
  return largest / Math.max(1, Math.abs(value));
}
