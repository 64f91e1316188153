import { predictSpendColumn } from "../spending/predict.ts";
import type { BuyingTable } from "../types.ts";
import type { Margin } from "./request.ts";

/**
 * Expected spend per purchase of every customer under parameters p, q, v; undefined where somebody's has no mean.
 *
 * @internal
 */
export function movedSpend(
  { spending, spendPerPurchase }: Margin,
  { frequency, meanSpend }: BuyingTable,
  moved: readonly number[] | undefined,
): Float64Array | undefined {
  if (spending === undefined) return new Float64Array(frequency.length).fill(spendPerPurchase as number);
  const [p, q, v] = moved as [number, number, number];
  const table = meanSpend === undefined ? { frequency } : { frequency, meanSpend };
  const spend = predictSpendColumn({ ...spending, parameters: { p, q, v } }, table);
  return "abstained" in spend ? undefined : spend;
}
