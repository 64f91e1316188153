import { requireFunction } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { countBelow } from "../../math/count-below.ts";
import { addPeriods, type PeriodUnit } from "../../time/period.ts";
import { addUpTo, byPeriod, type CohortCounts, type CountedCohorts, cohortOf } from "./counts.ts";
import { dayOf, periodNumbers } from "./periods.ts";
import type { SubscribedCohortOptions } from "./types.ts";

/**
 * Counts who is still subscribed after 0, 1, 2… full periods of their own; only those are counted at an age who have
 * been watched that long.
 */
export function countSubscriptions<T>(
  rows: ArrayLike<T>,
  options: SubscribedCohortOptions<T>,
  asOf: number,
  maxAge: number,
): CountedCohorts {
  const { start, end, by } = options;
  requireFunction(start, "options.start");
  requireFunction(end, "options.end");
  const numberOf = periodNumbers(by);
  const birthdays = birthdaysUntil(asOf, by, maxAge);
  const cohorts = new Map<number, CohortCounts>();
  const durations: number[] = [];
  const left: number[] = [];
  let later = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as T;
    const from = dayOf(start(row, i), `start of rows[${i}]`);
    const given = end(row, i);
    const to = given === undefined || given === null ? Number.POSITIVE_INFINITY : dayOf(given, `end of rows[${i}]`);
    if (to < from) {
      throw new ClienteleError("inconsistent", `rows[${i}] ends ${from - to} days before it starts`, { index: i });
    }
    if (from > asOf) {
      later++;
      continue;
    }
    const days = birthdays(from);
    // still subscribed at an age: the day of leaving lies behind it
    const kept = to > asOf ? days.length : countBelow(days, to);
    const cohort = cohortOf(cohorts, numberOf(from), maxAge + 1, false);
    cohort.customers++;
    addUpTo(cohort.watched, days.length);
    addUpTo(cohort.kept, kept);
    const gone = kept < days.length;
    durations.push(gone ? kept : days.length - 1);
    left.push(gone ? 1 : 0);
  }
  return {
    cohorts: byPeriod(cohorts),
    customers: durations.length,
    later,
    stays: { durations: Float64Array.from(durations), left: Uint8Array.from(left) },
  };
}

/** Days on which a stay from a day completes 0, 1, 2… periods, up to the day of the data. */
function birthdaysUntil(asOf: number, by: PeriodUnit, maxAge: number): (from: number) => Int32Array {
  const known = new Map<number, Int32Array>();
  return (from) => {
    let days = known.get(from);
    if (days === undefined) {
      const list = [from];
      while (list.length <= maxAge) {
        const next = addPeriods(from, list.length, by);
        if (next > asOf) break;
        list.push(next);
      }
      days = Int32Array.from(list);
      known.set(from, days);
    }
    return days;
  };
}
