import { minimizeBfgs } from "../../math/bfgs.ts";
import { type CholeskyFactor, choleskyFactor, choleskyInverse, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import { symmetricEigenvalues } from "../../math/eigenvalues.ts";
import type { Minimum } from "../../math/minimum.ts";
import type { FitReport } from "../types.ts";

/**
 * The logarithm of a likelihood, summed over all customers, at a point of the search: the logarithms of parameters that
 * are above 0, coefficients of covariates as they are. It writes its slope by each cell of the point into `gradient`;
 * where it has no finite value it may return NaN.
 */
export type LogLikelihood = (point: Float64Array, gradient: Float64Array) => number;

/** What {@link maximizeLikelihood} is given besides the likelihood. */
export interface LikelihoodSearch {
  /** Where to begin: points of the search, at least one. */
  readonly starts: readonly (readonly number[])[];
  /** Customers behind the likelihood, above 0; slopes are told per customer. */
  readonly customers: number;
  /** Events that carry the likelihood where they are far fewer than customers, such as those who left; above 0. */
  readonly events?: number;
  /** Largest size of a cell of the point, 30 unless asked otherwise: beyond it the search turns back. */
  readonly limit?: number;
  /** False leaves the curvature out, as for a replicate of a bootstrap; then the report says nothing about it. */
  readonly curvature?: boolean;
}

/** The best point, and what is known about it. */
export interface LikelihoodMaximum {
  readonly point: readonly number[];
  readonly report: FitReport;
  /** Covariance of the point; absent where the data do not decide it. */
  readonly covariance?: readonly (readonly number[])[];
}

/** Slope per event that counts as flat where the curvature is not looked at. */
const FLAT = 1e-6;

/** Squared distance to the peak, in standard errors of the point, that counts as none. */
const AT_PEAK = 1e-8;

/** Newton steps at the end of a search; one or two are the rule. */
const MOST_STEPS = 8;

/** After a Newton step as small as this the curvature is the same. */
const SMALL_STEP = 1e-3;

/** Steps after which a search without a peak is given up. */
const MOST_ITERATIONS = 100;

/** Two ends of a search within this share of the log-likelihood are the same maximum. */
const SAME = 1e-8;

/** A curvature this far below the largest is rounding noise. */
const NOISE = 1e-12;

/**
 * Standard error of a direction of the point above which they count as undecided: moving all of them by a factor
 * of about 20 along it would cost less than half a unit of log-likelihood.
 */
const UNDECIDED = 3;

/** Step of the central differences of the slope. */
const STEP = 1e-4;

/**
 * Finds the parameters that explain the customers best, from several starts, and tells honestly how sure they are.
 *
 * @see Nocedal, Wright, Numerical Optimization (2006), algorithm 6.1
 * @internal
 */
export function maximizeLikelihood(likelihood: LogLikelihood, search: LikelihoodSearch): LikelihoodMaximum {
  const { starts, customers, events = customers, limit = 30, curvature = true } = search;
  const size = (starts[0] as readonly number[]).length;
  const slope = new Float64Array(size);
  const last = new Float64Array(size).fill(Number.NaN);
  let lastValue = Number.NaN;
  let evaluations = 0;
  const lossAt = (x: Float64Array): number => {
    if (x.every((cell, i) => cell === last[i])) return lastValue;
    last.set(x);
    evaluations++;
    lastValue = x.some((cell) => Math.abs(cell) > limit) ? Number.NaN : -likelihood(x, slope) / events;
    return lastValue;
  };
  const slopeAt = (x: Float64Array, out: Float64Array): void => {
    lossAt(x);
    for (let i = 0; i < size; i++) out[i] = -(slope[i] as number) / events;
  };

  const ends = starts.map((start) =>
    minimizeBfgs(lossAt, start, { gradient: slopeAt, tolerance: 1e-9, maxIterations: MOST_ITERATIONS }),
  );
  const best = ends.reduce((a, b) => (lossOf(b) < lossOf(a) ? b : a));
  const top = lossOf(best);
  const agreeing = ends.filter((end) => Math.abs(lossOf(end) - top) <= SAME * Math.max(1, Math.abs(top))).length;

  const end = curvature ? polished(lossAt, slopeAt, Float64Array.from(best.x)) : { x: Float64Array.from(best.x) };
  const gradient = new Float64Array(size);
  slopeAt(end.x, gradient);
  const { hessian, factor } = end;
  const bends = hessian === undefined ? undefined : symmetricEigenvalues(hessian, size);
  const [weakest = 0, strongest = 0] = [bends?.[0], bends?.[size - 1]];
  const curved = factor !== undefined && weakest > NOISE * strongest;
  const gap = factor === undefined ? undefined : events * dot(gradient, choleskySolve(factor, gradient));
  const converged = curvature
    ? curved && gap !== undefined && gap <= AT_PEAK
    : steepest(gradient) <= FLAT * Math.max(1, Math.abs(top));
  const identifiable = converged && curved && 1 / Math.sqrt(weakest * events) <= UNDECIDED;
  return {
    point: Array.from(end.x),
    report: {
      converged,
      logLikelihood: -lossAt(end.x) * events,
      gradientNorm: (steepest(gradient) * events) / customers,
      ...(curved && { condition: strongest / weakest }),
      identifiable,
      starts: starts.length,
      agreeing,
      evaluations,
    },
    ...(identifiable && factor !== undefined && { covariance: rowsOf(choleskyInverse(factor), size, events) }),
  };
}

function rowsOf(matrix: Float64Array, size: number, divisor: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from(matrix.subarray(i * size, (i + 1) * size), (cell) => cell / divisor),
  );
}

