// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { dateSchema as date } from "../../time/date-schema.ts";
import { toEpochMs } from "../../time/day.ts";
import type { OpenDealCredit, Quota, QuotaPerson, WonDealCredit } from "./attainment-types.ts";
import type { CoveragePeriod, WonAmount } from "./need-types.ts";
import type { ForecastCall, ForecastCategory, ForecastOverride } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const minor = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e15)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const category: z.ZodMiniType<ForecastCategory> = /* @__PURE__ */ (() =>
  z.literal(["commit", "best_case", "pipeline", "omitted"]))();

/** A manager's override, as `assignForecastCategory` reads it. */
export const forecastOverrideSchema: z.ZodMiniType<ForecastOverride> = /* @__PURE__ */ (() =>
  z
    .object({
      category: z.exactOptional(category),
      amount: z.exactOptional(amount),
      by: id,
      at: date,
      why: id,
    })
    .check(
      z.refine(
        (one) => one.category !== undefined || one.amount !== undefined,
        "must name a category, an amount or both",
      ),
    ))();

/** A past call, as `measureForecastBias` reads it. */
export const forecastCallSchema: z.ZodMiniType<ForecastCall> = /* @__PURE__ */ (() =>
  z.object({
    owner: id,
    manager: z.exactOptional(id),
    period: id,
    forecast: amount,
    managerForecast: z.exactOptional(amount),
    actual: amount,
    category: z.exactOptional(category),
  }))();

/** A quota, as `measureQuotaAttainment` reads it. */
export const quotaSchema: z.ZodMiniType<Quota> = /* @__PURE__ */ (() =>
  z
    .object({
      dimension: z.literal(["person", "team", "region", "product"]),
      unit: id,
      from: date,
      to: date,
      amountMinor: minor,
      startsOn: z.exactOptional(date),
      ramp: z.exactOptional(z.readonly(z.array(share))),
    })
    .check(
      z.refine((quota) => toEpochMs(quota.to) >= toEpochMs(quota.from), "ends before it begins"),
      z.refine((quota) => quota.ramp === undefined || quota.startsOn !== undefined, "ramp needs startsOn"),
    ))();

/** A person with a team, as `measureQuotaAttainment` reads it. */
export const quotaPersonSchema: z.ZodMiniType<QuotaPerson> = /* @__PURE__ */ (() =>
  z.object({ id, team: z.exactOptional(id) }))();

const deal = /* @__PURE__ */ (() => ({
  dealId: id,
  amountMinor: minor,
  credit: z.readonly(
    z.array(z.object({ owner: id, amountMinor: minor })).check(
      z.minLength(1),
      z.refine((list) => new Set(list.map(({ owner }) => owner)).size === list.length, "owners must be unique"),
    ),
  ),
  region: z.exactOptional(id),
  product: z.exactOptional(id),
}))();

/** A won deal with its credit, as `measureQuotaAttainment` reads it. */
export const wonDealCreditSchema: z.ZodMiniType<WonDealCredit> = /* @__PURE__ */ (() =>
  z.object({ ...deal, wonOn: date }))();

/** An open deal with its chance, as `measureQuotaAttainment` reads it. */
export const openDealCreditSchema: z.ZodMiniType<OpenDealCredit> = /* @__PURE__ */ (() =>
  z.object({ ...deal, chance: share }))();

/** A past period's open and won amount, as `measureCoverageNeed` reads it. */
export const coveragePeriodSchema: z.ZodMiniType<CoveragePeriod> = /* @__PURE__ */ (() =>
  z.object({ period: id, open: amount, won: amount }))();

/** An amount won on a day, as `measurePace` reads it. */
export const wonAmountSchema: z.ZodMiniType<WonAmount> = /* @__PURE__ */ (() => z.object({ on: date, amount }))();
