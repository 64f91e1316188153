import { quantile } from "../../math/quantile.ts";
import { rowsByKey } from "../../math/rows-by-key.ts";
import { type Baseline, keptRows } from "./baseline.ts";

/** Variance of a median beside that of a mean of as many normal values. */
const MEDIAN_COST = Math.PI / 2;

/** Trend and season are found from each other so many times. */
const ROUNDS = 3;

/**
 * A level that moves: the median of the periods around, with the median of each season on top.
 *
 * @see Tukey, Exploratory Data Analysis (1977), 7: running medians; Cleveland et al. (1990), Journal of Official
 * Statistics 6, 3–73: trend and season from each other
 */
export function fitLocal(
  values: Float64Array,
  periods: Float64Array,
  season: number,
  window: number,
  excluded: Uint8Array,
): Baseline {
  const n = values.length;
  const kept = keptRows(excluded);
  const phases = Float64Array.from(kept, (i) => (periods[i] as number) % season);
  const rows = rowsByKey(phases);
  const width = Math.min(window, kept.length - (kept.length % 2 === 0 ? 1 : 0));
  const effects = new Float64Array(season);
  let trend: Float64Array = new Float64Array(kept.length);
  for (let round = 0; round < (season > 1 ? ROUNDS : 1); round++) {
    trend = runningMedian(
      Float64Array.from(kept, (i, k) => (values[i] as number) - (effects[phases[k] as number] as number)),
      width,
    );
    if (season === 1) break;
    for (const own of rows) {
      effects[phases[own[0] as number] as number] = quantile(
        Float64Array.from(own, (k) => (values[kept[k] as number] as number) - (trend[k] as number)),
        0.5,
      );
    }
  }
  const expected = new Float64Array(n);
  const inflation = new Float64Array(n);
  for (let i = 0, k = 0; i < n; i++) {
    // a row that was left out is expected from the kept one before it
    while (k + 1 < kept.length && (kept[k + 1] as number) <= i) k++;
    const phase = (periods[i] as number) % season;
    expected[i] = (trend[k] as number) + (effects[phase] as number);
    // a median is not drawn towards a row that lies far off
    inflation[i] = 1 + Math.min(1, MEDIAN_COST * (1 / width + (season > 1 ? season / kept.length : 0)));
  }
  return { expected, inflation, fitted: Math.round(kept.length / width) + (season > 1 ? rows.length : 0), slope: 0 };
}

/** The median of `width` neighbours, an odd number; towards the ends of the first and last `width`. */
function runningMedian(values: Float64Array, width: number): Float64Array {
  const n = values.length;
  const half = (width - 1) / 2;
  const sorted = values.slice(0, width).sort();
  const medians = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (i > half && i + half < n) {
      remove(sorted, values[i - half - 1] as number);
      insert(sorted, values[i + half] as number);
    }
    medians[i] = sorted[half] as number;
  }
  return medians;
}

/** Leaves the last cell free. */
function remove(sorted: Float64Array, value: number): void {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  sorted.copyWithin(low, low + 1);
}

/** Fills the last cell. */
function insert(sorted: Float64Array, value: number): void {
  let at = sorted.length - 1;
  let low = 0;
  while (low < at) {
    const middle = (low + at) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else at = middle;
  }
  sorted.copyWithin(at + 1, at, sorted.length - 1);
  sorted[at] = value;
}
