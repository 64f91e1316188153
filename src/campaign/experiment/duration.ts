import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Weekday } from "../../time/business-types.ts";
import { MOST_WEEKS } from "./question.ts";
import type { ExperimentDuration, ExperimentPace, ExperimentTraffic } from "./types.ts";

/** What may enter a test, from its first day on. */
export interface Pace {
  /** Customers on each of seven days, the first day first; present where traffic was stated. */
  readonly days?: readonly number[];
  readonly responseDays: number;
  readonly longestWeeks: number;
}

const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAYS = 7;
/** Customers a day beyond which no traffic is believed; sums stay exact. */
const MOST_TRAFFIC = 1e12;
const LONGEST_RESPONSE = 3650;
const DEFAULT_LONGEST = 8;
/** Slack for sums of fractional days, relative. */
const SLACK = 1e-9;

export function readPace({ traffic, responseDays = 0, longestWeeks = DEFAULT_LONGEST }: ExperimentPace): Pace {
  requireNumber(responseDays, "options.responseDays", { min: 0, max: LONGEST_RESPONSE });
  requireNumber(longestWeeks, "options.longestWeeks", { min: 1, max: MOST_WEEKS });
  return { ...(traffic !== undefined && { days: readTraffic(traffic) }), responseDays, longestWeeks };
}

function readTraffic(traffic: ExperimentTraffic): readonly number[] {
  requireObject(traffic, "options.traffic");
  const bounds = { above: 0, max: MOST_TRAFFIC } as const;
  if ("perDay" in traffic) {
    requireNumber(traffic.perDay, "options.traffic.perDay", bounds);
    return Array<number>(DAYS).fill(traffic.perDay);
  }
  if ("perWeek" in traffic) {
    requireNumber(traffic.perWeek, "options.traffic.perWeek", bounds);
    return Array<number>(DAYS).fill(traffic.perWeek / DAYS);
  }
  const { byWeekday, startsOn = "mon" } = traffic;
  requireObject(byWeekday, "options.traffic.byWeekday");
  requireOneOf(startsOn, WEEKDAYS, "options.traffic.startsOn");
  for (const day of Object.keys(byWeekday)) requireOneOf(day, WEEKDAYS, "a day of options.traffic.byWeekday");
  const first = WEEKDAYS.indexOf(startsOn);
  const days = WEEKDAYS.map((_, i) => {
    const day = WEEKDAYS[(first + i) % DAYS] as Weekday;
    const customers = byWeekday[day] ?? 0;
    requireNumber(customers, `options.traffic.byWeekday.${day}`, { min: 0, max: MOST_TRAFFIC });
    return customers;
  });
  if (!(weekOf(days) > 0)) {
    throw new ClienteleError("out_of_range", "options.traffic.byWeekday must bring customers on some day", {
      name: "options.traffic.byWeekday",
    });
  }
  return days;
}

export function weekOf(days: readonly number[]): number {
  return days.reduce((total, customers) => total + customers, 0);
}

/** How long it takes until `size` customers have entered; an abstention beyond a hundred years. */
export function durationOf(pace: Pace, size: number): ExperimentDuration | Abstention | undefined {
  const { days, responseDays } = pace;
  if (days === undefined) return undefined;
  const week = weekOf(days);
  const enough = size * (1 - SLACK);
  if (enough > week * MOST_WEEKS) {
    return { abstained: { code: "experiment_never_ends", params: { size, perWeek: week, weeks: MOST_WEEKS } } };
  }
  const whole = Math.floor(enough / week);
  let entered = whole * week;
  let count = whole * DAYS;
  for (let i = 0; entered < enough && i < DAYS; i++, count++) entered += days[i] as number;
  const weeks = Math.max(1, Math.ceil(count / DAYS));
  return {
    days: count,
    weeks,
    customers: Math.floor(weeks * week * (1 + SLACK)),
    untilKnownDays: weeks * DAYS + responseDays,
  };
}
