import * as z from "zod/mini";
import { dateSchema } from "../../time/date-schema.ts";
import type { CampaignMoneyParts, CashFlow, MoneyControl, RevenueSums } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.gte(0)))();

const revenue: z.ZodMiniType<RevenueSums> = /* @__PURE__ */ (() =>
  z.strictObject({ sum: z.number(), sumOfSquares: z.number().check(z.gte(0)) }))();

const control: z.ZodMiniType<MoneyControl> = /* @__PURE__ */ (() =>
  z.strictObject({ customers: z.int().check(z.gte(2)), revenue }))();

/** The totals of one campaign as JSON. */
export const campaignMoneyPartsSchema: z.ZodMiniType<CampaignMoneyParts> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      cost: z.number().check(z.gte(0)),
      contacted: z.exactOptional(count),
      responses: count,
      revenue,
      refunds: z.exactOptional(z.boolean()),
      marginRate: z.number().check(z.gt(0), z.lte(1)),
      leads: z.exactOptional(count),
      opportunities: z.exactOptional(count),
      contracts: z.exactOptional(count),
      control: z.exactOptional(control),
    })
    .check(
      z.refine(({ contacted, responses }) => contacted === undefined || contacted >= responses, {
        message: "responses must not exceed contacted",
        path: ["responses"],
      }),
      z.refine(({ contacted, control: alone }) => alone === undefined || (contacted !== undefined && contacted >= 2), {
        message: "a control group needs contacted, at least 2",
        path: ["contacted"],
      }),
    ))();

/** One flow of money as JSON; dates as ISO text or epoch milliseconds. */
export const cashFlowSchema: z.ZodMiniType<CashFlow> = /* @__PURE__ */ (() =>
  z.strictObject({
    date: dateSchema,
    amount: z.number(),
    kind: z.exactOptional(z.enum(["known", "deal"])),
    standardError: z.exactOptional(z.number().check(z.gte(0))),
  }))();
