import { requireNumber } from "../core/checks.ts";
import { brentRoot } from "./brent.ts";
import { noncentralChiSquaredCdf } from "./noncentral-chi-squared.ts";
import { noncentralFCdf } from "./noncentral-f.ts";

/** Bounds of a noncentrality. */
export interface ShiftInterval {
  readonly lower: number;
  readonly upper: number;
}

/** Above this noncentrality the bounds are known by their own size to eight digits, and a search would only take time. */
const LARGEST = 1e8;

/**
 * Between which bounds the noncentrality λ of a variance ratio lies: the interval of an effect size such as ω² = λ/(λ + n).
 *
 * @param f - Statistic seen, at least 0.
 * @param df1 - Degrees of freedom of the numerator, 0.001 to 1e8.
 * @param df2 - Degrees of freedom of the denominator, 0.001 to 1e10.
 * @param level - Nominal coverage in (0, 1).
 * @returns λ at which the statistic seen lies at either tail; 0 where even no effect gives larger ones often. The upper
 * bound is taken from a ratio of at least 1, so that a chance ratio near 0 does not claim to know that there is nothing.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * noncentralFInterval(4.8461, 2, 27, 0.95).lower; // ≈ 0.3001
 * noncentralFInterval(4.8461, 2, 27, 0.95).upper; // ≈ 25.9594
 * ```
 * @see Steiger (2004), Psychological Methods 9, 164–182
 */
export function noncentralFInterval(f: number, df1: number, df2: number, level: number): ShiftInterval {
  requireNumber(f, "f", { min: 0, max: 1e150 });
  requireNumber(df1, "df1", { min: 1e-3, max: LARGEST });
  return invert(f * df1, df1, level, (x, shift) => noncentralFCdf(x / df1, df1, df2, shift));
}

/**
 * Between which bounds the noncentrality λ of a chi-squared statistic lies: the interval of an association such as
 * φ² = λ/n.
 *
 * @param x - Statistic seen, at least 0.
 * @param df - Degrees of freedom, 0.001 to 1e8.
 * @param level - Nominal coverage in (0, 1).
 * @returns λ at which the statistic seen lies at either tail; 0 where even no association gives larger ones often. The
 * upper bound is taken from a statistic of at least `df`.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * noncentralChiSquaredInterval(10, 3, 0.95).lower; // ≈ 0.2155
 * noncentralChiSquaredInterval(10, 3, 0.95).upper; // ≈ 23.67980
 * ```
 * @see Smithson (2003), Confidence Intervals, chapter 5
 */
export function noncentralChiSquaredInterval(x: number, df: number, level: number): ShiftInterval {
  requireNumber(x, "x", { min: 0, max: 1e150 });
  requireNumber(df, "df", { min: 1e-3, max: LARGEST });
  return invert(x, df, level, (seen, shift) => noncentralChiSquaredCdf(seen, df, shift));
}

function invert(seen: number, df: number, level: number, cdf: (x: number, shift: number) => number): ShiftInterval {
  requireNumber(level, "level", { above: 0, below: 1 });
  if (seen > LARGEST) return { lower: seen, upper: seen };
  const solve = (x: number, p: number): number => {
    if (cdf(x, 0) <= p) return 0;
    let far = Math.max(1, x);
    while (cdf(x, far) > p && far < 10 * LARGEST) far *= 2;
    // on the root scale the curve is nearly a normal one, so that the search is short
    return brentRoot((root) => cdf(x, root * root) - p, 0, Math.sqrt(far)).x ** 2;
  };
  const outer = (1 - level) / 2;
  return { lower: solve(seen, 1 - outer), upper: solve(Math.max(seen, df), outer) };
}
