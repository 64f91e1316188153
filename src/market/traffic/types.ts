import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { TrafficCause, TrafficStage } from "../../core/labels/traffic.ts";
import type { Reason } from "../../core/reasons.ts";

export type { TrafficCause, TrafficStage } from "../../core/labels/traffic.ts";

/** What one source brought in one period. */
export interface TrafficRow {
  /** Rows without a source are kept under `(unknown)`. */
  readonly source?: string | null;
  /** Any name of the period, such as `2026-03`; six or more let costs vary by period. An empty text is none. */
  readonly period?: string;
  /** Whole numbers, at least 0. */
  readonly visits: number;
  readonly leads: number;
  readonly customers: number;
  /** Money spent, at least 0. */
  readonly cost?: number;
  /** Money brought by these customers, at least 0. */
  readonly revenue?: number;
}

/** Options of `measureTraffic`. */
export interface TrafficOptions {
  /** Which count the dependence on single channels is measured by; default `customers`. */
  readonly by?: TrafficStage;
  /** Nominal coverage of intervals in (0, 1), default 0.95. */
  readonly level?: number;
}

/** A rate with its Wilson interval, and drawn towards that of all channels. */
export interface TrafficRate extends Estimate {
  /** The rate to plan with: `ownWeight` of the channel's own, the rest that of all channels. */
  readonly shrunk: Readonly<{ value: number; ownWeight: number }>;
}

/** Money per visit, lead or customer. */
export interface TrafficCost extends Estimate {
  /** `periods`: from how cost and count vary over periods; `count`: cost taken as fixed, the count as a Poisson count. */
  readonly from: "periods" | "count";
}

/** Counts and money of a channel or of all. */
export interface TrafficTotals {
  readonly rows: number;
  readonly visits: number;
  readonly leads: number;
  readonly customers: number;
  /** Sum over the rows that give one; absent where none does. */
  readonly cost?: number;
  readonly revenue?: number;
}

/** One channel. */
export interface TrafficChannel extends TrafficTotals {
  readonly channel: string;
  readonly visitToLead: TrafficRate | Abstention;
  readonly leadToCustomer: TrafficRate | Abstention;
  readonly visitToCustomer: TrafficRate | Abstention;
  readonly costPerVisit: TrafficCost | Abstention;
  readonly costPerLead: TrafficCost | Abstention;
  readonly costPerCustomer: TrafficCost | Abstention;
  /** Revenue per money spent; needs six periods for its interval. */
  readonly returnOnCost: Estimate | Abstention;
}

/** Whether channels differ in a rate beyond chance: Pearson's chi-squared test. */
export interface TrafficTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Channels tested alone. */
  readonly channels: readonly string[];
  /** Channels too small for that, taken as one. */
  readonly pooled: readonly string[];
  readonly notes: readonly Reason<"traffic_pooled">[];
}

/** How much hangs on one channel. */
export interface TrafficConcentration {
  readonly by: TrafficStage;
  /** The largest channel and its share of all. */
  readonly largest: Readonly<{ channel: string; share: Estimate }>;
  /** Chance that two drawn at random came through the same channel, without the bias of small counts. */
  readonly herfindahl: Estimate;
  /** So many equal channels would be as concentrated. */
  readonly effective: Estimate;
  /** What goes with the largest channel if nobody comes another way. */
  readonly loss: TrafficTotals;
  readonly reason: Reason<"traffic_dependence">;
}

/** Sources, visits, leads and customers by channel. */
export interface TrafficReport {
  readonly level: number;
  /** The most customers first. */
  readonly channels: readonly TrafficChannel[];
  readonly total: TrafficTotals;
  readonly visitToLead: Estimate | Abstention;
  readonly leadToCustomer: Estimate | Abstention;
  readonly visitToCustomer: Estimate | Abstention;
  readonly difference: Readonly<{
    visitToLead: TrafficTest | Abstention;
    leadToCustomer: TrafficTest | Abstention;
    visitToCustomer: TrafficTest | Abstention;
  }>;
  readonly concentration: TrafficConcentration | Abstention;
  /** What a reader must know about the counts. */
  readonly notes: readonly Reason[];
}

/** A person met through a channel. Several touches of one person through one channel count once. */
export interface TrafficTouch {
  readonly person: string;
  readonly source?: string | null;
  /** Whether the person became a customer; true on any touch is enough. */
  readonly customer?: boolean;
}

/** Whom one channel reached. */
export interface ReachedChannel {
  readonly channel: string;
  readonly touches: number;
  readonly people: number;
  /** People that no other channel reached. */
  readonly exclusive: number;
  readonly shared: number;
  /** People, each divided equally among the channels that reached them: sums to all people. */
  readonly divided: number;
  readonly customers: number;
  /** Customers that no other channel reached: what goes for sure with the channel. */
  readonly exclusiveCustomers: number;
  /** People reached, of all people. */
  readonly reach: Estimate;
  /** People also reached by others, of those reached. */
  readonly overlap: Estimate;
}

/** People reached by two channels. */
export interface ReachPair {
  readonly channels: readonly [string, string];
  readonly people: number;
  /** Of the people of the first. */
  readonly ofFirst: Estimate;
  readonly ofSecond: Estimate;
}

/** Who was reached by which channels, every person counted once. */
export interface ReachReport {
  readonly level: number;
  readonly touches: number;
  readonly people: number;
  readonly customers: number;
  /** Most people first. */
  readonly channels: readonly ReachedChannel[];
  /** People by the number of channels that reached them; sums to all people. */
  readonly byChannels: readonly Readonly<{ channels: number; people: number; customers: number }>[];
  /** Pairs with people in common, most first. */
  readonly pairs: readonly ReachPair[];
  /** People reached by two channels or more, of all. */
  readonly shared: Estimate;
}

/** A part of a change, with its interval. */
export interface TrafficEffect {
  readonly value: number;
  readonly interval: Interval;
}

/** What moved one channel's customers. The five parts sum to the change. */
export interface ChannelChange {
  readonly channel: string;
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly effects: Readonly<Record<TrafficCause, number>>;
}

/** Why there are more or fewer customers than before. */
export interface TrafficChange {
  readonly level: number;
  readonly before: TrafficTotals;
  readonly after: TrafficTotals;
  readonly change: TrafficEffect;
  /** The five parts, which sum to the change. */
  readonly effects: Readonly<Record<TrafficCause, TrafficEffect>>;
  /** The largest change first. */
  readonly channels: readonly ChannelChange[];
  /** The parts as sentences, the largest first. */
  readonly reasons: readonly Reason<"traffic_change">[];
}
