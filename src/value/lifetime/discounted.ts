import { requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { requireRecord } from "../buying/checks.ts";
import { requireBuyingModel } from "../buying/model.ts";
import type { BuyingModel } from "../buying/types.ts";
import { requireOccasions } from "../chances/state.ts";
import type { BgBbModel, OccasionRecord } from "../chances/types.ts";
import { deltaFigure } from "../fit/delta.ts";
import { requireParameters } from "../fit/spread.ts";
import type { ModelFigure } from "../fit/types.ts";
import type { BuyingRecord, TimeUnit } from "../types.ts";
import { requireSameUnit, requireUnit } from "../units.ts";
import { requireDiscounting } from "./discount.ts";
import { occasionPurchases } from "./occasions.ts";
import { purchasesFigure } from "./predict.ts";
import { requireLevel } from "./request.ts";
import type { DiscountOptions } from "./types.ts";

/** Options of {@link predictDiscountedPurchases}. */
export interface PredictDiscountedPurchasesOptions<Unit extends TimeUnit = TimeUnit> extends DiscountOptions<Unit> {
  /** Coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What a model of purchases asks about a customer. */
export type RecordOf<Model extends BuyingModel | BgBbModel> = Model extends BgBbModel
  ? OccasionRecord<Model["unit"]>
  : BuyingRecord<Model["unit"]>;

/**
 * How many purchases a customer still has ahead of them, each counted at what a purchase of that day is worth now: times
 * margin per purchase it is their value. Without end it is known as DERT, the discounted expected residual transactions.
 *
 * @param model - From `fitBgNbd`, `fitMbgNbd`, `fitParetoNbd`, `defineBuyingModel`, or `fitBgBb` for set occasions.
 * @param record - The customer in the model's unit: a buying record, or an occasion record for BG/BB, whose next occasion
 * is one period away.
 * @param options - As for {@link predictLifetimeValue}, without what concerns money. BG/BB counts whole occasions within
 * the horizon, and each comes at the end of its period however it is compounded.
 * @returns Discounted purchases with the interval that the model's parameters leave; an abstention where they have no
 * limit: no discount, no horizon, and a (s, γ) not above 1. The rate per year is effective: 0.15 makes a force of
 * ln 1.15 a year, over 52.1775 weeks.
 * @throws `ClienteleError` `inconsistent`, `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const parameters = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 };
 * const model = defineBuyingModel("pareto_nbd", { unit: "week", parameters });
 * const customer = { unit: "week", frequency: 26, recency: 30.86, age: 31 };
 * predictDiscountedPurchases(model, customer, { horizon: "infinite", discountRate: 0.15 }).value; // ≈ 86.4385
 * ```
 * @see Fader, Hardie & Lee (2005), RFM and CLV, equation 2, which counts 52 weeks a year; Fader, Hardie & Shang (2010),
 * equation 14
 */
export function predictDiscountedPurchases<Model extends BuyingModel | BgBbModel>(
  model: Model,
  record: RecordOf<Model>,
  options: PredictDiscountedPurchasesOptions<Model["unit"]>,
): ModelFigure | Abstention {
  requireObject(model, "model");
  if (model.kind === "bg_bb") return atOccasions(model, record as OccasionRecord, options);
  const read = requireBuyingModel(model as BuyingModel);
  requireRecord(record as BuyingRecord);
  requireSameUnit((record as BuyingRecord).unit, "record", read.unit);
  const plan = requireDiscounting(options, read.unit);
  const uncertain = { ...read.uncertain, level: requireLevel(options.level) };
  return purchasesFigure({ read: { ...read, uncertain } }, record as BuyingRecord, plan);
}

function atOccasions(
  model: BgBbModel,
  record: OccasionRecord,
  options: PredictDiscountedPurchasesOptions,
): ModelFigure | Abstention {
  const uncertain = requireParameters(model, "bg_bb", ["alpha", "beta", "gamma", "delta"]);
  requireUnit(model.unit, "model.unit");
  requireObject(record, "record");
  requireOccasions(record.frequency, record.recency, record.periods, (field) => `record.${field}`);
  requireSameUnit(record.unit, "record", model.unit);
  const plan = requireDiscounting(options, model.unit);
  const level = requireLevel(options.level);
  const at = (point: readonly number[]): number => occasionPurchases(point, record, plan);
  if (!Number.isFinite(at(uncertain.parameters))) {
    const value = uncertain.parameters[2] as number;
    return { abstained: { code: "lifetime_endless_occasions", params: { gamma: value } } };
  }
  return deltaFigure(at, { ...uncertain, level }, "log");
}
