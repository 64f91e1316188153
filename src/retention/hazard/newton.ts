import { type CholeskyFactor, choleskyFactor, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";

/**
 * A log-likelihood: writes its gradient and its information (minus the second derivatives, row by row, both triangles)
 * and returns its value, which may be NaN or infinite where the parameters are beyond what numbers hold.
 */
export type LogLikelihood = (theta: Float64Array, gradient: Float64Array, information: Float64Array) => number;

/** Value, gradient and information at one place. */
export interface LikelihoodPoint {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
}

/** Where the climb ended. */
export interface Climb {
  readonly theta: Float64Array;
  /** Log-likelihood without the penalty. */
  readonly value: number;
  /** Information with the penalty, whose inverse is the covariance; absent where it has none. */
  readonly factor: CholeskyFactor | undefined;
  readonly iterations: number;
  readonly converged: boolean;
  /** Parameters that keep moving while the likelihood stands still. */
  readonly runaway: readonly number[];
}

/** A Newton step that would raise the log-likelihood by less than this share of it is the last one. */
const SETTLED = 1e-15;
/** A parameter that moves by less than this share has come to rest. */
const STILL = 1e-4;
/** Steps without gain after which parameters that still move are running away. */
const PATIENCE = 3;

/** Likelihood, gradient and information at one place. */
export function likelihoodAt(likelihood: LogLikelihood, theta: Float64Array): LikelihoodPoint {
  const p = theta.length;
  const gradient = new Float64Array(p);
  const information = new Float64Array(p * p);
  return { value: likelihood(theta, gradient, information), gradient, information };
}

/**
 * Climbs to the highest log-likelihood by Newton's steps, halved where they overshoot.
 *
 * @param from - The likelihood at `start`, which a caller may have looked at already. Overwritten.
 * @param penalty - Ridge of each parameter.
 * @param weight - Weight of those who left, against which a gain is large or small.
 */
export function climb(
  likelihood: LogLikelihood,
  start: Float64Array,
  from: LikelihoodPoint,
  penalty: Float64Array,
  weight: number,
  maxIterations: number,
): Climb {
  const { gradient, information } = from;
  const p = start.length;
  let theta = start;
  let { value } = from;
  let flat = 0;
  for (let iterations = 0; ; iterations++) {
    for (let j = 0; j < p; j++) {
      gradient[j] = (gradient[j] as number) - (penalty[j] as number) * (theta[j] as number);
      information[j * p + j] = (information[j * p + j] as number) + (penalty[j] as number);
    }
    const factor = factorOf(information, p);
    const step = factor === undefined ? undefined : solved(factor, gradient);
    if (step === undefined) return { theta, value, factor, iterations, converged: false, runaway: [] };
    const gain = dot(step, gradient);
    const still = step.every((move, j) => Math.abs(move) <= STILL * (1 + Math.abs(theta[j] as number)));
    const settled = gain <= SETTLED * (weight + Math.abs(value));
    if (settled && still) {
      const last = theta.map((cell, j) => cell + (step[j] as number));
      return { theta: last, value: value + gain / 2, factor, iterations, converged: true, runaway: [] };
    }
    flat = settled ? flat + 1 : 0;
    const before = value - penaltyOf(theta, penalty);
    let next: Float64Array | undefined;
    if (flat < PATIENCE && iterations < maxIterations) {
      for (let share = 1; share > 1e-7 && next === undefined; share /= 2) {
        const trial = theta.map((cell, j) => cell + share * (step[j] as number));
        const here = likelihood(trial, gradient, information);
        if (!(here - penaltyOf(trial, penalty) >= before - 1e-12 * Math.abs(before))) continue;
        if (!(information.every(Number.isFinite) && gradient.every(Number.isFinite))) continue;
        next = trial;
        value = here;
      }
    }
    if (next === undefined) {
      const fastest = step.reduce((most, move) => Math.max(most, Math.abs(move)), 0);
      const runaway = Array.from(step.keys()).filter((j) => Math.abs(step[j] as number) > 0.1 * fastest);
      return { theta, value, factor, iterations, converged: false, runaway: still ? [] : runaway };
    }
    theta = next;
  }
}

function penaltyOf(theta: Float64Array, penalty: Float64Array): number {
  let total = 0;
  for (let j = 0; j < theta.length; j++) total += (penalty[j] as number) * (theta[j] as number) ** 2;
  return total / 2;
}

/** The factor of the information; where that is no hill, of one made steep enough to walk on. */
function factorOf(information: Float64Array, p: number): CholeskyFactor | undefined {
  if (!information.every(Number.isFinite)) return undefined;
  const factor = choleskyFactor(information, p);
  if (factor !== undefined) return factor;
  let largest = 0;
  for (let j = 0; j < p; j++) largest = Math.max(largest, Math.abs(information[j * p + j] as number));
  for (let share = 1e-8; share < 1e3 && largest > 0; share *= 100) {
    const steeper = information.slice();
    for (let j = 0; j < p; j++) steeper[j * p + j] = (steeper[j * p + j] as number) + share * largest;
    const found = choleskyFactor(steeper, p);
    if (found !== undefined) return found;
  }
  return undefined;
}

function solved(factor: CholeskyFactor, gradient: Float64Array): Float64Array | undefined {
  return gradient.every(Number.isFinite) ? choleskySolve(factor, gradient) : undefined;
}
