import type { Estimate } from "../../core/estimate.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import type { DayFraction, FunnelExit, FunnelStage, SteadyChance } from "../types.ts";
import { countAbove, type SortedTimes, sortTimes, walkRisks } from "./competing-risks.ts";
import { type DayHazards, dayHazards, exposureAfter, leftBy, longestWatched, MS_PER_DAY, watchedAt } from "./grid.ts";
import { smoothAges } from "./smooth.ts";

/** Below so many spells a stage borrows from the pipeline as a whole; 30 is the customary least for a rate. */
export const ENOUGH_SPELLS = 30;

/** Below so many spells under observation a chance per age is noise, and one steady chance is used. */
const ENOUGH_AT_RISK = 10;

/** Fewer spells than this past an age give no rate of their own: the day before is taken in. */
const ENOUGH_TAIL = 5;

/** Jeffreys' prior of a rate: half an event, so that no stage is left never, or on a certain day. */
export const HALF_EVENT = 0.5;

/** Perks' prior of shares: one event spread over the ways out, so that none is impossible and none weighs on the rest. */
export const ONE_EVENT = 1;

/** Rule of three: where three ends were due and none came, the ends have stopped (95 % sure). */
const STOPPED = 3;

/** Spells of one stage in columns; `cause` indexes `exits`, −1 is still open. */
export interface StageSpells {
  readonly id: string;
  readonly exits: readonly FunnelExit[];
  /** Which exits count as going on. */
  readonly onward: readonly boolean[];
  /** Milliseconds. */
  readonly durations: readonly number[];
  readonly cause: readonly number[];
  /** Half-lives since each spell began, whole ones: it counts half as much with each; absent where all count alike. */
  readonly halvings?: readonly number[];
}

/** What a thin stage borrows: the spells of the other stages, told as if they left by this stage's exits. */
export interface Pool {
  readonly times: SortedTimes;
  readonly columns: readonly Float64Array[];
  readonly n: number;
  readonly grid: DayHazards;
  readonly dayFraction: DayFraction;
}

/** Whether a stage is too thin to stand alone. */
export function isThin(spells: number): boolean {
  return spells < ENOUGH_SPELLS;
}

/** Spells that a stage's figures rest on: old ones count for less where they are told to. */
export function effectiveSpells({ durations, halvings }: StageSpells): number {
  return halvings === undefined ? durations.length : halvings.reduce((sum, halved) => sum + 0.5 ** halved, 0);
}

/** Learns one stage; `pool` is given for a thin stage only, `smooth` pools neighbouring days of age. */
export function fitStage(spells: StageSpells, pool: Pool | undefined, smooth: boolean): FunnelStage {
  const { id, exits, onward, durations, cause } = spells;
  const times = sortTimes(durations, cause, exits.length);
  const n = durations.length;
  const effective = effectiveSpells(spells);
  const parts: Part[] = ownParts(spells, times);
  // a pooled spell never counts for more than the one spell that it is
  const borrowed = pool === undefined ? 0 : Math.min(ENOUGH_SPELLS - effective, pool.n);
  if (pool !== undefined && borrowed > 0) parts.push({ ...pool, scale: borrowed / pool.n });
  const longestDays = Math.max(...parts.map((part) => longestWatched(part.columns)));
  const whole = Math.max(1, Math.ceil(longestDays));
  const ended = endedAfter(parts, -1, exits.length);
  const endedInAll = total(ended);
  const even = exits.map(() => 1 / exits.length);
  const allDays = parts.reduce((sum, { columns, scale }) => sum + scale * wholeDays(columns), 0);

  // without a single end there is no shape by age to speak of
  const fromAge = endedInAll === 0 ? 0 : reliableUntil(parts, longestDays);
  const tail = watchedInAll(parts, fromAge + 1) >= ENOUGH_TAIL ? fromAge : Math.max(0, fromAge - 1);
  // where ends have stopped, the whole quiet time since the last one tells how quiet it is
  const stopped = hasStopped(parts, endedInAll, allDays);
  const lastEnd = Math.ceil(Math.max(...parts.map((part) => longestWatched(part.times.causes))));
  const window = stopped ? Math.min(tail, lastEnd) : tail;
  const late = endedAfter(parts, window * MS_PER_DAY, exits.length);
  const earlier = shareOf(
    ended.map((d, k) => d - (late[k] as number)),
    even,
  );
  const steady = steadyFrom(late, earlier, exposure(parts, window), fromAge);
  const movedOn = onward.reduce((sum, on, k) => (on ? sum + (times.causes[k] as Float64Array).length : sum), 0);
  const by = leftBy(times, onward);
  const share = incidenceOf(times);
  const blended = blend(parts);
  const grid = isThin(effective) ? soften(blended, steadyFrom(ended, even, allDays, 0)) : blended;
  return {
    id,
    n,
    open: times.censored.length,
    exits: exits.map((exit, k) => ({ ...exit, n: (times.causes[k] as Float64Array).length, share: share[k] ?? 0 })),
    ...(n === 0 ? {} : { movedOn: rate(movedOn, n) }),
    ...(by === undefined ? {} : { movedOnBy: by }),
    longestDays,
    pooledWeight: borrowed / (effective + borrowed),
    dayFraction: borrowed > 0 && pool !== undefined ? pool.dayFraction : dayFractionOf(spells),
    grid: columnsOf(smooth ? smoothAges(grid, fromAge) : grid, exits.length, fromAge),
    steady,
    beyond:
      endedInAll === 0
        ? { ...steady, fromAge: whole }
        : beyondFrom(stopped ? whole : 2 * whole, whole, steadyFrom(zeros(exits), shareOf(ended, even), allDays, 0)),
  };
}

