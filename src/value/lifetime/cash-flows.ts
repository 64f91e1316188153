import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { MEAN_DAYS } from "../../time/period-units.ts";
import { requireRecord } from "../buying/checks.ts";
import type { BuyingPoint } from "../buying/kernel.ts";
import type { ReadModel } from "../buying/model.ts";
import { endlessMean } from "../buying/notes.ts";
import type { ModelFigure } from "../fit/types.ts";
import type { SpendingRecord } from "../spending/types.ts";
import type { BuyingRecord, BuyingTable, TimeUnit } from "../types.ts";
import { requireUnit } from "../units.ts";
import { type Customers, pointOf, requireCustomers } from "./customers.ts";
import { type Discounting, requireDiscounting } from "./discount.ts";
import { type Factor, productFigure } from "./figures.ts";
import { type FlowTotals, flowTotals, rememberSeries } from "./flow-totals.ts";
import { moveFigures } from "./move.ts";
import { behind, requireRequest, spendOf } from "./request.ts";
import type { CashFlowForecast, ForecastCashFlowsOptions, LifetimeModels } from "./types.ts";

/**
 * The money that customers are expected to bring, period by period, and what comes after: the same money that
 * {@link predictLifetimeValue} puts into one figure, when it arrives.
 *
 * @param models - As for {@link predictLifetimeValue}.
 * @param customers - One buying record, or a table of any number of customers, whose money is added up.
 * @param options - `periods`, a whole number 1 to 1,200, of `period` (default `"month"`); price of time and margin as for
 * {@link predictLifetimeValue}; `"periodic"` values a period's money at its end. `level` of the intervals.
 * @returns Purchases, cash and discounted cash per period, whose sum is `value`, and the `residual` after the last
 * period. Intervals are those that the models' parameters leave, the same for all customers, so that they do not average
 * out. An abstention where a spend has no mean.
 * @throws `ClienteleError` as {@link predictLifetimeValueColumn}; `empty_input`.
 * @example
 * ```ts
 * const buying = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const customer = { unit: "week", frequency: 2, recency: 30.43, age: 38.86 };
 * const terms = { discountRate: 0.15, marginRate: 0.3, spendPerPurchase: 40 };
 * const plan = forecastCashFlows({ buying }, customer, { ...terms, periods: 12 });
 * plan.flows[0].cash.value; // ≈ 1.92
 * plan.flows[11].cash.value; // ≈ 1.30
 * plan.value.value + plan.residual.value; // ≈ 62.2
 * ```
 * @see {@link predictLifetimeValue}
 */
export function forecastCashFlows<Unit extends TimeUnit>(
  models: LifetimeModels<Unit>,
  customers: BuyingRecord<NoInfer<Unit>> | BuyingTable<NoInfer<Unit>>,
  options: ForecastCashFlowsOptions,
): CashFlowForecast | Abstention {
  const request = requireRequest(models, options);
  const { read, level, marginRate, kept } = request;
  const { periods, period = "month" } = options;
  requireNumber(periods, "options.periods", { min: 1, max: 1200, integer: true });
  requireUnit(period, "options.period");
  const step = MEAN_DAYS[period] / MEAN_DAYS[read.unit];
  const horizon = { unit: read.unit, length: step * periods };
  const plan: Discounting = requireDiscounting({ ...options, horizon, period }, read.unit);
  const table = tableOf(customers);
  const rows = requireCustomers(table, read);
  const thinnest = spendOf(request, thinnestRecord(table));
  if ("abstained" in thinnest) return thinnest;
  const memory = rememberSeries(read.uncertain.parameters);
  const at = (buying: readonly number[], spending: readonly number[] | undefined): readonly number[] | undefined => {
    const totals = flowTotals(request, rows, buying, spending, { ...plan, periods, period: step }, memory);
    return totals && figuresOf(totals);
  };
  const { values, byBuying, bySpending } = moveFigures(at, request);
  const { n } = read.uncertain;
  const behindMoney = behind(request, thinnest);
  // where somebody's mean spend may not exist, money has no interval
  const open = thinnest.figure.interval === undefined;
  const factor = (k: number, spread: number | undefined): Factor => ({
    value: values[k] as number,
    ...(spread !== undefined && Number.isFinite(spread) && { spread }),
  });
  const counted = (k: number): ModelFigure => productFigure([factor(k, byBuying?.[k])], n, level);
  const margin: Factor = { value: marginRate, spread: 0 };
  const money = (k: number): ModelFigure => {
    const [buying, spending] = [byBuying?.[k], open ? undefined : bySpending?.[k]];
    const spread = buying === undefined || spending === undefined ? undefined : Math.hypot(buying, spending);
    return productFigure([factor(k, spread), margin, kept], behindMoney, level);
  };
  const flows = Array.from({ length: periods }, (_, k) => ({
    period: k + 1,
    from: k * step,
    to: (k + 1) * step,
    purchases: counted(k),
    cash: money(periods + k),
    discounted: money(2 * periods + k),
  }));
  const after = 3 * periods + 1;
  return {
    customers: rows.frequency.length,
    flows,
    // the very sum of what is listed
    value: { ...money(after - 1), value: flows.reduce((total, { discounted }) => total + discounted.value, 0) },
    residual: Number.isFinite(values[after]) ? money(after) : endlessMean(read.kind, longestStaying(rows, read)),
    notes: [...request.notes, ...thinnest.notes],
  };
}

function figuresOf({ purchases, spend, discounted, after }: FlowTotals): readonly number[] {
  const value = discounted.reduce((total, flow) => total + flow, 0);
  return [...purchases, ...spend, ...discounted, value, after];
}

/** The parameters of those who stay longest: with the smallest a (or s), which decides whether there is an end. */
function longestStaying({ parts }: Customers, read: ReadModel): BuyingPoint {
  const points = parts.map((part) => pointOf(read, read.uncertain.parameters, part));
  return points.reduce((least, point) => ((point[2] as number) < (least[2] as number) ? point : least));
}

/** One customer is a table of one. */
function tableOf(customers: BuyingRecord | BuyingTable): BuyingTable {
  requireObject(customers, "customers");
  if (typeof customers.frequency !== "number") return customers as BuyingTable;
  const record = customers as BuyingRecord;
  requireRecord(record);
  const { unit, frequency, recency, age, meanSpend = 0, covariates } = record;
  const columns = covariates && Object.fromEntries(Object.entries(covariates).map(([name, value]) => [name, [value]]));
  return {
    unit,
    frequency: [frequency],
    recency: [recency],
    age: [age],
    meanSpend: [meanSpend],
    ...(columns !== undefined && { covariates: columns }),
  };
}

/** The customer whose mean spend is the least certain to exist: one with the fewest repeat purchases. */
function thinnestRecord({ frequency, meanSpend }: BuyingTable): SpendingRecord {
  let at = 0;
  for (let i = 1; i < frequency.length; i++) if ((frequency[i] as number) < (frequency[at] as number)) at = i;
  const spend = meanSpend?.[at];
  return { frequency: frequency[at] as number, ...(spend !== undefined && { meanSpend: spend }) };
}
