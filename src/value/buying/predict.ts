import { requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { deltaFigure, type FigureScale } from "../fit/delta.ts";
import type { ModelFigure } from "../fit/types.ts";
import type { BuyingRecord, Duration, TimeUnit } from "../types.ts";
import { lengthOf, requireSameUnit } from "../units.ts";
import { requireRecord } from "./checks.ts";
import { aliveChance, type BuyingPoint, purchasesIfAlive, purchasesOfNew, silenceIfAlive } from "./kernel.ts";
import { type CovariateReader, pointFor, type ReadModel, recordReader, requireBuyingModel } from "./model.ts";
import { endlessMean } from "./notes.ts";
import type { BuyingModel } from "./types.ts";

/**
 * How many purchases a customer is expected to make in the time to come, given how they have bought so far.
 *
 * @param model - From `fitBgNbd`, `fitMbgNbd`, `fitParetoNbd`, `defineBuyingModel` or `loadModel`.
 * @param record - The customer, in the model's unit; with `covariates` where the model has effects.
 * @param horizon - The time to come, in the model's unit, 0 or more.
 * @returns Expected purchases, with the interval that the model's parameters leave: of the expectation, not of what
 * one customer does.
 * @throws `ClienteleError` `inconsistent` where units differ, a record contradicts itself or a covariate is missing,
 * `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
 * const customer = { unit: "week", frequency: 2, recency: 30.43, age: 38.86 };
 * predictPurchases(model, customer, { unit: "week", length: 39 }).value; // ≈ 1.226
 * ```
 * @see Fader, Hardie, Lee (2005), eq. 10; Fader, Hardie, A Note on Deriving the Pareto/NBD Model (2005)
 */
export function predictPurchases<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  record: BuyingRecord<NoInfer<Unit>>,
  horizon: Duration<NoInfer<Unit>>,
): ModelFigure {
  const read = requireBuyingModel(model);
  const { kind, unit } = read;
  const { frequency: x, recency, age, covariates } = readRecord(record, unit);
  const t = lengthOf(horizon, "horizon", unit);
  return figureOf(read, recordReader(covariates), "log", (point) => {
    return aliveChance(kind, point, x, recency, age) * purchasesIfAlive(kind, point, x, age, t);
  });
}

/**
 * The chance that a customer is still a customer, given how long they have been silent. Under BG/NBD somebody without
 * a repeat purchase is always taken to be live; MBG/NBD and Pareto/NBD do not say so.
 *
 * @param model - As for {@link predictPurchases}.
 * @param record - As for {@link predictPurchases}.
 * @returns A probability in [0, 1] with its interval.
 * @throws `ClienteleError` as {@link predictPurchases}.
 * @example
 * ```ts
 * const parameters = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 };
 * const model = defineBuyingModel("pareto_nbd", { unit: "week", parameters });
 * predictAlive(model, { unit: "week", frequency: 26, recency: 30.86, age: 31 }).value; // ≈ 0.9979178
 * ```
 * @see Fader, Hardie, Computing P(alive) Using the BG/NBD Model (2008); Schmittlein, Morrison, Colombo (1987)
 */
export function predictAlive<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  record: BuyingRecord<NoInfer<Unit>>,
): ModelFigure {
  const read = requireBuyingModel(model);
  const { kind, unit } = read;
  const { frequency: x, recency, age, covariates } = readRecord(record, unit);
  return figureOf(read, recordReader(covariates), "logit", (point) => aliveChance(kind, point, x, recency, age));
}

/**
 * The chance that a customer buys nothing in the time to come: because they have stopped, or because they take a pause.
 *
 * @param model - As for {@link predictPurchases}.
 * @param record - As for {@link predictPurchases}.
 * @param horizon - The time to come, in the model's unit, 0 or more.
 * @returns A probability in [0, 1] with its interval; 1 for a horizon of 0.
 * @throws `ClienteleError` as {@link predictPurchases}.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
 * const customer = { unit: "week", frequency: 2, recency: 30.43, age: 38.86 };
 * predictSilence(model, customer, { unit: "week", length: 39 }).value; // ≈ 0.4454
 * ```
 * @see The likelihood of the same purchases with a later end, over that with this one
 */
