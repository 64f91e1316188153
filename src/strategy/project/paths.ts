import type { Network } from "./network.ts";
import type { Passes } from "./passes.ts";

/** So many chains are listed; a plan may hold more of them than there are atoms. */
const MOST_PATHS = 10;

/** The chain that decides the finish: how often each task's duration counts in it, and the rest of its length. */
export interface DrivingChain {
  /** Numbers of the tasks passed, first to last. */
  readonly tasks: readonly number[];
  /** 1, 0 or −1 by task; the finish is `fixed` plus the sum of these times the durations. */
  readonly factors: Float64Array;
  /** Lags and the moment before which the first task cannot start. */
  readonly fixed: number;
}

/** Links into task j that leave its start no room, by number of the link. */
function tightLinks(network: Network, passes: Passes, durations: Float64Array, j: number): number[] {
  const { first, from, waitsForFinish, holdsFinish, lag } = network;
  const tight: number[] = [];
  for (let k = first[j] as number; k < (first[j + 1] as number); k++) {
    const i = from[k] as number;
    const at = ((waitsForFinish[k] === 1 ? passes.end[i] : passes.start[i]) as number) + (lag[k] as number);
    const earliest = holdsFinish[k] === 1 ? at - (durations[j] as number) : at;
    if (Math.abs(earliest - (passes.start[j] as number)) <= passes.same) tight.push(k);
  }
  return tight;
}

/**
 * Follows from the last finish what decides each start. Where several chains are equally long the one with the largest
 * variance is taken, as is usual for PERT, then the one whose ids come first.
 */
export function drivingChain(
  network: Network,
  passes: Passes,
  durations: Float64Array,
  variances: Float64Array,
): DrivingChain {
  const { from, waitsForFinish, holdsFinish, lag, notBefore, order, ids } = network;
  const n = ids.length;
  const driver = new Int32Array(n).fill(-1);
  const [startVariance, endVariance] = [new Float64Array(n), new Float64Array(n)];
  const larger = (a: number, b: number, aId: string, bId: string): boolean => a > b || (a === b && aId < bId);
  for (const j of order) {
    let best = -1;
    for (const k of tightLinks(network, passes, durations, j)) {
      const i = from[k] as number;
      const variance = (waitsForFinish[k] === 1 ? endVariance[i] : startVariance[i]) as number;
      const held = driver[j] as number;
      if (held < 0 || larger(variance, best, ids[i] as string, ids[from[held] as number] as string)) {
        driver[j] = k;
        best = variance;
      }
    }
    const own = variances[j] as number;
    const k = driver[j] as number;
    const finishIsHeld = k >= 0 && holdsFinish[k] === 1;
    startVariance[j] = Math.max(0, best) + (finishIsHeld ? own : 0);
    endVariance[j] = Math.max(0, best) + (finishIsHeld ? 0 : own);
  }
  let last = -1;
  for (let j = 0; j < n; j++) {
    if (passes.finish - (passes.end[j] as number) > passes.same) continue;
    if (
      last < 0 ||
      larger(endVariance[j] as number, endVariance[last] as number, ids[j] as string, ids[last] as string)
    )
      last = j;
  }
  const factors = new Float64Array(n);
  const tasks: number[] = [];
  let fixed = 0;
  let atEnd = true;
  for (let j = last; ; ) {
    tasks.push(j);
    if (atEnd) factors[j] = (factors[j] as number) + 1;
    const k = driver[j] as number;
    if (k < 0) {
      fixed += notBefore[j] as number;
      break;
    }
    if (holdsFinish[k] === 1) factors[j] = (factors[j] as number) - 1;
    fixed += lag[k] as number;
    atEnd = waitsForFinish[k] === 1;
    j = from[k] as number;
  }
  return { tasks: tasks.reverse(), factors, fixed };
}

/** The chains without slack from a start to the finish: how many, and the first few by their ids. */
export function criticalPaths(
  network: Network,
  passes: Passes,
  durations: Float64Array,
): { readonly paths: readonly (readonly string[])[]; readonly count: number } {
  const { from, order, ids } = network;
  const n = ids.length;
  const critical = (j: number): boolean => (passes.latestEnd[j] as number) - (passes.end[j] as number) <= passes.same;
  const before: number[][] = Array.from({ length: n }, () => []);
  const ways = new Float64Array(n);
  for (const j of order) {
    if (!critical(j)) continue;
    const links = new Set(tightLinks(network, passes, durations, j).map((k) => from[k] as number));
    before[j] = [...links].filter(critical).sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
    const count = (before[j] as number[]).reduce((total, i) => total + (ways[i] as number), 0);
    // what waits for nothing that is critical begins a chain
    ways[j] = Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, count));
  }
  const ends = Array.from(order)
    .filter((j) => critical(j) && passes.finish - (passes.end[j] as number) <= passes.same)
    .sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
  // where a task that ends the project waits for another that does, the longer chain says both
  const passed = new Set(ends.flatMap((j) => before[j] as number[]));
  const last = ends.filter((j) => !passed.has(j));
  const paths: string[][] = [];
  const walk: number[] = [];
  // depth first with a stack of its own: chains may be longer than the call stack is deep
  const stack = last.map((j) => ({ j, depth: 0 })).reverse();
  while (stack.length > 0 && paths.length < MOST_PATHS) {
    const { j, depth } = stack.pop() as { j: number; depth: number };
    walk.length = depth;
    walk.push(j);
    const next = before[j] as number[];
    if (next.length === 0) paths.push(walk.map((i) => ids[i] as string).reverse());
    for (let at = next.length - 1; at >= 0; at--) stack.push({ j: next[at] as number, depth: depth + 1 });
  }
  const count = last.reduce((total, j) => Math.min(Number.MAX_SAFE_INTEGER, total + (ways[j] as number)), 0);
  return { paths, count };
}
