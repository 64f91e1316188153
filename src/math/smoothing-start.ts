import type { SmoothingForm, SmoothingStates } from "./exponential-smoothing.ts";

/** Periods from which the first level and trend are read: Hyndman et al. (2002), section 3.1. */
const FIRST = 10;

/** Gaps filled on a straight line between their neighbours, for the start alone. */
function filled(y: Float64Array): Float64Array {
  const out = Float64Array.from(y);
  let last = -1;
  for (let t = 0; t < out.length; t++) {
    if (Number.isNaN(out[t])) continue;
    const from = last < 0 ? (out[t] as number) : (out[last] as number);
    const step = last < 0 ? 0 : ((out[t] as number) - from) / (t - last);
    for (let g = last + 1; g < t; g++) out[g] = from + step * (g - Math.max(last, 0));
    last = t;
  }
  for (let g = last + 1; g < out.length; g++) out[g] = last < 0 ? 0 : (out[last] as number);
  return out;
}

/** A first guess of the season: means of what is left beside a centred moving average, at most five seasons of it. */
function firstSeason(y: Float64Array, m: number, times: boolean): Float64Array {
  const n = Math.min(y.length, 5 * m);
  const half = Math.floor(m / 2);
  const sums = new Float64Array(m);
  const counts = new Float64Array(m);
  for (let t = half; t + half < n; t++) {
    let mean = 0;
    for (let k = -half; k <= half; k++) mean += (m % 2 === 0 && Math.abs(k) === half ? 0.5 : 1) * (y[t + k] as number);
    mean /= m;
    if (times && !(mean > 0)) continue;
    const j = t % m;
    sums[j] = (sums[j] as number) + (times ? (y[t] as number) / mean : (y[t] as number) - mean);
    counts[j] = (counts[j] as number) + 1;
  }
  const season = sums.map((sum, j) => ((counts[j] as number) > 0 ? sum / (counts[j] as number) : times ? 1 : 0));
  const mean = season.reduce((total, s) => total + s, 0) / m;
  return season.map((s) => (times ? s / mean : s - mean));
}

/**
 * States before the first period to begin a search with: a season beside a moving average, a line through the first
 * periods of the rest.
 *
 * @see Hyndman, Koehler, Snyder & Grose (2002), International Journal of Forecasting 18, section 3.1
 */
export function smoothingStart(values: Float64Array, form: SmoothingForm): Required<SmoothingStates> {
  const y = filled(values);
  const m = form.season === "none" ? 1 : form.seasonLength;
  const times = form.season === "multiplicative";
  const season = form.season === "none" ? new Float64Array(1).fill(0) : firstSeason(y, m, times);
  if (times) for (let j = 0; j < m; j++) season[j] = Math.max(0.05, season[j] as number);
  const first = Math.min(y.length, Math.max(FIRST, m));
  const plain = (t: number): number =>
    times ? (y[t] as number) / (season[t % m] as number) : (y[t] as number) - (season[t % m] as number);
  const middle = (first + 1) / 2;
  let mean = 0;
  for (let t = 0; t < first; t++) mean += plain(t) / first;
  let [cross, square] = [0, 0];
  for (let t = 0; t < first; t++) {
    cross += (t + 1 - middle) * (plain(t) - mean);
    square += (t + 1 - middle) ** 2;
  }
  if (form.trend === "none" || square === 0) return { level: mean, trend: 0, season: Array.from(season) };
  const trend = cross / square;
  const level = mean - trend * middle;
  // a multiplicative form needs a level above zero before the first period
  const positive = times || form.error === "multiplicative";
  if (positive && !(level + trend > 0)) return { level: mean, trend: 0, season: Array.from(season) };
  return { level, trend, season: Array.from(season) };
}
