import type { Abstention, Estimate } from "../../core/estimate.ts";
import { regularizedBeta } from "../../math/beta.ts";
import { choleskyFactor, choleskyInverse, choleskySolve } from "../../math/cholesky.ts";
import { type ArmMean, armMean, contrastOf, meanCovariance, pValueOf } from "./contrast.ts";
import type { Panel } from "./panel.ts";
import type { GrowthTrend, GrowthTrendTest } from "./types.ts";
import { readArms, since, slopeBefore } from "./windows.ts";

/** Units that each arm must hold beyond the differences tested; with fewer, chance is called a trend (simulated). */
const SPARE_UNITS = 10;

/**
 * How the arms moved before the campaign: a joint test that all differences against the last period before it are zero,
 * and the difference in slope. `estimate` turns a difference into an estimate in the unit of the outcome.
 */
export function trendOf(
  panel: Panel,
  estimate: (campaign: ArmMean, comparison: ArmMean) => Estimate | Abstention,
): GrowthTrend | Abstention {
  // only what is seen for every campaign unit is tested jointly
  const periods = Math.min(...panel.campaign.map(({ start }) => start));
  if (periods < 2) return { abstained: { code: "growth_trend_unseen", params: { periods } } };
  const arms = readArms(panel, slopeBefore);
  const [campaign, comparison] = [armMean(arms.campaign), armMean(arms.comparison)];
  const contrast = contrastOf(campaign, comparison);
  const slope = estimate(campaign, comparison);
  return {
    joint: jointTest(panel, periods - 1),
    slope,
    ...("abstained" in slope ? {} : { slopePValue: pValueOf(contrast) }),
  };
}

/**
 * Hotelling's T² with a variance of its own in each arm; degrees of freedom by Krishnamoorthy and Yu.
 *
 * @see Krishnamoorthy & Yu (2004), Statistics & Probability Letters 66, 161–169
 */
function jointTest(panel: Panel, q: number): GrowthTrendTest | Abstention {
  const units = panel.campaign.length + panel.comparison.length;
  const tooMany: Abstention = { abstained: { code: "growth_too_many_periods", params: { periods: q + 1, units } } };
  if (Math.min(panel.campaign.length, panel.comparison.length) - q < SPARE_UNITS) return tooMany;
  const arms = Array.from({ length: q }, (_, k) => readArms(panel, since(-2 - k)));
  const campaign = arms.map((arm) => armMean(arm.campaign));
  const comparison = arms.map((arm) => armMean(arm.comparison));
  const covariance = (means: readonly ArmMean[]): Float64Array => {
    const matrix = new Float64Array(q * q);
    for (let i = 0; i < q; i++) {
      for (let j = 0; j <= i; j++) {
        const cell = meanCovariance(means[i] as ArmMean, means[j] as ArmMean);
        matrix[i * q + j] = cell;
        matrix[j * q + i] = cell;
      }
    }
    return matrix;
  };
  const first = covariance(campaign);
  const second = covariance(comparison);
  const total = first.map((cell, i) => cell + (second[i] as number));
  const factor = choleskyFactor(total, q);
  if (factor === undefined) {
    const flat = total.every((cell) => cell === 0);
    return flat ? { abstained: { code: "growth_no_scatter", params: { n: units } } } : tooMany;
  }
  const gaps = campaign.map((arm, k) => contrastOf(arm, comparison[k] as ArmMean).value);
  const solved = choleskySolve(factor, gaps);
  const t2 = gaps.reduce((all, gap, k) => all + gap * (solved[k] as number), 0);
  const inverse = choleskyInverse(factor);
  const share = (part: Float64Array): number => {
    const product = multiply(part, inverse, q);
    let [trace, squared] = [0, 0];
    for (let i = 0; i < q; i++) {
      trace += product[i * q + i] as number;
      for (let j = 0; j < q; j++) squared += (product[i * q + j] as number) * (product[j * q + i] as number);
    }
    return squared + trace * trace;
  };
  const df = (q + q * q) / (share(first) / (campaign[0] as ArmMean).df + share(second) / (comparison[0] as ArmMean).df);
  const dfDenominator = df - q + 1;
  // weights may leave fewer degrees of freedom than units
  if (!(dfDenominator >= 1)) return tooMany;
  const statistic = (t2 * dfDenominator) / (df * q);
  return {
    statistic,
    dfNumerator: q,
    dfDenominator,
    pValue: regularizedBeta(dfDenominator / (dfDenominator + q * statistic), dfDenominator / 2, q / 2),
  };
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const cell = a[i * n + k] as number;
      for (let j = 0; j < n; j++) product[i * n + j] = (product[i * n + j] as number) + cell * (b[k * n + j] as number);
    }
  }
  return product;
}
