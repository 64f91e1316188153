import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { chiSquaredQuantile } from "../../math/chi-squared.ts";
import { momentsFromSums, varianceOf } from "../../math/moments.ts";
import { normalQuantile } from "../../math/normal.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import type { PastCorrelation, PastMean, PastRate } from "./types.ts";

/** An input with the values that it may have; all three are the same where it was stated. */
export interface EstimatedInput {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Rows behind an estimate; absent for a stated value. */
  readonly n?: number;
}

/** Rows that a variance, and that Fisher's interval of a correlation, need. */
const FEWEST_FOR_SPREAD = 2;
const FEWEST_FOR_CORRELATION = 4;
/** Rounding by which sums of one row set may break Cauchy's inequality, relative. */
const SUMS_SLACK = 1e-9;

export const stated = (value: number): EstimatedInput => ({ value, lower: value, upper: value });

/** A rate with Wilson's interval; none where nobody, or everybody, responded. */
export function pastRate(past: PastRate, level: number): EstimatedInput | Abstention {
  const { n, successes } = past;
  requireNumber(n, "options.baseline.n", { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(successes, "options.baseline.successes", { min: 0, integer: true });
  if (successes > n) {
    throw new ClienteleError("inconsistent", "options.baseline.successes must not exceed options.baseline.n", {
      n,
      successes,
    });
  }
  if (successes === 0 || successes === n) {
    return { abstained: { code: "experiment_baseline_edge", params: { n, successes } } };
  }
  const { lower, upper } = wilsonInterval(successes, n, level);
  return { value: successes / n, lower, upper, n };
}

/** A mean, and a standard deviation whose interval is that of normal amounts unless their kurtosis is known. */
export function pastMean(
  past: PastMean,
  level: number,
): { readonly mean: number; readonly spread: EstimatedInput } | Abstention {
  const { n, sum, sumOfSquares, kurtosis } = past;
  requireNumber(n, "options.baseline.n", { min: 1, max: 1e9, integer: true });
  requireNumber(sum, "options.baseline.sum");
  requireNumber(sumOfSquares, "options.baseline.sumOfSquares", { min: 0 });
  if (kurtosis !== undefined) requireNumber(kurtosis, "options.baseline.kurtosis", { min: 1, max: 1e9 });
  if (n < FEWEST_FOR_SPREAD) return { abstained: { code: "too_few_rows", params: { n, needed: FEWEST_FOR_SPREAD } } };
  const moments = momentsFromSums({ n, sum, sumOfSquares });
  const variance = varianceOf(moments) as number;
  if (!(variance > 0)) return { abstained: { code: "all_values_equal", params: { n, value: moments.mean } } };
  const value = Math.sqrt(variance);
  const outer = (1 - level) / 2;
  if (kurtosis === undefined) {
    const df = n - 1;
    const lower = value * Math.sqrt(df / chiSquaredQuantile(1 - outer, df));
    const upper = value * Math.sqrt(df / chiSquaredQuantile(outer, df));
    return { mean: moments.mean, spread: { value, lower, upper, n } };
  }
  // Bonett (2006), Computational Statistics & Data Analysis 50, equation 3, without its small-sample constant
  const error = Math.sqrt(Math.max(0, kurtosis - (n - 3) / n) / (n - 1));
  const reach = Math.min(100, (-normalQuantile(outer) * error) / 2);
  return {
    mean: moments.mean,
    spread: { value, lower: value * Math.exp(-reach), upper: value * Math.exp(reach), n },
  };
}

/** A correlation from sums, with Fisher's interval. */
export function pastCorrelation(past: PastCorrelation, level: number): EstimatedInput | Abstention {
  const at = "options.covariate";
  const { n, covariateSum, sum, covariateSumOfSquares, sumOfSquares, crossProduct } = past;
  requireNumber(n, `${at}.n`, { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(covariateSum, `${at}.covariateSum`);
  requireNumber(sum, `${at}.sum`);
  requireNumber(covariateSumOfSquares, `${at}.covariateSumOfSquares`, { min: 0 });
  requireNumber(sumOfSquares, `${at}.sumOfSquares`, { min: 0 });
  requireNumber(crossProduct, `${at}.crossProduct`);
  if (n < FEWEST_FOR_CORRELATION) {
    return { abstained: { code: "too_few_rows", params: { n, needed: FEWEST_FOR_CORRELATION } } };
  }
  const x = momentsFromSums({ n, sum: covariateSum, sumOfSquares: covariateSumOfSquares });
  const y = momentsFromSums({ n, sum: sum, sumOfSquares: sumOfSquares });
  for (const { m2, mean } of [x, y]) {
    if (!(m2 > 0)) return { abstained: { code: "all_values_equal", params: { n, value: mean } } };
  }
  const scale = Math.sqrt(x.m2) * Math.sqrt(y.m2);
  const value = (crossProduct - covariateSum * y.mean) / scale;
  if (!(Math.abs(value) <= 1 + SUMS_SLACK)) {
    throw new ClienteleError(
      "inconsistent",
      `${at} has a crossProduct that no rows with these sums can have; take all six sums over the same rows`,
      { name: at },
    );
  }
  if (Math.abs(value) >= 1 - SUMS_SLACK) {
    return { abstained: { code: "experiment_covariate_tells_all", params: { n } } };
  }
  const centre = Math.atanh(value);
  const reach = -normalQuantile((1 - level) / 2) / Math.sqrt(n - 3);
  return { value, lower: Math.tanh(centre - reach), upper: Math.tanh(centre + reach), n };
}

/** Tells past data from a stated number, and refuses everything else. */
export function isPast<P extends object>(value: number | P | undefined, name: string): value is P {
  if (value === undefined || typeof value === "number") return false;
  requireObject(value, name);
  return true;
}
