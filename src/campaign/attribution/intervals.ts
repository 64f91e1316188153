import type { Interval } from "../../core/estimate.ts";
import { betaQuantile } from "../../math/beta-distribution.ts";
import { gammaQuantile } from "../../math/gamma-distribution.ts";
import { normalQuantile } from "../../math/normal.ts";

/** Beyond so many effective observations both skewed laws are normal to every digit that is told. */
const LARGEST_N = 1e8;

/** Below this share of its square a variance is rounding: every journey gave the same credit. */
const ROUNDING = 1e-12;

/**
 * Interval of a proportion with a given variance: Jeffreys' interval for as many independent yes-or-no trials as have
 * that variance. Where the sample shows no variance at all, half a trial of each kind stands in for it.
 *
 * @param n - Trials behind the proportion; they alone decide where it is 0 or 1.
 * @see Korn and Graubard (1998), Survey Methodology 24, 193–201, for the effective number of trials
 */
export function proportionInterval(share: number, variance: number, n: number, level: number): Interval {
  const p = Math.min(1, Math.max(0, share));
  const spread = variance > ROUNDING * p * p ? variance : (p * p + (1 - p) * (1 - p)) / 2 / (n * n);
  const effective = p > 0 && p < 1 ? (p * (1 - p)) / spread : n;
  if (effective > LARGEST_N) return normalInterval(share, spread, level);
  const [a, b] = [effective * p + 0.5, effective * (1 - p) + 0.5];
  const tail = (1 - level) / 2;
  return {
    lower: p === 0 ? 0 : Math.min(p, betaQuantile(tail, a, b)),
    upper: p === 1 ? 1 : Math.max(p, betaQuantile(1 - tail, a, b)),
    level,
  };
}

/**
 * Interval of a sum of amounts from 0 with a given variance: that of a count of equal amounts with the same mean and
 * variance, again Jeffreys'.
 *
 * @param amount - A typical single amount, above 0, for a sum of 0.
 * @see Fay and Feuer (1997), Statistics in Medicine 16, 791–801, for sums of weighted counts
 */
export function amountInterval(sum: number, variance: number, amount: number, level: number): Interval {
  const spread = variance > ROUNDING * sum * sum ? variance : (amount * amount) / 2;
  const events = sum > 0 ? (sum * sum) / spread : 0;
  if (events > LARGEST_N) return normalInterval(sum, spread, level);
  const scale = sum > 0 ? spread / sum : amount;
  const tail = (1 - level) / 2;
  return {
    lower: sum > 0 ? Math.min(sum, gammaQuantile(tail, events + 0.5, scale)) : 0,
    upper: Math.max(sum, gammaQuantile(1 - tail, events + 0.5, scale)),
    level,
  };
}

/** Interval of a figure that may have either sign. */
export function normalInterval(value: number, variance: number, level: number): Interval {
  const reach = normalQuantile(1 - (1 - level) / 2) * Math.sqrt(variance);
  return { lower: value - reach, upper: value + reach, level };
}
