import { requireObject, requireSameLength } from "../../core/checks.ts";
import { loyaltyQuadrants, quadrantIndex } from "../quadrant/axis.ts";
import type { LoyaltyQuadrant, LoyaltyRating } from "../quadrant/types.ts";
import { requireAnswers, requirePlacement } from "./check.ts";
import { QUADRANTS } from "./grid.ts";
import { posteriorOf } from "./posterior.ts";
import type { Placement, PlacementModel, QuadrantProbabilities } from "./types.ts";

/**
 * Says how probable each quadrant is for one customer, given that ratings stray.
 *
 * @param model - From {@link fitPlacement} or `loadModel`.
 * @param customer - Both ratings, in points of the model's scales.
 * @returns The quadrant observed, the likeliest one, and the probability of each; they sum to 1.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range` for a rating outside its scale
 * or a fraction among whole answers.
 * @example
 * ```ts
 * const answers = Array.from({ length: 800 }, (_, i) => [1 + (i % 5), Math.max(1, Math.min(5, (i % 5) + (Math.floor(i / 5) % 3)))]);
 * const axes = { satisfaction: (row) => row[0], loyalty: (row) => row[1] };
 * const scale = { min: 1, max: 5 };
 * const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale, cuts: "top_two_box" });
 * const ratings = { satisfaction: { errorSd: 0.5 }, loyalty: { errorSd: 0.6 } };
 * const placement = fitPlacement(model, answers, { ...axes, ratings });
 * predictPlacement(placement, { satisfaction: 4, loyalty: 4 }).likeliest; // => "apostle"
 * ```
 */
export function predictPlacement(model: PlacementModel, customer: LoyaltyRating): Placement {
  requirePlacement(model);
  requireObject(customer, "customer");
  const { satisfaction, loyalty } = customer;
  requireAnswers([satisfaction], model.satisfaction, "satisfaction");
  requireAnswers([loyalty], model.loyalty, "loyalty");
  const chances = new Float64Array(QUADRANTS);
  posteriorOf(model)(satisfaction, loyalty, chances, 0);
  const likeliest = chances.indexOf(chances.reduce((most, p) => Math.max(most, p), 0));
  return {
    observed: loyaltyQuadrants[quadrantIndex(model, satisfaction, loyalty)] as LoyaltyQuadrant,
    likeliest: loyaltyQuadrants[likeliest] as LoyaltyQuadrant,
    probabilities: Object.fromEntries(loyaltyQuadrants.map((name, q) => [name, chances[q]])) as QuadrantProbabilities,
  };
}

/**
 * Says how probable each quadrant is for a whole book: the same rule as {@link predictPlacement}, over two columns.
 *
 * @param model - From {@link fitPlacement} or `loadModel`.
 * @param satisfaction - One rating per customer, in points of the satisfaction scale; may be empty.
 * @param loyalty - One rating per customer, same order.
 * @returns Per quadrant a column of probabilities; row by row they sum to 1.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`; the row is
 * named.
 * @example
 * ```ts
 * const answers = Array.from({ length: 800 }, (_, i) => [1 + (i % 5), Math.max(1, Math.min(5, (i % 5) + (Math.floor(i / 5) % 3)))]);
 * const axes = { satisfaction: (row) => row[0], loyalty: (row) => row[1] };
 * const scale = { min: 1, max: 5 };
 * const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale, cuts: "top_two_box" });
 * const ratings = { satisfaction: { errorSd: 0.5 }, loyalty: { errorSd: 0.6 } };
 * const placement = fitPlacement(model, answers, { ...axes, ratings });
 * predictPlacementColumn(placement, [5, 4, 1], [5, 4, 1]).apostle[1]; // ≈ 0.79
 * ```
 */
export function predictPlacementColumn(
  model: PlacementModel,
  satisfaction: ArrayLike<number>,
  loyalty: ArrayLike<number>,
): Readonly<Record<LoyaltyQuadrant, Float64Array>> {
  requirePlacement(model);
  requireSameLength(satisfaction, "satisfaction", loyalty, "loyalty");
  requireAnswers(satisfaction, model.satisfaction, "satisfaction");
  requireAnswers(loyalty, model.loyalty, "loyalty");
  const posterior = posteriorOf(model);
  const columns = loyaltyQuadrants.map(() => new Float64Array(satisfaction.length));
  const chances = new Float64Array(QUADRANTS);
  // rows by their two ratings: customers who answered alike share one calculation
  const seen = new Map<number, Map<number, number>>();
  for (let i = 0; i < satisfaction.length; i++) {
    const [s, l] = [satisfaction[i] as number, loyalty[i] as number];
    const alike = seen.get(s) ?? new Map<number, number>();
    const first = alike.get(l);
    if (first !== undefined) {
      for (const column of columns) column[i] = column[first] as number;
      continue;
    }
    seen.set(s, alike.set(l, i));
    posterior(s, l, chances, 0);
    for (let q = 0; q < QUADRANTS; q++) (columns[q] as Float64Array)[i] = chances[q] as number;
  }
  return Object.fromEntries(loyaltyQuadrants.map((name, q) => [name, columns[q]])) as Record<
    LoyaltyQuadrant,
    Float64Array
  >;
}
