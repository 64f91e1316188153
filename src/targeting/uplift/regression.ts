import { ClienteleError } from "../../core/errors.ts";
import { choleskyFactor, choleskyInverse, choleskySolve } from "../../math/cholesky.ts";
import { fitLogistic } from "../../math/logistic.ts";
import type { UpliftDesign } from "./design.ts";
import type { UpliftOutcomeKind, UpliftRegression } from "./types.ts";

/** Coefficients with what their covariance is made from. */
interface Solution {
  readonly beta: Float64Array;
  /** Inverse of the information. */
  readonly bread: Float64Array;
}

/**
 * A ridge regression with a covariance that holds whatever the spread of the outcomes: logistic for yes/no, linear for
 * amounts.
 *
 * @see White (1980), Econometrica 48, 817–838, for the covariance
 */
export function fitRidge(
  design: UpliftDesign,
  outcomes: Float64Array,
  weights: Float64Array,
  kind: UpliftOutcomeKind,
  ridge: number,
): UpliftRegression {
  const { beta, bread } =
    kind === "yes_no" ? logistic(design, outcomes, weights, ridge) : linear(design, outcomes, weights, ridge);
  const p = design.coefficients;
  const meat = new Float64Array(p * p);
  for (let i = 0; i < design.rows; i++) {
    const fitted = linked(etaAt(design, i, beta), kind);
    addOuter(meat, design, i, ((weights[i] as number) * ((outcomes[i] as number) - fitted)) ** 2);
  }
  mirror(meat, p);
  const covariance = multiply(multiply(bread, meat, p), bread, p);
  if (!beta.every(Number.isFinite) || !covariance.every(Number.isFinite)) throwUnsettled();
  return {
    n: design.rows,
    intercept: beta[0] as number,
    coefficients: Array.from(beta.subarray(1)),
    covariance: Array.from(covariance),
  };
}

/** The mean that belongs to a linear predictor. */
export function linked(eta: number, kind: UpliftOutcomeKind): number {
  if (kind === "amount") return eta;
  const tail = Math.exp(-Math.abs(eta));
  return eta >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
}

function throwUnsettled(): never {
  throw new ClienteleError("no_convergence", "the regression did not settle; raise options.ridge or scale the fields");
}

function logistic(design: UpliftDesign, outcomes: Float64Array, weights: Float64Array, ridge: number): Solution {
  const fit = fitLogistic(design.predictors, outcomes, { weights, ridge });
  if (fit === undefined) throwUnsettled();
  const beta = new Float64Array(design.coefficients);
  beta[0] = fit.intercept;
  beta.set(fit.coefficients, 1);
  return { beta, bread: fit.covariance };
}

function linear(design: UpliftDesign, outcomes: Float64Array, weights: Float64Array, ridge: number): Solution {
  const p = design.coefficients;
  const { width, index, value } = design;
  const information = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (let i = 0; i < design.rows; i++) {
    const weight = weights[i] as number;
    addOuter(information, design, i, weight);
    for (let k = i * width; k < (i + 1) * width; k++) {
      const at = index[k] as number;
      right[at] = (right[at] as number) + weight * (value[k] as number) * (outcomes[i] as number);
    }
  }
  mirror(information, p);
  for (let j = 1; j < p; j++) information[j * p + j] = (information[j * p + j] as number) + ridge;
  const factor = choleskyFactor(information, p);
  if (factor === undefined) throwUnsettled();
  return { beta: choleskySolve(factor, right), bread: choleskyInverse(factor) };
}

function etaAt({ width, index, value }: UpliftDesign, row: number, beta: Float64Array): number {
  let eta = 0;
  for (let k = row * width; k < (row + 1) * width; k++) {
    eta += (value[k] as number) * (beta[index[k] as number] as number);
  }
  return eta;
}

/** Adds a row's outer product to the lower triangle. */
function addOuter(matrix: Float64Array, design: UpliftDesign, row: number, factor: number): void {
  const { width, index, value, coefficients: p } = design;
  const from = row * width;
  for (let k = from; k < from + width; k++) {
    const x = value[k] as number;
    if (x === 0) continue;
    const at = (index[k] as number) * p;
    for (let l = from; l <= k; l++) {
      const cell = at + (index[l] as number);
      matrix[cell] = (matrix[cell] as number) + factor * x * (value[l] as number);
    }
  }
}

function mirror(matrix: Float64Array, p: number): void {
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) matrix[j * p + i] = matrix[i * p + j] as number;
}

function multiply(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const product = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      const left = a[i * p + k] as number;
      if (left === 0) continue;
      for (let j = 0; j < p; j++) {
        product[i * p + j] = (product[i * p + j] as number) + left * (b[k * p + j] as number);
      }
    }
  }
  return product;
}
