import { ascendingOrder } from "./ascending-order.ts";
import type { Watched } from "./watched.ts";

/** Who was at risk and who ended, at every age at which anybody ended. */
export interface RiskTable {
  /** Ages at which a case ended, ascending. */
  readonly times: Float64Array;
  /** Weight of each group watched and open just before, by group, then time. */
  readonly atRisk: readonly Float64Array[];
  /** Weight of each group still open just after, 0 exactly where none is. */
  readonly staying: readonly Float64Array[];
  /** Weight that ended, at `group * causes + cause − 1`, then time. */
  readonly events: readonly Float64Array[];
  /** All ages, ascending. */
  readonly ages: Float64Array;
  /** Weight of all cases from each of `ages` on; absent where each counts once. */
  readonly ageWeights?: Float64Array;
  /** Ages from which cases were watched, ascending, and the weight from each on; absent where all from the start. */
  readonly entryAges?: Float64Array;
  readonly entryWeights?: Float64Array;
}

/** Groups of cases and how many causes of an end there are. */
export interface RiskTableOptions {
  /** Number of each case's group from 0; all in one where left out. */
  readonly groups?: Uint32Array;
  readonly groupCount?: number;
  readonly causeCount?: number;
}

/**
 * Walks once from the oldest age down. A case is at risk at the ages above its entry up to its end; sums start with the
 * last to end, so that the last risk sets, which matter most, are never small differences of large numbers.
 */
export function riskTable(watched: Watched, options: RiskTableOptions = {}): RiskTable {
  const { groups, groupCount = 1, causeCount = 1 } = options;
  const { causes, weights } = watched;
  const { order, sorted: ages } = ascendingOrder(watched.durations);
  const n = ages.length;
  let steps = 0;
  for (let i = 0, last = -1; i < n; i++) {
    if (causes[order[i] as number] !== 0 && ages[i] !== last) {
      steps++;
      last = ages[i] as number;
    }
  }
  const columns = (count: number): Float64Array[] => Array.from({ length: count }, () => new Float64Array(steps));
  const times = new Float64Array(steps);
  const atRisk = columns(groupCount);
  const staying = columns(groupCount);
  const events = columns(groupCount * causeCount);
  const late = watched.entries === undefined ? undefined : lateEntries(watched.entries);
  const open = new Float64Array(groupCount);
  const rest = new Float64Array(groupCount);
  const rows = new Float64Array(groupCount);
  const ended = new Float64Array(groupCount * causeCount);
  const endedRows = new Float64Array(groupCount);
  const add = (g: number, weight: number): void => {
    // the rounding error of each sum is carried along, so that who is taken off again leaves nothing behind
    const before = open[g] as number;
    const sum = before + weight;
    const other = sum - before;
    rest[g] = (rest[g] as number) + (before - (sum - other)) + (weight - other);
    open[g] = sum;
    rows[g] = (rows[g] as number) + (weight < 0 ? -1 : 1);
  };
  for (let i = n - 1, entry = (late?.order.length ?? 0) - 1, step = steps - 1; i >= 0; ) {
    const time = ages[i] as number;
    let any = false;
    for (; i >= 0 && ages[i] === time; i--) {
      const row = order[i] as number;
      const cause = causes[row] as number;
      const g = groups === undefined ? 0 : (groups[row] as number);
      const weight = weights === undefined ? 1 : (weights[row] as number);
      add(g, weight);
      if (cause === 0) continue;
      any = true;
      const at = g * causeCount + cause - 1;
      ended[at] = (ended[at] as number) + weight;
      endedRows[g] = (endedRows[g] as number) + 1;
    }
    if (!any) continue;
    for (; entry >= 0 && ((late as LateEntries).sorted[entry] as number) >= time; entry--) {
      const row = (late as LateEntries).order[entry] as number;
      add(groups === undefined ? 0 : (groups[row] as number), -(weights === undefined ? 1 : (weights[row] as number)));
    }
    times[step] = time;
    for (let g = 0; g < groupCount; g++) {
      let gone = 0;
      for (let k = g * causeCount; k < (g + 1) * causeCount; k++) {
        const here = ended[k] as number;
        gone += here;
        (events[k] as Float64Array)[step] = here;
        ended[k] = 0;
      }
      const risk = rows[g] === 0 ? 0 : Math.max(gone, (open[g] as number) + (rest[g] as number));
      (atRisk[g] as Float64Array)[step] = risk;
      (staying[g] as Float64Array)[step] = rows[g] === endedRows[g] ? 0 : Math.max(0, risk - gone);
      endedRows[g] = 0;
    }
    step--;
  }
  return {
    times,
    atRisk,
    staying,
    events,
    ages,
    ...(weights !== undefined && { ageWeights: fromEachOn(order, weights) }),
    ...(late !== undefined && { entryAges: late.sorted, entryWeights: fromEachOn(late.order, weights) }),
  };
}

interface LateEntries {
  readonly order: Uint32Array;
  readonly sorted: Float64Array;
}

/** Cases that were not watched from the start, by the age from which they were. */
function lateEntries(entries: Float64Array): LateEntries {
  const { order, sorted } = ascendingOrder(entries);
  let first = 0;
  while (first < sorted.length && sorted[first] === 0) first++;
  return { order: order.subarray(first), sorted: sorted.subarray(first) };
}

/** Weight of each row in order and of all behind it. */
function fromEachOn(order: Uint32Array, weights: Float64Array | undefined): Float64Array {
  const sums = new Float64Array(order.length);
  let total = 0;
  for (let i = order.length - 1; i >= 0; i--) {
    total += weights === undefined ? 1 : (weights[order[i] as number] as number);
    sums[i] = total;
  }
  return sums;
}
