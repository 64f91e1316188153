import { shrinkRatios } from "../../math/ratio-shrinkage.ts";
import { endOfPeriod } from "../../time/period.ts";
import { weekdayOf } from "../../time/weekday.ts";
import type { WinningDays } from "./exposure.ts";
import type { CalendarFactor, FunnelCalendar } from "./types.ts";

/** Last days of a month in which deals are hurried home; three working days, or a weekend and one. */
const MONTH_END_DAYS = 3;

/** Last days of a quarter: one working week. */
const QUARTER_END_DAYS = 5;

/** Rounds of fitting one kind of day with the others held: the factors have settled to three digits after a few. */
const ROUNDS = 5;

/** Nothing learned about any day. */
export function neutralCalendar(): FunnelCalendar {
  const neutral: CalendarFactor = { factor: 1, n: 0, expected: 0, weight: 0 };
  return {
    weekday: Array.from({ length: 7 }, () => neutral),
    holiday: neutral,
    monthEnd: neutral,
    quarterEnd: neutral,
  };
}

/** Which kinds of day a UTC day is. */
interface Kinds {
  readonly weekday: number;
  readonly holiday: boolean;
  readonly monthEnd: boolean;
  readonly quarterEnd: boolean;
}

function kindsOf(day: number, holidays: ReadonlySet<number>): Kinds {
  return {
    weekday: weekdayOf(day),
    holiday: holidays.has(day),
    monthEnd: endOfPeriod(day, "month") - day < MONTH_END_DAYS,
    quarterEnd: endOfPeriod(day, "quarter") - day < QUARTER_END_DAYS,
  };
}

/**
 * Learns what weekdays, given holidays, and the last days of months and quarters do to winning: each kind's wins over
 * what stage, age and the other kinds let one expect, drawn towards one as far as chance explains the difference.
 */
export function fitCalendar({ from, observed, expected }: WinningDays, holidays: ReadonlySet<number>): FunnelCalendar {
  const days = (observed[0] as Float64Array).length;
  const wins = new Float64Array(days);
  const foreseen = new Float64Array(days);
  for (let band = 0; band < observed.length; band++) {
    for (let i = 0; i < days; i++) {
      wins[i] = (wins[i] as number) + ((observed[band] as Float64Array)[i] as number);
      foreseen[i] = (foreseen[i] as number) + ((expected[band] as Float64Array)[i] as number);
    }
  }
  const kinds = Array.from(wins, (_, i) => kindsOf(from + i, holidays));
  let calendar = neutralCalendar();
  for (let round = 0; round < ROUNDS; round++) {
    const weekday = refit(7, (kind) => (kind.holiday ? -1 : kind.weekday), {
      ...calendar,
      weekday: neutralCalendar().weekday,
    });
    calendar = { ...calendar, weekday };
    for (const name of ["holiday", "monthEnd", "quarterEnd"] as const) {
      const others = { ...calendar, [name]: neutralCalendar()[name] };
      const [special] = refit(1, (kind) => (kind[name] ? 0 : -1), others) as [CalendarFactor];
      calendar = { ...calendar, [name]: special };
    }
  }
  return calendar;

  function refit(groups: number, groupOf: (kind: Kinds) => number, others: FunnelCalendar): CalendarFactor[] {
    const n = new Float64Array(groups);
    const e = new Float64Array(groups);
    for (let i = 0; i < days; i++) {
      const kind = kinds[i] as Kinds;
      const group = groupOf(kind);
      if (group < 0) continue;
      n[group] = (n[group] as number) + (wins[i] as number);
      e[group] = (e[group] as number) + (foreseen[i] as number) * factorOf(others, kind);
    }
    return shrinkRatios(n, e).map(({ factor, weight }, group) => ({
      factor,
      n: n[group] as number,
      expected: e[group] as number,
      weight,
    }));
  }
}

function factorOf(calendar: FunnelCalendar, kind: Kinds): number {
  return (
    // a holiday is a day of its own kind, whatever weekday it falls on
    (kind.holiday ? 1 : (calendar.weekday[kind.weekday] as CalendarFactor).factor) *
    (kind.holiday ? calendar.holiday.factor : 1) *
    (kind.monthEnd ? calendar.monthEnd.factor : 1) *
    (kind.quarterEnd ? calendar.quarterEnd.factor : 1)
  );
}

/** The factor of a day to come. Where no holiday had been given to learn from, a holiday is like a Sunday. */
export function dayFactor(calendar: FunnelCalendar, day: number, holidays: ReadonlySet<number>): number {
  const kind = kindsOf(day, holidays);
  const sunday = calendar.weekday[6] as CalendarFactor;
  const holiday = calendar.holiday.expected > 0 ? calendar.holiday : sunday;
  return factorOf({ ...calendar, holiday }, kind);
}
