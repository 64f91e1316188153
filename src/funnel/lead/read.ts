import { requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { LeadFieldModel } from "./types.ts";

/** What a lead has in one field: values as text (several for tags), or a number; neither where it is not known. */
export interface Reading {
  readonly values: readonly string[];
  readonly number?: number;
  readonly known: boolean;
}

const UNKNOWN: Reading = { values: [], known: false };

/** Reads one field of one lead; an own property alone counts, so that `__proto__` and `constructor` are plain names. */
export function readField(lead: unknown, id: string, kind: LeadFieldModel["kind"], name: string): Reading {
  const value: unknown = Object.hasOwn(lead as object, id) ? (lead as Record<string, unknown>)[id] : undefined;
  if (value === undefined || value === null || value === "") return UNKNOWN;
  if (kind === "number") {
    if (typeof value !== "number" || !Number.isFinite(value)) throwValue(value, `${name}.${id}`, "a finite number");
    // 0 added turns −0, which JSON cannot carry, into 0
    return { values: [], number: (value as number) + 0, known: true };
  }
  if (kind !== "tags") return { values: [textOf(value, `${name}.${id}`)], known: true };
  if (!Array.isArray(value)) throwValue(value, `${name}.${id}`, "a list of tags");
  const tags = new Set((value as unknown[]).map((tag) => textOf(tag, `${name}.${id}`)));
  return { values: [...tags].sort(), known: true };
}

export function requireLead(lead: unknown, name: string): void {
  requireObject(lead, name);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  return throwValue(value, name, "text, a finite number, true or false");
}

function throwValue(value: unknown, name: string, wanted: string): never {
  const code = typeof value === "number" ? "not_finite" : "invalid_type";
  throw new ClienteleError(code, `${name} must be ${wanted} (or null where it is not known), got ${show(value)}`, {
    name,
  });
}
