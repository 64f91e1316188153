import type { Abstention, Estimate } from "../core/estimate.ts";
import type { DealFactor } from "../core/labels/stage-model.ts";
import type { Reason } from "../core/reasons.ts";
import type { DateLike } from "../time/day.ts";
import type { FunnelCalendar, FunnelSeason, FunnelShock } from "./calendar/types.ts";
import type { FunnelCreation } from "./creation/types.ts";
import type { ClosedOutcome, Pipeline, StageEntry } from "./pipeline/types.ts";
import type { FunnelSegment, SegmentField } from "./segments/types.ts";

export type {
  ClosedOutcome,
  Pipeline,
  PipelineDefinition,
  PipelineStage,
  PipelineTerm,
  StageCategory,
  StageEntry,
  StageGuard,
  StageTransition,
} from "./pipeline/types.ts";

/** An opportunity with its stage history. */
export interface DealHistory {
  readonly dealId: string;
  /** Listed (expected) amount, zero or more, in the one currency of all deals. */
  readonly amount?: number;
  /** Amount that was signed when the deal was won, same currency; teaches the model what listed amounts come to. */
  readonly signedAmount?: number;
  /** When the opportunity was recorded. For information: stage entries alone decide, also where this is later. */
  readonly created?: DateLike;
  /** Stage entries in any order; equal times (bare dates of one day too) keep the order given. */
  readonly stages: readonly StageEntry[];
  readonly customerId?: string;
  readonly owner?: string;
  readonly product?: string;
  readonly region?: string;
  /** The close date that the sales person promised. */
  readonly expectedClose?: DateLike;
  /** Moments at which the promised close date was put off; later ones than the day of looking are not seen. */
  readonly pushes?: readonly DateLike[];
  /** Moments of calls, visits, mails; later ones than the day of looking are not seen. */
  readonly activities?: readonly DateLike[];
}

/** Which pipeline, and as of when. */
export interface AsOfOptions {
  readonly pipeline: Pipeline;
  /** The moment of looking: later entries are never seen. A bare date is its first moment (00:00 UTC). */
  readonly asOf: DateLike;
}

/** Where a deal went when it left a stage: to another open stage, or to its end. */
export type FunnelExit =
  | { readonly to: "stage"; readonly stage: string }
  | { readonly to: ClosedOutcome; readonly stage?: never };

/** One stay of one deal in one open stage. */
export interface Spell {
  readonly dealId: string;
  /** Id of an open stage. */
  readonly stage: string;
  /** Epoch milliseconds of entry. */
  readonly entered: number;
  /** Epoch milliseconds of leaving; absent while the deal is still there as of the day. */
  readonly left?: number;
  /** Where it went; absent while it is still there. */
  readonly exit?: FunnelExit;
  /** Days in the stage until it left, or until `asOf`; with fraction. */
  readonly days: number;
}

