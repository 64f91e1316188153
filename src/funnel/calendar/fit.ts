import { selectRanks } from "../../math/quantile.ts";
import { msToDay } from "../../time/day.ts";
import type { Journeys } from "../pipeline/history.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { FunnelStage } from "../types.ts";
import { dayFactor, fitCalendar, neutralCalendar } from "./days.ts";
import { type WinningDays, winningDays } from "./exposure.ts";
import { nextPeriod, periodStart, placeAt, placesOf } from "./periods.ts";
import { fitSeason, type SeasonFit, type SeasonPeriodCounts, splitEvidence } from "./season.ts";
import type { FunnelCalendar, FunnelSeason, FunnelShock, SeasonPeriod } from "./types.ts";

/** Fewer past periods cannot differ at all; from there on the doubt about how much they do is averaged over. */
export const ENOUGH_PERIODS = 2;

/** Deals that came in over fewer periods than this grow old together: age and calendar cannot be told apart. */
const ENOUGH_COHORTS = 2;

/** Bands of ages that may each have a season of their own, a third of the wins in each. */
const BANDS = 3;

/** Bands have to be this much likelier (on the logarithm: e³ = 20 times) before ages are told apart. */
const CLEARLY_BETTER = 3;

/** What the calendar and the swings of good and bad periods do to winning. */
export interface TimeEffects {
  readonly calendar: FunnelCalendar;
  readonly season: FunnelSeason;
  readonly shock: FunnelShock;
}

/** Learns the day's, the season's and the period's part in winning, one after the other. */
export function fitTimeEffects(
  journeys: Journeys,
  stages: readonly FunnelStage[],
  period: SeasonPeriod,
  holidays: ReadonlySet<number>,
): TimeEffects {
  const edges = period.unit === "month" ? bandEdges(journeys) : [];
  const seen = winningDays(journeys, stages, edges);
  if (seen === undefined) return neutralEffects(period, "few_periods", 0);
  const spans = spansOf(seen, period, firstEnd(journeys));
  const calendar = fitCalendar(levelled(seen, spans), holidays);
  const periods = countPeriods(seen, spans, period, (day) => dayFactor(calendar, day, holidays));
  const effectivePeriods = effectiveNumber(periods.map(({ expected }) => expected.reduce((a, b) => a + b, 0)));
  const facts = { calendar, periods: periods.length, effectivePeriods };
  if (effectiveNumber(cohortsOf(journeys, period)) < ENOUGH_COHORTS) return unmeasured(facts, period, "one_cohort");
  if (effectivePeriods < ENOUGH_PERIODS) return unmeasured(facts, period, "few_periods");

  const places = placesOf(period);
  const alike = fitSeason(periods.map(together), places, 1);
  const apart = edges.length === 0 ? undefined : fitSeason(periods, places, edges.length + 1);
  const split = apart !== undefined && apart.evidence > alike.evidence + splitEvidence(periods) + CLEARLY_BETTER;
  const fit: SeasonFit = split ? (apart as SeasonFit) : alike;
  return {
    calendar,
    season: { period, bands: split ? edges : [], pace: fit.pace },
    shock: {
      variance: fit.likely.reduce((sum, { variance, weight }) => sum + variance * weight, 0),
      likely: fit.likely,
      periods: periods.length,
      effectivePeriods,
    },
  };
}

function unmeasured(
  { calendar, periods, effectivePeriods }: { calendar: FunnelCalendar; periods: number; effectivePeriods: number },
  period: SeasonPeriod,
  why: "few_periods" | "one_cohort",
): TimeEffects {
  const neutral = neutralEffects(period, why, periods);
  // weekdays need no periods, but a single cohort's ages are the calendar itself
  const kept = why === "one_cohort" ? neutral.calendar : calendar;
  return { ...neutral, calendar: kept, shock: { ...neutral.shock, effectivePeriods } };
}

/** Nothing learned about time beyond a deal's age. */
export function neutralEffects(period: SeasonPeriod, why: "few_periods" | "one_cohort", periods: number): TimeEffects {
  const pace = Array.from({ length: placesOf(period) }, () => [{ mean: 1, n: 0, expected: 0 }]);
  return {
    calendar: neutralCalendar(),
    season: { period, bands: [], pace },
    shock: { variance: 0, likely: [{ variance: 0, weight: 1 }], periods, effectivePeriods: periods, unmeasured: why },
  };
}

