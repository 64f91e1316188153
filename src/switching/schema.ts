// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../core/model.ts";
import { type DateLike, toDay } from "../time/index.ts";
import { SUM_SLACK } from "./levers.ts";
import type { FacetShares, LeverId, SwitchingAccount, SwitchingContract, SwitchingModel } from "./types.ts";

const amount = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();

/** ISO 8601 text or epoch milliseconds, as JSON carries a date. */
const date: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() =>
  z
    .union([z.string(), z.number()])
    .check(z.refine(isDate, "must be an ISO 8601 date such as 2026-03-31, or epoch milliseconds")))();

const evidence: z.ZodMiniType<Partial<Record<LeverId, number>>> = /* @__PURE__ */ (() =>
  z.strictObject(byLever(() => z.exactOptional(share))))();

const contract: z.ZodMiniType<SwitchingContract> = /* @__PURE__ */ (() =>
  z.strictObject({
    end: date,
    monthlyFee: amount,
    terminationShare: z.exactOptional(share),
  }))();

/** Runtime check of a {@link SwitchingAccount} as JSON carries it. */
export const switchingAccountSchema: z.ZodMiniType<SwitchingAccount> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: name,
      evidence,
      contract: z.exactOptional(contract),
      prepaidBalance: z.exactOptional(amount),
      points: z.exactOptional(amount),
      pointValue: z.exactOptional(amount),
      monthlyRevenue: z.exactOptional(amount),
      asOf: z.exactOptional(date),
    })
    .check(
      z.refine((account) => account.points === undefined || account.pointValue !== undefined, {
        error: "points need pointValue, the worth of one point",
        path: ["pointValue"],
      }),
    ))();

const facetShares: z.ZodMiniType<FacetShares> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      procedural: z.exactOptional(share),
      financial: z.exactOptional(share),
      relational: z.exactOptional(share),
    })
    .check(z.refine((shares) => sumsToOne(Object.values(shares)), "facet shares of a lever must sum to 1")))();

/** Runtime check of a {@link SwitchingModel} that crossed a process boundary. */
export const switchingModelSchema: z.ZodMiniType<SwitchingModel> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("switching"),
    version: z.literal(1),
    weights: z
      .strictObject(byLever(() => amount))
      .check(z.refine((weights) => sumsToOne(Object.values(weights)), "weights must sum to 1")),
    facets: z.strictObject(byLever(() => facetShares)),
    fittedOn: z.strictObject({ source: z.literal("stated"), basis: z.enum(["equal_facets", "own"]) }),
  }))();

/** How `loadModel` reads a switching model. */
export const switchingModelSpec: ModelSpec<SwitchingModel> = {
  kind: "switching",
  version: 1,
  schema: switchingModelSchema,
};

/** One field per lever, written out so that the type knows each of them. */
function byLever<T>(field: () => T): Record<LeverId, T> {
  return {
    quality: field(),
    service: field(),
    bundling: field(),
    standing: field(),
    brand: field(),
    personal_care: field(),
    promotion: field(),
    planned_visits: field(),
    differentiation: field(),
    agreements: field(),
    points: field(),
    social_gatherings: field(),
    clubs: field(),
    contacts: field(),
    habits: field(),
    prepayment: field(),
    emotional_account: field(),
  };
}

function sumsToOne(parts: readonly (number | undefined)[]): boolean {
  const total = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  return Math.abs(total - 1) <= SUM_SLACK;
}

function isDate(value: DateLike): boolean {
  try {
    toDay(value);
    return true;
  } catch {
    // toDay throws for one reason alone: that it is no date
    return false;
  }
}
