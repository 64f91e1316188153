import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { sum } from "../../math/sum.ts";
import { CREDIT_SLACK } from "../roi/credits.ts";
import { requireText } from "../roi/records.ts";
import type { CampaignLink } from "../roi/types.ts";
import type { CampaignBook, CampaignYield, CampaignYieldOptions } from "./book-types.ts";

/** Campaigns below which the scatter between them is not known well enough for an interval. */
const MIN_CAMPAIGNS = 5;

/**
 * Tells how many opportunities a campaign brings, how many contracts, and how many contracts come of an opportunity:
 * campaigns : opportunities : contracts. What several campaigns had a part in is counted once, by credit.
 *
 * @param book - From {@link toCampaigns}: `campaigns`, `links`, `contractLinks`. Give finished campaigns alone for the
 * yield of finished work. Not mutated.
 * @param options - `level` (default 0.95).
 * @returns Counts and three ratios with the interval that the scatter between campaigns implies, never narrower than
 * independent events would make it; a ratio abstains below 5 campaigns and where nothing came.
 * @throws `ClienteleError` `duplicate_id` for a campaign or a link twice; `inconsistent` for credits of one target that sum
 * above 1 or stand on some of its links only; `invalid_type`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const ids = ["a", "b", "c", "d", "e"];
 * const campaigns = ids.map((id) => ({ id, region: "East", form: "dinner", start: "2026-01-05", plannedCost: 100 }));
 * const links = ids.flatMap((id, i) => Array.from({ length: i + 2 }, (_, k) => ({ campaignId: id, opportunityId: `${id}${k}` })));
 * const contractLinks = ids.map((id) => ({ campaignId: id, opportunityId: `k${id}` }));
 * const result = measureCampaignYield({ campaigns, links, contractLinks });
 * result.opportunitiesPerCampaign.value; // => 4
 * result.contractsPerOpportunity.value; // => 0.25
 * ```
 * @see Cochran (1977), Sampling Techniques, 3rd ed., eq. 6.9 (variance of a ratio), on the logarithm
 */
export function measureCampaignYield(
  book: Pick<CampaignBook, "campaigns" | "links" | "contractLinks">,
  options: CampaignYieldOptions = {},
): CampaignYield {
  requireObject(book, "book");
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireColumn(book.campaigns, "book.campaigns");
  const ids = Array.from(book.campaigns, (campaign, i) => {
    requireObject(campaign, `book.campaigns[${i}]`);
    requireText(campaign.id, `book.campaigns[${i}].id`);
    return campaign.id;
  });
  requireUnique(ids, "book.campaigns");
  const opportunities = countsOf(book.links, ids, "book.links");
  const contracts = countsOf(book.contractLinks, ids, "book.contractLinks");
  const each = ids.map(() => 1);
  return {
    campaigns: ids.length,
    opportunities: opportunities.targets,
    contracts: contracts.targets,
    opportunitiesPerCampaign: ratio(opportunities, each, 1, level, "campaign_no_opportunities"),
    contractsPerCampaign: ratio(contracts, each, 1, level, "campaign_no_contracts"),
    contractsPerOpportunity:
      opportunities.targets === 0
        ? { abstained: { code: "campaign_no_opportunities", params: {} } }
        : ratio(contracts, opportunities.credits, unsettled(contracts, opportunities), level, "campaign_no_contracts"),
  };
}

/** Credited counts by campaign. */
interface Counts {
  readonly targets: number;
  readonly credits: readonly number[];
  /** Σ credit², the variance of the total if events were independent. */
  readonly poisson: number;
}

function countsOf(links: readonly CampaignLink[], ids: readonly string[], name: string): Counts {
  requireColumn(links, name);
  const shares = new Map<string, number[]>(ids.map((id) => [id, []]));
  const byTarget = new Map<string, Map<string, number | undefined>>();
  for (let i = 0; i < links.length; i++) {
    const link = links[i] as CampaignLink;
    requireObject(link, `${name}[${i}]`);
    const { campaignId, opportunityId, credit } = link;
    requireText(campaignId, `${name}[${i}].campaignId`);
    requireText(opportunityId, `${name}[${i}].opportunityId`);
    if (credit !== undefined) requireNumber(credit, `${name}[${i}].credit`, { min: 0, max: 1 });
    const own = byTarget.get(opportunityId) ?? new Map<string, number | undefined>();
    if (own.has(campaignId)) {
      throw new ClienteleError(
        "duplicate_id",
        `${name}[${i}] repeats the link of campaign ${show(campaignId)} to ${show(opportunityId)}`,
        { index: i, campaignId, opportunityId },
      );
    }
    byTarget.set(opportunityId, own.set(campaignId, credit));
  }
  let targets = 0;
  for (const [target, own] of byTarget) {
    requireWhole(own, target, name);
    const mine = [...own].filter(([campaignId]) => shares.has(campaignId));
    if (mine.length > 0) targets++;
    for (const [campaignId, credit] of mine) shares.get(campaignId)?.push(credit ?? 1 / own.size);
  }
  const credited = [...shares.values()].flat();
  return {
    targets,
    credits: ids.map((id) => sum(shares.get(id) as number[])),
    poisson: sum(credited.map((share) => share * share)),
  };
}

/** Refuses credits of one target that would count it more than once; campaigns left out may hold the rest. */
function requireWhole(own: ReadonlyMap<string, number | undefined>, target: string, name: string): void {
  const given = [...own.values()].filter((credit) => credit !== undefined);
  const total = sum(given);
  if (given.length === 0 || (given.length === own.size && total <= 1 + CREDIT_SLACK)) return;
  const what =
    given.length < own.size
      ? `have a credit on ${given.length} of ${own.size} links of ${show(target)}; give it on all or on none`
      : `hold credits of ${show(target)} that sum to ${total}; they must sum to at most 1`;
  throw new ClienteleError("inconsistent", `${name} ${what}`, { target, total });
}

/** A contract comes of an opportunity or not, which scatters less than a count by the share that was not won. */
function unsettled(contracts: Counts, opportunities: Counts): number {
  return Math.max(0, 1 - sum(contracts.credits) / sum(opportunities.credits));
}

function ratio(
  { credits, poisson }: Counts,
  bases: readonly number[],
  dispersion: number,
  level: number,
  none: "campaign_no_opportunities" | "campaign_no_contracts",
): Estimate | Abstention {
  const n = credits.length;
  if (n < MIN_CAMPAIGNS) return { abstained: { code: "too_few_rows", params: { n, needed: MIN_CAMPAIGNS } } };
  const [total, base] = [sum(credits), sum(bases)];
  if (total === 0 || base === 0) return { abstained: { code: none, params: {} } };
  const value = total / base;
  const residuals = credits.map((count, i) => count - value * (bases[i] as number));
  const between = (n / (n - 1)) * sum(residuals.map((residual) => residual * residual));
  // campaigns that agree by chance do not make the future certain
  const variance = Math.max(between, dispersion * poisson);
  if (variance === 0) return { abstained: { code: "all_values_equal", params: { n, value } } };
  const relative = Math.sqrt(variance) / total;
  const factor = Math.exp(-studentTQuantile((1 - level) / 2, n - 1) * relative);
  return { value, n, interval: { lower: value / factor, upper: value * factor, level } };
}
