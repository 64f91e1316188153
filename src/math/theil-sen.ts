import { requireFinite, requireNumber, requireObject, requireSameLength } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Interval } from "../core/estimate.ts";
import { kendallCount } from "./kendall-count.ts";
import { normalQuantile } from "./normal.ts";
import { quantile } from "./quantile.ts";
import { rowsByKey } from "./rows-by-key.ts";
import { type SlopeGroup, slopesAtRanks } from "./slope-ranks.ts";

/** Options of {@link theilSen}. */
export interface TheilSenOptions {
  /** Coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Group of each point, any numbers: only points of one group are compared, as seasons are. */
  readonly groups?: ArrayLike<number>;
  /** What the variance of Kendall's S is multiplied by, above 0: more than 1 where neighbours resemble each other. */
  readonly varianceFactor?: number;
}

/** A line through points that up to 29 % wild ones cannot turn. */
export interface TheilSen {
  /** Median slope of all pairs, in units of y per unit of x. */
  readonly slope: number;
  /** Median of y less slope times x. */
  readonly intercept: number;
  readonly n: number;
  /** Pairs that differ in x. */
  readonly pairs: number;
  /** Sen's interval of the slope; absent where there are too few pairs for the level. */
  readonly interval?: Interval;
}

/**
 * How steeply do points rise? The median of the slopes between all pairs, which wild points hardly move, with Sen's
 * interval.
 *
 * @param x - Finite numbers, at least two different ones (within a group where there are groups). Not mutated.
 * @param y - As many finite numbers.
 * @param options - `level`, `groups`, `varianceFactor`.
 * @returns Slope, intercept and interval, exact for any number of points: 100,000 take about a second, because the
 * slopes of all pairs are counted and never written down.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range` (also where
 * slopes exceed the largest number), `inconsistent` where no two points differ in x.
 * @example
 * ```ts
 * const line = theilSen([1, 2, 3, 4, 5], [1.26, 1.27, 1.12, 1.16, 1.03], { level: 0.8 });
 * line.slope; // ≈ -0.05625
 * line.interval.upper; // ≈ -0.0066
 * ```
 * @see Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968), 1379–1389; Gilbert,
 * Statistical Methods for Environmental Pollution Monitoring (1987), 16.5: the interval, between ranks interpolated
 */
export function theilSen(x: ArrayLike<number>, y: ArrayLike<number>, options: TheilSenOptions = {}): TheilSen {
  requireFinite(x, "x");
  requireFinite(y, "y");
  requireSameLength(x, "x", y, "y");
  requireObject(options, "options");
  const { level = 0.95, groups, varianceFactor = 1 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(varianceFactor, "options.varianceFactor", { above: 0, max: 1e6 });
  if (groups !== undefined) {
    requireFinite(groups, "options.groups");
    requireSameLength(groups, "options.groups", x, "x");
  }
  if (x.length === 0) throw new ClienteleError("empty_input", "x must hold at least two points", { name: "x" });
  const parts = groupsOf(x, y, groups);
  const counts = parts.map((part) => kendallCount(part.x, part.y));
  const pairs = counts.reduce((total, count) => total + count.xPairs, 0);
  if (pairs === 0) {
    throw new ClienteleError("inconsistent", "x must hold at least two different numbers in one group", { name: "x" });
  }
  const variance = counts.reduce((total, count) => total + count.variance, 0) * varianceFactor;
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  const middle = (pairs - 1) / 2;
  const lower = (pairs - reach) / 2 - 1;
  const places = [middle, ...(lower >= 0 ? [lower, (pairs + reach) / 2] : [])];
  const ranks = [...new Set(places.flatMap((place) => [Math.floor(place), Math.ceil(place)]))].sort((a, b) => a - b);
  const slopes = new Map(slopesAtRanks(parts, counts, ranks).map((slope, i) => [ranks[i], slope]));
  const read = (place: number): number => {
    const from = slopes.get(Math.floor(place)) as number;
    const to = slopes.get(Math.ceil(place)) as number;
    return from === to ? from : from + (to - from) * (place - Math.floor(place));
  };
  const slope = requireSlope(read(middle));
  return {
    slope,
    intercept: quantile(
      Float64Array.from(y, (value, i) => requireSlope(value - slope * (x[i] as number))),
      0.5,
    ),
    n: x.length,
    pairs,
    ...(lower >= 0 && {
      interval: { lower: requireSlope(read(lower)), upper: requireSlope(read((pairs + reach) / 2)), level },
    }),
  };
}

function groupsOf(x: ArrayLike<number>, y: ArrayLike<number>, groups: ArrayLike<number> | undefined): SlopeGroup[] {
  if (groups === undefined) return [{ x: Float64Array.from(x), y: Float64Array.from(y) }];
  return rowsByKey(groups).map((rows) => ({
    x: Float64Array.from(rows, (row) => x[row] as number),
    y: Float64Array.from(rows, (row) => y[row] as number),
  }));
}

function requireSlope(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new ClienteleError("out_of_range", "slopes between x and y exceed the largest number; use another unit", {});
}
