// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ExperimentOptions, MeanExperimentOptions, RateExperimentOptions } from "./types.ts";

const positive = /* @__PURE__ */ (() => z.number().check(z.gt(0)))();
const reachable = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lte(1)))();
const inside = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lt(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.gte(1)))();
const squares = /* @__PURE__ */ (() => z.number().check(z.gte(0)))();
const change = /* @__PURE__ */ (() => z.number().check(z.refine((value) => value !== 0, "must not be 0")))();

const traffic = /* @__PURE__ */ (() => {
  const day = z.exactOptional(z.number().check(z.gte(0)));
  const days = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
  return z.union([
    z.strictObject({ perDay: positive }),
    z.strictObject({ perWeek: positive }),
    z.strictObject({
      byWeekday: z.strictObject(days),
      startsOn: z.exactOptional(z.literal(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])),
    }),
  ]);
})();

const covariate = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ correlation: z.number().check(z.gt(-1), z.lt(1)) }),
    z.strictObject({
      n: count,
      covariateSum: z.number(),
      sum: z.number(),
      covariateSumOfSquares: squares,
      sumOfSquares: squares,
      crossProduct: z.number(),
    }),
  ]))();

/** The fields that both kinds of test share. */
const shared = /* @__PURE__ */ (() => ({
  level: z.exactOptional(inside),
  sides: z.exactOptional(z.literal(["one", "two"])),
  treatments: z.exactOptional(z.int().check(z.gte(1), z.lte(100))),
  ratio: z.exactOptional(positive),
  correction: z.exactOptional(z.literal(["holm", "bonferroni", "none"])),
  covariate: z.exactOptional(covariate),
  sequential: z.exactOptional(
    z.strictObject({
      tuning: z.exactOptional(z.number().check(z.gte(1))),
      looks: z.exactOptional(z.int().check(z.gte(1), z.lte(100))),
    }),
  ),
  clusters: z.exactOptional(
    z.strictObject({
      size: z.number().check(z.gte(1)),
      icc: z.number().check(z.gte(0), z.lte(1)),
      variation: z.exactOptional(z.number().check(z.gte(0))),
    }),
  ),
  reached: z.exactOptional(reachable),
  observed: z.exactOptional(reachable),
  effect: z.exactOptional(change),
  relativeEffect: z.exactOptional(change),
  direction: z.exactOptional(z.literal(["up", "down"])),
  size: z.exactOptional(z.int().check(z.gte(4))),
  weeks: z.exactOptional(count),
  power: z.exactOptional(inside),
  traffic: z.exactOptional(traffic),
  responseDays: z.exactOptional(z.number().check(z.gte(0))),
  longestWeeks: z.exactOptional(z.number().check(z.gte(1))),
}))();

const rate: z.ZodMiniType<RateExperimentOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("rate"),
    baseline: z.union([
      inside,
      z.strictObject({ n: count, successes: z.int().check(z.gte(0)) }).check(
        z.refine(({ n, successes }) => successes <= n, {
          message: "successes must not exceed n",
          path: ["successes"],
        }),
      ),
    ]),
    test: z.exactOptional(z.literal(["pooled", "unpooled", "arcsine"])),
    ...shared,
  }))();

const amount: z.ZodMiniType<MeanExperimentOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("mean"),
    baseline: z.exactOptional(
      z.union([
        z.number(),
        z.strictObject({
          n: count,
          sum: z.number(),
          sumOfSquares: squares,
          kurtosis: z.exactOptional(z.number().check(z.gte(1))),
        }),
      ]),
    ),
    standardDeviation: z.exactOptional(positive),
    treatedStandardDeviation: z.exactOptional(positive),
    skewness: z.exactOptional(z.number()),
    ...shared,
  }))();

/** What `planExperiment` is asked, as JSON from a form or a service, told apart by `kind`. */
export const experimentOptionsSchema: z.ZodMiniType<ExperimentOptions> = /* @__PURE__ */ (() =>
  z.union([rate, amount]))();
