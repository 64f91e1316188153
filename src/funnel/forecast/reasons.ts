import type { Reason } from "../../core/reasons.ts";
import { ENOUGH_PERIODS } from "../calendar/fit.ts";
import { fewClosed, hasNoExits, reachOf } from "../predict/cautions.ts";
import { ENOUGH_SPELLS, isThin } from "../stages/stage-fit.ts";
import type { FunnelModel, FunnelStage } from "../types.ts";
import type { NewDeals } from "./new-deals.ts";
import type { DealForecast } from "./types.ts";

/** What a forecast's reader has to bear in mind. */
export function forecastReasons(
  model: FunnelModel,
  entries: readonly DealForecast[],
  newDeals: NewDeals,
  { sharedShock, horizonDays }: { readonly sharedShock: boolean; readonly horizonDays: number },
): Reason[] {
  const reasons: Reason[] = [];
  const open = entries.filter((entry) => entry.status === "open");
  const notStarted = entries.filter((entry) => entry.status === "not_started").length;
  const closed = entries.length - open.length - notStarted;
  if (open.length === 0) reasons.push({ code: "funnel_no_open_deals", params: { given: entries.length } });
  if (closed > 0) reasons.push({ code: "funnel_closed_deals", params: { n: closed } });
  if (notStarted > 0) reasons.push({ code: "funnel_not_started", params: { n: notStarted } });
  const unpriced = open.filter((entry) => entry.amount === undefined).length;
  if (unpriced > 0) reasons.push({ code: "funnel_amount_missing", params: { n: unpriced } });
  const stageOf = new Map(model.stages.map((stage) => [stage.id, stage]));
  const count = (is: (stage: FunnelStage, ageDays: number) => boolean): number =>
    open.filter(({ stage, ageDays }) => is(stageOf.get(stage as string) as FunnelStage, ageDays as number)).length;
  const beyond = count((stage, ageDays) => ageDays > stage.longestDays);
  if (beyond > 0) reasons.push({ code: "funnel_beyond_history_deals", params: { n: beyond } });
  const reach = reachOf(model, horizonDays);
  const past = count((stage, ageDays) => ageDays <= stage.longestDays && reach(stage, ageDays));
  if (past > 0) reasons.push({ code: "funnel_horizon_beyond_deals", params: { n: past, days: horizonDays } });
  const few = open.length === 0 ? undefined : fewClosed(model);
  if (few !== undefined) reasons.push(few);
  const unmoved = count(hasNoExits);
  if (unmoved > 0) reasons.push({ code: "funnel_no_exits_deals", params: { n: unmoved } });
  const thin = count((stage) => isThin(stage.n));
  if (thin > 0) reasons.push({ code: "funnel_thin_stage_deals", params: { n: thin, needed: ENOUGH_SPELLS } });
  const { unmeasured, periods, effectivePeriods } = model.shock;
  if (sharedShock && unmeasured === "one_cohort") reasons.push({ code: "funnel_shock_one_cohort", params: {} });
  else if (sharedShock && unmeasured !== undefined) {
    const params = { periods: Math.min(periods, effectivePeriods), needed: ENOUGH_PERIODS };
    reasons.push({ code: "funnel_shock_unmeasured", params });
  }
  if (newDeals.missing !== undefined) {
    reasons.push({ code: "funnel_new_deals_unknown", params: { why: newDeals.missing } });
  }
  return reasons;
}
