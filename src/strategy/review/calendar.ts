import { requireNumber, requireObject } from "../../core/checks.ts";
import { type DateLike, toDay, toIsoDate } from "../../time/day.ts";
import { addPeriods } from "../../time/period.ts";
import { readStrategies } from "../simulate/read-strategies.ts";
import type { Strategy } from "../types.ts";

/** Step of the loop: to plan, to do, to check, to act on what was found. */
export type LoopPhase = "plan" | "do" | "check" | "act";

/** One date of the loop. */
export interface LoopDate {
  /** UTC day. */
  readonly date: string;
  /** Months since the first day. */
  readonly month: number;
  readonly phase: LoopPhase;
  /** Moves that start on this day; of `check` those that have run since the last check. */
  readonly starts: readonly string[];
  /** Moves that end on this day. */
  readonly ends: readonly string[];
}

/** Options of {@link planReviews}. */
export interface PlanReviewsOptions {
  /** First day of month 0. */
  readonly startOn: DateLike;
  /** Months planned, a whole number 1 to 600. */
  readonly horizonMonths: number;
  /** Months between two checks, a whole number of at least 1; default 3. */
  readonly everyMonths?: number;
}

/**
 * The calendar of plan–do–check–act for a strategy: when it is settled, when each move starts and ends, when what
 * happened is held against the plan and when the plan is changed.
 *
 * @param strategy - The strategy.
 * @param options - `startOn`: first day of month 0; `horizonMonths`: 1 to 600; `everyMonths` between checks, at least 1,
 * default 3. A check falls on the day its months are over, with the act beside it; the last one on the day after the
 * horizon.
 * @returns Dates in order of time, UTC days; on one day plan, do, check, act.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `invalid_date`, `duplicate_id`, `unknown_id`,
 * `inconsistent`.
 * @example
 * ```ts
 * const strategy: Strategy = { id: "calls", moves: [{ id: "call", aim: "retain", means: "service", months: 2, cost: {}, effects: [] }] };
 * const dates = planReviews(strategy, { startOn: "2026-01-31", horizonMonths: 3 });
 * dates.map(({ date }) => date); // => ["2026-01-31", "2026-01-31", "2026-03-31", "2026-04-30", "2026-04-30"]
 * dates.map(({ phase }) => phase); // => ["plan", "do", "do", "check", "act"]
 * ```
 * @see Deming (1986), Out of the Crisis, chapter 3
 */
export function planReviews(strategy: Strategy, options: PlanReviewsOptions): LoopDate[] {
  requireObject(options, "options");
  const { startOn, horizonMonths, everyMonths = 3 } = options;
  requireNumber(horizonMonths, "options.horizonMonths", { min: 1, max: 600, integer: true });
  requireNumber(everyMonths, "options.everyMonths", { min: 1, integer: true });
  const { strategies } = readStrategies([strategy], horizonMonths);
  const moves = strategies[1]?.moves ?? [];
  // from the first day each time: months added one by one would lose the end of long months
  const first = toDay(startOn, "options.startOn");
  const dateOf = (month: number): string => toIsoDate(addPeriods(first, month, "month"));
  const ids = (wanted: (move: (typeof moves)[number]) => boolean): string[] =>
    moves.filter(wanted).map(({ move }) => move.id);
  const none = { starts: [], ends: [] };
  const dates: LoopDate[] = [{ date: dateOf(0), month: 0, phase: "plan", ...none }];
  let checked = 0;
  for (let month = 0; month <= horizonMonths; month++) {
    const starts = month < horizonMonths ? ids(({ start }) => start === month) : [];
    const ends = ids(({ end }) => end === month && end < horizonMonths);
    if (starts.length + ends.length > 0) dates.push({ date: dateOf(month), month, phase: "do", starts, ends });
    if (month > 0 && (month % everyMonths === 0 || month === horizonMonths)) {
      const since = checked;
      const ran = ids(({ start, end }) => start < month && end > since);
      dates.push({ date: dateOf(month), month, phase: "check", starts: ran, ends: [] });
      dates.push({ date: dateOf(month), month, phase: "act", ...none });
      checked = month;
    }
  }
  return dates;
}