/** Past everything watched half an event is spread, over as many days as were watched; then nothing more is foreseen. */
function beyondFrom(fromAge: number, days: number, chance: SteadyChance): SteadyChance {
  return { ...chance, fromAge, untilAge: fromAge + days };
}

/** Whether so long a watch without an end followed the last one that the ends have stopped, though some are open. */
function hasStopped(parts: readonly Part[], endedInAll: number, allDays: number): boolean {
  const last = Math.max(...parts.map((part) => longestWatched(part.times.causes)));
  const quiet = exposure(parts, last);
  return quiet > 0 && quiet * endedInAll >= STOPPED * Math.max(1, allDays - quiet);
}

function exposure(parts: readonly Part[], age: number): number {
  return parts.reduce((sum, part) => sum + part.scale * exposureAfter(part.columns, age), 0);
}

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/**
 * Shares of the ways out by what was seen, with one event more, spread by `prior`.
 *
 * @see Berger, Bernardo & Sun (2015), Bayesian Analysis 10, 189–221: one event over all cells, after Perks (1947)
 */
function shareOf(events: readonly number[], prior: readonly number[]): number[] {
  const all = total(events) + ONE_EVENT;
  // differences of scaled sums may miss zero by rounding
  return events.map((d, k) => Math.max(0, d + ONE_EVENT * (prior[k] as number)) / all);
}

/** The stage's own spells, latest first: one part for each halving of their weight. */
function ownParts({ durations, cause, exits, halvings }: StageSpells, times: SortedTimes): Part[] {
  const part = (own: SortedTimes, scale: number): Part => ({
    times: own,
    columns: [own.censored, ...own.causes],
    scale,
    grid: dayHazards(own),
  });
  if (halvings === undefined) return [part(times, 1)];
  return [...new Set(halvings)]
    .sort((a, b) => a - b)
    .map((halved) => {
      const of = (column: readonly number[]): number[] => column.filter((_, i) => halvings[i] === halved);
      return part(sortTimes(of(durations), of(cause), exits.length), 0.5 ** halved);
    });
}

interface Part {
  readonly times: SortedTimes;
  readonly columns: readonly Float64Array[];
  /** What one of its spells counts. */
  readonly scale: number;
  readonly grid: DayHazards;
}

function zeros(exits: readonly unknown[]): number[] {
  return exits.map(() => 0);
}

function endedAfter(parts: readonly Part[], bound: number, ways: number): number[] {
  return Array.from({ length: ways }, (_, k) =>
    parts.reduce((sum, { times, scale }) => sum + scale * countAbove(times.causes[k] as Float64Array, bound), 0),
  );
}

function rate(successes: number, n: number): Estimate {
  return { value: successes / n, n, interval: jeffreysInterval(successes, n) };
}

/** On the day grid even a spell of a second occupies a day. */
function wholeDays(columns: readonly Float64Array[]): number {
  return columns.reduce((sum, column) => column.reduce((days, time) => days + Math.max(1, time / MS_PER_DAY), sum), 0);
}