/** Options of {@link measureIncidence}. */
export interface IncidenceOptions extends AsOfOptions {
  /** Id of the open stage from whose first entry time is counted. */
  readonly from: string;
  /** Days after entry at which to report, zero or more; default 7, 14, 30, 60 and 90. */
  readonly at?: readonly number[];
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What has become of the deals so many days after they entered the stage. */
export interface IncidenceAt {
  readonly days: number;
  /** Deals still open and under observation after this many days. */
  readonly atRisk: number;
  /** Share won by then, open deals counted as open; `n` is the number of deals that entered. */
  readonly won: Estimate;
  readonly lost: Estimate;
  readonly cancelled: Estimate;
  /** Share still open; the four shares sum to one. */
  readonly open: Estimate;
}

/** A point in time that lies beyond everything observed: no share can be named. */
export interface IncidenceBeyond extends Abstention {
  readonly days: number;
}

/** Time until half of the deals are closed, in days. A bound that the data cannot carry is absent. */
export interface MedianDays {
  readonly value: number;
  readonly n: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly level: number;
}

/** Result of {@link measureIncidence}. */
export interface Incidence {
  readonly from: string;
  /** Deals that ever entered the stage as of the day, and what has become of them. */
  readonly n: number;
  readonly won: number;
  readonly lost: number;
  readonly cancelled: number;
  readonly open: number;
  /** Longest time for which any deal was watched, days. */
  readonly longestDays: number;
  readonly median: MedianDays | Abstention;
  readonly at: readonly (IncidenceAt | IncidenceBeyond)[];
}

/** One way out of a stage, with how often it was taken. */
export type StageExit = FunnelExit & {
  /** Spells that ended this way. */
  readonly n: number;
  /** Share of spells that end this way within the longest observed age; open spells count as open. */
  readonly share: number;
};

/** Daily chances by age, kept only for the days on which something happened. */
export interface StageGrid {
  /** Whole days in the stage, ascending: `d` stands for the time after `d − 1` up to and including `d` days. */
  readonly age: readonly number[];
  /** Spells under observation when that day begins; what a thin stage borrows counts by its weight. */
  readonly atRisk: readonly number[];
  /** One list per exit, in the order of `exits`: the chance to leave that way on the day, given one is still there. */
  readonly hazard: readonly (readonly number[])[];
}

/** A constant chance per day for ages at which too little was seen for one chance per age. */
export interface SteadyChance {
  /** Whole age in days after which it holds. */
  readonly fromAge: number;
  /** Whole age in days up to which it holds; after that nothing more happens. Absent: without end. */
  readonly untilAge?: number;
  /** Spell-days it rests on, at least one. */
  readonly exposureDays: number;
  /** Spells that ended in them; borrowed ones count by their weight. The chance itself has half an event more. */
  readonly events: number;
  /** One chance per day and exit, in the order of `exits`. */
  readonly hazard: readonly number[];
}

/** Mean time of day, as a fraction of a day in the stage, at which deals move on: in the first day, and in later ones. */
export interface DayFraction {
  readonly first: number;
  readonly later: number;
}

/** How old deals that were won in the end were when they left a stage; deals still open count as open. */
export interface WonAges {
  /** Stays of won deals. */
  readonly n: number;
  /** As many stays of equal weight would tell as much: open deals make late leavers stand for more than themselves. */
  readonly effective: number;
  /** Ages in days by which 0, 1, 2… 100 % of them had left, so 101 figures. */
  readonly days: readonly number[];
}

/** Everything learned about one open stage. */
export interface FunnelStage {
  readonly id: string;
  /** Spells: stays of a deal in the stage, as of the day. */
  readonly n: number;
  /** Spells that had not ended. */
  readonly open: number;
  readonly exits: readonly StageExit[];
  /** Share of spells that went on to a later stage or were won, so far; a spell still open has not (yet). */
  readonly movedOn?: Estimate;
  /** Ages in days by which half, and 95 %, of those that go on have gone on; absent where none did. */
  readonly movedOnBy?: { readonly p50: number; readonly p95: number };
  /** Longest time that any spell was watched, days with fraction. */
  readonly longestDays: number;
  /** Age in days of the oldest spell that ended, whichever way; absent where none has. */
  readonly longestLeftDays?: number;
  /** Absent where no deal that left the stage was won. */
  readonly wonAges?: WonAges;
  /** Share of the spells behind the daily chances that comes from other stages: 0 from 30 own ones on, 1 for none. */
  readonly pooledWeight: number;
  readonly dayFraction: DayFraction;
  readonly grid: StageGrid;
  /** Where fewer than ten spells are left under observation. */
  readonly steady: SteadyChance;
  /** Past everything watched, where nothing can be estimated: close to zero, unless no spell has ended at all. */
  readonly beyond: SteadyChance;
}

/** What won deals came to against what was listed. */
export interface FunnelAmounts {
  /** Won deals with a listed and a signed amount. */
  readonly n: number;
  /** Sum signed over sum listed; 1 where `n` is 0. */
  readonly ratio: number;
  /** Standard deviation of signed over expected amount of a single deal, amount-weighted. */
  readonly spread: number;
}

/** A funnel learned from deal histories. Plain JSON. */
export interface FunnelModel {
  readonly kind: "funnel";
  readonly version: 2;
  readonly pipeline: Pipeline;
  /** One entry per open stage, in pipeline order. */
  readonly stages: readonly FunnelStage[];
  /** What product, region, owner, size, pushes, silence and pace do to going on; one entry per field that is known. */
  readonly segments: readonly FunnelSegment[];
  readonly calendar: FunnelCalendar;
  readonly season: FunnelSeason;
  readonly shock: FunnelShock;
  /** How deals come in. */
  readonly creation: FunnelCreation;
  readonly amounts: FunnelAmounts;
  readonly fittedOn: {
    readonly deals: number;
    readonly won: number;
    readonly lost: number;
    readonly cancelled: number;
    readonly open: number;
    /** Deals that had not entered any stage as of the day; nothing was learned from them. */
    readonly notStarted: number;
    /** ISO 8601 moment. */
    readonly asOf: string;
  };
}

/** Options of {@link fitFunnel}. */
export interface FitFunnelOptions extends AsOfOptions {
  /**
   * Length of the windows over which good and bad periods are compared, whole days from 1: best the horizon you forecast.
   * Absent: calendar months, whose place in the quarter is then learned too.
   */
  readonly shockPeriodDays?: number;
  /** Days on which nobody works, past ones to learn from; none by default. */
  readonly holidays?: readonly DateLike[];
  /** Which fields to learn from beside stage and age; by default all that any deal carries, `pace` left out. */
  readonly segments?: readonly SegmentField[];
  /** A stay counts half as much for each such span of days since it began; absent: all count alike. */
  readonly halfLifeDays?: number;
  /** Whether to learn weekdays, month and quarter ends, seasons and the swing of periods; default true. */
  readonly calendar?: boolean;
  /** Whether neighbouring days of age are pooled until 20 deals have left in each bin; default true. */
  readonly smooth?: boolean;
}

/** When a deal is looked at, and how far ahead. */
export interface HorizonOptions {
  readonly asOf: DateLike;
  /** Days ahead, 0 to 3,650. */
  readonly horizonDays: number;
  /** Days ahead on which nobody works; none by default. */
  readonly holidays?: readonly DateLike[];
}

/** What will have become of a deal by the horizon; the four chances sum to one. */
export interface DealChances {
  readonly dealId: string;
  /** Stage as of the day; absent for a deal that was closed without ever being in an open stage. */
  readonly stage?: string;
  /** Days in that stage, with fraction; absent for a closed deal. */
  readonly ageDays?: number;
  readonly won: number;
  readonly lost: number;
  readonly cancelled: number;
  readonly open: number;
  /** What the chances cannot carry: little history, a deal or a horizon past all of it. Empty where all is well. */
  readonly cautions: readonly Reason[];
}

/** Why a deal has the chance it has. */
export interface DealExplanation extends DealChances {
  readonly reasons: readonly Reason[];
  /** What each fact does to the chance to win, the largest first; none for a closed deal. */
  readonly effects: readonly DealEffect[];
}

/** What one fact about a deal does to its chance to win by the horizon. */
export interface DealEffect {
  readonly of: DealFactor;
  /** Multiplier of going on (of winning, for calendar and season); absent for stage and age. */
  readonly factor?: number;
  /**
   * The chance to win if it were not for this fact: for the stage, that of a deal just begun against one that has just
   * come to this stage; for the age, that of one that has just come.
   */
  readonly without: number;
  /** What the fact adds, in chance (0.01 is one point); may be negative. */
  readonly points: number;
}
