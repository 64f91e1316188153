import * as z from "zod/mini";
import type { Estimate } from "../../core/estimate.ts";
import { dateSchema as date } from "../../time/date-schema.ts";
import type { ChannelCost, ChannelExperiment, PathTouch, TouchPath } from "./types.ts";

const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e100)))();

const touch: z.ZodMiniType<PathTouch> = /* @__PURE__ */ (() =>
  z.strictObject({ channel: name, at: z.exactOptional(date) }))();

/** One journey with its touches as JSON; dates as ISO text or epoch milliseconds. */
export const touchPathSchema: z.ZodMiniType<TouchPath> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: z.exactOptional(z.string()),
      touches: z.readonly(z.array(touch)),
      converted: z.boolean(),
      convertedAt: z.exactOptional(date),
      value: z.exactOptional(amount),
      count: z.exactOptional(z.int().check(z.minimum(1))),
    })
    .check(
      z.refine(({ touches }) => touches.every(({ at }) => (at === undefined) === (touches[0]?.at === undefined)), {
        message: "date every touch of a path or none",
        path: ["touches"],
      }),
      z.refine(({ converted, convertedAt, value = 0 }) => converted || (convertedAt === undefined && value === 0), {
        message: "a path that did not convert has neither convertedAt nor a value",
        path: ["converted"],
      }),
    ))();

/** What was spent on one channel as JSON. */
export const channelCostSchema: z.ZodMiniType<ChannelCost> = /* @__PURE__ */ (() =>
  z.strictObject({ channel: name, cost: amount }))();

const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      value: z.number(),
      n: z.number().check(z.nonnegative()),
      interval: z.strictObject({
        lower: z.number(),
        upper: z.number(),
        level: z.number().check(z.gt(0), z.lt(1)),
      }),
    })
    .check(
      z.refine(({ value, interval: { lower, upper } }) => lower <= value && value <= upper, {
        message: "value must lie inside its interval",
        path: ["interval"],
      }),
    ))();

/** What an experiment found for one channel as JSON. */
export const channelExperimentSchema: z.ZodMiniType<ChannelExperiment> = /* @__PURE__ */ (() =>
  z.strictObject({ channel: name, conversions: estimate }))();
