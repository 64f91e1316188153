// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Estimate } from "../core/estimate.ts";
import type { ModelJson, ModelSpec } from "../core/model.ts";
import { dateSchema as date } from "../time/date-schema.ts";
import { msToDay } from "../time/day.ts";
import { neutralEffects } from "./calendar/fit.ts";
import { isTerminal } from "./pipeline/category.ts";
import { wonAgesFromGrids } from "./stages/won-ages.ts";
import { calendarSchema, creationSchema, seasonSchema, segmentSchema, shockSchema } from "./time-effects-schema.ts";
import type { DealHistory, FunnelModel, FunnelStage, Pipeline, StageExit, SteadyChance, WonAges } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const positive = /* @__PURE__ */ (() => z.number().check(z.minimum(0)))();

/** Runtime check of one deal with its stage history; dates are ISO text or epoch milliseconds. */
export const dealHistorySchema: z.ZodMiniType<DealHistory> = /* @__PURE__ */ (() =>
  z.object({
    dealId: id,
    amount: z.exactOptional(positive),
    signedAmount: z.exactOptional(positive),
    created: z.exactOptional(date),
    stages: z.readonly(z.array(z.object({ stage: id, entered: date }))),
    customerId: z.exactOptional(z.string()),
    owner: z.exactOptional(z.string()),
    product: z.exactOptional(z.string()),
    region: z.exactOptional(z.string()),
    expectedClose: z.exactOptional(date),
    pushes: z.exactOptional(z.readonly(z.array(date))),
    activities: z.exactOptional(z.readonly(z.array(date))),
  }))();

const category = /* @__PURE__ */ (() => z.literal(["open", "suspended", "won", "lost", "cancelled"]))();

const ids = /* @__PURE__ */ (() => z.readonly(z.array(id).check(unique((one) => one, "ids must be unique"))))();

const terms = /* @__PURE__ */ (() =>
  z.readonly(
    z.array(z.strictObject({ id, name: z.exactOptional(id) })).check(unique((term) => term.id, "ids must be unique")),
  ))();

/** Refuses a list in which two elements have the same key. */
function unique<T>(key: (element: T) => string, message: string): z.core.$ZodCheck<T[]> {
  return z.refine((list) => new Set(list.map(key)).size === list.length, message);
}

/** Runtime check of a {@link Pipeline}. */
export const pipelineSchema: z.ZodMiniType<Pipeline> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("pipeline"),
      version: z.literal(1),
      id,
      stages: z.readonly(
        z.array(
          z.strictObject({
            id,
            category,
            name: z.exactOptional(id),
            guard: z.exactOptional(z.strictObject({ fields: z.exactOptional(ids), approvals: z.exactOptional(ids) })),
          }),
        ),
      ),
      transitions: z.exactOptional(z.readonly(z.array(z.strictObject({ from: id, to: id })))),
      lossReasons: z.exactOptional(terms),
      competitors: z.exactOptional(terms),
      fittedOn: z.strictObject({}),
    })
    .check(
      z.refine((p) => new Set(p.stages.map((s) => s.id)).size === p.stages.length, "stage ids must be unique"),
      z.refine((p) => p.stages.some((s) => s.category === "open"), "at least one stage must be open"),
      z.refine((p) => p.stages.some((s) => s.category === "won"), "at least one stage must be won"),
      z.refine((p) => {
        const known = new Set(p.stages.map((s) => s.id));
        const moves = p.transitions ?? [];
        return (
          moves.every(({ from, to }) => from !== to && known.has(from) && known.has(to)) &&
          new Set(moves.map(({ from, to }) => JSON.stringify([from, to]))).size === moves.length
        );
      }, "transitions must lead from one stage to another, each listed once"),
    ))();

/** How to load a {@link Pipeline} with `loadModel`. */
export const pipelineSpec: ModelSpec<Pipeline> = { kind: "pipeline", version: 1, schema: pipelineSchema };

const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({
    value: share,
    n: count,
    interval: z.strictObject({ lower: share, upper: share, level: share }),
  }))();

const exit: z.ZodMiniType<StageExit> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ to: z.literal("stage"), stage: id, n: count, share: z.number() }),
    z.strictObject({ to: z.literal(["won", "lost", "cancelled"]), n: count, share: z.number() }),
  ]))();

const steady: z.ZodMiniType<SteadyChance> = /* @__PURE__ */ (() =>
  z.strictObject({
    fromAge: count,
    untilAge: z.exactOptional(count),
    exposureDays: positive,
    events: positive,
    hazard: z.readonly(z.array(share)),
  }))();

const wonAges: z.ZodMiniType<WonAges> = /* @__PURE__ */ (() =>
  z.strictObject({
    n: count,
    effective: positive,
    days: z.readonly(z.array(positive)).check(
      z.length(101),
      z.refine((days) => days.every((d, i) => i === 0 || d >= (days[i - 1] as number)), "wonAges.days must ascend"),
    ),
  }))();

