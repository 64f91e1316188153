import type { Reason } from "../../core/reasons.ts";
import { layOut, stayedPast } from "../stages/chain.ts";
import type { FunnelModel, FunnelStage } from "../types.ts";

/** Fewer closed deals than this name no rate: with four, a 95 % interval of any share spans half of all that is possible. */
const ENOUGH_CLOSED = 5;

/** A share of deals too small to matter still open past everything watched. */
const NEGLIGIBLE = 0.01;

/** The caution that a model learned from next to nothing, where it did. */
export function fewClosed({ fittedOn }: FunnelModel): Reason | undefined {
  const n = fittedOn.won + fittedOn.lost + fittedOn.cancelled;
  return n < ENOUGH_CLOSED ? { code: "funnel_few_closed", params: { n, needed: ENOUGH_CLOSED } } : undefined;
}

/** Whether no past deal was seen to leave a stage. */
export function hasNoExits(stage: FunnelStage): boolean {
  return stage.exits.every((exit) => exit.n === 0);
}

/**
 * Whether a horizon takes a deal past everything watched in its stage: it would be older by then than any deal was, some
 * deals were still open at the longest age watched, and this one may well be among them.
 */
export function reachOf(model: FunnelModel, horizonDays: number): (stage: FunnelStage, ageDays: number) => boolean {
  const chain = layOut(model.stages, 0);
  return (stage, ageDays) => {
    if (ageDays + horizonDays <= stage.longestDays) return false;
    if (stage.exits.reduce((sum, exit) => sum + exit.share, 0) > 1 - 1e-9) return false;
    const position = model.stages.indexOf(stage);
    return stayedPast(chain, { stage: position, age: ageDays }, stage.longestDays) > NEGLIGIBLE;
  };
}

/** What to bear in mind about an open deal's chances, where anything: in the order of weight. */
export function cautionsFor(model: FunnelModel, stage: FunnelStage, ageDays: number, horizonDays: number): Reason[] {
  const { longestDays } = stage;
  const few = fewClosed(model);
  const reasons: Reason[] = few === undefined ? [] : [few];
  if (ageDays > longestDays) reasons.push({ code: "beyond_history", params: { days: ageDays, longestDays } });
  else if (reachOf(model, horizonDays)(stage, ageDays)) {
    reasons.push({ code: "funnel_horizon_beyond_history", params: { days: ageDays + horizonDays, longestDays } });
  }
  if (stage.n > 0 && hasNoExits(stage)) {
    const name = model.pipeline.stages.find((s) => s.id === stage.id)?.name ?? stage.id;
    reasons.push({ code: "funnel_no_exits", params: { stage: name, n: stage.n } });
  }
  return reasons;
}
