import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Interval } from "../../core/estimate.ts";
import { armOf, upliftEstimate } from "./figures.ts";
import type { UpliftMailingCutoffs, UpliftMailingGroup, UpliftMailingPlan, UpliftMailingStatus } from "./plan-types.ts";
import { firstAt, type Ranking } from "./rank.ts";
import type { UpliftOutcomeKind } from "./types.ts";

/** Widths at which the end of the list is looked at for harm, as tenths of the customers. */
const TAILS = 9;

/** How the plan parts the ranking. */
export interface PlannedSplit {
  readonly wander: Interval;
  /** First group of equal score that belongs to those to leave alone; absent where nothing shows harm. */
  readonly harmful: number | undefined;
}

/**
 * The end of the list for which contact does most harm in all: of nine ends, a tenth to nine tenths, the one that loses
 * most outcomes among those whose interval of the uplift lies below zero at a ninth of the doubt, so that looking at
 * all of them costs nothing.
 */
export function harmfulTail(ranking: Ranking, kind: UpliftOutcomeKind, level: number): number | undefined {
  const { treated, control, scores, n } = ranking;
  const strict = 1 - (1 - level) / TAILS;
  let found: number | undefined;
  let worst = 0;
  let group = scores.length;
  for (let tenth = 1; tenth <= TAILS; tenth++) {
    while (group > 0 && n - firstAt(treated, group - 1) - firstAt(control, group - 1) <= (n * tenth) / (TAILS + 1))
      group--;
    if (group === scores.length) continue;
    const t = armOf(treated.outcomes, firstAt(treated, group), treated.outcomes.length);
    const c = armOf(control.outcomes, firstAt(control, group), control.outcomes.length);
    const uplift = upliftEstimate(kind, t, c, strict);
    if ("abstained" in uplift || uplift.interval.upper >= 0 || uplift.value * uplift.n >= worst) continue;
    worst = uplift.value * uplift.n;
    found = group;
  }
  return found;
}

/** First group of equal score that no longer fits into a share. */
function endOfShare({ treated, control, scores, n }: Ranking, share: number): number {
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firstAt(treated, middle) + firstAt(control, middle) <= share * n + 1e-6) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The parts of the book and the scores that part them; those in come first, then those to leave alone. */
export function groupsOfPlan(
  ranking: Ranking,
  kind: UpliftOutcomeKind,
  { wander, harmful }: PlannedSplit,
  customers: number,
  level: number,
): { readonly cutoffs: UpliftMailingCutoffs; readonly groups: readonly UpliftMailingGroup[] } {
  const { treated, control, scores, n } = ranking;
  const all = scores.length;
  const inEnd = endOfShare(ranking, wander.lower);
  const harmStart = Math.max(inEnd, harmful ?? all);
  const edgeEnd = Math.min(harmStart, Math.max(inEnd, endOfShare(ranking, wander.upper)));
  const cutoffs: UpliftMailingCutoffs = {
    ...(inEnd > 0 && { in: scores[inEnd - 1] as number }),
    ...(edgeEnd > inEnd && { edge: scores[edgeEnd - 1] as number }),
    ...(harmStart < all && { leaveAlone: scores[harmStart] as number }),
  };
  const group = (status: UpliftMailingStatus, from: number, to: number): UpliftMailingGroup => {
    const t = [firstAt(treated, from), firstAt(treated, to)] as const;
    const c = [firstAt(control, from), firstAt(control, to)] as const;
    const share = (t[1] - t[0] + c[1] - c[0]) / n;
    if (share === 0) return { status, share, customers: 0 };
    const uplift = upliftEstimate(kind, armOf(treated.outcomes, ...t), armOf(control.outcomes, ...c), level);
    return { status, share, customers: Math.round(share * customers), uplift };
  };
  return {
    cutoffs,
    groups: [
      group("in", 0, inEnd),
      group("edge", inEnd, edgeEnd),
      group("out", edgeEnd, harmStart),
      group("leave_alone", harmStart, all),
    ],
  };
}

/**
 * What the plan does with a customer of this score.
 *
 * @param plan - From {@link planUpliftMailing}.
 * @param score - The customer's uplift score, by the model that scored the plan's customers.
 * @returns `in`, `edge`, `out` or `leave_alone`.
 * @throws `ClienteleError` `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 4000 }, (_, i) => i);
 * const scores = rows.map((i) => i % 100);
 * const treated = rows.map((i) => Math.floor(i / 100) % 2);
 * const bought = rows.map((i) => (i % 7 === 0 || (treated[i] === 1 && scores[i] > 49 && i % 3 === 0) ? 1 : 0));
 * const plan = planUpliftMailing(scores, treated, bought, { contactCost: 1, valuePerResponse: 10 });
 * assignUpliftMailing(plan, 90); // => "in"
 * ```
 */
export function assignUpliftMailing(plan: UpliftMailingPlan, score: number): UpliftMailingStatus {
  requireObject(plan, "plan");
  requireObject(plan.cutoffs, "plan.cutoffs");
  requireNumber(score, "score");
  const { in: sure, edge, leaveAlone } = plan.cutoffs;
  for (const [name, cut] of [
    ["in", sure],
    ["edge", edge],
    ["leaveAlone", leaveAlone],
  ] as const) {
    if (cut !== undefined) requireNumber(cut, `plan.cutoffs.${name}`);
  }
  if (sure !== undefined && score >= sure) return "in";
  if (leaveAlone !== undefined && score <= leaveAlone) return "leave_alone";
  return edge !== undefined && score >= edge ? "edge" : "out";
}
