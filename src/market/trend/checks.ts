import type { Reason } from "../../core/reasons.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { kendallCount } from "../../math/kendall-count.ts";
import { midranks } from "../../math/ranks.ts";
import { lagOne } from "./break-scan.ts";
import type { Series } from "./points.ts";
import type { SlopeFit } from "./slope.ts";

/** From here on a series cannot be told from a random walk. */
const WANDERS = 0.8;

/** Share of equal pairs that is worth a note. */
const MANY_TIES = 0.1;

/** A check that fails at this chance is reported; there are several, so it is stricter than the usual 5 %. */
const RATE = 0.01;

/** Lags that are looked at together, and periods that this needs. */
const LAGS = 10;
const FEWEST = 30;

/** What does not hold of what the figures rest on, each with the remedy in its wording. */
export function checkTrend(
  series: Series,
  fit: SlopeFit,
  season: number,
  periodsPerYear: number | undefined,
  level: readonly [number, number],
): Reason[] {
  const notes: Reason[] = [];
  const { values, periods } = series;
  const n = values.length;
  const { autocorrelation } = fit;
  if (autocorrelation !== undefined && autocorrelation.value >= WANDERS) {
    notes.push({ code: "trend_wanders", params: { correlation: autocorrelation.value } });
  } else if (autocorrelation !== undefined && autocorrelation.varianceFactor > 1) {
    const { value: correlation, n: pairs, varianceFactor } = autocorrelation;
    notes.push({ code: "trend_autocorrelated", params: { correlation, n: pairs, varianceFactor } });
  }
  const gapless = (periods[n - 1] as number) === n - 1;
  if (!gapless) {
    const span = (periods[n - 1] as number) + 1;
    notes.push({ code: "trend_gaps", params: { missing: span - n, periods: span } });
  }
  const shocks = shocksOf(fit.residuals);
  const ignored = season === 1 ? ignoredSeason(shocks, periods, periodsPerYear) : undefined;
  if (ignored !== undefined) notes.push(ignored);
  else if (gapless && n >= FEWEST) {
    const pValue = portmanteau(shocks);
    if (pValue < RATE) notes.push({ code: "trend_beyond_lag_one", params: { lags: LAGS, pValue } });
  }
  const apart = season === 1 ? undefined : seasonsApart(series, season);
  if (apart !== undefined) notes.push(apart);
  const [pairs, different] = level;
  const share = pairs === 0 ? 0 : 1 - different / pairs;
  if (share > MANY_TIES) notes.push({ code: "trend_ties", params: { share } });
  return notes;
}

/** What a first-order autoregression leaves of the residuals. */
function shocksOf(residuals: Float64Array): Float64Array {
  const rho = lagOne(residuals);
  return residuals.map((value, i) => (i === 0 ? value : value - rho * (residuals[i - 1] as number)));
}

/** @see Ljung & Box (1978), Biometrika 65, 297–303 */
function portmanteau(shocks: Float64Array): number {
  const n = shocks.length;
  const { ranks } = midranks(shocks);
  const middle = (n + 1) / 2;
  const all = ranks.reduce((sum, rank) => sum + (rank - middle) ** 2, 0);
  let q = 0;
  for (let lag = 1; lag <= LAGS; lag++) {
    let shared = 0;
    for (let i = lag; i < n; i++) shared += ((ranks[i] as number) - middle) * ((ranks[i - lag] as number) - middle);
    q += (shared / all) ** 2 / (n - lag);
  }
  return all > 0 ? chiSquaredSurvival(n * (n + 2) * q, LAGS - 1) : 1;
}

/** Kruskal and Wallis over the places of a year. */
function ignoredSeason(shocks: Float64Array, periods: Float64Array, season: number | undefined): Reason | undefined {
  const n = shocks.length;
  if (season === undefined || season < 2 || season > 366 || !Number.isInteger(season) || n < 3 * season) {
    return undefined;
  }
  const { ranks, ties } = midranks(shocks);
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  ranks.forEach((rank, i) => {
    const phase = (periods[i] as number) % season;
    sums[phase] = (sums[phase] as number) + rank;
    counts[phase] = (counts[phase] as number) + 1;
  });
  let between = 0;
  let groups = 0;
  sums.forEach((sum, phase) => {
    const count = counts[phase] as number;
    if (count === 0) return;
    groups++;
    between += (sum * sum) / count;
  });
  const untied = 1 - ties / (n * n * n - n);
  if (groups < 2 || untied <= 0) return undefined;
  const h = ((12 / (n * (n + 1))) * between - 3 * (n + 1)) / untied;
  const pValue = chiSquaredSurvival(Math.max(0, h), groups - 1);
  return pValue < RATE ? { code: "trend_season_ignored", params: { season, pValue } } : undefined;
}

/** @see van Belle & Hughes (1984), Water Resources Research 20, 127–136, eq. 9 */
function seasonsApart({ values, periods }: Series, season: number): Reason | undefined {
  const scores: number[] = [];
  for (let phase = 0; phase < season; phase++) {
    const own = Uint32Array.from(periods.keys()).filter((i) => (periods[i] as number) % season === phase);
    const { s, variance } = kendallCount(
      Float64Array.from(own, (i) => periods[i] as number),
      Float64Array.from(own, (i) => values[i] as number),
    );
    if (variance > 0) scores.push(s / Math.sqrt(variance));
  }
  if (scores.length < 2) return undefined;
  const mean = scores.reduce((sum, z) => sum + z, 0) / scores.length;
  const pValue = chiSquaredSurvival(
    scores.reduce((sum, z) => sum + (z - mean) ** 2, 0),
    scores.length - 1,
  );
  return pValue < RATE ? { code: "trend_seasons_disagree", params: { seasons: scores.length, pValue } } : undefined;
}
