import type { Estimate, Interval } from "../../core/estimate.ts";
import type { VisitLimit } from "../../core/labels/visits.ts";
import type { Reason } from "../../core/reasons.ts";

export type { VisitLimit } from "../../core/labels/visits.ts";

/**
 * What visits bring. With a `rate` the first v visits bring worth × ceiling × (1 − exp(−rate × v)); with a table each
 * visit brings its own amount, never more than the one before, and nothing beyond the table.
 */
export type VisitResponse =
  | {
      /** Above 0: at 0.3 each visit takes 26 % of what is left to take. An estimate carries its interval into the plan's. */
      readonly rate: number | Estimate;
      /** Share of the worth that visits can move at all, 0–1; default 1. */
      readonly ceiling?: number;
    }
  | {
      /** Money brought by the first, the second… visit, at least 0, never rising. */
      readonly marginal: readonly number[];
    };

/** An account that may be visited. Amounts are in one currency and over one span, such as a quarter. */
export interface VisitAccount {
  readonly id: string;
  /** Contribution that visits could win or keep over the span, at least 0; an estimate carries its interval. */
  readonly worth: number | Estimate;
  /** Id of one of `options.tiers`, where there are any. */
  readonly tier?: string;
  readonly region?: string;
  /** Skills or grades that whoever visits must all have. */
  readonly skills?: readonly string[];
  /** Hours on site of one visit, travel left aside; default `options.visitHours`. */
  readonly visitHours?: number;
  /** Money of one visit, travel and the visitor's hours left aside; default `options.visitCost`. */
  readonly visitCost?: number;
  /** Visits promised at least, a whole number; default that of the tier. */
  readonly promised?: number;
  /** Visits at most, a whole number; default that of the tier. */
  readonly max?: number;
  /** Default that of the tier. */
  readonly response?: VisitResponse;
}

/** What holds for all accounts of a tier. */
export interface VisitTier {
  readonly id: string;
  /** Visits promised to each account, a whole number; default 0. */
  readonly promised?: number;
  /** Visits to each account at most, a whole number; default `options.max`. */
  readonly max?: number;
  /** Default `options.response`. */
  readonly response?: VisitResponse;
  /** Visits to each account by the rule of thumb that the plan is held against. */
  readonly rule?: number;
}

/** Somebody who visits. */
export interface Visitor {
  readonly id: string;
  /** Hours for visits and travel over the span, at least 0. */
  readonly hours: number;
  readonly skills?: readonly string[];
  /** Regions covered; all of them where left out. */
  readonly regions?: readonly string[];
  /** Money of an hour on top of what is paid anyway (overtime, a freelancer), at least 0; default 0. */
  readonly hourlyCost?: number;
}

/** Travel to a region, there and back, for each visit. A row that names a person comes before one that does not. */
export interface VisitTravel {
  readonly region: string;
  /** Id of a person; everybody where left out. */
  readonly person?: string;
  readonly hours?: number;
  /** Money, at least 0. */
  readonly cost?: number;
}

/** Options of {@link planVisits}. */
export interface PlanVisitsOptions {
  readonly people: readonly Visitor[];
  /** What a visit brings, for all who state nothing else. */
  readonly response: VisitResponse;
  readonly tiers?: readonly VisitTier[];
  readonly travel?: readonly VisitTravel[];
  /** Money for visits, travel and paid hours, at least 0; no limit where left out. */
  readonly budget?: number;
  /** Hours on site of one visit, above 0; default 1. */
  readonly visitHours?: number;
  /** Money of one visit, at least 0; default 0. */
  readonly visitCost?: number;
  /** Visits to one account at most, a whole number up to 366; default 52, once a week over a year. */
  readonly max?: number;
  /** By how much limits are loosened to see what more would bring; one longest and one dearest visit where left out. */
  readonly step?: Readonly<{ hours?: number; budget?: number }>;
  /** Nominal coverage of intervals in (0, 1), default 0.95. */
  readonly level?: number;
}

/** What one person does at one account. */
export interface VisitShare {
  readonly person: string;
  readonly visits: number;
  readonly hours: number;
  /** Money, travel and paid hours included. */
  readonly cost: number;
}

