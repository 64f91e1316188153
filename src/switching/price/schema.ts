// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { dateSchema } from "../../time/date-schema.ts";
import type { GaborGrangerAnswer, PricePurchase, VanWestendorpAnswer } from "./types.ts";

const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const price = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.maximum(1e100)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e100)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();

/** Runtime check of a {@link PricePurchase} as JSON carries it. */
export const pricePurchaseSchema: z.ZodMiniType<PricePurchase> = /* @__PURE__ */ (() =>
  z.strictObject({ customer: name, date: dateSchema, price, quantity: amount, segment: z.exactOptional(name) }))();

/** Runtime check of a {@link VanWestendorpAnswer}; prices that do not rise are no mistake of form and pass. */
export const vanWestendorpAnswerSchema: z.ZodMiniType<VanWestendorpAnswer> = /* @__PURE__ */ (() =>
  z.strictObject({
    tooCheap: amount,
    cheap: amount,
    expensive: amount,
    tooExpensive: amount,
    intentCheap: z.exactOptional(share),
    intentExpensive: z.exactOptional(share),
  }))();

/** Runtime check of a {@link GaborGrangerAnswer}. */
export const gaborGrangerAnswerSchema: z.ZodMiniType<GaborGrangerAnswer> = /* @__PURE__ */ (() =>
  z.strictObject({ respondent: name, price, buys: z.boolean() }))();
