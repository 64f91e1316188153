import type { Abstention, Estimate } from "../../core/estimate.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { mean } from "../../math/sum.ts";
import { excessLoss } from "./loss.ts";
import {
  cmhTest,
  expectLosses,
  homogeneityTest,
  LEAST_MARGIN,
  riskDifference,
  riskRatio,
  type Stratum,
} from "./mantel-haenszel.ts";
import type { ReadHistory } from "./read-histories.ts";
import type { SilenceCost } from "./silence-types.ts";

/** What became of one tier's accounts, silent ones and those in contact. */
export interface TierOutcome {
  readonly id: string;
  readonly stratum: Stratum;
  /** Accounts on either side. */
  readonly silent: readonly ReadHistory[];
  readonly contacted: readonly ReadHistory[];
}

/** What is compared. */
export type SilenceFigures = Pick<
  SilenceCost,
  "difference" | "ratio" | "test" | "homogeneity" | "crude" | "lossPerSilent" | "lossTotal"
>;

/** Abstentions all over, for a book without a tier that has enough accounts on both sides. */
export function nothingCompared(needed: number): SilenceFigures {
  const none: Abstention = { abstained: { code: "care_silence_no_tier", params: { needed } } };
  return {
    difference: none,
    ratio: none,
    test: none,
    homogeneity: none,
    crude: none,
    lossPerSilent: none,
    lossTotal: none,
  };
}

/** Every figure of the comparison over the tiers that are large enough. */
export function compareSilence(used: readonly TierOutcome[], totals: Stratum, level: number): SilenceFigures {
  const strata = used.map(({ stratum }) => stratum);
  const n = totals.exposed + totals.other;
  const crude = rateDifference(totals, level) as Estimate;
  const money = lossesOf(used, n, level);
  const expectation = expectLosses(strata);
  if (expectation.margin < LEAST_MARGIN) {
    const losses = totals.exposedLost + totals.otherLost;
    const few: Abstention = {
      abstained: {
        code: "care_silence_few_losses",
        params: { losses, margin: Math.max(0, expectation.margin), needed: LEAST_MARGIN },
      },
    };
    return { difference: few, ratio: few, test: few, homogeneity: few, crude, ...money };
  }
  const difference = riskDifference(strata, level);
  const flat: Abstention = { abstained: { code: "care_silence_no_scatter", params: { n } } };
  return {
    difference: difference ?? flat,
    ratio: riskRatio(strata, level) ?? {
      abstained: {
        code: "care_silence_no_ratio",
        params: { silentLost: totals.exposedLost, contactedLost: totals.otherLost },
      },
    },
    test: cmhTest(expectation),
    homogeneity:
      strata.length < 2
        ? { abstained: { code: "too_few_rows", params: { n: strata.length, needed: 2 } } }
        : ((difference === undefined ? undefined : homogeneityTest(strata, difference.value)) ?? flat),
    crude,
    ...money,
  };
}

function lossesOf(
  used: readonly TierOutcome[],
  n: number,
  level: number,
): Pick<SilenceFigures, "lossPerSilent" | "lossTotal"> {
  if (used.some(({ silent }) => silent[0]?.loss === undefined)) {
    const none: Abstention = { abstained: { code: "care_silence_no_values", params: { n } } };
    return { lossPerSilent: none, lossTotal: none };
  }
  const { perSilent, total } = excessLoss(
    used.map(({ silent, contacted }) => {
      const all = [...silent, ...contacted];
      const kept = meanOf(all.filter(({ lost }) => !lost));
      // where nobody left, an account that leaves is taken to lose what it is worth
      const lost = meanOf(all.filter((row) => row.lost)) ?? meanOf(all, ({ value = 0 }) => value);
      return { silent: sorted(silent, lossOf), contacted: sorted(contacted, lossOf), typical: [lost ?? 0, kept ?? 0] };
    }),
    level,
  );
  return { lossPerSilent: perSilent, lossTotal: total };
}

const lossOf = ({ loss = 0 }: ReadHistory): number => loss;

function meanOf(rows: readonly ReadHistory[], pick: (row: ReadHistory) => number = lossOf): number | undefined {
  return rows.length === 0 ? undefined : mean(sorted(rows, pick));
}

/** Sorted, so that sums are the same to the last bit whatever the order of the accounts. */
function sorted(rows: readonly ReadHistory[], pick: (row: ReadHistory) => number): Float64Array {
  return Float64Array.from(rows, pick).sort();
}

/** Share lost among the silent less share lost in contact, in one group; absent where either side is empty. */
export function rateDifference(
  { exposed, exposedLost, other, otherLost }: Stratum,
  level: number,
): Estimate | undefined {
  if (exposed === 0 || other === 0) return undefined;
  return {
    value: exposedLost / exposed - otherLost / other,
    n: exposed + other,
    interval: newcombeInterval(exposedLost, exposed, otherLost, other, level),
  };
}
