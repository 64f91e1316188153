import { requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { loyaltyQuadrants, positionOf, quadrantIndex } from "./axis.ts";
import { cutAxis, methodOf } from "./cuts.ts";
import { readColumn, requireRatings, requireScale } from "./ratings.ts";
import type {
  FitLoyaltyOptions,
  LoyaltyAxis,
  LoyaltyAxisName,
  LoyaltyCounts,
  LoyaltyModel,
  LoyaltyNote,
} from "./types.ts";

/** A half of the scale that a tenth of all customers use stays empty by chance in 4 % of samples of 30 (0.9³⁰). */
const ENOUGH_FOR_UNUSED_HALF = 30;

/**
 * Sets where satisfaction and loyalty are cut into high and low, and says how the customers fall: apostles who stay
 * gladly, hostages who stay because they must, mercenaries who are content and leave all the same, defectors.
 *
 * A rating at or above the upper cut is high; otherwise one at or below the lower cut is low; strictly between lies
 * the zone of indifference. With no zone a rating at the cut is high.
 *
 * @param customers - One row per customer, at least one. Not mutated.
 * @param options - `satisfaction` and `loyalty` read the two ratings of a row; `satisfactionScale` and `loyaltyScale`
 * state the answers that the questions allow (a rating outside is refused, a scale is never guessed); `cuts` is
 * `"midpoint"` (default), `"top_two_box"` (the two best answers of a whole-number scale, whole-number ratings only) or
 * cuts per axis; `indifference` is the width of the zone in scale points, for both axes or per axis, default 0.
 * @returns A plain JSON model for {@link assignLoyalty}, {@link explainLoyalty} and {@link summarizeLoyalty}.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `unknown_id` for another rule,
 * `out_of_range` for a rating outside its scale (the row is named), cuts outside it, or a fractional rating or scale
 * with `"top_two_box"`, `inconsistent` when a zone is stated twice.
 * @example
 * ```ts
 * const answers = [
 *   { satisfaction: 5, loyalty: 9 },
 *   { satisfaction: 2, loyalty: 8 },
 *   { satisfaction: 4, loyalty: 3 },
 *   { satisfaction: 1, loyalty: 0 },
 * ];
 * const model = fitLoyalty(answers, {
 *   satisfaction: (a) => a.satisfaction,
 *   loyalty: (a) => a.loyalty,
 *   satisfactionScale: { min: 1, max: 5 },
 *   loyaltyScale: { min: 0, max: 10 },
 * });
 * model.satisfaction.high; // => 3
 * model.fittedOn.counts; // => { apostle: 1, hostage: 1, mercenary: 1, defector: 1, indifferent: 0 }
 * ```
 * @see Jones & Sasser (1995), Why Satisfied Customers Defect, Harvard Business Review 73(6)
 */
export function fitLoyalty<T>(customers: ArrayLike<T>, options: FitLoyaltyOptions<T>): LoyaltyModel {
  requireObject(options, "options");
  const { satisfactionScale, loyaltyScale, cuts = "midpoint", indifference } = options;
  requireScale(satisfactionScale, "options.satisfactionScale");
  requireScale(loyaltyScale, "options.loyaltyScale");
  const method = methodOf(cuts);
  const axes = {
    satisfaction: cutAxis("satisfaction", satisfactionScale, cuts, indifference),
    loyalty: cutAxis("loyalty", loyaltyScale, cuts, indifference),
  };
  const ratings = {
    satisfaction: readColumn(customers, options.satisfaction, "satisfaction"),
    loyalty: readColumn(customers, options.loyalty, "loyalty"),
  };
  const notes: LoyaltyNote[] = [];
  for (const name of ["satisfaction", "loyalty"] as const) {
    requireRatings(ratings[name], axes[name].scale, name);
    if (method === "top_two_box") requireWhole(ratings[name], name);
    notes.push(...notesOn(name, axes[name], ratings[name]));
  }
  const tally = [0, 0, 0, 0, 0];
  for (let i = 0; i < customers.length; i++) {
    const index = quadrantIndex(axes, ratings.satisfaction[i] as number, ratings.loyalty[i] as number);
    tally[index] = (tally[index] as number) + 1;
  }
  const counts = Object.fromEntries(loyaltyQuadrants.map((name, i) => [name, tally[i]])) as LoyaltyCounts;
  return { kind: "loyalty", version: 1, method, ...axes, fittedOn: { customers: customers.length, counts, notes } };
}

function requireWhole(ratings: Float64Array, name: LoyaltyAxisName): void {
  const index = ratings.findIndex((value) => !Number.isInteger(value));
  if (index < 0) return;
  throw new ClienteleError(
    "out_of_range",
    `${name}[${index}] must be a whole number, because cuts "top_two_box" count answers, got ${ratings[index]}; for averages state the cut`,
    { name, index, value: ratings[index] },
  );
}

/** What the answers say against the scale and the cuts; a single customer says nothing about either. */
function notesOn(axis: LoyaltyAxisName, { scale, low, high }: LoyaltyAxis, ratings: Float64Array): LoyaltyNote[] {
  const n = ratings.length;
  if (n < 2) return [];
  const notes: LoyaltyNote[] = [];
  const seen = { low: 0, between: 0, high: 0 };
  let highest = scale.min;
  for (const value of ratings) {
    seen[positionOf({ scale, low, high }, value)]++;
    if (value > highest) highest = value;
  }
  if (n >= ENOUGH_FOR_UNUSED_HALF && highest <= scale.min + (scale.max - scale.min) / 2) {
    notes.push({ code: "loyalty_scale_top_unused", params: { axis, highest, max: scale.max, n } });
  }
  for (const position of ["low", "between", "high"] as const) {
    if (seen[position] === n) notes.push({ code: "loyalty_axis_one_sided", params: { axis, position, n } });
  }
  if (low < high && seen.between === 0) notes.push({ code: "loyalty_zone_empty", params: { axis, low, high, n } });
  return notes;
}
