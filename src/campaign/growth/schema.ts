import * as z from "zod/mini";
import type { GrowthPeriod, GrowthRow, GrowthUnit, ProductRow } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const period: z.ZodMiniType<GrowthPeriod> = /* @__PURE__ */ (() => z.union([z.number(), id]))();

/** One unit of a comparison in time as JSON. */
export const growthUnitSchema: z.ZodMiniType<GrowthUnit> = /* @__PURE__ */ (() =>
  z.strictObject({
    unit: id,
    start: z.exactOptional(period),
    weight: z.exactOptional(z.number().check(z.gte(1e-6), z.lte(1e9))),
  }))();

/** What a unit had in one period, as JSON. */
export const growthRowSchema: z.ZodMiniType<GrowthRow> = /* @__PURE__ */ (() =>
  z.strictObject({ unit: id, period, value: z.number().check(z.gte(-1e150), z.lte(1e150)) }))();

/** A product that a unit carried in one period, as JSON. */
export const productRowSchema: z.ZodMiniType<ProductRow> = /* @__PURE__ */ (() =>
  z.strictObject({ unit: id, period, product: id }))();
