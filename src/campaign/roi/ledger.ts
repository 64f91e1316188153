import { requireNonEmpty, requireNumber, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type Credit, creditsOf } from "./credits.ts";
import { type CampaignEntry, type Deal, readCampaigns, readDeals } from "./records.ts";
import type { Campaign, CampaignLink, CampaignOpportunity } from "./types.ts";

/** Campaigns, deals and who is credited with what, checked and read as of one day. */
export interface Ledger {
  /** In input order. */
  readonly entries: readonly CampaignEntry[];
  readonly creditsByCampaign: ReadonlyMap<string, readonly Credit[]>;
  /** Opportunities that at least one campaign claims, by id. */
  readonly linked: readonly Deal[];
  /** The others, by id. */
  readonly unlinked: readonly Deal[];
}

/** Checks the three tables against each other and opens the books as of one day. */
export function openLedger(
  campaigns: readonly Campaign[],
  opportunities: readonly CampaignOpportunity[],
  links: readonly CampaignLink[],
  marginRate: number | undefined,
  asOfDay: number,
): Ledger {
  if (marginRate !== undefined) requireNumber(marginRate, "options.marginRate", { min: 0, max: 1 });
  requireNonEmpty(campaigns, "campaigns");
  const entries = readCampaigns(campaigns, asOfDay);
  const deals = readDeals(opportunities, marginRate, asOfDay);
  const credits = creditsOf(links, new Set(entries.map((entry) => entry.campaign.id)), deals);
  const creditsByCampaign = new Map<string, Credit[]>();
  const linked = new Set<Deal>();
  for (const credit of credits) {
    linked.add(credit.deal);
    if (credit.share === 0) continue;
    const own = creditsByCampaign.get(credit.campaignId);
    if (own === undefined) creditsByCampaign.set(credit.campaignId, [credit]);
    else own.push(credit);
  }
  for (const deal of linked) requireMargin(deal);
  const unlinked = [...deals.values()].filter((deal) => !linked.has(deal));
  return { entries, creditsByCampaign, linked: [...linked], unlinked };
}

function requireMargin({ id, won, contribution }: Deal): void {
  if (!won || contribution !== undefined) return;
  throw new ClienteleError(
    "inconsistent",
    `won opportunity ${show(id)} carries neither margin nor marginRate; give options.marginRate`,
    { id },
  );
}
