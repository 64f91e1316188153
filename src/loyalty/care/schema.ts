// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { type DateLike, toDay } from "../../time/index.ts";
import type { Contact, ContactAccount } from "./contact-types.ts";
import { readFirstDay } from "./occurrences.ts";
import type { SilenceHistory } from "./silence-types.ts";
import type { CareDone, CareSubject, CareTrigger } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e15)))();

function reads(read: (value: DateLike, name: string) => unknown): (value: DateLike) => boolean {
  return (value) => {
    try {
      read(value, "date");
      return true;
    } catch {
      return false;
    }
  };
}

const date: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() =>
  z
    .union([z.string(), z.number()])
    .check(z.refine(reads(toDay), "must be ISO 8601 such as 2026-03-31, or epoch milliseconds")))();
const dayOfYear: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() =>
  z
    .union([z.string(), z.number()])
    .check(z.refine(reads(readFirstDay), "must be a date such as 2026-03-31, or --03-31 without its year")))();
const side = /* @__PURE__ */ (() => z.literal(["account", "person"]))();

/** Runtime check of a {@link CareSubject}; dates are ISO text, `--MM-DD` or epoch milliseconds. */
export const careSubjectSchema: z.ZodMiniType<CareSubject> = /* @__PURE__ */ (() =>
  z.object({
    id,
    kind: side,
    tier: z.exactOptional(id),
    dates: z.exactOptional(z.readonly(z.array(z.strictObject({ id, on: dayOfYear })))),
  }))();

/** Runtime check of a {@link CareTrigger}. */
export const careTriggerSchema: z.ZodMiniType<CareTrigger> = /* @__PURE__ */ (() => {
  const whole = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));
  const base = {
    id,
    name: z.exactOptional(z.strictObject({ en: id, zh: id })),
    for: z.exactOptional(side),
    tiers: z.exactOptional(z.readonly(z.array(id))),
    leadDays: z.exactOptional(whole(0, 3650)),
    priority: z.exactOptional(whole(1, 1000)),
    sensitive: z.exactOptional(z.boolean()),
  };
  const own = { ...base, date: z.exactOptional(id) };
  const followUp = z.strictObject({
    after: whole(0, 3650),
    unit: z.literal(["day", "week", "month", "quarter", "year"]),
  });
  return z.union([
    z.strictObject({ ...own, kind: z.literal("yearly"), everyYears: z.exactOptional(whole(1, 1000)) }),
    z.strictObject({ ...own, kind: z.literal("term") }),
    z.strictObject({ ...base, kind: z.literal("given"), dates: z.readonly(z.array(date)) }),
    z.strictObject({
      ...own,
      kind: z.literal("occasion"),
      followUps: z.readonly(z.array(followUp).check(z.minLength(1))),
    }),
  ]);
})();

/** Runtime check of {@link CareDone}. */
export const careDoneSchema: z.ZodMiniType<CareDone> = /* @__PURE__ */ (() =>
  z.object({ subject: id, trigger: id, on: date }))();

/** Runtime check of a {@link ContactAccount}. */
export const contactAccountSchema: z.ZodMiniType<ContactAccount> = /* @__PURE__ */ (() =>
  z.object({ id, tier: id, since: z.exactOptional(date) }))();

/** Runtime check of a {@link Contact}. */
export const contactSchema: z.ZodMiniType<Contact> = /* @__PURE__ */ (() =>
  z.object({ account: id, on: date, kind: z.exactOptional(z.literal(["contact", "deal", "service"])) }))();

/** Runtime check of a {@link SilenceHistory}. */
export const silenceHistorySchema: z.ZodMiniType<SilenceHistory> = /* @__PURE__ */ (() =>
  z.object({
    id,
    tier: id,
    contacts: z.readonly(z.array(date)),
    since: z.exactOptional(date),
    left: z.exactOptional(date),
    value: z.exactOptional(amount),
    valueAfter: z.exactOptional(amount),
  }))();
