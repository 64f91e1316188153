import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { HoldingVerdict, WinLossKey } from "../../core/labels/velocity.ts";
import type { Reason } from "../../core/reasons.ts";
import type { SurvivalQuantile } from "../../math/survival-read.ts";
import type { ClosedOutcome } from "../pipeline/types.ts";
import type { AsOfOptions } from "../types.ts";

/** Options of {@link measureVelocity}. */
export interface MeasureVelocityOptions extends AsOfOptions {
  /** Id of an open stage: deals are followed from their first entry there. Absent: from whatever stage they entered first. */
  readonly from?: string;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Seed of the resampling, any safe integer; default 1. */
  readonly seed?: number;
  /** Resampled histories behind the intervals, 100 to 10,000; default 400. */
  readonly resamples?: number;
  /** How much better a stage is made to see what it adds, in (0, 0.9]; default 0.1. */
  readonly improvement?: number;
  /** Days to which what a better stage adds refers, above zero; default 30. */
  readonly periodDays?: number;
  /** Won amount per day that has to be kept up; by default what was won per day in the last 90 days. */
  readonly revenuePerDay?: number;
}

/** Share of deals that end up won, open deals counted as open. */
export interface WinRate extends Estimate {
  /** Age by which it is reached: the last at which any deal closed. */
  readonly withinDays: number;
  /** Share of deals still open at that age. */
  readonly stillOpen: number;
}

/** What a better stage adds to the won amount of a period. */
export interface StageGain {
  /** Amount per period; `n` is the number of stays seen. */
  readonly added: Estimate;
  /** Share of resampled histories in which no stage adds more. */
  readonly mostOften: number;
}

/** What each stage would add if it were better. */
export interface StageBetter {
  /** Its chance to pass deals on is better, at the same number of deals entering. */
  readonly passOn: StageGain;
  /** Deals stay there for less time, and the same number is worked on at once. */
  readonly faster: StageGain;
}

/** Whether what stands in a stage will bring its part of later revenue. */
export interface StageHolding {
  readonly verdict: HoldingVerdict;
  /** What the deals standing there are expected to bring, at their age. */
  readonly expectedAmount: number;
  /** What steady revenue needs there at any time. */
  readonly neededAmount: number;
  /** Expected over needed, `n` is the number of deals standing there. */
  readonly ratio: Estimate;
  /** Fresh deals of mean amount that are missing; 0 where none is. */
  readonly missingDeals: number;
}

/** One open or suspended stage. */
export interface StageVelocity {
  readonly stage: string;
  /** Name for people, where the pipeline has one. */
  readonly name?: string;
  /** Stays of a deal there, and those that have not ended. */
  readonly n: number;
  readonly open: number;
  /** Days until a quarter, half and three quarters have left, whichever way (Kaplan–Meier); absent without a stay. */
  readonly days?: { readonly p25: SurvivalQuantile; readonly p50: SurvivalQuantile; readonly p75: SurvivalQuantile };
  /** Share that goes on: to a later stage, or is won; stays not ended count as open. */
  readonly wentOn: Estimate | Abstention;
  /** Days by which half, and 95 %, of those that go on have gone on; absent where none did. */
  readonly wentOnBy?: { readonly p50: number; readonly p95: number };
  /** Ages in days of up to 200 open deals there, ascending, evenly picked where there are more. */
  readonly openAges: readonly number[];
  /** Open deals older than 95 % of those that went on. */
  readonly overdue: number;
  readonly better: StageBetter | Abstention;
  readonly holding: StageHolding | Abstention;
}

