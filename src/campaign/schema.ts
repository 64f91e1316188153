// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { type DateLike, toDay } from "../time/day.ts";
import type { Campaign, CampaignCostLine, CampaignLink, CampaignOpportunity } from "./roi/types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const money = /* @__PURE__ */ (() => z.number().check(z.gte(0)))();
const share = /* @__PURE__ */ (() => z.number().check(z.gte(0), z.lte(1)))();

/** Relative slack of sums of amounts rounded to cents. */
const SUM_SLACK = 1e-9;

function isDate(date: DateLike): boolean {
  try {
    toDay(date);
    return true;
  } catch {
    return false;
  }
}

const date = /* @__PURE__ */ (() =>
  z
    .union([z.string(), z.number()])
    .check(z.refine(isDate, "must be ISO 8601 such as 2026-03-31, or epoch milliseconds")))();

const costLine: z.ZodMiniType<CampaignCostLine> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: id,
    planned: money,
    real: z.exactOptional(money),
  }))();

function linesAgree({ lines = [], plannedCost, realCost }: Campaign): boolean {
  const near = (total: number, stated: number) => Math.abs(total - stated) <= SUM_SLACK * Math.max(1, stated);
  const add = (pick: (line: CampaignCostLine) => number) => lines.reduce((total, line) => total + pick(line), 0);
  if (lines.length === 0) return true;
  if (
    !near(
      add((line) => line.planned),
      plannedCost,
    )
  )
    return false;
  const known = realCost !== undefined && lines.every((line) => line.real !== undefined);
  return (
    !known ||
    near(
      add((line) => line.real ?? 0),
      realCost,
    )
  );
}

function endsAfterStart({ start, end }: Campaign): boolean {
  return end === undefined || !isDate(start) || !isDate(end) || toDay(end) >= toDay(start);
}

/** One campaign as JSON; dates as ISO text or epoch milliseconds. */
export const campaignSchema: z.ZodMiniType<Campaign> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id,
      name: z.exactOptional(id),
      region: id,
      form: id,
      start: date,
      end: z.exactOptional(date),
      plannedCost: money,
      realCost: z.exactOptional(money),
      lines: z.exactOptional(z.readonly(z.array(costLine))),
    })
    .check(
      z.refine(endsAfterStart, { message: "end must not lie before start", path: ["end"] }),
      z.refine(linesAgree, {
        message: "lines must sum to plannedCost, and to realCost where all are known",
        path: ["lines"],
      }),
    ))();

/** One opportunity as JSON. */
export const campaignOpportunitySchema: z.ZodMiniType<CampaignOpportunity> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id,
      amount: money,
      margin: z.exactOptional(z.number()),
      marginRate: z.exactOptional(share),
      won: z.boolean(),
      open: z.exactOptional(z.boolean()),
      wonOn: z.exactOptional(date),
    })
    .check(
      z.refine(({ margin, marginRate }) => margin === undefined || marginRate === undefined, {
        message: "give margin or marginRate, not both",
        path: ["marginRate"],
      }),
    ))();

/** One link between a campaign and an opportunity as JSON. */
export const campaignLinkSchema: z.ZodMiniType<CampaignLink> = /* @__PURE__ */ (() =>
  z.strictObject({
    campaignId: id,
    opportunityId: id,
    credit: z.exactOptional(share),
  }))();
