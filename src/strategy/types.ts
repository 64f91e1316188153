/** Whose customer somebody is: ours, the rival's, once ours, or nobody's yet. */
export type CustomerStanding = "ours" | "rival" | "lost" | "prospect";

/** One customer, or several equal ones, as the other modules see them. */
export interface StrategyCustomer {
  readonly id: string;
  /** Equal customers behind this row, a whole number at least 1; default 1. */
  readonly count?: number;
  /** Default `ours`. */
  readonly standing?: CustomerStanding;
  /** Revenue a month while the customer is ours, at least 0; of others, what they would bring once won. */
  readonly monthlyRevenue: number;
  /** Contribution margin as a share of revenue, in [0, 1]; default the book's. */
  readonly marginRate?: number;
  /** Chance to leave in a month, in [0, 1): one for all months, or one per month, the last of which goes on. */
  readonly monthlyChurn: number | ArrayLike<number>;
  /** Growth of revenue a year as a share, above −1; default 0. */
  readonly yearlyGrowth?: number;
  /** Tier id, as `assignTier` names it. */
  readonly tier?: string;
  /** Quadrant id, as `assignLoyalty` names it. */
  readonly quadrant?: string;
  /** Switching index, in [0, 100]. */
  readonly switchingIndex?: number;
  /** Whatever else target rules ask for. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** What is doubtful about the book as a whole, in common to all customers. */
export interface BookDoubt {
  /** Standard deviation of the logarithm of the chances to leave, at least 0: 0.1 is about 10 %. */
  readonly churn?: number;
  /** Standard deviation of the logarithm of revenue, at least 0. */
  readonly revenue?: number;
  /** Standard deviation of the yearly growth, at least 0: 0.02 is two points. */
  readonly growth?: number;
}

/** The customers of a company and what is doubtful about them. */
export interface StrategyBook {
  readonly customers: readonly StrategyCustomer[];
  /** Contribution margin of customers that state none, in [0, 1]; default 1. */
  readonly marginRate?: number;
  readonly doubt?: BookDoubt;
}
