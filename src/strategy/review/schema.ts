// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ActualCustomer, StrategyActuals } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e18)))();
const month = /* @__PURE__ */ (() => z.int().check(z.minimum(0), z.maximum(599)))();

/** Runtime check of an {@link ActualCustomer} as JSON carries it. */
export const actualCustomerSchema: z.ZodMiniType<ActualCustomer> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    count: z.exactOptional(z.int().check(z.minimum(1), z.maximum(1e9))),
    leftMonth: z.exactOptional(month),
    cameMonth: z.exactOptional(month),
    wonBy: z.exactOptional(id),
    revenue: z.exactOptional(amount),
    contribution: z.exactOptional(z.number().check(z.minimum(-1e18), z.maximum(1e18))),
    units: z.exactOptional(amount),
    plannedUnits: z.exactOptional(z.number().check(z.gt(0), z.maximum(1e18))),
    moves: z.exactOptional(z.readonly(z.array(id))),
    tier: z.exactOptional(id),
  }))();

/** Runtime check of {@link StrategyActuals} as JSON carries them. */
export const strategyActualsSchema: z.ZodMiniType<StrategyActuals> = /* @__PURE__ */ (() =>
  z.strictObject({
    months: z.int().check(z.minimum(1), z.maximum(600)),
    customers: z.readonly(z.array(actualCustomerSchema)),
    spend: z.exactOptional(z.readonly(z.record(z.string(), amount))),
  }))();
