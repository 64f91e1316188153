import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Deal } from "./records.ts";
import { requireText } from "./records.ts";
import type { CampaignLink } from "./types.ts";

/** How far credits of one opportunity or contract may sum from one: rounding of shares such as 1/3. */
export const CREDIT_SLACK = 1e-9;

/** A campaign's share of one opportunity. */
export interface Credit {
  readonly campaignId: string;
  readonly deal: Deal;
  readonly share: number;
}

/**
 * Brings links to credits that sum to one for every linked opportunity: as given, or equal shares where none is given.
 * Opportunities come in the order of `deals`, so that the order of links cannot matter.
 */
export function creditsOf(
  links: readonly CampaignLink[],
  campaignIds: ReadonlySet<string>,
  deals: ReadonlyMap<string, Deal>,
): Credit[] {
  requireColumn(links, "links");
  const byOpportunity = new Map<string, Map<string, number | undefined>>();
  for (let i = 0; i < links.length; i++) {
    const link = links[i] as CampaignLink;
    requireObject(link, `links[${i}]`);
    const { campaignId, opportunityId, credit } = link;
    requireKnown(campaignId, campaignIds, `links[${i}].campaignId`, "campaign");
    requireKnown(opportunityId, deals, `links[${i}].opportunityId`, "opportunity");
    if (credit !== undefined) requireNumber(credit, `links[${i}].credit`, { min: 0, max: 1 });
    const shares = byOpportunity.get(opportunityId) ?? new Map<string, number | undefined>();
    if (shares.has(campaignId)) {
      throw new ClienteleError(
        "duplicate_id",
        `links[${i}] repeats the link of campaign ${show(campaignId)} to opportunity ${show(opportunityId)}`,
        { index: i, campaignId, opportunityId },
      );
    }
    byOpportunity.set(opportunityId, shares.set(campaignId, credit));
  }
  const credits: Credit[] = [];
  for (const [id, deal] of deals) {
    const shares = byOpportunity.get(id);
    if (shares === undefined) continue;
    const ids = [...shares.keys()].sort();
    const total = totalCredit(shares, ids, id);
    for (const campaignId of ids) {
      credits.push({
        campaignId,
        deal,
        share: total === undefined ? 1 / ids.length : share(shares, campaignId) / total,
      });
    }
  }
  return credits;
}

function share(shares: ReadonlyMap<string, number | undefined>, campaignId: string): number {
  return shares.get(campaignId) ?? 0;
}

/** Sum of the given credits; `undefined` where none is given. */
function totalCredit(
  shares: ReadonlyMap<string, number | undefined>,
  ids: readonly string[],
  opportunityId: string,
): number | undefined {
  const given = ids.filter((campaignId) => shares.get(campaignId) !== undefined);
  if (given.length === 0) return undefined;
  let total = 0;
  for (const campaignId of given) total += share(shares, campaignId);
  if (given.length < ids.length || Math.abs(total - 1) > CREDIT_SLACK) {
    const what =
      given.length < ids.length
        ? `has a credit on ${given.length} of its ${ids.length} links; give it on all or on none`
        : `has credits that sum to ${total}; they must sum to 1`;
    throw new ClienteleError("inconsistent", `opportunity ${show(opportunityId)} ${what}`, { opportunityId, total });
  }
  return total;
}

function requireKnown(
  id: string,
  known: { has(id: string): boolean },
  name: string,
  what: "campaign" | "opportunity",
): void {
  requireText(id, name);
  if (known.has(id)) return;
  throw new ClienteleError("unknown_id", `${name} names the ${what} ${show(id)}, which is not among those given`, {
    name,
    id,
  });
}
