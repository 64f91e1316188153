import { requireNumber } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Abstention, Estimate } from "../core/estimate.ts";
import { momentsOf, varianceOf } from "../math/moments.ts";
import { studentTQuantile } from "../math/student-t.ts";
import { sum } from "../math/sum.ts";
import type { SummarizeSwitchingOptions, SwitchingAccount } from "./types.ts";

/** Amounts by group, added up in an order that does not depend on the order of the rows. */
export class Ledger {
  readonly #groups = new Map<string, number[]>();

  add(group: string, amount: number): void {
    const amounts = this.#groups.get(group);
    if (amounts === undefined) this.#groups.set(group, [amount]);
    else amounts.push(amount);
  }

  #amounts(group: string | undefined): number[] {
    return group === undefined ? [...this.#groups.values()].flat() : (this.#groups.get(group) ?? []);
  }

  count(group?: string): number {
    return this.#amounts(group).length;
  }

  total(group?: string): number {
    return orderFreeSum(this.#amounts(group));
  }
}

/** The sum, the same to the bit in whatever order the amounts come. */
export function orderFreeSum(amounts: readonly number[]): number {
  return sum(Float64Array.from(amounts).sort());
}

/** Mean of indices with its t interval, or why none can be named. */
export function meanIndexOf(indices: readonly number[], level: number): Estimate | Abstention {
  const n = indices.length;
  if (n < 2) return { abstained: { code: "too_few_rows", params: { n, needed: 2 } } };
  const moments = momentsOf(Float64Array.from(indices).sort());
  const value = Math.min(100, Math.max(0, moments.mean));
  // equal values show no spread, and an interval of no width would feign certainty
  const variance = varianceOf(moments) ?? 0;
  if (variance === 0) return { abstained: { code: "all_values_equal", params: { n, value } } };
  const half = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return { value, n, interval: { lower: Math.max(0, value - half), upper: Math.min(100, value + half), level } };
}

/** How to read what a customer is worth: the caller's way, or the monthly revenue. */
export function valueReader(
  options: Pick<SummarizeSwitchingOptions, "value">,
): (account: SwitchingAccount, index: number, name: string) => number | undefined {
  const { value } = options;
  if (value === undefined) return (account) => account.monthlyRevenue;
  if (typeof value !== "function") {
    throw new ClienteleError("invalid_type", "options.value must be a function from an account to its worth", {});
  }
  return (account, index, name) => {
    const worth = value(account, index);
    if (worth !== undefined) requireNumber(worth, `options.value of ${name}`, { min: 0 });
    return worth;
  };
}
