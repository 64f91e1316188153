import type { Interval } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";

/** Spread and shape of what each customer contributes to a figure (its influence values). */
export interface InfluenceMoments {
  readonly standardError: number;
  /** Skewness of the influence values over √n. */
  readonly skew: number;
  /** Degrees of freedom of the standard error. */
  readonly freedom: number;
}

/**
 * Moments of n influence values, given as a function of the row.
 *
 * The degrees of freedom are those of a variance estimated from values of this kurtosis, 2n / (κ − 1), at most n − 1:
 * where a few customers make the variance, the variance is known badly and the interval must be wider.
 */
export function influenceMoments(n: number, at: (row: number) => number): InfluenceMoments | undefined {
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (at(i) - mean) / (i + 1);
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let i = 0; i < n; i++) {
    const d = at(i) - mean;
    const square = d * d;
    m2 += square;
    m3 += square * d;
    m4 += square * square;
  }
  if (n < 2 || !(m4 > 0)) return undefined;
  const kurtosis = (m4 / m2) * (n / m2);
  return {
    standardError: Math.sqrt(m2 / n / (n - 1)),
    skew: m3 / m2 / Math.sqrt(m2),
    freedom: Math.min(n - 1, Math.max(1, kurtosis > 1 ? (2 * n) / (kurtosis - 1) : n - 1)),
  };
}

/**
 * Interval of a figure from its influence values: Student's t, on the logit scale where the figure lies in (0, 1);
 * each end is the wider of the plain limit and the limit corrected for skewness by Hall's cubic transformation.
 * Plain limits alone miss high values, because figure and standard error rise together when a large customer is drawn.
 *
 * @see Hall, On the removal of skewness by transformation, JRSS B 54 (1992), transformation g₁ and its inverse
 */
export function influenceInterval(
  value: number,
  { standardError, skew, freedom }: InfluenceMoments,
  level: number,
  bounded: boolean,
): Interval | undefined {
  const t = studentTQuantile((1 + level) / 2, freedom);
  const up = Math.max(t, -hall(-t, skew)) * standardError;
  const down = Math.max(t, hall(t, skew)) * standardError;
  if (!bounded) return { lower: value - down, upper: value + up, level };
  const slope = value * (1 - value);
  if (!(value > 0 && value < 1 && slope > 0)) return undefined;
  const logit = Math.log(value / (1 - value));
  const lower = 1 / (1 + Math.exp(down / slope - logit));
  const upper = 1 / (1 + Math.exp(-up / slope - logit));
  return { lower: Math.min(lower, value), upper: Math.max(upper, value), level };
}

/** Inverse of Hall's transformation; `skew` is the skewness over √n. */
function hall(x: number, skew: number): number {
  if (Math.abs(skew) < 1e-6) return x;
  return (3 / skew) * (Math.cbrt(1 + skew * (x - skew / 6)) - 1);
}
