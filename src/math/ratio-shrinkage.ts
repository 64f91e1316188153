import { requireFinite, requireNonEmpty, requireNumber, requireSameLength } from "../core/checks.ts";

/** An observed count over an expected one, drawn towards one by how much groups differ beyond chance. */
export interface ShrunkRatio {
  /** The ratio to use: 1 where chance alone explains the difference. */
  readonly factor: number;
  /** How much of the group's own ratio is in it, from 0 to 1. */
  readonly weight: number;
}

/**
 * Draws ratios of observed to expected counts towards one, as far as chance alone would explain them: a group with few
 * expected events keeps little of its own ratio, a group with many keeps nearly all.
 *
 * @param observed - Counts by group, zero or more.
 * @param expected - Expected counts by group, zero or more, same length.
 * @returns One ratio per group, in input order. All weights are zero where the groups scatter no more than Poisson counts
 * do; a group without expected events has weight zero.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range` (a negative
 * count).
 * @example
 * ```ts
 * const [monday, sunday] = shrinkRatios([130, 20], [75, 75]);
 * monday.factor; // ≈ 1.72
 * sunday.factor; // ≈ 0.28
 * shrinkRatios([70, 80], [75, 75])[0]; // => { factor: 1, weight: 0 }
 * ```
 * @see Clayton & Kaldor (1987), Biometrics 43, 671–681: gamma–Poisson empirical Bayes, here with mean one; the variance
 * between groups by moments, Σ((O − E)² − E) / ΣE²
 */
export function shrinkRatios(observed: ArrayLike<number>, expected: ArrayLike<number>): ShrunkRatio[] {
  requireNonEmpty(observed, "observed");
  requireSameLength(observed, "observed", expected, "expected");
  requireFinite(observed, "observed");
  requireFinite(expected, "expected");
  let scatter = 0;
  let squares = 0;
  for (let i = 0; i < observed.length; i++) {
    const o = observed[i] as number;
    const e = expected[i] as number;
    requireNumber(o, `observed[${i}]`, { min: 0 });
    requireNumber(e, `expected[${i}]`, { min: 0 });
    if (e === 0) continue;
    // relative to what was expected, so that huge counts stay finite
    scatter += (o - e) * ((o - e) / e) * e - e;
    squares += e * e;
  }
  const variance = squares > 0 && squares < Number.POSITIVE_INFINITY ? Math.max(0, scatter / squares) : 0;
  return Array.from(observed, (o, i) => {
    const e = expected[i] as number;
    if (e === 0 || !(variance > 0)) return { factor: 1, weight: 0 };
    const weight = Math.min(1, (variance * e) / (variance * e + 1));
    return { factor: 1 + weight * (o / e - 1), weight };
  });
}
