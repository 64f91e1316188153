import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { deltaFigure, type UncertainParameters } from "../fit/delta.ts";
import { requireParameters } from "../fit/spread.ts";
import type { ModelFigure } from "../fit/types.ts";
import { requireUnit } from "../units.ts";
import { logRetention, logSurvival } from "./curve.ts";
import { MOST_PERIODS } from "./state.ts";
import { sumOverPeriods } from "./sums.ts";
import type { ForecastTenureOptions, PredictTenureOptions, TenureModel, TenurePoint } from "./types.ts";

/** Parameters whose curves a double can hold. */
const SIZE = { min: 1e-15, max: 1e15 } as const;
const SHAPE = { min: 0.01, max: 100 } as const;

/** Smallest price of time at which a sum without end is named. */
export const SMALLEST_RATE = 1e-9;

/**
 * How many customers will still be there after each period, and how many of those there before it stay through it:
 * the survival and the retention curve, beyond what has been seen.
 *
 * @param model - From {@link fitSbg}, {@link fitBdw} or `loadModel`.
 * @param options - `periods` ahead; `from`, periods that are over already.
 * @returns One point for now and one per period. Shares with the interval that the model's parameters leave, not with
 * that of the number of customers who will stay by chance.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const model = fitSbg([{ unit: "year", survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }]);
 * const curve = forecastTenure(model, { periods: 12 });
 * curve[12].survival.value; // ≈ 0.3780
 * curve[12].retention.value; // ≈ 0.9568
 * ```
 * @see Fader & Hardie (2007), How to Project Customer Retention, equations 6 and 8
 */
export function forecastTenure(model: TenureModel, options: ForecastTenureOptions): readonly TenurePoint[] {
  const spread = requireTenureModel(model);
  requireObject(options, "options");
  const { periods, from = 0 } = options;
  requireNumber(periods, "options.periods", { min: 1, max: MOST_PERIODS, integer: true });
  requireNumber(from, "options.from", { min: 0, max: MOST_PERIODS, integer: true });
  return Array.from({ length: periods + 1 }, (_, ahead) => {
    const period = from + ahead;
    const survival = deltaFigure(
      (parameters) => Math.exp(logSurvival(parameters, period) - logSurvival(parameters, from)),
      spread,
      "logit",
    );
    if (ahead === 0) return { period, survival };
    const retention = deltaFigure((parameters) => Math.exp(logRetention(parameters, period)), spread, "logit");
    return { period, survival, retention };
  });
}

/**
 * How many payments a contractual customer will make, those far away counted for less: times the margin of a period, it
 * is the customer's lifetime value.
 *
 * @param model - From {@link fitSbg}, {@link fitBdw} or `loadModel`.
 * @param options - `discountRate` per period; `periodsServed`, 0 for a customer who signs now.
 * @returns Expected number of discounted payments. With `periodsServed` 0 it is DEL, Σ S(t)/(1 + d)ᵗ from t = 0, the
 * first payment certain and at once. With n ≥ 1 it is DERL: the customer has been with us for n periods, the n-th
 * renewal is about to be decided, and the first payment comes at once if they renew: Σ S(t)/S(n − 1)/(1 + d)ᵗ⁻ⁿ from
 * t = n.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const model = fitSbg([{ unit: "year", survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }]);
 * predictTenure(model, { discountRate: 0.1 }).value; // ≈ 5.922253
 * predictTenure(model, { discountRate: 0.1, periodsServed: 8 }).value; // ≈ 7.52963
 * ```
 * @see Fader & Hardie (2010), Customer-Base Valuation in a Contractual Setting, Marketing Science 29(1), equations 3, 6
 */
export function predictTenure(model: TenureModel, options: PredictTenureOptions): ModelFigure {
  const spread = requireTenureModel(model);
  requireObject(options, "options");
  const { discountRate, periodsServed: n = 0 } = options;
  requireNumber(discountRate, "options.discountRate", { min: SMALLEST_RATE });
  requireNumber(n, "options.periodsServed", { min: 0, max: MOST_PERIODS, integer: true });
  const force = Math.log1p(discountRate);
  return deltaFigure(
    (parameters) => {
      const reached = n === 0 ? 0 : logSurvival(parameters, n - 1);
      return sumOverPeriods((t) => Math.exp(logSurvival(parameters, n + t) - reached - force * t), force, undefined);
    },
    spread,
    "log",
  );
}

/** Refuses a model that was built or edited by hand into something that cannot be read, and brings it to columns. */
export function requireTenureModel(model: TenureModel): UncertainParameters {
  requireObject(model, "model");
  if (model.kind !== "sbg" && model.kind !== "bdw") {
    const { kind } = model as { readonly kind: unknown };
    throw new ClienteleError("invalid_model", `model.kind must be "sbg" or "bdw", got ${show(kind)}`, { kind });
  }
  requireUnit(model.unit, "model.unit");
  const names = model.kind === "sbg" ? ["alpha", "beta"] : ["alpha", "beta", "c"];
  const spread = requireParameters(model, model.kind, names);
  spread.parameters.forEach((cell, i) => {
    requireNumber(cell, `model.parameters.${names[i]}`, names[i] === "c" ? SHAPE : SIZE);
  });
  return spread;
}
