import type { Abstention, Estimate } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { sum } from "../../math/sum.ts";
import { type GroupMeans, hasScatter, type ReturnRow, squares } from "./credibility.ts";

/**
 * A group's booked return with the interval that the scatter between campaigns implies, pooled over all groups so that
 * two campaigns that happen to agree prove nothing. Scatter is taken as proportional to a group's return (a region that
 * returns twice as much also scatters twice as much), and the interval is made on the logarithm: skewed as money is,
 * never below −100 %. Where a group earned nothing or less, or scatters by more than it returns, the
 * logarithm says nothing; then the scatter is taken as it is.
 */
export function groupRoi(
  rows: readonly ReturnRow[],
  means: GroupMeans,
  g: number,
  level: number,
): Estimate | Abstention {
  const multiple = means.multiples[g] as number;
  const cost = means.costs[g] as number;
  const n = rows.filter((row) => row.group === g).length;
  const { within } = squares(rows, means);
  if (!hasScatter(rows, within)) return { abstained: { code: "campaign_no_scatter", params: { n: rows.length } } };
  const df = rows.length - means.costs.length;
  const reach = -studentTQuantile((1 - level) / 2, df);
  const relative = relativeError(rows, means, df, cost);
  if (relative === undefined || relative > 1) {
    const half = reach * Math.sqrt(within / df / cost);
    // without loss-making deals nobody can lose more than the cost
    const floor = rows.every((row) => row.multiple >= 0) ? 0 : Number.NEGATIVE_INFINITY;
    const interval = { lower: Math.max(floor, multiple - half) - 1, upper: multiple + half - 1, level };
    return { value: multiple - 1, n, interval };
  }
  const factor = Math.exp(reach * relative);
  return { value: multiple - 1, n, interval: { lower: multiple / factor - 1, upper: multiple * factor - 1, level } };
}

/** Standard error of a group's return relative to the return; `undefined` where a group earned nothing or less. */
function relativeError(rows: readonly ReturnRow[], means: GroupMeans, df: number, cost: number): number | undefined {
  if (!means.multiples.every((multiple) => multiple > 0)) return undefined;
  const squared = rows.map((row) => row.cost * (row.multiple / (means.multiples[row.group] as number) - 1) ** 2);
  return Math.sqrt(sum(squared) / df / cost);
}
