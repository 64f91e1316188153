import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { StageBetter, StageVelocity, Velocity } from "./types.ts";

/** Share of deals left open at the last end from which the win rate may still rise noticeably. */
const MANY_OPEN = 0.05;

/** The stages that add most if better. */
export function bottleneckOf(stages: readonly StageVelocity[]): Velocity["bottleneck"] {
  const best = (key: keyof StageBetter): string | undefined => {
    let most = 0;
    let name: string | undefined;
    for (const { stage, better } of stages) {
      const added = "abstained" in better ? 0 : better[key].added.value;
      if (added > most) {
        most = added;
        name = stage;
      }
    }
    return name;
  };
  const passOn = best("passOn");
  const faster = best("faster");
  return passOn === undefined || faster === undefined ? undefined : { passOn, faster };
}

/** What a reader of the figures should know. */
export function reasonsOf(winRate: Velocity["winRate"], closed: Estimate | Abstention, unpriced: number): Reason[] {
  const reasons: Reason[] = [];
  if ("value" in winRate) {
    const { value, interval, stillOpen, withinDays } = winRate;
    if ("value" in closed && (closed.value < interval.lower || closed.value > interval.upper)) {
      reasons.push({ code: "velocity_closed_only", params: { winRate: value, closedWinRate: closed.value } });
    }
    if (stillOpen > MANY_OPEN) {
      reasons.push({ code: "velocity_many_open", params: { share: stillOpen, days: withinDays } });
    }
  }
  if (unpriced > 0) reasons.push({ code: "velocity_amount_missing", params: { n: unpriced } });
  return reasons;
}
