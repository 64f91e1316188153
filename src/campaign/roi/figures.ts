import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { sum } from "../../math/sum.ts";
import { creditedCountInterval, dealTotalInterval } from "./deal-interval.ts";
import { noneYet } from "./none-yet.ts";
import type { Deal } from "./records.ts";
import type { CampaignFigures, CampaignRatios } from "./types.ts";

/** The part of a deal that is credited to whatever the figures are about. */
export interface CreditedDeal {
  readonly deal: Deal;
  readonly share: number;
}

/** Credited sums, before any ratio. */
export interface DealSums {
  readonly opportunities: number;
  readonly open: number;
  readonly contracts: number;
  readonly revenue: number;
  readonly contribution: number;
}

/** What the intervals need to know. */
export interface FigureOptions {
  readonly level: number;
  readonly minDeals: number;
}

type MoneyFigures = Omit<CampaignFigures, "plannedCost" | "realCost" | "overrun">;

/** Refuses a ratio of a huge amount to a tiny one before it becomes Infinity. */
export function finite(value: number, what: string): number {
  if (Number.isFinite(value)) return value;
  throw new ClienteleError("out_of_range", `${what} exceeds the largest number; use a larger unit of money`, { what });
}

const contributionOf = ({ deal, share }: CreditedDeal): number => (deal.contribution ?? 0) * share;

/** Adds up credited deals. */
export function sumDeals(deals: readonly CreditedDeal[]): DealSums {
  const won = deals.filter(({ deal }) => deal.won);
  return {
    opportunities: sum(deals.map(({ share }) => share)),
    open: sum(deals.filter(({ deal }) => deal.open).map(({ share }) => share)),
    contracts: sum(won.map(({ share }) => share)),
    revenue: sum(won.map(({ deal, share }) => deal.amount * share)),
    contribution: sum(won.map(contributionOf)),
  };
}

/** Adds sums up, field by field. */
export function addSums(parts: readonly DealSums[]): DealSums {
  return {
    opportunities: sum(parts.map(({ opportunities }) => opportunities)),
    open: sum(parts.map(({ open }) => open)),
    contracts: sum(parts.map(({ contracts }) => contracts)),
    revenue: sum(parts.map(({ revenue }) => revenue)),
    contribution: sum(parts.map(({ contribution }) => contribution)),
  };
}

/** Every ratio that credited deals and a cost allow, each with its interval or the reason why there is none. */
export function figuresOf(
  deals: readonly CreditedDeal[],
  sums: DealSums,
  cost: number,
  options: FigureOptions,
): MoneyFigures {
  const { level } = options;
  const won = deals.filter(({ deal }) => deal.won);
  const decided = deals.filter(({ deal }) => !deal.open).length;
  const profit = sums.contribution - cost;
  return {
    cost,
    ...sums,
    profit,
    ...(cost > 0 ? { realizedRoi: finite(profit / cost, "profit ÷ cost") } : {}),
    roi: roiOf(won, sums.contribution, cost, options),
    winRate:
      decided === 0
        ? { abstained: { code: "campaign_no_opportunities", params: {} } }
        : {
            value: won.length / decided,
            n: decided,
            interval: wilsonInterval(won.length, decided, level),
          },
    costPerOpportunity: costPer(cost, deals, sums.opportunities, level) ?? noneYet("opportunity", cost, level),
    costPerContract: costPer(cost, won, sums.contracts, level) ?? noneYet("contract", cost, level),
  };
}

function roiOf(
  won: readonly CreditedDeal[],
  contribution: number,
  cost: number,
  { level, minDeals }: FigureOptions,
): Estimate | Abstention {
  if (cost === 0) return { abstained: { code: "campaign_zero_cost", params: {} } };
  const n = won.length;
  if (n < minDeals) return { abstained: { code: "too_few_rows", params: { n, needed: minDeals } } };
  const sizes = won.map(contributionOf);
  if (sizes.every((size) => size === 0)) return { abstained: { code: "all_values_equal", params: { n, value: 0 } } };
  const { lower, upper } = dealTotalInterval(sizes, level);
  return {
    value: (contribution - cost) / cost,
    n,
    interval: { lower: (lower - cost) / cost, upper: finite((upper - cost) / cost, "the return's upper limit"), level },
  };
}

/** Cost by credited count; the count's interval turned over. `undefined` where nothing is credited. */
function costPer(cost: number, deals: readonly CreditedDeal[], count: number, level: number): Estimate | undefined {
  if (count === 0) return undefined;
  const { lower, upper } = creditedCountInterval(
    deals.map(({ share }) => share),
    level,
  );
  return {
    value: cost / count,
    n: deals.length,
    interval: { lower: cost / upper, upper: finite(cost / lower, "cost ÷ count"), level },
  };
}

/** Campaigns : opportunities : contracts. */
export function ratiosOf(campaigns: number, sums: DealSums): CampaignRatios {
  return {
    opportunitiesPerCampaign: sums.opportunities / campaigns,
    contractsPerCampaign: sums.contracts / campaigns,
    ...(sums.opportunities > 0 ? { contractsPerOpportunity: sums.contracts / sums.opportunities } : {}),
  };
}
