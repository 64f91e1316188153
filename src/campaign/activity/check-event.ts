import { requireNonEmpty, requireNumber, requireObject, requireOneOf, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { CampaignEventType, CampaignMeasure } from "../../core/labels/campaign-activity.ts";
import { type DateLike, toDay, toEpochMs } from "../../time/day.ts";
import { requireText } from "../roi/records.ts";
import type { CampaignEvent, CampaignLinePlan } from "./events.ts";

/** Largest count of people, leads or deals in one record; sums of millions of records stay exact below 2⁵³. */
const LARGEST_COUNT = 1e9;

/** Largest amount of one line or booking: of such even a billion billion add up to a number. */
export const LARGEST_AMOUNT = 1e290;

/** What a line of a plan is counted by. */
export const PLAN_COUNTS: readonly CampaignMeasure[] = ["invited", "attended", "leads", "opportunities", "contracts"];
const NONE: readonly string[] = [];

/** What each kind of event carries, by the form that is asked of it. */
interface Form {
  readonly text?: readonly string[];
  readonly optionalText?: readonly string[];
  /** Whole numbers, of which at least one is given. */
  readonly counts?: readonly string[];
}

const FORMS: Readonly<Record<CampaignEventType, Form>> = {
  planned: { text: ["region", "form"], optionalText: ["name"] },
  submitted: {},
  approved: {},
  rejected: { optionalText: ["reason"] },
  started: {},
  paused: { optionalText: ["reason"] },
  resumed: {},
  budget_changed: {},
  cost_booked: { text: ["recordId", "line"] },
  attendance_recorded: {
    text: ["recordId", "line"],
    optionalText: ["segment"],
    counts: ["invited", "attended", "walkIns"],
  },
  result_recorded: { text: ["recordId", "line"], counts: ["leads", "opportunities", "contracts"] },
  linked: { text: ["targetId"] },
  unlinked: { text: ["targetId"] },
  completed: {},
  cancelled: { text: ["reason"] },
  reviewed: { text: ["grade"], optionalText: ["lessons"] },
};

/** Every kind of event. */
export const EVENT_TYPES: readonly CampaignEventType[] = /* @__PURE__ */ (() =>
  Object.keys(FORMS))() as CampaignEventType[];

/** Refuses a malformed event, whatever state it meets, and says when it happened in epoch milliseconds. */
export function checkEvent(event: CampaignEvent, name: string): number {
  requireObject(event, name);
  const { type, campaignId, at, by } = event;
  if (typeof type !== "string" || !Object.hasOwn(FORMS, type)) requireOneOf(type, EVENT_TYPES, `${name}.type`);
  requireText(campaignId, `${name}.campaignId`);
  if (by !== undefined) requireText(by, `${name}.by`);
  const own = event as unknown as Readonly<Record<string, unknown>>;
  const { text = NONE, optionalText = NONE, counts } = FORMS[type];
  for (const key of text) requireText(own[key], `${name}.${key}`);
  for (const key of optionalText) if (own[key] !== undefined) requireText(own[key], `${name}.${key}`);
  if (counts !== undefined) checkCounts(own, counts, name);
  if (type === "planned") {
    checkDates(event.start, event.end, name);
    checkLines(event.lines, `${name}.lines`);
  } else if (type === "budget_changed") checkLines(event.lines, `${name}.lines`);
  else if (type === "approved") {
    if (event.limit !== undefined) requireNumber(event.limit, `${name}.limit`, { min: 0 });
  } else if (type === "cost_booked") {
    requireNumber(event.amount, `${name}.amount`, { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT });
  } else if (type === "linked" || type === "unlinked") {
    requireOneOf(event.to, ["opportunity", "contract"], `${name}.to`);
    if (type === "linked" && event.credit !== undefined) {
      requireNumber(event.credit, `${name}.credit`, { min: 0, max: 1 });
    }
  }
  return toEpochMs(at, `${name}.at`);
}

function checkCounts(own: Readonly<Record<string, unknown>>, counts: readonly string[], name: string): void {
  const given = counts.filter((key) => own[key] !== undefined);
  for (const key of given) requireCount(own[key], `${name}.${key}`);
  if (given.length === 0) {
    throw new ClienteleError("empty_input", `${name} must name at least one of ${counts.join(", ")}`, { name });
  }
}

function requireCount(value: unknown, name: string): void {
  requireNumber(value as number, name, { min: 0, max: LARGEST_COUNT, integer: true });
}

function checkDates(start: DateLike, end: DateLike | undefined, name: string): void {
  const first = toDay(start, `${name}.start`);
  if (end !== undefined && toDay(end, `${name}.end`) < first) {
    throw new ClienteleError("inconsistent", `${name}.end must not lie before its start`, { name });
  }
}

function checkLines(lines: readonly CampaignLinePlan[], name: string): void {
  requireNonEmpty(lines, name);
  const ids = Array.from(lines, (line, i) => {
    const at = `${name}[${i}]`;
    requireObject(line, at);
    requireText(line.line, `${at}.line`);
    requireNumber(line.planned, `${at}.planned`, { min: 0, max: LARGEST_AMOUNT });
    for (const key of PLAN_COUNTS) if (line[key] !== undefined) requireCount(line[key], `${at}.${key}`);
    if ((line.attended ?? 0) > (line.invited ?? 0)) {
      throw new ClienteleError("inconsistent", `${at}.attended must not exceed invited: those come who were asked`, {
        name: at,
      });
    }
    return line.line;
  });
  requireUnique(ids, name);
}
