import { requireNumber, requireObject } from "../../core/checks.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { mean, sum } from "../../math/sum.ts";
import { loyaltyQuadrants, quadrantIndex, requireLoyaltyModel } from "./axis.ts";
import { cellsOf } from "./cells.ts";
import { readColumn, requireRatings } from "./ratings.ts";
import type { LoyaltyGroup, LoyaltyModel, LoyaltySummary, SummarizeLoyaltyOptions } from "./types.ts";

/**
 * Counts the book by quadrant: how many customers, how satisfied and loyal they are, and how much of the value stands
 * on apostles and how much on hostages.
 *
 * @param model - From {@link fitLoyalty} or `loadModel`.
 * @param customers - One row per customer, at least one. Not mutated.
 * @param options - `satisfaction` and `loyalty` read the ratings; `value` (left out at will) reads an amount in one
 * currency and one period; `level` is the nominal coverage of each share's interval, default 0.95.
 * @returns All five groups in the order of {@link loyaltyQuadrants}, and the customers by cell for a chart. Counts sum
 * to all customers, values to the value of the book. A share of value is a fact about this book and has no interval.
 * Each interval holds for its own share, not for all five at once.
 * @throws ClienteleError `invalid_model`, `empty_input`, `invalid_type`, `not_finite`, `out_of_range`; the row is
 * named.
 * @example
 * ```ts
 * const answers = [
 *   { satisfaction: 5, loyalty: 5, revenue: 300 },
 *   { satisfaction: 4, loyalty: 4, revenue: 100 },
 *   { satisfaction: 2, loyalty: 5, revenue: 500 },
 *   { satisfaction: 1, loyalty: 1, revenue: 100 },
 * ];
 * const axes = { satisfaction: (a) => a.satisfaction, loyalty: (a) => a.loyalty };
 * const scale = { min: 1, max: 5 };
 * const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale });
 * const { groups } = summarizeLoyalty(model, answers, { ...axes, value: (a) => a.revenue });
 * groups.map((g) => g.n); // => [2, 1, 0, 1, 0]
 * groups[1].valueShare; // => 0.5
 * groups[1].share.interval.upper; // ≈ 0.6994
 * ```
 * @see Wilson (1927), Probable inference, Journal of the American Statistical Association 22
 */
export function summarizeLoyalty<T>(
  model: LoyaltyModel,
  customers: ArrayLike<T>,
  options: SummarizeLoyaltyOptions<T>,
): LoyaltySummary {
  requireLoyaltyModel(model);
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const satisfaction = readColumn(customers, options.satisfaction, "satisfaction");
  const loyalty = readColumn(customers, options.loyalty, "loyalty");
  requireRatings(satisfaction, model.satisfaction.scale, "satisfaction");
  requireRatings(loyalty, model.loyalty.scale, "loyalty");
  const value = options.value === undefined ? undefined : readColumn(customers, options.value, "value");

  const rows: number[][] = loyaltyQuadrants.map(() => []);
  for (let i = 0; i < satisfaction.length; i++) {
    rows[quadrantIndex(model, satisfaction[i] as number, loyalty[i] as number)]?.push(i);
  }
  const take = (column: Float64Array, indices: readonly number[]): Float64Array =>
    Float64Array.from(indices, (i) => column[i] as number);
  const values = value === undefined ? undefined : rows.map((indices) => sum(take(value, indices)));
  const total = value === undefined ? undefined : sum(value);
  const notes = notesOn(values, total, satisfaction.length);
  const groups = loyaltyQuadrants.map((quadrant, index): LoyaltyGroup => {
    const indices = rows[index] as number[];
    const n = indices.length;
    return {
      quadrant,
      n,
      share: {
        value: n / satisfaction.length,
        n: satisfaction.length,
        interval: wilsonInterval(n, satisfaction.length, level),
      },
      ...(n > 0 && { meanSatisfaction: mean(take(satisfaction, indices)), meanLoyalty: mean(take(loyalty, indices)) }),
      ...(values !== undefined && { value: values[index] as number }),
      ...(values !== undefined &&
        notes.length === 0 && { valueShare: Math.min(1, (values[index] as number) / (total as number)) }),
    };
  });
  return {
    customers: satisfaction.length,
    satisfaction: model.satisfaction,
    loyalty: model.loyalty,
    groups,
    ...(total !== undefined && { value: total }),
    ...cellsOf(model, satisfaction, loyalty),
    notes,
  };
}

/** Why shares of value cannot be named: a share of nothing, or parts that outweigh their whole. */
function notesOn(values: readonly number[] | undefined, total: number | undefined, n: number): LoyaltySummary["notes"] {
  if (values === undefined || total === undefined) return [];
  const worst = values.indexOf(Math.min(...values));
  if ((values[worst] as number) < 0) {
    const quadrant = loyaltyQuadrants[worst] as LoyaltyGroup["quadrant"];
    return [{ code: "loyalty_value_negative", params: { quadrant, value: values[worst] as number } }];
  }
  return total === 0 ? [{ code: "loyalty_value_zero", params: { n } }] : [];
}
