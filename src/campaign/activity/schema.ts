import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { dateSchema as date } from "../../time/date-schema.ts";
import { msToDay, toDay } from "../../time/day.ts";
import { LARGEST_AMOUNT } from "./check-event.ts";
import type { CampaignEvent, CampaignLinePlan } from "./events.ts";
import type { CampaignActivity, CampaignSnapshot, RefusedCampaignEvent } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const text = /* @__PURE__ */ (() => z.exactOptional(id))();
const money = /* @__PURE__ */ (() => z.number().check(z.gte(0)))();
const planned = /* @__PURE__ */ (() => z.number().check(z.gte(0), z.lte(LARGEST_AMOUNT)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.gte(-LARGEST_AMOUNT), z.lte(LARGEST_AMOUNT)))();
const count = /* @__PURE__ */ (() => z.int().check(z.gte(0)))();
const few = /* @__PURE__ */ (() => z.exactOptional(z.int().check(z.gte(0), z.lte(1e9))))();
const credit = /* @__PURE__ */ (() => z.exactOptional(z.number().check(z.gte(0), z.lte(1))))();
const ms = /* @__PURE__ */ (() => z.int().check(z.gte(-8.64e15), z.lte(8.64e15)))();
const target = /* @__PURE__ */ (() => z.literal(["opportunity", "contract"]))();

const lines: z.ZodMiniType<readonly CampaignLinePlan[]> = /* @__PURE__ */ (() =>
  z
    .array(
      z
        .strictObject({
          line: id,
          planned,
          invited: few,
          attended: few,
          leads: few,
          opportunities: few,
          contracts: few,
        })
        .check(z.refine((line) => (line.attended ?? 0) <= (line.invited ?? 0), "attended must not exceed invited")),
    )
    .check(
      z.minLength(1),
      z.refine((list) => new Set(list.map((one) => one.line)).size === list.length, "lines must be unique"),
    ))();

const some = (keys: readonly string[]) =>
  z.refine<object>((event) => keys.some((key) => Object.hasOwn(event, key)), `must name one of ${keys.join(", ")}`);

/** Runtime check of one event of a campaign; dates are ISO text or epoch milliseconds. Unknown keys are dropped. */
export const campaignEventSchema: z.ZodMiniType<CampaignEvent> = /* @__PURE__ */ (() => {
  const base = { campaignId: id, at: date, by: text };
  const event = <Type extends string, Shape extends object>(type: Type, shape: Shape) =>
    z.object({ type: z.literal(type), ...base, ...shape });
  const record = { recordId: id, line: id };
  return z.discriminatedUnion("type", [
    event("planned", { name: text, region: id, form: id, start: date, end: z.exactOptional(date), lines }).check(
      z.refine(({ start, end }) => end === undefined || toDay(end) >= toDay(start), "end must not lie before start"),
    ),
    event("submitted", {}),
    event("approved", { limit: z.exactOptional(money) }),
    event("rejected", { reason: text }),
    event("started", {}),
    event("paused", { reason: text }),
    event("resumed", {}),
    event("completed", {}),
    event("budget_changed", { lines }),
    event("cost_booked", { ...record, amount }),
    event("attendance_recorded", { ...record, segment: text, invited: few, attended: few, walkIns: few }).check(
      some(["invited", "attended", "walkIns"]),
    ),
    event("result_recorded", { ...record, leads: few, opportunities: few, contracts: few }).check(
      some(["leads", "opportunities", "contracts"]),
    ),
    event("linked", { to: target, targetId: id, credit }),
    event("unlinked", { to: target, targetId: id }),
    event("cancelled", { reason: id }),
    event("reviewed", { grade: id, lessons: text }),
  ]);
})();

const list = <T>(schema: z.ZodMiniType<T>) => z.readonly(z.array(schema));
const unique = <T>(key: (one: T) => unknown, what: string) =>
  z.refine<readonly T[]>((rows) => new Set(rows.map(key)).size === rows.length, `${what} must be unique`);

