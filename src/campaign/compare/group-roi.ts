import type { Abstention, Estimate } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { sum } from "../../math/sum.ts";
import { finite } from "../roi/figures.ts";
import { skewedFactors } from "../roi/skewed.ts";
import { type GroupMeans, hasScatter, type ReturnRow, squares } from "./credibility.ts";
import { meanVariance, type Scatter, scatterOf } from "./scatter.ts";

/** Kurtosis of the normal distribution. */
const NORMAL_KURTOSIS = 3;

/**
 * Groups' booked returns with the intervals that the scatter between campaigns implies, pooled over all groups so that
 * two campaigns that happen to agree prove nothing. Scatter is taken as proportional to a group's return (a region that
 * returns twice as much also scatters twice as much), and the interval is made on the logarithm with t: never below
 * −100 %. Degrees of freedom fall with the kurtosis of the residuals, and both ends move up by the skewness that sums of
 * amounts have. Where a group earned nothing or less, or scatters by more than it returns, the logarithm says nothing;
 * then the scatter is taken as it is.
 */
export function groupRois(rows: readonly ReturnRow[], means: GroupMeans, level: number): (Estimate | Abstention)[] {
  const { within } = squares(rows, means);
  const groups = means.costs.map((_, g) => g);
  if (!hasScatter(rows, within)) {
    return groups.map(() => ({ abstained: { code: "campaign_no_scatter", params: { n: rows.length } } }));
  }
  const relative = means.multiples.every((multiple) => multiple > 0) ? relativeScatter(rows, means) : undefined;
  const plain = plainScatter(rows, means);
  // without loss-making deals nobody can lose more than the cost
  const floor = rows.every((row) => row.multiple >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  return groups.map((g): Estimate => {
    const multiple = means.multiples[g] as number;
    const n = means.counts[g] as number;
    const factors = relative && onLogarithm(relative, rows.length, means, g, level);
    if (factors !== undefined) {
      const [low, high] = factors;
      return {
        value: multiple - 1,
        n,
        interval: { lower: multiple * low - 1, upper: finite(multiple * high - 1, "a group's upper limit"), level },
      };
    }
    const half = reachOf(plain.df, level) * Math.sqrt(meanVariance(plain.scatter, means, g));
    const interval = { lower: Math.max(floor, multiple - half) - 1, upper: multiple + half - 1, level };
    return { value: multiple - 1, n, interval };
  });
}

/** Scatter within groups and the degrees of freedom with which it is known. */
interface KnownScatter {
  readonly scatter: Scatter;
  readonly df: number;
}

function plainScatter(rows: readonly ReturnRow[], means: GroupMeans): KnownScatter {
  return known(
    rows,
    means,
    rows.map(({ group, multiple }) => multiple - (means.multiples[group] as number)),
  );
}

/** Scatter in units of each group's own return. */
function relativeScatter(rows: readonly ReturnRow[], means: GroupMeans): KnownScatter {
  return known(
    rows,
    means,
    rows.map(({ group, multiple }) => multiple / (means.multiples[group] as number) - 1),
  );
}

function known(rows: readonly ReturnRow[], means: GroupMeans, residuals: readonly number[]): KnownScatter {
  const scatter = scatterOf(rows, means, residuals);
  const squared = rows.map(({ cost }, i) => (residuals[i] as number) ** 2 / (scatter.own + scatter.perCost / cost));
  const df = rows.length - means.costs.length;
  const kurtosis = (rows.length * sum(squared.map((square) => square * square))) / sum(squared) ** 2;
  // a variance of heavy-tailed residuals is known as well as one of fewer normal ones: 2 ÷ (κ − 1) of them
  const fewer = (2 * df) / (Math.max(NORMAL_KURTOSIS, kurtosis) - 1);
  return { scatter, df: Math.max(2, fewer) };
}

function reachOf(df: number, level: number): number {
  return -studentTQuantile((1 - level) / 2, df);
}

/** Both ends relative to the group's return; `undefined` where it scatters by more than it is. */
function onLogarithm(
  { scatter, df }: KnownScatter,
  rows: number,
  means: GroupMeans,
  g: number,
  level: number,
): readonly [number, number] | undefined {
  const groups = means.costs.length;
  const part = (of: number): number => ((means.counts[of] as number) - 1) / (rows - groups);
  const variance = meanVariance(scatter, means, g);
  if (variance > 1) return undefined;
  const typical = means.costs.reduce((total, _, h) => total + part(h) * meanVariance(scatter, means, h), 0);
  return skewedFactors({ variance, typical, df, own: part(g) }, level);
}
