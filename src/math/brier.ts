import { requireNumber } from "../core/checks.ts";
import type { Estimate } from "../core/estimate.ts";
import { normalQuantile } from "./normal.ts";
import { type OutcomeWeights, requireChances, requireOutcomes, weightsOf } from "./outcomes.ts";
import { equalCountBins } from "./reliability.ts";

/** Options of {@link brierScore}. */
export interface BrierOptions extends OutcomeWeights {
  /** Groups of the decomposition, a whole number from 1 to 1,000; default 10. */
  readonly bins?: number;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Mean squared error of chances, and what it is made of: value = reliability − resolution + uncertainty + remainder. */
export interface BrierScore extends Estimate {
  /** What is lost because forecasts are off the rates that came true; 0 for a calibrated forecast. */
  readonly reliability: number;
  /** What is gained because groups of different forecast come true at different rates. */
  readonly resolution: number;
  /** Score of the base rate, given to every row. */
  readonly uncertainty: number;
  /** What forecasts that differ inside one group add or take; 0 where each group holds one forecast. */
  readonly remainder: number;
  /** Share of the base rate's score that the forecasts save; negative where they are worse. Absent where all is one. */
  readonly skill?: number;
}

/**
 * How far chances were from what happened: mean squared error, 0 at best; 0.25 is what always saying one half earns.
 *
 * @param forecasts - Chances in [0, 1]. Not mutated.
 * @param outcomes - 0 or 1, one per forecast.
 * @param options - `bins`, `level`, `weights`.
 * @returns The score with its interval and Murphy's decomposition over groups of equal forecasts, or of about equal
 * size where forecasts are finer than `bins`.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const brier = brierScore([0.1, 0.1, 0.8, 0.8], [0, 0, 1, 0]);
 * brier.value; // ≈ 0.175
 * brier.reliability - brier.resolution + brier.uncertainty; // ≈ 0.175
 * ```
 * @see Brier (1950), Monthly Weather Review 78; Murphy (1973), Journal of Applied Meteorology 12, eq. 9; Stephenson,
 * Coelho & Jolliffe (2008), Weather and Forecasting 23, on the remainder
 */
export function brierScore(
  forecasts: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: BrierOptions = {},
): BrierScore {
  requireChances(forecasts, outcomes);
  requireOutcomes(outcomes, true);
  const weights = weightsOf(options, forecasts.length);
  const { bins = 10, level = 0.95 } = options;
  const mean = weightedMean(weights, level, (i) => ((forecasts[i] as number) - (outcomes[i] as number)) ** 2);
  const distinct = new Set<number>();
  for (let i = 0; i < forecasts.length && distinct.size <= bins; i++) distinct.add(forecasts[i] as number);
  // up to `bins` distinct forecasts are groups of their own, so that nothing remains
  const groups = distinct.size <= bins ? byForecast(forecasts, outcomes, weights) : undefined;
  const table = groups ?? equalCountBins(forecasts, outcomes, weights, bins);
  const won = table.reduce((sum, group) => sum + group.won, 0);
  const base = won / mean.n;
  let reliability = 0;
  let resolution = 0;
  for (const group of table) {
    const observed = group.won / group.n;
    reliability += (group.n / mean.n) * (group.forecast / group.n - observed) ** 2;
    resolution += (group.n / mean.n) * (observed - base) ** 2;
  }
  const uncertainty = base * (1 - base);
  return {
    ...mean,
    reliability,
    resolution,
    uncertainty,
    remainder: mean.value - (reliability - resolution + uncertainty),
    ...(uncertainty > 0 ? { skill: 1 - mean.value / uncertainty } : {}),
  };
}

/** Chances are moved this far from 0 and 1 before their logarithm is taken, as others do. */
const CLIP = 1e-15;

/** Negative logarithm of the chance that was given to what happened, 1 or 0. @internal */
export function surpriseOf(forecast: number, outcome: number): number {
  const chance = Math.min(1 - CLIP, Math.max(CLIP, forecast));
  return -(outcome === 1 ? Math.log(chance) : Math.log1p(-chance));
}

/**
 * How surprised the chances were by what happened: mean negative logarithm of the chance given to the truth. Unlike the
 * Brier score it punishes certainty that was wrong without mercy; log 2 = 0.693 is what always saying one half earns.
 *
 * @param forecasts - Chances in [0, 1]; those closer to 0 or 1 than 1e-15 count as 1e-15 away.
 * @param outcomes - 0 or 1, one per forecast.
 * @param options - `level`, `weights`.
 * @returns The mean, in nats, with its interval.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * logLoss([0.5, 0.5], [0, 1]).value; // ≈ 0.693147
 * ```
 * @see Good (1952), Journal of the Royal Statistical Society B 14
 */
export function logLoss(
  forecasts: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: Omit<BrierOptions, "bins"> = {},
): Estimate {
  requireChances(forecasts, outcomes);
  requireOutcomes(outcomes, true);
  const weights = weightsOf(options, forecasts.length);
  return weightedMean(weights, options.level ?? 0.95, (i) => surpriseOf(forecasts[i] as number, outcomes[i] as number));
}

/** A mean of losses that are zero or more, with the normal interval of a mean. */
function weightedMean(weights: ArrayLike<number>, level: number, loss: (i: number) => number): Estimate {
  requireNumber(level, "options.level", { above: 0, below: 1 });
  let n = 0;
  let value = 0;
  let spread = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    const delta = loss(i) - value;
    n += weight;
    value += delta * (weight / n);
    spread += weight * delta * (loss(i) - value);
  }
  const error = n > 1 ? Math.sqrt(Math.max(0, spread) / (n - 1) / n) : value;
  const reach = normalQuantile((1 + level) / 2) * error;
  return { value, n, interval: { lower: Math.max(0, value - reach), upper: value + reach, level } };
}

function byForecast(
  forecasts: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights: ArrayLike<number>,
): { n: number; forecast: number; won: number }[] {
  const groups = new Map<number, { n: number; forecast: number; won: number }>();
  for (let i = 0; i < forecasts.length; i++) {
    const forecast = forecasts[i] as number;
    const group = groups.get(forecast) ?? { n: 0, forecast: 0, won: 0 };
    groups.set(forecast, group);
    const weight = weights[i] as number;
    group.n += weight;
    group.forecast += weight * forecast;
    group.won += weight * (outcomes[i] as number);
  }
  return [...groups.values()];
}
