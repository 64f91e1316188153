import type { Reason } from "../../core/reasons.ts";
import { poolAdjacentViolators } from "../../math/isotonic.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { MailingMoney } from "./list.ts";
import type { MailingCell, RankedPast } from "./past.ts";
import { expectedProfit, measuredProfit } from "./profit.ts";
import { placesTo, type RankedList } from "./ranked.ts";
import type { MailingCapacity, MailingPlan, MailingRule } from "./types.ts";

/** The part of a plan from which its words are made. */
export type MailingFindings = Pick<
  MailingPlan,
  "basis" | "best" | "expected" | "heldOut" | "wander" | "rule" | "calibration" | "capacity"
>;

/** Share of the list beyond the past mailing's scores that is worth a word. */
const BEYOND = 0.01;

export function ruleOf(
  list: RankedList,
  money: MailingMoney,
  place: number,
  breakEven: number,
  cells: readonly MailingCell[] | undefined,
  level: number,
): MailingRule {
  return {
    breakEven,
    share: place / list.n,
    customers: place,
    expected: expectedProfit(list, money, place),
    ...(cells !== undefined && { measured: measuredProfit(list, cells, money, place, level) }),
  };
}

/** What the limit on contacts costs: by the next customer's chance, or by the monotone rate of the past mailing there. */
export function capacityOf(
  list: RankedList,
  { contactCost, margin }: MailingMoney,
  limit: number,
  cells: readonly MailingCell[] | undefined,
  pays: number,
  level: number,
): MailingCapacity {
  const free: MailingCapacity = { limit, binding: false, shadowPrice: 0 };
  if (limit >= list.n) return free;
  if (cells === undefined) {
    const next = (list.scores[limit] as number) * (margin ?? 1) - contactCost;
    return limit < pays ? { limit, binding: true, shadowPrice: next } : free;
  }
  let from = 0;
  const at = cells.findIndex(({ listed }) => {
    from += listed;
    return from > limit;
  });
  // scores fall from cell to cell, and the monotone rate is asked to rise
  const blocks = poolAdjacentViolators(cells.map(({ n, mean }) => ({ n, mean: -mean })));
  const block = blocks.find(({ last }) => last >= at);
  if (block === undefined) return free;
  const next = -block.mean - contactCost;
  if (!(next > 0)) return free;
  const variance =
    cells.slice(block.first, block.last + 1).reduce((sum, cell) => sum + cell.n * cell.variance, 0) / block.n ** 2;
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  return {
    limit,
    binding: true,
    shadowPrice: next,
    shadowInterval: { lower: next - reach, upper: next + reach, level },
  };
}

export function decisionOf({ basis, best, expected, heldOut, rule }: MailingFindings, listed: number): Reason {
  if (heldOut !== undefined && "abstained" in heldOut) return heldOut.abstained;
  if (best.customers === 0) return { code: "mailing_nobody", params: { customers: listed, basis } };
  const { value, interval } = heldOut ?? expected;
  const params = {
    share: best.share,
    customers: best.customers,
    profit: value,
    lower: interval.lower,
    upper: interval.upper,
  };
  if (heldOut === undefined) return { code: "mailing_expected", params: { ...params, breakEven: rule.breakEven } };
  return { code: interval.lower > 0 ? "mailing_pays" : "mailing_unproven", params };
}

/** What a reader should know before acting on the plan. */
export function notesOf(
  { basis, best, wander, rule, calibration, capacity }: MailingFindings,
  list: RankedList,
  past: RankedPast | undefined,
  limit: number,
): Reason[] {
  const notes: Reason[] = [];
  if (basis === "expected") notes.push({ code: "mailing_on_trust", params: { breakEven: rule.breakEven } });
  if (calibration?.off === true) {
    const { expected, observed, slope } = calibration;
    const params = { expected, observed, ...("value" in slope && { slope: slope.value }) };
    notes.push({ code: "mailing_not_calibrated", params });
  }
  if (wander !== undefined) {
    const params = { rule: rule.share, best: best.share, lower: wander.lower, upper: wander.upper };
    const apart = rule.share < wander.lower || rule.share > wander.upper;
    notes.push({ code: apart ? "mailing_rule_disagrees" : "mailing_rule_agrees", params });
  }
  if (capacity?.binding === true) {
    notes.push({ code: "mailing_capacity", params: { limit: capacity.limit, shadowPrice: capacity.shadowPrice } });
  }
  const { customers, score } = best;
  if (score !== undefined && customers === limit && list.scores[customers] === score) {
    const from = placesTo(list, score, false);
    const tied = placesTo(list, score, true) - from;
    notes.push({ code: "mailing_tied", params: { score, tied, places: customers - from } });
  }
  if (past !== undefined) {
    const highest = past.scores[0] as number;
    const lowest = past.scores.at(-1) as number;
    const beyond = placesTo(list, highest, false) + list.n - placesTo(list, lowest, true);
    if (beyond > BEYOND * list.n) {
      notes.push({
        code: "mailing_beyond_past",
        params: { customers: beyond, share: beyond / list.n, lowest, highest },
      });
    }
  }
  return notes;
}
