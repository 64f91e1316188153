import type { Abstention } from "../../core/estimate.ts";
import { requireRecord } from "../buying/checks.ts";
import { aliveChance } from "../buying/kernel.ts";
import { pointFor, recordReader } from "../buying/model.ts";
import { endlessMean } from "../buying/notes.ts";
import { deltaFigure } from "../fit/delta.ts";
import type { ModelFigure } from "../fit/types.ts";
import type { BuyingRecord, TimeUnit } from "../types.ts";
import { requireSameUnit } from "../units.ts";
import { type Discounting, requireDiscounting } from "./discount.ts";
import { factorOf, productFigure } from "./figures.ts";
import { behind, type Request, requireRequest, type Spend, spendOf } from "./request.ts";
import { expectedStay, presentRate } from "./stay.ts";
import type { LifetimeModels, LifetimeValue, LifetimeValueOptions } from "./types.ts";

/**
 * What a customer is still worth: the purchases that are expected of them, at what they are expected to spend, times
 * the margin, each counted at what money of that day is worth now. With `horizon: "infinite"` it is the residual value.
 *
 * @param models - `buying` from `fitBgNbd`, `fitMbgNbd`, `fitParetoNbd` or `defineBuyingModel`; `spending` from
 * `fitGammaGamma`, or `options.spendPerPurchase` instead.
 * @param record - The customer, in the model's unit, with `meanSpend` where they bought again.
 * @param options - `horizon` in the model's unit or `"infinite"`; `discountRate` per year, effective, 0 to 100;
 * `compounding` and `period` as in {@link DiscountOptions}; `marginRate` −100 to 1; `refundShare` 0 to 1; `level`.
 * @returns Value in the currency of the spend, and the parts it is the product of, each with the interval that the
 * models' parameters leave: of the expectation, not of what one customer does. Below 0 with a negative margin, and a
 * note says so. An abstention where the value has no limit: no discount, no horizon and a (or s) not above 1, or a
 * spend without a mean.
 * @throws `ClienteleError` `inconsistent` where units differ, a record contradicts itself, a covariate is missing or the
 * spend is given twice or not at all; `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const buying = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const customer = { unit: "week", frequency: 2, recency: 30.43, age: 38.86 };
 * const terms = { discountRate: 0.15, marginRate: 0.3, spendPerPurchase: 40 };
 * const year = predictLifetimeValue({ buying }, customer, { ...terms, horizon: { unit: "week", length: 52 } });
 * year.value.value; // ≈ 17.55
 * year.purchases.value; // ≈ 1.559
 * const all = predictLifetimeValue({ buying }, customer, { ...terms, horizon: "infinite" });
 * all.value.value; // ≈ 62.2
 * ```
 * @see Fader, Hardie & Lee (2005), RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, Journal of Marketing
 * Research 42
 */
export function predictLifetimeValue<Unit extends TimeUnit>(
  models: LifetimeModels<Unit>,
  record: BuyingRecord<NoInfer<Unit>>,
  options: LifetimeValueOptions<NoInfer<Unit>>,
): LifetimeValue | Abstention {
  const request = requireRequest(models, options);
  requireRecord(record);
  requireSameUnit(record.unit, "record", request.read.unit);
  const plan = requireDiscounting(options, request.read.unit);
  const spend = spendOf(request, record);
  return "abstained" in spend ? spend : lifetimeOf(request, record, plan, spend);
}

/** The value of a customer once everything is checked. @internal */
export function lifetimeOf(
  request: Request,
  record: BuyingRecord,
  plan: Discounting,
  spend: Spend,
): LifetimeValue | Abstention {
  const { read, level, marginRate, kept } = request;
  const { frequency: x, recency, age, covariates } = record;
  const discountedPurchases = purchasesFigure(request, record, plan);
  if ("abstained" in discountedPurchases) return discountedPurchases;
  const undiscounted = { ...plan, force: 0, step: 0 };
  const purchases = plan.force === 0 ? discountedPurchases : purchasesFigure(request, record, undiscounted);
  const reader = recordReader(covariates);
  const alive = deltaFigure(
    (parameters) => aliveChance(read.kind, pointFor(read, parameters, reader), x, recency, age),
    read.uncertain,
    "logit",
  );
  const factors = [factorOf(discountedPurchases), factorOf(spend.figure), { value: marginRate, spread: 0 }, kept];
  return {
    value: productFigure(factors, behind(request, spend), level),
    alive,
    ...(!("abstained" in purchases) && { purchases }),
    discountedPurchases,
    spend: spend.figure,
    notes: [...request.notes, ...spend.notes],
  };
}

/** Discounted purchases to come, with their interval. @internal */
export function purchasesFigure(
  { read }: Pick<Request, "read">,
  { frequency: x, recency, age, covariates }: BuyingRecord,
  plan: Discounting,
): ModelFigure | Abstention {
  const { kind, uncertain } = read;
  const reader = recordReader(covariates);
  const point = pointFor(read, uncertain.parameters, reader);
  const at = (parameters: readonly number[]): number => {
    const own = pointFor(read, parameters, reader);
    return aliveChance(kind, own, x, recency, age) * presentRate(own, x, age) * expectedStay(kind, own, x, age, plan);
  };
  if (!Number.isFinite(expectedStay(kind, point, x, age, plan))) return endlessMean(kind, point);
  return deltaFigure(at, uncertain, "log");
}
