import { requireNumber, requireObject } from "../core/checks.ts";
import type { Estimate } from "../core/estimate.ts";
import { countBelow, countUpTo } from "./count-below.ts";
import { normalQuantile, normalSurvival } from "./normal.ts";
import { requireOutcomes, requireScores } from "./outcomes.ts";

/** Options of {@link rocAucDifference}. */
export interface RocDifferenceOptions {
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** By how much one score tells winners from losers better than another. */
export interface RocDifference {
  /** Area of the first less that of the second. */
  readonly difference: Estimate;
  /** The two areas. */
  readonly first: number;
  readonly second: number;
  /** Difference over its standard error; 0 where both rank every pair alike. */
  readonly z: number;
  /** Two-sided chance of so large a difference between scores of equal worth. */
  readonly pValue: number;
}

/** Below this the spread of a difference is rounding. */
const NO_SPREAD = 1e-15;

/**
 * Whether one score ranks the same customers better than another: DeLong's test, which knows that both were judged on
 * the same people.
 *
 * @param first - A score per row, any finite numbers, higher for more likely. Not mutated.
 * @param second - Another score of the same rows.
 * @param outcomes - 0 or 1, one per row.
 * @param options - `level`.
 * @returns The difference of the areas with its normal interval, z and p; `undefined` with fewer than two rows of
 * either kind. Scores that place every row alike differ by exactly 0, with p = 1.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const outcomes = [1, 1, 1, 0, 0, 0];
 * rocAucDifference([6, 5, 3, 4, 2, 1], [1, 5, 3, 4, 2, 6], outcomes)?.difference.value; // ≈ 0.5556
 * ```
 * @see DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44, eq. 5–8; Sun & Xu (2014), IEEE Signal Processing
 * Letters 21
 */
export function rocAucDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: RocDifferenceOptions = {},
): RocDifference | undefined {
  requireScores(first, outcomes, "first");
  requireScores(second, outcomes, "second");
  requireOutcomes(outcomes, true);
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const a = rocPlacements(first, outcomes);
  const b = rocPlacements(second, outcomes);
  if (a === undefined || b === undefined) return undefined;
  const variance = placementVariance(
    a.placements.map((value, i) => value - (b.placements[i] as number)),
    outcomes,
  );
  const value = a.area - b.area;
  const error = variance > NO_SPREAD ? Math.sqrt(variance) : 0;
  const reach = normalQuantile((1 + level) / 2) * error;
  const z = error > 0 ? value / error : 0;
  return {
    difference: {
      value,
      n: outcomes.length,
      interval: { lower: Math.max(-1, value - reach), upper: Math.min(1, value + reach), level },
    },
    first: a.area,
    second: b.area,
    z,
    pValue: Math.min(1, 2 * normalSurvival(Math.abs(z))),
  };
}

/** The area with each row's placement: of a winner the share of losers below it, of a loser that of winners above it. */
export interface RocPlacements {
  readonly area: number;
  readonly placements: Float64Array;
}

/** Placements of every row; `undefined` with fewer than two rows of either kind. @internal */
export function rocPlacements(scores: ArrayLike<number>, outcomes: ArrayLike<number>): RocPlacements | undefined {
  const n = scores.length;
  let won = 0;
  for (let i = 0; i < n; i++) won += outcomes[i] as number;
  if (won < 2 || n - won < 2) return undefined;
  const winners = new Float64Array(won);
  const losers = new Float64Array(n - won);
  for (let i = 0, w = 0, l = 0; i < n; i++) {
    if (outcomes[i] === 1) winners[w++] = scores[i] as number;
    else losers[l++] = scores[i] as number;
  }
  winners.sort();
  losers.sort();
  const placements = new Float64Array(n);
  let area = 0;
  for (let i = 0; i < n; i++) {
    const score = scores[i] as number;
    if (outcomes[i] === 1) {
      const place = (countBelow(losers, score) + countUpTo(losers, score)) / 2 / losers.length;
      placements[i] = place;
      area += place / won;
    } else {
      placements[i] = 1 - (countBelow(winners, score) + countUpTo(winners, score)) / 2 / won;
    }
  }
  return { area: Math.min(1, area), placements };
}

/** Variance of an area, or of a difference of areas, from placements. @internal */
export function placementVariance(placements: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  const won = { n: 0, mean: 0, spread: 0 };
  const lost = { n: 0, mean: 0, spread: 0 };
  for (let i = 0; i < placements.length; i++) {
    const sum = outcomes[i] === 1 ? won : lost;
    const x = placements[i] as number;
    sum.n++;
    const delta = x - sum.mean;
    sum.mean += delta / sum.n;
    sum.spread += delta * (x - sum.mean);
  }
  return won.spread / (won.n - 1) / won.n + lost.spread / (lost.n - 1) / lost.n;
}
