import { loyaltyQuadrants } from "../quadrant/axis.ts";
import type { LoyaltyRating } from "../quadrant/types.ts";
import { predictPlacement } from "./predict.ts";
import type { PlacementExplanation, PlacementModel } from "./types.ts";

/** Chances below one in twenty are not worth a sentence. */
const WORTH_SAYING = 0.05;

/**
 * Says in words where a customer may truly stand, such as: observed as apostle, but with a chance of 38 % a mercenary.
 *
 * @param model - From {@link fitPlacement} or `loadModel`.
 * @param customer - Both ratings, in points of the model's scales.
 * @returns The placement with its reasons as data: the observed quadrant, then the others from 5 % on, likeliest first.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const answers = Array.from({ length: 800 }, (_, i) => [1 + (i % 5), Math.max(1, Math.min(5, (i % 5) + (Math.floor(i / 5) % 3)))]);
 * const axes = { satisfaction: (row) => row[0], loyalty: (row) => row[1] };
 * const scale = { min: 1, max: 5 };
 * const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale, cuts: "top_two_box" });
 * const ratings = { satisfaction: { errorSd: 0.5 }, loyalty: { errorSd: 0.6 } };
 * const placement = fitPlacement(model, answers, { ...axes, ratings });
 * const { reasons } = explainPlacement(placement, { satisfaction: 4, loyalty: 4 });
 * describe(reasons[0]); // => "observed as apostle, which is true with a probability of 79%"
 * describe(reasons[1]); // => "observed as apostle, but with a chance of 11% to be a defector in truth"
 * ```
 */
export function explainPlacement(model: PlacementModel, customer: LoyaltyRating): PlacementExplanation {
  const placement = predictPlacement(model, customer);
  const { observed, probabilities } = placement;
  const others = loyaltyQuadrants
    .filter((quadrant) => quadrant !== observed && probabilities[quadrant] >= WORTH_SAYING)
    .sort((a, b) => probabilities[b] - probabilities[a]);
  return {
    ...placement,
    reasons: [
      { code: "placement_observed", params: { quadrant: observed, probability: probabilities[observed] } },
      ...others.map(
        (quadrant) =>
          ({ code: "placement_other", params: { observed, quadrant, probability: probabilities[quadrant] } }) as const,
      ),
    ],
  };
}
