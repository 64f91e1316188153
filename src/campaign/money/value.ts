import type { Abstention } from "../../core/estimate.ts";
import { fiellerInterval } from "../../math/fieller.ts";
import { momentsFromSums, varianceOf } from "../../math/moments.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { squaredVariation } from "../roi/deal-interval.ts";
import { finite } from "../roi/figures.ts";
import { meanFactors } from "../roi/skewed.ts";
import type { CheckedMoney } from "./parts.ts";
import type { MoneyBreakEven, MoneyEstimate } from "./types.ts";

/** What a response brings, and its standard error where the interval is the plain t one. */
export interface ResponseValue {
  readonly estimate: MoneyEstimate | Abstention;
  readonly standardError?: number;
}

/** Contribution of one response: a mean of skewed amounts; by plain t where some are negative. */
export function responseValue(money: CheckedMoney, minResponses: number, level: number): ResponseValue {
  const { responses: n, revenue, marginRate, negative } = money;
  if (n < minResponses)
    return { estimate: { abstained: { code: "too_few_rows", params: { n, needed: minResponses } } } };
  const value = (revenue.sum * marginRate) / n;
  if (!negative && value > 0) {
    const [low, high] = meanFactors(n, squaredVariation({ n, ...revenue }), level);
    const upper = finite(value * high, "the upper limit of a response's value");
    return { estimate: { value, n, interval: { lower: value * low, upper, level }, method: "skewed_mean" } };
  }
  const variance = varianceOf(momentsFromSums({ n, ...revenue })) ?? 0;
  const standardError = marginRate * Math.sqrt(variance / n);
  const half = -studentTQuantile((1 - level) / 2, n - 1) * standardError;
  return {
    estimate: { value, n, interval: { lower: value - half, upper: value + half, level }, method: "t" },
    standardError,
  };
}

/** Responses, and their share of those contacted, that cover the cost. */
export function breakEvenOf(
  { estimate, standardError }: ResponseValue,
  { cost, contacted, responses: n }: CheckedMoney,
  level: number,
): MoneyBreakEven {
  const responses = responsesOf(estimate, standardError, cost, n, level);
  if (contacted === undefined || contacted === 0) return { responses };
  return { responses, rate: scaled(responses, (count) => count / contacted) };
}

function responsesOf(
  estimate: MoneyEstimate | Abstention,
  standardError: number | undefined,
  cost: number,
  n: number,
  level: number,
): MoneyEstimate | Abstention {
  if ("abstained" in estimate) return estimate;
  const { value, interval } = estimate;
  if (!(value > 0)) return { abstained: { code: "campaign_value_not_positive", params: { value } } };
  const needed = finite(cost / value, "cost ÷ value of a response");
  if (standardError === undefined) {
    const upper = finite(cost / interval.lower, "cost ÷ value of a response");
    return { value: needed, n, interval: { lower: cost / interval.upper, upper, level }, method: "skewed_mean" };
  }
  // the cost is known, so that Fieller's interval turns the value's own interval over
  const ends = fiellerInterval(
    { numerator: cost, denominator: value, numeratorVariance: 0, denominatorVariance: standardError ** 2 },
    -studentTQuantile((1 - level) / 2, n - 1),
  );
  if (ends === undefined) return { abstained: { code: "campaign_value_near_zero", params: { value, standardError } } };
  return { value: needed, n, interval: { ...ends, level }, method: "fieller" };
}

/** An estimate in other units; an abstention stays. `change` must not turn the order round. */
export function scaled(of: MoneyEstimate | Abstention, change: (amount: number) => number): MoneyEstimate | Abstention {
  if ("abstained" in of) return of;
  const { lower, upper, level } = of.interval;
  return { ...of, value: change(of.value), interval: { lower: change(lower), upper: change(upper), level } };
}
