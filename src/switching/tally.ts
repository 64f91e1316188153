import { requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { facetIds, leverIds, SUM_SLACK } from "./levers.ts";
import { requireKeys } from "./model.ts";
import type { LeverId, SwitchingAccount, SwitchingModel } from "./types.ts";

/** A model's weights as columns in the order of the catalogue: of the whole, then of each facet. */
export interface WeightColumns {
  readonly whole: Float64Array;
  /** Weight × share, one column per facet in the order of `facetIds`. */
  readonly facets: readonly Float64Array[];
}

/** What the answers say about one set of weights. All sums run in the order of the catalogue. */
export interface Tally {
  /** Sum of all weights. */
  readonly total: number;
  /** Sum of the answered weights. */
  readonly answered: number;
  /** Sum of weight × evidence. */
  readonly held: number;
  /** Sum of weight × (1 − evidence). */
  readonly open: number;
}

/** Reads a model's weights once, so that a book is scored without looking them up by name. */
export function weightColumns(model: SwitchingModel): WeightColumns {
  requireObject(model, "model");
  const { kind, weights, facets } = model;
  if (kind !== "switching" || typeof weights !== "object" || typeof facets !== "object" || !weights || !facets) {
    throw new ClienteleError(
      "invalid_model",
      "model must be a switching model: take defaultSwitchingModel, defineSwitchingModel or loadModel",
      { kind },
    );
  }
  const whole = Float64Array.from(leverIds, (id) => {
    requireNumber(weights[id], `model.weights.${id}`, { min: 0 });
    return weights[id];
  });
  requireUnitSum(whole, "model.weights");
  const byFacet = facetIds.map((facet) =>
    Float64Array.from(leverIds, (id, i) => {
      requireObject(facets[id], `model.facets.${id}`);
      const share = facets[id][facet] ?? 0;
      requireNumber(share, `model.facets.${id}.${facet}`, { min: 0, max: 1 });
      return (whole[i] as number) * share;
    }),
  );
  for (let i = 0; i < leverIds.length; i++) {
    const shares = facetIds.map((facet) => facets[leverIds[i] as LeverId][facet] ?? 0);
    requireUnitSum(shares, `model.facets.${leverIds[i]}`);
  }
  return { whole, facets: byFacet };
}

function requireUnitSum(parts: ArrayLike<number>, name: string): void {
  let total = 0;
  for (let i = 0; i < parts.length; i++) total += parts[i] as number;
  if (Math.abs(total - 1) <= SUM_SLACK) return;
  throw new ClienteleError("invalid_model", `${name} must sum to 1, got ${total}; defineSwitchingModel sees to it`, {
    name,
    total,
  });
}

/** Evidence in the order of the catalogue; NaN stands for what is not known and never leaves this module. */
export function readEvidence(account: SwitchingAccount, name: string): Float64Array {
  const { evidence } = account;
  requireObject(evidence, `${name}.evidence`);
  const strengths = new Float64Array(leverIds.length).fill(Number.NaN);
  let keys = 0;
  for (let i = 0; i < leverIds.length; i++) {
    const id = leverIds[i] as LeverId;
    // an own property only: evidence may come from JSON, its prototype from anywhere
    if (!Object.hasOwn(evidence, id)) continue;
    keys++;
    const strength = evidence[id];
    if (strength === undefined) continue;
    if (typeof strength !== "number" || !(strength >= 0 && strength <= 1)) {
      requireNumber(strength, `${name}.evidence.${id}`, { min: 0, max: 1 });
    }
    strengths[i] = strength;
  }
  // names the key that is no lever; where all are, there is nothing to look for
  if (keys !== Object.keys(evidence).length || keys === 0) requireKeys(evidence, leverIds, `${name}.evidence`);
  return strengths;
}

/** Adds up what is answered, held and open. */
export function tallyOf(strengths: Float64Array, weights: Float64Array): Tally {
  let total = 0;
  let answered = 0;
  let held = 0;
  let open = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    const strength = strengths[i] as number;
    total += weight;
    if (Number.isNaN(strength)) continue;
    answered += weight;
    held += weight * strength;
    open += weight * (1 - strength);
  }
  return { total, answered, held, open };
}

/** Index, coverage and range from a tally. The index is absent when nothing that weighs is answered. */
export function figuresOf({ total, answered, held, open }: Tally): {
  readonly index: number | undefined;
  readonly coverage: number;
  readonly lowest: number;
  readonly highest: number;
} {
  if (!(answered > 0)) return { index: undefined, coverage: 0, lowest: 0, highest: 100 };
  const index = Math.min(100, (100 * held) / answered);
  if (answered === total) return { index, coverage: 1, lowest: index, highest: index };
  return {
    index,
    coverage: answered / total,
    lowest: Math.min(index, (100 * held) / total),
    highest: Math.max(index, 100 * (1 - open / total)),
  };
}
