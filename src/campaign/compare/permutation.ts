import { createRandom } from "../../math/random.ts";
import { sum } from "../../math/sum.ts";
import { groupMeans, type ReturnRow, squares } from "./credibility.ts";

/** Relative rounding within which two statistics are the same. */
const TIE = 1e-9;

/**
 * Share of shuffles in which the groups differ at least as much as they do. What is shuffled over the campaigns are the
 * deviations from the overall return, each scaled by the root of its cost: a dear campaign's return scatters less than
 * a cheap one's, so the groups themselves could not be exchanged without calling that difference an effect.
 *
 * @see Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9, for the added one
 */
export function permutationPValue(
  rows: readonly ReturnRow[],
  groups: number,
  permutations: number,
  seed: number,
): number {
  const random = createRandom(seed);
  const overall = weightedMean(rows);
  const observed = squares(rows, groupMeans(rows, groups));
  const shuffled = rows.map(({ cost, multiple }) => Math.sqrt(cost) * (multiple - overall));
  let atLeast = 1;
  for (let run = 0; run < permutations; run++) {
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = random.integer(0, i);
      const held = shuffled[i] as number;
      shuffled[i] = shuffled[j] as number;
      shuffled[j] = held;
    }
    const drawn = rows.map(
      (row, i): ReturnRow => ({ ...row, multiple: overall + (shuffled[i] as number) / Math.sqrt(row.cost) }),
    );
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
