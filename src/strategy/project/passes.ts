import type { Network } from "./network.ts";

/** Earliest and latest times of every task of a network, and what decides each start. */
export interface Passes {
  readonly finish: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly latestEnd: Float64Array;
  /** Times as near as this are the same: rounding of sums. */
  readonly same: number;
}

/** Share of the length of a project that rounding of its sums may reach. */
const ROUNDING = 1e-11;

/**
 * Forward and backward pass of the critical path method with all four kinds of links.
 *
 * @see Kelley, Critical-path planning and scheduling: mathematical basis, Operations Research 9 (1961)
 */
export function passesOf(network: Network, durations: Float64Array): Passes {
  const { first, from, waitsForFinish, holdsFinish, lag, notBefore, order } = network;
  const n = durations.length;
  const [start, end] = [new Float64Array(n), new Float64Array(n)];
  let finish = 0;
  for (const j of order) {
    const own = durations[j] as number;
    let earliest = notBefore[j] as number;
    for (let k = first[j] as number; k < (first[j + 1] as number); k++) {
      const i = from[k] as number;
      const at = ((waitsForFinish[k] === 1 ? end[i] : start[i]) as number) + (lag[k] as number);
      earliest = Math.max(earliest, holdsFinish[k] === 1 ? at - own : at);
    }
    start[j] = earliest;
    end[j] = earliest + own;
    finish = Math.max(finish, earliest + own);
  }
  const latestEnd = new Float64Array(n).fill(finish);
  for (let at = n - 1; at >= 0; at--) {
    const j = order[at] as number;
    const latest = latestEnd[j] as number;
    for (let k = first[j] as number; k < (first[j + 1] as number); k++) {
      const i = from[k] as number;
      const until = (holdsFinish[k] === 1 ? latest : latest - (durations[j] as number)) - (lag[k] as number);
      latestEnd[i] = Math.min(
        latestEnd[i] as number,
        waitsForFinish[k] === 1 ? until : until + (durations[i] as number),
      );
    }
  }
  return { finish, start, end, latestEnd, same: ROUNDING * Math.max(1, finish) };
}

/** How far each task can move without any task that waits for it, or the whole, moving too. */
export function freeSlackOf(network: Network, passes: Passes): Float64Array {
  const { first, from, waitsForFinish, holdsFinish, lag } = network;
  const { start, end, finish } = passes;
  const free = end.map((at) => finish - at);
  for (let j = 0; j < start.length; j++) {
    for (let k = first[j] as number; k < (first[j + 1] as number); k++) {
      free[from[k] as number] = Math.min(free[from[k] as number] as number, roomOf(k, j));
    }
  }
  return free;

  function roomOf(k: number, j: number): number {
    const i = from[k] as number;
    const held = (holdsFinish[k] === 1 ? end[j] : start[j]) as number;
    return Math.max(0, held - (lag[k] as number) - ((waitsForFinish[k] === 1 ? end[i] : start[i]) as number));
  }
}
