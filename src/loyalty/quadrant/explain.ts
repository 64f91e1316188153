import { requireObject } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { indexAt, loyaltyQuadrants, positionOf, requireLoyaltyModel, requireRating } from "./axis.ts";
import type {
  LoyaltyAxis,
  LoyaltyAxisName,
  LoyaltyExplanation,
  LoyaltyModel,
  LoyaltyMove,
  LoyaltyPosition,
  LoyaltyQuadrant,
  LoyaltyRating,
} from "./types.ts";

/**
 * Says why a customer stands where they stand, how far each rating is from its cut, and what would move them.
 *
 * @param model - From {@link fitLoyalty} or `loadModel`.
 * @param customer - Both ratings, in points of the model's scales.
 * @returns The quadrant, the position on each axis, every change of one rating alone that leads to another quadrant
 * (none where the customer is indifferent on both axes), and the reasons as data.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const model = fitLoyalty([[4, 5], [2, 1]], {
 *   satisfaction: (row) => row[0],
 *   loyalty: (row) => row[1],
 *   satisfactionScale: { min: 1, max: 5 },
 *   loyaltyScale: { min: 1, max: 5 },
 * });
 * const { quadrant, moves, reasons } = explainLoyalty(model, { satisfaction: 2, loyalty: 5 });
 * quadrant; // => "hostage"
 * moves[0]; // => { axis: "satisfaction", direction: "rise", to: 3, change: 1, reached: true, quadrant: "apostle" }
 * describe(reasons[0]); // => "satisfaction 2 is low: 1 below the cut 3"
 * ```
 */
export function explainLoyalty(model: LoyaltyModel, customer: LoyaltyRating): LoyaltyExplanation {
  requireLoyaltyModel(model);
  requireObject(customer, "customer");
  requireRating(customer.satisfaction, model.satisfaction, "satisfaction");
  requireRating(customer.loyalty, model.loyalty, "loyalty");
  const satisfaction = positionOf(model.satisfaction, customer.satisfaction);
  const loyalty = positionOf(model.loyalty, customer.loyalty);
  const index = indexAt(satisfaction, loyalty);
  const quadrant = loyaltyQuadrants[index] as LoyaltyQuadrant;
  const moves = [
    ...movesAlong("satisfaction", model, customer, index),
    ...movesAlong("loyalty", model, customer, index),
  ].sort((a, b) => Math.abs(a.change) - Math.abs(b.change));
  const reasons: Reason[] = [
    place("satisfaction", model.satisfaction, customer.satisfaction, satisfaction),
    place("loyalty", model.loyalty, customer.loyalty, loyalty),
    ...moves.map((move): Reason => ({ code: "loyalty_move", params: move })),
  ];
  return { quadrant, satisfaction, loyalty, moves, reasons };
}

function place(axis: LoyaltyAxisName, { low, high }: LoyaltyAxis, value: number, position: LoyaltyPosition): Reason {
  if (position === "between") return { code: "loyalty_axis_between", params: { axis, value, low, high } };
  return { code: `loyalty_axis_${position}`, params: { axis, value, cut: position === "high" ? high : low } };
}

/** The other positions on one axis, each by its nearest boundary, where they change the quadrant. */
function movesAlong(
  axis: LoyaltyAxisName,
  model: LoyaltyModel,
  customer: LoyaltyRating,
  quadrant: number,
): LoyaltyMove[] {
  const { low, high } = model[axis];
  const today = positionOf(model[axis], customer[axis]);
  const zone = low < high;
  const goals: { readonly position: LoyaltyPosition; readonly to: number; readonly reached: boolean }[] = [
    { position: "high", to: high, reached: true },
    // without a zone the cut itself is high, so it must be passed on the way down
    { position: "low", to: low, reached: zone },
  ];
  // the zone is open: from either side its boundary must be passed
  if (zone) goals.push({ position: "between", to: today === "high" ? high : low, reached: false });
  const moves: LoyaltyMove[] = [];
  for (const { position, to, reached } of goals) {
    const index =
      axis === "satisfaction"
        ? indexAt(position, positionOf(model.loyalty, customer.loyalty))
        : indexAt(positionOf(model.satisfaction, customer.satisfaction), position);
    if (position === today || index === quadrant) continue;
    const falls = position === "low" || today === "high";
    moves.push({
      axis,
      direction: falls ? "fall" : "rise",
      to,
      change: to - customer[axis],
      reached,
      quadrant: loyaltyQuadrants[index] as LoyaltyQuadrant,
    });
  }
  return moves;
}
