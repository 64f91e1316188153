import { requireNumber } from "../../core/checks.ts";
import type { ApprovalState, OpportunityEventType } from "../../core/labels/opportunity.ts";
import { toEpochMs } from "../../time/day.ts";
import { type Draft, refuse } from "./draft.ts";
import type {
  FieldValue,
  OpportunityActivity,
  OpportunityAmountChanged,
  OpportunityApproval,
  OpportunityArchived,
  OpportunityCloseDateChanged,
  OpportunityDetailsChanged,
  OpportunityOwnerTransferred,
  OpportunityReviewed,
  OpportunitySplitsAgreed,
  SplitShare,
} from "./events.ts";
import type { OpportunityRefusal } from "./types.ts";

type Verdict = OpportunityRefusal | undefined;

const noChange = (event: OpportunityEventType): OpportunityRefusal =>
  refuse("opportunity_no_change", { event, allowed: [] });

/** Changes the listed amount; the currency is settled once. */
export function changeAmount({ state }: Draft, event: OpportunityAmountChanged): Verdict {
  const { amountMinor, currency = state.currency } = event;
  if (currency !== undefined && state.currency !== undefined && currency !== state.currency) {
    return refuse("opportunity_currency_fixed", { currency, allowed: [state.currency] });
  }
  if (amountMinor === state.amountMinor && currency === state.currency) return noChange(event.type);
  state.amountMinor = amountMinor;
  if (currency !== undefined) state.currency = currency;
  return undefined;
}

/** Changes the promised close date, and counts a later one as a push. */
export function changeCloseDate({ state }: Draft, event: OpportunityCloseDateChanged, at: number): Verdict {
  const date = toEpochMs(event.expectedClose);
  if (date === state.expectedClose) return noChange(event.type);
  if (state.expectedClose !== undefined && date > state.expectedClose) {
    state.closeDatePushes++;
    state.closeDatePushedAt.push(at);
  }
  state.expectedClose = date;
  return undefined;
}

/** Hands the deal to another owner. */
export function transferOwner({ state }: Draft, event: OpportunityOwnerTransferred): Verdict {
  if (event.owner === state.owner) return noChange(event.type);
  state.owner = event.owner;
  return undefined;
}

/** Changes what is known about the deal. */
export function changeDetails({ state }: Draft, event: OpportunityDetailsChanged): Verdict {
  let changed = false;
  for (const key of ["customerId", "product", "region"] as const) {
    const value = event[key];
    if (value === undefined || value === state[key]) continue;
    state[key] = value;
    changed = true;
  }
  const given = Object.entries(event.fields ?? {});
  const fields = new Map<string, FieldValue>(Object.entries(state.fields));
  for (const [key, value] of given) {
    if (value === null) changed = fields.delete(key) || changed;
    else if (fields.get(key) !== value) {
      fields.set(key, value);
      changed = true;
    }
  }
  if (!changed) return noChange(event.type);
  if (given.length > 0) state.fields = Object.fromEntries(fields);
  return undefined;
}

/** Writes down who shares the revenue and the quota credit. */
export function agreeSplits({ state }: Draft, event: OpportunitySplitsAgreed): Verdict {
  const { revenue, credit } = event;
  const sameRevenue = revenue === undefined || sameShares(revenue, state.revenueSplit);
  const sameCredit =
    credit === undefined ||
    (credit.per === state.creditSplit?.per && sameShares(credit.shares, state.creditSplit.shares));
  if (sameRevenue && sameCredit) return noChange(event.type);
  if (revenue !== undefined) state.revenueSplit = copyShares(revenue);
  if (credit !== undefined) state.creditSplit = { per: credit.per, shares: copyShares(credit.shares) };
  return undefined;
}

function copyShares(shares: readonly SplitShare[]): SplitShare[] {
  return Array.from(shares, ({ owner, weight }) => ({ owner, weight }));
}

function sameShares(a: readonly SplitShare[], b: readonly SplitShare[] | undefined): boolean {
  if (a.length !== b?.length) return false;
  return b.every(({ owner, weight }, i) => owner === a[i]?.owner && weight === a[i]?.weight);
}

/** Asks for an approval, or decides one that was asked for. What was decided may be asked anew. */
export function approve({ state }: Draft, event: OpportunityApproval, at: number): Verdict {
  const { type, approval, by } = event;
  const i = state.approvals.findIndex((one) => one.id === approval);
  const standing: ApprovalState = state.approvals[i]?.state ?? "not_asked";
  if ((type === "approval_asked") === (standing === "asked")) {
    const allowed: OpportunityEventType[] =
      standing === "asked" ? ["approval_given", "approval_refused"] : ["approval_asked"];
    return refuse("opportunity_approval_not_due", { approval, state: standing, event: type, allowed });
  }
  const record = {
    id: approval,
    state: type === "approval_asked" ? "asked" : type === "approval_given" ? "given" : "refused",
    since: at,
    ...(by === undefined ? {} : { by }),
  } as const;
  state.approvals[i === -1 ? state.approvals.length : i] = record;
  return undefined;
}

/** Keeps a look back. */
export function review({ state }: Draft, event: OpportunityReviewed, at: number): Verdict {
  const { by, note } = event;
  const last = state.reviews[state.reviews.length - 1];
  if (last !== undefined && last.at === at && last.by === by && last.note === note) return noChange(event.type);
  state.reviews.push({ at, ...(by === undefined ? {} : { by }), ...(note === undefined ? {} : { note }) });
  return undefined;
}

/** Puts a closed deal away. */
export function archive({ state }: Draft, _event: OpportunityArchived, at: number): Verdict {
  state.archived = at;
  return undefined;
}

/** Books what was done for the deal and what it cost. */
export function book(draft: Draft, event: OpportunityActivity, at: number): Verdict {
  const { state } = draft;
  draft.activityIds ??= new Set(state.activities.map(({ id }) => id));
  const { activityId, by, kind, costMinor } = event;
  if (draft.activityIds.has(activityId)) {
    return refuse("opportunity_activity_repeated", { activity: activityId, allowed: [] });
  }
  const total = state.activityCostMinor + (costMinor ?? 0);
  requireNumber(total, "the sum of costMinor", { max: Number.MAX_SAFE_INTEGER });
  state.activityCostMinor = total;
  draft.activityIds.add(activityId);
  state.activities.push({
    id: activityId,
    at,
    ...(by === undefined ? {} : { by }),
    ...(kind === undefined ? {} : { kind }),
    ...(costMinor === undefined ? {} : { costMinor }),
  });
  return undefined;
}
