import type { StrategyAim } from "../core/labels/strategy.ts";

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
  /**
   * Chance to leave in a month, in [0, 1): one for all months, or one per month, the last of which goes on.
   * The months of `ours` count from now, those of the others from the month in which they come.
   */
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
  /** Standard deviation of the logarithm of the hazards to leave, in [0, 1]: 0.1 is about 10 %; their mean is kept. */
  readonly churn?: number;
  /** Standard deviation of the logarithm of revenue, in [0, 1]; its mean is kept. */
  readonly revenue?: number;
  /** Standard deviation of the yearly growth, in logarithms, in [0, 1]: 0.02 is about two points; the mean is kept. */
  readonly growth?: number;
}

/** The customers of a company and what is doubtful about them. */
export interface StrategyBook {
  readonly customers: readonly StrategyCustomer[];
  /** Contribution margin of customers that state none, in [0, 1]; default 1. */
  readonly marginRate?: number;
  readonly doubt?: BookDoubt;
}

/** What a move is after: to keep customers, to earn more with them, or to bring in those of rivals, lost or new ones. */
export type MoveAim = StrategyAim;

/** By what a move works. */
export type MoveMeans = "price" | "service" | "lever" | "campaign";

/** What a target rule can ask about a customer; `valueAtStake` is a year's contribution times the chance to leave in it. */
export type TargetField =
  | "tier"
  | "quadrant"
  | "switchingIndex"
  | "monthlyChurn"
  | "monthlyRevenue"
  | "marginRate"
  | "yearlyGrowth"
  | "valueAtStake"
  | `facts.${string}`;

/** One condition; all of its parts must hold. A customer about whom the field is not known does not meet it. */
export interface TargetCondition {
  readonly field: TargetField;
  /** One of these. */
  readonly in?: readonly (string | number | boolean)[];
  /** None of these. */
  readonly notIn?: readonly (string | number | boolean)[];
  /** At least. */
  readonly min?: number;
  /** At most. */
  readonly max?: number;
}

/** Whom a move is for, as plain data. */
export interface TargetRule {
  /** All must hold; default none, so that everybody of the aim's standing is meant. */
  readonly where?: readonly TargetCondition[];
  /** Who comes first where capacity is short; default `valueAtStake` for ours, `monthlyRevenue` for others. */
  readonly rankBy?: TargetField;
  /** Which end comes first; default `highest`. Ties are broken by id. */
  readonly order?: "highest" | "lowest";
}

/** What a move costs, each as a number or, where it is in doubt, as a belief. All are at least 0, default 0. */
export interface MoveCost {
  /** Once, in the start month. */
  readonly fixed?: number | BelievedCost;
  /** Per customer treated, in the start month; of ours for those who are still there. */
  readonly perCustomer?: number | BelievedCost;
  /** A month, per customer treated: ours while they stay, others while they are pursued and have not come. */
  readonly perCustomerMonth?: number | BelievedCost;
  /** Per customer who comes, in the month in which they come. */
  readonly perWin?: number | BelievedCost;
}

/** A cost that is not known for certain. */
export interface BelievedCost {
  /** Id of the assumption. Costs that name the same one are the same draw and must state the same distribution. */
  readonly assumption: string;
  /** Of the amount; draws below 0 count as 0. */
  readonly distribution: EffectDistribution;
  readonly source: EffectSource;
}

/** What is believed about an effect or a cost, as a distribution. */
export type EffectDistribution =
  | { readonly kind: "fixed"; readonly value: number }
  | { readonly kind: "normal"; readonly mean: number; readonly standardDeviation: number }
  /** `median` above 0, `logStandardDeviation` of the logarithm. */
  | { readonly kind: "logNormal"; readonly median: number; readonly logStandardDeviation: number }
  | { readonly kind: "beta"; readonly a: number; readonly b: number }
  /** Equally likely values, such as posterior or resampled draws. */
  | { readonly kind: "empirical"; readonly draws: readonly number[] };

/** Where an effect or a cost comes from. */
export interface EffectSource {
  readonly kind: "experiment" | "history" | "belief";
  /** Customers behind it. */
  readonly n?: number;
  readonly note?: string;
}

/**
 * What an effect changes: `churn` multiplies the hazard to leave (0.8 is a fifth less), `revenue` adds a share of revenue
 * (0.05 is 5 % more), `margin` adds points to the margin rate (−0.02 is two points less), `conversion` is the chance that
 * somebody pursued comes in a month.
 */
export type EffectKind = "churn" | "revenue" | "margin" | "conversion";

/** What an assumption is about: an effect of a move, or what it costs. */
export type AssumptionKind = EffectKind | "cost";

/**
 * One thing that is assumed about a move. On ours it holds while the move runs; on others `conversion` holds while it
 * runs, and the rest tells how those who have come behave from then on.
 */
export interface MoveEffect {
  /** Id of the assumption. Effects that name the same one are the same draw and must state the same distribution. */
  readonly assumption: string;
  readonly on: EffectKind;
  /**
   * Draws beyond what can be (churn and conversion below 0, churn above 20, conversion above 1, revenue below −1)
   * count as the limit.
   */
  readonly distribution: EffectDistribution;
  readonly source: EffectSource;
}

/** One thing that could be done. Plain JSON. */
export interface Move {
  readonly id: string;
  /** Whom it can touch: `retain` and `develop` ours, `winOver` the rival's, `winBack` the lost, `acquire` prospects. */
  readonly aim: MoveAim;
  readonly means: MoveMeans;
  readonly target?: TargetRule;
  /** Customers treated at most, a whole number from 0; default no limit. */
  readonly capacity?: number;
  /** Lower comes first where `movesPerCustomer` is short; default 0. Equal priorities go by id. */
  readonly priority?: number;
  /** First month, from 0; default 0. */
  readonly startMonth?: number;
  /** How many months it runs, at least 1; default to the end of the horizon. */
  readonly months?: number;
  readonly cost: MoveCost;
  readonly effects: readonly MoveEffect[];
}

/** A mix of moves. Plain JSON. */
export interface Strategy {
  readonly id: string;
  readonly name?: string;
  readonly moves: readonly Move[];
  /** At most so many moves touch one customer, a whole number at least 1; default no limit. */
  readonly movesPerCustomer?: number;
}
