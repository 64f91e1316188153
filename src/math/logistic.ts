import { requireNonEmpty, requireNumber, requireSameLength } from "../core/checks.ts";
import { choleskyFactor, choleskyInverse, choleskySolve } from "./cholesky.ts";
import { type LogisticDesign, type LogisticPredictor, logisticDesign } from "./logistic-design.ts";
import { type OutcomeWeights, requireOutcomes, weightsOf } from "./outcomes.ts";

/** Options of {@link fitLogistic}. */
export interface FitLogisticOptions extends OutcomeWeights {
  /**
   * How strongly coefficients are drawn towards zero, zero or more, at most 1e9; default 1. A numeric column counts per
   * standard deviation, a level as it is: the prior of each is normal with variance 1 / ridge, in log-odds.
   */
  readonly ridge?: number;
  /**
   * How much of the ridge each coefficient feels, from 0 (free) up to 1e9, one per numeric column and per level in the
   * order of the predictors; default 1 each.
   */
  readonly penalties?: ArrayLike<number>;
  /** Newton steps at most, a whole number from 1 to 1,000; default 50. */
  readonly maxIterations?: number;
}

/** A logistic regression: log-odds = intercept + Σ coefficient · column. */
export interface LogisticFit {
  readonly intercept: number;
  /** One per numeric column and one per level, in the order of the predictors. */
  readonly coefficients: Float64Array;
  /** Covariance of intercept and coefficients, row by row; of the posterior where `ridge` is above 0. */
  readonly covariance: Float64Array;
  /** Log-likelihood without the penalty. */
  readonly logLikelihood: number;
  /** Rows, or the sum of their weights. */
  readonly n: number;
  readonly iterations: number;
  /** False where the search did not settle: without a ridge, rows that are told apart perfectly have no finite fit. */
  readonly converged: boolean;
}

/** A Newton step that would raise the log-likelihood by less than this, per row, is the last one. */
const SETTLED = 1e-14;
/** A coefficient that moves by less than this share has come to rest. */
const STILL = 1e-4;
/** Log-odds beyond which a fit is running away rather than settling. */
const RUNAWAY = 500;

/**
 * How the chance of a yes depends on several columns at once: logistic regression, with a ridge that keeps thin or
 * perfectly separating columns finite.
 *
 * @param predictors - Numeric columns, or `{ codes, levels }` for a category: a whole number below `levels` names the
 * row's level, −1 none. Without a ridge leave one level of each category out (code −1). May be empty.
 * @param outcomes - From 0 to 1, one per row; usually 0 or 1.
 * @param options - `ridge`, `penalties`, `weights`, `maxIterations`. The intercept is never penalised.
 * @returns The fit with its covariance; `undefined` when the columns repeat one another and no ridge decides.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const fit = fitLogistic([[1, 2, 3, 4, 5, 6]], [0, 0, 1, 0, 1, 1], { ridge: 0 });
 * fit?.coefficients[0]; // ≈ 1.2140
 * fit?.converged; // => true
 * ```
 * @see McCullagh & Nelder (1989), Generalized Linear Models, 4.4; le Cessie & van Houwelingen (1992), Applied
 * Statistics 41, on the ridge
 */
export function fitLogistic(
  predictors: readonly LogisticPredictor[],
  outcomes: ArrayLike<number>,
  options: FitLogisticOptions = {},
): LogisticFit | undefined {
  requireNonEmpty(outcomes, "outcomes");
  requireOutcomes(outcomes);
  const weights = weightsOf(options, outcomes.length);
  const design = logisticDesign(predictors, outcomes, weights);
  const { ridge = 1, maxIterations = 50 } = options;
  requireNumber(ridge, "options.ridge", { min: 0, max: 1e9 });
  requireNumber(maxIterations, "options.maxIterations", { min: 1, max: 1000, integer: true });
  const p = design.columns + 1;
  const ridges = ridgesOf(ridge, options.penalties, design.columns);
  const state = start(outcomes, weights, p);
  let beta = state.beta;
  const scratch = { gradient: new Float64Array(p), hessian: new Float64Array(p * p) };
  let likelihood = accumulate(design, outcomes, weights, beta, scratch);
  let converged = false;
  let iterations = 0;
  for (; iterations < maxIterations && !converged; iterations++) {
    penalise(scratch, beta, ridges);
    const factor = choleskyFactor(scratch.hessian, p);
    if (factor === undefined) return undefined;
    const step = choleskySolve(factor, scratch.gradient);
    let gain = 0;
    for (let j = 0; j < p; j++) gain += (step[j] as number) * (scratch.gradient[j] as number);
    // where no finite fit exists the likelihood levels off, but coefficients move on by about one a step
    converged =
      gain <= SETTLED * state.n && step.every((move, j) => Math.abs(move) <= STILL * (1 + Math.abs(beta[j] as number)));
    const before = likelihood - penaltyOf(beta, ridges);
    // a full step almost always climbs; where it overshoots, half of it, a quarter…
    for (let share = 1; ; share /= 2) {
      const next = beta.map((value, j) => value + share * (step[j] as number));
      const here = accumulate(design, outcomes, weights, next, scratch);
      if (here - penaltyOf(next, ridges) >= before - 1e-12 * Math.abs(before) || share < 1e-6) {
        beta = next;
        likelihood = here;
        break;
      }
    }
    if (beta.some((value) => Math.abs(value) > RUNAWAY)) break;
  }
  penalise(scratch, beta, ridges);
  const factor = choleskyFactor(scratch.hessian, p);
  if (factor === undefined) return undefined;
  return {
    ...unscaled(design, beta, choleskyInverse(factor)),
    logLikelihood: likelihood,
    n: state.n,
    iterations,
    converged,
  };
}

