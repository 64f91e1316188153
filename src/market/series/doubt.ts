import { minimizeBfgs } from "../../math/bfgs.ts";
import { choleskyFactor } from "../../math/cholesky.ts";
import type { ScaledFit } from "../../math/fit-smoothing.ts";
import { logGamma } from "../../math/gamma.ts";
import type { Random } from "../../math/random.ts";
import { ROUNDING } from "../../math/smoothing-likelihood.ts";

/** Points tried for each that is used, and at least. */
const TRIED = 4;
const LEAST_TRIED = 200;
/** Degrees of freedom of the t from which points are tried, at most: its tails must be the longer ones. */
const MOST_FREEDOM = 30;

/** Possible parameters, states and error size of one form, given the series. */
export interface SmoothingDoubt {
  readonly found: ScaledFit;
  /** The most plausible point, all shares equally likely beforehand. */
  readonly mode: Float64Array;
  /** Lower triangle of the factor of the information there. */
  readonly factor: Float64Array;
  /** Known periods less the numbers fitted. */
  readonly left: number;
  /** Minus the logarithm of how plausible a point is, up to a constant. */
  value(at: Float64Array): number;
}

/**
 * How far the parameters of a form may be off. Shares are equally likely beforehand, first states anywhere; the most
 * plausible point and the curvature there say where to try points.
 */
export function doubtOf(found: ScaledFit): SmoothingDoubt | undefined {
  const { likelihood, x } = found;
  const { rates, size } = likelihood.layout;
  const left = likelihood.known - size;
  if (left < 2) return undefined;
  // the search moves the logit of a share; its own density is what makes the share uniform
  const gradient = (at: Float64Array, out: Float64Array): void => {
    likelihood.gradient(at, out);
    for (let i = 0; i < rates; i++) out[i] = (out[i] as number) + Math.tanh((at[i] as number) / 2);
  };
  const value = (at: Float64Array): number => {
    let total = likelihood.value(at);
    for (let i = 0; i < rates; i++) total += Math.log(2 + 2 * Math.cosh(at[i] as number));
    return total;
  };
  const start = x.map((cell, i) => (i < rates ? Math.max(-4, Math.min(4, cell)) : cell));
  const search = minimizeBfgs(value, start, { gradient, tolerance: 1e-5, maxIterations: 100 });
  if (search.value === undefined) return undefined;
  const mode = Float64Array.from(search.x);
  const information = new Float64Array(size * size);
  const [above, below] = [new Float64Array(size), new Float64Array(size)];
  const sigma = Math.sqrt((likelihood.run(mode) + ROUNDING) / likelihood.known);
  for (let i = 0; i < size; i++) {
    const step = i < rates ? 1e-3 : 1e-3 * sigma;
    const probe = Float64Array.from(mode);
    probe[i] = (mode[i] as number) + step;
    gradient(probe, above);
    probe[i] = (mode[i] as number) - step;
    gradient(probe, below);
    for (let j = 0; j < size; j++)
      information[i * size + j] = ((above[j] as number) - (below[j] as number)) / (2 * step);
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const both = ((information[i * size + j] as number) + (information[j * size + i] as number)) / 2;
      information[i * size + j] = both;
      information[j * size + i] = both;
    }
  }
  if (!information.every(Number.isFinite)) return undefined;
  for (let ridge = 0; ridge < 1e3; ridge = ridge === 0 ? 1e-3 : ridge * 10) {
    const held = Float64Array.from(information);
    for (let i = 0; i < size; i++) {
      const diagonal = held[i * (size + 1)] as number;
      held[i * (size + 1)] = diagonal + ridge * Math.max(1, Math.abs(diagonal));
    }
    const factor = choleskyFactor(held, size);
    if (factor !== undefined) return { found, mode, factor: factor.lower, left, value };
  }
  return undefined;
}

