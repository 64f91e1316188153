import { requireNumber, requireObject, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { facetIds, leverFacets, leverIds, SUM_SLACK } from "./levers.ts";
import type { DefineSwitchingModelOptions, FacetShares, LeverId, SwitchingModel } from "./types.ts";

/**
 * The weights from which to start: each facet counts a third, and within it every lever counts by its share of that
 * facet. They are stated, not learned: nine relational levers in a list of seventeen say how many ways there are to
 * be close to a customer, not that closeness outweighs money and effort, so the length of the list decides nothing.
 *
 * A lever's weight is the sum over its facets of share × density; the three densities (143, 113 and 39 in 1323 for
 * procedural, financial, relational) are the one solution for which every facet adds up to exactly a third.
 *
 * @example
 * ```ts
 * defaultSwitchingModel.weights.agreements; // ≈ 0.0854
 * defaultSwitchingModel.fittedOn; // => { source: "stated", basis: "equal_facets" }
 * ```
 */
export const defaultSwitchingModel: SwitchingModel = {
  kind: "switching",
  version: 2,
  weights: {
    quality: 143 / 1323,
    service: 39 / 1323,
    bundling: 128 / 1323,
    standing: 39 / 1323,
    brand: 91 / 1323,
    personal_care: 39 / 1323,
    promotion: 76 / 1323,
    planned_visits: 39 / 1323,
    differentiation: 91 / 1323,
    agreements: 113 / 1323,
    points: 113 / 1323,
    social_gatherings: 39 / 1323,
    clubs: 39 / 1323,
    contacts: 39 / 1323,
    habits: 143 / 1323,
    prepayment: 113 / 1323,
    emotional_account: 39 / 1323,
  },
  facets: leverFacets,
  fittedOn: { source: "stated", basis: "equal_facets" },
};

/**
 * States your own weights for the levers, for example from a workshop or an AHP.
 *
 * @param options - `weights` on any scale (they are brought to a sum of 1; a lever that is not named weighs nothing)
 * and `facets` where a lever works through other facets than the catalogue says.
 * @returns A model for {@link scoreSwitchingCosts} that says of itself that it is stated, not learned.
 * @throws `ClienteleError` `unknown_id` for a lever or facet that does not exist, `out_of_range` or `not_finite`
 * for a weight below 0, `empty_input` when no weight is above 0, `inconsistent` when facet shares do not sum to 1.
 * @example
 * ```ts
 * const model = defineSwitchingModel({ weights: { agreements: 3, habits: 1 } });
 * model.weights.agreements; // => 0.75
 * model.weights.clubs; // => 0
 * ```
 */
export function defineSwitchingModel(options: DefineSwitchingModelOptions): SwitchingModel {
  requireObject(options, "options");
  const { weights, facets = {} } = options;
  requireKeys(weights, leverIds, "options.weights");
  requireKeys(facets, leverIds, "options.facets");
  const stated = leverIds.map((id) => {
    const weight = weights[id] ?? 0;
    requireNumber(weight, `options.weights.${id}`, { min: 0 });
    return weight;
  });
  const largest = Math.max(...stated);
  if (largest === 0) {
    throw new ClienteleError("empty_input", "options.weights must hold at least one weight above 0", {});
  }
  // scaled by the largest first: the sum of huge weights would overflow, tiny ones would lose their digits
  const scaled = stated.map((weight) => weight / largest);
  const total = scaled.reduce((a, b) => a + b, 0);
  const own = {} as Record<LeverId, number>;
  const shares = {} as Record<LeverId, FacetShares>;
  for (const [i, id] of leverIds.entries()) {
    own[id] = (scaled[i] as number) / total;
    shares[id] = facets[id] === undefined ? leverFacets[id] : checkedShares(facets[id], `options.facets.${id}`);
  }
  return {
    kind: "switching",
    version: 2,
    weights: own,
    facets: shares,
    fittedOn: { source: "stated", basis: "own" },
  };
}

/** Refuses keys outside the allowed ids, `__proto__` and `constructor` among them, and what is no plain object. */
export function requireKeys(value: unknown, allowed: readonly string[], name: string): void {
  requireObject(value, name);
  if (value instanceof Map) {
    throw new ClienteleError("invalid_type", `${name} must be a plain object, not a Map`, {
      name,
    });
  }
  for (const key of Object.keys(value as object)) {
    if (!allowed.includes(key)) {
      throw new ClienteleError("unknown_id", `${name} holds ${show(key)}; its keys are ${allowed.join(", ")}`, {
        value: key,
        allowed,
      });
    }
  }
}

function checkedShares(shares: FacetShares, name: string): FacetShares {
  requireKeys(shares, facetIds, name);
  const own: Partial<Record<(typeof facetIds)[number], number>> = {};
  let total = 0;
  for (const facet of facetIds) {
    const share = shares[facet];
    if (share === undefined) continue;
    requireNumber(share, `${name}.${facet}`, { min: 0, max: 1 });
    own[facet] = share;
    total += share;
  }
  if (Math.abs(total - 1) > SUM_SLACK) {
    throw new ClienteleError("inconsistent", `${name} must sum to 1, got ${total}`, { name, total });
  }
  return own;
}
