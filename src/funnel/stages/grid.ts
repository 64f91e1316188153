import { countAbove, type SortedTimes, walkRisks } from "./competing-risks.ts";

/** Milliseconds of a UTC day. */
export const MS_PER_DAY = 86_400_000;

/** Daily chances of one stage before anything is pooled: only the days on which something ended. */
export interface DayHazards {
  readonly age: number[];
  /** Under observation when the day begins. */
  readonly atRisk: number[];
  /** Per day, one chance per cause. */
  readonly hazard: Float64Array[];
}

/**
 * Sums the exact Aalen–Johansen steps up to whole days: chaining the daily chances gives the exact incidence at every
 * whole age. Day 0 holds what ended the moment it began, day d what ended after d − 1 and by d days.
 */
export function dayHazards(times: SortedTimes): DayHazards {
  const grid: DayHazards = { age: [], atRisk: [], hazard: [] };
  const columns = [times.censored, ...times.causes];
  let day = -1;
  let left = 1;
  let current = new Float64Array(0);
  walkRisks(times, ({ time, atRisk, ended, endedInAll }) => {
    const own = Math.ceil(time / MS_PER_DAY);
    if (own !== day) {
      day = own;
      left = 1;
      current = new Float64Array(ended.length);
      grid.age.push(day);
      grid.atRisk.push(watchedAt(columns, day));
      grid.hazard.push(current);
    }
    for (let k = 0; k < ended.length; k++) {
      current[k] = (current[k] as number) + (left * (ended[k] as number)) / atRisk;
    }
    left *= 1 - endedInAll / atRisk;
  });
  return grid;
}

/** Spells still watched when a day in the stage begins. */
export function watchedAt(columns: readonly Float64Array[], day: number): number {
  const bound = day === 0 ? -1 : (day - 1) * MS_PER_DAY;
  return columns.reduce((n, column) => n + countAbove(column, bound), 0);
}

/** Spell-days watched past an age (days). */
export function exposureAfter(columns: readonly Float64Array[], age: number): number {
  const from = age * MS_PER_DAY;
  let total = 0;
  for (const column of columns) {
    for (let i = column.length - 1; i >= 0 && (column[i] as number) > from; i--) total += (column[i] as number) - from;
  }
  return total / MS_PER_DAY;
}

/** Longest time any spell was watched, days with fraction; 0 when there is none. */
export function longestWatched(columns: readonly Float64Array[]): number {
  return columns.reduce((most, column) => Math.max(most, column[column.length - 1] ?? 0), 0) / MS_PER_DAY;
}

/** Ages (days) by which half and 95 % of those that ever leave by one of the given causes have left. */
export function leftBy(times: SortedTimes, causes: readonly boolean[]): { p50: number; p95: number } | undefined {
  const when: number[] = [];
  const share: number[] = [];
  let open = 1;
  let gone = 0;
  walkRisks(times, ({ time, atRisk, ended, endedInAll }) => {
    let own = 0;
    for (let k = 0; k < ended.length; k++) if (causes[k] === true) own += ended[k] as number;
    if (own > 0) {
      gone += (open * own) / atRisk;
      when.push(time);
      share.push(gone);
    }
    open *= 1 - endedInAll / atRisk;
  });
  if (gone === 0) return undefined;
  // a share reached by adding up fractions may miss its bound by rounding
  const age = (p: number): number =>
    (when[share.findIndex((s) => s >= p * gone * (1 - 1e-12))] ?? (when[when.length - 1] as number)) / MS_PER_DAY;
  return { p50: age(0.5), p95: age(0.95) };
}
