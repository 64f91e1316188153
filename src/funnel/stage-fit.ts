import type { Estimate } from "../core/estimate.ts";
import { jeffreysInterval } from "../math/proportion.ts";
import { type SortedTimes, sortTimes, walkRisks } from "./competing-risks.ts";
import { type DayHazards, dayHazards, exposureAfter, leftBy, longestWatched, MS_PER_DAY, watchedAt } from "./grid.ts";
import type { DayFraction, FunnelExit, FunnelStage, SteadyChance } from "./types.ts";

/** Below so many spells a stage borrows from the pipeline as a whole; 30 is the customary least for a rate. */
const ENOUGH_SPELLS = 30;

/** Below so many spells under observation a chance per age is noise, and one steady chance is used. */
const ENOUGH_AT_RISK = 10;

/** Jeffreys' prior of a rate: half an event, so that nothing unseen is impossible. */
const HALF_EVENT = 0.5;

/** Spells of one stage in columns; `cause` indexes `exits`, −1 is still open. */
export interface StageSpells {
  readonly id: string;
  readonly exits: readonly FunnelExit[];
  /** Which exits count as going on. */
  readonly onward: readonly boolean[];
  /** Milliseconds. */
  readonly durations: readonly number[];
  readonly cause: readonly number[];
}

/** What a thin stage borrows: the pipeline's pooled spells, told as if they left by this stage's exits. */
export interface Pool {
  readonly times: SortedTimes;
  readonly n: number;
  readonly grid: DayHazards;
  readonly dayFraction: DayFraction;
}

/** Whether a stage is too thin to stand alone. */
export function isThin(spells: number): boolean {
  return spells < ENOUGH_SPELLS;
}

/** Learns one stage; `pool` is given for a thin stage only. */
export function fitStage(spells: StageSpells, pool: Pool | undefined): FunnelStage {
  const { id, exits, onward, durations, cause } = spells;
  const times = sortTimes(durations, cause, exits.length);
  const columns = [times.censored, ...times.causes];
  const n = durations.length;
  const borrowed = pool === undefined ? 0 : Math.max(0, ENOUGH_SPELLS - n);
  // each pooled spell counts as this share of a spell, so that together they make up what the stage lacks
  const scale = pool === undefined ? 0 : borrowed / pool.n;
  const parts: Part[] = [{ times, columns, scale: 1 }];
  if (pool !== undefined && scale > 0) {
    parts.push({ times: pool.times, columns: [pool.times.censored, ...pool.times.causes], scale });
  }
  const longestDays = Math.max(...parts.map((part) => longestWatched(part.columns)));
  const ended = parts.reduce((sum, part) => addScaled(sum, endedAfter(part.times, -1), part.scale), zeros(exits));
  const endedInAll = ended.reduce((a, b) => a + b, 0);
  const mix = ended.map((d) => (endedInAll === 0 ? 0 : d / endedInAll));

  const fromAge = reliableUntil(parts, longestDays);
  const window = Math.min(fromAge, longestDays / 2);
  const late = parts.reduce(
    (sum, part) => addScaled(sum, endedAfter(part.times, window * MS_PER_DAY), part.scale),
    zeros(exits),
  );
  const lateDays = parts.reduce((sum, part) => sum + part.scale * exposureAfter(part.columns, window), 0);
  const allDays = parts.reduce((sum, { columns, scale }) => sum + scale * wholeDays(columns), 0);
  const share = incidenceOf(times);
  const movedOn = onward.reduce((sum, on, k) => (on ? sum + (times.causes[k] as Float64Array).length : sum), 0);
  const by = leftBy(times, onward);
  return {
    id,
    n,
    open: times.censored.length,
    exits: exits.map((exit, k) => ({ ...exit, n: (times.causes[k] as Float64Array).length, share: share[k] ?? 0 })),
    ...(n === 0 ? {} : { movedOn: rate(movedOn, n) }),
    ...(by === undefined ? {} : { movedOnBy: by }),
    longestDays,
    pooledWeight: borrowed / (n + borrowed),
    dayFraction: borrowed > 0 && pool !== undefined ? pool.dayFraction : dayFractionOf(spells),
    grid: columnsOf(blend(parts, pool), exits.length, fromAge),
    steady: steadyFrom(late, mix, lateDays, fromAge),
    beyond: steadyFrom(zeros(exits), mix, allDays, Math.ceil(longestDays)),
  };
}

interface Part {
  readonly times: SortedTimes;
  readonly columns: readonly Float64Array[];
  readonly scale: number;
}

function zeros(exits: readonly unknown[]): number[] {
  return exits.map(() => 0);
}

function addScaled(sum: readonly number[], more: readonly number[], scale: number): number[] {
  return sum.map((value, k) => value + scale * (more[k] as number));
}

function endedAfter(times: SortedTimes, bound: number): number[] {
  return times.causes.map((column) => column.reduce((n, time) => (time > bound ? n + 1 : n), 0));
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

function steadyFrom(events: readonly number[], mix: readonly number[], days: number, fromAge: number): SteadyChance {
  const rates = events.map((d, k) => (days > 0 ? (d + HALF_EVENT * (mix[k] as number)) / days : 0));
  const total = rates.reduce((a, b) => a + b, 0);
  const leaving = -Math.expm1(-total);
  return { fromAge, exposureDays: days, hazard: rates.map((r) => (total === 0 ? 0 : (leaving * r) / total)) };
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

function blend(parts: readonly Part[], pool: Pool | undefined): DayHazards {
  const own = dayHazards((parts[0] as Part).times);
  const borrowed = parts[1];
  if (borrowed === undefined || pool === undefined) return own;
  const grids = [own, pool.grid];
  const rows = grids.map((grid) => new Map(grid.age.map((day, i) => [day, grid.hazard[i] as Float64Array])));
  const age = [...new Set([...own.age, ...pool.grid.age])].sort((a, b) => a - b);
  const watched = age.map((day) => parts.map(({ columns, scale }) => scale * watchedAt(columns, day)));
  return {
    age,
    atRisk: watched.map(([a = 0, b = 0]) => a + b),
    hazard: age.map((day, i) => {
      const [a = 0, b = 0] = watched[i] as number[];
      const [mine, theirs] = rows.map((row) => row.get(day));
      return Float64Array.from(
        borrowed.times.causes,
        (_, k) => (a * (mine?.[k] ?? 0) + b * (theirs?.[k] ?? 0)) / (a + b),
      );
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
