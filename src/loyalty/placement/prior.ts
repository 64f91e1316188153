import { type CholeskyFactor, choleskyFactor, choleskyLogDeterminant, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import type { Grid } from "./grid.ts";
import type { GridProducts } from "./products.ts";

/** Newton steps end where a further one would raise the log posterior by no more than half of this. */
const ENOUGH = 1e-4;
const MOST_STEPS = 100;
const SHORTEST_STEP = 1e-6;

/** Pairs of answers expected for fewer customers than this add nothing to the information. */
const NOBODY = 1e-9;

/** The distribution of true ratings under one roughness: its mode, and how sharply the answers tell it. */
export interface PriorFit {
  /** Coefficients in units of their sds. */
  readonly coefficients: Float64Array;
  readonly sds: Float64Array;
  readonly weights: Float64Array;
  /** Chance of each pair of answers. */
  readonly chances: Float64Array;
  /** Mean of each term given each pair of answers: answers × terms. */
  readonly conditional: Float64Array;
  /** Information on the coefficients, prior included. */
  readonly information: CholeskyFactor;
  /** Laplace approximation of the log marginal likelihood, up to a constant that all roughnesses share. */
  readonly logEvidence: number;
}

/**
 * Finds the density of true ratings whose logarithm is a polynomial with normal coefficients, by Fisher scoring.
 *
 * @see Efron (2016), Empirical Bayes deconvolution estimates, Biometrika 103, eqs. 9–22, here in two dimensions
 */
export function fitPrior(grid: Grid, products: GridProducts, sds: Float64Array, start: Float64Array): PriorFit {
  let here = stateAt(grid, products, sds, start);
  for (let step = 0; ; step++) {
    const { conditional, gradient, information } = slopesAt(grid, products, sds, here);
    const direction = choleskySolve(information, gradient);
    const gain = dot(direction, gradient);
    let next: State | undefined;
    if (gain > ENOUGH && step < MOST_STEPS) {
      for (let length = 1; length >= SHORTEST_STEP && next === undefined; length /= 2) {
        const trial = here.coefficients.map((c, t) => c + length * (direction[t] as number));
        const state = stateAt(grid, products, sds, trial);
        if (state.value >= here.value + ENOUGH * length * gain) next = state;
      }
    }
    if (next === undefined) {
      return {
        ...here,
        sds,
        conditional,
        information,
        logEvidence: here.value - choleskyLogDeterminant(information) / 2,
      };
    }
    here = next;
  }
}

interface State {
  readonly coefficients: Float64Array;
  readonly weights: Float64Array;
  readonly chances: Float64Array;
  /** Log posterior. */
  readonly value: number;
}

function stateAt(grid: Grid, products: GridProducts, sds: Float64Array, coefficients: Float64Array): State {
  const log = products.combine(coefficients.map((c, t) => c * (sds[t] as number)));
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < log.length; i++) {
    log[i] = (log[i] as number) + (grid.logArea[i] as number);
    most = Math.max(most, log[i] as number);
  }
  const raw = log.map((value) => Math.exp(value - most));
  const total = raw.reduce((sum, value) => sum + value, 0);
  const weights = raw.map((value) => value / total);
  const chances = products.answers(weights);
  let value = -dot(coefficients, coefficients) / 2;
  for (let j = 0; j < chances.length; j++) {
    const n = grid.counts[j] as number;
    if (n > 0) value += n * Math.log(Math.max(chances[j] as number, Number.MIN_VALUE));
  }
  return { coefficients, weights, chances, value };
}

function slopesAt(grid: Grid, products: GridProducts, sds: Float64Array, { coefficients, weights, chances }: State) {
  const T = sds.length;
  const mean = products.terms(weights);
  const expected = products.cells(ratios(grid, chances)).map((value, i) => value * (weights[i] as number));
  const gradient = products
    .terms(expected)
    .map((value, t) => (value - grid.n * (mean[t] as number)) * (sds[t] as number) - (coefficients[t] as number));
  const conditional = products.conditional(weights, chances);
  const information = new Float64Array(T * T);
  const score = new Float64Array(T);
  for (let j = 0; j < chances.length; j++) {
    const n = grid.n * (chances[j] as number);
    if (n < NOBODY) continue;
    for (let t = 0; t < T; t++)
      score[t] = ((conditional[j * T + t] as number) - (mean[t] as number)) * (sds[t] as number);
    for (let t = 0; t < T; t++) {
      const factor = n * (score[t] as number);
      for (let k = 0, at = t * T; k <= t; k++, at++) {
        information[at] = (information[at] as number) + factor * (score[k] as number);
      }
    }
  }
  for (let t = 0; t < T; t++) {
    information[t * T + t] = (information[t * T + t] as number) + 1;
    for (let k = 0; k < t; k++) information[k * T + t] = information[t * T + k] as number;
  }
  // the identity added above keeps it positive definite
  return { conditional, gradient, information: choleskyFactor(information, T) as CholeskyFactor };
}

/** Customers per pair of answers over the chance of that pair. */
export function ratios({ counts }: Grid, chances: Float64Array): Float64Array {
  return counts.map((n, j) => (n > 0 ? n / Math.max(chances[j] as number, Number.MIN_VALUE) : 0));
}
