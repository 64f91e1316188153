import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { wilsonUnchecked } from "../../math/proportion.ts";
import { logisticOptimum } from "../logistic-optimum.ts";
import { type DemandFit, fitDemand, jackknifedHalf, type RespondentAnswers } from "./demand.ts";
import type { GaborGranger, GaborGrangerAnswer, GaborGrangerPoint, MeasureGaborGrangerOptions } from "./types.ts";

/** A fit this unlikely by chance is called poor. */
const POOR = 0.01;

/**
 * Finds the price of the highest revenue, and with a unit cost of the highest profit, from respondents who say at each
 * of several prices whether they would buy (Gabor and Granger).
 *
 * The log-odds of buying fall in a straight line with the price. Respondents answer several times, so the intervals leave
 * out one respondent, not one answer, at a time.
 *
 * @param answers - One row per respondent and price. Not mutated.
 * @param options - `unitCost` (at least 0) and `level` of the intervals.
 * @returns Observed shares and fitted curve by price, best prices, respondents who contradict themselves (they stay in).
 * The best price is an abstention where demand does not clearly fall; a reason says where it lies outside the prices
 * asked or where the curve misses the shares.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id` for a respondent
 * asked twice at one price; the row is named.
 * @example
 * ```ts
 * const limits = Array.from({ length: 80 }, (_, i) => 6 + ((i * 13) % 80) / 6);
 * const answers = limits.flatMap((limit, i) =>
 *   [6, 9, 12, 15, 18].map((price) => ({ respondent: `r${i}`, price, buys: price <= limit })),
 * );
 * const survey = measureGaborGranger(answers, { unitCost: 4 });
 * survey.revenuePrice.value; // ≈ 10.03
 * survey.profitPrice.value; // ≈ 11.14
 * survey.points[2].observed.value; // => 0.55
 * ```
 * @see Gabor & Granger (1966), Price as an indicator of quality, Economica 33; Bell & McCaffrey (2002), Survey
 * Methodology 28, for leaving clusters out
 */
