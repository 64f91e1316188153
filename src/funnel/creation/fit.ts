import { mean } from "../../math/sum.ts";
import { msToDay } from "../../time/day.ts";
import { weekdayOf } from "../../time/weekday.ts";
import { nextPeriod, periodStart } from "../calendar/periods.ts";
import type { SeasonPeriod } from "../calendar/types.ts";
import type { Journey, Journeys } from "../pipeline/history.ts";
import type { FunnelCreation } from "./types.ts";

/** How many periods back a period counts half: deals come in as they lately did. */
const HALF_LIFE_PERIODS = 2;

/** Fewer periods do not tell how far one strays from the ones before. */
const ENOUGH_PERIODS = 3;

/** Slices of the amounts; new deals draw one of these. */
const SLICES = 32;

/** Latest deals whose amounts are taken. */
const LATEST_AMOUNTS = 2000;

/** Learns how many deals come in, where they begin and what they list, from the moments at which past ones began. */
export function fitCreation(journeys: Journeys, period: SeasonPeriod): FunnelCreation {
  const begun = journeys.list
    .flatMap((journey) => (journey.entered[0] === undefined ? [] : [{ journey, at: journey.entered[0] }]))
    .sort((a, b) => a.at - b.at || (a.journey.dealId < b.journey.dealId ? -1 : 1));
  const first = begun[0];
  if (first === undefined) return nothing(0, 0, "few_periods");
  const counts = countPeriods(
    begun.map(({ at }) => msToDay(at)),
    msToDay(first.at),
    journeys.asOf / 86_400_000,
    period,
  );
  if (counts.filter(({ n }) => n > 0).length < 2) return nothing(begun.length, counts.length, "one_cohort");
  if (counts.length < ENOUGH_PERIODS) return nothing(begun.length, counts.length, "few_periods");
  const latest = begun.slice(-LATEST_AMOUNTS).map(({ journey }) => journey);
  const priced = latest.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  return {
    perDay: levelAfter(counts),
    variance: strayVariance(counts),
    weekday: weekdays(begun.map(({ at }) => msToDay(at))),
    entry: entries(latest, journeys),
    amounts: slices(priced),
    priced: priced.length / latest.length,
    n: begun.length,
    periods: counts.length,
  };
}

function nothing(n: number, periods: number, why: "few_periods" | "one_cohort"): FunnelCreation {
  const weekday = Array.from({ length: 7 }, () => 1);
  return { perDay: 0, variance: 0, weekday, entry: [], amounts: [], priced: 0, n, periods, unmeasured: why };
}

interface PeriodCount {
  readonly n: number;
  readonly days: number;
}

/** Deals begun by period; `until` is the moment of looking in days, so the period under way counts with its part. */
function countPeriods(days: readonly number[], from: number, until: number, period: SeasonPeriod): PeriodCount[] {
  const counts: PeriodCount[] = [];
  let i = 0;
  for (let start = periodStart(period, from); start < until; start = nextPeriod(period, start)) {
    const end = nextPeriod(period, start);
    let n = 0;
    while (i < days.length && (days[i] as number) < end) {
      n++;
      i++;
    }
    // a bare date of the last day is seen at its first moment, so at least a day has passed
    const length = Math.min(end, until) - Math.max(start, from);
    if (length >= 1) counts.push({ n, days: length });
    else if (counts.length > 0) {
      const last = counts[counts.length - 1] as PeriodCount;
      counts[counts.length - 1] = { n: last.n + n, days: last.days + Math.max(length, n > 0 ? 1 : 0) };
    }
  }
  return counts;
}

/** Deals a day as the periods given last had them, each period back counting less. */
function levelAfter(counts: readonly PeriodCount[]): number {
  let n = 0;
  let days = 0;
  const keep = 0.5 ** (1 / HALF_LIFE_PERIODS);
  for (const count of counts) {
    n = keep * n + count.n;
    days = keep * days + count.days;
  }
  return days > 0 ? n / days : 0;
}

/** How far each period strayed from what the periods before let one expect, beyond chance; late periods count more. */
function strayVariance(counts: readonly PeriodCount[]): number {
  const keep = 0.5 ** (1 / HALF_LIFE_PERIODS);
  let scatter = 0;
  let weight = 0;
  for (let i = 1; i < counts.length; i++) {
    const { n, days } = counts[i] as PeriodCount;
    const expected = levelAfter(counts.slice(0, i)) * days;
    scatter *= keep;
    weight *= keep;
    if (expected < 1) continue;
    scatter += (n / expected - 1) ** 2 - 1 / expected;
    weight += 1;
  }
  return weight > 0 ? Math.max(0, scatter / weight) : 0;
}

/** Half a week of deals is added at par, so that a weekday never seen is rare and not impossible. */
function weekdays(days: readonly number[]): number[] {
  const counts = new Array<number>(7).fill(0.5);
  for (const day of days) {
    const weekday = weekdayOf(day);
    counts[weekday] = (counts[weekday] as number) + 1;
  }
  const all = counts.reduce((a, b) => a + b, 0);
  return counts.map((n) => (7 * n) / all);
}

function entries(latest: readonly Journey[], { lookup }: Journeys): FunnelCreation["entry"] {
  const counts = new Map<number, number>();
  for (const { stages } of latest) counts.set(stages[0] as number, (counts.get(stages[0] as number) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([stage, n]) => ({
      stage: (lookup.pipeline.stages[stage] as { id: string }).id,
      share: n / latest.length,
    }));
}

function slices(amounts: readonly number[]): number[] {
  if (amounts.length === 0) return [];
  const sorted = Float64Array.from(amounts).sort();
  const parts = Math.min(SLICES, sorted.length);
  return Array.from({ length: parts }, (_, i) => {
    const from = Math.floor((i * sorted.length) / parts);
    const to = Math.floor(((i + 1) * sorted.length) / parts);
    return mean(sorted.subarray(from, to)) as number;
  });
}
