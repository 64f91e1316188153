import type { Abstention, Estimate } from "../../core/estimate.ts";
import type {
  RivalFactState,
  RivalFieldId,
  RivalSignal,
  RivalStance,
  RivalStep,
} from "../../core/labels/rival-profile.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

export type {
  RivalFactState,
  RivalFieldId,
  RivalSignal,
  RivalStance,
  RivalStep,
} from "../../core/labels/rival-profile.ts";

/** Something that is asked about every rival. */
export interface RivalField {
  /** One of {@link rivalFields}, or your own. */
  readonly id: RivalFieldId | (string & {});
  readonly step: RivalStep;
  /** Weight above 0 against the other fields of its step. */
  readonly weight: number;
  /** Days for which a fact keeps, above 0; after that its worth halves with every such span. */
  readonly shelfLifeDays: number;
  /** True where several answers hold side by side, such as accounts aimed at; they do not contradict each other. */
  readonly many?: boolean;
}

/** One thing that is known, by whom and since when. */
export interface RivalFact {
  readonly field: string;
  readonly value: string | number | boolean;
  /** Where it comes from. */
  readonly source: string;
  /** Day on which it was true. */
  readonly date: DateLike;
  /** How far it is to be trusted, in [0, 1]; default 1. */
  readonly confidence?: number;
}

/** A rival as one typed document. */
export interface RivalProfile {
  readonly id: string;
  readonly name?: string;
  readonly facts: readonly RivalFact[];
}

/** Options of {@link measureRivalProfile}. */
export interface MeasureRivalOptions {
  /** Day of the report; facts dated later are left out. */
  readonly asOf: DateLike;
  /** What is asked; default {@link rivalFields}. */
  readonly fields?: readonly RivalField[];
  /** Weight of each step against the others, 0 or more; default 1 each. */
  readonly stepWeights?: Readonly<Partial<Record<RivalStep, number>>>;
  /** Numbers that differ by no more than this share of the larger do not contradict; default 0.1. */
  readonly tolerance?: number;
}

/** A fact with its age. */
export interface RivalFactReading {
  readonly value: string | number | boolean;
  readonly source: string;
  /** UTC day as `YYYY-MM-DD`. */
  readonly date: string;
  /** Whole days from then to the report. */
  readonly ageDays: number;
  readonly confidence: number;
  /** Confidence, halved with every shelf life beyond the first; in [0, 1]. */
  readonly credit: number;
}

/** What is known about one field. */
export interface RivalFieldReading {
  readonly field: string;
  readonly step: RivalStep;
  readonly state: RivalFactState;
  /** Credit of its best fact, in [0, 1]. */
  readonly credit: number;
  /** Best first: by credit, then the newest. */
  readonly facts: readonly RivalFactReading[];
}

/** How far something is known, each as a share of the weight, in [0, 1]. */
export interface RivalCompleteness {
  /** Fields with any fact. */
  readonly completeness: number;
  /** Fields with a fact within its shelf life. */
  readonly current: number;
  /** Credit of the best facts. */
  readonly credit: number;
}

/** One of the six steps. */
export interface RivalStepReading extends RivalCompleteness {
  readonly step: RivalStep;
  /** Share of the weight of all steps, in [0, 1]. */
  readonly weight: number;
  readonly fields: readonly RivalFieldReading[];
}

/** Current facts about one field that cannot all be true. */
export interface RivalContradiction {
  readonly field: string;
  readonly step: RivalStep;
  /** Best first. */
  readonly facts: readonly RivalFactReading[];
}

/** A field that is worth asking about. */
export interface RivalQuestion {
  readonly field: string;
  readonly step: RivalStep;
  /** How much the credit of the profile rises where it is answered today for certain, in (0, 1]. */
  readonly worth: number;
  readonly reason: Reason<"rival_fact_missing" | "rival_fact_stale" | "rival_fact_doubtful">;
}

/** A rival in six steps: what is known, how old it is, what to ask next. */
export interface RivalReport extends RivalCompleteness {
  readonly id: string;
  readonly name?: string;
  /** Day of the report as `YYYY-MM-DD`. */
  readonly asOf: string;
  /** In the order of the six steps; steps without a field are left out. */
  readonly steps: readonly RivalStepReading[];
  /** In the order of the fields. */
  readonly contradictions: readonly RivalContradiction[];
  /** The most worth first. */
  readonly ask: readonly RivalQuestion[];
  readonly notes: readonly Reason[];
}

/** One deal in which we met the rival. */
export interface RivalEncounter {
  /** Day on which it was decided. */
  readonly date: DateLike;
  /** True where we won it, false where the rival did. */
  readonly won: boolean;
  readonly segment?: string;
  /** Who held the account before. */
  readonly holder?: "us" | "rival" | "neither";
  /** Our last price and theirs, above 0, in one currency. */
  readonly ourPrice?: number;
  readonly theirPrice?: number;
}

/** Options of {@link measureRivalPosture}. */
export interface MeasurePostureOptions {
  /** Last day that counts. */
  readonly asOf: DateLike;
  /** Days of the recent period and of the one before it; default 180. */
  readonly windowDays?: number;
  /** Chance with which no change is called none, in (0, 1); default 0.95. Each of two signals gets half the error. */
  readonly level?: number;
  /** Encounters that each period needs for a change of wins; default 10. */
  readonly minEncounters?: number;
  /** Change of their share of wins that counts as none, in (0, 1); default 0.15. */
  readonly winMargin?: number;
  /** Ratio of meetings that counts as none, above 1; default 1.5, and its inverse. */
  readonly meetingMargin?: number;
  /**
   * All deals that we decided in both periods, so that more selling by ourselves does not look like an attack. Not by
   * segment: segments are compared by days alone.
   */
  readonly ourDeals?: { readonly recent: number; readonly before: number };
}

/** What wins and losses say. */
export interface PostureReading {
  readonly recent: number;
  readonly before: number;
  /** The posture, or why none can be told. */
  readonly stance: { readonly named: RivalStance; readonly reason: Reason<"rival_posture"> } | Abstention;
  readonly signals: { readonly wins: RivalSignal; readonly meetings: RivalSignal };
  /** Their share of recent wins. */
  readonly wins: Estimate | Abstention;
  /** Recent share less the one before, at the level of a signal. */
  readonly winChange: Estimate | Abstention;
  /** Recent meetings over those before (per deal of ours where given), at the level of a signal. */
  readonly meetingRatio: Estimate | Abstention;
  /** Share of recent encounters, of those with both prices, in which they were cheaper. */
  readonly undercut: Estimate | Abstention;
  /** Share of recent encounters, of those whose holder is known, that were fought for accounts of theirs. */
  readonly theirGround: Estimate | Abstention;
}

/** Posture of a rival as a whole and by segment. */
export interface RivalPosture extends PostureReading {
  /** By id. */
  readonly segments: readonly ({ readonly id: string } & PostureReading)[];
  /** Encounters after the report or before both periods. */
  readonly ignored: number;
}
