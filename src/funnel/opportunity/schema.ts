import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { dateSchema as date } from "../../time/date-schema.ts";
import type { FieldValue, OpportunityEvent, SplitShare } from "./events.ts";
import type { Opportunity, RefusedEvent, Snapshot } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const text = /* @__PURE__ */ (() => z.exactOptional(id))();
const minor = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const optionalMinor = /* @__PURE__ */ (() => z.exactOptional(minor))();
const ms = /* @__PURE__ */ (() => z.int().check(z.minimum(-8.64e15), z.maximum(8.64e15)))();
const optionalDate = /* @__PURE__ */ (() => z.exactOptional(date))();

// a check of its own: a record would cost half a kilobyte more and drop a field called `__proto__`
const fields: z.ZodMiniType<Readonly<Record<string, FieldValue>>> = /* @__PURE__ */ (() =>
  z.custom<Readonly<Record<string, FieldValue>>>(
    (value) => areFields(value, false),
    "no fields of text, numbers, booleans",
  ))();
const clearable: z.ZodMiniType<Readonly<Record<string, FieldValue | null>>> = /* @__PURE__ */ (() =>
  z.custom<Readonly<Record<string, FieldValue | null>>>(
    (value) => areFields(value, true),
    "no fields of text, numbers, booleans or null",
  ))();

function areFields(value: unknown, clearing: boolean): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (one: unknown) =>
      typeof one === "string" || typeof one === "boolean" || Number.isFinite(one) || (clearing && one === null),
  );
}

const shares: z.ZodMiniType<readonly SplitShare[]> = /* @__PURE__ */ (() =>
  z.array(z.strictObject({ owner: id, weight: z.int().check(z.minimum(0), z.maximum(1e9)) })).check(
    z.refine((list) => new Set(list.map((one) => one.owner)).size === list.length, "owners must be unique"),
    z.refine((list) => list.some((one) => one.weight > 0), "at least one weight must be above zero"),
  ))();
const credit = /* @__PURE__ */ (() => z.strictObject({ per: z.int().check(z.minimum(1), z.maximum(1e9)), shares }))();

const facts = /* @__PURE__ */ (() => ({
  amountMinor: optionalMinor,
  currency: text,
  owner: text,
  customerId: text,
  product: text,
  region: text,
}))();

/** Runtime check of one event of an opportunity; dates are ISO text or epoch milliseconds. Unknown keys are dropped. */
export const opportunityEventSchema: z.ZodMiniType<OpportunityEvent> = /* @__PURE__ */ (() => {
  const base = { dealId: id, at: date, by: text };
  const event = <Type extends string, Shape extends object>(type: Type, shape: Shape) =>
    z.object({ type: z.literal(type), ...base, ...shape });
  return z.discriminatedUnion("type", [
    event("created", {
      pipeline: text,
      stage: text,
      ...facts,
      expectedClose: optionalDate,
      fields: z.exactOptional(fields),
    }),
    event("stage_moved", { stage: id }),
    event("amount_changed", { amountMinor: minor, currency: text }),
    event("close_date_changed", { expectedClose: date }),
    event("owner_transferred", { owner: id }),
    event("details_changed", {
      customerId: text,
      product: text,
      region: text,
      fields: z.exactOptional(clearable),
    }).check(
      z.refine(
        (e) => [e.customerId, e.product, e.region, e.fields].some((one) => one !== undefined),
        "must name a detail that changes",
      ),
    ),
    event("splits_agreed", { revenue: z.exactOptional(shares), credit: z.exactOptional(credit) }).check(
      z.refine((e) => e.revenue !== undefined || e.credit !== undefined, "must name revenue or credit"),
    ),
    event("approval_asked", { approval: id }),
    event("approval_given", { approval: id }),
    event("approval_refused", { approval: id }),
    event("suspended", { stage: text, reason: text }),
    event("resumed", { stage: text }),
    event("aborted", { stage: text, reason: text }),
    event("won", { stage: text, signedAmountMinor: optionalMinor, competitor: text }),
    event("lost", { stage: text, reason: text, competitor: text }),
    event("reopened", { stage: text }),
    event("reviewed", { note: text }),
    event("archived", {}),
    event("activity", { activityId: id, kind: text, costMinor: optionalMinor }),
  ]);
})();

