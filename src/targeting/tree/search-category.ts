import { type Criterion, costWeightOf } from "./gain.ts";
import type { Groups } from "./groups.ts";
import { type BestSplit, type SplitLimits, searchSequence, trySplit } from "./search.ts";

/** Up to so many levels every division of several classes is tried: at most 511 of them. */
const MOST_TRIED = 10;
const POWER_STEPS = 1000;

/**
 * Divides the levels of a field in two. For a yes or no and for amounts the levels are put in the order of their share
 * or mean: the best division is a boundary in that order (Fisher 1958; Breiman et al. 1984, theorem 4.5), as long as the
 * least size of a branch does not rule it out; then the best boundary that is allowed is taken. For several
 * classes every division is tried up to 10 levels; beyond, levels are put in the order of the first principal component
 * of their class shares (Coppersmith, Hong and Hosking 1999).
 */
export function searchCategory(groups: Groups, column: number, limits: SplitLimits, best: BestSplit): void {
  const { count } = groups;
  const stride = groups.missing.length;
  const several = limits.criterion.measure !== "variance" && stride > 2;
  const left =
    several && count <= MOST_TRIED ? tryAll(groups, limits, best) : tryInOrder(groups, several, limits, best);
  if (left === undefined) return;
  best.column = column;
  const chosen = new Set(left);
  const here = Array.from(groups.codes.subarray(0, count));
  best.leftCodes = here.filter((_, g) => chosen.has(g));
  best.rightCodes = here.filter((_, g) => !chosen.has(g));
  best.nextCode = -1;
}

function tryInOrder(
  groups: Groups,
  several: boolean,
  limits: SplitLimits,
  best: BestSplit,
): readonly number[] | undefined {
  const scores = several ? principalScores(groups, limits.criterion) : levels(groups, limits.criterion);
  const sequence = Array.from({ length: groups.count }, (_, g) => g);
  sequence.sort((a, b) => (scores[a] as number) - (scores[b] as number) || a - b);
  const at = searchSequence(groups, sequence, 0, limits, best);
  return at < 0 ? undefined : sequence.slice(0, at + 1);
}

/** Share of yes or mean amount of each level. */
function levels({ count, sums }: Groups, { measure }: Criterion): Float64Array {
  return Float64Array.from({ length: count }, (_, g) => {
    const first = sums[2 * g] as number;
    const second = sums[2 * g + 1] as number;
    return second / (measure === "variance" ? first : first + second);
  });
}

/** Every division, the first level always on the left. */
function tryAll(groups: Groups, limits: SplitLimits, best: BestSplit): readonly number[] | undefined {
  const { count, sums, missing } = groups;
  const stride = missing.length;
  const unknown = costWeightOf(missing, limits.criterion) > 0;
  const left = new Float64Array(stride);
  const right = new Float64Array(stride);
  const whole = (1 << Math.max(0, count - 1)) - 1;
  let found = -1;
  for (let others = 0; others <= whole && count > 0; others++) {
    if (others === whole && !unknown) break;
    left.fill(0);
    right.fill(0);
    for (let g = 0; g < count; g++) {
      const side = g === 0 || ((others >> (g - 1)) & 1) === 1 ? left : right;
      for (let k = 0; k < stride; k++) side[k] = (side[k] as number) + (sums[g * stride + k] as number);
    }
    if (trySplit(left, right, unknown ? missing : undefined, 0, limits, best)) found = others;
  }
  if (found < 0) return undefined;
  const chosen = [0];
  for (let g = 1; g < count; g++) if (((found >> (g - 1)) & 1) === 1) chosen.push(g);
  return chosen;
}

/** Position of each level along the direction in which class shares differ most between levels, weighted by size. */
function principalScores({ count, sums }: Groups, { factors }: Criterion): Float64Array {
  const stride = factors.length;
  const weights = new Float64Array(count);
  const shares = new Float64Array(count * stride);
  const means = new Float64Array(stride);
  let total = 0;
  for (let g = 0; g < count; g++) {
    for (let k = 0; k < stride; k++) {
      const part = (sums[g * stride + k] as number) * (factors[k] as number);
      shares[g * stride + k] = part;
      weights[g] = (weights[g] as number) + part;
      means[k] = (means[k] as number) + part;
      total += part;
    }
  }
  const spread = new Float64Array(stride * stride);
  for (let g = 0; g < count; g++) {
    const weight = weights[g] as number;
    for (let k = 0; k < stride; k++) {
      shares[g * stride + k] = (shares[g * stride + k] as number) / weight - (means[k] as number) / total;
    }
    for (let a = 0; a < stride; a++) {
      for (let b = 0; b < stride; b++) {
        const product = (shares[g * stride + a] as number) * (shares[g * stride + b] as number);
        spread[a * stride + b] = (spread[a * stride + b] as number) + (weight / total) * product;
      }
    }
  }
  const axis = principalAxis(spread, stride);
  return Float64Array.from({ length: count }, (_, g) => {
    let score = 0;
    for (let k = 0; k < stride; k++) score += (shares[g * stride + k] as number) * (axis[k] as number);
    return score;
  });
}

/** The first eigenvector of a covariance matrix, by the power method from the column of the widest spread. */
function principalAxis(spread: Float64Array, size: number): Float64Array {
  let widest = 0;
  for (let k = 1; k < size; k++) {
    if ((spread[k * size + k] as number) > (spread[widest * size + widest] as number)) widest = k;
  }
  let axis = spread.slice(widest * size, (widest + 1) * size);
  for (let step = 0; step < POWER_STEPS; step++) {
    const next = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        next[a] = (next[a] as number) + (spread[a * size + b] as number) * (axis[b] as number);
      }
    }
    const length = Math.hypot(...next);
    if (!(length > 0)) return axis;
    let moved = 0;
    for (let k = 0; k < size; k++) {
      next[k] = (next[k] as number) / length;
      moved = Math.max(moved, Math.abs((next[k] as number) - (axis[k] as number)));
    }
    axis = next;
    if (moved < 1e-14) break;
  }
  return axis;
}
