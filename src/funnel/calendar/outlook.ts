import { msToDay } from "../../time/day.ts";
import { addPeriods, periodLabel, startOfPeriod } from "../../time/period.ts";
import { weekdayOf } from "../../time/weekday.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import { dayFactor } from "./days.ts";
import { bandAt } from "./exposure.ts";
import { nextPeriod, periodStart, placeAt } from "./periods.ts";
import type { FunnelCalendar, FunnelSeason, SeasonPace } from "./types.ts";

/** Up to so many days ahead each calendar day stands alone; further ahead the days of a week stand together. */
const DAY_BY_DAY = 62;

/** A stretch of time ahead within which the calendar is the same. */
export interface Stretch {
  /** Days after the moment of looking, with fraction. */
  readonly from: number;
  readonly until: number;
  /** UTC day at its begin. */
  readonly day: number;
  /** What its days do to winning, on average. */
  readonly factor: number;
  readonly period: number;
  readonly bucket: number;
}

/** A part of the horizon for which figures are asked. */
interface Bucket {
  readonly label: string;
  /** First and last UTC day of it that lie inside the horizon. */
  readonly from: number;
  readonly to: number;
}

/** The time ahead, cut where anything about it changes. */
export interface Outlook {
  readonly stretches: readonly Stretch[];
  /** Place in the season of each period touched. */
  readonly places: readonly number[];
  readonly buckets: readonly Bucket[];
  readonly season: FunnelSeason;
}

/** Calendar units into which a forecast can be broken down. */
export type ForecastUnit = "day" | "week" | "month" | "quarter";

/** Cuts the horizon at midnights, at the borders of periods and of what is asked for. */
export function lookAhead(
  model: { readonly calendar: FunnelCalendar; readonly season: FunnelSeason },
  asOf: number,
  horizonDays: number,
  holidays: ReadonlySet<number>,
  by?: ForecastUnit,
): Outlook {
  const { calendar, season } = model;
  const end = asOf + horizonDays * MS_PER_DAY;
  const firstDay = msToDay(asOf);
  const coarse = horizonDays > DAY_BY_DAY;
  const stretches: Stretch[] = [];
  const places: number[] = [];
  const buckets: { label: string; from: number; to: number }[] = [];
  let period = -1;
  let periodEnds = Number.NEGATIVE_INFINITY;
  let bucketEnds = Number.NEGATIVE_INFINITY;
  let open: { from: number; until: number; day: number; sum: number; length: number } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const { from, until, day, sum, length } = open;
    const factor = length > 0 ? sum / length : 1;
    stretches.push({ from, until, day, factor, period, bucket: Math.max(0, buckets.length - 1) });
    open = undefined;
  };
  for (let day = firstDay; ; day++) {
    const begins = Math.max(asOf, day * MS_PER_DAY);
    const ends = Math.min(end, (day + 1) * MS_PER_DAY);
    if (begins >= end && stretches.length + (open === undefined ? 0 : 1) > 0) break;
    if (day >= periodEnds) {
      close();
      const start = periodStart(season.period, day);
      periodEnds = nextPeriod(season.period, start);
      places.push(placeAt(season.period, start));
      period++;
    }
    if (day >= bucketEnds) {
      close();
      const start = by === undefined ? day : startOfPeriod(day, by);
      bucketEnds = by === undefined ? Number.POSITIVE_INFINITY : addPeriods(start, 1, by);
      buckets.push({ label: by === undefined ? "" : periodLabel(day, by), from: day, to: day });
    }
    (buckets[buckets.length - 1] as { to: number }).to = day;
    // a week ahead begins on Monday
    if (!coarse || weekdayOf(day) === 0) close();
    const length = Math.max(0, ends - begins) / MS_PER_DAY;
    const factor = dayFactor(calendar, day, holidays);
    const until = (ends - asOf) / MS_PER_DAY;
    if (open === undefined) {
      open = { from: (begins - asOf) / MS_PER_DAY, until, day, sum: factor * length, length };
    } else {
      open = { ...open, until, sum: open.sum + factor * length, length: open.length + length };
    }
    if (ends >= end) break;
  }
  close();
  return { stretches, places, buckets, season };
}

/** Pace of a stretch for a deal that began on a UTC day. */
export function paceAt({ season, places }: Outlook, { period, day }: Stretch, born: number): SeasonPace {
  const row = season.pace[places[period] as number] as readonly SeasonPace[];
  return row[Math.min(row.length - 1, bandAt(season.bands, day - born))] as SeasonPace;
}
