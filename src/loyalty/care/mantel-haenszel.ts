import type { Estimate } from "../../core/estimate.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { SilenceTest } from "./silence-types.ts";

/** One stratum: `lost` of `n` on either side. */
export interface Stratum {
  readonly exposed: number;
  readonly exposedLost: number;
  readonly other: number;
  readonly otherLost: number;
}

/**
 * Risk difference over strata, each weighted by n₁n₀/N, with the binomial variance of Greenland and Robins. That variance
 * holds in few large strata whether or not these share one difference; Sato's would assume that they do.
 *
 * @returns `undefined` for the interval where no stratum has any scatter.
 * @see Greenland and Robins (1985), Biometrics 41, 55–68; Rothman, Greenland and Lash (2008), Modern Epidemiology, 3rd
 * ed., chapter 15
 */
export function riskDifference(strata: readonly Stratum[], level: number): Estimate | undefined {
  let weights = 0;
  let total = 0;
  let variance = 0;
  let n = 0;
  for (const stratum of strata) {
    const { exposed, other } = stratum;
    const weight = (exposed * other) / (exposed + other);
    weights += weight;
    total += weight * differenceOf(stratum);
    variance += weight * weight * varianceOf(stratum);
    n += exposed + other;
  }
  if (!(variance > 0)) return undefined;
  const value = total / weights;
  const half = (-normalQuantile((1 - level) / 2) * Math.sqrt(variance)) / weights;
  return { value, n, interval: { lower: Math.max(-1, value - half), upper: Math.min(1, value + half), level } };
}

function differenceOf({ exposed, exposedLost, other, otherLost }: Stratum): number {
  return exposedLost / exposed - otherLost / other;
}

/** Unbiased variance of the difference in one stratum; both sides hold at least two. */
function varianceOf({ exposed, exposedLost, other, otherLost }: Stratum): number {
  const side = (lost: number, n: number): number => (lost * (n - lost)) / (n * n * (n - 1));
  return side(exposedLost, exposed) + side(otherLost, other);
}

/**
 * Risk ratio over strata with the interval on its logarithm.
 *
 * @returns `undefined` where nobody left on one side.
 * @see Greenland and Robins (1985), equation 13
 */
export function riskRatio(strata: readonly Stratum[], level: number): Estimate | undefined {
  let above = 0;
  let below = 0;
  let scatter = 0;
  let n = 0;
  for (const { exposed, exposedLost, other, otherLost } of strata) {
    const all = exposed + other;
    const lost = exposedLost + otherLost;
    above += (exposedLost * other) / all;
    below += (otherLost * exposed) / all;
    scatter += (lost * exposed * other - exposedLost * otherLost * all) / (all * all);
    n += all;
  }
  if (!(above > 0 && below > 0 && scatter > 0)) return undefined;
  const value = above / below;
  const half = -normalQuantile((1 - level) / 2) * Math.sqrt(scatter / (above * below));
  return { value, n, interval: { lower: value * Math.exp(-half), upper: value * Math.exp(half), level } };
}

/** Expected losses among the exposed if exposure did not matter, their variance, and how far they can lie either way. */
interface Expectation {
  readonly observed: number;
  readonly expected: number;
  readonly variance: number;
  /** Room below and above the expectation, the smaller of both. */
  readonly margin: number;
}

/**
 * The test may be trusted where the expected count lies at least 5 from the least and the most that are possible.
 *
 * @see Mantel and Fleiss (1980), American Journal of Epidemiology 112, 129–134
 */
export const LEAST_MARGIN = 5;

/** What the losses among the exposed would be by chance, given the margins of every stratum (hypergeometric). */
export function expectLosses(strata: readonly Stratum[]): Expectation {
  let observed = 0;
  let expected = 0;
  let variance = 0;
  let least = 0;
  let most = 0;
  for (const { exposed, exposedLost, other, otherLost } of strata) {
    const all = exposed + other;
    const lost = exposedLost + otherLost;
    observed += exposedLost;
    expected += (exposed * lost) / all;
    variance += (exposed * other * lost * (all - lost)) / (all * all * (all - 1));
    least += Math.max(0, lost - other);
    most += Math.min(lost, exposed);
  }
  return { observed, expected, variance, margin: Math.min(expected - least, most - expected) };
}

/**
 * Whether exposure and loss go together within strata, without continuity correction.
 *
 * @see Agresti (2013), Categorical Data Analysis, 3rd ed., section 6.4.2
 */
export function cmhTest({ observed, expected, variance }: Expectation): SilenceTest {
  return testOf((observed - expected) ** 2 / variance, 1);
}

/**
 * Whether the strata share one difference: squared deviations from it, each by the variance that the stratum would have
 * if it did. The variance as observed would shrink to nothing where by luck hardly anybody left, and call luck a
 * difference.
 *
 * @see Gart and Nam (1990), Biometrics 46, 637–643
 */
export function homogeneityTest(strata: readonly Stratum[], common: number): SilenceTest | undefined {
  let statistic = 0;
  for (const stratum of strata) {
    const { exposed, other } = stratum;
    const base = likeliestBase(stratum, common);
    const risen = base + common;
    const variance = (risen * (1 - risen)) / exposed + (base * (1 - base)) / other;
    if (!(variance > 0)) return undefined;
    statistic += (differenceOf(stratum) - common) ** 2 / variance;
  }
  return testOf(statistic, strata.length - 1);
}

/** Halvings of a range of at most one until it is as narrow as a double tells. */
const HALVINGS = 60;

/** The likeliest share lost without exposure, given that exposure adds `rise`: where the likelihood stops rising. */
function likeliestBase({ exposed, exposedLost, other, otherLost }: Stratum, rise: number): number {
  let low = Math.max(0, -rise);
  let high = Math.min(1, 1 - rise);
  const slope = (lost: number, n: number, share: number): number =>
    (lost === 0 ? 0 : lost / share) - (lost === n ? 0 : (n - lost) / (1 - share));
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    // the log-likelihood is concave, so its slope falls
    if (slope(exposedLost, exposed, middle + rise) + slope(otherLost, other, middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function testOf(statistic: number, degreesOfFreedom: number): SilenceTest {
  return { statistic, degreesOfFreedom, pValue: chiSquaredSurvival(statistic, degreesOfFreedom) };
}
