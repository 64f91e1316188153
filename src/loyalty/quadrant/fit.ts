import { requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { quantile } from "../../math/quantile.ts";
import { loyaltyQuadrants, positionOf, quadrantIndex } from "./axis.ts";
import { cutAxis, methodOf } from "./cuts.ts";
import { readColumn, requireRatings, requireScale } from "./ratings.ts";
import { requireOutcome, separate } from "./separation.ts";
import type {
  FitLoyaltyOptions,
  LoyaltyAxis,
  LoyaltyAxisName,
  LoyaltyCounts,
  LoyaltyModel,
  LoyaltyNote,
  LoyaltySeparation,
  OutcomeOptions,
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
 * `"midpoint"` (default), `"top_box"` or `"top_two_box"` (the best answers of a whole-number scale, whole-number ratings
 * only), `"median"`, `"outcome"` (where customers who `stayed` are told best from those who left, by Youden's index, with
 * intervals resampled as `outcome` says) or cuts per axis; `indifference` is the width of the zone in scale points, for both axes or per axis, default 0.
 * @returns A plain JSON model for {@link assignLoyalty}, {@link explainLoyalty} and {@link summarizeLoyalty}.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `unknown_id` for another rule,
 * `out_of_range` for a rating outside its scale (the row is named), cuts outside it, or a fractional rating or scale
 * with a box rule, `inconsistent` when a zone is stated twice or all customers stayed or left.
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
  const cutAll = (rule: Exclude<typeof cuts, "median" | "outcome">) => ({
    satisfaction: cutAxis("satisfaction", satisfactionScale, rule, indifference),
    loyalty: cutAxis("loyalty", loyaltyScale, rule, indifference),
  });
  const ruled = cuts === "median" || cuts === "outcome" ? undefined : cutAll(cuts);
  const ratings = {
    satisfaction: readColumn(customers, options.satisfaction, "satisfaction"),
    loyalty: readColumn(customers, options.loyalty, "loyalty"),
  };
  requireRatings(ratings.satisfaction, satisfactionScale, "satisfaction");
  requireRatings(ratings.loyalty, loyaltyScale, "loyalty");
  const separation = method === "outcome" ? separateBoth(customers, ratings, options) : undefined;
  const axes =
    ruled ??
    cutAll({
      satisfaction: separation?.satisfaction.cut.value ?? quantile(ratings.satisfaction, 0.5),
      loyalty: separation?.loyalty.cut.value ?? quantile(ratings.loyalty, 0.5),
    });
  const notes: LoyaltyNote[] = [];
  for (const name of ["satisfaction", "loyalty"] as const) {
    if (method === "top_box" || method === "top_two_box") requireWhole(ratings[name], name, method);
    notes.push(...notesOn(name, axes[name], ratings[name]));
  }
  const tally = [0, 0, 0, 0, 0];
  for (let i = 0; i < customers.length; i++) {
    const index = quadrantIndex(axes, ratings.satisfaction[i] as number, ratings.loyalty[i] as number);
    tally[index] = (tally[index] as number) + 1;
  }
  const counts = Object.fromEntries(loyaltyQuadrants.map((name, i) => [name, tally[i]])) as LoyaltyCounts;
  const fittedOn = { customers: customers.length, counts, notes, ...(separation !== undefined && { separation }) };
  return { kind: "loyalty", version: 1, method, ...axes, fittedOn };
}

function separateBoth<T>(
  customers: ArrayLike<T>,
  ratings: Readonly<Record<LoyaltyAxisName, Float64Array>>,
  { stayed, outcome }: FitLoyaltyOptions<T>,
): Readonly<Record<LoyaltyAxisName, LoyaltySeparation>> {
  if (typeof stayed !== "function") {
    throw new ClienteleError(
      "invalid_type",
      'options.stayed must be a function from a row to true or false, because cuts are "outcome"',
      { name: "options.stayed" },
    );
  }
  requireObject(outcome, "options.outcome");
  const how = requireOutcome(outcome as OutcomeOptions);
  const outcomes = new Uint8Array(customers.length);
  for (let i = 0; i < outcomes.length; i++) {
    const answer: unknown = stayed(customers[i] as T, i);
    if (typeof answer !== "boolean") {
      throw new ClienteleError("invalid_type", `stayed[${i}] must be true or false, got ${show(answer)}`, {
        name: "stayed",
        index: i,
      });
    }
    outcomes[i] = answer ? 1 : 0;
  }
  return {
    satisfaction: separate("satisfaction", ratings.satisfaction, outcomes, how),
    loyalty: separate("loyalty", ratings.loyalty, outcomes, how),
  };
}

function requireWhole(ratings: Float64Array, name: LoyaltyAxisName, rule: string): void {
  const index = ratings.findIndex((value) => !Number.isInteger(value));
  if (index < 0) return;
  throw new ClienteleError(
    "out_of_range",
    `${name}[${index}] must be a whole number, because cuts "${rule}" count answers, got ${ratings[index]}; for averages state the cut`,
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
