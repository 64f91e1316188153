import { quantile } from "../../math/quantile.ts";
import { rowsByKey } from "../../math/rows-by-key.ts";
import { theilSen } from "../../math/theil-sen.ts";
import { robustScale, withoutFitted } from "./robust-scale.ts";

/** What is expected of each row, and how much of its own value went into that. */
export interface Baseline {
  readonly expected: Float64Array;
  /**
   * Variance of each row's distance from its expectation as a multiple of that of the row: below 1 where the row drew its
   * expectation towards itself, above where it had no say in it.
   */
  readonly inflation: Float64Array;
  /** Number of figures that were fitted. */
  readonly fitted: number;
  /** Per period; 0 without a line. */
  readonly slope: number;
}

/** Beyond so many spreads a row has no say in the fit (Tukey's bisquare at 95 % efficiency). */
const CUT = 4.685;
const ROUNDS = 12;
const SETTLED = 1e-6;

/** No row is expected from itself by more than this. */
const MOST = 0.9;

/**
 * Level or line with the season on top, from the rows that behave: medians first, which a third of wild rows cannot
 * move, then weighted means in which a row counts the less the further it lies off.
 *
 * @param excluded - Rows that are known to be anomalies, 1 for those.
 * @param start - Slope to begin from; found by medians where it is left out.
 * @see Maronna, Martin & Yohai, Robust Statistics (2006), 4.4 and 5.5
 */
export function fitBaseline(
  values: Float64Array,
  periods: Float64Array,
  season: number,
  trend: "level" | "line",
  excluded: Uint8Array,
  start?: number,
): Baseline {
  const n = values.length;
  const phases = periods.map((period) => period % season);
  const kept = keptRows(excluded);
  const at = (column: ArrayLike<number>) => {
    const own = new Float64Array(kept.length);
    for (let k = 0; k < kept.length; k++) own[k] = column[kept[k] as number] as number;
    return own;
  };
  const [x, y, group] = [at(periods), at(values), at(phases)];
  const rows = rowsByKey(group);
  const effects = new Float64Array(season);
  let slope = trend === "line" ? (start ?? roughSlope(x, y, rows.length < group.length ? group : undefined)) : 0;
  for (const own of rows) {
    const levels = Float64Array.from(own, (k) => (y[k] as number) - slope * (x[k] as number));
    effects[group[own[0] as number] as number] = quantile(levels, 0.5);
  }
  const weights = new Float64Array(kept.length).fill(1);
  const fitted = rows.length + (trend === "line" ? 1 : 0);
  let scale = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const residuals = y.map((value, k) => value - (effects[group[k] as number] as number) - slope * (x[k] as number));
    // the spread around the medians first, then around a first fit; it stays from there on
    if (round === 0) scale = robustScale(withoutFitted(residuals, fitted), 0);
    else if (round === 1) scale = robustScale(residuals, fitted);
    if (scale === 0) break;
    residuals.forEach((residual, k) => {
      const share = residual / (CUT * scale);
      weights[k] = Math.abs(share) < 1 ? (1 - share * share) ** 2 : 0;
    });
    const sums = new Float64Array(season);
    const totals = new Float64Array(season);
    const times = new Float64Array(season);
    weights.forEach((weight, k) => {
      const phase = group[k] as number;
      totals[phase] = (totals[phase] as number) + weight;
      sums[phase] = (sums[phase] as number) + weight * (y[k] as number);
      times[phase] = (times[phase] as number) + weight * (x[k] as number);
    });
    if (trend === "line") {
      // the slope within seasons: distances from each season's own weighted middle
      let cross = 0;
      let spread = 0;
      weights.forEach((weight, k) => {
        const phase = group[k] as number;
        const total = totals[phase] as number;
        if (total === 0) return;
        const run = (x[k] as number) - (times[phase] as number) / total;
        cross += weight * run * ((y[k] as number) - (sums[phase] as number) / total);
        spread += weight * run * run;
      });
      if (spread > 0) slope = cross / spread;
    }
    let moved = 0;
    totals.forEach((total, phase) => {
      if (total === 0) return;
      const effect = ((sums[phase] as number) - slope * (times[phase] as number)) / total;
      moved = Math.max(moved, Math.abs(effect - (effects[phase] as number)));
      effects[phase] = effect;
    });
    if (round > 0 && moved < SETTLED * scale) break;
  }
  const mean = x.reduce((sum, time) => sum + time, 0) / x.length;
  const spread = x.reduce((sum, time) => sum + (time - mean) ** 2, 0);
  const counts = new Float64Array(season);
  weights.forEach((weight, k) => {
    counts[group[k] as number] = (counts[group[k] as number] as number) + Math.sqrt(weight);
  });
  const say = new Float64Array(n);
  kept.forEach((i, k) => {
    say[i] = weights[k] as number;
  });
  const expected = new Float64Array(n);
  const inflation = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const phase = phases[i] as number;
    const time = periods[i] as number;
    expected[i] = (effects[phase] as number) + slope * time;
    const own = 1 / Math.max(1, counts[phase] as number);
    const far = trend === "line" && spread > 0 ? (time - mean) ** 2 / spread : 0;
    // 1 − h for a row that counts in full, 1 + h for one that does not count
    inflation[i] = 1 + Math.min(MOST, own + far) * (1 - 2 * (say[i] as number));
  }
  return { expected, inflation, fitted, slope };
}

/** Longer series begin from the medians of so many stretches, which is as safe and takes no time. */
const STRETCHES = 600;

function roughSlope(x: Float64Array, y: Float64Array, groups: Float64Array | undefined): number {
  if (new Set(x).size < 2) return 0;
  if (x.length <= 3 * STRETCHES) return theilSen(x, y, groups === undefined ? {} : { groups }).slope;
  const size = Math.ceil(x.length / STRETCHES);
  const middles = (column: Float64Array): Float64Array =>
    Float64Array.from({ length: Math.ceil(x.length / size) }, (_, k) =>
      quantile(column.subarray(k * size, (k + 1) * size), 0.5),
    );
  return theilSen(middles(x), middles(y)).slope;
}

/** Places that are not set aside, ascending. */
export function keptRows(excluded: Uint8Array): Uint32Array {
  const places = new Uint32Array(excluded.length);
  let count = 0;
  for (let i = 0; i < excluded.length; i++) if (excluded[i] === 0) places[count++] = i;
  return places.subarray(0, count);
}
