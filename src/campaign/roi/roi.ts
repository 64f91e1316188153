import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { sum } from "../../math/sum.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { addSums, type CreditedDeal, type FigureOptions, figuresOf, ratiosOf, sumDeals } from "./figures.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { paybackOf } from "./payback.ts";
import type { CampaignEntry } from "./records.ts";
import type {
  Campaign,
  CampaignLink,
  CampaignOpportunity,
  CampaignRoi,
  CampaignRoiOptions,
  CampaignRoiResult,
  CampaignTotals,
} from "./types.ts";
import { unfinishedCautions } from "./unfinished.ts";

/** Won deals below which an interval says more about its formula than about the campaign. */
const MIN_DEALS = 5;

/** Share of the contribution from which one deal is called dominant. */
const DOMINANT = 0.5;

/**
 * Tells what each campaign cost and what came back: opportunities, contracts, contribution, return on the money spent
 * and the day on which it was paid back. An opportunity that several campaigns worked on is shared between them, so
 * that nothing is counted twice: the campaigns' figures sum to the totals.
 *
 * ROI is net and rests on what is credited: (contribution − cost) ÷ cost, contribution being revenue × margin. ROMI, which
 * counts only what would not have come anyway, needs a control group: `measureCampaignMoney`.
 *
 * The interval of a return treats the won deals as a compound Poisson process (number and size both vary) and the cost
 * as known; see the guide for what it covers.
 *
 * @param campaigns - One row per campaign. Amounts in one currency. Not mutated.
 * @param opportunities - Opportunities, won, lost or open. A deal dated after `asOf` counts as not yet won.
 * @param links - Which campaign had a part in which opportunity. Without credits an opportunity is shared equally.
 * @param options - `asOf`, and `marginRate` (0–1) for deals that carry no margin of their own; `level` (default 0.95);
 * `minDeals` (default 5).
 * @returns One entry per campaign in input order, totals, and the opportunities that no campaign claims.
 * @throws `ClienteleError` `empty_input` without campaigns; `duplicate_id`; `unknown_id` for a link to nothing;
 * `inconsistent` for credits that do not sum to 1, an end before its start, cost lines that do not sum to the cost, or
 * a won deal without any margin; `invalid_date`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const campaigns = [{ id: "fair", region: "East", form: "exhibition", start: "2026-01-10", plannedCost: 1000 }];
 * const opportunities = [
 *   { id: "o1", amount: 4000, won: true, wonOn: "2026-02-09" },
 *   { id: "o2", amount: 9000, won: false },
 * ];
 * const links = [{ campaignId: "fair", opportunityId: "o1" }, { campaignId: "fair", opportunityId: "o2" }];
 * const result = measureCampaignRoi(campaigns, opportunities, links, { asOf: "2026-03-31", marginRate: 0.4 });
 * result.totals.realizedRoi; // ≈ 0.6
 * result.campaigns[0].payback; // => { days: 30, date: "2026-02-09", earliest: "2026-02-09" }
 * ```
 * @see Garwood (1936), Biometrika 28, 437–442, for the number of deals; Zou & Donner (2008), Statistics in Medicine 27,
 * 1693–1702, for joining it with their sizes
 */
export function measureCampaignRoi(
  campaigns: readonly Campaign[],
  opportunities: readonly CampaignOpportunity[],
  links: readonly CampaignLink[],
  options: CampaignRoiOptions,
): CampaignRoiResult {
  requireObject(options, "options");
  const { level = 0.95, minDeals = MIN_DEALS, marginRate } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(minDeals, "options.minDeals", { min: 1, integer: true });
  const asOfDay = toDay(options.asOf, "options.asOf");
  const ledger = openLedger(campaigns, opportunities, links, marginRate, asOfDay);
  const figureOptions = { level, minDeals };
  const rows = ledger.entries.map((entry) => campaignRoi(entry, ledger, figureOptions, asOfDay));
  return {
    asOf: toIsoDate(asOfDay),
    level,
    campaigns: rows,
    totals: totalsOf(rows, ledger, figureOptions, asOfDay),
    unlinked: {
      ids: ledger.unlinked.map((deal) => deal.id),
      won: ledger.unlinked.filter((deal) => deal.won).length,
      revenue: sum(ledger.unlinked.map((deal) => (deal.won ? deal.amount : 0))),
    },
  };
}

function campaignRoi(entry: CampaignEntry, ledger: Ledger, options: FigureOptions, asOfDay: number): CampaignRoi {
  const { campaign, plannedCost, realCost, cost, costBasis, startDay } = entry;
  const deals = ledger.creditsByCampaign.get(campaign.id) ?? [];
  const sums = sumDeals(deals);
  const figures = figuresOf(deals, sums, cost, options);
  const start = toIsoDate(startDay);
  return {
    id: campaign.id,
    ...(campaign.name === undefined ? {} : { name: campaign.name }),
    region: campaign.region,
    form: campaign.form,
    start,
    costBasis,
    plannedCost,
    ...(realCost === undefined ? {} : { realCost, overrun: realCost - plannedCost }),
    ...figures,
    ...(startDay > asOfDay ? { roi: { abstained: { code: "campaign_not_started", params: { start } } } } : {}),
    payback: paybackOf(entry, deals, asOfDay, options.level),
    cautions: [
      ...unfinishedCautions(
        deals.map(({ deal }) => deal),
        [entry],
        asOfDay,
      ),
      ...cautionsOf(deals, sums.contribution, startDay),
    ],
  };
}

function cautionsOf(deals: readonly CreditedDeal[], contribution: number, startDay: number): Reason[] {
  const cautions: Reason[] = [];
  const won = deals.filter(({ deal }) => deal.won);
  const early = won.filter(({ deal }) => deal.wonDay !== undefined && deal.wonDay < startDay).length;
  if (early > 0) cautions.push({ code: "campaign_won_before_start", params: { n: early } });
  let largest = 0;
  for (const { deal, share } of won) largest = Math.max(largest, (deal.contribution ?? 0) * share);
  if (won.length > 1 && contribution > 0 && largest >= DOMINANT * contribution) {
    // losses elsewhere can make one deal more than the whole
    cautions.push({ code: "campaign_one_deal_dominates", params: { share: Math.min(1, largest / contribution) } });
  }
  return cautions;
}

/** Every amount is the sum of the rows' own, so that a reader who adds them up finds the same figure. */
function totalsOf(
  rows: readonly CampaignRoi[],
  ledger: Ledger,
  options: FigureOptions,
  asOfDay: number,
): CampaignTotals {
  const add = (pick: (row: CampaignRoi) => number): number => sum(rows.map(pick));
  const sums = addSums(rows);
  const known = rows.filter((row) => row.realCost !== undefined);
  return {
    campaigns: rows.length,
    plannedCost: add((row) => row.plannedCost),
    ...(known.length === 0
      ? {}
      : { realCost: add((row) => row.realCost ?? 0), overrun: add((row) => row.overrun ?? 0) }),
    ...figuresOf(
      ledger.linked.map((deal) => ({ deal, share: 1 })),
      sums,
      add((row) => row.cost),
      options,
    ),
    ratios: ratiosOf(rows.length, sums),
    cautions: unfinishedCautions(ledger.linked, ledger.entries, asOfDay),
  };
}