/** Ages that cut the wins into thirds, whole days from one. */
function bandEdges(journeys: Journeys): number[] {
  const ages = journeys.list.flatMap(({ outcome, closed, entered }) =>
    outcome === "won" && entered[0] !== undefined ? [Math.ceil(((closed as number) - entered[0]) / MS_PER_DAY)] : [],
  );
  if (ages.length < BANDS) return [];
  const ranks = Array.from({ length: BANDS - 1 }, (_, i) => Math.floor(((i + 1) * ages.length) / BANDS));
  const cuts = selectRanks(Float64Array.from(ages), ranks);
  const edges = Array.from(cuts, (age) => Math.max(1, age + 1));
  return edges.filter((edge, i) => i === 0 || edge > (edges[i - 1] as number));
}

/** The day on which the first deal ended: what came before has no record of ends, and tells nothing about periods. */
function firstEnd(journeys: Journeys): number {
  let earliest = journeys.asOf;
  for (const { closed } of journeys.list) earliest = Math.min(earliest, closed ?? journeys.asOf);
  return msToDay(earliest);
}

/** One period's columns of days: from the first up to, and not including, the second. */
interface Span {
  readonly start: number;
  readonly first: number;
  readonly end: number;
}

function spansOf({ from, observed }: WinningDays, period: SeasonPeriod, begins: number): Span[] {
  const until = from + (observed[0] as Float64Array).length;
  const spans: Span[] = [];
  for (let start = periodStart(period, begins); start < until; start = nextPeriod(period, start)) {
    const next = nextPeriod(period, start);
    spans.push({ start, first: Math.max(from, start) - from, end: Math.min(until, next) - from });
  }
  return spans;
}

function sumOver(column: Float64Array, { first, end }: Span): number {
  let total = 0;
  for (let i = first; i < end; i++) total += column[i] as number;
  return total;
}

/** What was to be expected, brought to each period's own level, so that days are compared inside their period alone. */
function levelled({ from, observed, expected }: WinningDays, spans: readonly Span[]): WinningDays {
  const level = expected.map((column, band) => {
    const scaled = new Float64Array(column.length);
    for (const span of spans) {
      const due = sumOver(column, span);
      const ratio = due > 0 ? sumOver(observed[band] as Float64Array, span) / due : 0;
      for (let i = span.first; i < span.end; i++) scaled[i] = ratio * (column[i] as number);
    }
    return scaled;
  });
  return { from, observed, expected: level };
}

/** Sums the days of each period; the day's own factor goes into what was to be expected. */
function countPeriods(
  { from, observed, expected }: WinningDays,
  spans: readonly Span[],
  period: SeasonPeriod,
  factor: (day: number) => number,
): SeasonPeriodCounts[] {
  const pace = Float64Array.from(expected[0] as Float64Array, (_, i) => factor(from + i));
  return spans
    .map((span): SeasonPeriodCounts => {
      const due = expected.map((column) => {
        let total = 0;
        for (let i = span.first; i < span.end; i++) total += (column[i] as number) * (pace[i] as number);
        return total;
      });
      const seen = observed.map((column) => sumOver(column, span));
      return { place: placeAt(period, span.start), observed: seen, expected: due };
    })
    .filter(({ expected: due }) => due.some((e) => e > 0));
}

function together({ place, observed, expected }: SeasonPeriodCounts): SeasonPeriodCounts {
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return { place, observed: [sum(observed)], expected: [sum(expected)] };
}

/** Deals that came in, by period. */
function cohortsOf(journeys: Journeys, period: SeasonPeriod): number[] {
  const counts = new Map<number, number>();
  for (const { entered } of journeys.list) {
    if (entered[0] === undefined) continue;
    const start = periodStart(period, msToDay(entered[0]));
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return [...counts.values()];
}

/** Kish: as many equal weights would tell as much; equal weights are counted exactly. */
function effectiveNumber(weights: readonly number[]): number {
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return 0;
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight / most;
    squares += (weight / most) ** 2;
  }
  return (sum * sum) / squares;
}
