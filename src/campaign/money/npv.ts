import { requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { sum } from "../../math/sum.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { dealTotalInterval } from "../roi/deal-interval.ts";
import { finite } from "../roi/figures.ts";
import type { CampaignNpv, CampaignNpvOptions, CashFlow, DiscountedFlow } from "./types.ts";

/** Days of a year by the day count actual/365 (fixed), leap years too. */
const YEAR = 365;

/** Rounding that present values leave behind when they cancel, relative to the largest of them. */
const ROUNDING = 1e-12;

/** A flow with its day and what it is worth on the day of account. */
interface PresentFlow {
  readonly day: number;
  readonly amount: number;
  readonly present: number;
  readonly kind: "known" | "deal" | "estimated";
  /** Standard error of the present value. */
  readonly error: number;
}

/**
 * What a campaign's dated flows of money are worth on one day: money that comes later counts for less, by a yearly rate.
 * A flow t years away counts amount × (1 + rate)^−t, or amount × e^(−rate · t); t is days ÷ 365 (actual/365 fixed, as
 * spreadsheets' XNPV counts).
 *
 * Money spent is taken as known. Each flow earned is a deal that may come or not: their present values are a compound
 * Poisson process. Flows with a standard error are estimates, independent and normal. The parts' intervals are joined.
 *
 * @param flows - One row per flow: `date`, `amount` (below 0 spent, above 0 earned), where needed `kind` or
 * `standardError`. One currency. Not mutated; in any order.
 * @param options - `rate` per year, above −1 (0.08 is 8 %); `on`, `compounding`, `level` (default 0.95).
 * @returns Net present value with its interval, present values of what is spent and earned, the day from which it stays
 * paid back after discounting, and the flows by day.
 * @throws `ClienteleError` `empty_input`, `invalid_date`, `invalid_type`, `not_finite`, `unknown_id`, `out_of_range`
 * (also where a rate over so long a time leaves the range of numbers).
 * @example
 * ```ts
 * const flows = [
 *   { date: "2026-01-01", amount: -1000 },
 *   { date: "2027-01-01", amount: 660 },
 *   { date: "2028-01-01", amount: 605 },
 * ];
 * const { value, paybackDate } = measureCampaignNpv(flows, { rate: 0.1 });
 * value; // ≈ 100
 * paybackDate; // => "2028-01-01"
 * ```
 * @see Brealey, Myers & Allen, Principles of Corporate Finance, chapter 2; Zou & Donner (2008), Statistics in Medicine 27,
 * 1693–1702, for joining intervals
 */
export function measureCampaignNpv(flows: readonly CashFlow[], options: CampaignNpvOptions): CampaignNpv {
  requireNonEmpty(flows, "flows");
  requireObject(options, "options");
  const { rate, compounding = "yearly", level = 0.95 } = options;
  requireNumber(rate, "options.rate", { above: -1 });
  requireOneOf(compounding, ["yearly", "continuous"], "options.compounding");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const days = Array.from(flows, (flow, i) => {
    requireObject(flow, `flows[${i}]`);
    return toDay(flow.date, `flows[${i}].date`);
  });
  const on = options.on === undefined ? days.reduce((a, b) => Math.min(a, b)) : toDay(options.on, "options.on");
  const force = compounding === "yearly" ? Math.log1p(rate) : rate;
  const discounted = Array.from(flows, (flow, i) => presentOf(flow, days[i] as number, on, force, `flows[${i}]`))
    // in an order of their own, so that input order cannot matter even to the last bit
    .sort((a, b) => a.day - b.day || a.present - b.present || a.error - b.error);
  const value = sum(discounted.map(({ present }) => present));
  const byDay = rowsByDay(discounted, on);
  const slack = ROUNDING * discounted.reduce((most, { present }) => Math.max(most, Math.abs(present)), 0);
  const paybackDate = paybackOf(byDay, slack);
  return {
    on: toIsoDate(on),
    rate,
    compounding,
    dayCount: "actual/365",
    value,
    npv: intervalOf(discounted, value, level),
    spent: sum(discounted.map(({ present }) => Math.min(0, present))),
    earned: sum(discounted.map(({ present }) => Math.max(0, present))),
    ...(paybackDate === undefined ? {} : { paybackDate }),
    flows: byDay,
  };
}

function presentOf(flow: CashFlow, day: number, on: number, force: number, at: string): PresentFlow {
  const { amount, kind, standardError } = flow;
  requireNumber(amount, `${at}.amount`);
  if (kind !== undefined) requireOneOf(kind, ["known", "deal"], `${at}.kind`);
  if (standardError !== undefined) requireNumber(standardError, `${at}.standardError`, { min: 0 });
  const factor = finite(Math.exp((-force * (day - on)) / YEAR), "the rate over so long a time");
  const error = finite((standardError ?? 0) * factor, "a present value");
  const present = finite(amount * factor, "a present value");
  const own = kind ?? (amount > 0 ? "deal" : "known");
  return { day, amount, present, kind: standardError === undefined ? own : "estimated", error };
}

function intervalOf(flows: readonly PresentFlow[], value: number, level: number): Estimate | Abstention {
  const deals = flows.filter(({ kind, present }) => kind === "deal" && present !== 0).map(({ present }) => present);
  const errors = flows.filter(({ error }) => error > 0).map(({ error }) => error);
  const n = deals.length + errors.length;
  if (n === 0) return { abstained: { code: "campaign_flows_known", params: { n: flows.length } } };
  const expected = sum(deals);
  const { lower, upper } = dealTotalInterval(deals, level);
  const half = -normalQuantile((1 - level) / 2) * Math.sqrt(sum(errors.map((error) => error * error)));
  return {
    value,
    n,
    interval: {
      lower: finite(value - Math.hypot(expected - lower, half), "the net present value"),
      upper: finite(value + Math.hypot(upper - expected, half), "the net present value"),
      level,
    },
  };
}

function rowsByDay(flows: readonly PresentFlow[], on: number): DiscountedFlow[] {
  const byDay = new Map<number, PresentFlow[]>();
  for (const flow of flows) {
    const list = byDay.get(flow.day);
    if (list === undefined) byDay.set(flow.day, [flow]);
    else list.push(flow);
  }
  let cumulated = 0;
  return [...byDay].map(([day, list]) => {
    const present = sum(list.map((flow) => flow.present));
    cumulated = finite(cumulated + present, "the cumulated present value");
    const amount = sum(list.map((flow) => flow.amount));
    return { date: toIsoDate(day), years: (day - on) / YEAR, amount, present, cumulated };
  });
}

/** First day from which the cumulated value stays at or above zero. */
function paybackOf(rows: readonly DiscountedFlow[], slack: number): string | undefined {
  let from: string | undefined;
  for (const { date, cumulated } of rows) {
    if (cumulated < -slack) from = undefined;
    else from ??= date;
  }
  return from;
}
