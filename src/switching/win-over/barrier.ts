import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { toDay, toIsoDate } from "../../time/index.ts";
import { moneyAt } from "../money.ts";
import { readTies } from "../money-ties.ts";
import { scoreSwitchingCosts } from "../score.ts";
import type { SwitchingAccount, SwitchingModel, SwitchingScore } from "../types.ts";
import type { BarrierAmount, BarrierLever, MeasureRivalBarrierOptions, PointRate, RivalBarrier } from "./types.ts";

/** Levers that a reason names one by one. */
const NAMED = 3;

/**
 * Measures what holds a rival's customer: the levers that the rival built, the money that leaving would cost on each
 * coming day, and the smallest inducement that offsets both, with the day on which it is smallest.
 *
 * The financial part of the index is what the money counts, so only its procedural and relational part is turned into
 * money, at the rate that you state or have measured. Without a rate the inducement offsets the money alone and says so.
 *
 * @param account - What is known about the customer of the rival: evidence 0–1 per lever and the ties in money.
 * @param model - Weights of the levers: `defaultSwitchingModel` or your own.
 * @param options - `asOf`; `horizonDays` (default 365); `perPoint`, what a point is worth: `{ months }` of the account's
 * `monthlyRevenue` or `{ amount }`, as a number (stated) or an estimate (measured).
 * @returns Levers, money, points and inducement with the range left by unanswered levers and by the rate's interval; the
 * range covers at least at the level of that interval if the answers are right.
 * @throws `ClienteleError` as {@link scoreSwitchingCosts} does; `invalid_type` without any day; `out_of_range` for a bad
 * horizon or rate; `inconsistent` for a rate in months without a monthly revenue.
 * @example
 * ```ts
 * const theirs = {
 *   id: "North Mill",
 *   evidence: { agreements: 1, habits: 0.5, contacts: 1, planned_visits: 0 },
 *   contract: { end: "2026-10-01", monthlyFee: 1000 },
 *   monthlyRevenue: 1000,
 * };
 * const barrier = measureRivalBarrier(theirs, defaultSwitchingModel, { asOf: "2026-07-01", perPoint: { months: 0.02 } });
 * barrier.money.total; // => 3000
 * barrier.levers[0].lever; // => "habits"
 * barrier.inducement.value; // ≈ 3666.7
 * barrier.cheapest.date; // => "2026-10-01"
 * ```
 */
export function measureRivalBarrier(
  account: SwitchingAccount,
  model: SwitchingModel,
  options: MeasureRivalBarrierOptions = {},
): RivalBarrier {
  requireObject(options, "options");
  const { horizonDays = 365, perPoint } = options;
  requireNumber(horizonDays, "options.horizonDays", { min: 0, max: 3660, integer: true });
  const score = scoreSwitchingCosts(account, model, options.asOf === undefined ? {} : { asOf: options.asOf });
  if (score.asOf === undefined) {
    throw new ClienteleError("invalid_type", "options.asOf or account.asOf must say from which day to look", {
      name: "options.asOf",
    });
  }
  const today = toDay(score.asOf);
  const rate = perPoint === undefined ? undefined : readRate(perPoint, account);
  const { points, levers } = pointsOf(score, model);
  const beyond = {
    value: points.value * (rate?.value ?? 0),
    lower: points.lower * (rate?.lower ?? 0),
    upper: points.upper * (rate?.upper ?? 0),
  };
  requireNumber(beyond.upper, "the inducement of account");
  const amountOn = (money: number): BarrierAmount => ({
    value: money + beyond.value,
    lower: money + beyond.lower,
    upper: money + beyond.upper,
  });
  const ties = readTies(account, "account", true);
  const days = Array.from({ length: horizonDays + 1 }, (_, k) => {
    const money = moneyAt(ties, today + k, "account").total;
    return { date: toIsoDate(today + k), money, inducement: money + beyond.value };
  });
  // a fall by less than a billionth is rounding, not a better day
  const best = days.reduce((least, day) => (day.money < least.money * (1 - 1e-9) ? day : least));
  const cheapest = { date: best.date, inducement: amountOn(best.money) };
  const barrier: RivalBarrier = {
    id: score.id,
    asOf: score.asOf,
    levers,
    money: score.money,
    points,
    coverage: score.coverage,
    inducement: amountOn(score.money.total),
    offsets: rate === undefined ? "money" : "money_and_points",
    days,
    cheapest,
    reasons: [],
  };
  return { ...barrier, reasons: reasonsOf(barrier, rate) };
}

