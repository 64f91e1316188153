import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { OpportunityEventType } from "../../core/labels/opportunity.ts";
import { toEpochMs } from "../../time/day.ts";
import { requireId } from "../pipeline/rules.ts";
import type { CreditSplit, FieldValue, OpportunityEvent, SplitShare } from "./events.ts";

/** Largest weight of a share: a billion parts are finer than any agreement, and sums stay exact. */
const LARGEST_WEIGHT = 1e9;

const NONE: readonly string[] = [];

/** What each kind of event carries, by the form that is asked of it. */
interface Form {
  /** Must be there. */
  readonly text?: readonly string[];
  readonly optionalText?: readonly string[];
  readonly minor?: readonly string[];
  readonly optionalMinor?: readonly string[];
}

const FORMS: Readonly<Record<OpportunityEventType, Form>> = {
  created: {
    optionalText: ["pipeline", "stage", "currency", "owner", "customerId", "product", "region"],
    optionalMinor: ["amountMinor"],
  },
  stage_moved: { text: ["stage"] },
  amount_changed: { minor: ["amountMinor"], optionalText: ["currency"] },
  close_date_changed: {},
  owner_transferred: { text: ["owner"] },
  details_changed: { optionalText: ["customerId", "product", "region"] },
  splits_agreed: {},
  approval_asked: { text: ["approval"] },
  approval_given: { text: ["approval"] },
  approval_refused: { text: ["approval"] },
  suspended: { optionalText: ["stage", "reason"] },
  resumed: { optionalText: ["stage"] },
  aborted: { optionalText: ["stage", "reason"] },
  won: { optionalText: ["stage", "competitor"], optionalMinor: ["signedAmountMinor"] },
  lost: { optionalText: ["stage", "reason", "competitor"] },
  reopened: { optionalText: ["stage"] },
  reviewed: { optionalText: ["note"] },
  archived: {},
  activity: { text: ["activityId"], optionalText: ["kind"], optionalMinor: ["costMinor"] },
};

/** Every kind of event. */
export const EVENT_TYPES: readonly OpportunityEventType[] = /* @__PURE__ */ (() =>
  Object.keys(FORMS))() as OpportunityEventType[];

/** Refuses a malformed event, whatever state it meets, and says when it happened in epoch milliseconds. */
export function checkEvent(event: OpportunityEvent, name: string): number {
  if (typeof event !== "object" || event === null) requireObject(event, name);
  const { type, dealId, at, by } = event;
  if (typeof type !== "string" || !Object.hasOwn(FORMS, type)) requireOneOf(type, EVENT_TYPES, `${name}.type`);
  if (typeof dealId !== "string" || dealId === "") requireId(dealId, `${name}.dealId`);
  if (by !== undefined) requireId(by, `${name}.by`);
  const own = event as unknown as Readonly<Record<string, unknown>>;
  const { text = NONE, optionalText = NONE, minor = NONE, optionalMinor = NONE } = FORMS[type];
  for (const key of text) requireText(own[key], name, key);
  for (const key of optionalText) if (own[key] !== undefined) requireText(own[key], name, key);
  for (const key of minor) requireMinor(own[key], name, key);
  for (const key of optionalMinor) if (own[key] !== undefined) requireMinor(own[key], name, key);
  if (type === "created") {
    if (event.expectedClose !== undefined) toEpochMs(event.expectedClose, `${name}.expectedClose`);
    if (event.fields !== undefined) checkFields(event.fields, `${name}.fields`, false);
  } else if (type === "close_date_changed") toEpochMs(event.expectedClose, `${name}.expectedClose`);
  else if (type === "details_changed") {
    if (event.fields !== undefined) checkFields(event.fields, `${name}.fields`, true);
    requireSome([event.customerId, event.product, event.region, event.fields], name, "a detail that changes");
  } else if (type === "splits_agreed") {
    const { revenue, credit } = event;
    requireSome([revenue, credit], name, "revenue or credit");
    if (revenue !== undefined) checkShares(revenue, `${name}.revenue`);
    if (credit !== undefined) checkCredit(credit, `${name}.credit`);
  }
  return toEpochMs(at, `${name}.at`);
}

function requireText(value: unknown, name: string, key: string): void {
  if (typeof value !== "string" || value === "") requireId(value, `${name}.${key}`);
}

function requireMinor(value: unknown, name: string, key: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    requireNumber(value as number, `${name}.${key}`, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
  }
}

function requireSome(values: readonly unknown[], name: string, what: string): void {
  if (values.every((value) => value === undefined)) {
    throw new ClienteleError("empty_input", `${name} must name ${what}`, { name });
  }
}

function checkFields(fields: Readonly<Record<string, FieldValue | null>>, name: string, clearing: boolean): void {
  requireObject(fields, name);
  for (const [key, value] of Object.entries(fields)) {
    if (typeof value === "number") requireNumber(value, `${name}.${key}`);
    else if (typeof value !== "string" && typeof value !== "boolean" && !(clearing && value === null)) {
      throw new ClienteleError(
        "invalid_type",
        `${name}.${key} must be text, a number or a boolean${clearing ? ", or null to clear it" : ""}, got ${show(value)}`,
        { name, key },
      );
    }
  }
}

/** Refuses a split of quota credit that cannot be carried out. */
export function checkCredit(credit: CreditSplit, name: string): void {
  requireObject(credit, name);
  requireNumber(credit.per, `${name}.per`, { min: 1, max: LARGEST_WEIGHT, integer: true });
  checkShares(credit.shares, `${name}.shares`);
}

/** Refuses shares that cannot be carried out. */
export function checkShares(shares: readonly SplitShare[], name: string): void {
  requireColumn(shares, name);
  let sum = 0;
  const owners = Array.from(shares, (share, i) => {
    requireObject(share, `${name}[${i}]`);
    requireId(share.owner, `${name}[${i}].owner`);
    requireNumber(share.weight, `${name}[${i}].weight`, { min: 0, max: LARGEST_WEIGHT, integer: true });
    sum += share.weight;
    return share.owner;
  });
  requireUnique(owners, name);
  if (sum === 0) {
    throw new ClienteleError("inconsistent", `${name} must give at least one owner a weight above zero`, { name });
  }
}
