import { requireColumn, requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { countUpTo } from "../../math/count-below.ts";
import { naturalBreaks } from "../../math/natural-breaks.ts";
import type { RfmCut, RfmDimension } from "./types.ts";

export const RFM_DIMENSIONS: readonly RfmDimension[] = ["recency", "frequency", "monetary"];

/** Fewer days are better; more purchases and more money are. */
export function directionOf(dimension: RfmDimension): 1 | -1 {
  return dimension === "recency" ? -1 : 1;
}

/**
 * Cuts by the share of customers who do strictly worse: score s needs at least (s − 1) / scores of the book behind it.
 * Equal values share a score, the one of the group as a whole, so no cut separates them; a score that no value can
 * have is left out.
 */
export function quantileCuts(values: ArrayLike<number>, scores: number, direction: 1 | -1): RfmCut[] {
  const n = values.length;
  const sorted = Float64Array.from(values, (value) => direction * value).sort();
  const cuts: RfmCut[] = [];
  for (let score = scores; score > 1; score--) {
    const behind = Math.ceil((n * (score - 1)) / scores);
    const bound = firstWithBehind(sorted, behind);
    // a better score with the same bound takes everybody who reaches it
    if (bound !== undefined && bound !== cuts.at(-1)?.bound) cuts.push({ score, bound });
  }
  return cuts.map(({ score, bound }) => ({ score, bound: direction * bound + 0 }));
}

/** The smallest value with at least `behind` values strictly below it, if there is one. */
function firstWithBehind(sorted: Float64Array, behind: number): number | undefined {
  if (behind >= sorted.length) return undefined;
  const value = sorted[behind] as number;
  if (behind === 0 || (sorted[behind - 1] as number) < value) return value;
  // the group of equal values begins before the wanted place, so the next value is the first that qualifies
  return sorted[countUpTo(sorted, value)];
}

/** Cuts where the values fall apart by themselves; fewer classes than scores are spread from the worst to the best. */
export function naturalCuts(values: ArrayLike<number>, scores: number, direction: 1 | -1): RfmCut[] {
  const { breaks } = naturalBreaks(
    Float64Array.from(values, (value) => direction * value),
    scores,
  );
  const classes = breaks.length;
  return Array.from(breaks, (bound, i) => ({
    score: 1 + Math.round(((i + 1) * (scores - 1)) / classes),
    bound: direction * bound + 0,
  })).reverse();
}

/** Bounds as the caller gave them, best first: recency ascending in days, frequency and money descending. */
export function fixedCuts(bounds: readonly number[], scores: number, direction: 1 | -1, name: string): RfmCut[] {
  requireColumn(bounds, name);
  if (bounds.length !== scores - 1) {
    throw new ClienteleError("length_mismatch", `${name} must hold ${scores - 1} bounds, got ${bounds.length}`, {
      name,
    });
  }
  return Array.from(bounds, (bound, i) => {
    requireNumber(bound, `${name}[${i}]`);
    const before = bounds[i - 1];
    if (before !== undefined && direction * bound >= direction * before) {
      throw new ClienteleError(
        "inconsistent",
        `${name} must stand best first (${direction === 1 ? "descending" : "ascending"}), got ${before} before ${bound}`,
        { name, index: i },
      );
    }
    return { score: scores - i, bound };
  });
}

/** The best score whose bound a value reaches; a value equal to a bound has the better score. */
export function scoreOf(cuts: readonly RfmCut[], value: number, direction: 1 | -1): number {
  for (const { score, bound } of cuts) if (direction * value >= direction * bound) return score;
  return 1;
}

/** Scores that a dimension's cuts give to nobody. */
export function unusedScores(cuts: readonly RfmCut[], scores: number): number[] {
  const used = new Set(cuts.map((cut) => cut.score));
  return Array.from({ length: scores - 1 }, (_, i) => i + 2).filter((score) => !used.has(score));
}
