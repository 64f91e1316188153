import { logGamma } from "../../math/gamma.ts";
import type { LikelyVariance, SeasonPace } from "./types.ts";

/** Wins of one past period, seen and expected, by band of ages. */
export interface SeasonPeriodCounts {
  readonly place: number;
  readonly observed: readonly number[];
  readonly expected: readonly number[];
}

/** What the past periods say. */
export interface SeasonFit {
  readonly pace: SeasonPace[][];
  readonly likely: LikelyVariance[];
  /** Logarithm of the evidence, for choosing between ways of cutting the ages. */
  readonly evidence: number;
}

/** Standard deviations that periods of one place may have among them. */
const SHOCKS = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.3];

/** Standard deviations that places may have among them; 0 is no season at all. */
const SEASONS = [0, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.4];

/** Half-normal scales of both, wide enough for any book seen: a period rarely brings more than twice its due. */
const SHOCK_SCALE = 0.5;
const SEASON_SCALE = 0.5;

/** As likely as not that places do not matter: a season has to show itself. */
const NO_SEASON = 0.5;

/** Paces that a place may have, evenly spaced on the logarithm from 1/50 to 8. */
const PACES = Float64Array.from({ length: 61 }, (_, i) => Math.exp(Math.log(0.02) + (i / 60) * Math.log(400)));

/**
 * Weighs, on a grid, how far the places of a season differ and how far periods of one place swing beyond chance: a
 * period's wins are Poisson with mean expected × pace × shock, the shock gamma with mean one, the pace gamma with mean
 * one over places. All of it is averaged over, so few periods give a doubtful answer and never a bold one.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, ch. 5: hierarchical models by grid; Lawless (1987), Canadian
 * Journal of Statistics 15, 209–225: negative binomial counts
 */
export function fitSeason(periods: readonly SeasonPeriodCounts[], places: number, bands: number): SeasonFit {
  const seasons = places === 1 ? [0] : SEASONS;
  const shockPrior = normalized(SHOCKS.map((s) => Math.exp(-((s / SHOCK_SCALE) ** 2) / 2) * (s === 0 ? 0.5 : 1)));
  const seasonPrior = seasonWeights(seasons);
  const priors = seasons.map((spread) => pacePrior(spread));
  // posterior weight of each shock, and of each pace by place and band
  const logShock = SHOCKS.map((_, k) => Math.log(shockPrior[k] as number));
  const paceGiven: Float64Array[][][] = [];
  SHOCKS.forEach((shock, k) => {
    const perBand: Float64Array[][] = [];
    for (let band = 0; band < bands; band++) {
      const likelihood = Array.from({ length: places }, (_, place) => paceLikelihood(periods, place, band, shock));
      const bySeason = priors.map((prior, a) =>
        likelihood.reduce((total, column) => total + logMean(prior, column), Math.log(seasonPrior[a] as number)),
      );
      const evidence = logSum(bySeason);
      logShock[k] = (logShock[k] as number) + evidence;
      perBand.push(likelihood.map((column) => mixPaces(priors, bySeason, evidence, column)));
    }
    paceGiven.push(perBand);
  });
  const evidence = logSum(logShock);
  const weights = logShock.map((value) => Math.exp(value - evidence));
  const pace = Array.from({ length: places }, (_, place) =>
    Array.from({ length: bands }, (__, band) => {
      const mass = new Float64Array(PACES.length);
      paceGiven.forEach((perBand, k) => {
        const column = (perBand[band] as Float64Array[])[place] as Float64Array;
        for (let i = 0; i < mass.length; i++)
          mass[i] = (mass[i] as number) + (weights[k] as number) * (column[i] as number);
      });
      return paceOf(mass, periods, place, band, places);
    }),
  );
  const likely = SHOCKS.map((shock, k) => ({ variance: shock ** 2, weight: weights[k] as number })).filter(
    ({ weight }) => weight > 1e-4,
  );
  const kept = likely.reduce((sum, { weight }) => sum + weight, 0);
  return { pace, likely: likely.map(({ variance, weight }) => ({ variance, weight: weight / kept })), evidence };
}

