import { requireColumn, requireFunction, requireNumber, requireObject, throwNotFinite } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { clopperPearsonInterval } from "../../math/proportion.ts";
import type { MeasureRefundsOptions, RefundSummary } from "./types.ts";

/** Customers below which a share of refunds has no honest interval. */
const NEEDED = 2;

/** Largest amount, so that no sum of them overflows. */
const LARGEST = 1e100;

/**
 * How much of what was sold came back. A model of spend per purchase knows no refunds: leave them out of its means, and
 * take this share off what it predicts.
 *
 * @param payments - One row per payment, refunds among them. Not mutated.
 * @param options - `customer` and `amount` (negative for a refund, in one currency) read a row; `level` of the interval,
 * default 0.95.
 * @returns Sums, the share of sales that was given back with an interval over customers (where nothing came back, its
 * upper end takes a refunding customer to give everything back), and how many customers gave back as much as they paid.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`; the row is named.
 * @example
 * ```ts
 * const payments = [["a", 50], ["a", -10], ["b", 30], ["c", 20], ["c", -20]];
 * const refunds = measureRefunds(payments, { customer: (row) => row[0], amount: (row) => row[1] });
 * refunds.share.value; // ≈ 0.3
 * refunds.negative; // => 1
 * ```
 * @see Cochran (1977), Sampling Techniques, section 6.5, for the variance of a ratio over customers
 */
export function measureRefunds<T>(payments: ArrayLike<T>, options: MeasureRefundsOptions<T>): RefundSummary {
  requireColumn(payments, "payments");
  if (payments.length === 0) throw new ClienteleError("empty_input", "payments must hold at least one row", {});
  requireObject(options, "options");
  const { customer, amount, level = 0.95 } = options;
  requireFunction(customer, "options.customer");
  requireFunction(amount, "options.amount");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const sums = new Map<string, { sales: number; refunds: number }>();
  for (let i = 0; i < payments.length; i++) {
    const id: unknown = customer(payments[i] as T, i);
    if (typeof id !== "string" || id === "") {
      throw new ClienteleError("invalid_type", `customer[${i}] must be a text that is not empty`, { index: i });
    }
    const paid: unknown = amount(payments[i] as T, i);
    if (typeof paid !== "number" || !Number.isFinite(paid)) throwNotFinite(paid, "amount", i);
    requireNumber(paid as number, `amount[${i}]`, { min: -LARGEST, max: LARGEST });
    let own = sums.get(id);
    if (own === undefined) {
      own = { sales: 0, refunds: 0 };
      sums.set(id, own);
    }
    if ((paid as number) > 0) own.sales += paid as number;
    else own.refunds -= paid as number;
  }
  const customers = [...sums.values()];
  const total = (of: (own: { sales: number; refunds: number }) => number): number =>
    customers.reduce((sum, own) => sum + of(own), 0);
  const sales = total((own) => own.sales);
  const refunds = total((own) => own.refunds);
  return {
    sales,
    refunds,
    share: shareOf(customers, sales, refunds, level),
    customers: customers.length,
    refunding: total((own) => (own.refunds > 0 ? 1 : 0)),
    negative: total((own) => (own.refunds >= own.sales && own.refunds > 0 ? 1 : 0)),
  };
}

function shareOf(
  customers: readonly { sales: number; refunds: number }[],
  sales: number,
  refunds: number,
  level: number,
): Estimate | Abstention {
  const n = customers.length;
  if (sales === 0) return { abstained: { code: "zero_base", params: { what: "sales" } } };
  if (n < NEEDED) return { abstained: { code: "too_few_rows", params: { n, needed: NEEDED } } };
  const value = refunds / sales;
  if (refunds === 0)
    return { value, n, interval: { lower: 0, upper: clopperPearsonInterval(0, n, level).upper, level } };
  // relative error on the logarithm, so that the share stays above 0
  const squares = customers.reduce((sum, own) => sum + (own.refunds / refunds - own.sales / sales) ** 2, 0);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt((squares * n) / (n - 1));
  return { value, n, interval: { lower: value * Math.exp(-reach), upper: value * Math.exp(reach), level } };
}