export function predictSilence<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  record: BuyingRecord<NoInfer<Unit>>,
  horizon: Duration<NoInfer<Unit>>,
): ModelFigure {
  const read = requireBuyingModel(model);
  const { kind, unit } = read;
  const { frequency: x, recency, age, covariates } = readRecord(record, unit);
  const t = lengthOf(horizon, "horizon", unit);
  return figureOf(read, recordReader(covariates), "logit", (point) => {
    return 1 - aliveChance(kind, point, x, recency, age) * (1 - silenceIfAlive(kind, point, x, age, t));
  });
}

/**
 * How many repeat purchases a customer is expected to make within a time of the first one, before anything else is
 * known: what a new customer is good for.
 *
 * @param model - As for {@link predictPurchases}.
 * @param horizon - Time since the first purchase, in the model's unit, 0 or more.
 * @param options - `covariates` of the customer, where the model has effects.
 * @returns Expected repeat purchases with their interval.
 * @throws `ClienteleError` as {@link predictPurchases}.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
 * expectedPurchases(model, { unit: "week", length: 78 }).value; // ≈ 1.861
 * ```
 * @see Fader, Hardie, Lee (2005), eq. 9; Schmittlein, Morrison, Colombo (1987)
 */
export function expectedPurchases<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  horizon: Duration<NoInfer<Unit>>,
  options: { readonly covariates?: Readonly<Record<string, number>> } = {},
): ModelFigure {
  const read = requireBuyingModel(model);
  const t = lengthOf(horizon, "horizon", read.unit);
  requireObject(options, "options");
  return figureOf(read, recordReader(options.covariates), "log", (point) => purchasesOfNew(read.kind, point, t));
}

/**
 * How many purchases a customer is expected ever to make from now on, without discount and without end.
 *
 * @param model - As for {@link predictPurchases}.
 * @param record - As for {@link predictPurchases}.
 * @returns Expected purchases with their interval; an abstention where the mean does not exist because a (or s) is not
 * above 1: then some customers hardly ever stop, and only a horizon or a discount rate makes the question one.
 * @throws `ClienteleError` as {@link predictPurchases}.
 * @example
 * ```ts
 * const parameters = { r: 0.5, alpha: 5, s: 2, beta: 10 };
 * const model = defineBuyingModel("pareto_nbd", { unit: "month", parameters });
 * predictLifetimePurchases(model, { unit: "month", frequency: 0, recency: 0, age: 0 }).value; // ≈ 1
 * ```
 * @see The limit of {@link predictPurchases} as the horizon grows
 */
export function predictLifetimePurchases<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  record: BuyingRecord<NoInfer<Unit>>,
): ModelFigure | Abstention {
  const read = requireBuyingModel(model);
  const { kind, unit } = read;
  const { frequency: x, recency, age, covariates } = readRecord(record, unit);
  const reader = recordReader(covariates);
  const own = pointFor(read, read.uncertain.parameters, reader);
  if ((own[2] as number) <= 1) return endlessMean(kind, own);
  return figureOf(read, reader, "log", (point) => {
    const [r, alpha, stop, fourth] = Array.from(point) as [number, number, number, number];
    const alive = aliveChance(kind, point, x, recency, age);
    if (kind === "pareto_nbd") return (alive * (((r + x) / (alpha + age)) * (fourth + age))) / (stop - 1);
    const b = fourth + x + (kind === "mbg_nbd" ? 1 : 0);
    return alive * (1 + b / (stop - 1));
  });
}

function readRecord(record: BuyingRecord, unit: TimeUnit): BuyingRecord {
  requireRecord(record);
  requireSameUnit(record.unit, "record", unit);
  return record;
}

/** A figure with the interval that parameters and coefficients leave; none where an end would not be finite. */
function figureOf(
  read: ReadModel,
  covariate: CovariateReader,
  scale: FigureScale,
  at: (point: BuyingPoint) => number,
): ModelFigure {
  return deltaFigure((parameters) => at(pointFor(read, parameters, covariate)), read.uncertain, scale);
}
