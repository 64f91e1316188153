import { requireNumber, requireObject } from "../../core/checks.ts";
import { countChances } from "../buying/count-chances.ts";
import { aliveChance } from "../buying/kernel.ts";
import { requireBuyingModel } from "../buying/model.ts";
import type { BuyingModel } from "../buying/types.ts";
import type { BuyingTable, TimeUnit } from "../types.ts";
import { pointOf, requireCustomers } from "./customers.ts";
import type { PurchaseFrequency } from "./holdout-types.ts";

/**
 * How many customers bought again never, once, twice…, and how many the model expects: whether it fits the data it was
 * learned from.
 *
 * @param model - The model to judge, in the table's unit.
 * @param table - Customers of the calibration. Not mutated.
 * @param options - `most`, 1 to 100, default 7: those with so many repeat purchases or more are one group.
 * @returns One row per number of repeat purchases. Both columns sum to the number of customers.
 * @throws `ClienteleError` `empty_input`, `inconsistent`, `invalid_model`, `invalid_type`, `length_mismatch`,
 * `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const table = { unit: "week", frequency: [2, 0, 0, 1], recency: [30.4, 0, 0, 5], age: [39, 39, 30, 30] };
 * const rows = measurePurchaseFrequencies(model, table, { most: 2 });
 * rows.map((row) => row.actual); // => [2, 1, 1]
 * rows[0].expected; // ≈ 2.36
 * ```
 * @see Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, figure 1
 */
export function measurePurchaseFrequencies<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  table: BuyingTable<NoInfer<Unit>>,
  options: { readonly most?: number } = {},
): readonly PurchaseFrequency[] {
  const read = requireBuyingModel(model);
  requireObject(options, "options");
  const { most = 7 } = options;
  requireNumber(most, "options.most", { min: 1, max: 100, integer: true });
  const { frequency, age, parts } = requireCustomers(table, read);
  const actual = new Float64Array(most + 1);
  const expected = new Float64Array(most + 1);
  for (let i = 0; i < frequency.length; i++) {
    const x = Math.min(most, frequency[i] as number);
    actual[x] = (actual[x] as number) + 1;
  }
  for (const part of parts) {
    const point = pointOf(read, read.uncertain.parameters, part);
    const ages = new Map<number, number>();
    for (let k = 0; k < part.rows.length; k++) {
      const own = age[part.rows[k] as number] as number;
      ages.set(own, (ages.get(own) ?? 0) + 1);
    }
    // a new customer may have stopped after the first purchase already
    const alive = aliveChance(read.kind, point, 0, 0, 0);
    for (const [watched, customers] of [...ages].sort(([a], [b]) => a - b)) {
      let left = customers;
      countChances(read.kind, point, 0, 0, watched, most - 1).forEach((chance, x) => {
        const share = alive * chance + (x === 0 ? 1 - alive : 0);
        expected[x] = (expected[x] as number) + customers * share;
        left -= customers * share;
      });
      expected[most] = (expected[most] as number) + Math.max(0, left);
    }
  }
  return Array.from(actual, (count, x) => ({
    frequency: x,
    orMore: x === most,
    actual: count,
    expected: expected[x] as number,
  }));
}
