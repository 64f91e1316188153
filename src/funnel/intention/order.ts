import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { testTrend } from "./difference.ts";
import type { WatchedLead } from "./measure.ts";
import type { GradeOrder, IntentionGrade } from "./types.ts";

const CODES = {
  holds: "intention_order_holds",
  cannot_tell: "intention_order_unclear",
  reversed: "intention_order_reversed",
} as const;

/** Compares grades over one common time, among leads that were watched for all of it. */
export function measureOrder(
  grades: readonly IntentionGrade[],
  byGrade: ReadonlyMap<string, readonly WatchedLead[]>,
  withinDays: number,
  level: number,
  seed: number,
): { readonly order: GradeOrder | Abstention; readonly reasons: readonly Reason[] } {
  const groups = grades.flatMap(({ id }) => {
    const due = (byGrade.get(id) as readonly WatchedLead[]).filter(({ watched }) => watched >= withinDays);
    const n = due.length;
    if (n === 0) return [];
    const bought = due.filter((lead) => lead.bought !== undefined && lead.bought <= withinDays).length;
    return [{ grade: id, n, bought, share: { value: bought / n, n, interval: wilsonInterval(bought, n, level) } }];
  });
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const trend = testTrend(
    groups.map((group) => ({ n: group.n, won: group.bought })),
    seed,
  );
  if (trend === undefined) {
    const reason: Reason =
      groups.length < 2
        ? { code: "too_few_rows", params: { n: groups.length, needed: 2 } }
        : { code: "all_values_equal", params: { n, value: (groups[0] as (typeof groups)[number]).share.value } };
    return { order: { abstained: reason }, reasons: [reason] };
  }
  const { z, p } = trend;
  const verdict = p >= 1 - level ? "cannot_tell" : z > 0 ? "holds" : "reversed";
  const steps = groups.slice(1).map((worse, i) => {
    const better = groups[i] as (typeof groups)[number];
    const interval = newcombeInterval(better.bought, better.n, worse.bought, worse.n, level);
    const value = better.share.value - worse.share.value;
    return { better: better.grade, worse: worse.grade, difference: { value, n: better.n + worse.n, interval } };
  });
  const reversed = steps.filter(({ difference }) => difference.value < 0);
  return {
    order: { withinDays, n, groups, steps, ...trend, verdict },
    reasons: [
      { code: CODES[verdict], params: { n, withinDays, p } },
      ...reversed.map(({ better, worse, difference }): Reason => {
        return { code: "intention_step_reversed", params: { better, worse, difference: -difference.value } };
      }),
    ],
  };
}
