import { requireFinite, requireNonEmpty, requireObject, requireSameLength, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** Options of every function that sets forecasts against what happened. */
export interface OutcomeWeights {
  /** How many rows each row stands for, above 0 and at most 1e9; default 1 each. */
  readonly weights?: ArrayLike<number>;
}

/** Refuses scores that are not finite, none at all, or not as many as outcomes. @internal */
export function requireScores(scores: ArrayLike<number>, outcomes: ArrayLike<number>, name: string): void {
  requireNonEmpty(scores, name);
  requireSameLength(scores, name, outcomes, "outcomes");
  requireFinite(scores, name);
}

/** Refuses forecasts outside [0, 1]. @internal */
export function requireChances(forecasts: ArrayLike<number>, outcomes: ArrayLike<number>): void {
  requireScores(forecasts, outcomes, "forecasts");
  for (let i = 0; i < forecasts.length; i++) requireShare(forecasts[i] as number, "forecasts", i);
}

/** Refuses outcomes outside [0, 1]; with `binary` also anything between 0 and 1. @internal */
export function requireOutcomes(outcomes: ArrayLike<number>, binary: boolean = false): void {
  requireFinite(outcomes, "outcomes");
  for (let i = 0; i < outcomes.length; i++) {
    const value = outcomes[i] as number;
    requireShare(value, "outcomes", i);
    if (binary && value !== 0 && value !== 1) {
      throw new ClienteleError("out_of_range", `outcomes[${i}] must be 0 or 1, got ${value}`, { index: i, value });
    }
  }
}

function requireShare(value: number, name: string, index: number): void {
  if (value < 0 || value > 1) {
    throw new ClienteleError("out_of_range", `${name}[${index}] must lie in [0, 1], got ${value}`, {
      name,
      index,
      value,
    });
  }
}

/** The weights asked for, checked, or one for every row. @internal */
export function weightsOf(options: OutcomeWeights, rows: number): ArrayLike<number> {
  requireObject(options, "options");
  const { weights } = options;
  if (weights === undefined) return new Float64Array(rows).fill(1);
  requireSameLength(weights, "options.weights", { length: rows }, "outcomes");
  requireFinite(weights, "options.weights");
  for (let i = 0; i < rows; i++) {
    const weight = weights[i] as number;
    if (!(weight > 0 && weight <= 1e9)) {
      throw new ClienteleError("out_of_range", `options.weights[${i}] must lie in (0, 1e9], got ${show(weight)}`, {
        index: i,
        weight,
      });
    }
  }
  return weights;
}

/** Indices 0 to n − 1; a plain loop, since `Uint32Array.from` walks an iterator. @internal */
export function indicesOf(n: number): Uint32Array {
  const indices = new Uint32Array(n);
  for (let i = 0; i < n; i++) indices[i] = i;
  return indices;
}
