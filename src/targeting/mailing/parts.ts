import { wilsonInterval } from "../../math/proportion.ts";
import type { RankedPast } from "./past.ts";
import { placesTo, type RankedList } from "./ranked.ts";
import { SplitSums } from "./split-sums.ts";
import type { MailingCutoffs, MailingGroup, MailingStatus } from "./types.ts";

/** Parts of the list as places: those before `sure` are in, those before `edge` and not in are on the edge. */
export interface PlannedPlaces {
  readonly sure: number;
  readonly edge: number;
}

/** Moves both bounds so that customers of one score are never parted: where they would be, they are on the edge. */
export function untied(list: RankedList, sure: number, edge: number): PlannedPlaces {
  const { n, scores } = list;
  const start = sure >= n ? n : placesTo(list, scores[Math.max(0, sure)] as number, false);
  return { sure: start, edge: edge === 0 ? start : Math.max(start, placesTo(list, scores[edge - 1] as number, true)) };
}

export function cutoffsOf({ scores }: RankedList, { sure, edge }: PlannedPlaces): MailingCutoffs {
  return {
    ...(sure > 0 && { in: scores[sure - 1] as number }),
    ...(edge > sure && { edge: scores[edge - 1] as number }),
  };
}

/** What a plan with these cut-offs does with a score. */
export function statusOf({ in: sure, edge }: MailingCutoffs, score: number): MailingStatus {
  if (sure !== undefined && score >= sure) return "in";
  return edge !== undefined && score >= edge ? "edge" : "out";
}

const STATUSES: readonly MailingStatus[] = ["in", "edge", "out"];

export function groupsOf(
  list: RankedList,
  { sure, edge }: PlannedPlaces,
  cutoffs: MailingCutoffs,
  scores: Float64Array,
  chances: ArrayLike<number>,
  past: RankedPast | undefined,
  level: number,
): MailingGroup[] {
  const promised = new SplitSums(STATUSES.length);
  promised.see(1);
  promised.start(list.n);
  for (let i = 0; i < list.n; i++) {
    promised.add(STATUSES.indexOf(statusOf(cutoffs, scores[i] as number)), chances[i] as number);
  }
  const answered = STATUSES.map(() => ({ n: 0, yes: 0 }));
  if (past !== undefined) {
    for (let i = 0; i < past.scores.length; i++) {
      const group = answered[STATUSES.indexOf(statusOf(cutoffs, past.scores[i] as number))] as {
        n: number;
        yes: number;
      };
      group.n++;
      group.yes += past.outcomes[i] as number;
    }
  }
  const ends = [0, sure, edge, list.n];
  return STATUSES.map((status, g) => {
    const customers = (ends[g + 1] as number) - (ends[g] as number);
    const { n, yes } = answered[g] as { n: number; yes: number };
    return {
      status,
      share: customers / list.n,
      customers,
      expectedResponses: promised.of(g),
      ...(n > 0 && { rate: { value: yes / n, n, interval: wilsonInterval(yes, n, level) } }),
    };
  });
}
