import type { GroupSeries } from "./noise.ts";
import type { PlanPeriods } from "./periods.ts";

/** A column by period, added up by block. */
export function inBlocks(column: Float64Array, { of, count }: PlanPeriods["blocks"]): Float64Array {
  const sums = new Float64Array(count);
  for (let k = 0; k < column.length; k++)
    sums[of[k] as number] = (sums[of[k] as number] as number) + (column[k] as number);
  return sums;
}

/** A group's series by block, for measuring how it scatters. */
export function blockSeries(series: GroupSeries, blocks: PlanPeriods["blocks"]): Pick<GroupSeries, "now" | "past"> {
  return { now: inBlocks(series.now, blocks), past: series.past.map((year) => inBlocks(year, blocks)) };
}
