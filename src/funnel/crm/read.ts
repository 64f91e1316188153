import { show } from "../../core/checks.ts";
import { type DateLike, toEpochMs } from "../../time/day.ts";
import type { CrmIssue, CrmRow } from "./types.ts";

/** Nothing was entered: null, empty text, or Odoo's `false`. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "" || value === false;
}

export function isRecord(value: unknown): value is CrmRow {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function unreadable(field: string, value: unknown): CrmIssue {
  return { field, reason: { code: "crm_field_unreadable", params: { field, value: show(value) } } };
}

/** Asks for a field without which the row cannot be read. */
export function required<T>(value: T | undefined, field: string, row: CrmRow, issues: CrmIssue[]): T | undefined {
  if (value === undefined && isAbsent(row[field])) {
    issues.push({ field, reason: { code: "crm_field_missing", params: { field } } });
  }
  return value;
}

/** Text, or a number such as an id; Odoo's `[id, name]` pair counts as its id. */
export function textOf(row: CrmRow, field: string, issues: CrmIssue[]): string | undefined {
  const raw = row[field];
  const value: unknown = Array.isArray(raw) && raw.length === 2 ? raw[0] : raw;
  if (isAbsent(value)) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  issues.push(unreadable(field, raw));
  return undefined;
}

/** Yes or no, also as text or 1 and 0. */
export function flagOf(row: CrmRow, field: string, issues: CrmIssue[]): boolean | undefined {
  const value = row[field];
  if (value === undefined || value === null || value === "") return undefined;
  const text = String(typeof value === "object" ? "" : value).toLowerCase();
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  issues.push(unreadable(field, value));
  return undefined;
}

/** A whole number of 11 to 16 digits: milliseconds since 1970 as text. A year or a date has at most eight. */
const EPOCH_TEXT = /^-?\d{11,16}$/;

/**
 * The shapes in which exports write UTC, up to day 28: these the engine reads itself, several times faster, and never
 * turns into another day as it does with 30 February.
 */
const PLAIN_UTC = /^\d{4}-\d\d-(?:[01]\d|2[0-8])(?:T\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|\+0000))?$/;

function fastMs(text: string): number {
  if (!PLAIN_UTC.test(text)) return Number.NaN;
  return Date.parse(text.endsWith("+0000") ? `${text.slice(0, -5)}Z` : text);
}

/** Epoch milliseconds of a moment or a bare date. */
export function momentOf(row: CrmRow, field: string, issues: CrmIssue[]): number | undefined {
  const value = row[field];
  if (isAbsent(value)) return undefined;
  if (typeof value === "string") {
    const ms = fastMs(value);
    if (!Number.isNaN(ms)) return ms;
  }
  try {
    return typeof value === "string" && EPOCH_TEXT.test(value)
      ? toEpochMs(Number(value), field)
      : toEpochMs(value as DateLike, field);
  } catch {
    issues.push(unreadable(field, value));
    return undefined;
  }
}

/** Digits, a point, decimals, an exponent as spreadsheets write it; no separators, no sign but plus. */
const PLAIN_NUMBER = /^\+?\d+(\.\d+)?(e\+?\d{1,3})?$/i;

/** Zero or more; also as text, but never guessed from separators. */
export function amountOf(row: CrmRow, field: string, issues: CrmIssue[]): number | undefined {
  const value = row[field];
  if (isAbsent(value)) return undefined;
  const number = typeof value === "string" && PLAIN_NUMBER.test(value.trim()) ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number) && number >= 0) return number;
  issues.push({ field, reason: { code: "crm_amount_unreadable", params: { field, value: show(value) } } });
  return undefined;
}

/** Fields that were not read, as they came. Own keys such as `__proto__` stay ordinary keys. */
export function otherFields(row: CrmRow, known: ReadonlySet<string>): CrmRow {
  return Object.fromEntries(Object.entries(row).filter(([field]) => !known.has(field)));
}
