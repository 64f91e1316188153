import { requireObject, requireSameLength } from "../../core/checks.ts";
import { loyaltyQuadrants, quadrantIndex, requireLoyaltyModel, requireRating } from "./axis.ts";
import { requireRatings } from "./ratings.ts";
import type { LoyaltyModel, LoyaltyQuadrant, LoyaltyRating } from "./types.ts";

/**
 * Says whether a customer is an apostle, a hostage, a mercenary, a defector, or indifferent. A customer in the zone of
 * indifference on either axis is indifferent.
 *
 * @param model - From {@link fitLoyalty} or `loadModel`.
 * @param customer - Both ratings, in points of the model's scales.
 * @returns The quadrant's id; `labelOf` names it.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range` for a rating outside its
 * scale.
 * @example
 * ```ts
 * const model = fitLoyalty([[4, 5], [2, 1]], {
 *   satisfaction: (row) => row[0],
 *   loyalty: (row) => row[1],
 *   satisfactionScale: { min: 1, max: 5 },
 *   loyaltyScale: { min: 1, max: 5 },
 *   indifference: 2,
 * });
 * assignLoyalty(model, { satisfaction: 2, loyalty: 4 }); // => "hostage"
 * assignLoyalty(model, { satisfaction: 3, loyalty: 5 }); // => "indifferent"
 * ```
 */
export function assignLoyalty(model: LoyaltyModel, customer: LoyaltyRating): LoyaltyQuadrant {
  requireLoyaltyModel(model);
  requireObject(customer, "customer");
  const { satisfaction, loyalty } = customer;
  requireRating(satisfaction, model.satisfaction, "satisfaction");
  requireRating(loyalty, model.loyalty, "loyalty");
  return loyaltyQuadrants[quadrantIndex(model, satisfaction, loyalty)] as LoyaltyQuadrant;
}

/**
 * Places a whole book at once: the same rule as {@link assignLoyalty}, over two columns.
 *
 * @param model - From {@link fitLoyalty} or `loadModel`.
 * @param satisfaction - One rating per customer, in points of the satisfaction scale; may be empty.
 * @param loyalty - One rating per customer, same order.
 * @returns Per customer the index into {@link loyaltyQuadrants}.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`; the
 * row is named.
 * @example
 * ```ts
 * const model = fitLoyalty([[4, 5], [2, 1]], {
 *   satisfaction: (row) => row[0],
 *   loyalty: (row) => row[1],
 *   satisfactionScale: { min: 1, max: 5 },
 *   loyaltyScale: { min: 1, max: 5 },
 * });
 * const column = assignLoyaltyColumn(model, [5, 2, 4], [5, 5, 1]); // => Uint8Array.of(0, 1, 2)
 * loyaltyQuadrants[column[1]]; // => "hostage"
 * ```
 */
export function assignLoyaltyColumn(
  model: LoyaltyModel,
  satisfaction: ArrayLike<number>,
  loyalty: ArrayLike<number>,
): Uint8Array {
  requireLoyaltyModel(model);
  requireSameLength(satisfaction, "satisfaction", loyalty, "loyalty");
  requireRatings(satisfaction, model.satisfaction.scale, "satisfaction");
  requireRatings(loyalty, model.loyalty.scale, "loyalty");
  const column = new Uint8Array(satisfaction.length);
  for (let i = 0; i < column.length; i++) {
    column[i] = quadrantIndex(model, satisfaction[i] as number, loyalty[i] as number);
  }
  return column;
}
