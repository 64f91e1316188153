import { ckmeans } from "simple-statistics";
import { requireFinite, requireNonEmpty, requireNumber } from "../core/checks.ts";

/** A byte counts classes elsewhere in the package. */
const MAX_CLASSES = 255;

/** Exponent of the largest power of two by which tiny numbers are scaled up. */
const MAX_SHIFT = 1000;

/** Where a column falls apart into classes by itself. */
export interface NaturalBreaks {
  /**
   * Lower bound of every class but the lowest, ascending: half-way between the means of two neighbouring classes. One
   * fewer than the classes, fewer still where the column has fewer different values.
   */
  readonly breaks: Float64Array;
  /** Share of the column's variance that lies between the classes, in [0, 1]; 1 where all values are equal. */
  readonly varianceExplained: number;
}

/**
 * Finds the classes into which a column falls by itself: cells are as close as can be to the mean of their class. The
 * answer is the best of all divisions, not the end of a search.
 *
 * @param column - At least one finite number of any sign. Not mutated.
 * @param classes - How many classes, a whole number from 1 to 255.
 * @returns The bounds between the classes and how much of the variance they explain. Exact at any size; a million
 * rows in four classes take one to three seconds (Node 20), a hundred thousand a tenth of it.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * naturalBreaks([1, 2, 2, 3, 50, 52, 54, 400], 3).breaks; // => Float64Array.of(27, 226)
 * naturalBreaks([7, 7, 7], 3).breaks; // => Float64Array.of()
 * ```
 * @see Wang & Song, Ckmeans.1d.dp: optimal k-means clustering in one dimension by dynamic programming, The R Journal 3
 * (2011), 29–33; `varianceExplained` is the goodness of variance fit of Jenks (1977)
 */
export function naturalBreaks(column: ArrayLike<number>, classes: number): NaturalBreaks {
  requireNonEmpty(column, "column");
  requireFinite(column, "column");
  requireNumber(classes, "classes", { min: 1, max: MAX_CLASSES, integer: true });
  const sorted = Float64Array.from(column).sort();
  const largest = Math.max(Math.abs(sorted[0] as number), Math.abs(sorted[sorted.length - 1] as number));
  // scaled by a power of two, which is exact, so that squares neither overflow nor vanish
  const shift = largest === 0 ? 0 : Math.min(MAX_SHIFT, -Math.floor(Math.log2(largest)));
  const scale = 2 ** shift;
  for (let i = 0; i < sorted.length; i++) sorted[i] = (sorted[i] as number) * scale;
  const groups = groupsOf(sorted, classes);
  const means = groups.map(meanOf);
  const breaks = new Float64Array(groups.length - 1);
  for (let i = 1; i < groups.length; i++) {
    const below = groups[i - 1] as ArrayLike<number>;
    const [last, first] = [below[below.length - 1] as number, groups[i]?.[0] as number];
    const middle = (means[i - 1] as number) / 2 + (means[i] as number) / 2;
    // rounding must not put a cell on the wrong side
    breaks[i - 1] = (middle > last && middle <= first ? middle : first) / scale;
  }
  const within = groups.reduce((sum, group, i) => sum + squaresAround(group, means[i] as number), 0);
  const whole = squaresAround(sorted, meanOf(sorted));
  return { breaks, varianceExplained: whole > 0 ? Math.min(1, Math.max(0, 1 - within / whole)) : 1 };
}

/** The classes, lowest first; where there are no more different values than classes, one class per value. */
function groupsOf(sorted: Float64Array, classes: number): ArrayLike<number>[] {
  const starts = [0];
  for (let i = 1; i < sorted.length && starts.length <= classes; i++) {
    if (sorted[i] !== sorted[i - 1]) starts.push(i);
  }
  if (starts.length <= classes) return starts.map((start, i) => sorted.subarray(start, starts[i + 1] ?? sorted.length));
  // ckmeans reads its input by index alone and never changes it
  return ckmeans(sorted as unknown as number[], classes).filter((group) => group.length > 0);
}

function meanOf(group: ArrayLike<number>): number {
  const origin = group[0] as number;
  let sum = 0;
  for (let i = 0; i < group.length; i++) sum += (group[i] as number) - origin;
  return origin + sum / group.length;
}

function squaresAround(group: ArrayLike<number>, mean: number): number {
  let sum = 0;
  for (let i = 0; i < group.length; i++) sum += ((group[i] as number) - mean) ** 2;
  return sum;
}
