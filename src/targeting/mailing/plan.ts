import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import { calibrationOf } from "./calibration.ts";
import { capacityOf, decisionOf, notesOf, ruleOf } from "./findings.ts";
import { judgedProfit } from "./judged.ts";
import { type MailingMoney, moneyOf, outcomesOf, rankingScores, requireChanceColumn, requirePast } from "./list.ts";
import { cutoffsOf, groupsOf, untied } from "./parts.ts";
import { bestCell, cellsOf, type MailingCell, type RankedPast, rankPast, wanderOf } from "./past.ts";
import { curvePlaces, expectedPoints, expectedProfit, measuredProfit, pointOf } from "./profit.ts";
import { placesTo, type RankedList, rankList } from "./ranked.ts";
import type { MailingPlan, MailingProfitPoint, PlanMailingOptions } from "./types.ts";

/** Answers of the past mailing below which a measured profit is refused. */
const FEWEST_YES = 10;

/**
 * Finds whom to contact for the most profit: the customers whose chance of a yes, times what a yes brings, is worth more
 * than the contact. Shows who is in, who is on the edge, who is out, and what one more contact would bring.
 *
 * @param chances - Chance of a yes for each customer of the list, in [0, 1], calibrated. Not mutated.
 * @param options - `contactCost` and `fixedCost`; `valuePerResponse`, or `values` per customer; `marginRate`; `capacity`;
 * `past`, a mailing whose answers are known; `folds`, `replicates`, `seed`, `level`. Money is one currency.
 * @returns Without `past` profit is what the chances promise, and its interval what chance may make of it. With `past` it
 * is what such customers brought, counted for this list; `heldOut` is judged on customers who had no say in the cut-off
 * (believe this one), and its interval holds the expected profit of this list. `in` holds in nearly all redrawn past
 * mailings, the edge in some. `rule` is the plain one, cost over value. Customers of one score are treated alike; the
 * order of rows has no say.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`,
 * `inconsistent` (no value or two of them).
 * @example
 * ```ts
 * const plan = planMailing([0.4, 0.3, 0.2, 0.06, 0.01], { contactCost: 2, valuePerResponse: 20 });
 * plan.rule.breakEven; // => 0.1
 * plan.best.customers; // => 3
 * plan.expected.value; // ≈ 12
 * assignMailing(plan, 0.06); // => "out"
 * planMailing([0.4, 0.3, 0.2], { contactCost: 2, valuePerResponse: 20, capacity: 2 }).capacity.shadowPrice; // ≈ 2
 * ```
 * @see Bult & Wansbeek (1995), Marketing Science 14, 378–394, on the profit-maximal cut-off; Efron (1983), JASA 78,
 * 316–331, on the flattery of a figure chosen for its height
 */
