import * as z from "zod/mini";
import { type DateLike, toDay } from "../time/index.ts";
import type { LeverId, SwitchingAccount, SwitchingContract } from "./types.ts";

const amount = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const spread = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(0.5)))();
const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();

/** ISO 8601 text or epoch milliseconds, as JSON carries a date. */
const date: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() =>
  z
    .union([z.string(), z.number()])
    .check(z.refine(isDate, "must be an ISO 8601 date such as 2026-03-31, or epoch milliseconds")))();

const contract: z.ZodMiniType<SwitchingContract> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: z.exactOptional(name),
    end: date,
    monthlyFee: amount,
    terminationShare: z.exactOptional(share),
    terminationFee: z.exactOptional(amount),
    feeSchedule: z.exactOptional(
      z.array(z.strictObject({ from: date, fee: amount })).check(
        z.minLength(1),
        z.refine(
          (steps) =>
            steps.every((step, i) => {
              const before = steps[i - 1];
              return before === undefined || (dayOf(before.from) < dayOf(step.from) && before.fee >= step.fee);
            }),
          "steps must stand in the order of their days, with fees that never rise",
        ),
      ),
    ),
    noticeDays: z.exactOptional(z.int().check(z.minimum(0), z.maximum(3660))),
    renewalMonths: z.exactOptional(z.int().check(z.minimum(1), z.maximum(120))),
  }))();

/** Runtime check of a {@link SwitchingAccount} as JSON carries it. */
export const switchingAccountSchema: z.ZodMiniType<SwitchingAccount> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: name,
      evidence: z.strictObject(byLever(() => z.exactOptional(share))),
      evidenceSd: z.exactOptional(z.strictObject(byLever(() => z.exactOptional(spread)))),
      contract: z.exactOptional(contract),
      contracts: z.exactOptional(z.array(contract)),
      prepaidBalance: z.exactOptional(amount),
      prepaidUntil: z.exactOptional(date),
      points: z.exactOptional(amount),
      pointLots: z.exactOptional(z.array(z.strictObject({ points: amount, expires: date }))),
      pointValue: z.exactOptional(amount),
      migration: z.exactOptional(z.strictObject({ hours: amount, hourlyRate: amount })),
      retraining: z.exactOptional(z.strictObject({ people: amount, hoursEach: amount, hourlyRate: amount })),
      equipment: z.exactOptional(
        z.array(
          z
            .strictObject({ cost: amount, boughtOn: date, writtenOffOn: date })
            .check(
              z.refine(
                (item) => dayOf(item.boughtOn) < dayOf(item.writtenOffOn),
                "writtenOffOn must come after boughtOn",
              ),
            ),
        ),
      ),
      discounts: z.exactOptional(z.array(z.strictObject({ monthly: amount, until: date }))),
      leverEnds: z.exactOptional(z.strictObject(byLever(() => z.exactOptional(date)))),
      monthlyRevenue: z.exactOptional(amount),
      asOf: z.exactOptional(date),
    })
    .check(
      z.refine(
        (account) =>
          (account.points === undefined && account.pointLots === undefined) || account.pointValue !== undefined,
        {
          error: "points need pointValue, the worth of one point",
          path: ["pointValue"],
        },
      ),
    ))();

/** One field per lever, written out so that the type knows each of them. */
export function byLever<T>(field: () => T): Record<LeverId, T> {
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

/** Its UTC day; NaN, which no comparison passes, for what is no date. */
function dayOf(value: DateLike): number {
  try {
    return toDay(value);
  } catch {
    return Number.NaN;
  }
}

function isDate(value: DateLike): boolean {
  return !Number.isNaN(dayOf(value));
}
