import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { AttributionMethod } from "../../core/labels/attribution.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

/** One contact of a customer with a channel. */
export interface PathTouch {
  /** Name of the channel, not empty; any text, `__proto__` included. */
  readonly channel: string;
  /** When. Either every touch of a path is dated or none; undated touches stand in the order of the array. */
  readonly at?: DateLike;
}

/** One journey of a customer, up to its conversion or without one; or so many identical journeys. */
export interface TouchPath {
  readonly id?: string;
  /** The touches; may be empty. Dated ones may stand in any order. */
  readonly touches: readonly PathTouch[];
  readonly converted: boolean;
  /** When it converted. Touches after that are left out. */
  readonly convertedAt?: DateLike;
  /** What the conversion was worth, from 0, one currency; of a row with `count`, all its conversions together. */
  readonly value?: number;
  /** How many identical journeys the row stands for, a whole number from 1; default 1. */
  readonly count?: number;
}

/** What was spent on one channel in the period of the paths. */
export interface ChannelCost {
  readonly channel: string;
  /** From 0, one currency. */
  readonly cost: number;
}

/** What an experiment said about one channel. */
export interface ChannelExperiment {
  readonly channel: string;
  /**
   * Conversions that would not have come without the channel, in the period and population of the paths, with the
   * interval: for example the absolute lift of `measureLift` times the customers that the channel reached.
   */
  readonly conversions: Estimate;
}

/** Options of {@link measureAttribution}. */
export interface AttributionOptions {
  /** Which methods; default all but `last_non_direct`. */
  readonly methods?: readonly AttributionMethod[];
  /** Time decay: days in which the weight of a touch halves, above 0; default 7. */
  readonly halfLifeDays?: number;
  /** Position: shares of the first and the last touch, each in [0, 1], together at most 1; default 0.4 and 0.4. */
  readonly positionShares?: { readonly first: number; readonly last: number };
  /** Last non-direct: channels passed over unless a path has no other; default `["direct"]`. */
  readonly direct?: readonly string[];
  /** Markov: how many last touches make up a state, a whole number from 1 to 100; default 1. */
  readonly order?: number;
  /**
   * Shapley: what a set of channels is worth. `"conversions"` (default): the conversions on paths that touch no other
   * channel. `"rate"`: the share of such paths that convert.
   */
  readonly game?: "conversions" | "rate";
  /** Shapley by rate with more than 15 channels: sampled orders, an even number from 20 to 100,000; default 2,000. */
  readonly orders?: number;
  /** Seed of the sampled orders, a safe integer; default 1. Nothing else is random. */
  readonly seed?: number;
  /** Leave out touches that lie more than so many days before the conversion, or before the last touch where none is dated. */
  readonly lookbackDays?: number;
  /** `"count"` (default): each touch counts. `"collapse"`: touches of one channel in a row count once, at the last of them. */
  readonly repeats?: "count" | "collapse";
  /** Touches of different channels at one instant: `"split"` (default) over the possible orders, or `"given"`: as the array has them. */
  readonly ties?: "split" | "given";
  /** Spending by channel, for the cost of a credited conversion. */
  readonly costs?: readonly ChannelCost[];
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What a channel is credited with by one method. */
export interface ChannelCredit {
  readonly channel: string;
  /** Conversions credited; `n` journeys touched the channel. */
  readonly conversions: Estimate;
  /** Of all credited conversions; negative only for Shapley by rate. `n` conversions were credited. */
  readonly share: Estimate;
  /** Value credited, where the paths carry one. */
  readonly value?: Estimate;
  readonly valueShare?: Estimate;
  /** Markov: share of the chain's conversions that is lost where the channel is taken out, in [0, 1]. */
  readonly removalEffect?: number;
  /** Shapley by sampled orders: standard error of the credited conversions that sampling adds. */
  readonly samplingError?: number;
  /** Cost of one credited conversion, where the channel's cost was given. */
  readonly costPerConversion?: Estimate | Abstention;
}

/** The credits of one method; they sum to the credited conversions. */
export interface MethodCredits {
  readonly method: AttributionMethod;
  /** By name, in the order of its characters. */
  readonly channels: readonly ChannelCredit[];
}

/** A method that the paths cannot carry, and why. */
export interface MethodAbstention extends Abstention {
  readonly method: AttributionMethod;
}

/** How often a channel was touched. */
export interface ChannelReach {
  readonly channel: string;
  /** Journeys with at least one counted touch. */
  readonly journeys: number;
  /** Those of them that converted. */
  readonly converted: number;
  /** Touches that count, repeats in a row one by one. */
  readonly touches: number;
}

/** Conversions and their value shared among the channels, by each method. */
export interface Attribution {
  readonly journeys: number;
  readonly conversions: number;
  /** Value of all conversions, where the paths carry one. */
  readonly value?: number;
  /** What no channel is credited with: conversions without a counted touch. */
  readonly unattributed: { readonly conversions: number; readonly value?: number };
  readonly reach: readonly ChannelReach[];
  readonly methods: readonly (MethodCredits | MethodAbstention)[];
  readonly level: number;
  /** What a reader should know; the first says that attribution is not causal. */
  readonly notes: readonly Reason[];
}

/** One method beside the experiment of one channel. */
export interface CreditGap {
  readonly method: AttributionMethod;
  readonly credited: Estimate;
  /** Credited less found by the experiment, in conversions. */
  readonly gap: { readonly value: number; readonly interval: Interval };
  /** Credited ÷ found by the experiment; 2 is twice as much. */
  readonly ratio: number | Abstention;
  /** The gap in words: more, fewer, or no more than chance. */
  readonly verdict: Reason;
}

/** A channel's credits beside what the experiment found. */
export interface ChannelComparison {
  readonly channel: string;
  /** What the experiment found. */
  readonly incremental: Estimate;
  readonly methods: readonly CreditGap[];
}

/** Attribution beside experiments. */
export interface AttributionComparison {
  readonly channels: readonly ChannelComparison[];
  /** Sum over the tested channels of |gap|, by method, smallest first: which rule came nearest to the experiments. */
  readonly distance: readonly { readonly method: AttributionMethod; readonly conversions: number }[];
  readonly level: number;
  /** The first says that attribution is not causal. */
  readonly notes: readonly Reason[];
}