export function planMailing(chances: ArrayLike<number>, options: PlanMailingOptions): MailingPlan {
  requireObject(options, "options");
  const money = moneyOf(options);
  const { folds = 10, replicates = 500, seed = 1, level = 0.95, values } = options;
  requireNumber(folds, "options.folds", { min: 2, max: 100, integer: true });
  requireNumber(replicates, "options.replicates", { min: 100, max: 10_000, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireChanceColumn(chances, "chances");
  requirePast(options);
  const scores = rankingScores(chances, values, money.marginRate, "options.values");
  const list = rankList(scores, money.margin ?? 1);
  const { n } = list;
  const { capacity } = options;
  if (capacity !== undefined) requireNumber(capacity, "options.capacity", { min: 0, max: 1e12, integer: true });
  const limit = Math.min(n, capacity ?? n);
  const breakEven = money.contactCost / (money.margin ?? 1);
  const pays = placesTo(list, breakEven, false);
  const measured =
    options.past === undefined ? undefined : measure(options, money, list, limit, { folds, replicates, seed, level });
  const rulePlace = Math.min(pays, limit);
  const place = measured?.place ?? placeOf(list, money, rulePlace);

  const { margin, marginRate } = money;
  const marginAt = (row: number): number => margin ?? (values?.[row] as number) * marginRate;
  const ordered = { scores, chances, marginAt, level };
  const promised = expectedPoints(
    list,
    measured === undefined ? curvePlaces(n, [place, rulePlace]) : [place],
    money,
    ordered,
  );
  const curve = measured?.curve ?? promised;
  const expectedBest = promised.find(({ customers }) => customers === place) as MailingProfitPoint;
  const best =
    measured === undefined ? expectedBest : pointOf(list, place, measured.apparent.value, measured.apparent.interval);
  const { wander } = measured ?? {};
  const places =
    wander === undefined || place === 0
      ? untied(list, place, place)
      : untied(list, Math.floor(wander.lower * n), Math.ceil(wander.upper * n));
  const cutoffs = cutoffsOf(list, places);
  const rule = ruleOf(list, money, rulePlace, breakEven, measured?.full, level);
  const limited = capacity === undefined ? undefined : capacityOf(list, money, capacity, measured?.full, pays, level);
  const findings = {
    basis: measured === undefined ? "expected" : "measured",
    best,
    expected: { value: expectedBest.profit, n: place, interval: expectedBest.interval },
    rule,
    ...(limited !== undefined && { capacity: limited }),
    ...(measured !== undefined && {
      heldOut: measured.heldOut,
      wander: measured.wander,
      calibration: measured.calibration,
    }),
  } as const;
  return {
    ...findings,
    rankedBy: margin === undefined ? "worth" : "chance",
    customers: n,
    contactCost: money.contactCost,
    fixedCost: money.fixedCost,
    marginRate,
    curve,
    cutoffs,
    groups: groupsOf(list, places, cutoffs, scores, chances, measured?.ranked, level),
    decision: decisionOf(findings, n),
    notes: notesOf(findings, list, measured?.ranked, limit),
    level,
  };
}

/** Nobody where the whole campaign does not earn its fixed cost. */
function placeOf(list: RankedList, money: MailingMoney, place: number): number {
  return expectedProfit(list, money, place) > 0 ? place : 0;
}

interface Measured {
  readonly ranked: RankedPast;
  /** Cells over the whole list, as though there were no limit. */
  readonly full: readonly MailingCell[];
  readonly place: number;
  readonly apparent: Estimate;
  readonly heldOut: Estimate | Abstention;
  readonly wander: Interval;
  readonly curve: readonly MailingProfitPoint[];
  readonly calibration: MailingPlan["calibration"] & object;
}

/** All that the past mailing tells about this list. */
function measure(
  options: PlanMailingOptions,
  money: MailingMoney,
  list: RankedList,
  limit: number,
  settings: { readonly folds: number; readonly replicates: number; readonly seed: number; readonly level: number },
): Measured {
  const past = options.past as NonNullable<PlanMailingOptions["past"]>;
  const { margin, marginRate, contactCost, fixedCost } = money;
  const { level } = settings;
  const outcomes = outcomesOf(past.outcomes, "options.past.outcomes");
  const scores = rankingScores(past.chances, past.values, marginRate, "options.past.values");
  const marginAt = (row: number): number => margin ?? (past.values?.[row] as number) * marginRate;
  const ranked = rankPast(scores, past.chances, outcomes, marginAt);
  const full = cellsOf(ranked, list, list.n, margin);
  const open = limit < list.n ? cellsOf(ranked, list, limit, margin) : full;
  const means = open.map(({ mean }) => mean);
  const last = bestCell(open, means, contactCost);
  const reached = open.slice(0, last + 1).reduce((sum, { listed }) => sum + listed, 0);
  const found = measuredProfit(list, full, money, reached, level);
  const place = found.value > 0 ? reached : 0;
  const apparent = place === reached ? found : measuredProfit(list, full, money, 0, level);
  const yes = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  return {
    ranked,
    full,
    place,
    apparent,
    heldOut:
      yes < FEWEST_YES
        ? { abstained: { code: "mailing_past_thin", params: { yes, needed: FEWEST_YES } } }
        : judged(
            place === 0 ? 0 : judgedProfit(open, contactCost, settings.folds, settings.seed) - fixedCost,
            apparent,
            scores.length,
          ),
    wander: wanderOf(open, contactCost, list.n, settings),
    curve: curvePlaces(list.n, [place]).map((at) => {
      const { value, interval } = measuredProfit(list, full, money, at, level);
      return pointOf(list, at, value, interval);
    }),
    calibration: calibrationOf(margin === undefined ? cellsByChance(past.chances, outcomes) : full, level),
  };
}

/** The past mailing in cells by chance, where the list is ranked by what a chance is worth. */
function cellsByChance(chances: ArrayLike<number>, outcomes: Uint8Array): MailingCell[] {
  const scores = rankingScores(chances, undefined, 1, "options.past.values");
  const list = rankList(scores, 1);
  return cellsOf(
    rankPast(scores, chances, outcomes, () => 1),
    list,
    list.n,
    1,
  );
}

/** The judged profit with the doubt that the chosen list has. */
function judged(value: number, { interval: { lower, upper, level } }: Estimate, n: number): Estimate {
  const reach = (upper - lower) / 2;
  return { value, n, interval: { lower: value - reach, upper: value + reach, level } };
}
