import { requireNonEmpty, requireNumber, requireObject } from "../core/checks.ts";
import { indicesOf, requireOutcomes, requireScores, weightsOf } from "./outcomes.ts";

/** Several levels pooled into one, by position in the list of levels. */
export interface IsotonicBlock {
  readonly first: number;
  readonly last: number;
  readonly n: number;
  readonly mean: number;
}

/** A stretch of scores over which the outcome is level. */
export interface IsotonicStep {
  /** Lowest and highest score seen on the step. */
  readonly from: number;
  readonly to: number;
  /** Rows on it, or the sum of their weights. */
  readonly n: number;
  /** Mean outcome on it; never below that of the step before. */
  readonly mean: number;
}

/** Means closer than this share of the scale are one step: they differ by rounding alone. */
const SAME = 1e-12;

/**
 * Pool-adjacent-violators: the non-decreasing means nearest to the levels' own, by least squares.
 *
 * @see Ayer, Brunk, Ewing, Reid & Silverman (1955), Annals of Mathematical Statistics 26; Best & Chakravarti (1990),
 * Mathematical Programming 47
 * @internal
 */
export function poolAdjacentViolators(
  levels: readonly { readonly n: number; readonly mean: number }[],
): IsotonicBlock[] {
  const blocks: IsotonicBlock[] = [];
  levels.forEach(({ n, mean }, i) => {
    let block: IsotonicBlock = { first: i, last: i, n, mean };
    for (let before = blocks.at(-1); before !== undefined && before.mean >= block.mean - SAME; before = blocks.at(-1)) {
      const total = before.n + block.n;
      block = {
        first: before.first,
        last: i,
        n: total,
        // towards the smaller step, so that the pooled mean never leaves its parts
        mean: before.mean + (block.mean - before.mean) * (block.n / total),
      };
      blocks.pop();
    }
    blocks.push(block);
  });
  return blocks;
}

/**
 * The curve that rises or stays level and is nearest to what happened: with no other shape assumed, how often does a
 * score come true?
 *
 * @param scores - Finite numbers, one per row, in any order. Not mutated.
 * @param outcomes - What happened, from 0 (no) to 1 (yes), one per score.
 * @param options - `weights`: how many rows each stands for, above 0; default 1 each.
 * @returns Steps by rising score; their `n` sum to all rows. Rows of one score stand on one step.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * isotonicRegression([1, 2, 3, 4], [0, 1, 0, 1]).map((step) => step.mean); // => [0, 0.5, 1]
 * ```
 * @see Ayer et al. (1955), Annals of Mathematical Statistics 26; Zadrozny & Elkan (2002), KDD, section 4
 */
export function isotonicRegression(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: { readonly weights?: ArrayLike<number> } = {},
): IsotonicStep[] {
  requireScores(scores, outcomes, "scores");
  requireOutcomes(outcomes);
  const weights = weightsOf(options, scores.length);
  const order = indicesOf(scores.length).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number) || (outcomes[a] as number) - (outcomes[b] as number),
  );
  const levels: { score: number; n: number; mean: number }[] = [];
  for (let from = 0; from < order.length; ) {
    const score = scores[order[from] as number] as number;
    let n = 0;
    let sum = 0;
    let to = from;
    for (; to < order.length && scores[order[to] as number] === score; to++) {
      const row = order[to] as number;
      n += weights[row] as number;
      sum += (weights[row] as number) * (outcomes[row] as number);
    }
    levels.push({ score, n, mean: Math.min(1, sum / n) });
    from = to;
  }
  return poolAdjacentViolators(levels).map(({ first, last, n, mean }) => ({
    from: (levels[first] as { score: number }).score,
    to: (levels[last] as { score: number }).score,
    n,
    mean,
  }));
}

/**
 * Reads a stepped curve at one score: level on a step, straight between two steps, level beyond the ends.
 *
 * @param steps - From {@link isotonicRegression}, at least one, by rising score.
 * @param score - Any finite number.
 * @returns The outcome expected there.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `empty_input`.
 * @example
 * ```ts
 * const steps = isotonicRegression([1, 2, 3, 4], [0, 1, 0, 1]);
 * isotonicAt(steps, 3.5); // => 0.75
 * ```
 */
export function isotonicAt(
  steps: readonly { readonly from: number; readonly to: number; readonly mean: number }[],
  score: number,
): number {
  requireNonEmpty(steps, "steps");
  requireNumber(score, "score");
  // the last step that begins at or below the score
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (requireStep(steps[middle], middle).from <= score) low = middle;
    else high = middle - 1;
  }
  const here = requireStep(steps[low], low);
  const next = low + 1 < steps.length ? requireStep(steps[low + 1], low + 1) : undefined;
  if (score <= here.to || next === undefined) return here.mean;
  return here.mean + (next.mean - here.mean) * ((score - here.to) / (next.from - here.to));
}

function requireStep<T extends { readonly from: number; readonly to: number; readonly mean: number }>(
  step: T | undefined,
  index: number,
): T {
  requireObject(step, `steps[${index}]`);
  const { from, to, mean } = step as T;
  requireNumber(from, `steps[${index}].from`);
  requireNumber(to, `steps[${index}].to`, { min: from });
  requireNumber(mean, `steps[${index}].mean`);
  return step as T;
}
