import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireId } from "../ahp/matrix.ts";
import type { AhpHierarchySolution, AhpSolution, CriterionWeight } from "../ahp/types.ts";
import type { Criterion } from "./types.ts";

/** Weights in the order of the criteria, where they are given one way or another. */
export function givenWeights(
  criteria: readonly Criterion[],
  asked: readonly CriterionWeight[] | AhpSolution | AhpHierarchySolution | undefined,
): Float64Array {
  if (asked === undefined) return normalisedWeights(Array.from(criteria, ({ weight = 1 }) => weight));
  const list = Array.isArray(asked) ? (asked as readonly CriterionWeight[]) : (asked as AhpSolution).weights;
  requireColumn(list, "options.weights");
  const byId = new Map<string, number>();
  for (let k = 0; k < list.length; k++) {
    const entry = list[k] as CriterionWeight;
    requireObject(entry, `options.weights[${k}]`);
    requireId(entry.id, `options.weights[${k}].id`);
    requireNumber(entry.weight, `options.weights[${k}].weight`, { min: 0 });
    if (byId.has(entry.id)) {
      throw new ClienteleError("duplicate_id", `options.weights[${k}].id repeats ${show(entry.id)}`, { id: entry.id });
    }
    byId.set(entry.id, entry.weight);
  }
  const weights = Array.from(criteria, ({ id }) => {
    const weight = byId.get(id);
    if (weight === undefined) {
      throw new ClienteleError("inconsistent", `options.weights has no weight for the criterion ${show(id)}`, { id });
    }
    byId.delete(id);
    return weight;
  });
  for (const id of byId.keys()) {
    throw new ClienteleError("unknown_id", `options.weights names ${show(id)}, which is not one of the criteria`, {
      id,
    });
  }
  return normalisedWeights(weights);
}

/** Weights scaled to a sum of 1. */
export function normalisedWeights(weights: readonly number[]): Float64Array {
  const largest = Math.max(...weights);
  if (!(largest > 0)) {
    throw new ClienteleError("inconsistent", "at least one weight must be above 0", { weights: weights.length });
  }
  const scaled = Float64Array.from(weights, (weight) => weight / largest);
  const total = scaled.reduce((sum, weight) => sum + weight, 0);
  return scaled.map((weight) => weight / total);
}

/** Below this a column spreads the accounts by no more than rounding. */
const FLAT = 1e-12;

/**
 * How unevenly a criterion spreads its points over the accounts: 1 minus the entropy of their shares, relative to that
 * of equal shares. `values` are min–max values in [0, 1], NaN where there is no answer.
 *
 * @see Hwang & Yoon, Multiple Attribute Decision Making (1981), section 2.2.1 (entropy method)
 */
export function divergenceOf(values: Float64Array): number {
  const answered = values.filter((value) => !Number.isNaN(value)).sort();
  const total = answered.reduce((sum, value) => sum + value, 0);
  if (answered.length < 2 || total <= 0) return 0;
  let entropy = 0;
  for (const value of answered) if (value > 0) entropy -= (value / total) * Math.log(value / total);
  const divergence = 1 - entropy / Math.log(answered.length);
  return divergence > FLAT ? divergence : 0;
}
