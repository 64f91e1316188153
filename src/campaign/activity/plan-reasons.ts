import type { CampaignMeasure } from "../../core/labels/campaign-activity.ts";
import type { Reason } from "../../core/reasons.ts";
import { msToDay, toIsoDate } from "../../time/day.ts";
import { budgetOf } from "./draft.ts";
import type { CampaignPlanLine } from "./plan-types.ts";
import type { CampaignActivity } from "./types.ts";

/** Counts that chance has a part in: who is invited is decided, and who came of them is judged by the rate. */
const CHANCY = ["leads", "opportunities", "contracts"] as const satisfies readonly CampaignMeasure[];

/** Relative rounding below which two amounts are the same. */
const ROUNDING = 1e-9;

/** What is off in a campaign: facts about money, and rates and counts where chance does not explain it. */
export function planReasons(
  state: CampaignActivity,
  lines: readonly (CampaignPlanLine & { readonly line: string })[],
  total: CampaignPlanLine,
  elapsed: number | undefined,
): Reason[] {
  const reasons: Reason[] = [];
  const { startedAt, start, request, draft } = state;
  const budget = budgetOf(state.lines);
  const drafted = budgetOf(draft);
  if (startedAt === undefined && state.endedAt === undefined) {
    reasons.push({ code: "campaign_plan_not_started", params: { start: toIsoDate(msToDay(start)) } });
  }
  if (elapsed === undefined && state.endedAt === undefined) reasons.push({ code: "campaign_plan_no_end", params: {} });
  if (budget !== drafted) reasons.push({ code: "campaign_plan_rebudgeted", params: { from: drafted, to: budget } });
  if (request !== undefined) {
    const requested = budgetOf(request.lines);
    reasons.push({ code: "campaign_plan_budget_waits", params: { budget, requested } });
  }
  const parts: readonly (CampaignPlanLine & Line)[] = lines.length === 1 ? [total] : [total, ...lines];
  for (const part of parts) {
    const line: Line = part.line === undefined ? {} : { line: part.line };
    reasons.push(...costReasons(part, line, state, elapsed));
    reasons.push(...attendanceReasons(part, line));
    for (const measure of CHANCY) reasons.push(...countReasons(part, line, measure));
  }
  return reasons;
}

type Line = { readonly line?: string };

function costReasons(
  { cost }: CampaignPlanLine,
  line: Line,
  state: CampaignActivity,
  elapsed: number | undefined,
): Reason[] {
  const { planned, real, due } = cost;
  const slack = ROUNDING * Math.max(planned, real);
  if (real > planned + slack) return [{ code: "campaign_plan_overrun", params: { ...line, real, planned } }];
  if (state.standing === "completed") {
    return real < planned - slack ? [{ code: "campaign_plan_underspent", params: { ...line, real, planned } }] : [];
  }
  if (due === undefined || elapsed === undefined || state.startedAt === undefined || real <= due + slack) return [];
  return [{ code: "campaign_plan_cost_ahead", params: { ...line, real, due, elapsed } }];
}

function attendanceReasons({ attendance }: CampaignPlanLine, line: Line): Reason[] {
  const { planned, rate } = attendance;
  if (planned === undefined || "abstained" in rate) return [];
  const { lower, upper } = rate.interval;
  const params = { ...line, rate: rate.value, lower, upper, planned };
  if (upper < planned) return [{ code: "campaign_plan_attendance_low", params }];
  return lower > planned ? [{ code: "campaign_plan_attendance_high", params }] : [];
}

function countReasons({ counts }: CampaignPlanLine, line: Line, measure: (typeof CHANCY)[number]): Reason[] {
  const { due, real, interval } = counts[measure];
  if (due === undefined || due === 0) return [];
  const params = { ...line, measure, real, due };
  if (interval.upper < due) return [{ code: "campaign_plan_behind", params }];
  return interval.lower > due ? [{ code: "campaign_plan_ahead", params }] : [];
}
