// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Estimate } from "../../core/estimate.ts";
import { dateSchema } from "../../time/date-schema.ts";
import type { Ogsm } from "./goal-types.ts";
import type { ScoredOption } from "./option-types.ts";
import type { ProjectTask, ThreePoint } from "./types.ts";
import type { ProjectRisk, Responsibility } from "./work-types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const threePoint: z.ZodMiniType<ThreePoint> = /* @__PURE__ */ (() =>
  z
    .strictObject({ optimistic: amount, mostLikely: amount, pessimistic: amount })
    .check(
      z.refine(
        ({ optimistic, mostLikely, pessimistic }) => optimistic <= mostLikely && mostLikely <= pessimistic,
        "must rise from optimistic over mostLikely to pessimistic",
      ),
    ))();
const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({
    value: z.number(),
    n: amount,
    interval: z
      .strictObject({ lower: z.number(), upper: z.number(), level: z.number().check(z.gt(0), z.lt(1)) })
      .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper")),
  }))();
/** Text is a day on the calendar; a number is working time, never milliseconds. */
const moment = /* @__PURE__ */ (() =>
  z.union([amount, z.string().check(z.refine((text) => dateSchema.safeParse(text).success, "no ISO 8601 date"))]))();
const day = /* @__PURE__ */ (() =>
  z.string().check(z.refine((text) => dateSchema.safeParse(text).success, "no ISO 8601 date")))();

/** Runtime check of a {@link ProjectTask} that crossed a process boundary. */
export const projectTaskSchema: z.ZodMiniType<ProjectTask> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    name: z.exactOptional(id),
    parent: z.exactOptional(id),
    duration: z.exactOptional(z.union([amount, threePoint])),
    predecessors: z.exactOptional(
      z.readonly(
        z.array(
          z.union([
            id,
            z.strictObject({
              task: id,
              type: z.exactOptional(z.literal(["FS", "SS", "FF", "SF"])),
              lag: z.exactOptional(z.number()),
            }),
          ]),
        ),
      ),
    ),
    notBefore: z.exactOptional(moment),
    deadline: z.exactOptional(moment),
    owner: z.exactOptional(id),
    hours: z.exactOptional(amount),
    cost: z.exactOptional(amount),
    progress: z.exactOptional(share),
    spentHours: z.exactOptional(amount),
    spentCost: z.exactOptional(amount),
    share: z.exactOptional(share),
    serves: z.exactOptional(id),
  }))();

/** Runtime check of a {@link Responsibility} that crossed a process boundary. */
export const responsibilitySchema: z.ZodMiniType<Responsibility> = /* @__PURE__ */ (() =>
  z.strictObject({ task: id, person: id, role: z.literal(["responsible", "accountable", "consulted", "informed"]) }))();

/** Runtime check of a {@link ProjectRisk} that crossed a process boundary. */
export const projectRiskSchema: z.ZodMiniType<ProjectRisk> = /* @__PURE__ */ (() => {
  const impact = z.union([amount, threePoint, estimate]);
  return z.strictObject({
    id,
    name: z.exactOptional(id),
    probability: share,
    impact,
    mitigation: z.exactOptional(
      z.strictObject({ cost: amount, probability: z.exactOptional(share), impact: z.exactOptional(impact) }),
    ),
  });
})();

/** Runtime check of a {@link ScoredOption} that crossed a process boundary. */
export const scoredOptionSchema: z.ZodMiniType<ScoredOption> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    name: z.exactOptional(id),
    ratings: z.record(z.string(), z.union([z.number(), estimate])),
  }))();

/** Runtime check of an {@link Ogsm} that crossed a process boundary; dates are text. */
export const ogsmSchema: z.ZodMiniType<Ogsm> = /* @__PURE__ */ (() => {
  const list = <T extends z.ZodMiniType>(rows: T) => z.readonly(z.array(rows));
  const node = {
    id,
    name: z.exactOptional(id),
    owner: z.exactOptional(id),
    weight: z.exactOptional(amount),
  };
  const measure = z.strictObject({
    ...node,
    unit: z.exactOptional(z.string()),
    baseline: z.exactOptional(z.number()),
    target: z.exactOptional(z.number()),
    actual: z.exactOptional(z.number()),
    since: z.exactOptional(day),
    due: z.exactOptional(day),
  });
  const strategy = z.strictObject({ ...node, measures: list(measure) });
  const goal = z.strictObject({ ...node, strategies: list(strategy) });
  return z.strictObject({ start: day, objectives: list(z.strictObject({ ...node, goals: list(goal) })) });
})();