const close = /* @__PURE__ */ (() =>
  z.strictObject({
    at: ms,
    outcome: z.literal(["won", "lost", "cancelled"]),
    signedAmountMinor: optionalMinor,
    reason: text,
    competitor: text,
  }))();
const stages = /* @__PURE__ */ (() =>
  z.readonly(z.array(z.strictObject({ stage: id, entered: ms })).check(z.minLength(1))))();
const known = /* @__PURE__ */ (() => ({ ...facts, expectedClose: z.exactOptional(ms) }))();

/** Runtime check of an {@link Opportunity} that crossed a process boundary. */
export const opportunitySchema: z.ZodMiniType<Opportunity> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("opportunity"),
      version: z.literal(1),
      dealId: id,
      pipeline: id,
      stage: id,
      category: z.literal(["open", "suspended", "won", "lost", "cancelled"]),
      created: ms,
      ...known,
      fields,
      revenueSplit: z.exactOptional(shares),
      creditSplit: z.exactOptional(credit),
      approvals: z.readonly(
        z.array(z.strictObject({ id, state: z.literal(["asked", "given", "refused"]), since: ms, by: text })),
      ),
      closeDatePushes: minor,
      closeDatePushedAt: z.exactOptional(z.readonly(z.array(ms))),
      activities: z.readonly(z.array(z.strictObject({ id, at: ms, by: text, kind: text, costMinor: optionalMinor }))),
      activityCostMinor: minor,
      reviews: z.readonly(z.array(z.strictObject({ at: ms, by: text, note: text }))),
      begun: ms,
      stages,
      earlierLives: z.readonly(z.array(z.strictObject({ begun: ms, stages, close, ...known }))),
      suspendedSince: z.exactOptional(ms),
      suspensionReason: text,
      close: z.exactOptional(close),
      archived: z.exactOptional(ms),
      revision: z.int().check(z.minimum(1)),
      lastEventAt: ms,
    })
    .check(
      z.refine((o) => o.stages[o.stages.length - 1]?.stage === o.stage, "stage must be the last of stages"),
      z.refine((o) => (o.category === "suspended") === (o.suspendedSince !== undefined), "suspendedSince must fit"),
      z.refine(
        (o) => o.close?.outcome === (["open", "suspended"].includes(o.category) ? undefined : o.category),
        "close must fit the category",
      ),
      z.refine(
        (o) => o.activities.reduce((sum, one) => sum + (one.costMinor ?? 0), 0) === o.activityCostMinor,
        "activityCostMinor must be the sum of the activities",
      ),
      z.refine(
        (o) => (o.closeDatePushedAt?.length ?? 0) <= o.closeDatePushes,
        "closeDatePushedAt must not hold more than closeDatePushes",
      ),
    ))();

/** How to load an {@link Opportunity} with `loadModel`. */
export const opportunitySpec: ModelSpec<Opportunity> = { kind: "opportunity", version: 1, schema: opportunitySchema };

/** As snapshots write it; to read every form of date would cost a kilobyte. */
function isMoment(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}

const refused = /* @__PURE__ */ (() =>
  z.strictObject({
    index: minor,
    dealId: id,
    type: z.string(),
    refusal: z.object({ code: z.string(), params: z.looseObject({ allowed: z.readonly(z.array(z.string())) }) }),
    allowed: z.readonly(z.array(z.string())),
  }))() as unknown as z.ZodMiniType<RefusedEvent>;

/** Runtime check of a {@link Snapshot}: also that no deal in it holds anything later than its moment. */
export const snapshotSchema: z.ZodMiniType<Snapshot> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("opportunity_snapshot"),
      version: z.literal(1),
      asOf: z.string().check(z.refine(isMoment, "no ISO 8601 moment in UTC")),
      opportunities: z.readonly(z.array(opportunitySchema)),
      refused: z.readonly(z.array(refused)),
    })
    .check(
      z.refine(
        ({ asOf, opportunities }) => opportunities.every((one) => one.lastEventAt <= Date.parse(asOf)),
        "holds an event after asOf",
      ),
      // the brand exists for the compiler alone
    ))() as unknown as z.ZodMiniType<Snapshot>;

/** How to load a {@link Snapshot} with `loadModel`. */
export const snapshotSpec: ModelSpec<Snapshot> = { kind: "opportunity_snapshot", version: 1, schema: snapshotSchema };