const stage: z.ZodMiniType<FunnelStage> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id,
      n: count,
      open: count,
      exits: z.readonly(z.array(exit)),
      movedOn: z.exactOptional(estimate),
      movedOnBy: z.exactOptional(z.strictObject({ p50: positive, p95: positive })),
      longestDays: positive,
      longestLeftDays: z.exactOptional(positive),
      wonAges: z.exactOptional(wonAges),
      pooledWeight: share,
      dayFraction: z.strictObject({ first: share, later: share }),
      grid: z.strictObject({
        age: z.readonly(z.array(count)),
        atRisk: z.readonly(z.array(positive)),
        hazard: z.readonly(z.array(z.readonly(z.array(z.number().check(z.minimum(0)))))),
      }),
      steady,
      beyond: steady,
    })
    .check(
      z.refine(({ grid, exits, steady, beyond }) => {
        const ways = exits.length;
        const columns = [grid.atRisk, ...grid.hazard];
        return (
          [grid.hazard.length, steady.hazard.length, beyond.hazard.length].every((length) => length === ways) &&
          columns.every((column) => column.length === grid.age.length)
        );
      }, "one column per exit, one cell per age"),
      z.refine(
        ({ grid }) => grid.age.every((age, i) => i === 0 || age > (grid.age[i - 1] as number)),
        "grid.age must ascend",
      ),
      z.refine(
        ({ grid }) =>
          grid.age.every((_, i) => grid.hazard.reduce((sum, column) => sum + (column[i] as number), 0) < 1 + 1e-9),
        "daily chances exceed one",
      ),
    ))();

/** Runtime check of a {@link FunnelModel} that crossed a process boundary. */
export const funnelModelSchema: z.ZodMiniType<FunnelModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("funnel"),
      version: z.literal(2),
      pipeline: pipelineSchema,
      stages: z.readonly(z.array(stage)),
      segments: z.readonly(z.array(segmentSchema)),
      calendar: calendarSchema,
      season: seasonSchema,
      shock: shockSchema,
      creation: creationSchema,
      amounts: z.strictObject({ n: count, ratio: positive, spread: positive }),
      fittedOn: z.strictObject({
        deals: count,
        won: count,
        lost: count,
        cancelled: count,
        open: count,
        notStarted: count,
        asOf: z.string(),
      }),
    })
    .check(
      z.refine(({ pipeline, stages }) => {
        const open = pipeline.stages.filter((s) => !isTerminal(s.category)).map((s) => s.id);
        const known = new Set(open);
        return (
          open.length === stages.length &&
          stages.every(
            (s, i) =>
              s.id === open[i] && s.exits.every((e) => e.to !== "stage" || (e.stage !== s.id && known.has(e.stage))),
          )
        );
      }, "stages must be the open and suspended stages in order"),
    ))();

/** Version 1 knew stages and windows of luck; what it did not know stands as not learned. */
function fromVersion1(old: ModelJson): ModelJson {
  const { shock, fittedOn, ...rest } = old as ModelJson & {
    readonly shock?: {
      readonly periodDays?: number;
      readonly variance?: number;
      readonly periods?: number;
      readonly effectivePeriods?: number;
      readonly unmeasured?: "few_periods" | "one_cohort";
    };
    readonly fittedOn?: { readonly asOf?: string };
  };
  const asOf = Date.parse(fittedOn?.asOf ?? "");
  const period = {
    unit: "days",
    days: shock?.periodDays ?? 30,
    from: Number.isFinite(asOf) ? msToDay(asOf) : 0,
  } as const;
  const { periodDays: _, ...known } = shock ?? {};
  const neutral = neutralEffects(period, "few_periods", shock?.periods ?? 0);
  const stages = z.array(stage).safeParse(rest["stages"]);
  return {
    ...rest,
    // what is no list of stages is left for the check that follows
    ...(stages.success ? { stages: wonAgesFromGrids(stages.data) } : {}),
    segments: [],
    calendar: neutral.calendar,
    season: neutral.season,
    shock: { ...known, likely: [{ variance: shock?.variance ?? 0, weight: 1 }] },
    creation: {
      perDay: 0,
      variance: 0,
      weekday: neutral.calendar.weekday.map(() => 1),
      entry: [],
      amounts: [],
      priced: 0,
      n: 0,
      periods: 0,
      unmeasured: "few_periods",
    },
    fittedOn,
  };
}

/** How to load a {@link FunnelModel} with `loadModel`. */
export const funnelModelSpec: ModelSpec<FunnelModel> = {
  kind: "funnel",
  version: 2,
  schema: funnelModelSchema,
  migrations: { 1: fromVersion1 },
};
