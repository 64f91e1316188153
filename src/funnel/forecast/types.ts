import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { ForecastUnit } from "../calendar/outlook.ts";
import type { FunnelModel, HorizonOptions, Pipeline, StageCategory } from "../types.ts";

/** Options of {@link forecastFunnel}. */
export interface ForecastFunnelOptions extends HorizonOptions {
  /** Seed of the simulation, any safe integer: the same seed gives the same forecast. */
  readonly seed: number;
  /** Breaks the horizon down by UTC days, ISO weeks, months or quarters; without it there are no `periods`. */
  readonly by?: ForecastUnit;
  /** Simulated futures, 100 to 1,000,000; by default 10,000, for large books fewer, down to 1,000. */
  readonly draws?: number;
  /** Amount to be reached by the horizon, zero or more; without it there is no `chanceOfQuota`. */
  readonly quota?: number;
  /** Deals that will come in and be won by the horizon; default true. */
  readonly newDeals?: boolean;
  /** Doubt in the learned rates; default true. False treats them as known exactly. */
  readonly rateDoubt?: boolean;
  /** Good and bad periods shared by all deals, and doubt about seasons; default true. False treats deals as independent. */
  readonly sharedShock?: boolean;
}

/** A forecast figure: the mean, and the values it stays below with 10, 50 and 90 % probability. */
export interface ForecastRange {
  readonly expected: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Share of the simulated futures whose amount lies from `from` up to `to`. */
export interface AmountBin {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Share of the futures in which exactly so many deals are won. */
export interface CountShare {
  readonly wins: number;
  readonly share: number;
}

/** Which sources of doubt a forecast contains, and which it does not. */
export interface ForecastContents {
  /** Whether each open deal is won or not. */
  readonly openDeals: true;
  /** Doubt in the learned rates. */
  readonly rateDoubt: boolean;
  /** Good and bad periods shared by all deals. */
  readonly sharedShock: boolean;
  /** Signed amounts that stray from listed ones. */
  readonly amountSpread: boolean;
  /** Deals that will be created and won inside the horizon. */
  readonly newDeals: boolean;
  /** Weekdays, holidays, month and quarter ends, seasons. */
  readonly calendar: boolean;
}

/** How the figures were computed. */
export interface ForecastMethod {
  /** `poisson_binomial` is exact: for independent deals with known rates, or where no deal can be won. */
  readonly count: "poisson_binomial" | "simulation";
  /** `convolution` is exact on a grid of 1,024 points: for independent deals with known rates and amounts. */
  readonly amount: "convolution" | "simulation";
  /** 0 where nothing was simulated. */
  readonly draws: number;
  readonly seed: number;
  /** Variance of what all deals share over this horizon, 0 where it is not contained. */
  readonly shockVariance: number;
}

/** One deal's part in a forecast. */
export interface DealForecast {
  readonly dealId: string;
  /** `not_started`: enters its first stage only after `asOf`. */
  readonly status: StageCategory | "not_started";
  /** Stage of an open deal. */
  readonly stage?: string;
  /** Days in that stage, with fraction. */
  readonly ageDays?: number;
  /** Chance to be won from now on and by the horizon; 0 unless open. */
  readonly chance: number;
  /** Listed amount, where known. */
  readonly amount?: number;
  /** Chance × listed amount × what listed amounts come to; 0 without an amount. */
  readonly expectedAmount: number;
}

/** A part of the horizon. */
export interface ForecastPeriod {
  /** `2026-05-20`, `2026-W21`, `2026-05` or `2026-Q2`. */
  readonly label: string;
  /** First and last day of it inside the horizon, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly amount: ForecastRange;
  readonly count: ForecastRange;
  /** From the day of looking to the end of this part. */
  readonly cumulative: { readonly amount: ForecastRange; readonly count: ForecastRange };
}

/** What deals not yet created are expected to bring by the horizon. */
export interface NewDealsForecast {
  /** Deals that come in. */
  readonly created: number;
  /** Of these, won by the horizon. */
  readonly won: number;
  readonly expectedAmount: number;
}

/** Result of {@link forecastFunnel}. */
export interface FunnelForecast extends ForecastRange {
  /** ISO 8601 moment. */
  readonly asOf: string;
  readonly horizonDays: number;
  readonly quota?: number;
  /** Share of futures that reach the quota; `n` is the number of futures, the interval the simulation's error only. */
  readonly chanceOfQuota?: Estimate;
  /** Deals won. */
  readonly count: ForecastRange & { readonly distribution: readonly CountShare[] };
  /** Amount won, in up to 40 bins of equal width. */
  readonly distribution: readonly AmountBin[];
  /** One entry per part of the horizon; only with `by`. */
  readonly periods?: readonly ForecastPeriod[];
  readonly newDeals: NewDealsForecast;
  /** One entry per deal given, in input order. */
  readonly deals: readonly DealForecast[];
  readonly contains: ForecastContents;
  readonly method: ForecastMethod;
  readonly reasons: readonly Reason[];
}

/** Options of {@link summarizeFunnel}. */
export interface SummarizeFunnelOptions {
  readonly pipeline: Pipeline;
  readonly asOf: DateLike;
  /** Learned from the same stages; without it there is no `expectedAmount`. */
  readonly model?: FunnelModel;
  /** Days ahead for `expectedAmount`, 0 to 3,650; default 365. */
  readonly horizonDays?: number;
}

/** One open stage as of the day. */
export interface StageSummary {
  readonly stage: string;
  /** Name for people, where the pipeline has one. */
  readonly name?: string;
  /** Deals open in it. */
  readonly deals: number;
  /** Sum of their listed amounts. */
  readonly amount: number;
  /** Open deals without an amount. */
  readonly withoutAmount: number;
  /** Spells: how often a deal has come into the stage. */
  readonly entered: number;
  /** Share of spells that went on to a later stage or were won, so far; absent where nobody entered. */
  readonly movedOn?: Estimate;
  /** Amount to be expected by the horizon; only with a model. */
  readonly expectedAmount?: number;
}

/** Result of {@link summarizeFunnel}; every deal given stands in exactly one of the counts. */
export interface FunnelSummary {
  readonly pipeline: string;
  /** ISO 8601 moment. */
  readonly asOf: string;
  /** Only with a model. */
  readonly horizonDays?: number;
  readonly stages: readonly StageSummary[];
  readonly won: number;
  readonly lost: number;
  readonly cancelled: number;
  readonly notStarted: number;
}
