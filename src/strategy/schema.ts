// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect.
import * as z from "zod/mini";
import type {
  BelievedCost,
  EffectDistribution,
  EffectSource,
  Move,
  Strategy,
  StrategyBook,
  StrategyCustomer,
  TargetRule,
} from "./types.ts";

const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const chance = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.lt(1)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const text = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const plain = /* @__PURE__ */ (() => z.union([z.string(), z.number(), z.boolean()]))();

const customer: z.ZodMiniType<StrategyCustomer> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: text,
    count: z.exactOptional(z.int().check(z.positive())),
    standing: z.exactOptional(z.literal(["ours", "rival", "lost", "prospect"])),
    monthlyRevenue: amount,
    marginRate: z.exactOptional(share),
    monthlyChurn: z.union([chance, z.array(chance).check(z.minLength(1))]),
    yearlyGrowth: z.exactOptional(z.number().check(z.gt(-1))),
    tier: z.exactOptional(text),
    quadrant: z.exactOptional(text),
    switchingIndex: z.exactOptional(z.number().check(z.minimum(0), z.maximum(100))),
    facts: z.exactOptional(z.record(z.string(), plain)),
  }))();

/** Runtime check of a {@link StrategyBook} that crossed a process boundary. */
export const strategyBookSchema: z.ZodMiniType<StrategyBook> = /* @__PURE__ */ (() =>
  z.strictObject({
    customers: z.readonly(z.array(customer)),
    marginRate: z.exactOptional(share),
    doubt: z.exactOptional(
      z.strictObject({
        churn: z.exactOptional(share),
        revenue: z.exactOptional(share),
        growth: z.exactOptional(share),
      }),
    ),
  }))();

const target: z.ZodMiniType<TargetRule> = /* @__PURE__ */ (() => {
  const named = z.literal([
    "tier",
    "quadrant",
    "switchingIndex",
    "monthlyChurn",
    "monthlyRevenue",
    "marginRate",
    "yearlyGrowth",
    "valueAtStake",
  ]);
  const fact = z.string().check(z.regex(/^facts\../)) as unknown as z.ZodMiniType<`facts.${string}`>;
  const field = z.union([named, fact]);
  const condition = z.strictObject({
    field,
    in: z.exactOptional(z.readonly(z.array(plain))),
    notIn: z.exactOptional(z.readonly(z.array(plain))),
    min: z.exactOptional(z.number()),
    max: z.exactOptional(z.number()),
  });
  return z.strictObject({
    where: z.exactOptional(z.readonly(z.array(condition))),
    rankBy: z.exactOptional(field),
    order: z.exactOptional(z.literal(["highest", "lowest"])),
  });
})();

const distribution: z.ZodMiniType<EffectDistribution> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ kind: z.literal("fixed"), value: z.number() }),
    z.strictObject({ kind: z.literal("normal"), mean: z.number(), standardDeviation: amount }),
    z.strictObject({
      kind: z.literal("logNormal"),
      median: z.number().check(z.gt(0)),
      logStandardDeviation: z.number().check(z.minimum(0), z.maximum(3)),
    }),
    z.strictObject({ kind: z.literal("beta"), a: z.number().check(z.gt(0)), b: z.number().check(z.gt(0)) }),
    z.strictObject({ kind: z.literal("empirical"), draws: z.readonly(z.array(z.number()).check(z.minLength(1))) }),
  ]))();

const source: z.ZodMiniType<EffectSource> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal(["experiment", "history", "belief"]),
    n: z.exactOptional(amount),
    note: z.exactOptional(z.string()),
  }))();

const cost: z.ZodMiniType<number | BelievedCost> = /* @__PURE__ */ (() =>
  z.union([amount, z.strictObject({ assumption: text, distribution, source })]))();

/** Runtime check of a {@link Move} that crossed a process boundary. */
export const moveSchema: z.ZodMiniType<Move> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: text,
    aim: z.literal(["retain", "develop", "winOver", "winBack", "acquire"]),
    means: z.literal(["price", "service", "lever", "campaign"]),
    target: z.exactOptional(target),
    capacity: z.exactOptional(z.int().check(z.nonnegative())),
    priority: z.exactOptional(z.number()),
    startMonth: z.exactOptional(z.int().check(z.nonnegative())),
    months: z.exactOptional(z.int().check(z.positive())),
    cost: z.strictObject({
      fixed: z.exactOptional(cost),
      perCustomer: z.exactOptional(cost),
      perCustomerMonth: z.exactOptional(cost),
      perWin: z.exactOptional(cost),
    }),
    effects: z.readonly(
      z.array(
        z.strictObject({
          assumption: text,
          on: z.literal(["churn", "revenue", "margin", "conversion"]),
          distribution,
          source,
        }),
      ),
    ),
  }))();

/** Runtime check of a {@link Strategy} that crossed a process boundary. */
export const strategySchema: z.ZodMiniType<Strategy> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: text,
    name: z.exactOptional(text),
    moves: z.readonly(z.array(moveSchema)),
    movesPerCustomer: z.exactOptional(z.int().check(z.positive())),
  }))();
