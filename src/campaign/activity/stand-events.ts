import type { CampaignEventType } from "../../core/labels/campaign-activity.ts";
import { dayToMs, toDay } from "../../time/day.ts";
import { PLAN_COUNTS } from "./check-event.ts";
import { budgetOf, type Draft, type DraftState, limitOf, type RuleBook, refuse } from "./draft.ts";
import type {
  CampaignApproved,
  CampaignBudgetChanged,
  CampaignCancelled,
  CampaignLinePlan,
  CampaignMoved,
  CampaignPaused,
  CampaignPlanned,
  CampaignRejected,
  CampaignReviewed,
} from "./events.ts";
import type { CampaignRefusal } from "./types.ts";

type Verdict = CampaignRefusal | undefined;

/** Begins a campaign as a draft. */
export function plan(event: CampaignPlanned, at: number, rules: RuleBook): Draft {
  const { campaignId, name, region, form, start, end } = event;
  const lines = copyLines(event.lines);
  const state: DraftState = {
    kind: "campaign_activity",
    version: 1,
    campaignId,
    ...(name === undefined ? {} : { name }),
    region,
    form,
    standing: "planned",
    start: dayToMs(toDay(start)),
    ...(end === undefined ? {} : { end: dayToMs(toDay(end)) }),
    plannedAt: at,
    lines,
    draft: [...lines],
    rejections: [],
    holds: [],
    costs: [],
    attendance: [],
    results: [],
    recordIds: [],
    links: [],
    reviews: [],
    revision: 1,
    lastEventAt: at,
  };
  return { state, rules };
}

/** What a draft may not do before it is approved for its budget; what a cancelled one had cost is still booked. */
export function refuseUnapproved(draft: Draft, event: CampaignEventType): Verdict {
  const { lines, standing } = draft.state;
  const budget = budgetOf(lines);
  const limit = limitOf(draft);
  if (standing !== "planned" || budget <= limit) return undefined;
  return refuse("campaign_event_unapproved", { event, budget, limit, allowed: ["submitted"] });
}

/** Approves the plan, or the budget that waits. */
export function approve({ state }: Draft, event: CampaignApproved, at: number): Verdict {
  const { by } = event;
  const lines = state.request?.lines ?? state.lines;
  const budget = budgetOf(lines);
  const limit = event.limit ?? Math.max(budget, state.approval?.limit ?? 0);
  if (limit < budget) return refuse("campaign_event_limit_low", { limit, budget, allowed: [String(budget)] });
  state.lines = [...lines];
  state.approval = { at, limit, ...(by === undefined ? {} : { by }) };
  if (state.standing === "submitted") state.standing = "approved";
  delete state.request;
  return undefined;
}

/** Sends the plan back, or drops the budget that waits. */
export function reject({ state }: Draft, { by, reason }: CampaignRejected, at: number): Verdict {
  state.rejections.push({ at, ...(by === undefined ? {} : { by }), ...(reason === undefined ? {} : { reason }) });
  if (state.standing === "submitted") state.standing = "planned";
  delete state.request;
  return undefined;
}

/** Begins, resumes or completes. */
export function move(draft: Draft, { type }: CampaignMoved, at: number): Verdict {
  const { state } = draft;
  if (type === "started") {
    const refusal = refuseUnapproved(draft, type);
    if (refusal !== undefined) return refusal;
    state.startedAt = at;
  }
  endHold(state, at);
  if (type === "completed") end(state, at);
  state.standing = type === "completed" ? "completed" : "running";
  return undefined;
}

/** Puts a campaign on hold. */
export function pause({ state }: Draft, { reason }: CampaignPaused, at: number): Verdict {
  state.holds.push({ since: at, ...(reason === undefined ? {} : { reason }) });
  state.standing = "paused";
  return undefined;
}

/** Calls a campaign off. */
export function cancel({ state, rules }: Draft, { reason }: CampaignCancelled, at: number): Verdict {
  const { cancelReasons } = rules;
  if (cancelReasons?.includes(reason) === false) {
    return refuse("campaign_event_unlisted_reason", { reason, allowed: cancelReasons });
  }
  endHold(state, at);
  end(state, at);
  state.standing = "cancelled";
  state.cancelReason = reason;
  return undefined;
}

/** Changes the budget, or asks for it where it goes beyond what was approved. */
export function changeBudget(draft: Draft, event: CampaignBudgetChanged, at: number): Verdict {
  const { state } = draft;
  const changed = new Map(copyLines(event.lines).map((line) => [line.line, line]));
  const lines = state.lines.map((line) => changed.get(line.line) ?? line);
  const known = new Set(lines.map(({ line }) => line));
  for (const [id, line] of changed) if (!known.has(id)) lines.push(line);
  if (sameLines(lines, state.request?.lines ?? state.lines)) {
    return refuse("campaign_event_no_change", { event: event.type, allowed: [] });
  }
  if (state.standing === "planned" || budgetOf(lines) <= limitOf(draft)) {
    state.lines = lines;
    delete state.request;
  } else state.request = { since: at, lines, ...(event.by === undefined ? {} : { by: event.by }) };
  return undefined;
}

/** Keeps a look back. */
export function review({ state, rules }: Draft, event: CampaignReviewed, at: number): Verdict {
  const { grade, lessons, by } = event;
  const { grades } = rules;
  if (grades?.includes(grade) === false) return refuse("campaign_event_unlisted_grade", { grade, allowed: grades });
  const last = state.reviews[state.reviews.length - 1];
  if (last !== undefined && last.at === at && last.grade === grade && last.lessons === lessons && last.by === by) {
    return refuse("campaign_event_no_change", { event: event.type, allowed: [] });
  }
  state.reviews.push({
    at,
    grade,
    ...(lessons === undefined ? {} : { lessons }),
    ...(by === undefined ? {} : { by }),
  });
  return undefined;
}

function end(state: DraftState, at: number): void {
  state.endedAt = at;
  delete state.request;
}

function endHold(state: DraftState, at: number): void {
  const last = state.holds.length - 1;
  const hold = state.holds[last];
  if (hold !== undefined && hold.until === undefined) state.holds[last] = { ...hold, until: at };
}

function copyLines(lines: readonly CampaignLinePlan[]): CampaignLinePlan[] {
  return Array.from(lines, (given) => {
    const line: { -readonly [Key in keyof CampaignLinePlan]: CampaignLinePlan[Key] } = {
      line: given.line,
      planned: given.planned,
    };
    for (const key of PLAN_COUNTS) if (given[key] !== undefined) line[key] = given[key];
    return line;
  });
}

function sameLines(a: readonly CampaignLinePlan[], b: readonly CampaignLinePlan[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((line, i) => {
    const other = b[i] as CampaignLinePlan;
    return (
      line.line === other.line && line.planned === other.planned && PLAN_COUNTS.every((key) => line[key] === other[key])
    );
  });
}