/** One point of the multivariate t around the most plausible one; returns the logarithm of its density up to {@link heightOf}. */
function tryPoint({ mode, factor, left, found }: SmoothingDoubt, random: Random, out: Float64Array): number {
  const size = mode.length;
  // where the errors are linear in the states, SSE^(−n/2) is exactly a t of this width with `left` degrees of freedom
  const width = found.likelihood.known / left;
  const freedom = Math.min(left, MOST_FREEDOM);
  const stretch = Math.sqrt((width * freedom) / (2 * random.gamma(freedom / 2, 1)));
  let square = 0;
  for (let i = 0; i < size; i++) {
    const z = random.normal() * stretch;
    out[i] = z;
    square += z * z;
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = out[i] as number;
    for (let k = i + 1; k < size; k++) rest -= (factor[k * size + i] as number) * (out[k] as number);
    out[i] = rest / (factor[i * size + i] as number);
  }
  for (let i = 0; i < size; i++) out[i] = (out[i] as number) + (mode[i] as number);
  return (-(freedom + size) / 2) * Math.log1p(square / width / freedom);
}

/** The part of that density that is the same everywhere. */
function heightOf({ mode, factor, left, found }: SmoothingDoubt): number {
  const size = mode.length;
  const width = found.likelihood.known / left;
  const freedom = Math.min(left, MOST_FREEDOM);
  let height =
    logGamma((freedom + size) / 2) - logGamma(freedom / 2) - (size / 2) * Math.log(Math.PI * freedom * width);
  for (let i = 0; i < size; i++) height += Math.log(factor[i * (size + 1)] as number);
  return height;
}

/**
 * The logarithm of how plausible the series is under the form as a whole, all its points together: shares equally likely
 * beforehand, first states anywhere. Up to a constant that is the same for all forms of one series.
 *
 * @see Geweke (1989), Econometrica 57, 1317–1339, for means over points of a t
 */
export function evidenceOf(doubt: SmoothingDoubt, tried: number, random: Random): number {
  const point = new Float64Array(doubt.mode.length);
  const logs = new Float64Array(tried);
  for (let i = 0; i < tried; i++) {
    const density = tryPoint(doubt, random, point);
    const cost = doubt.value(point);
    logs[i] = Number.isFinite(cost) ? -cost - density : Number.NEGATIVE_INFINITY;
  }
  const most = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(most)) return Number.NEGATIVE_INFINITY;
  let total = 0;
  for (let i = 0; i < tried; i++) total += Math.exp((logs[i] as number) - most);
  return most + Math.log(total / tried) - heightOf(doubt);
}

/**
 * Possible parameters and first states: points of the t are kept by how plausible they are against how often it draws
 * them. The t alone would lie wrong in the shares, whose plausibility is skewed near their bounds. Weights are cut so
 * that no single point stands for many.
 *
 * @see Rubin (1988), Using the SIR algorithm to simulate posterior distributions; Ionides (2008), Truncated importance
 * sampling, Journal of Computational and Graphical Statistics 17
 */
export function drawPoints(doubt: SmoothingDoubt, count: number, random: Random): Float64Array {
  const size = doubt.mode.length;
  const tried = Math.max(LEAST_TRIED, TRIED * count);
  const points = new Float64Array(tried * size);
  const weights = new Float64Array(tried);
  for (let i = 0; i < tried; i++) {
    const point = points.subarray(i * size, (i + 1) * size);
    const density = tryPoint(doubt, random, point);
    const cost = doubt.value(point);
    weights[i] = Number.isFinite(cost) ? -cost - density : Number.NEGATIVE_INFINITY;
  }
  const most = weights.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const out = new Float64Array(count * size);
  if (!Number.isFinite(most)) {
    // a form that errs so much that its states leave the positive numbers falls back on its most plausible point
    for (let i = 0; i < count; i++) out.set(doubt.mode, i * size);
    return out;
  }
  let total = 0;
  for (let i = 0; i < tried; i++) {
    weights[i] = Math.exp((weights[i] as number) - most);
    total += weights[i] as number;
  }
  const cap = total / Math.sqrt(tried);
  total = 0;
  for (let i = 0; i < tried; i++) {
    weights[i] = Math.min(cap, weights[i] as number);
    total += weights[i] as number;
  }
  // evenly spaced marks along the running sum of weights
  const first = random.uniform();
  let [at, sum] = [0, weights[0] as number];
  for (let i = 0; i < count; i++) {
    const mark = ((i + first) / count) * total;
    while (at < tried - 1 && sum <= mark) sum += weights[++at] as number;
    out.set(points.subarray(at * size, (at + 1) * size), i * size);
  }
  return out;
}