/** Result of {@link measureVelocity}. */
export interface Velocity {
  /** ISO 8601 moment. */
  readonly asOf: string;
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
  readonly improvement: number;
  readonly periodDays: number;
  /** Deals followed, and what has become of them. */
  readonly n: number;
  readonly open: number;
  readonly won: number;
  readonly lost: number;
  readonly cancelled: number;
  /** Deals that come in per day. */
  readonly enteredPerDay: Estimate | Abstention;
  readonly winRate: WinRate | Abstention;
  /** Won deals over closed deals: the usual figure, which leaves open deals out. */
  readonly closedWinRate: Estimate | Abstention;
  /** `closedWinRate` less `winRate`. */
  readonly winRateGap?: number;
  /** Mean amount of won deals: signed where known, else listed. */
  readonly wonAmount: Estimate | Abstention;
  /** Days by which half of those that are won have been won. */
  readonly cycleDays: Estimate | Abstention;
  /** Open deals × win rate × won amount ÷ cycle days: amount per day. */
  readonly perDay: Estimate | Abstention;
  /** Won amount per day that is to be kept up. */
  readonly revenuePerDay: number;
  readonly stages: readonly StageVelocity[];
  /** Stages that add most if better; absent where none can be named. */
  readonly bottleneck?: { readonly passOn: string; readonly faster: string };
  readonly reasons: readonly Reason[];
}

/** A deal that has ended. */
export interface ClosedDeal {
  readonly outcome: ClosedOutcome;
  /** Plain number in one currency, zero or more. */
  readonly amount?: number;
  readonly competitor?: string;
  readonly reason?: string;
  readonly product?: string;
  readonly owner?: string;
  readonly region?: string;
}

/** Options of {@link measureWinLoss}. */
export interface MeasureWinLossOptions<T extends ClosedDeal = ClosedDeal> {
  /** A field of the deals, or a function that names the group of a deal. */
  readonly by: WinLossKey | ((deal: T) => string | undefined);
  /** Nominal coverage of the intervals, in (0, 1), and one minus the level of the tests; default 0.95. */
  readonly level?: number;
  /** How p-values are raised for looking at many groups; default `"holm"`. */
  readonly correction?: "holm" | "benjamini_hochberg";
  /** Won and lost deals below which a group is not tested, from 1; default 10. */
  readonly minDeals?: number;
}

/** A group against all other deals whose group is known. */
export interface WinLossTest {
  /** Win rate of the group less that of the others, with Newcombe's interval. */
  readonly difference: Estimate;
  /** Fisher's exact test, two-sided. */
  readonly pValue: number;
  /** Raised for the number of groups tested. */
  readonly adjustedPValue: number;
  /** Whether `adjustedPValue` is below one minus `level`. */
  readonly significant: boolean;
}

/** One competitor, product, reason or owner. */
export interface WinLossGroup {
  readonly id: string;
  readonly won: number;
  readonly lost: number;
  readonly cancelled: number;
  readonly wonAmount: number;
  readonly lostAmount: number;
  /** Won over won and lost, with Jeffreys' interval; cancelled deals were decided by nobody. */
  readonly winRate: Estimate | Abstention;
  /** The win rate drawn towards that of all, and how much of the group's own is in it (0 to 1). */
  readonly shrunk: { readonly value: number; readonly weight: number } | Abstention;
  readonly test: WinLossTest | Abstention;
}

/** Why deals were lost. */
export interface LossReason {
  /** Absent: no reason was given. */
  readonly reason?: string;
  readonly lost: number;
  readonly lostAmount: number;
  /** Share of the lost deals, with Jeffreys' interval. */
  readonly share: Estimate;
}

/** Result of {@link measureWinLoss}. */
export interface WinLoss {
  readonly by: WinLossKey | "own";
  readonly level: number;
  readonly correction: "holm" | "benjamini_hochberg";
  /** All deals, named or not. */
  readonly won: number;
  readonly lost: number;
  readonly cancelled: number;
  readonly wonAmount: number;
  readonly lostAmount: number;
  readonly winRate: Estimate | Abstention;
  /** Won and lost deals whose group is not known. */
  readonly unnamed: { readonly won: number; readonly lost: number };
  /** Most deals first, equal ones by id. */
  readonly groups: readonly WinLossGroup[];
  /** Most often given first. */
  readonly lossReasons: readonly LossReason[];
  readonly reasons: readonly Reason[];
}
