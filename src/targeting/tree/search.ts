import { type Criterion, levelOf, splitGain, weightOf } from "./gain.ts";
import type { Groups } from "./groups.ts";

/** What a split of a node has to respect. */
export interface SplitLimits {
  readonly criterion: Criterion;
  /** Least weight of a branch. */
  readonly minLeaf: number;
  /** Gains that differ by no more are equal: the first field and the lowest boundary win, whatever the rounding. */
  readonly tolerance: number;
  /** Between what the level (share of yes, mean) of each branch must lie; undefined without monotone fields. */
  readonly bounds: LevelBounds | undefined;
}

export interface LevelBounds {
  readonly low: number;
  readonly high: number;
}

/** The best split found so far, over all fields of a node. */
export interface BestSplit {
  /** Lowering of weight times impurity; at first the least that is worth a split. */
  gain: number;
  /** Position of the field; −1 as long as there is no split. */
  column: number;
  /** Codes on the left, rising. Of a field of numbers only the last one. */
  leftCodes: readonly number[];
  /** Codes on the right, of fields of categories. */
  rightCodes: readonly number[];
  /** The next code on the right, for fields of numbers; −1 where all known values go left. */
  nextCode: number;
  missing: "left" | "right";
  /** Counters of both branches. */
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/** Whether the level may only rise (1), only fall (−1) or do either (0) from left to right. */
export type Direction = -1 | 0 | 1;

/** No split yet. */
export function noSplit(least: number, stride: number): BestSplit {
  return {
    gain: least,
    column: -1,
    leftCodes: [],
    rightCodes: [],
    nextCode: -1,
    missing: "left",
    left: new Float64Array(stride),
    right: new Float64Array(stride),
  };
}

/** Tries both ways for those not known at every boundary of a field of numbers, and known against not known. */
export function searchNumber(
  groups: Groups,
  column: number,
  direction: Direction,
  limits: SplitLimits,
  best: BestSplit,
): void {
  const at = searchSequence(groups, undefined, direction, limits, best);
  if (at < 0) return;
  best.column = column;
  best.leftCodes = [groups.codes[at] as number];
  best.nextCode = at + 1 < groups.count ? (groups.codes[at + 1] as number) : -1;
}

/**
 * Tries every boundary of the groups in a sequence (their own where undefined), and known against not known.
 *
 * @returns Position in the sequence of the last group on the left of the best split; −1 where none is better than `best`.
 */
export function searchSequence(
  groups: Groups,
  sequence: readonly number[] | undefined,
  direction: Direction,
  limits: SplitLimits,
  best: BestSplit,
): number {
  const { count, sums, missing } = groups;
  const stride = missing.length;
  const known = new Float64Array(stride);
  for (let g = 0; g < count; g++) {
    for (let k = 0; k < stride; k++) known[k] = (known[k] as number) + (sums[g * stride + k] as number);
  }
  const left = new Float64Array(stride);
  const right = new Float64Array(stride);
  const unknown = weightOf(missing, limits.criterion) > 0;
  let found = -1;
  for (let g = 0; g + 1 < count; g++) {
    const at = (sequence === undefined ? g : (sequence[g] as number)) * stride;
    for (let k = 0; k < stride; k++) {
      left[k] = (left[k] as number) + (sums[at + k] as number);
      right[k] = (known[k] as number) - (left[k] as number);
    }
    if (trySplit(left, right, unknown ? missing : undefined, direction, limits, best)) found = g;
  }
  if (unknown && count > 0 && tryBranches(known, missing, 0, limits, best)) {
    best.missing = "right";
    found = count - 1;
  }
  return found;
}

/** Tries one division of the known, with those not known on either side. `left` and `right` come back as they were. */
export function trySplit(
  left: Float64Array,
  right: Float64Array,
  missing: Float64Array | undefined,
  direction: Direction,
  limits: SplitLimits,
  best: BestSplit,
): boolean {
  if (missing === undefined) {
    if (!tryBranches(left, right, direction, limits, best)) return false;
    best.missing = weightOf(left, limits.criterion) >= weightOf(right, limits.criterion) ? "left" : "right";
    return true;
  }
  add(left, missing, 1);
  const onLeft = tryBranches(left, right, direction, limits, best);
  if (onLeft) best.missing = "left";
  add(left, missing, -1);
  add(right, missing, 1);
  const onRight = tryBranches(left, right, direction, limits, best);
  if (onRight) best.missing = "right";
  add(right, missing, -1);
  return onLeft || onRight;
}

function add(to: Float64Array, from: Float64Array, sign: number): void {
  for (let k = 0; k < to.length; k++) to[k] = (to[k] as number) + sign * (from[k] as number);
}

/** Takes the split down as the best where it is allowed and better than the best so far. */
function tryBranches(
  left: Float64Array,
  right: Float64Array,
  direction: Direction,
  { criterion, minLeaf, tolerance, bounds }: SplitLimits,
  best: BestSplit,
): boolean {
  if (weightOf(left, criterion) < minLeaf || weightOf(right, criterion) < minLeaf) return false;
  const gain = splitGain(left, right, criterion);
  if (!(gain > best.gain + tolerance)) return false;
  if (bounds !== undefined) {
    const leftLevel = levelOf(left, criterion);
    const rightLevel = levelOf(right, criterion);
    if (direction * (rightLevel - leftLevel) < 0) return false;
    if (Math.min(leftLevel, rightLevel) < bounds.low || Math.max(leftLevel, rightLevel) > bounds.high) return false;
  }
  best.gain = gain;
  best.left.set(left);
  best.right.set(right);
  return true;
}
