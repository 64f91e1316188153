import type { Abstention, Estimate } from "../../core/estimate.ts";
import { armOf, upliftEstimate } from "./figures.ts";
import { firstAt, type RankedArm, type Ranking } from "./rank.ts";
import type { UpliftArm, UpliftOutcomeKind } from "./types.ts";

/** A share times a count that misses a whole number by rounding alone still counts as that number. */
const ROUNDING = 1e-9;

/** Whole customers in a share of `n`, at least one. */
const sizeOf = (share: number, n: number): number => Math.max(1, Math.floor(share * n + ROUNDING));

/**
 * Both arms among the best `size` of all customers. Of customers with one score who would only partly fit, each counts
 * by the share that fits: what a draw among them gives on average, whatever the order of the rows.
 */
function bestArms({ treated, control, scores }: Ranking, size: number): readonly [UpliftArm, UpliftArm] {
  let low = 0;
  let high = scores.length - 1;
  const upTo = (group: number): number => firstAt(treated, group) + firstAt(control, group);
  // the first group with which the list is full
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo(middle + 1) < size) low = middle + 1;
    else high = middle;
  }
  const before = upTo(low);
  const weight = (size - before) / (upTo(low + 1) - before);
  return [cut(treated, low, weight), cut(control, low, weight)];
}

function cut(arm: RankedArm, group: number, weight: number): UpliftArm {
  return armOf(arm.outcomes, 0, firstAt(arm, group + 1), firstAt(arm, group), weight);
}

/** The best `size` of one arm. */
function bestOf(arm: RankedArm, size: number): UpliftArm {
  const group = arm.groups[size - 1] as number;
  const before = firstAt(arm, group);
  return cut(arm, group, (size - before) / (firstAt(arm, group + 1) - before));
}

/** Uplift among the best share of all customers. */
export function upliftOverall(
  ranking: Ranking,
  kind: UpliftOutcomeKind,
  share: number,
  level: number,
): Estimate | Abstention {
  const [treated, control] = bestArms(ranking, sizeOf(share, ranking.n));
  return upliftEstimate(kind, treated, control, level);
}

/** Best share of the contacted against best share of the control group. */
export function upliftByGroup(
  ranking: Ranking,
  kind: UpliftOutcomeKind,
  share: number,
  level: number,
): Estimate | Abstention {
  const { treated, control } = ranking;
  return upliftEstimate(
    kind,
    bestOf(treated, sizeOf(share, treated.outcomes.length)),
    bestOf(control, sizeOf(share, control.outcomes.length)),
    level,
  );
}