/** Last whole day that at least ten spells were watched into. */
function reliableUntil(parts: readonly Part[], longestDays: number): number {
  let low = 0;
  let high = Math.ceil(longestDays);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (watchedInAll(parts, middle) >= ENOUGH_AT_RISK) low = middle;
    else high = middle - 1;
  }
  return low;
}

function watchedInAll(parts: readonly Part[], day: number): number {
  return parts.reduce((sum, { columns, scale }) => sum + scale * watchedAt(columns, day), 0);
}

/** Chances per day: half an event more in the rate, and one event more, spread over the ways out, in the shares. */
function steadyFrom(
  ended: readonly number[],
  prior: readonly number[],
  watchedDays: number,
  fromAge: number,
): SteadyChance {
  const events = total(ended);
  // on a grid of days even a moment is a day
  const exposureDays = Math.max(1, watchedDays);
  const leaving = -Math.expm1(-(events + HALF_EVENT) / exposureDays);
  return { fromAge, exposureDays, events, hazard: shareOf(ended, prior).map((share) => leaving * share) };
}

function incidenceOf(times: SortedTimes): number[] {
  const share = times.causes.map(() => 0);
  let open = 1;
  walkRisks(times, ({ atRisk, ended, endedInAll }) => {
    for (let k = 0; k < ended.length; k++) share[k] = (share[k] as number) + (open * (ended[k] as number)) / atRisk;
    open *= 1 - endedInAll / atRisk;
  });
  return share;
}

/** Chances by day of age over all parts, each by the spells it has under watch, times what one of them counts. */
function blend(parts: readonly Part[]): DayHazards {
  const [own] = parts as readonly [Part];
  if (parts.length === 1) return own.grid;
  const rows = parts.map(({ grid }) => new Map(grid.age.map((day, i) => [day, grid.hazard[i] as Float64Array])));
  const age = [...new Set(parts.flatMap(({ grid }) => grid.age))].sort((a, b) => a - b);
  const watched = age.map((day) => parts.map(({ columns, scale }) => scale * watchedAt(columns, day)));
  return {
    age,
    atRisk: watched.map(total),
    hazard: age.map((day, i) => {
      const weights = watched[i] as number[];
      const all = total(weights);
      return Float64Array.from(own.times.causes, (_, k) =>
        weights.reduce((sum, weight, p) => sum + (weight * (rows[p]?.get(day)?.[k] ?? 0)) / all, 0),
      );
    }),
  };
}

/** A thin stage's chances with one spell more that leaves as spells there leave on any day: no day is ever certain. */
function soften(grid: DayHazards, { hazard }: SteadyChance): DayHazards {
  return {
    age: grid.age,
    atRisk: grid.atRisk.map((n) => n + 1),
    hazard: grid.hazard.map((row, i) => {
      const n = grid.atRisk[i] as number;
      return row.map((chance, k) => (n * chance + (hazard[k] as number)) / (n + 1));
    }),
  };
}

function columnsOf(grid: DayHazards, ways: number, fromAge: number): FunnelStage["grid"] {
  let kept = grid.age.length;
  while (kept > 0 && (grid.age[kept - 1] as number) > fromAge) kept--;
  const rows = grid.hazard.slice(0, kept);
  return {
    age: grid.age.slice(0, kept),
    atRisk: grid.atRisk.slice(0, kept),
    hazard: Array.from({ length: ways }, (_, k) => rows.map((row) => row[k] as number)),
  };
}

/** Mean fraction of the day at which spells moved to another stage: on the first day, and on later days. */
export function dayFractionOf({ durations, cause, exits }: StageSpells): DayFraction {
  // whole milliseconds add up exactly, so the order of deals does not matter
  const sum: [number, number] = [0, 0];
  const count: [number, number] = [0, 0];
  for (let i = 0; i < durations.length; i++) {
    const time = durations[i] as number;
    if (exits[cause[i] as number]?.to !== "stage" || time === 0) continue;
    const which = time <= MS_PER_DAY ? 0 : 1;
    sum[which] += time - (Math.ceil(time / MS_PER_DAY) - 1) * MS_PER_DAY;
    count[which]++;
  }
  const mean = (which: 0 | 1): number => (count[which] === 0 ? 0.5 : sum[which] / count[which] / MS_PER_DAY);
  return { first: mean(0), later: mean(1) };
}
