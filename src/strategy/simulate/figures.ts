import type { Estimate, Interval } from "../../core/estimate.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { quantiles } from "../../math/quantile.ts";
import type { SimulatedAmount, SimulatedValue } from "./types.ts";

const QUANTILES: readonly number[] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/** The middle share of some draws. */
export function intervalOf(draws: Float64Array, level: number): Interval {
  const [lower, upper] = quantiles(draws, [(1 - level) / 2, (1 + level) / 2]) as unknown as [number, number];
  return { lower, upper, level };
}

/** Mean by the expectations, which chance in single customers does not blur; spread by what may come. */
export function amountOf(expected: Float64Array, drawn: Float64Array, level: number): SimulatedAmount {
  const { mean } = momentsOf(expected);
  return {
    value: mean,
    n: drawn.length,
    interval: intervalOf(drawn, level),
    standardDeviation: spreadOf(drawn),
    standardError: spreadOf(expected) / Math.sqrt(expected.length),
  };
}

/** The same with quantiles and the chance of a loss. */
export function simulatedValue(expected: Float64Array, drawn: Float64Array, level: number): SimulatedValue {
  const values = quantiles(drawn, QUANTILES);
  return {
    ...amountOf(expected, drawn, level),
    quantiles: QUANTILES.map((share, k) => ({ share, value: values[k] as number })),
    chanceOfLoss: drawn.reduce((n, x) => n + Number(x < 0), 0) / drawn.length,
  };
}

/** Net gain per unit of spend: ratio of the means, with the draws' ratios as its interval. */
export function returnOf(
  gain: { readonly expected: Float64Array; readonly drawn: Float64Array },
  spend: Float64Array,
  level: number,
): SimulatedAmount | undefined {
  const spent = momentsOf(spend).mean;
  if (!(spent > 0) || spend.some((x) => x === 0)) return undefined;
  const value = momentsOf(gain.expected).mean / spent;
  const ratios = gain.drawn.map((x, d) => x / (spend[d] as number));
  if (!ratios.every(Number.isFinite)) return undefined;
  const residual = gain.expected.map((x, d) => x - value * (spend[d] as number));
  return {
    value,
    n: ratios.length,
    interval: intervalOf(ratios, level),
    standardDeviation: spreadOf(ratios),
    standardError: spreadOf(residual) / spent / Math.sqrt(ratios.length),
  };
}

/** Chance that one turns out better; equal outcomes count half. */
export function chanceBetter(difference: Float64Array, level: number): Estimate {
  const n = difference.length;
  const better = difference.reduce((total, x) => total + (x > 0 ? 1 : x === 0 ? 0.5 : 0), 0);
  const { lower, upper } = wilsonInterval(Math.round(better), n, level);
  const value = better / n;
  return { value, n, interval: { lower: Math.min(lower, value), upper: Math.max(upper, value), level } };
}

/** Standard deviation of some draws. */
export function spreadOf(draws: Float64Array): number {
  return Math.sqrt(varianceOf(momentsOf(draws)) ?? 0);
}

/** Cell by cell. */
export function less(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, d) => x - (b[d] as number));
}