/** Runtime check of a {@link CampaignActivity} that crossed a process boundary. */
export const campaignActivitySchema: z.ZodMiniType<CampaignActivity> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("campaign_activity"),
      version: z.literal(1),
      campaignId: id,
      name: text,
      region: id,
      form: id,
      standing: z.literal(["planned", "submitted", "approved", "running", "paused", "completed", "cancelled"]),
      start: ms,
      end: z.exactOptional(ms),
      plannedAt: ms,
      lines,
      draft: lines,
      approval: z.exactOptional(z.strictObject({ at: ms, limit: money, by: text })),
      request: z.exactOptional(z.strictObject({ since: ms, lines, by: text })),
      rejections: list(z.strictObject({ at: ms, by: text, reason: text })),
      startedAt: z.exactOptional(ms),
      holds: list(z.strictObject({ since: ms, until: z.exactOptional(ms), reason: text })),
      endedAt: z.exactOptional(ms),
      cancelReason: text,
      costs: list(z.strictObject({ id, at: ms, line: id, amount })),
      attendance: list(
        z
          .strictObject({ line: id, segment: text, invited: count, attended: count, walkIns: count })
          .check(z.refine((row) => row.attended <= row.invited, "attended must not exceed invited")),
      ),
      results: list(z.strictObject({ line: id, leads: count, opportunities: count, contracts: count })),
      recordIds: list(id),
      links: list(z.strictObject({ to: target, targetId: id, credit })).check(
        unique((one) => `${one.to} ${one.targetId}`, "links"),
      ),
      reviews: list(z.strictObject({ at: ms, grade: id, lessons: text, by: text })),
      revision: z.int().check(z.gte(1)),
      lastEventAt: ms,
    })
    .check(
      z.refine((c) => c.end === undefined || msToDay(c.end) >= msToDay(c.start), "end must not lie before start"),
      z.refine((c) => (c.cancelReason !== undefined) === (c.standing === "cancelled"), "cancelReason must fit"),
      z.refine(
        (c) => (c.endedAt !== undefined) === ["completed", "cancelled"].includes(c.standing),
        "endedAt must fit",
      ),
      z.refine(
        (c) => (c.holds[c.holds.length - 1]?.until === undefined && c.holds.length > 0) === (c.standing === "paused"),
        "the last hold must last while the campaign is paused",
      ),
      z.refine((c) => {
        const known = new Set(c.lines.map((line) => line.line));
        return [...c.costs, ...c.attendance, ...c.results].every(({ line }) => known.has(line));
      }, "records must name lines of the budget"),
      z.refine((c) => {
        const ids = [...c.recordIds, ...c.costs.map((cost) => cost.id)];
        return new Set(ids).size === ids.length;
      }, "record ids must be unique"),
    ))();

/** How to load a {@link CampaignActivity} with `loadModel`. */
export const campaignActivitySpec: ModelSpec<CampaignActivity> = {
  kind: "campaign_activity",
  version: 1,
  schema: campaignActivitySchema,
};

/** As snapshots write it; to read every form of date would cost a kilobyte. */
function isMoment(moment: string): boolean {
  const at = Date.parse(moment);
  return !Number.isNaN(at) && new Date(at).toISOString() === moment;
}

const refused = /* @__PURE__ */ (() =>
  z.strictObject({
    index: count,
    campaignId: id,
    type: z.string(),
    refusal: z.object({ code: z.string(), params: z.looseObject({ allowed: list(z.string()) }) }),
    allowed: list(z.string()),
  }))() as unknown as z.ZodMiniType<RefusedCampaignEvent>;

/** Runtime check of a {@link CampaignSnapshot}: also that no campaign in it holds anything later than its moment. */
export const campaignSnapshotSchema: z.ZodMiniType<CampaignSnapshot> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("campaign_snapshot"),
      version: z.literal(1),
      asOf: z.string().check(z.refine(isMoment, "no ISO 8601 moment in UTC")),
      campaigns: list(campaignActivitySchema),
      refused: list(refused),
    })
    .check(
      z.refine(
        ({ asOf, campaigns }) => campaigns.every((one) => one.lastEventAt <= Date.parse(asOf)),
        "holds an event after asOf",
      ),
      // the brand exists for the compiler alone
    ))() as unknown as z.ZodMiniType<CampaignSnapshot>;

/** How to load a {@link CampaignSnapshot} with `loadModel`. */
export const campaignSnapshotSpec: ModelSpec<CampaignSnapshot> = {
  kind: "campaign_snapshot",
  version: 1,
  schema: campaignSnapshotSchema,
};
