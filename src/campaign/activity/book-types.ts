import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { Campaign, CampaignLink } from "../roi/types.ts";

/** A contract and the opportunity that it came of, if any. */
export interface CampaignContract {
  readonly id: string;
  readonly opportunityId?: string;
}

/** Options of {@link toCampaigns}. */
export interface CampaignBookOptions {
  /** Contracts; one to which no campaign is linked takes over the credits of its opportunity. */
  readonly contracts?: readonly CampaignContract[];
}

/** Campaigns and credits as `measureCampaignRoi` and `compareCampaigns` take them. */
export interface CampaignBook {
  readonly campaigns: readonly Campaign[];
  /** Links to opportunities, every one with its credit; the credits of an opportunity sum to 1. */
  readonly links: readonly CampaignLink[];
  /** The same for contracts: `opportunityId` holds the contract's id, for contracts given as the deals. */
  readonly contractLinks: readonly CampaignLink[];
  /** Credits that had to be brought to one. */
  readonly notes: readonly Reason<"campaign_credit_rescaled">[];
}

/** Options of {@link measureCampaignYield}. */
export interface CampaignYieldOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Campaigns : opportunities : contracts, D30. `n` of each ratio counts the campaigns behind it. */
export interface CampaignYield {
  readonly campaigns: number;
  /** Distinct opportunities that a campaign is credited with. */
  readonly opportunities: number;
  /** Distinct contracts that a campaign is credited with. */
  readonly contracts: number;
  readonly opportunitiesPerCampaign: Estimate | Abstention;
  readonly contractsPerCampaign: Estimate | Abstention;
  readonly contractsPerOpportunity: Estimate | Abstention;
}