/** What one account gets. */
export interface VisitAction {
  readonly account: string;
  readonly tier?: string;
  readonly visits: number;
  readonly promised: number;
  readonly by: readonly VisitShare[];
  readonly hours: number;
  readonly cost: number;
  /** What the visits bring, money not yet taken off. */
  readonly worth: number;
  /** What the last visit brought; absent without a visit. */
  readonly lastWorth?: number;
  /** What one more visit would bring; 0 where nothing is left. */
  readonly nextWorth: number;
  /** Money and hours of the next visit at what they are worth elsewhere; absent where nobody may visit. */
  readonly nextPrice?: number;
  /** Why so many and no more. */
  readonly reason: Reason;
}

/** What one person is asked to do. */
export interface VisitorUse {
  readonly person: string;
  readonly visits: number;
  readonly accounts: number;
  readonly hours: number;
  readonly available: number;
  readonly cost: number;
}

/** Totals of a plan. */
export interface VisitTotals {
  readonly visits: number;
  readonly hours: number;
  readonly cost: number;
  readonly worth: number;
  /** Worth less cost: what the plan makes as large as it can, once promises are kept. */
  readonly gain: number;
  /** Promised visits that are not made. */
  readonly missing: number;
}

/** A plain way of planning, within the same limits, to hold the plan against. */
export interface VisitRival extends VisitTotals {
  /** Gain of the plan less this gain, with an interval from the doubt in responses and worths where there is any. */
  readonly advantage: number;
  readonly advantageInterval?: Interval;
}

/** A promise that cannot be kept in full. */
export interface BrokenPromise {
  readonly account: string;
  readonly tier?: string;
  readonly promised: number;
  readonly visits: number;
  readonly missing: number;
  /** Hours that the missing visits take at least; absent where nobody may visit the account. */
  readonly hours?: number;
  readonly reason: Reason;
}

/** A limit that holds the plan back, and what loosening it would bring. */
export interface VisitBinding {
  readonly limit: VisitLimit;
  /** The person of `hours`, the tier of `promise` and `maximum`. */
  readonly id?: string;
  /** How much of the limit there is: hours, money or visits. */
  readonly amount: number;
  /** By how much it was loosened: more hours, more money, one visit fewer promised, one more allowed. */
  readonly step: number;
  /** Gain that the step brings, above 0. */
  readonly gain: number;
  /** Promised visits that the step lets be made. */
  readonly kept: number;
  /** Shadow price: gain per unit of the step. */
  readonly perUnit: number;
  /** `solved` by planning again; `price` from the prices that bound the plan, then `gain` is what the step brings at most. */
  readonly from: "solved" | "price";
  readonly reason: Reason;
}

/** Who is visited how often by whom. */
export interface VisitPlan extends VisitTotals {
  /** Every account, the most worth first. */
  readonly actions: readonly VisitAction[];
  /** In the order of their ids. */
  readonly people: readonly VisitorUse[];
  /** Interval of `gain` from those of responses and worths; absent where all of them are plain numbers. */
  readonly gainInterval?: Interval;
  /** Promises that cannot be kept together, the most missing visits first; as few in all as could be found. */
  readonly broken: readonly BrokenPromise[];
  /** Limits that hold the plan back, the largest gain first. */
  readonly binding: readonly VisitBinding[];
  /** Promises first, then the same number of visits for all. */
  readonly equal: VisitRival;
  /** Promises first, then visits by tier: by `rule` where tiers state one, else in proportion to mean worth. Absent without tiers. */
  readonly byTier?: VisitRival;
  readonly method: Readonly<{
    solver: "yalps";
    /** `optimal` where no plan can be better. */
    status: "optimal" | "within_gap";
    /** How much better a plan could be at most, as a share of `bound`; 0 where it is the best. */
    gap: number;
    /** No plan with as few missing visits gains more than this. */
    bound: number;
    /** No plan misses fewer promised visits than this. */
    leastMissing: number;
  }>;
  readonly reasons: readonly Reason[];
}
