// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { CovariateSums, LiftArm, LiftState, MeanArm, NamedArm, RateArm, RatioArm } from "./arm-types.ts";
import type { CampaignOverlap } from "./overlap.ts";
import type { IncrementalProfitOptions } from "./profit-types.ts";
import type { MeasureArmsOptions } from "./several-types.ts";
import type { LiftOptions } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.gte(0)))();
const positive = /* @__PURE__ */ (() => z.number().check(z.gte(0)))();
const numbers = /* @__PURE__ */ (() => z.readonly(z.array(z.number())))();
const table = /* @__PURE__ */ (() => z.readonly(z.array(numbers)))();

/** True for a square, symmetric table of the given size. */
function isSymmetric(rows: readonly (readonly number[])[], size: number): boolean {
  return (
    rows.length === size && rows.every((row, i) => row.length === size && row.every((cell, j) => cell === rows[j]?.[i]))
  );
}

const covariates: z.ZodMiniType<CovariateSums> = /* @__PURE__ */ (() =>
  z
    .strictObject({ sums: numbers, products: table, withValue: numbers, withBase: z.exactOptional(numbers) })
    .check(
      z.refine(
        ({ sums, products, withValue, withBase = withValue }) =>
          sums.length > 0 &&
          withValue.length === sums.length &&
          withBase.length === sums.length &&
          isSymmetric(products, sums.length),
        "sums, products, withValue and withBase must be of the same covariates, at least one",
      ),
    ))();

const received = /* @__PURE__ */ (() => ({
  received: z.exactOptional(count),
  receivedValue: z.exactOptional(z.number()),
}))();

/** Fields of an arm that depend on one another. */
interface Reached {
  readonly n: number;
  readonly received?: number;
  readonly receivedValue?: number;
}

function isReached({ n, received: reached, receivedValue }: Reached): boolean {
  return reached === undefined ? receivedValue === undefined : reached <= n;
}

const REACHED = "received must not exceed n, and receivedValue needs received";

const rateArm: z.ZodMiniType<RateArm> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("rate"),
      n: count,
      successes: count,
      covariates: z.exactOptional(covariates),
      ...received,
    })
    .check(
      z.refine(({ n, successes }) => successes <= n, { message: "successes must not exceed n", path: ["successes"] }),
      z.refine(isReached, REACHED),
      z.refine(({ covariates: own }) => own?.withBase === undefined, "withBase belongs to ratio arms"),
    ))();

const meanArm: z.ZodMiniType<MeanArm> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("mean"),
      n: count,
      sum: z.number(),
      sumOfSquares: positive,
      covariates: z.exactOptional(covariates),
      ...received,
    })
    .check(
      z.refine(isReached, REACHED),
      z.refine(({ covariates: own }) => own?.withBase === undefined, "withBase belongs to ratio arms"),
    ))();

const ratioArm: z.ZodMiniType<RatioArm> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("ratio"),
      n: count,
      sum: z.number(),
      sumOfSquares: positive,
      baseSum: z.number(),
      baseSumOfSquares: positive,
      crossProduct: z.number(),
      covariates: z.exactOptional(covariates),
    })
    .check(
      z.refine(({ covariates: own }) => own === undefined || own.withBase !== undefined, {
        message: "a ratio arm needs withBase",
        path: ["covariates"],
      }),
    ))();

/** Condensed arm that crossed a process boundary, ready to be merged or measured. */
export const liftStateSchema: z.ZodMiniType<LiftState> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("state"),
      measures: z.literal(["rate", "mean", "ratio"]),
      n: count,
      means: numbers,
      comoments: table,
      bound: z.exactOptional(z.number()),
      capped: z.exactOptional(count),
      excluded: z.exactOptional(count),
      ...received,
    })
    .check(
      z.refine(isReached, REACHED),
      z.refine(
        ({ measures, means, comoments }) =>
          means.length >= (measures === "ratio" ? 2 : 1) && isSymmetric(comoments, means.length),
        "means and comoments must be of the same columns",
      ),
    ))();

/** Sufficient statistics of one arm of an experiment as JSON, told apart by `kind`. */
export const liftArmSchema: z.ZodMiniType<LiftArm> = /* @__PURE__ */ (() =>
  z.union([rateArm, meanArm, ratioArm, liftStateSchema]))();

/** An arm of an experiment with its name, as `measureArms` takes them. */
export const namedArmSchema: z.ZodMiniType<NamedArm> = /* @__PURE__ */ (() =>
  z.strictObject({ id: z.string().check(z.minLength(1)), arm: liftArmSchema }))();

// shared by the options of one lift and of several
const lifting = /* @__PURE__ */ (() => {
  const inside = z.number().check(z.gt(0), z.lt(1));
  return {
    level: z.exactOptional(inside),
    metric: z.exactOptional(z.string()),
    method: z.exactOptional(z.literal(["newcombe", "wald", "agresti_caffo", "score"])),
    relativeMethod: z.exactOptional(z.literal(["log", "delta", "fieller"])),
    distribution: z.exactOptional(z.literal(["normal", "t"])),
    alternative: z.exactOptional(z.literal(["two_sided", "greater", "less"])),
    sequential: z.exactOptional(z.strictObject({ tuning: z.exactOptional(z.number().check(z.gte(1))) })),
    theta: z.exactOptional(z.literal(["within", "pooled"])),
    minimumEffect: z.exactOptional(z.number().check(z.gt(0))),
    power: z.exactOptional(inside),
  };
})();

function hasSide({ level = 0.95, alternative = "two_sided" }: Pick<LiftOptions, "level" | "alternative">): boolean {
  return alternative === "two_sided" || level > 0.5;
}

const SIDE = { message: "a one-sided test needs a level above 0.5", path: ["level"] };

/** How a lift is to be measured, as a service receives it. */
export const liftOptionsSchema: z.ZodMiniType<LiftOptions> = /* @__PURE__ */ (() =>
  z.strictObject(lifting).check(z.refine(hasSide, SIDE)))();

/** How several arms are to be compared, as a service receives it. */
export const measureArmsOptionsSchema: z.ZodMiniType<MeasureArmsOptions> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      ...lifting,
      control: z.string().check(z.minLength(1)),
      correction: z.exactOptional(z.literal(["holm", "benjamini_hochberg", "none"])),
      test: z.exactOptional(z.literal(["absolute", "adjusted"])),
      expectedShares: z.exactOptional(z.record(z.string(), z.number().check(z.gt(0), z.lte(1)))),
    })
    .check(z.refine(hasSide, SIDE)))();

/** What a contact costs and a response brings, as a service receives it. */
export const incrementalProfitOptionsSchema: z.ZodMiniType<IncrementalProfitOptions> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      contactCost: positive,
      customers: z.int().check(z.gte(1)),
      valuePerResponse: z.exactOptional(z.number().check(z.gt(0))),
      marginRate: z.exactOptional(z.number().check(z.gt(0), z.lte(1))),
      use: z.exactOptional(z.literal(["absolute", "adjusted"])),
      testCost: z.exactOptional(positive),
    })
    .check(
      z.refine(
        ({ valuePerResponse, marginRate }) => (valuePerResponse === undefined) !== (marginRate === undefined),
        "give valuePerResponse for a rate, or marginRate for spend",
      ),
    ))();

/** Customers of both arms in one other campaign. */
export const campaignOverlapSchema: z.ZodMiniType<CampaignOverlap> = /* @__PURE__ */ (() =>
  z.strictObject({ campaign: z.string().check(z.minLength(1)), treated: count, control: count }))();