/** Logarithm of the chance that the bands of ages split a period's wins as seen, where all ages swing alike. */
export function splitEvidence(periods: readonly SeasonPeriodCounts[]): number {
  return periods.reduce((total, { observed, expected }) => {
    const foreseen = expected.reduce((a, b) => a + b, 0);
    const seen = observed.reduce((a, b) => a + b, 0);
    return observed.reduce(
      (sum, n, band) => {
        const share = (expected[band] as number) / foreseen;
        return sum - logGamma(n + 1) + (n > 0 ? n * Math.log(Math.max(share, 1e-300)) : 0);
      },
      total + logGamma(seen + 1),
    );
  }, 0);
}

function seasonWeights(seasons: readonly number[]): number[] {
  if (seasons.length === 1) return [1];
  const rest = normalized(seasons.slice(1).map((s) => Math.exp(-((s / SEASON_SCALE) ** 2) / 2)));
  return [NO_SEASON, ...rest.map((weight) => (1 - NO_SEASON) * weight)];
}

/** Gamma law of mean one on the grid of paces; without any spread all of it sits at the pace nearest to one. */
function pacePrior(spread: number): Float64Array {
  if (spread === 0) {
    const at = PACES.reduce(
      (best, pace, i) => (Math.abs(pace - 1) < Math.abs((PACES[best] as number) - 1) ? i : best),
      0,
    );
    return PACES.map((_, i) => (i === at ? 1 : 0));
  }
  const shape = 1 / spread ** 2;
  // on a logarithmic grid a density counts times its pace
  const mass = PACES.map((pace) => Math.exp(shape * (Math.log(pace) - pace + 1)));
  const total = mass.reduce((a, b) => a + b, 0);
  return mass.map((weight) => weight / total);
}

function paceLikelihood(
  periods: readonly SeasonPeriodCounts[],
  place: number,
  band: number,
  shock: number,
): Float64Array {
  const column = new Float64Array(PACES.length);
  for (const period of periods) {
    if (period.place !== place) continue;
    const expected = period.expected[band] as number;
    const n = period.observed[band] as number;
    if (expected <= 0) continue;
    const fixed = logGamma(n + 1);
    const shape = shock === 0 ? 0 : 1 / shock ** 2;
    const gammas = shock === 0 ? 0 : logGamma(n + shape) - logGamma(shape);
    for (let i = 0; i < PACES.length; i++) {
      const mean = expected * (PACES[i] as number);
      const log =
        shock === 0
          ? n * Math.log(mean) - mean
          : gammas + n * Math.log(mean / (shape + mean)) - shape * Math.log1p(mean / shape);
      column[i] = (column[i] as number) + log - fixed;
    }
  }
  return column;
}

/** Posterior of a place's pace, averaged over how far places may differ. */
function mixPaces(
  priors: readonly Float64Array[],
  bySeason: readonly number[],
  evidence: number,
  likelihood: Float64Array,
): Float64Array {
  const mass = new Float64Array(PACES.length);
  priors.forEach((prior, a) => {
    const weight = Math.exp((bySeason[a] as number) - evidence);
    if (weight === 0) return;
    const scale = logMean(prior, likelihood);
    for (let i = 0; i < mass.length; i++) {
      if (prior[i] === 0) continue;
      mass[i] = (mass[i] as number) + weight * (prior[i] as number) * Math.exp((likelihood[i] as number) - scale);
    }
  });
  return mass;
}

function paceOf(
  mass: Float64Array,
  periods: readonly SeasonPeriodCounts[],
  place: number,
  band: number,
  places: number,
): SeasonPace {
  let n = 0;
  let expected = 0;
  for (const period of periods) {
    if (period.place !== place) continue;
    n += period.observed[band] as number;
    expected += period.expected[band] as number;
  }
  if (places === 1) return { mean: 1, n, expected };
  const mean = mass.reduce((sum, weight, i) => sum + weight * (PACES[i] as number), 0);
  const variance = mass.reduce((sum, weight, i) => sum + weight * ((PACES[i] as number) - mean) ** 2, 0);
  return { mean, ...(variance > 1e-12 ? { shape: mean ** 2 / variance } : {}), n, expected };
}

function logMean(prior: Float64Array, logs: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logs.length; i++) if (prior[i] !== 0) most = Math.max(most, logs[i] as number);
  let total = 0;
  for (let i = 0; i < logs.length; i++) total += (prior[i] as number) * Math.exp((logs[i] as number) - most);
  return most + Math.log(total);
}

function logSum(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

function normalized(weights: readonly number[]): number[] {
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}
