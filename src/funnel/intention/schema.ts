// Built inside a call marked as pure: bundlers cannot see that building a schema has no effect.
import * as z from "zod/mini";
import type { DateLike } from "../../time/day.ts";
import type { FlowContact, GradedLead, IntentionLead } from "./types.ts";

const date: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() => z.union([z.string(), z.number(), z.date()]))();
const noDate = /* @__PURE__ */ (() => z.optional(z.nullable(date)))();
const noText = /* @__PURE__ */ (() => z.optional(z.nullable(z.string())))();
const noFlag = /* @__PURE__ */ (() => z.optional(z.nullable(z.boolean())))();

/**
 * Schema of what is known about a lead's intention; unknown fields are dropped.
 *
 * @example
 * ```ts
 * intentionLeadSchema.safeParse({ expectedDays: -1 }).success; // => false
 * ```
 */
export const intentionLeadSchema: z.ZodMiniType<IntentionLead> = /* @__PURE__ */ (() =>
  z.object({
    expectedDays: z.optional(z.nullable(z.number().check(z.minimum(0)))),
    expectedOn: noDate,
    signals: z.exactOptional(z.record(z.string(), z.optional(z.nullable(z.union([z.string(), z.boolean()]))))),
  }))();

/**
 * Schema of a graded lead with what became of it; unknown fields are dropped.
 *
 * @example
 * ```ts
 * gradedLeadSchema.safeParse({ grade: "H", gradedOn: "2026-03-01", boughtOn: null }).success; // => true
 * ```
 */
export const gradedLeadSchema: z.ZodMiniType<GradedLead> = /* @__PURE__ */ (() =>
  z.object({ grade: z.string().check(z.minLength(1)), gradedOn: date, boughtOn: noDate, lostOn: noDate }))();

/**
 * Schema of one visit or call of a flow table; unknown fields are dropped.
 *
 * @example
 * ```ts
 * parseRecords(flowContactSchema, [{ on: "2026-05-01", kind: "letter" }]).rejected[0].issues[0].path; // => ["kind"]
 * ```
 */
export const flowContactSchema: z.ZodMiniType<FlowContact> = /* @__PURE__ */ (() =>
  z.object({
    on: date,
    kind: z.exactOptional(z.enum(["visit", "call"])),
    first: noFlag,
    dataKept: noFlag,
    outcome: z.optional(z.nullable(z.enum(["won", "lost", "open"]))),
    lostReason: noText,
    grade: noText,
    source: noText,
    minutes: z.optional(z.nullable(z.number().check(z.minimum(0), z.maximum(1440)))),
    customerId: z.optional(z.nullable(z.union([z.string(), z.number()]))),
  }))();
