import { createRandom } from "../math/random.ts";
import { sum } from "../math/sum.ts";
import { groupMeans, type ReturnRow, squares } from "./credibility.ts";

/** Relative rounding within which two statistics are the same. */
const TIE = 1e-9;

/** What may be exchanged where groups do not matter. */
export type Exchange = "groups" | "deviations";

/**
 * Share of shuffles in which the groups differ at least as much as they do. Where any campaign could have stood in any
 * group, the groups are shuffled over the campaigns and the p value is exact. Bands of spending are made from the cost
 * itself; there the deviations from the overall return are shuffled, each scaled by the root of its cost.
 *
 * @see Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9, for the added one
 */
export function permutationPValue(
  rows: readonly ReturnRow[],
  groups: number,
  exchange: Exchange,
  permutations: number,
  seed: number,
): number {
  const random = createRandom(seed);
  const overall = weightedMean(rows);
  const observed = squares(rows, groupMeans(rows, groups));
  const shuffled =
    exchange === "groups"
      ? rows.map(({ group }) => group)
      : rows.map(({ cost, multiple }) => Math.sqrt(cost) * (multiple - overall));
  let atLeast = 1;
  for (let run = 0; run < permutations; run++) {
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = random.integer(0, i);
      const held = shuffled[i] as number;
      shuffled[i] = shuffled[j] as number;
      shuffled[j] = held;
    }
    const drawn = rows.map((row, i): ReturnRow => {
      const value = shuffled[i] as number;
      return exchange === "groups"
        ? { ...row, group: value }
        : { ...row, multiple: overall + value / Math.sqrt(row.cost) };
    });
    const { between, within } = squares(drawn, groupMeans(drawn, groups));
    // the ratios compared crosswise, so that no scatter within groups divides by zero; ties count as reached
    if (between * observed.within >= observed.between * within * (1 - TIE)) atLeast++;
  }
  return atLeast / (permutations + 1);
}

/** Return of all rows together, contribution ÷ cost. */
function weightedMean(rows: readonly ReturnRow[]): number {
  return sum(rows.map(({ cost, multiple }) => cost * multiple)) / sum(rows.map(({ cost }) => cost));
}
