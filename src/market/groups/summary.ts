import type { Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { mean } from "../../math/sum.ts";
import { medianInterval } from "./median-interval.ts";
import type { GroupSummary } from "./types.ts";

/** The rows of one group with the sums that several tests need. */
export interface GroupRows {
  readonly id: string;
  /** Ascending. */
  readonly values: Float64Array;
  readonly n: number;
  readonly mean: number;
  /** m2 / (n − 1); 0 below two rows. */
  readonly variance: number;
  readonly median: number;
}

/** Below the square of any spread that the figures as a whole may have: rounding, where other groups lie far apart. */
const NO_VARIANCE = 1e-280;

/** Sorts a group and reckons its sums; the order of rows cannot matter afterwards. */
export function groupRowsOf(id: string, rows: Float64Array): GroupRows {
  const values = rows.slice().sort();
  const n = values.length;
  const average = mean(values);
  const constant = values[0] === values[n - 1];
  let m2 = 0;
  for (let i = 0; i < n; i++) m2 += ((values[i] as number) - average) ** 2;
  return {
    id,
    values,
    n,
    mean: average,
    variance: n < 2 || constant || m2 < NO_VARIANCE ? 0 : m2 / (n - 1),
    median: quantileSorted(values, 0.5),
  };
}

/** Far outside: three interquartile ranges beyond the middle half (Tukey 1977, Exploratory Data Analysis, 2D). */
const FAR_OUT = 3;

/** Describes one group: means and medians with what its rows can carry of an interval. */
export function summarize(group: GroupRows, level: number): GroupSummary {
  const { id, values, n, mean: average, variance, median } = group;
  const notes: Reason[] = [];
  if (n === 1) notes.push({ code: "group_single_row", params: { group: id } });
  else if (variance === 0) notes.push({ code: "group_constant", params: { group: id, n, value: average } });
  const around = n < 2 || variance === 0 ? undefined : meanInterval(group, level);
  const middle = variance === 0 ? undefined : medianInterval(values, level);
  if (variance > 0 && middle === undefined) {
    notes.push({ code: "group_median_unbounded", params: { group: id, n, level } });
  }
  const skewness = skewnessOf(group);
  const low = quantileSorted(values, 0.25);
  const high = quantileSorted(values, 0.75);
  const reach = FAR_OUT * (high - low);
  return {
    id,
    n,
    mean: { value: average, n, ...(around !== undefined && { interval: around }) },
    median: { value: median, n, ...(middle !== undefined && { interval: middle }) },
    ...(n > 1 && { sd: Math.sqrt(variance) }),
    ...(skewness !== undefined && { skewness }),
    outliers: values.reduce((count, value) => count + (value < low - reach || value > high + reach ? 1 : 0), 0),
    notes,
  };
}

function meanInterval({ n, mean: average, variance }: GroupRows, level: number): Interval {
  const half = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return { lower: average - half, upper: average + half, level };
}

/** Fisher's g1, m₃ / m₂^1.5. */
function skewnessOf({ values, n, mean: average, variance }: GroupRows): number | undefined {
  if (n < 3 || variance === 0) return undefined;
  const sd = Math.sqrt((variance * (n - 1)) / n);
  return values.reduce((total, value) => total + ((value - average) / sd) ** 3, 0) / n;
}
