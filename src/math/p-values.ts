import { requireColumn, requireNumber, requireOneOf } from "../core/checks.ts";

/**
 * Raises p-values for the number of tests: by Holm's steps, which keep the chance of any false finding, or by Benjamini
 * and Hochberg's, which keep the share of false ones among the findings.
 *
 * @param pValues - One per test, in [0, 1], in any order; may be empty. Not mutated.
 * @param correction - `"holm"` or `"benjamini_hochberg"`.
 * @returns Adjusted p-values in the order of `pValues`, each at least as large as its own and at most 1.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * adjustPValues([0.01, 0.04], "holm"); // => [0.02, 0.04]
 * ```
 * @see Holm (1979), Scandinavian Journal of Statistics 6, 65–70; Benjamini & Hochberg (1995), JRSS B 57, 289–300
 */
export function adjustPValues(pValues: ArrayLike<number>, correction: "holm" | "benjamini_hochberg"): number[] {
  requireColumn(pValues, "pValues");
  requireOneOf(correction, ["holm", "benjamini_hochberg"], "correction");
  const given = Array.from(pValues);
  given.forEach((pValue, i) => {
    requireNumber(pValue, `pValues[${i}]`, { min: 0, max: 1 });
  });
  const m = given.length;
  const order = Array.from(given.keys()).sort((a, b) => (given[a] as number) - (given[b] as number));
  const adjusted: number[] = Array.from({ length: m }, () => 1);
  if (correction === "holm") {
    let most = 0;
    order.forEach((at, rank) => {
      most = Math.max(most, Math.min(1, (m - rank) * (given[at] as number)));
      adjusted[at] = most;
    });
  } else {
    let least = 1;
    for (let rank = m - 1; rank >= 0; rank--) {
      const at = order[rank] as number;
      least = Math.min(least, ((given[at] as number) * m) / (rank + 1));
      adjusted[at] = least;
    }
  }
  return adjusted;
}
