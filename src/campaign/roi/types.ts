import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

/** One line of a campaign's budget, such as venue, gifts or mailing. Amounts in the campaign's currency. */
export interface CampaignCostLine {
  readonly kind: string;
  /** Planned amount, at least 0. */
  readonly planned: number;
  /** Amount really spent, at least 0; absent while unknown. */
  readonly real?: number;
}

/** A marketing campaign as a CRM keeps it: where, in what form, when, and what it was planned to cost. */
export interface Campaign {
  readonly id: string;
  /** Name for charts and reports; the id where absent. */
  readonly name?: string;
  readonly region: string;
  /** Form of the campaign: seminar, exhibition, mailing, visit week… */
  readonly form: string;
  readonly start: DateLike;
  /** Last day; absent while open-ended. */
  readonly end?: DateLike;
  /** Planned cost, at least 0, one currency for all campaigns. */
  readonly plannedCost: number;
  /** Money really spent, at least 0; absent while unknown (then the sum of the lines, if every line knows its own). */
  readonly realCost?: number;
  /** The budget by line; where given, the lines sum to the costs above. */
  readonly lines?: readonly CampaignCostLine[];
}

/** A sales opportunity with what it is worth. At most one of `margin` and `marginRate` is given. */
export interface CampaignOpportunity {
  readonly id: string;
  /** Contract amount, at least 0, in the campaigns' currency. */
  readonly amount: number;
  /** Contribution of the whole deal in money; negative where it loses. */
  readonly margin?: number;
  /** Contribution as a share of the amount, 0–1. */
  readonly marginRate?: number;
  readonly won: boolean;
  /** True while it is neither won nor lost. Left out it counts as decided: not won is then lost. */
  readonly open?: boolean;
  /** Day on which it was won. A deal won after `asOf` counts as not yet won. */
  readonly wonOn?: DateLike;
}

/** Says that a campaign had a part in an opportunity. Many to many. */
export interface CampaignLink {
  readonly campaignId: string;
  readonly opportunityId: string;
  /** Share of the opportunity credited to the campaign, 0–1; given for all links of an opportunity or for none. */
  readonly credit?: number;
}

/** Options of {@link measureCampaignRoi}. */
export interface CampaignRoiOptions {
  /** The day on which the books are read. */
  readonly asOf: DateLike;
  /**
   * Contribution margin, 0–1, of opportunities that carry no margin of their own. There is no default: taking revenue
   * for contribution would flatter every campaign.
   */
  readonly marginRate?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Won deals below which no ROI interval is named; default 5, at least 1. */
  readonly minDeals?: number;
}

/** What a campaign, a group of campaigns or all of them brought. Amounts in one currency. */
export interface CampaignFigures {
  readonly plannedCost: number;
  /** Known real cost; absent where none is known. */
  readonly realCost?: number;
  /** Real cost − planned cost where the real cost is known; positive is overspent. */
  readonly overrun?: number;
  /** Cost that the ratios rest on: real where known, else planned, else 0 before the start. */
  readonly cost: number;
  /** Linked opportunities, counted by credit. */
  readonly opportunities: number;
  /** Linked opportunities that are still open, counted by credit: what they may yet bring is not in the return. */
  readonly open: number;
  /** Won deals, counted by credit. */
  readonly contracts: number;
  /** Credited amount of the won deals. */
  readonly revenue: number;
  /** Credited revenue × margin. */
  readonly contribution: number;
  /** Contribution − cost. */
  readonly profit: number;
  /** What the books say, profit ÷ cost, without a claim about the next time; absent at cost 0. */
  readonly realizedRoi?: number;
  /**
   * (contribution − cost) ÷ cost with the interval in which the return of such a campaign lies, `n` won deals behind
   * it. Won deals are taken as a compound Poisson process; the cost is taken as known.
   */
  readonly roi: Estimate | Abstention;
  /** Share of the distinct linked opportunities that were won among those decided, with Wilson's interval. */
  readonly winRate: Estimate | Abstention;
  /** Cost ÷ credited opportunities, the count's interval turned over; where none came, the least that one costs. */
  readonly costPerOpportunity: Estimate | Abstention;
  /** Cost ÷ credited contracts, likewise. */
  readonly costPerContract: Estimate | Abstention;
}

/**
 * The day on which the contribution won so far first covered the cost. Deals come by chance: `earliest` and `latest`
 * bound, at the result's level, the day on which such a campaign may expect to be paid back.
 */
export interface CampaignPayback {
  /** Days from the campaign's start, at least 0. */
  readonly days: number;
  /** ISO date. */
  readonly date: string;
  /** ISO date; absent where nothing was spent. */
  readonly earliest?: string;
  /** ISO date; absent while the deals so far do not prove that the cost is covered. */
  readonly latest?: string;
}

/** The return of one campaign. */
export interface CampaignRoi extends CampaignFigures {
  readonly id: string;
  readonly name?: string;
  readonly region: string;
  readonly form: string;
  /** ISO date of the start. */
  readonly start: string;
  /** Where `cost` comes from; `"none"` before the start. */
  readonly costBasis: "real" | "planned" | "none";
  readonly payback: CampaignPayback | Abstention;
  /** What a reader should know before trusting the figures. */
  readonly cautions: readonly Reason[];
}

/** Campaigns : opportunities : contracts, the yield of campaign work. */
export interface CampaignRatios {
  readonly opportunitiesPerCampaign: number;
  readonly contractsPerCampaign: number;
  /** Contracts ÷ opportunities by credit; absent without opportunities. */
  readonly contractsPerOpportunity?: number;
}

/** All campaigns together; every amount and count is the sum of the campaigns' own. */
export interface CampaignTotals extends CampaignFigures {
  /** Number of campaigns. */
  readonly campaigns: number;
  readonly ratios: CampaignRatios;
  /** What a reader should know before trusting the figures of the whole. */
  readonly cautions: readonly Reason[];
}

/** Opportunities that no campaign claims. */
export interface UnlinkedOpportunities {
  /** Their ids, sorted. */
  readonly ids: readonly string[];
  /** How many of them were won by `asOf`. */
  readonly won: number;
  /** Amount of those won. */
  readonly revenue: number;
}

/** Result of {@link measureCampaignRoi}. */
export interface CampaignRoiResult {
  /** ISO date on which the books were read. */
  readonly asOf: string;
  readonly level: number;
  /** One entry per campaign, in input order. */
  readonly campaigns: readonly CampaignRoi[];
  readonly totals: CampaignTotals;
  readonly unlinked: UnlinkedOpportunities;
}
