import type { Estimate, Interval } from "../../core/estimate.ts";
import type { WinOverStepId, WinOverVerdict } from "../../core/labels/win-over.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/index.ts";
import type { LeverId, SwitchingMoney } from "../types.ts";

export type { WinOverStepId, WinOverVerdict } from "../../core/labels/win-over.ts";

/**
 * What one point of the index that is no money is worth to a customer: in months of what they pay, or as an amount. A
 * plain number is stated by you; an estimate is measured and brings its interval.
 */
export type PointRate = { readonly months: number | Estimate } | { readonly amount: number | Estimate };

/** Options of {@link measureRivalBarrier}. */
export interface MeasureRivalBarrierOptions {
  /** Day from which to look; the account's own `asOf` where left out. */
  readonly asOf?: DateLike;
  /** Days to look ahead, a whole number from 0 to 3,660; default 365. */
  readonly horizonDays?: number;
  /** What a point is worth; without it only money is offset. */
  readonly perPoint?: PointRate;
}

/** An amount with the range that is left by what is not known. */
export interface BarrierAmount {
  readonly value: number;
  /** Every unanswered lever not at work, and the rate at its lower end. */
  readonly lower: number;
  /** Every unanswered lever fully at work, and the rate at its upper end. */
  readonly upper: number;
}

/** A lever that the rival has built. */
export interface BarrierLever {
  readonly lever: LeverId;
  /** How strongly it is at work, 0–1. */
  readonly evidence: number;
  /** Points of the barrier that are no money and come from it; they sum to `points.value`. */
  readonly points: number;
}

/** The barrier on one day. */
export interface BarrierDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Money that the customer would lose on leaving the rival on this day. */
  readonly money: number;
  /** Smallest inducement that offsets the barrier. */
  readonly inducement: number;
}

/** What holds a rival's customer, and what offsets it. */
export interface RivalBarrier {
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Levers at work, those with most points first. */
  readonly levers: readonly BarrierLever[];
  /** Money lost on leaving today. */
  readonly money: SwitchingMoney;
  /** Procedural and relational part of the index, 0–100; its financial part is what `money` counts. */
  readonly points: BarrierAmount;
  /** Share of the levers' weight that is known, 0–1. */
  readonly coverage: number;
  /** Smallest inducement that offsets the barrier today. */
  readonly inducement: BarrierAmount;
  /** `money` where no rate was given, so that the inducement is the least it can be. */
  readonly offsets: "money" | "money_and_points";
  /** Each day from today on. */
  readonly days: readonly BarrierDay[];
  /** The first day on which the inducement is smallest. */
  readonly cheapest: { readonly date: string; readonly inducement: BarrierAmount };
  readonly reasons: readonly Reason[];
}

/** One past try to win a customer over or back. */
export interface WinOverAttempt {
  /** What was offered, in the unit in which all are measured: months of revenue, or the barrier as 1. At least 0. */
  readonly dose: number;
  readonly won: boolean;
  /** Failed tries at the same customer before this one, a whole number. Given for all attempts or for none. */
  readonly triesBefore?: number;
  /** Why the customer had left: `systemic`, `tenure`, `price`, `service`, `rival_offer`, or your own text. */
  readonly reason?: string;
  /** Months since the customer left, at least 0. Given for all attempts or for none. */
  readonly monthsSince?: number;
}

/** Options of {@link fitWinOver}. */
export interface FitWinOverOptions {
  /** How strongly effects are drawn to 0, at least 0; default 0. A fit that does not settle is repeated with 1. */
  readonly ridge?: number;
}

/** How the chance to win a customer answers to what is offered: log-odds, learned from past attempts. Plain JSON. */
export interface WinOverModel {
  readonly kind: "win_over";
  readonly version: 1;
  readonly intercept: number;
  /** Log-odds per unit of dose. */
  readonly dose: number;
  /** Log-odds per failed try before; absent where the attempts do not tell. */
  readonly triesBefore?: number;
  /** Log-odds per unit of ln(1 + months since leaving). */
  readonly monthsSince?: number;
  /** Log-odds by reason to leave, against the most frequent one, which stands first with 0. */
  readonly reasons?: readonly { readonly id: string; readonly effect: number }[];
  /** Covariance, row by row: intercept, dose, triesBefore, monthsSince, then the reasons after the first. */
  readonly covariance: readonly number[];
  readonly fittedOn: {
    readonly attempts: number;
    readonly won: number;
    /** Smallest and largest dose tried. */
    readonly doses: readonly [smallest: number, largest: number];
    readonly ridge: number;
    readonly notes: readonly Reason[];
  };
}

