import type { Abstention } from "../../core/estimate.ts";
import type { BuyingRecord, TimeUnit } from "../types.ts";
import { requireDiscounting } from "./discount.ts";
import { factorOf, productFigure } from "./figures.ts";
import { lifetimeOf } from "./predict.ts";
import { behind, requireRequest, spendOf } from "./request.ts";
import type { LifetimeModels, LifetimeValueOptions, NewCustomerValue } from "./types.ts";

/** Options of {@link predictNewCustomerValue}. */
export interface PredictNewCustomerValueOptions<Unit extends TimeUnit = TimeUnit> extends LifetimeValueOptions<Unit> {
  /** Covariates of the customer, where the buying model has effects. */
  readonly covariates?: Readonly<Record<string, number>>;
}

/**
 * What a customer is worth on the day of their first purchase, before anything else is known of them: the most that
 * winning one may cost.
 *
 * @param models - As for {@link predictLifetimeValue}.
 * @param options - As for {@link predictLifetimeValue}; `covariates` where the buying model has effects.
 * @returns Value of the first purchase, which comes now, and of those that follow, with intervals. The spending model
 * knows repeat purchases; the first one is taken to be alike. An abstention as in {@link predictLifetimeValue}.
 * @throws `ClienteleError` as {@link predictLifetimeValue}.
 * @example
 * ```ts
 * const buying = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const horizon = { unit: "week", length: 78 };
 * const terms = { horizon, discountRate: 0, marginRate: 0.5, spendPerPurchase: 30 };
 * const won = predictNewCustomerValue({ buying }, terms);
 * won.first.value; // => 15
 * won.value.value; // ≈ 42.9
 * ```
 * @see Fader, Hardie & Lee (2005), RFM and CLV
 */
export function predictNewCustomerValue<Unit extends TimeUnit>(
  models: LifetimeModels<Unit>,
  options: PredictNewCustomerValueOptions<NoInfer<Unit>>,
): NewCustomerValue | Abstention {
  const request = requireRequest(models, options);
  const { read, level, marginRate, kept } = request;
  const plan = requireDiscounting(options, read.unit);
  const record: BuyingRecord = { unit: read.unit, frequency: 0, recency: 0, age: 0, ...covariatesOf(options) };
  const spend = spendOf(request, record);
  if ("abstained" in spend) return spend;
  const later = lifetimeOf(request, record, plan, spend);
  if ("abstained" in later) return later;
  const n = behind(request, spend);
  const perPurchase = [factorOf(spend.figure), { value: marginRate, spread: 0 }, kept];
  // one purchase for sure and those to come: the logarithm of 1 + y spreads by y / (1 + y) of that of y
  const { value: more, spread } = factorOf(later.discountedPurchases);
  const all = { value: 1 + more, ...(spread !== undefined && { spread: (spread * more) / (1 + more) }) };
  return {
    value: productFigure([all, ...perPurchase], n, level),
    first: productFigure(perPurchase, n, level),
    later,
  };
}

function covariatesOf({ covariates }: PredictNewCustomerValueOptions): Pick<BuyingRecord, "covariates"> {
  return covariates === undefined ? {} : { covariates };
}
