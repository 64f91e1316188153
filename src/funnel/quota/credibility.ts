import type { Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { ForecastBiasMethod } from "./types.ts";

/** Actual over called in one period, and the call. */
interface RatioRow {
  readonly period: string;
  readonly ratio: number;
  readonly call: number;
}

/** One forecaster's rows, at least one. */
export interface Forecaster {
  readonly id: string;
  readonly rows: readonly RatioRow[];
}

/** A true ratio as the data tell it. */
export interface CredibleRatio {
  readonly own: number;
  readonly value: number;
  readonly deviation: number;
  readonly weight: number;
  readonly degreesOfFreedom: number;
}

/** What the hierarchical model tells. */
export interface Credibility {
  readonly method: ForecastBiasMethod;
  /** Absent with fewer than three forecasters, whose spread cannot be told. */
  readonly typical?: Omit<CredibleRatio, "own" | "weight">;
  /** In the order given. */
  readonly ratios: readonly CredibleRatio[];
}

/** How noise may depend on the call's size: not at all, as its root, as independent deals would make it. */
const EXPONENTS = [0, 0.5, 1] as const;

/** Points at which the spread between forecasters is tried. */
const POINTS = 80;

/** A spread between forecasters of so many times what was seen is beyond belief. */
const WIDEST = 4;

/** With fewer a spread between forecasters cannot be told, and nobody is drawn towards anybody (Gelman 2006, § 3). */
export const LEAST_FORECASTERS = 3;

/**
 * Ratios of forecasters under a normal hierarchical model: a period's ratio scatters around the forecaster's, those
 * around the team's. The spread between forecasters is integrated out over a flat prior instead of being estimated, so
 * that few forecasters do not make intervals too short. Errors that forecasters share in a period do not shrink away.
 *
 * @returns `undefined` where the rows leave no scatter to measure.
 * @see Bühlmann & Straub (1970); Gelman (2006), Bayesian Analysis 1, 515–534 (flat prior on the deviation)
 */
export function fitCredibility(forecasters: readonly Forecaster[]): Credibility | undefined {
  const calls = forecasters.flatMap(({ rows }) => rows.map(({ call }) => call)).sort((a, b) => a - b);
  const degrees = calls.length - forecasters.length;
  if (degrees < 1) return undefined;
  const scale = calls.reduce((total, call) => total + call / calls.length, 0);
  const fits = EXPONENTS.map((exponent) => withinFit(forecasters, exponent, scale, degrees));
  const best = fits.reduce((a, b) => (b.likelihood > a.likelihood ? b : a));
  const { exponent, means, weights, variance } = best;
  // rounding of ratios near one leaves a variance of 1e-32
  if (!(variance > 1e-20)) return undefined;
  const shared = sharedCorrelation(forecasters, best, scale);
  const noise = weights.map((weight) => variance / weight);
  const periods = new Set(forecasters.flatMap(({ rows }) => rows.map(({ period }) => period))).size;
  const merged = integrate(
    means,
    noise.map((v) => v * (1 - shared)),
  );
  const widened = (value: number, own: number, common: number): Omit<CredibleRatio, "own" | "weight"> => ({
    value,
    deviation: Math.sqrt(own + common),
    // Satterthwaite: what is shared is known from as many periods only
    degreesOfFreedom: (own + common) ** 2 / (own ** 2 / degrees + common ** 2 / Math.max(1, periods - 1)),
  });
  const common = (shared * noise.reduce((a, b) => a + b, 0)) / noise.length;
  return {
    method: {
      kind: "hierarchical_normal",
      sizeExponent: exponent,
      scale,
      withinVariance: variance,
      betweenVariance: merged.between,
      sharedCorrelation: shared,
      degreesOfFreedom: degrees,
    },
    ...(means.length < LEAST_FORECASTERS ? {} : { typical: widened(merged.mean, merged.variance, common) }),
    ratios: merged.each.map(({ value, spread, weight }, i) => ({
      own: means[i] as number,
      weight,
      ...widened(value, spread, shared * (noise[i] as number)),
    })),
  };
}

/** A figure with Student's t interval; a ratio of amounts is never below zero. */
export function ratioEstimate(ratio: Omit<CredibleRatio, "own" | "weight">, n: number, level: number): Estimate {
  const half = tailFactor(level, ratio.degreesOfFreedom) * ratio.deviation;
  const value = Math.max(0, ratio.value);
  return {
    value,
    n,
    interval: { lower: Math.max(0, ratio.value - half), upper: Math.max(value, ratio.value + half), level },
  };
}

export function tailFactor(level: number, degrees: number): number {
  const tail = Math.max(0.5 - level / 2, 1e-12);
  return degrees > 1e6 ? -normalQuantile(tail) : -studentTQuantile(tail, degrees);
}

interface WithinFit {
  readonly exponent: number;
  readonly means: readonly number[];
  readonly weights: readonly number[];
  readonly variance: number;
  readonly likelihood: number;
}

/** Residual likelihood of one law of noise, its scale profiled out. */
function withinFit(forecasters: readonly Forecaster[], exponent: number, scale: number, degrees: number): WithinFit {
  let squares = 0;
  let logs = 0;
  const means: number[] = [];
  const weights: number[] = [];
  for (const { rows } of forecasters) {
    const own = rows.map(({ call }) => (call / scale) ** exponent);
    const weight = own.reduce((a, b) => a + b, 0);
    const mean = rows.reduce((a, { ratio }, j) => a + (ratio * (own[j] as number)) / weight, 0);
    rows.forEach(({ ratio }, j) => {
      squares += (own[j] as number) * (ratio - mean) ** 2;
      logs += Math.log(own[j] as number);
    });
    logs -= Math.log(weight);
    means.push(mean);
    weights.push(weight);
  }
  const variance = squares / degrees;
  return {
    exponent,
    means,
    weights,
    variance,
    likelihood: (logs - degrees * Math.log(Math.max(variance, 1e-300))) / 2,
  };
}

/** Correlation of the errors of two forecasters in one period, by the mean product of all such pairs. */
function sharedCorrelation(forecasters: readonly Forecaster[], fit: WithinFit, scale: number): number {
  const byPeriod = new Map<string, { total: number; squares: number; n: number }>();
  forecasters.forEach(({ rows }, i) => {
    if (rows.length < 2) return;
    for (const { period, ratio, call } of rows) {
      const residual = (ratio - (fit.means[i] as number)) * Math.sqrt((call / scale) ** fit.exponent);
      const sums = byPeriod.get(period) ?? { total: 0, squares: 0, n: 0 };
      sums.total += residual;
      sums.squares += residual ** 2;
      sums.n++;
      byPeriod.set(period, sums);
    }
  });
  let products = 0;
  let pairs = 0;
  for (const { total, squares, n } of byPeriod.values()) {
    products += total ** 2 - squares;
    pairs += n * (n - 1);
  }
  // residuals have lost their mean: of P periods P − 1 tell; both sides lose it alike only where all have the same periods
  return pairs === 0 ? 0 : Math.min(1, Math.max(0, (products / pairs / fit.variance) * shrinkage(byPeriod.size)));
}

const shrinkage = (periods: number): number => (periods > 1 ? periods / (periods - 1) : 1);

/** Means and variances of all ratios, the spread between forecasters integrated out. */
function integrate(means: readonly number[], noise: readonly number[]) {
  if (means.length < LEAST_FORECASTERS) {
    const each = means.map((value, i) => ({ value, spread: noise[i] as number, weight: 1 }));
    return { mean: 0, variance: 0, between: 0, each };
  }
  const widest = WIDEST * Math.max(Math.max(...means) - Math.min(...means), Math.sqrt(Math.max(...noise)));
  const grid = Array.from({ length: POINTS }, (_, j) => {
    // closer together near zero, where the likelihood bends; the step is part of the weight
    const u = (j + 0.5) / POINTS;
    return { step: Math.log(2 * u), ...given(means, noise, (widest * u * u) ** 2) };
  });
  const top = grid.reduce((most, { likelihood, step }) => Math.max(most, likelihood + step), Number.NEGATIVE_INFINITY);
  const raw = grid.map(({ likelihood, step }) => Math.exp(likelihood + step - top));
  const total = raw.reduce((a, b) => a + b, 0);
  const chances = raw.map((weight) => weight / total);
  const averaged = (read: (point: (typeof grid)[number]) => number): number =>
    grid.reduce((a, point, j) => a + read(point) * (chances[j] as number), 0);
  const mean = averaged((point) => point.mean);
  return {
    mean,
    variance: averaged((point) => point.variance + (point.mean - mean) ** 2),
    between: averaged((point) => point.between),
    each: means.map((own, i) => {
      const v = noise[i] as number;
      const drawn = ({ between, mean: centre }: (typeof grid)[number]): number =>
        centre + (between / (between + v)) * (own - centre);
      const value = averaged(drawn);
      const spread = averaged((point) => {
        const keep = point.between / (point.between + v);
        return keep * v + (1 - keep) ** 2 * point.variance + (drawn(point) - value) ** 2;
      });
      return { value, spread, weight: averaged(({ between }) => between / (between + v)) };
    }),
  };
}

/** Team mean, its variance and the log likelihood for one spread between forecasters. */
function given(means: readonly number[], noise: readonly number[], between: number) {
  const precision = noise.map((v) => 1 / (v + between));
  const total = precision.reduce((a, b) => a + b, 0);
  const mean = precision.reduce((a, p, i) => a + (p * (means[i] as number)) / total, 0);
  const misfit = precision.reduce((a, p, i) => a + p * ((means[i] as number) - mean) ** 2, 0);
  const logs = precision.reduce((a, p) => a + Math.log(p), 0);
  return { between, mean, variance: 1 / total, likelihood: (logs - Math.log(total) - misfit) / 2 };
}
