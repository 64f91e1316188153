import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { CampaignMeasure } from "../../core/labels/campaign-activity.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { sum } from "../../math/sum.ts";
import { msToDay, toDay } from "../../time/day.ts";
import { countInterval } from "../roi/deal-interval.ts";
import { spentByLine } from "./book.ts";
import { requireState } from "./draft.ts";
import type { CampaignLinePlan } from "./events.ts";
import { elapsedShare } from "./pace.ts";
import { planReasons } from "./plan-reasons.ts";
import type {
  CampaignAttendanceVariance,
  CampaignCostVariance,
  CampaignCountVariance,
  CampaignPlanLine,
  CampaignPlanOptions,
  CampaignPlanVariance,
} from "./plan-types.ts";
import type { CampaignActivity } from "./types.ts";

/**
 * Holds each campaign against its plan, in all and by line: cost, rate of attendance, leads, opportunities and
 * contracts, with the reason in words where something is off by more than chance. A campaign that still runs is held
 * against an even pace over its planned time, holds left out.
 *
 * @param campaigns - From `replayCampaigns(…).campaigns` or a snapshot. Not mutated.
 * @param options - `asOf`, not before the campaigns' last event; `level` (default 0.95).
 * @returns One entry per campaign in input order. Costs are accounts and have no interval; the rate of attendance has
 * Wilson's, counts the exact Poisson interval.
 * @throws `ClienteleError` `inconsistent` for an event after `asOf` (take a snapshot of that day), `invalid_date`,
 * `invalid_type`, `not_finite`, `out_of_range`, `unsupported_version`.
 * @example
 * ```ts
 * const base = { campaignId: "fair", at: "2026-02-01" };
 * const lines = [{ line: "stand", planned: 900, invited: 200, attended: 100 }];
 * const { state } = replayCampaign([
 *   { ...base, type: "planned", region: "East", form: "exhibition", start: "2026-02-01", end: "2026-02-10", lines },
 *   { ...base, type: "submitted" },
 *   { ...base, type: "approved" },
 *   { ...base, type: "started" },
 *   { ...base, type: "cost_booked", recordId: "b1", line: "stand", amount: 990 },
 *   { ...base, type: "attendance_recorded", recordId: "a1", line: "stand", invited: 200, attended: 62 },
 *   { ...base, type: "completed", at: "2026-02-10" },
 * ]);
 * const [plan] = measureCampaignPlan([state], { asOf: "2026-03-01" });
 * plan.total.cost.share; // ≈ 0.1
 * plan.total.attendance.rate.interval.upper; // ≈ 0.377
 * describe(plan.reasons[0]); // => "in all: 90 more was spent than the 900 planned (10%)"
 * ```
 */
export function measureCampaignPlan(
  campaigns: readonly CampaignActivity[],
  options: CampaignPlanOptions,
): CampaignPlanVariance[] {
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const asOfDay = toDay(options.asOf, "options.asOf");
  requireColumn(campaigns, "campaigns");
  return Array.from(campaigns, (state, i) => {
    requireState(state, `campaigns[${i}]`);
    if (msToDay(state.lastEventAt) > asOfDay) {
      throw new ClienteleError(
        "inconsistent",
        `campaigns[${i}] holds an event after options.asOf; give the campaigns of that day, from campaignSnapshotAt`,
        { index: i, campaignId: state.campaignId },
      );
    }
    return varianceOf(state, asOfDay, level);
  });
}

function varianceOf(state: CampaignActivity, asOfDay: number, level: number): CampaignPlanVariance {
  const { campaignId, name, standing } = state;
  const elapsed = elapsedShare(state, asOfDay);
  const spent = spentByLine(state);
  const part = (plans: readonly CampaignLinePlan[]): CampaignPlanLine => {
    const ids = new Set(plans.map(({ line }) => line));
    const attendance = state.attendance.filter(({ line }) => ids.has(line));
    const results = state.results.filter(({ line }) => ids.has(line));
    const planned = (key: CampaignMeasure): number => sum(plans.map((plan) => plan[key] ?? 0));
    const real = (key: CampaignMeasure): number =>
      key === "invited" || key === "attended"
        ? sum(attendance.map((row) => row[key]))
        : sum(results.map((row) => row[key]));
    const count = (key: CampaignMeasure) => countVariance(planned(key), real(key), elapsed, level);
    return {
      cost: costVariance(
        sum(plans.map((plan) => plan.planned)),
        sum(plans.map(({ line }) => spent.get(line) ?? 0)),
        elapsed,
      ),
      attendance: {
        ...(planned("invited") > 0 ? { planned: planned("attended") / planned("invited") } : {}),
        ...attendanceOf(attendance, level),
      },
      counts: {
        invited: count("invited"),
        attended: count("attended"),
        leads: count("leads"),
        opportunities: count("opportunities"),
        contracts: count("contracts"),
      },
    };
  };
  const lines = state.lines.map((plan) => ({ line: plan.line, ...part([plan]) }));
  const total = part(state.lines);
  const named = [
    ...new Set(state.attendance.flatMap(({ segment }) => (segment === undefined ? [] : [segment]))),
  ].sort();
  return {
    campaignId,
    ...(name === undefined ? {} : { name }),
    standing,
    ...(elapsed === undefined ? {} : { elapsed }),
    lines,
    total,
    segments: named.map((segment) => ({
      segment,
      ...attendanceOf(
        state.attendance.filter((row) => row.segment === segment),
        level,
      ),
    })),
    reasons: planReasons(state, lines, total, elapsed),
  };
}

function costVariance(planned: number, real: number, elapsed: number | undefined): CampaignCostVariance {
  const difference = real - planned;
  const share = planned > 0 ? difference / planned : undefined;
  return {
    planned,
    real,
    ...(elapsed === undefined ? {} : { due: planned * elapsed }),
    difference,
    ...(share === undefined || !Number.isFinite(share) ? {} : { share }),
  };
}

function countVariance(
  planned: number,
  real: number,
  elapsed: number | undefined,
  level: number,
): CampaignCountVariance {
  const due = elapsed === undefined ? undefined : planned * elapsed;
  return {
    planned,
    real,
    ...(due === undefined ? {} : { due, difference: real - due }),
    ...(due === undefined || due === 0 ? {} : { share: (real - due) / due }),
    interval: countInterval(real, level),
  };
}

function attendanceOf(
  rows: CampaignActivity["attendance"],
  level: number,
): { readonly rate: Estimate | Abstention; readonly walkIns: CampaignAttendanceVariance["walkIns"] } {
  const invited = sum(rows.map((row) => row.invited));
  const attended = sum(rows.map((row) => row.attended));
  const walkIns = sum(rows.map((row) => row.walkIns));
  if (invited === 0) return { rate: { abstained: { code: "campaign_plan_nobody_invited", params: {} } }, walkIns };
  return {
    rate: { value: attended / invited, n: invited, interval: wilsonInterval(attended, invited, level) },
    walkIns,
  };
}
