import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, toDay } from "../../time/day.ts";
import type { Campaign, CampaignCostLine, CampaignOpportunity } from "./types.ts";

/** Slack for sums of amounts that were rounded to cents and added up by someone else. */
const SUM_SLACK = 1e-9;

/** Refuses an id that is no text or empty; ids such as `__proto__` are ordinary. */
export function requireText(value: unknown, name: string): void {
  if (typeof value !== "string" || value === "") {
    throw new ClienteleError("invalid_type", `${name} must be non-empty text, got ${show(value)}`, { name });
  }
}

/** A campaign with its days counted and its cost decided. */
export interface CampaignEntry {
  readonly campaign: Campaign;
  readonly startDay: number;
  readonly endDay?: number;
  readonly plannedCost: number;
  readonly realCost?: number;
  readonly cost: number;
  readonly costBasis: "real" | "planned" | "none";
}

/** Checks campaigns and decides what each has cost by `asOfDay`. */
export function readCampaigns(campaigns: readonly Campaign[], asOfDay: number): CampaignEntry[] {
  requireColumn(campaigns, "campaigns");
  const entries: CampaignEntry[] = [];
  for (let i = 0; i < campaigns.length; i++) {
    const campaign = campaigns[i] as Campaign;
    const at = `campaigns[${i}]`;
    requireObject(campaign, at);
    requireText(campaign.id, `${at}.id`);
    requireText(campaign.region, `${at}.region`);
    requireText(campaign.form, `${at}.form`);
    if (campaign.name !== undefined) requireText(campaign.name, `${at}.name`);
    requireNumber(campaign.plannedCost, `${at}.plannedCost`, { min: 0 });
    const startDay = toDay(campaign.start, `${at}.start`);
    const endDay = campaign.end === undefined ? undefined : toDay(campaign.end, `${at}.end`);
    if (endDay !== undefined && endDay < startDay) {
      throw new ClienteleError("inconsistent", `${at}.end lies before its start (campaign ${show(campaign.id)})`, {
        index: i,
        id: campaign.id,
      });
    }
    const realCost = realCostOf(campaign, at);
    const { plannedCost } = campaign;
    const known = realCost === undefined ? {} : { realCost };
    const begun = startDay <= asOfDay;
    const costBasis = realCost !== undefined ? "real" : begun ? "planned" : "none";
    entries.push({
      campaign,
      startDay,
      ...(endDay === undefined ? {} : { endDay }),
      plannedCost,
      ...known,
      cost: realCost ?? (begun ? plannedCost : 0),
      costBasis,
    });
  }
  requireUnique(
    entries.map((entry) => entry.campaign.id),
    "campaigns",
  );
  return entries;
}

function realCostOf(campaign: Campaign, at: string): number | undefined {
  const { realCost, lines } = campaign;
  if (realCost !== undefined) requireNumber(realCost, `${at}.realCost`, { min: 0 });
  if (lines === undefined) return realCost;
  requireColumn(lines, `${at}.lines`);
  let planned = 0;
  let real = 0;
  let known = 0;
  for (let k = 0; k < lines.length; k++) {
    const line = lines[k] as CampaignCostLine;
    const lineAt = `${at}.lines[${k}]`;
    requireObject(line, lineAt);
    requireText(line.kind, `${lineAt}.kind`);
    requireNumber(line.planned, `${lineAt}.planned`, { min: 0 });
    planned += line.planned;
    if (line.real === undefined) continue;
    requireNumber(line.real, `${lineAt}.real`, { min: 0 });
    real += line.real;
    known++;
  }
  if (lines.length === 0) return realCost;
  requireAgreement(planned, campaign.plannedCost, `${at}.lines`, "plannedCost", campaign.id);
  if (known < lines.length) return realCost;
  if (realCost !== undefined) requireAgreement(real, realCost, `${at}.lines`, "realCost", campaign.id);
  return realCost ?? real;
}

function requireAgreement(total: number, stated: number, name: string, field: string, id: string): void {
  if (Math.abs(total - stated) <= SUM_SLACK * Math.max(1, Math.abs(stated))) return;
  throw new ClienteleError(
    "inconsistent",
    `${name} sum to ${total}, but ${field} is ${stated} (campaign ${show(id)})`,
    {
      id,
      total,
      stated,
    },
  );
}

/** An opportunity as of one day: whether it is won by then, and what the whole deal contributes if so. */
export interface Deal {
  readonly id: string;
  readonly won: boolean;
  /** Neither won nor lost by then. */
  readonly open: boolean;
  readonly amount: number;
  /** Contribution of the whole deal; `undefined` where neither the deal nor the caller names a margin. */
  readonly contribution: number | undefined;
  readonly wonDay: number | undefined;
}

/** Checks opportunities and reads them as of one day, in the order of their ids so that input order cannot matter. */
export function readDeals(
  opportunities: readonly CampaignOpportunity[],
  marginRate: number | undefined,
  asOfDay: number,
): Map<string, Deal> {
  requireColumn(opportunities, "opportunities");
  const deals: Deal[] = [];
  for (let i = 0; i < opportunities.length; i++) {
    const row = opportunities[i] as CampaignOpportunity;
    const at = `opportunities[${i}]`;
    requireObject(row, at);
    requireText(row.id, `${at}.id`);
    requireNumber(row.amount, `${at}.amount`, { min: 0 });
    if (typeof row.won !== "boolean") {
      throw new ClienteleError("invalid_type", `${at}.won must be true or false, got ${show(row.won)}`, { index: i });
    }
    const wonDay = row.wonOn === undefined ? undefined : toDay(row.wonOn as DateLike, `${at}.wonOn`);
    const won = row.won && (wonDay === undefined || wonDay <= asOfDay);
    if (row.open !== undefined && typeof row.open !== "boolean") {
      throw new ClienteleError("invalid_type", `${at}.open must be true or false, got ${show(row.open)}`, { index: i });
    }
    if (row.won && row.open === true) {
      throw new ClienteleError("inconsistent", `${at} is both won and open (${show(row.id)})`, { id: row.id });
    }
    // a deal won only later was open on the day
    const open = row.open === true || (row.won && !won);
    deals.push({
      id: row.id,
      won,
      open,
      amount: row.amount,
      contribution: contributionOf(row, at, marginRate),
      wonDay,
    });
  }
  requireUnique(
    deals.map((deal) => deal.id),
    "opportunities",
  );
  deals.sort((a, b) => (a.id < b.id ? -1 : 1));
  return new Map(deals.map((deal) => [deal.id, deal]));
}

function contributionOf(row: CampaignOpportunity, at: string, marginRate: number | undefined): number | undefined {
  const { margin, marginRate: own } = row;
  if (margin !== undefined) requireNumber(margin, `${at}.margin`);
  if (own !== undefined) requireNumber(own, `${at}.marginRate`, { min: 0, max: 1 });
  if (margin !== undefined && own !== undefined) {
    throw new ClienteleError("inconsistent", `${at} gives both margin and marginRate (${show(row.id)}); give one`, {
      id: row.id,
    });
  }
  const rate = own ?? marginRate;
  return margin ?? (rate === undefined ? undefined : row.amount * rate);
}
