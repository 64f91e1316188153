import { requireNumber } from "../core/checks.ts";
import type { Interval } from "../core/estimate.ts";
import { requireCounts, wilsonUnchecked } from "./proportion.ts";

/**
 * The range the difference between two rates plausibly lies in, such as the visits a campaign adds to a control group.
 *
 * @param successesA - In [0, nA]; fractions are allowed (weighted counts).
 * @param nA - Trials of the first group, greater than 0, at most 1e9.
 * @param successesB - In [0, nB].
 * @param nB - Trials of the second group, greater than 0, at most 1e9.
 * @param level - Nominal coverage in (0, 1).
 * @returns The interval of pA − pB, within [−1, 1]: Newcombe's hybrid of two Wilson intervals.
 * @throws ClienteleError `empty_input` (nA or nB = 0), `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * newcombeInterval(3894, 21307, 2262, 21306).lower; // ≈ 0.0699533081
 * newcombeInterval(3894, 21307, 2262, 21306).upper; // ≈ 0.0832267413
 * ```
 * @see Newcombe (1998), Statistics in Medicine 17, 873–890, method 10.
 */
export function newcombeInterval(
  successesA: number,
  nA: number,
  successesB: number,
  nB: number,
  level: number = 0.95,
): Interval {
  requireCounts(successesA, nA, "successesA", "nA");
  requireCounts(successesB, nB, "successesB", "nB");
  requireNumber(level, "level", { above: 0, below: 1 });
  const a = wilsonUnchecked(successesA, nA, level);
  const b = wilsonUnchecked(successesB, nB, level);
  const pA = successesA / nA;
  const pB = successesB / nB;
  return {
    lower: pA - pB - Math.sqrt((pA - a.lower) ** 2 + (b.upper - pB) ** 2),
    upper: pA - pB + Math.sqrt((a.upper - pA) ** 2 + (pB - b.lower) ** 2),
    level,
  };
}
