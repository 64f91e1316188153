import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { ChanceList } from "../../core/labels/mailing.ts";
import type { Reason } from "../../core/reasons.ts";

export type { ChanceList } from "../../core/labels/mailing.ts";

/** Options of {@link splitByChance}. */
export interface SplitByChanceOptions {
  /** At this chance or above a customer is likely, in [0, 1]; default 0.95. */
  readonly likely?: number;
  /** At this chance or below a customer is unlikely, in [0, 1]; default 0.05. */
  readonly unlikely?: number;
  /** 1 or true for a yes, 0 or false for a no, where already known. */
  readonly outcomes?: ArrayLike<number | boolean>;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One of the lists. */
export interface ChanceListFigures {
  readonly list: ChanceList;
  readonly customers: number;
  /** Positions of its customers in the column, rising. */
  readonly rows: readonly number[];
  /** How many will say yes; the interval is what chance may make of it, if the chances are right. */
  readonly expected: Estimate;
  /** Share that did say yes; absent where outcomes are not known or the list is empty. */
  readonly rate?: Estimate;
}

/** Customers parted by their chance. Plain JSON. */
export interface ChanceSplit {
  readonly likely: number;
  readonly unlikely: number;
  readonly customers: number;
  /** Likely, between, unlikely. */
  readonly lists: readonly ChanceListFigures[];
  /** How many reach each of a row of chances, from 99 % down. */
  readonly reached: readonly { readonly chance: number; readonly customers: number }[];
  readonly notes: readonly Reason[];
  readonly level: number;
}

/** Options of {@link findLookalikes}. */
export interface FindLookalikesOptions {
  /** Most look-alikes wanted, a whole number of 1 or more; default 20. */
  readonly k?: number;
  /** Strength of the ridge, in customers, above 0; default 1. */
  readonly ridge?: number;
  /** Parts in which seeds are hidden in turn, 2 to 20; default 5. */
  readonly folds?: number;
  /** What names a customer in the deal of parts, whatever the row; by default the row itself. */
  readonly ids?: ArrayLike<string>;
  /** Any safe integer; default 1. */
  readonly seed?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What one field adds to a customer's likeness. */
export interface LookalikeContribution {
  readonly field: string;
  /** The customer's value: a number, a level's name, or absent where not known. */
  readonly value?: number | string;
  /** Log-odds of being a seed over those of the average customer: above 0 more like the seeds. */
  readonly contribution: number;
}

/** One look-alike. */
export interface Lookalike {
  /** Row of the table. */
  readonly row: number;
  /** Log-odds of being a seed, for the order alone. */
  readonly score: number;
  /** Share of the customers without seeds that are less like them, ties counting half, in [0, 1]. */
  readonly percentile: number;
  /** Strongest first; they sum to the score less that of the average customer. */
  readonly contributions: readonly LookalikeContribution[];
}

/** What seeds have in common, field by field, each by itself. */
export interface CommonTrait {
  readonly field: string;
  /** The level; absent for a number or for not being known. */
  readonly level?: string;
  /** In [−1, 1]. Numbers: how much more often a seed exceeds another customer than the reverse; else a difference of shares. */
  readonly effect: number;
  /** Simultaneous for all traits of the answer, so that looking at many finds nothing by chance alone. */
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly reason: Reason<"lookalikes_number" | "lookalikes_level" | "lookalikes_unknown">;
}

/** Customers who look like the seeds. Plain JSON. */
export interface Lookalikes {
  readonly seeds: number;
  readonly candidates: number;
  /** How often a hidden seed outranks another customer: 0.5 is guessing. */
  readonly heldOut: Estimate;
  readonly lookalikes: readonly Lookalike[];
  /** Those whose interval leaves out 0, strongest first. */
  readonly common: readonly CommonTrait[];
  readonly level: number;
}

/** Look-alikes, or why none can be named. */
export type LookalikesAnswer = Lookalikes | Abstention;