/** All coefficients zero, the intercept at the base rate. */
function start(
  outcomes: ArrayLike<number>,
  weights: ArrayLike<number>,
  p: number,
): { readonly beta: Float64Array; readonly n: number } {
  let n = 0;
  let won = 0;
  for (let i = 0; i < outcomes.length; i++) {
    n += weights[i] as number;
    won += (weights[i] as number) * (outcomes[i] as number);
  }
  const beta = new Float64Array(p);
  // half a row of either kind keeps it finite where all outcomes are alike
  beta[0] = Math.log((won + 0.5) / (n - won + 0.5));
  return { beta, n };
}

interface Scratch {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Fills gradient and information (lower triangle) of the log-likelihood at `beta`, and returns it. */
function accumulate(
  { rows, width, index, value }: LogisticDesign,
  outcomes: ArrayLike<number>,
  weights: ArrayLike<number>,
  beta: Float64Array,
  { gradient, hessian }: Scratch,
): number {
  const p = beta.length;
  gradient.fill(0);
  hessian.fill(0);
  let likelihood = 0;
  for (let i = 0; i < rows; i++) {
    const from = i * width;
    let eta = beta[0] as number;
    for (let k = from; k < from + width; k++) eta += (value[k] as number) * (beta[index[k] as number] as number);
    const weight = weights[i] as number;
    const y = outcomes[i] as number;
    // log(1 + e^eta) without overflow
    const tail = Math.exp(-Math.abs(eta));
    likelihood += weight * (y * eta - Math.max(eta, 0) - Math.log1p(tail));
    const chance = eta >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
    const residual = weight * (y - chance);
    const information = (weight * tail) / ((1 + tail) * (1 + tail));
    gradient[0] = (gradient[0] as number) + residual;
    hessian[0] = (hessian[0] as number) + information;
    for (let k = from; k < from + width; k++) {
      const x = value[k] as number;
      if (x === 0) continue;
      const row = index[k] as number;
      gradient[row] = (gradient[row] as number) + residual * x;
      const scaled = information * x;
      const at = row * p;
      hessian[at] = (hessian[at] as number) + scaled;
      // columns of a row stand in rising order, so that this fills the lower triangle alone
      for (let l = from; l <= k; l++) {
        const cell = at + (index[l] as number);
        hessian[cell] = (hessian[cell] as number) + scaled * (value[l] as number);
      }
    }
  }
  return likelihood;
}

/** The ridge of each coefficient; the intercept, which comes first, has none. */
function ridgesOf(ridge: number, penalties: ArrayLike<number> | undefined, columns: number): Float64Array {
  const ridges = new Float64Array(columns + 1).fill(ridge);
  ridges[0] = 0;
  if (penalties === undefined) return ridges;
  requireSameLength(penalties, "options.penalties", { length: columns }, "coefficients");
  for (let j = 0; j < columns; j++) {
    const penalty = penalties[j] as number;
    requireNumber(penalty, `options.penalties[${j}]`, { min: 0, max: 1e9 });
    ridges[j + 1] = ridge * penalty;
  }
  return ridges;
}

/** Adds the ridges to gradient and information, and mirrors the lower triangle. */
function penalise({ gradient, hessian }: Scratch, beta: Float64Array, ridges: Float64Array): void {
  const p = beta.length;
  for (let j = 1; j < p; j++) {
    const ridge = ridges[j] as number;
    gradient[j] = (gradient[j] as number) - ridge * (beta[j] as number);
    hessian[j * p + j] = (hessian[j * p + j] as number) + ridge;
    for (let i = 0; i < j; i++) hessian[i * p + j] = hessian[j * p + i] as number;
  }
}

function penaltyOf(beta: Float64Array, ridges: Float64Array): number {
  let total = 0;
  for (let j = 1; j < beta.length; j++) total += (ridges[j] as number) * (beta[j] as number) ** 2;
  return total / 2;
}

/** From centred and scaled columns back to those that came in: raw = T · scaled, covariance T · C · Tᵀ. */
function unscaled(
  { columns, centre, scale }: LogisticDesign,
  beta: Float64Array,
  covariance: Float64Array,
): Pick<LogisticFit, "intercept" | "coefficients" | "covariance"> {
  const p = columns + 1;
  const coefficients = new Float64Array(columns);
  let intercept = beta[0] as number;
  for (let j = 0; j < columns; j++) {
    const raw = (beta[j + 1] as number) / (scale[j] as number);
    coefficients[j] = raw;
    intercept -= raw * (centre[j] as number);
  }
  const half = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    let first = covariance[j] as number;
    for (let i = 1; i < p; i++) {
      const cell = (covariance[i * p + j] as number) / (scale[i - 1] as number);
      half[i * p + j] = cell;
      first -= cell * (centre[i - 1] as number);
    }
    half[j] = first;
  }
  const raw = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    let first = half[i * p] as number;
    for (let j = 1; j < p; j++) {
      const cell = (half[i * p + j] as number) / (scale[j - 1] as number);
      raw[i * p + j] = cell;
      first -= cell * (centre[j - 1] as number);
    }
    raw[i * p] = first;
  }
  return { intercept, coefficients, covariance: raw };
}
