import { normalQuantile } from "../../math/normal.ts";

/** Fewer groups than this tell nothing about how groups differ: Morris's factor is then 0. */
const LEAST_GROUPS = 4;

/** One measured group. */
export interface GroupFigure {
  readonly value: number;
  readonly variance: number;
}

/** A group's figure drawn towards the others. */
interface PooledFigure {
  readonly value: number;
  readonly half: number;
  /** How much of the group's own figure is in it, 0–1. */
  readonly weight: number;
}

/** All groups together. */
export interface Pooled {
  readonly groups: readonly PooledFigure[];
  /** Standard deviation of the true figures between groups. */
  readonly spread: number;
  /** What to expect of a group that was not measured. */
  readonly unmeasured: PooledFigure;
}

/**
 * Draws the figures of groups towards their mean as far as chance explains the difference (normal–normal empirical
 * Bayes): the variance between groups by Paule and Mandel, shrinkage and its extra doubt by Morris.
 *
 * @see Paule & Mandel (1982), Journal of Research of the National Bureau of Standards 87; Morris (1983), Journal of the
 * American Statistical Association 78, 47–55
 */
export function poolFigures(figures: readonly GroupFigure[], level: number): Pooled | undefined {
  const k = figures.length;
  if (k < LEAST_GROUPS) return undefined;
  const z = normalQuantile((1 + level) / 2);
  const between = varianceBetween(figures);
  const { mean, precision } = meanOf(figures, between);
  const typical = k / figures.reduce((total, { variance }) => total + 1 / variance, 0);
  const groups = figures.map(({ value, variance }) => {
    const drawn = (((k - 3) / (k - 1)) * variance) / (variance + between);
    const doubt = ((2 * drawn * drawn) / (k - 3)) * ((typical + between) / (variance + between));
    const spread = variance * (1 - ((k - 1) / k) * drawn) + doubt * (value - mean) ** 2;
    return { value: value - drawn * (value - mean), half: z * Math.sqrt(spread), weight: 1 - drawn };
  });
  return {
    groups,
    spread: Math.sqrt(between),
    unmeasured: { value: mean, half: z * Math.sqrt(between + 1 / precision), weight: 0 },
  };
}

function meanOf(
  figures: readonly GroupFigure[],
  between: number,
): { readonly mean: number; readonly precision: number } {
  let precision = 0;
  let total = 0;
  for (const { value, variance } of figures) {
    precision += 1 / (variance + between);
    total += value / (variance + between);
  }
  return { mean: total / precision, precision };
}

/** The variance at which the weighted squares add up to what chance gives; 0 where they never exceed it. */
function varianceBetween(figures: readonly GroupFigure[]): number {
  const excess = (between: number): number => {
    const { mean } = meanOf(figures, between);
    let total = 0;
    for (const { value, variance } of figures) total += (value - mean) ** 2 / (variance + between);
    return total - (figures.length - 1);
  };
  if (excess(0) <= 0) return 0;
  const values = figures.map(({ value }) => value);
  let lower = 0;
  // at the square of the whole range every term is below 1
  let upper = (Math.max(...values) - Math.min(...values)) ** 2;
  while (excess(upper) > 0) upper *= 2;
  for (let step = 0; step < 200 && upper - lower > 1e-12 * upper; step++) {
    const middle = (lower + upper) / 2;
    if (excess(middle) > 0) lower = middle;
    else upper = middle;
  }
  return (lower + upper) / 2;
}
