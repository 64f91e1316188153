import type { DealHistory } from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";

export const DAY = 86_400_000;

/** How a seeded book for backtests is made. */
export interface PastOptions {
  readonly seed: number;
  readonly days: number;
  readonly perDay: number;
  /** From this day on the chances to win and to lose change places; none by default. */
  readonly turnsOn?: number;
  /** Gives every deal's close to another deal, so that stage and age tell nothing; false by default. */
  readonly shuffled?: boolean;
}

/**
 * Prospect → bid with chances by stage and age that never change (until a turn): a bid is decided between its fifth and
 * twentieth day, a prospect is hardly ever won.
 */
export function makePast({ seed, days, perDay, turnsOn = Infinity, shuffled = false }: PastOptions): DealHistory[] {
  const random = createRandom(seed);
  const deals: { dealId: string; amount: number; stages: { stage: string; entered: number }[] }[] = [];
  for (let start = 0; start < days; start++) {
    for (let k = random.poisson(perDay); k > 0; k--) {
      const stages = [{ stage: "prospect", entered: start * DAY }];
      let bidOn = -1;
      for (let day = start + 1; day <= days + 60; day++) {
        const turned = day >= turnsOn;
        const u = random.uniform();
        if (bidOn < 0) {
          if (u < 0.08) {
            stages.push({ stage: "bid", entered: day * DAY });
            bidOn = day;
          } else if (u < 0.1) {
            stages.push({ stage: "lost", entered: day * DAY });
            break;
          }
          continue;
        }
        const age = day - bidOn;
        const [win, lose] = age >= 5 && age <= 20 ? [0.12, 0.03] : [0.002, 0.01];
        const [first, second] = turned ? [lose, win] : [win, lose];
        if (u < first + second) {
          stages.push({ stage: u < first ? "contract" : "lost", entered: day * DAY });
          break;
        }
      }
      deals.push({ dealId: `d${deals.length}`, amount: Math.round(1000 * Math.exp(random.normal() / 3)), stages });
    }
  }
  return shuffled ? shuffle(deals, random.integer) : deals;
}

type Made = { dealId: string; amount: number; stages: { stage: string; entered: number }[] };

/** Every deal becomes a prospect of no known progress, which ends as another deal does, after a time drawn from another. */
function shuffle(deals: readonly Made[], integer: (low: number, high: number) => number): Made[] {
  const ends = deals.map(({ stages }) => {
    const last = stages[stages.length - 1] as { stage: string; entered: number };
    return { stage: last.stage, entered: last.entered };
  });
  for (let i = ends.length - 1; i > 0; i--) {
    const j = integer(0, i);
    [ends[i], ends[j]] = [ends[j] as (typeof ends)[number], ends[i] as (typeof ends)[number]];
  }
  return deals.map((deal, i) => {
    const end = ends[i] as { stage: string; entered: number };
    const kept = deal.stages.filter(({ stage, entered }, k) => k === 0 || (stage === "bid" && entered < end.entered));
    const after = (kept[kept.length - 1] as { entered: number }).entered;
    const closes = (end.stage === "contract" || end.stage === "lost") && end.entered > after;
    return { ...deal, stages: closes ? [...kept, end] : kept };
  });
}
