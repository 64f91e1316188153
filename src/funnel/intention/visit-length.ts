import type { Abstention } from "../../core/estimate.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { type BreakdownRules, bandOf, minuteGroups } from "./breakdown.ts";
import type { ReadContact } from "./contacts.ts";
import type { FlowGroup, VisitLengthClaim } from "./types.ts";

/** Settled visits that a band needs before it is compared. */
const NEEDED = 10;

/**
 * Do visits of about so many minutes close most often? It holds where the band beats every other: each comparison at the
 * full level, since all must succeed. It is refuted where one other beats it: at a level shared out among them
 * (Bonferroni), since one success is enough.
 */
export function judgeLength(
  visits: readonly ReadContact[],
  minutes: number,
  rules: BreakdownRules,
): VisitLengthClaim | Abstention {
  const groups = minuteGroups(visits, rules).filter((group) => group.minutes !== undefined);
  const about = groups[bandOf(minutes, rules.bands)] as FlowGroup;
  const n = about.won + about.lost;
  const others = groups.filter((group) => group !== about && group.won + group.lost >= NEEDED);
  if (n < NEEDED || others.length === 0) {
    const most = Math.max(0, ...groups.filter((group) => group !== about).map(({ won, lost }) => won + lost));
    return { abstained: { code: "too_few_rows", params: { n: n < NEEDED ? n : most, needed: NEEDED } } };
  }
  const lead = (other: FlowGroup, level: number) =>
    newcombeInterval(about.won, n, other.won, other.won + other.lost, level);
  const rateOf = ({ won, lost }: FlowGroup): number => won / (won + lost);
  const rate = rateOf(about);
  const { level } = rules;
  if (others.every((other) => lead(other, level).lower > 0)) {
    const nextRate = Math.max(...others.map(rateOf));
    return { minutes, verdict: "holds", reason: { code: "flow_length_holds", params: { minutes, rate, n, nextRate } } };
  }
  const shared = 1 - (1 - level) / others.length;
  const better = others.filter((other) => lead(other, shared).upper < 0).sort((a, b) => rateOf(b) - rateOf(a))[0];
  if (better?.minutes === undefined) {
    const reason = { code: "flow_length_unclear", params: { minutes, rate, n } } as const;
    return { minutes, verdict: "cannot_tell", reason };
  }
  const params = { minutes, rate, n, ...better.minutes, betterRate: rateOf(better) };
  return { minutes, verdict: "refuted", reason: { code: "flow_length_refuted", params } };
}
