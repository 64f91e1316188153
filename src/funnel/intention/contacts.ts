import { requireNonEmpty, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { FlowKind } from "../../core/labels/intention.ts";
import { toDay } from "../../time/day.ts";
import type { FlowContact } from "./types.ts";

/** A contact checked, its date as a day. */
export interface ReadContact {
  readonly day: number;
  readonly kind: FlowKind;
  readonly first: boolean | undefined;
  readonly dataKept: boolean | undefined;
  readonly outcome: "won" | "lost" | "open";
  readonly lostReason: string | undefined;
  readonly grade: string | undefined;
  readonly source: string | undefined;
  readonly minutes: number | undefined;
  readonly customerId: string | number | undefined;
}

/** Nobody stays longer than a day. */
const LONGEST_VISIT = 1440;

export function readContacts(contacts: readonly FlowContact[]): ReadContact[] {
  requireNonEmpty(contacts, "visits");
  return Array.from(contacts, (contact, i) => {
    const where = `visits[${i}]`;
    requireObject(contact, where);
    const { kind = "visit", outcome, minutes, customerId } = contact;
    requireOneOf(kind, ["visit", "call"], `${where}.kind`);
    const settled = outcome ?? "open";
    requireOneOf(settled, ["won", "lost", "open"], `${where}.outcome`);
    if (minutes !== undefined && minutes !== null) {
      requireNumber(minutes, `${where}.minutes`, { min: 0, max: LONGEST_VISIT });
    }
    if (typeof customerId === "number") requireNumber(customerId, `${where}.customerId`);
    return {
      day: toDay(contact.on, `${where}.on`),
      kind,
      first: flag(contact.first, `${where}.first`),
      dataKept: flag(contact.dataKept, `${where}.dataKept`),
      outcome: settled,
      lostReason: textOf(contact.lostReason, `${where}.lostReason`),
      grade: textOf(contact.grade, `${where}.grade`),
      source: textOf(contact.source, `${where}.source`),
      minutes: minutes ?? undefined,
      customerId: typeof customerId === "number" ? customerId : textOf(customerId, `${where}.customerId`),
    };
  });
}

function flag(value: boolean | null | undefined, name: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean") return value;
  throw new ClienteleError("invalid_type", `${name} must be true, false or left out, got ${show(value)}`, { name });
}

/** Text, or nothing where it is left out or empty: an empty cell of an export is no answer. */
function textOf(value: string | null | undefined, name: string): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  throw new ClienteleError("invalid_type", `${name} must be a text or left out, got ${show(value)}`, { name });
}
