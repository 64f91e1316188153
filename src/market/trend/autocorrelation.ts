import { midranks } from "../../math/ranks.ts";
import type { TrendAutocorrelation } from "./types.ts";

/** Resemblance below this many standard errors may as well be none: correcting for it would only widen intervals. */
const NOTICED = 0.84;

/** The correlation is taken this many standard errors higher: too little costs more coverage than too much gains. */
const SAFE = 0.4;

const MOST = 0.95;

/** Correlations below this no longer add to the variance. */
const NEGLIGIBLE = 1e-6;

/**
 * How much neighbours resemble each other, and by how much that widens the variance of Kendall's S.
 *
 * The correlation is measured by ranks, which wild values cannot hide, on what line and season leave, and corrected for
 * the pull of a fitted line. The factor is that of a first-order autoregression: each period weighs in S by how many it
 * is compared with on either side, and what two periods share counts by the product of their weights.
 *
 * @param residuals - What line and season leave.
 * @param periods - Whole and ascending.
 * @param season - Only periods a whole number of seasons apart are compared; 1 for all.
 * @see Hamed & Rao (1998), Journal of Hydrology 204, 182–196, eqs. 6–9; van Giersbergen (2005), On the effect of
 * deterministic terms on the bias in stable AR models, Economics Letters 89: (n ρ + 2) / (n − 4)
 */
export function autocorrelationOf(
  residuals: Float64Array,
  periods: Float64Array,
  season: number,
): TrendAutocorrelation | undefined {
  const n = residuals.length;
  if (n < 8) return undefined;
  const { ranks } = midranks(residuals);
  const middle = (n + 1) / 2;
  let spread = 0;
  let shared = 0;
  let pairs = 0;
  for (let i = 0; i < n; i++) {
    const rank = (ranks[i] as number) - middle;
    spread += rank * rank;
    if (i === 0 || periods[i] !== (periods[i - 1] as number) + 1) continue;
    shared += rank * ((ranks[i - 1] as number) - middle);
    pairs++;
  }
  if (pairs < 6 || spread === 0) return undefined;
  const byRanks = Math.max(-1, Math.min(1, (shared / spread) * ((n - 1) / pairs)));
  const raw = 2 * Math.sin((Math.PI * byRanks) / 6);
  const value = Math.max(-MOST, Math.min(MOST, (pairs * raw + 2) / (pairs - 4)));
  const error = 1 / Math.sqrt(pairs);
  const noticed = value > NOTICED * error;
  const factor = noticed ? varianceFactor(Math.min(MOST, value + SAFE * error), periods, season) : 1;
  return { value, n: pairs, varianceFactor: factor };
}

function varianceFactor(rho: number, periods: Float64Array, season: number): number {
  const weights = weightsOf(periods, season);
  const n = weights.length;
  const last = periods[n - 1] as number;
  const gapless = last === n - 1;
  // with gaps each period is looked up by its own number
  const place = gapless ? undefined : new Map(Array.from(periods, (period, i) => [period, i]));
  const alone = weights.reduce((sum, weight) => sum + weight * weight, 0);
  let factor = 1;
  for (let lag = 1; lag <= last; lag++) {
    const byRanks = (6 / Math.PI) * Math.asin(rho ** lag / 2);
    if (byRanks < NEGLIGIBLE) break;
    let product = 0;
    for (let i = 0; i < n; i++) {
      const other = place === undefined ? i + lag : place.get((periods[i] as number) + lag);
      if (other !== undefined && other < n) product += (weights[i] as number) * (weights[other] as number);
    }
    factor += (2 * byRanks * product) / alone;
  }
  return Math.max(1, factor);
}

/** Periods before less periods after, among those with which a period is compared. */
function weightsOf(periods: Float64Array, season: number): Float64Array {
  const total = new Map<number, number>();
  for (const period of periods) total.set(period % season, (total.get(period % season) ?? 0) + 1);
  const before = new Map<number, number>();
  return periods.map((period) => {
    const phase = period % season;
    const earlier = before.get(phase) ?? 0;
    before.set(phase, earlier + 1);
    return 2 * earlier + 1 - (total.get(phase) as number);
  });
}
