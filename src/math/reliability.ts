import { requireNumber } from "../core/checks.ts";
import type { Estimate } from "../core/estimate.ts";
import { indicesOf, type OutcomeWeights, requireChances, requireOutcomes, weightsOf } from "./outcomes.ts";
import { jeffreysInterval } from "./proportion.ts";

/** Options of {@link reliabilityTable}. */
export interface ReliabilityOptions extends OutcomeWeights {
  /** Groups of about equal size, a whole number from 1 to 1,000; default 10. */
  readonly bins?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Rows of about the same forecast: what was said, and what came true. */
export interface ReliabilityBin {
  /** Rows, or the sum of their weights. */
  readonly n: number;
  /** Lowest and highest forecast among them. */
  readonly from: number;
  readonly to: number;
  readonly meanForecast: number;
  /** Share that came true, with Jeffreys' interval. */
  readonly observed: Estimate;
}

/**
 * Sets what was forecast against what came true, in groups of about equal size: of the deals given 30 %, were 30 % won?
 *
 * @param forecasts - Chances in [0, 1]. Not mutated.
 * @param outcomes - 0 or 1, one per forecast.
 * @param options - `bins`, `level`, `weights`.
 * @returns Groups by rising forecast. Equal forecasts are never parted, so there may be fewer groups than asked for,
 * and of unequal size; their `n` sum to all rows.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const table = reliabilityTable([0.1, 0.1, 0.8, 0.8], [0, 0, 1, 0], { bins: 2 });
 * table.map((bin) => [bin.n, bin.meanForecast, bin.observed.value]); // => [[2, 0.1, 0], [2, 0.8, 0.5]]
 * ```
 * @see Murphy & Winkler (1977), Applied Statistics 26; Brown, Cai & DasGupta (2001), Statistical Science 16
 */
export function reliabilityTable(
  forecasts: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: ReliabilityOptions = {},
): ReliabilityBin[] {
  requireChances(forecasts, outcomes);
  requireOutcomes(outcomes, true);
  const weights = weightsOf(options, forecasts.length);
  const { bins = 10, level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return equalCountBins(forecasts, outcomes, weights, bins).map(({ n, from, to, forecast, won }) => ({
    n,
    from,
    to,
    meanForecast: Math.min(to, Math.max(from, forecast / n)),
    observed: { value: Math.min(1, won / n), n, interval: jeffreysInterval(Math.min(won, n), n, level) },
  }));
}

/** Sums over one group of rows. @internal */
export interface BinSums {
  n: number;
  from: number;
  to: number;
  /** Weighted sums of forecast and outcome. */
  forecast: number;
  won: number;
}

/** Groups rows by forecast so that each holds about as many; rows of one forecast stay together. @internal */
export function equalCountBins(
  forecasts: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights: ArrayLike<number>,
  bins: number,
): BinSums[] {
  requireNumber(bins, "options.bins", { min: 1, max: 1000, integer: true });
  const order = indicesOf(forecasts.length).sort((a, b) => (forecasts[a] as number) - (forecasts[b] as number));
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] as number;
  const groups: BinSums[] = [];
  let seen = 0;
  let lastSlot = -1;
  for (let from = 0; from < order.length; ) {
    const forecast = forecasts[order[from] as number] as number;
    let n = 0;
    let won = 0;
    let to = from;
    for (; to < order.length && forecasts[order[to] as number] === forecast; to++) {
      const row = order[to] as number;
      n += weights[row] as number;
      won += (weights[row] as number) * (outcomes[row] as number);
    }
    // by its middle, a tie goes where most of it belongs
    const slot = Math.min(bins - 1, Math.floor(((seen + n / 2) / total) * bins));
    seen += n;
    from = to;
    const last = groups.at(-1);
    if (last !== undefined && lastSlot === slot) {
      last.n += n;
      last.to = forecast;
      last.forecast += n * forecast;
      last.won += won;
    } else {
      groups.push({ n, from: forecast, to: forecast, forecast: n * forecast, won });
      lastSlot = slot;
    }
  }
  return groups;
}
