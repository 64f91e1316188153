import { requireFinite, requireNonEmpty } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { quantile } from "./quantile.ts";

/** Makes the median distance of a normal column its standard deviation: 1 / Φ⁻¹(3/4). */
const NORMAL = 1.482602218505602;

/** What a column of 2 to 9 normal numbers is to be stretched by, so that its spread is right on average. */
const SMALL: readonly number[] = [1, 1, 1.196, 1.495, 1.363, 1.206, 1.2, 1.14, 1.129, 1.107];

/** The middle of a column and its spread, neither moved by up to half of the rows. */
export interface RobustSpread {
  readonly median: number;
  /** Median distance from the median, scaled to the standard deviation of normal data; 0 where half are equal. */
  readonly deviation: number;
}

/**
 * How widely numbers spread, told so that a few wild ones cannot change it: the median distance from the median.
 *
 * @param column - At least one finite number, no two further apart than the largest double. Not mutated.
 * @returns The median, and the spread in the unit of the column: for normal data the standard deviation, small columns
 * corrected.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * medianAbsoluteDeviation([1, 2, 3, 4, 1000]).median; // => 3
 * medianAbsoluteDeviation([1, 2, 3, 4, 1000]).deviation; // ≈ 1.788
 * ```
 * @see Croux & Rousseeuw, Time-efficient algorithms for two highly robust estimators of scale, Computational
 * Statistics 1 (1992), 411–428: the corrections for small columns
 */
export function medianAbsoluteDeviation(column: ArrayLike<number>): RobustSpread {
  requireNonEmpty(column, "column");
  requireFinite(column, "column");
  const median = quantile(column, 0.5);
  const distances = Float64Array.from(column, (value) => Math.abs(value - median));
  const deviation = quantile(finite(distances), 0.5) * NORMAL * smallSampleFactor(column.length);
  return { median, deviation: finite([deviation])[0] as number };
}

function finite<T extends ArrayLike<number>>(values: T): T {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new ClienteleError("out_of_range", "column spreads further than the largest number; use a larger unit", {});
    }
  }
  return values;
}

function smallSampleFactor(n: number): number {
  return n < SMALL.length ? (SMALL[n] as number) : n / (n - 0.8);
}