/** A chance as somebody judges it: points of dose and chance, straight lines between, level outside. */
export interface StatedChance {
  readonly source: "stated";
  /** By rising dose; the chance never falls. `lower` and `upper` say how far it may be off. */
  readonly points: readonly {
    readonly dose: number;
    readonly chance: number;
    readonly lower?: number;
    readonly upper?: number;
  }[];
  /** How many tries the judgement is worth: by so much it gives way to failures. Above 0. */
  readonly triesWorth?: number;
}

/** A customer to win over. Amounts are in one currency. */
export interface WinOverTarget {
  readonly id: string;
  /** What the customer is worth once won, over their lifetime, before the inducement; at least 0. */
  readonly value: number | Estimate;
  /** Cost of one try, won or lost, at least 0. */
  readonly attemptCost: number;
  /** Amount that one unit of dose stands for here, above 0; the barrier's inducement on the day of the try where left out. */
  readonly doseUnit?: number;
  /** From {@link measureRivalBarrier}: dates the steps and names what to study. */
  readonly barrier?: RivalBarrier;
  /** Most that may be offered, at least 0. */
  readonly maxInducement?: number;
  /** Tries that have failed already, default 0. */
  readonly triesBefore?: number;
}

/** A customer who left and might be won back. */
export interface LostCustomer extends WinOverTarget {
  /** Day on which they left. */
  readonly leftOn: DateLike;
  /** Why they left: `systemic`, `tenure`, `price`, `service`, `rival_offer`, or your own text. */
  readonly reason?: string;
}

/** Days that each step takes. */
export type WinOverStepDays = Readonly<Record<WinOverStepId, number>>;

/** Options of {@link planWinOver} and {@link planWinBack}. */
export interface PlanWinOverOptions {
  /** First day of the plan. */
  readonly asOf: DateLike;
  /** Where the chance comes from: {@link fitWinOver}, or stated. */
  readonly chance: WinOverModel | StatedChance;
  /** Money for tries and inducements; no limit where left out. */
  readonly budget?: number;
  /** Tries at one customer at most, 1–50, default 5: a convention. */
  readonly maxTries?: number;
  /** Days of single steps where they differ from 14, 7, 21, 30 and 30: conventions. Whole numbers from 0. */
  readonly stepDays?: Readonly<Partial<WinOverStepDays>>;
  readonly level?: number;
}

/** A chance to win with what it rests on. */
export interface WinChance {
  readonly value: number;
  readonly source: "measured" | "stated";
  /** Attempts behind it; 0 where it is stated. */
  readonly n: number;
  /** Absent where a stated chance names none. */
  readonly interval?: Interval;
}

/** One step of a plan. */
export interface WinOverStep {
  readonly step: WinOverStepId;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** What to do, worded by `describe`. */
  readonly tasks: readonly Reason[];
}

/** When to give up. */
export interface WinOverStop {
  /** Tries that still pay; 0 where none does. */
  readonly tries: number;
  /** Money after which to stop: all tries at their cost. */
  readonly spend: number;
  /** Chance of each of these tries, given that all before it failed. */
  readonly chances: readonly number[];
  /** `measured` from how later tries fared, `belief` from the doubt about the chance, `none` where failures teach nothing. */
  readonly learnsFrom: "measured" | "belief" | "none";
  /** Chance to win within these tries. */
  readonly chance: number;
  /** Expected value of all of them together. */
  readonly expectedValue: number;
}

/** Whether and how to win one customer. */
export interface WinOverPlan {
  readonly id: string;
  readonly verdict: WinOverVerdict;
  /** Inducement that makes the expected value largest; paid only when the customer comes. */
  readonly inducement: number;
  /** Its interval where the chance is measured. */
  readonly inducementInterval?: Interval;
  /** Inducement above which a try is not worth its cost; absent where no try is worth it. */
  readonly ceiling?: number;
  /** At the optimum, for the next try. */
  readonly chance: WinChance;
  /** Chance × (value − inducement) − cost of the try. */
  readonly expectedValue: number;
  /** Absent where neither chance nor value has an interval. */
  readonly expectedValueInterval?: Interval;
  readonly stop: WinOverStop;
  readonly steps: readonly WinOverStep[];
  /** Whether the budget reaches it; true for every plan that is worth it where there is no budget. */
  readonly chosen: boolean;
  readonly reasons: readonly Reason[];
}

/** Plans for a list of customers. */
export interface WinOverPlans {
  /** The largest expected value of all tries first. */
  readonly plans: readonly WinOverPlan[];
  readonly total: {
    readonly chosen: number;
    /** Most that the chosen plans can cost: all tries and the inducement. */
    readonly committed: number;
    readonly expectedValue: number;
    /** Customers to expect from the chosen plans. */
    readonly expectedWins: number;
  };
}
