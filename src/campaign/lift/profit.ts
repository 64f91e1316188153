import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { LiftDecision } from "../../core/labels/lift.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalCdf, normalQuantile } from "../../math/normal.ts";
import { loss } from "./posterior.ts";
import type { IncrementalProfit, IncrementalProfitOptions } from "./profit-types.ts";
import type { Lift, LiftEffect } from "./types.ts";

/**
 * Turns a measured lift into money and a decision: what a contact costs, what it changes, what remains, and whether to
 * send, not to send, or to keep testing.
 *
 * Send where the whole interval of the profit lies above zero, do not send where it lies below, otherwise keep testing;
 * with `testCost`, act on the best estimate where even perfect knowledge would be worth less than the test.
 *
 * @param lift - From `measureLift` (a rate or a mean per customer), or an estimate of the effect per customer.
 * @param options - `contactCost` and `customers`; `valuePerResponse` for a rate, `marginRate` for spend; `use`,
 * `testCost`.
 * @returns Profit per customer and in total with its interval, break-even, decision and reasons; an abstention where the
 * lift has none.
 * @throws `ClienteleError` `inconsistent` for a ratio (an amount per order is none per customer), for both or neither of
 * `valuePerResponse` and `marginRate`, or the one that does not fit the lift; `out_of_range`, `not_finite`,
 * `invalid_type`, `unknown_id`.
 * @example
 * ```ts
 * const lift = measureLift({ kind: "rate", n: 21307, successes: 267 }, { kind: "rate", n: 21306, successes: 122 });
 * const profit = measureIncrementalProfit(lift, { contactCost: 0.1, customers: 100000, valuePerResponse: 45 });
 * profit.breakEvenEffect; // ≈ 0.00222
 * profit.total.value; // ≈ 20623
 * profit.decision; // => "send"
 * ```
 * @see Raiffa & Schlaifer, Applied Statistical Decision Theory (1961), 5.3 and 5.9, on the value of perfect information
 */
export function measureIncrementalProfit(
  lift: Lift | Estimate,
  options: IncrementalProfitOptions,
): IncrementalProfit | Abstention {
  requireObject(lift, "lift");
  requireObject(options, "options");
  const { contactCost, customers, testCost } = options;
  requireNumber(contactCost, "options.contactCost", { min: 0 });
  requireNumber(customers, "options.customers", { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true });
  if (testCost !== undefined) requireNumber(testCost, "options.testCost", { min: 0 });
  const value = moneyPerUnit(lift, options);
  const effect = effectOf(lift, options);
  if ("abstained" in effect) return effect;
  const { interval, n } = effect;
  const money = (amount: number): number => value * amount - contactCost;
  const perCustomer = estimateOf(effect, n, money);
  const total = estimateOf(effect, n, (amount) => customers * money(amount));
  const deviation = value * errorOf(effect);
  const breakEvenEffect = contactCost / value;
  for (const amount of [
    total.value,
    total.interval.lower,
    total.interval.upper,
    deviation * customers,
    breakEvenEffect,
  ]) {
    if (Number.isFinite(amount)) continue;
    throw new ClienteleError("out_of_range", "the profit exceeds the largest number; use a larger unit", { customers });
  }
  const valueOfCertainty = customers * loss(-Math.abs(perCustomer.value), deviation);
  const chanceOfProfit = normalCdf(perCustomer.value / deviation);
  const { lower, upper } = perCustomer.interval;
  const open = lower <= 0 && upper >= 0;
  const dear = open && testCost !== undefined && testCost >= valueOfCertainty;
  const decision = decide(lower, upper, dear, perCustomer.value);
  const control = "kind" in lift ? lift.control.value : undefined;
  const rate = options.valuePerResponse !== undefined;
  const reasons: Reason[] = [
    { code: "lift_profit_cost", params: { cost: contactCost, breakEven: breakEvenEffect, rate } },
    ...(rate && control !== undefined
      ? [{ code: "lift_profit_response", params: { control, breakEven: control + breakEvenEffect } } as const]
      : []),
    { code: "lift_profit_effect", params: { ...interval, value: effect.value, rate } },
    {
      code: "lift_profit_margin",
      params: { perCustomer: perCustomer.value, lower, upper, customers, total: total.value },
    },
    verdictOf(lower, upper, chanceOfProfit, valueOfCertainty),
    ...(dear
      ? [
          {
            code: "lift_profit_test_too_dear",
            params: { testCost: testCost as number, worth: valueOfCertainty },
          } as const,
        ]
      : []),
  ];
  return {
    customers,
    effect: { value: effect.value, n, interval },
    breakEvenEffect,
    ...(control === undefined ? {} : { breakEvenResponse: control + breakEvenEffect }),
    perCustomer,
    total,
    chanceOfProfit,
    valueOfCertainty,
    decision,
    reasons,
  };
}

