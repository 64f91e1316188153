import { sum } from "../../math/sum.ts";
import { type Draft, refuse } from "./draft.ts";
import type {
  CampaignAttendanceRecorded,
  CampaignCostBooked,
  CampaignLinked,
  CampaignResultRecorded,
  CampaignUnlinked,
} from "./events.ts";
import { refuseUnapproved } from "./stand-events.ts";
import type { CampaignAttendance, CampaignLineResult, CampaignRefusal } from "./types.ts";

type Verdict = CampaignRefusal | undefined;

/** Books what a line cost, or what came back of it. */
export function bookCost(draft: Draft, event: CampaignCostBooked, at: number): Verdict {
  const { state } = draft;
  const { line, recordId, amount } = event;
  const refusal = refuseUnapproved(draft, event.type) ?? refuseLine(draft, line) ?? refuseRepeated(draft, recordId);
  if (refusal !== undefined) return refusal;
  if (amount < 0) {
    const spent = sum(state.costs.filter((cost) => cost.line === line).map((cost) => cost.amount));
    if (sum([spent, amount]) < 0) {
      return refuse("campaign_event_refund_high", { line, amount, spent, allowed: [String(-spent)] });
    }
  }
  draft.recordIds?.add(recordId);
  state.costs.push({ id: recordId, at, line, amount });
  return undefined;
}

/** Adds to who was invited and who came. */
export function recordAttendance(draft: Draft, event: CampaignAttendanceRecorded): Verdict {
  const { state } = draft;
  const { line, segment, recordId, invited = 0, attended = 0, walkIns = 0 } = event;
  const refusal = refuseLine(draft, line) ?? refuseRepeated(draft, recordId);
  if (refusal !== undefined) return refusal;
  const i = state.attendance.findIndex((one) => one.line === line && one.segment === segment);
  const before = state.attendance[i];
  const next: CampaignAttendance = {
    line,
    ...(segment === undefined ? {} : { segment }),
    invited: (before?.invited ?? 0) + invited,
    attended: (before?.attended ?? 0) + attended,
    walkIns: (before?.walkIns ?? 0) + walkIns,
  };
  if (next.attended > next.invited) {
    const left = next.invited - (before?.attended ?? 0);
    return refuse("campaign_event_attended_high", { line, attended, left, allowed: [String(left)] });
  }
  state.attendance[i === -1 ? state.attendance.length : i] = next;
  keepRecord(draft, recordId);
  return undefined;
}

/** Adds to what came of a line. */
export function recordResult(draft: Draft, event: CampaignResultRecorded): Verdict {
  const { state } = draft;
  const { line, recordId, leads = 0, opportunities = 0, contracts = 0 } = event;
  const refusal = refuseLine(draft, line) ?? refuseRepeated(draft, recordId);
  if (refusal !== undefined) return refusal;
  const i = state.results.findIndex((one) => one.line === line);
  const before = state.results[i];
  const next: CampaignLineResult = {
    line,
    leads: (before?.leads ?? 0) + leads,
    opportunities: (before?.opportunities ?? 0) + opportunities,
    contracts: (before?.contracts ?? 0) + contracts,
  };
  state.results[i === -1 ? state.results.length : i] = next;
  keepRecord(draft, recordId);
  return undefined;
}

/** Says that the campaign had a part in an opportunity or contract, or how large a part. */
export function link({ state }: Draft, event: CampaignLinked): Verdict {
  const { to, targetId, credit } = event;
  const i = state.links.findIndex((one) => one.to === to && one.targetId === targetId);
  const next = { to, targetId, ...(credit === undefined ? {} : { credit }) };
  if (i !== -1 && state.links[i]?.credit === credit) {
    return refuse("campaign_event_no_change", { event: event.type, allowed: [] });
  }
  state.links[i === -1 ? state.links.length : i] = next;
  return undefined;
}

/** Takes a part back. */
export function unlink({ state }: Draft, { to, targetId }: CampaignUnlinked): Verdict {
  const i = state.links.findIndex((one) => one.to === to && one.targetId === targetId);
  if (i === -1) {
    const allowed = state.links.filter((one) => one.to === to).map((one) => one.targetId);
    return refuse("campaign_event_not_linked", { to, target: targetId, allowed });
  }
  state.links.splice(i, 1);
  return undefined;
}

function keepRecord(draft: Draft, recordId: string): void {
  draft.recordIds?.add(recordId);
  draft.state.recordIds.push(recordId);
}

function refuseLine({ state }: Draft, line: string): Verdict {
  if (state.lines.some((one) => one.line === line)) return undefined;
  return refuse("campaign_event_unknown_line", { line, allowed: state.lines.map((one) => one.line) });
}

function refuseRepeated(draft: Draft, recordId: string): Verdict {
  const { state } = draft;
  draft.recordIds ??= new Set([...state.recordIds, ...state.costs.map(({ id }) => id)]);
  return draft.recordIds.has(recordId)
    ? refuse("campaign_event_repeated", { record: recordId, allowed: [] })
    : undefined;
}
