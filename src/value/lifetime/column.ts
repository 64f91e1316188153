import { requireFinite, requireObject, requireSameLength } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { endlessMean } from "../buying/notes.ts";
import { predictAliveColumn } from "../buying/predict-column.ts";
import { predictSpendColumn } from "../spending/predict.ts";
import type { BuyingTable, TimeUnit } from "../types.ts";
import { type Customers, pointOf, requireCustomers } from "./customers.ts";
import { requireDiscounting } from "./discount.ts";
import { type Request, requireMarginRate, requireRequest } from "./request.ts";
import { isEndless, presentRate, timeConstant } from "./stay.ts";
import { stayReader } from "./stay-table.ts";
import type { LifetimeModels, LifetimeValueColumns, LifetimeValueOptions } from "./types.ts";

/** Options of {@link predictLifetimeValueColumn}. */
export interface PredictLifetimeValueColumnOptions<Unit extends TimeUnit = TimeUnit>
  extends Omit<LifetimeValueOptions<Unit>, "level" | "marginRate"> {
  /** Contribution per unit of spend, −100 to 1, one for all or one per customer. */
  readonly marginRate: number | ArrayLike<number>;
}

/**
 * What each of many customers is still worth. A customer whose margin is negative has a negative value; it is counted in
 * a note, never set to 0.
 *
 * @param models - As for {@link predictLifetimeValue}.
 * @param table - Customers as columns, from `summarizePurchases` or the caller's own. Not mutated.
 * @param options - As for {@link predictLifetimeValue}; `marginRate` may be a column.
 * @returns Columns in the order of the table: value, P(alive), discounted purchases, spend per purchase. They agree with
 * {@link predictLifetimeValue} to ten digits. An abstention as there.
 * @throws `ClienteleError` `inconsistent`, `invalid_model`, `invalid_type`, `length_mismatch`, `not_finite`,
 * `out_of_range`, `unknown_id`; the row is named.
 * @example
 * ```ts
 * const buying = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const table = { unit: "week", frequency: [2, 0], recency: [30.43, 0], age: [38.86, 38.86] };
 * const terms = { discountRate: 0.15, marginRate: 0.3, spendPerPurchase: 40, horizon: "infinite" };
 * predictLifetimeValueColumn({ buying }, table, terms).value[0]; // ≈ 62.2
 * ```
 * @see {@link predictLifetimeValue}
 */
export function predictLifetimeValueColumn<Unit extends TimeUnit>(
  models: LifetimeModels<Unit>,
  table: BuyingTable<NoInfer<Unit>>,
  options: PredictLifetimeValueColumnOptions<NoInfer<Unit>>,
): LifetimeValueColumns | Abstention {
  requireObject(options, "options");
  const { marginRate } = options;
  const perCustomer = typeof marginRate === "object" && marginRate !== null;
  const request = requireRequest(models, { ...options, marginRate: perCustomer ? 0 : (marginRate as number) });
  const { read, kept } = request;
  const customers = requireCustomers(table, read);
  const n = customers.frequency.length;
  if (perCustomer) requireMargins(marginRate as ArrayLike<number>, customers.frequency);
  const plan = requireDiscounting(options, read.unit);
  const spend = spendColumn(request, table);
  if ("abstained" in spend) return spend;
  const alive = predictAliveColumn(models.buying, table);
  const discountedPurchases = new Float64Array(n);
  for (const part of customers.parts) {
    const point = pointOf(read, read.uncertain.parameters, part);
    if (isEndless(plan) && (point[2] as number) <= 1) return endlessMean(read.kind, point);
    const stay = stayReader(read.kind, point, plan);
    const { rows } = part;
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k] as number;
      const x = customers.frequency[i] as number;
      const age = customers.age[i] as number;
      const rate = (alive[i] as number) * presentRate(point, x, age);
      discountedPurchases[i] = rate * stay(x, timeConstant(read.kind, point, age));
    }
  }
  const value = new Float64Array(n);
  let total = 0;
  let negative = 0;
  let lost = 0;
  for (let i = 0; i < n; i++) {
    const margin = perCustomer ? ((marginRate as ArrayLike<number>)[i] as number) : request.marginRate;
    const own = (discountedPurchases[i] as number) * (spend[i] as number) * margin * kept.value + 0;
    value[i] = own;
    total += own;
    if (margin < 0) {
      negative++;
      lost += own;
    }
  }
  const notes: Reason[] = request.notes.filter(({ code }) => code !== "lifetime_negative_margin");
  if (negative > 0) notes.push({ code: "lifetime_negative_margins", params: { customers: negative, value: lost } });
  return { value, alive, discountedPurchases, spend, total, notes };
}

function requireMargins(margins: ArrayLike<number>, frequency: Customers["frequency"]): void {
  requireSameLength(margins, "options.marginRate", frequency, "table.frequency");
  requireFinite(margins, "options.marginRate");
  for (let i = 0; i < margins.length; i++) {
    const margin = margins[i] as number;
    if (margin < -100 || margin > 1) requireMarginRate(margin, `options.marginRate[${i}]`);
  }
}

/** Expected spend per purchase of every customer. */
function spendColumn(request: Request, table: BuyingTable): Float64Array | Abstention {
  const { spending, spendPerPurchase } = request;
  const { frequency, meanSpend } = table;
  if (spending === undefined) return new Float64Array(frequency.length).fill(spendPerPurchase as number);
  return predictSpendColumn(spending, meanSpend === undefined ? { frequency } : { frequency, meanSpend });
}
