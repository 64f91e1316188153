import { requireNonEmpty, requireObject } from "../../core/checks.ts";
import { columnOf } from "../../core/column.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { requireTierModel } from "./assign.ts";
import { bringsValue, grossOf } from "./balance.ts";
import { tallyTiers } from "./tally.ts";
import type { SummarizeTiersOptions, TierModel, TierSummary, TierSummaryRow } from "./types.ts";

/**
 * Counts a book by tier: how many customers each tier holds, what they bring, and how the two shares compare.
 *
 * @param model - From `fitTiers` or `loadModel(tierModelSpec, …)`; its cuts are taken as given.
 * @param data - One row per customer with an accessor, or a column of finite values in the unit and period of the
 * model. It need not be the book that the model was learned from. Not mutated.
 * @param options - `value` reads the amount from a row; `level` is the coverage of the intervals, default 0.95.
 * @returns One row per tier, best first; customers and values sum to the book's. The interval of a share is Wilson's:
 * how far the share may move in another book of such customers under the same cuts.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `invalid_model`.
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * const { rows, total } = summarizeTiers(model, [200, 300, 20, 80]);
 * total; // => 600
 * rows[0].customers; // => 2
 * rows[0].valueShare; // ≈ 0.8333
 * ```
 * @see Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927)
 */
export function summarizeTiers<T>(
  model: TierModel,
  data: ArrayLike<T>,
  options: SummarizeTiersOptions<T> = {},
): TierSummary {
  requireTierModel(model);
  requireObject(options, "options");
  const { level = 0.95 } = options;
  const column = columnOf(data, options, "data");
  requireNonEmpty(column, "data");
  const { counts, sums, mins, maxs, total } = tallyTiers(column, model.cuts, "data");
  const n = column.length;
  const shared = bringsValue(total, grossOf(sums));
  const rows = model.tiers.map(({ id }, i): TierSummaryRow => {
    const customers = counts[i] as number;
    const value = sums[i] as number;
    const [min, max] = [(mins[i] as number) + 0, (maxs[i] as number) + 0];
    return {
      id,
      customers,
      share: customers / n,
      shareInterval: wilsonInterval(customers, n, level),
      value,
      ...(shared ? { valueShare: value / total + 0 } : {}),
      // rounding may carry the quotient past the largest value by an ulp
      ...(customers > 0 ? { mean: Math.min(max, Math.max(min, value / customers)), min, max } : {}),
    };
  });
  return { rows, customers: n, total };
}
