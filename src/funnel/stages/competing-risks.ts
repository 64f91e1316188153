import { countUpTo } from "../../math/count-below.ts";
/** Times at which watched spells ended, sorted: one column per way out, and one for those still going on. */
export interface SortedTimes {
  readonly causes: readonly Float64Array[];
  readonly censored: Float64Array;
}

/** Sorts ended and unended durations (milliseconds) apart by the way they ended; `cause` −1 is still going on. */
export function sortTimes(durations: readonly number[], cause: readonly number[], ways: number): SortedTimes {
  const lists: number[][] = Array.from({ length: ways + 1 }, () => []);
  for (let i = 0; i < durations.length; i++) {
    (lists[(cause[i] as number) + 1] as number[]).push(durations[i] as number);
  }
  const [censored = [], ...causes] = lists;
  const sorted = (list: readonly number[]): Float64Array => Float64Array.from(list).sort();
  return { causes: causes.map(sorted), censored: sorted(censored) };
}

/** One moment at which something ended: how many were still watched, and how many ended which way. */
export interface RiskStep {
  readonly time: number;
  readonly atRisk: number;
  /** Read at once: the column is reused for the next step. */
  readonly ended: Int32Array;
  readonly endedInAll: number;
}

/**
 * Walks through the distinct end times. Of what happens at the same moment the ends come before the censorings: a
 * spell watched until a moment is still at risk at that moment.
 */
export function walkRisks({ causes, censored }: SortedTimes, visit: (step: RiskStep) => void): void {
  const next = new Int32Array(causes.length);
  const ended = new Int32Array(causes.length);
  let unseen = 0;
  let atRisk = causes.reduce((n, times) => n + times.length, censored.length);
  for (;;) {
    let time = Number.POSITIVE_INFINITY;
    for (let k = 0; k < causes.length; k++) {
      const candidate = (causes[k] as Float64Array)[next[k] as number];
      if (candidate !== undefined && candidate < time) time = candidate;
    }
    if (time === Number.POSITIVE_INFINITY) return;
    const before = unseen;
    while (unseen < censored.length && (censored[unseen] as number) < time) unseen++;
    atRisk -= unseen - before;
    let endedInAll = 0;
    for (let k = 0; k < causes.length; k++) {
      const times = causes[k] as Float64Array;
      const from = next[k] as number;
      let to = from;
      while (to < times.length && times[to] === time) to++;
      next[k] = to;
      ended[k] = to - from;
      endedInAll += to - from;
    }
    visit({ time, atRisk, ended, endedInAll });
    atRisk -= endedInAll;
  }
}

/** How many entries of a sorted column are greater than a bound. */
export function countAbove(sorted: Float64Array, bound: number): number {
  return sorted.length - countUpTo(sorted, bound);
}