interface Rate extends BarrierAmount {
  readonly stated: boolean;
}

function readRate(perPoint: PointRate, account: SwitchingAccount): Rate {
  requireObject(perPoint, "options.perPoint");
  const months = "months" in perPoint;
  const name = `options.perPoint.${months ? "months" : "amount"}`;
  const given: number | Estimate = months ? perPoint.months : perPoint.amount;
  const unit = months ? account.monthlyRevenue : 1;
  if (unit === undefined) {
    throw new ClienteleError("inconsistent", `${name} needs account.monthlyRevenue, what a month is worth`, { name });
  }
  if (typeof given === "number") {
    requireNumber(given, name, { min: 0, max: 1e100 });
    return { value: given * unit, lower: given * unit, upper: given * unit, stated: true };
  }
  requireObject(given, name);
  requireNumber(given.value, `${name}.value`, { min: 0, max: 1e100 });
  requireObject(given.interval, `${name}.interval`);
  requireNumber(given.interval.lower, `${name}.interval.lower`, { max: given.value });
  requireNumber(given.interval.upper, `${name}.interval.upper`, { min: given.value, max: 1e100 });
  const { lower, upper } = given.interval;
  return { value: given.value * unit, lower: Math.max(0, lower) * unit, upper: upper * unit, stated: false };
}

/** The index without its financial facet: answered levers stand for those that are not, the range says what is open. */
function pointsOf(
  score: SwitchingScore,
  model: SwitchingModel,
): { readonly points: BarrierAmount; readonly levers: readonly BarrierLever[] } {
  let whole = 0;
  let answered = 0;
  let lower = 0;
  const known: { readonly lever: BarrierLever["lever"]; readonly evidence: number; readonly part: number }[] = [];
  for (const { lever, weight, evidence } of score.levers) {
    const part = weight * (1 - (model.facets[lever].financial ?? 0));
    whole += part;
    if (evidence === undefined) continue;
    answered += part;
    lower += 100 * part * evidence;
    if (evidence > 0 && weight > 0) known.push({ lever, evidence, part });
  }
  const scale = answered > 0 ? whole / answered : 0;
  const levers = known
    .map(({ lever, evidence, part }) => ({ lever, evidence, points: 100 * part * evidence * scale }))
    .sort((a, b) => b.points - a.points);
  const upper = lower + 100 * (whole - answered);
  return { points: { value: lower * scale, lower, upper: Math.max(upper, lower) }, levers };
}

function reasonsOf(barrier: RivalBarrier, rate: Rate | undefined): readonly Reason[] {
  const { levers, money, points, coverage, inducement, cheapest } = barrier;
  // a lever whose part is all money has no points; the money tells it
  const reasons: Reason[] = levers
    .filter(({ points: own }) => own > 0)
    .slice(0, NAMED)
    .map(({ lever, evidence, points: own }) => ({ code: "barrier_lever", params: { lever, evidence, points: own } }));
  reasons.push({
    code: "barrier_money",
    params: { total: money.total, kinds: new Set(money.items.map(({ kind }) => kind)).size },
  });
  if (rate === undefined) reasons.push({ code: "barrier_no_rate", params: { points: points.value } });
  else if (rate.stated) reasons.push({ code: "barrier_rate_stated", params: { perPoint: rate.value } });
  if (coverage === 0) reasons.push({ code: "barrier_unknown", params: { levers: 17 } });
  else if (coverage < 1) {
    const { lower, upper } = inducement;
    reasons.push({ code: "barrier_partly_known", params: { coverage, lower, upper } });
  }
  const effort = (money.migration ?? 0) + (money.retraining ?? 0) + (money.equipment ?? 0);
  if (rate !== undefined && effort > 0) reasons.push({ code: "barrier_overlap", params: { amount: effort } });
  if (cheapest.inducement.value < inducement.value) {
    const params = { date: cheapest.date, inducement: cheapest.inducement.value, today: inducement.value };
    reasons.push({ code: "barrier_cheapest", params });
  }
  return reasons;
}