function decide(lower: number, upper: number, dear: boolean, best: number): LiftDecision {
  if (lower > 0) return "send";
  if (upper < 0) return "hold";
  if (!dear) return "keep_testing";
  return best > 0 ? "send" : "hold";
}

function verdictOf(lower: number, upper: number, chance: number, worth: number): Reason {
  if (lower > 0) return { code: "lift_profit_send", params: { lower } };
  if (upper < 0) return { code: "lift_profit_hold", params: { upper } };
  return { code: "lift_profit_keep_testing", params: { chance, worth } };
}

/** Contribution of one unit of the effect. */
function moneyPerUnit(lift: Lift | Estimate, { valuePerResponse, marginRate }: IncrementalProfitOptions): number {
  const kind = "kind" in lift ? lift.kind : undefined;
  if (kind !== undefined) requireOneOf(kind, ["rate", "mean", "ratio"], "lift.kind");
  if (kind === "ratio") {
    throw new ClienteleError(
      "inconsistent",
      "lift is a ratio, such as revenue per order; measure revenue per customer",
      {
        kind,
      },
    );
  }
  if ((valuePerResponse === undefined) === (marginRate === undefined)) {
    throw new ClienteleError(
      "inconsistent",
      "give options.valuePerResponse for a rate, or options.marginRate for spend",
      {
        valuePerResponse,
        marginRate,
      },
    );
  }
  const wrong = kind === "rate" ? marginRate : kind === "mean" ? valuePerResponse : undefined;
  if (wrong !== undefined) {
    const fitting = kind === "rate" ? "valuePerResponse" : "marginRate";
    throw new ClienteleError("inconsistent", `lift is a ${kind}; give options.${fitting}`, { kind });
  }
  if (valuePerResponse !== undefined) {
    requireNumber(valuePerResponse, "options.valuePerResponse", { above: 0 });
    return valuePerResponse;
  }
  requireNumber(marginRate as number, "options.marginRate", { above: 0, max: 1 });
  return marginRate as number;
}

function effectOf(lift: Lift | Estimate, { use = "absolute" }: IncrementalProfitOptions): Estimate | Abstention {
  requireOneOf(use, ["absolute", "adjusted"], "options.use");
  if (!("kind" in lift)) return requireEstimate(lift, "lift");
  requireObject(lift.control, "lift.control");
  requireNumber(lift.control.value, "lift.control.value");
  if (use === "absolute") return requireEstimate(lift.absolute, "lift.absolute");
  if (lift.adjusted === undefined) {
    throw new ClienteleError("inconsistent", 'options.use "adjusted" needs a lift of arms with covariates', { use });
  }
  if ("abstained" in lift.adjusted) return lift.adjusted;
  return requireEstimate(lift.adjusted.absolute, "lift.adjusted.absolute");
}

function requireEstimate<T extends Estimate | Abstention>(estimate: T, name: string): T {
  requireObject(estimate, name);
  if ("abstained" in estimate) return estimate;
  const { value, n, interval } = estimate as Estimate;
  requireNumber(value, `${name}.value`);
  requireNumber(n, `${name}.n`, { min: 0 });
  requireObject(interval, `${name}.interval`);
  requireNumber(interval.level, `${name}.interval.level`, { above: 0, below: 1 });
  requireNumber(interval.lower, `${name}.interval.lower`);
  requireNumber(interval.upper, `${name}.interval.upper`);
  if (!(interval.lower < interval.upper)) {
    throw new ClienteleError("out_of_range", `${name}.interval has no width; it must say how sure the effect is`, {
      name,
    });
  }
  return estimate;
}

function estimateOf({ value, interval }: Estimate, n: number, money: (amount: number) => number): Estimate {
  const { lower, upper, level } = interval;
  return { value: money(value), n, interval: { lower: money(lower), upper: money(upper), level } };
}

/** The effect's standard error, or the one that its interval implies. */
function errorOf(effect: Estimate | LiftEffect): number {
  const { lower, upper, level } = effect.interval;
  const given = "standardError" in effect ? effect.standardError : 0;
  return given > 0 ? given : (upper - lower) / (-2 * normalQuantile((1 - level) / 2));
}
