import type { Estimate } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";

/**
 * A figure with what each respondent does to it. Sums, differences and products of figures carry their doubt along
 * exactly as far as the same people answered both, so that nobody has to say what is paired with what.
 */
export interface Figure {
  readonly value: number;
  /** The fewest respondents behind any part of it. */
  readonly n: number;
  /** Influence of each respondent; the squares sum to the variance. */
  readonly influence: Float64Array;
}

/** The mean of a column in which NaN marks who did not answer. Needs at least two answers. */
export function meanFigure(rows: number, at: (i: number) => number): Figure {
  let [n, sum] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const x = at(i);
    if (Number.isNaN(x)) continue;
    n++;
    sum += x;
  }
  const value = sum / n;
  const influence = new Float64Array(rows);
  // scaled so that the squares sum to s² / n with the usual n − 1
  const scale = 1 / Math.sqrt(n * (n - 1));
  for (let i = 0; i < rows; i++) {
    const x = at(i);
    if (!Number.isNaN(x)) influence[i] = (x - value) * scale;
  }
  return { value, n, influence };
}

/** A figure made of others: its value, and how much it moves with each of them. */
export function combined(value: number, parts: readonly (readonly [figure: Figure, slope: number])[]): Figure {
  const influence = new Float64Array(parts[0]?.[0].influence.length ?? 0);
  let n = Number.POSITIVE_INFINITY;
  for (const [part, slope] of parts) {
    n = Math.min(n, part.n);
    for (let i = 0; i < influence.length; i++) {
      influence[i] = (influence[i] as number) + slope * (part.influence[i] as number);
    }
  }
  return { value, n, influence };
}

/** Sum of a product of influences: the covariance of two figures. */
export function covarianceOf(a: Figure, b: Figure): number {
  let sum = 0;
  for (let i = 0; i < a.influence.length; i++) sum += (a.influence[i] as number) * (b.influence[i] as number);
  return sum;
}

/** The figure with Student's interval; `variance` adds doubt that does not come from these respondents. */
export function estimateOf(figure: Figure, level: number, variance: number = 0): Estimate {
  const { value, n } = figure;
  const half = studentTQuantile(0.5 + level / 2, n - 1) * Math.sqrt(covarianceOf(figure, figure) + variance);
  return { value, n, interval: { lower: value - half, upper: value + half, level } };
}

/** As {@link estimateOf} for a share, on the scale of log odds, so that the interval stays inside [0, 1]. */
export function shareEstimate(figure: Figure, level: number, variance: number = 0): Estimate {
  const { value, n } = figure;
  const slope = value * (1 - value);
  // chances of 0 or 1 to the last bit have no log odds
  if (slope < 1e-12) return { value, n, interval: { lower: value, upper: value, level } };
  const half = (studentTQuantile(0.5 + level / 2, n - 1) * Math.sqrt(covarianceOf(figure, figure) + variance)) / slope;
  const odds = Math.log(value / (1 - value));
  const share = (logit: number): number => 1 / (1 + Math.exp(-logit));
  return { value, n, interval: { lower: share(odds - half), upper: share(odds + half), level } };
}
