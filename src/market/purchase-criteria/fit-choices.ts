import { choleskyFactor, choleskyInverse, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import { type Complete, choiceChances } from "./complete.ts";
import type { ChoiceFit } from "./fit.ts";

/** Log odds between best and worst rating from which choices count as parted completely: one slip in 10¹³. */
const PARTED = 30;

const MOST_STEPS = 100;

interface State {
  readonly logLikelihood: number;
  readonly slope: Float64Array;
  /** Information, p × p. */
  readonly information: Float64Array;
  /** Sum of the squares of each respondent's slope, p × p. */
  readonly scores: Float64Array;
}

/** Multinomial logit by Newton's method; the likelihood has one top. `undefined` where it has none. */
export function fitToChoices(rows: Complete, constants: boolean, range: number): ChoiceFit | undefined {
  const p = constants ? rows.suppliers : 1;
  let theta: Float64Array = new Float64Array(p);
  let state = stateAt(rows, theta);
  for (let step = 0; step < MOST_STEPS; step++) {
    const factor = choleskyFactor(state.information, p);
    if (factor === undefined || theta.some((cell, k) => Math.abs(cell) * (k === 0 ? range : 1) > PARTED))
      return undefined;
    const direction = choleskySolve(factor, state.slope);
    const gain = dot(direction, state.slope);
    if (gain <= 1e-18 * Math.max(1, Math.abs(state.logLikelihood))) {
      return fitOf(rows, theta, state, choleskyInverse(factor), p);
    }
    let length = 1;
    let next = theta;
    let there = state;
    // halved until it climbs; at the top rounding alone decides, and the step is taken as it is
    for (let trial = 0; trial < 40; trial++, length /= 2) {
      next = theta.map((cell, k) => cell + length * (direction[k] as number));
      there = stateAt(rows, next);
      if (there.logLikelihood >= state.logLikelihood - 1e-12 * Math.abs(state.logLikelihood)) break;
    }
    theta = next;
    state = there;
  }
  return undefined;
}

function fitOf(rows: Complete, theta: Float64Array, state: State, inverse: Float64Array, p: number): ChoiceFit {
  const degreesOfFreedom = rows.n - p;
  const covariance = new Array<number>(p * p).fill(0);
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < p; b++) {
      let sum = 0;
      for (let k = 0; k < p; k++) {
        for (let l = 0; l < p; l++) {
          sum += (inverse[a * p + k] as number) * (state.scores[k * p + l] as number) * (inverse[l * p + b] as number);
        }
      }
      covariance[a * p + b] = (sum * rows.n) / degreesOfFreedom;
    }
  }
  return {
    sensitivity: theta[0] as number,
    constants: constantsOf(theta, rows.suppliers),
    covariance,
    degreesOfFreedom,
    logLikelihood: state.logLikelihood,
  };
}

/** Constants by supplier: ours is the one that the others are measured from. */
function constantsOf(theta: Float64Array, suppliers: number): number[] {
  return Array.from({ length: suppliers }, (_, s) => (s === 0 ? 0 : (theta[s] ?? 0)));
}

function stateAt(rows: Complete, theta: Float64Array): State {
  const p = theta.length;
  const { suppliers, totals, choices } = rows;
  const constants = constantsOf(theta, suppliers);
  const chances = new Float64Array(suppliers);
  const slope = new Float64Array(p);
  const own = new Float64Array(p);
  const information = new Float64Array(p * p);
  const scores = new Float64Array(p * p);
  let logLikelihood = 0;
  for (let i = 0; i < rows.n; i++) {
    const from = i * suppliers;
    const norm = choiceChances(theta[0] as number, constants, totals, from, chances);
    const choice = choices[i] as number;
    logLikelihood += (theta[0] as number) * (totals[from + choice] as number) + (constants[choice] as number) - norm;
    let expected = 0;
    for (let s = 0; s < suppliers; s++) expected += (chances[s] as number) * (totals[from + s] as number);
    own[0] = (totals[from + choice] as number) - expected;
    for (let k = 1; k < p; k++) own[k] = Number(choice === k) - (chances[k] as number);
    for (let s = 0; s < suppliers; s++) {
      const apart = (totals[from + s] as number) - expected;
      const chance = chances[s] as number;
      for (let a = 0; a < p; a++) {
        const left = a === 0 ? apart : Number(s === a) - (chances[a] as number);
        for (let b = 0; b < p; b++) {
          const right = b === 0 ? apart : Number(s === b) - (chances[b] as number);
          information[a * p + b] = (information[a * p + b] as number) + chance * left * right;
        }
      }
    }
    for (let a = 0; a < p; a++) {
      slope[a] = (slope[a] as number) + (own[a] as number);
      for (let b = 0; b < p; b++) {
        scores[a * p + b] = (scores[a * p + b] as number) + (own[a] as number) * (own[b] as number);
      }
    }
  }
  return { logLikelihood, slope, information, scores };
}
