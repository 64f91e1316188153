import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { GroupAnswer, GroupPair, GroupSummary, MeansTest, RanksTest, SpreadCheck } from "./types.ts";

/** Below this many rows neither shape nor spread of a group can be judged. */
const TINY = 5;

/** Share of far-out rows from which they, not the rest, make the mean. */
const MANY_OUTLIERS = 0.01;

/** Level and ratio of spreads from which they are called unequal: of many rows the least difference is told from none. */
const CLEAR = 0.05;
const WIDER = 1.25;

/** What was checked and which answer follows. */
export interface Advice {
  readonly read: GroupAnswer;
  readonly differ: boolean;
  readonly reasons: readonly Reason[];
}

/** Checks what both answers suppose and says which to read. */
export function advise(
  groups: readonly GroupSummary[],
  tests: { readonly means: MeansTest | Abstention; readonly ranks: RanksTest | Abstention },
  pairs: readonly GroupPair[],
  spread: SpreadCheck | Abstention,
  level: number,
): Advice {
  const shape = groups.flatMap(shapeReasons);
  const meansHold = "pValue" in tests.means && shape.length === 0;
  const read: GroupAnswer = meansHold || !("pValue" in tests.ranks) ? "means" : "ranks";
  const judged = judgedBy(tests[read]);
  const differ = judged !== undefined && judged.pValue < 1 - level;
  const unequal = "pValue" in spread && spread.pValue < CLEAR && spread.ratio > WIDER;
  const answer: Reason[] = judged === undefined ? [] : [{ code: "group_answer", params: { read, differ, ...judged } }];
  const { ranks } = tests;
  if (read === "ranks" && "pValue" in ranks) {
    answer.push({ code: "group_ranks_judged", params: { follows: ranks.follows, kruskal: ranks.pValue } });
  }
  const spreads: Reason[] = unequal
    ? [{ code: "group_spread_unequal", params: { ratio: spread.ratio, pValue: spread.pValue, read } }]
    : [];
  const tiny: Reason[] = groups
    .filter(({ n }) => n < TINY)
    .map(({ id, n }) => ({ code: "group_tiny", params: { group: id, n, needed: TINY } }));
  return {
    read,
    differ,
    reasons: [
      ...answer,
      ...clearest(pairs, read, level),
      ...shape,
      ...spreads,
      ...tiny,
      ...groups.flatMap((g) => g.notes),
    ],
  };
}

/** The test that decides of an answer, as it is worded. */
export function judgedBy(
  test: MeansTest | RanksTest | Abstention,
): { test: "welch" | RanksTest["follows"]; pValue: number; groups: number } | undefined {
  if (!("pValue" in test)) return undefined;
  if (!("follows" in test)) return { test: "welch", pValue: test.pValue, groups: test.groups };
  const { pValue, groups } = test.anovaType ?? test;
  return { test: test.follows, pValue, groups };
}

/**
 * Whether a mean of this group can be trusted: n > 25·g1² (Cochran 1977, Sampling Techniques, 2.15), where g1 is more than
 * chance makes of symmetric rows, and few rows far outside.
 */
function shapeReasons({ id, n, skewness = 0, outliers }: GroupSummary): Reason[] {
  const needed = Math.ceil(25 * skewness ** 2);
  const chance = n < 3 ? Number.POSITIVE_INFINITY : Math.sqrt((6 * n * (n - 1)) / ((n - 2) * (n + 1) * (n + 3)));
  const reasons: Reason[] = [];
  if (n >= TINY && n <= needed && Math.abs(skewness) > 2 * chance) {
    reasons.push({ code: "group_skewed", params: { group: id, n, skewness, needed } });
  }
  if (outliers > MANY_OUTLIERS * n) reasons.push({ code: "group_outliers", params: { group: id, n, outliers } });
  return reasons;
}

/** The pair that is told apart most clearly, if any is. */
function clearest(pairs: readonly GroupPair[], read: GroupAnswer, level: number): Reason[] {
  let best: GroupPair | undefined;
  let least = 1 - level;
  for (const pair of pairs) {
    const found = pair[read];
    if ("adjusted" in found && found.adjusted < least) {
      least = found.adjusted;
      best = pair;
    }
  }
  if (best === undefined) return [];
  const { first, second, means, ranks } = best;
  if (read === "means" && "difference" in means) {
    const { value, interval } = means.difference;
    const up = value > 0;
    return [
      {
        code: "group_pair_means",
        params: {
          higher: up ? first : second,
          lower: up ? second : first,
          difference: Math.abs(value),
          from: up ? interval.lower : -interval.upper,
          to: up ? interval.upper : -interval.lower,
        },
      },
    ];
  }
  if (!("superiority" in ranks)) return [];
  const { value, interval } = ranks.superiority;
  const up = value > 0.5;
  return [
    {
      code: "group_pair_ranks",
      params: {
        higher: up ? first : second,
        lower: up ? second : first,
        share: up ? value : 1 - value,
        from: up ? interval.lower : 1 - interval.upper,
        to: up ? interval.upper : 1 - interval.lower,
      },
    },
  ];
}