export function measureGaborGranger(
  answers: ArrayLike<GaborGrangerAnswer>,
  options: MeasureGaborGrangerOptions = {},
): GaborGranger {
  requireObject(options, "options");
  const { unitCost, level = 0.95 } = options;
  if (unitCost !== undefined) requireNumber(unitCost, "options.unitCost", { min: 0, max: 1e100 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const groups = readAnswers(answers);
  const fit = fitDemand(groups, level);
  const counts = countsOf(groups);
  const prices = counts.map(({ price }) => price);
  const best = (cost: number): Estimate | Abstention =>
    "abstained" in fit ? fit : bestOf(fit, cost, groups.length, level);
  const revenuePrice = best(0);
  const profitPrice = unitCost === undefined ? undefined : best(unitCost);
  const reversed = groups.filter(isReversed).length;
  const points = counts.map(({ price, n, yes }) => pointOf(price, n, yes, fit, groups.length, level));
  return {
    kind: "gabor_granger",
    respondents: groups.length,
    reversed,
    points,
    ...("abstained" in fit ? {} : { demand: demandOf(fit, groups.length, level) }),
    revenuePrice,
    ...(profitPrice === undefined ? {} : { profitPrice }),
    reasons: [
      ...("abstained" in fit ? [fit.abstained] : beyond([revenuePrice, profitPrice], prices)),
      ...poorFit(points),
      ...(reversed > 0
        ? [{ code: "price_reversed_answers", params: { reversed, respondents: groups.length } } as const]
        : []),
      { code: "price_survey_not_sales", params: { respondents: groups.length } },
    ],
  };
}

function readAnswers(answers: ArrayLike<GaborGrangerAnswer>): readonly RespondentAnswers[] {
  requireNonEmpty(answers, "answers");
  const groups = new Map<string, { price: number; buys: boolean }[]>();
  for (let i = 0; i < answers.length; i++) {
    const answer = answers[i] as GaborGrangerAnswer;
    const name = `answers[${i}]`;
    requireObject(answer, name);
    const { respondent, price, buys } = answer;
    if (typeof respondent !== "string" || respondent === "") {
      throw new ClienteleError("invalid_type", `${name}.respondent must be a non-empty text, got ${show(respondent)}`, {
        index: i,
      });
    }
    requireNumber(price, `${name}.price`, { above: 0, max: 1e100 });
    if (typeof buys !== "boolean") {
      throw new ClienteleError("invalid_type", `${name}.buys must be true or false, got ${show(buys)}`, { index: i });
    }
    const own = groups.get(respondent) ?? [];
    if (own.some((row) => row.price === price)) {
      throw new ClienteleError("duplicate_id", `${name} asks ${show(respondent)} about the price ${price} again`, {
        index: i,
      });
    }
    own.push({ price, buys });
    groups.set(respondent, own);
  }
  // an order by answers alone: sums come out the same whoever stands first
  const key = (group: RespondentAnswers): string => group.map(({ price, buys }) => `${price}:${buys}`).join(" ");
  return [...groups.values()]
    .map((group) => group.sort((a, b) => a.price - b.price))
    .map((group) => ({ group, text: key(group) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ group }) => group);
}

function countsOf(groups: readonly RespondentAnswers[]) {
  const counts = new Map<number, { readonly price: number; n: number; yes: number }>();
  for (const { price, buys } of groups.flat()) {
    const row = counts.get(price) ?? { price, n: 0, yes: 0 };
    row.n++;
    if (buys) row.yes++;
    counts.set(price, row);
  }
  return [...counts.values()].sort((a, b) => a.price - b.price);
}

function pointOf(
  price: number,
  n: number,
  yes: number,
  fit: DemandFit | Abstention,
  respondents: number,
  level: number,
): GaborGrangerPoint {
  const observed = { value: yes / n, n, interval: wilsonUnchecked(yes, n, level) };
  if ("abstained" in fit) return { price, n, observed };
  const { value, interval } = jackknifed(fit, respondents, level, ({ intercept, slope }) => intercept - slope * price);
  const fitted = {
    value: chanceOfLogOdds(value),
    n: respondents,
    interval: { lower: chanceOfLogOdds(interval.lower), upper: chanceOfLogOdds(interval.upper), level },
  };
  return { price, n, observed, fitted };
}

function demandOf(fit: DemandFit, n: number, level: number): NonNullable<GaborGranger["demand"]> {
  const { intercept, slope } = fit.line;
  return { intercept, slope, slopeInterval: jackknifed(fit, n, level, (line) => line.slope).interval };
}

/** The best price above cost; on the log of the margin, where its distribution is nearer to normal. */
function bestOf(fit: DemandFit, cost: number, n: number, level: number): Estimate {
  const { value, interval } = jackknifed(fit, n, level, ({ intercept, slope }) =>
    Math.log(logisticOptimum(intercept - slope * cost, slope)),
  );
  return {
    value: cost + Math.exp(value),
    n,
    interval: { lower: cost + Math.exp(interval.lower), upper: cost + Math.exp(interval.upper), level },
  };
}

/** A figure of the line with its interval by leaving one respondent out at a time. */
function jackknifed(
  fit: DemandFit,
  n: number,
  level: number,
  figure: (line: DemandFit["line"]) => number,
): { readonly value: number; readonly interval: Interval } {
  const value = figure(fit.line);
  const half = jackknifedHalf(fit, n, level, figure);
  return { value, interval: { lower: value - half, upper: value + half, level } };
}

function isReversed(group: RespondentAnswers): boolean {
  return group.some(({ buys }, i) => buys && group[i - 1]?.buys === false);
}

function beyond(best: readonly (Estimate | Abstention | undefined)[], prices: readonly number[]): readonly Reason[] {
  const lowest = prices[0] as number;
  const highest = prices.at(-1) as number;
  return best.flatMap((estimate) => {
    if (estimate === undefined || "abstained" in estimate) return [];
    const price = estimate.value;
    return price < lowest || price > highest
      ? [{ code: "price_beyond_asked", params: { price, lowest, highest } } as const]
      : [];
  });
}

/** Squared distance between shares and curve, over what chance explains; two parameters were fitted. */
function poorFit(points: readonly GaborGrangerPoint[]): readonly Reason[] {
  let statistic = 0;
  for (const { n, observed, fitted } of points) {
    if (fitted === undefined) return [];
    statistic += (n * (observed.value - fitted.value) ** 2) / (fitted.value * (1 - fitted.value));
  }
  if (points.length < 3 || !Number.isFinite(statistic)) return [];
  const pValue = chiSquaredSurvival(statistic, points.length - 2);
  return pValue < POOR ? [{ code: "price_poor_fit", params: { pValue } }] : [];
}
