import { describe, expect, test } from "vitest";
import { parseRecords } from "../../src/core/index.ts";
import {
  careDoneSchema,
  careSubjectSchema,
  careTriggerSchema,
  contactAccountSchema,
  contactSchema,
  silenceHistorySchema,
} from "../../src/loyalty/care/schema.ts";
import { careTriggers } from "../../src/loyalty/index.ts";

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe("records from outside", () => {
  test("every ready trigger passes its own schema, and survives JSON", () => {
    const { accepted, rejected } = parseRecords(careTriggerSchema, JSON.parse(JSON.stringify(careTriggers)));
    expect(rejected).toEqual([]);
    expect(accepted).toEqual(careTriggers);
  });

  test("a subject may leave the year of a birthday open, but not invent a day", () => {
    const born = (on: unknown) => ({ id: "Wu", kind: "person", dates: [{ id: "birthday", on }] });
    expect(accepts(careSubjectSchema, born("--02-29"))).toBe(true);
    expect(accepts(careSubjectSchema, born("1980-02-29"))).toBe(true);
    expect(accepts(careSubjectSchema, born("1981-02-29"))).toBe(false);
    expect(accepts(careSubjectSchema, born("--13-01"))).toBe(false);
    expect(accepts(careSubjectSchema, { id: "", kind: "person" })).toBe(false);
  });

  test("an occasion needs a step, a lead is a whole number of days", () => {
    expect(accepts(careTriggerSchema, { id: "x", kind: "occasion", followUps: [] })).toBe(false);
    expect(accepts(careTriggerSchema, { id: "x", kind: "term", leadDays: 1.5 })).toBe(false);
    expect(accepts(careTriggerSchema, { id: "x", kind: "given", dates: ["2026-02-17"] })).toBe(true);
  });

  test("contacts, accounts, logs and histories are told from what they are not", () => {
    expect(accepts(contactSchema, { account: "a", on: "2026-01-01", kind: "deal" })).toBe(true);
    expect(accepts(contactSchema, { account: "a", on: "2026-01-01", kind: "gift" })).toBe(false);
    expect(accepts(contactAccountSchema, { id: "a", tier: "top", since: "yesterday" })).toBe(false);
    expect(accepts(contactAccountSchema, { id: "a", tier: "top" })).toBe(true);
    expect(accepts(careDoneSchema, { subject: "a", trigger: "b", on: "2026-01-01" })).toBe(true);
    expect(accepts(careDoneSchema, { subject: "a", trigger: "b" })).toBe(false);
    expect(accepts(silenceHistorySchema, { id: "a", tier: "top", contacts: ["2026-01-01"], value: 5 })).toBe(true);
    expect(accepts(silenceHistorySchema, { id: "a", tier: "top", contacts: [], value: -5 })).toBe(false);
  });
});
