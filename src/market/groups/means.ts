import type { Abstention, Estimate } from "../../core/estimate.ts";
import { fSurvival } from "../../math/f-distribution.ts";
import { noncentralFInterval } from "../../math/noncentral-interval.ts";
import type { GroupRows } from "./summary.ts";
import type { MeansTest, SpreadCheck } from "./types.ts";

/** Largest ratio of variances that is told apart; beyond it nothing changes but the number of zeros. */
export const LARGEST_RATIO = 1e100;

/**
 * Welch's test of several means that does not suppose one spread.
 *
 * @see Welch (1951), Biometrika 38, 330–336; Carroll & Nordholm (1975), Educational and Psychological Measurement 35, for ω²
 */
export function welchTest(groups: readonly GroupRows[], level: number): MeansTest | Abstention {
  const taking = groups.filter(({ n, variance }) => n > 1 && variance > 0);
  const k = taking.length;
  if (k < 2) return { abstained: { code: "group_spread_unknown", params: { groups: k, needed: 2 } } };
  const { statistic, df2 } = welch(taking);
  const n = taking.reduce((total, group) => total + group.n, 0);
  const lambda = Math.max(0, (k - 1) * (statistic - 1));
  return {
    statistic,
    df1: k - 1,
    df2,
    pValue: fSurvival(statistic, k - 1, df2),
    groups: k,
    omegaSquared: shareExplained(lambda / (lambda + n), statistic, [k - 1, df2], n, level),
  };
}

function welch(groups: readonly GroupRows[]): { statistic: number; df2: number } {
  const k = groups.length;
  // weights against the largest, so that neither huge nor tiny units overflow
  const least = groups.reduce((low, { variance, n }) => Math.min(low, variance / n), Number.POSITIVE_INFINITY);
  const weights = groups.map(({ variance, n }) => least / (variance / n));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const base = (groups[0] as GroupRows).mean;
  const center = groups.reduce((sum, { mean }, j) => sum + (weights[j] as number) * (mean - base), 0) / total;
  let between = 0;
  let slack = 0;
  groups.forEach(({ mean, n }, j) => {
    const weight = weights[j] as number;
    between += (weight / least) * (mean - base - center) ** 2;
    slack += (1 - weight / total) ** 2 / (n - 1);
  });
  const correction = 1 + (2 * (k - 2) * slack) / (k * k - 1);
  return {
    statistic: Math.min(LARGEST_RATIO, between / (k - 1) / correction),
    df2: (k * k - 1) / (3 * slack),
  };
}

/** A share that groups explain, with the interval of λ/(λ + n) from the noncentral F distribution. */
function shareExplained(
  value: number,
  f: number,
  [df1, df2]: readonly [number, number],
  n: number,
  level: number,
): Estimate {
  const shift = noncentralFInterval(f, df1, Math.min(df2, 1e10), level);
  const share = (lambda: number): number => lambda / (lambda + n);
  return {
    value,
    n,
    interval: { lower: Math.min(value, share(shift.lower)), upper: Math.max(value, share(shift.upper)), level },
  };
}

/**
 * Are the groups spread alike? An analysis of variance of the distances from each group's median.
 *
 * @see Brown & Forsythe (1974), JASA 69, 364–367
 */
export function checkSpread(groups: readonly GroupRows[]): SpreadCheck | Abstention {
  const taking = groups.filter(({ n }) => n > 1);
  const k = taking.length;
  const n = taking.reduce((total, group) => total + group.n, 0);
  const distances = taking.map(({ values, median }) => values.map((value) => Math.abs(value - median)));
  const means = distances.map((list) => list.reduce((total, d) => total + d, 0) / list.length);
  const grand = distances.reduce((total, list, j) => total + list.length * (means[j] as number), 0) / n;
  let between = 0;
  let within = 0;
  distances.forEach((list, j) => {
    const mean = means[j] as number;
    between += list.length * (mean - grand) ** 2;
    for (const d of list) within += (d - mean) ** 2;
  });
  const spread = taking.map(({ variance }) => variance).filter((variance) => variance > 0);
  // groups of two lie equally far from their median on both sides: no scatter of distances is left to test with
  if (k < 2 || spread.length < 2 || !(within > 0)) {
    return { abstained: { code: "group_spread_unknown", params: { groups: spread.length, needed: 2 } } };
  }
  const statistic = Math.min(LARGEST_RATIO, between / (k - 1) / (within / (n - k)));
  return {
    statistic,
    df1: k - 1,
    df2: n - k,
    pValue: fSurvival(statistic, k - 1, n - k),
    ratio: Math.sqrt(
      spread.reduce((most, variance) => Math.max(most, variance), 0) /
        spread.reduce((least, variance) => Math.min(least, variance), Number.POSITIVE_INFINITY),
    ),
  };
}