const lossOf = ({ value }: Minimum): number => value ?? Number.POSITIVE_INFINITY;

const steepest = (gradient: Float64Array): number => gradient.reduce((most, s) => Math.max(most, Math.abs(s)), 0);

interface End {
  readonly x: Float64Array;
  /** Curvature there, and its factor where it is that of a peak. */
  readonly hessian?: Float64Array | undefined;
  readonly factor?: CholeskyFactor | undefined;
}

/** Newton steps from where a search stopped at its tolerance; they take the last digits. */
function polished(
  lossAt: (x: Float64Array) => number,
  slopeAt: (x: Float64Array, out: Float64Array) => void,
  start: Float64Array,
): End {
  const size = start.length;
  let x = start;
  let gradient = new Float64Array(size);
  slopeAt(x, gradient);
  let hessian = curvatureAt(slopeAt, x);
  let factor = hessian === undefined ? undefined : choleskyFactor(hessian, size);
  for (let step = 0; step < MOST_STEPS && factor !== undefined; step++) {
    const move = choleskySolve(factor, gradient);
    const next = x.map((cell, i) => cell - (move[i] as number));
    const after = new Float64Array(size);
    slopeAt(next, after);
    if (!(Number.isFinite(lossAt(next)) && steepest(after) < steepest(gradient))) break;
    x = next;
    gradient = after;
    if (steepest(move) < SMALL_STEP) break;
    hessian = curvatureAt(slopeAt, x);
    factor = hessian === undefined ? undefined : choleskyFactor(hessian, size);
  }
  return { x, hessian, factor };
}

/** Second derivatives by central differences of the slope, made symmetric; undefined where a slope is not finite. */
function curvatureAt(slopeAt: (x: Float64Array, out: Float64Array) => void, x: Float64Array): Float64Array | undefined {
  const n = x.length;
  const raw = new Float64Array(n * n);
  const above = new Float64Array(n);
  const below = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const probe = Float64Array.from(x);
    probe[i] = (x[i] as number) + STEP;
    slopeAt(probe, above);
    probe[i] = (x[i] as number) - STEP;
    slopeAt(probe, below);
    for (let j = 0; j < n; j++) raw[i * n + j] = ((above[j] as number) - (below[j] as number)) / (2 * STEP);
  }
  const symmetric = raw.map((cell, k) => (cell + (raw[(k % n) * n + Math.floor(k / n)] as number)) / 2);
  return symmetric.every(Number.isFinite) ? symmetric : undefined;
}
