import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { PaceLight, PipelineSufficiency } from "../../core/labels/quota.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

export type { PaceLight, PipelineSufficiency } from "../../core/labels/quota.ts";

/** A past period: what was open when it began, what was won in it. */
export interface CoveragePeriod {
  readonly period: string;
  /** Listed amount of the deals open at the start, zero to 1e15. */
  readonly open: number;
  /** Amount won in the period, deals that came in meanwhile included, zero to 1e15. */
  readonly won: number;
}

/** Options of {@link measureCoverageNeed}. */
export interface CoverageNeedOptions {
  /** Today's start of a period: listed amount open, and the quota; without it there is no verdict. */
  readonly today?: { readonly open: number; readonly quota: number };
  /** Level of the intervals, 0.01 to 0.99; default 0.95. */
  readonly level?: number;
}

/** Result of {@link measureCoverageNeed}. */
export interface CoverageNeed {
  /** Periods with open deals at the start. */
  readonly n: number;
  /** Periods without any, left aside. */
  readonly withoutOpen: number;
  /** Times the quota in open deals with which one period in two, and eight in ten, reach it. */
  readonly need: { readonly p50: Estimate; readonly p80: Estimate } | Abstention;
  readonly today?: CoverageToday | Abstention;
  readonly reasons: readonly Reason[];
}

/** Today's open deals against the need. */
export interface CoverageToday {
  /** Open amount over quota. */
  readonly coverage: number;
  readonly sufficiency: PipelineSufficiency;
  /** Open amount missing to the need of one period in two, 0 where enough. */
  readonly shortOfP50: number;
  /** Open amount missing to the need of eight in ten. */
  readonly shortOfP80: number;
  /** Chance to reach the quota with so much open, by the past. */
  readonly chance: number;
}

/** Amount won on a day. */
export interface WonAmount {
  readonly on: DateLike;
  /** Zero to 1e15. */
  readonly amount: number;
}

/** A finished period with everything won in it. */
export interface PacePeriod {
  readonly from: DateLike;
  /** Last day, included. */
  readonly to: DateLike;
  readonly won: readonly WonAmount[];
}

/** Options of {@link measurePace}. */
export interface PaceOptions {
  readonly from: DateLike;
  /** Last day, included. */
  readonly to: DateLike;
  /** Day of looking inside the period; its wins count. */
  readonly asOf: DateLike;
  /** Amount planned for the whole period, above 0, at most 1e15. */
  readonly plan: number;
  /** Finished periods of the same kind, at least 4 with wins. */
  readonly history: readonly PacePeriod[];
  /** Level of the range in which a period on plan stands, in (0, 1); default 0.8. It decides between amber and red. */
  readonly level?: number;
}

/** Where a period stands against where it should; result of {@link measurePace}. */
export interface Pace {
  readonly asOf: string;
  /** Share of the period that is over. */
  readonly elapsed: number;
  readonly won: number;
  readonly plan: number;
  /** Plan × elapsed share: where a straight line would stand. */
  readonly linear: number;
  /** What the past says, or why it says nothing. */
  readonly standing: PaceStanding | Abstention;
  readonly reasons: readonly Reason[];
}

/** Where we should stand by the past. */
export interface PaceStanding {
  /** Share of a period's total that is won by now; the interval holds a new period's share. */
  readonly usualShare: Estimate;
  /** Plan × usual share; the interval is that of a period that ends on plan. */
  readonly expected: Estimate;
  /** Won less expected, above zero when ahead. */
  readonly ahead: { readonly value: number; readonly interval: Interval };
  readonly light: PaceLight;
  /** What this period comes to at the usual share. Absent where nothing is usually won by now. */
  readonly projected?: number;
}
