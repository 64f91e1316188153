import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { ChannelAnswer, ChannelEvidence } from "../../core/labels/channel.ts";
import type { Reason } from "../../core/reasons.ts";

export type { ChannelAnswer, ChannelEvidence, SalesChannel } from "../../core/labels/channel.ts";

/** What one customer answered. */
export interface ChannelAnswers {
  readonly id: string;
  /** Answer by channel; a channel that is absent or null was not answered, which is no refusal. */
  readonly answers: Readonly<Record<string, ChannelAnswer | null | undefined>>;
  /** Group that the customer belongs to. */
  readonly segment?: string;
}

/** Options of {@link measureChannelPreferences}. */
export interface MeasureChannelPreferencesOptions {
  /** Channels by id, at least one, each once; default the eight of the map. */
  readonly channels?: readonly string[];
  /**
   * `"each"` (default): the interval of each share holds by itself (Wilson). `"together"`: those of the four answers of a
   * channel hold at once (Goodman).
   */
  readonly intervals?: "each" | "together";
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One channel of the map. */
export interface ChannelFigures {
  readonly channel: string;
  /** Customers who answered for it. */
  readonly n: number;
  readonly unanswered: number;
  /** Share of each answer, from far to near; empty where nobody answered. */
  readonly shares: readonly { readonly answer: ChannelAnswer; readonly share: Estimate }[];
  /** Share not closed to the channel: all answers but "would never". */
  readonly openness: Estimate | Abstention;
  /** Of those open to it, the share that has bought. */
  readonly conversion: Estimate | Abstention;
  /** Share open to it that has not bought yet. */
  readonly potential: Estimate | Abstention;
}

/** Whether the same customers are more open to one channel than to another. */
export interface ChannelPair {
  readonly first: string;
  readonly second: string;
  /** Openness of the first less that of the second, among customers who answered for both. */
  readonly difference: Estimate;
  /** Exact McNemar test of the two, both sides. */
  readonly p: number;
  /** Raised for the number of pairs (Holm). */
  readonly adjusted: number;
}

/** Whether channels differ in openness at all, and which. */
export interface OpennessComparison {
  /** Cochran's Q over customers with an answer for every channel. */
  readonly overall:
    | { readonly statistic: number; readonly df: number; readonly p: number; readonly n: number }
    | Abstention;
  readonly pairs: readonly ChannelPair[];
}

/** Openness of one segment to one channel. */
export interface SegmentOpenness {
  readonly channel: string;
  readonly n: number;
  /** As answered; absent where nobody of the segment answered. */
  readonly rate?: Estimate;
  /** Drawn towards all customers as far as segments differ no more than chance would make them. */
  readonly shrunk: Estimate;
  /** How much of the segment's own rate is in it, from 0 to 1. */
  readonly weight: number;
}

/** The channel preference map. Plain JSON. */
export interface ChannelMap {
  readonly customers: number;
  readonly channels: readonly ChannelFigures[];
  readonly comparison: OpennessComparison;
  /** By id in the order of its characters; empty where no customer has a segment. */
  readonly segments: readonly {
    readonly segment: string;
    readonly customers: number;
    readonly openness: readonly SegmentOpenness[];
  }[];
  readonly intervals: "each" | "together";
  readonly level: number;
}

/** Options of {@link planNextChannel}. */
export interface PlanNextChannelOptions {
  /** Channels by id; default the eight of the map. */
  readonly channels?: readonly string[];
  /** Money of reaching one customer through each channel, 0 or more; 0 where left out. Needs `margin`. */
  readonly costs?: Readonly<Record<string, number>>;
  /** Margin of one purchase, above 0: channels are then ranked by expected margin. */
  readonly margin?: number;
  /** Parts in which answers are hidden in turn, 2 to 20; default 5. */
  readonly folds?: number;
  /** Any safe integer; default 1. */
  readonly seed?: number;
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One open channel of a customer. */
export interface NextChannel {
  readonly channel: string;
  readonly evidence: ChannelEvidence;
  /**
   * Share of such customers who have bought through it: 1 for a customer who has, of those open to it for one who says so,
   * of all who answered for one who did not answer.
   */
  readonly chance: Estimate;
  /** Chance × margin − cost; only with `margin`. */
  readonly expectedMargin?: number;
}

/** Best next channel of one customer, or why there is none. */
export type CustomerChannels =
  | {
      readonly id: string;
      readonly next: NextChannel;
      readonly ranked: readonly NextChannel[];
      readonly reasons: readonly Reason[];
    }
  | ({ readonly id: string } & Abstention);

/** How well hidden answers are told: of two channels, one bought through and one not, the share put in the right order. */
export interface ChannelCheck {
  /** Customers with such a pair. */
  readonly n: number;
  readonly similar: Estimate;
  readonly overall: Estimate;
  /** Similar less overall, by customer. */
  readonly gain: Estimate;
}

/** Best next channel of every customer. Plain JSON. */
export interface NextChannelPlan {
  /** What unanswered channels are told by: similar customers where they prove better on hidden answers, else all. */
  readonly method: "similar" | "overall";
  readonly check: ChannelCheck | Abstention;
  readonly customers: readonly CustomerChannels[];
  readonly notes: readonly Reason[];
  readonly level: number;
}
