import type {
  Campaign,
  CampaignLink,
  CampaignOpportunity,
  DealHistory,
  Label,
  LiftArm,
  LoyaltyRating,
  Pipeline,
  RatingScale,
  SwitchingAccount,
} from "clientele";
import type { TableName } from "./tables.ts";

/** One customer as the sections need it. */
export interface BookCustomer {
  readonly id: string;
  readonly name: string;
  /** What the customer brings, one currency and one period. */
  readonly value: number;
  readonly region?: string | undefined;
}

/** The latest answers of one customer. */
export interface BookAnswer extends LoyaltyRating {
  readonly customerId: string;
}

/** A campaign with a group that was left out on purpose. */
export interface BookExperiment {
  readonly name: string;
  readonly form: string;
  /** What the campaign cost, as planned where the real cost is not known. */
  readonly cost?: number;
  readonly treated: LiftArm;
  readonly control: LiftArm;
}

/** What a file gave to the book. */
export interface BookSource {
  readonly file: string;
  /** Rows taken. */
  readonly rows: number;
  /** Rows left out because they are dated after the day of the brief. */
  readonly later: number;
}

/** Everything the brief is made from, whatever files it came from. Parts that were not given are empty. */
export interface Book {
  readonly title: Label;
  readonly asOf: string;
  readonly horizonDays: number;
  readonly quota: number | undefined;
  /** What contracts are to bring in the year of the brief; without it last year's plus a tenth. */
  readonly target: number | undefined;
  /** What strategies may cost in all; without it half of what all their moves together would. */
  readonly budget: number | undefined;
  readonly seed: number;
  /** Contribution margin of a contract, 0–1; without it no return of a campaign is named. */
  readonly marginRate: number | undefined;
  /** Customers whose points are left out, because nothing says what a point is worth. */
  readonly pointsLeftOut: number;
  readonly customers: readonly BookCustomer[];
  readonly satisfactionScale: RatingScale;
  readonly loyaltyScale: RatingScale;
  /** Width of the zone that is neither high nor low, in points of each scale. */
  readonly indifference: { readonly satisfaction: number; readonly loyalty: number };
  readonly answers: readonly BookAnswer[];
  readonly recommend: readonly number[];
  readonly accounts: readonly SwitchingAccount[];
  readonly pipeline: Pipeline;
  readonly histories: readonly DealHistory[];
  readonly campaigns: readonly Campaign[];
  readonly opportunities: readonly CampaignOpportunity[];
  readonly links: readonly CampaignLink[];
  readonly experiments: readonly BookExperiment[];
  /** What each file gave; empty for a book that was put together in code. */
  readonly sources: ReadonlyMap<TableName, BookSource>;
}
