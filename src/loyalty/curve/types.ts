import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { MarketRegime, MarketTrait } from "../../core/labels/loyalty-curve.ts";
import type { Reason } from "../../core/reasons.ts";
import type { LoyaltyAccessors, RatingScale } from "../quadrant/types.ts";

export type { MarketRegime, MarketTrait } from "../../core/labels/loyalty-curve.ts";

/** The scales of both questions. */
export interface LoyaltyScales {
  readonly satisfaction: RatingScale;
  readonly loyalty: RatingScale;
}

/** One step of the monotone curve: a range of satisfaction over which mean loyalty is level. */
export interface LoyaltyStep {
  /** Lowest satisfaction seen on the step, in scale points. */
  readonly from: number;
  /** Highest satisfaction seen on the step, in scale points. */
  readonly to: number;
  /** Mean loyalty on the step, in scale points. */
  readonly loyalty: number;
  readonly n: number;
}

/** Customers of about the same satisfaction. */
export interface LoyaltyCurvePoint {
  /** Their mean satisfaction, in scale points. */
  readonly satisfaction: number;
  /** Their mean loyalty, in scale points, with a Student interval; absent interval where all answered alike or one did. */
  readonly loyalty: number;
  readonly n: number;
  readonly interval?: Interval;
}

/** Loyalty = satisfaction to the power k, both as shares of their scales. */
export interface PowerCurve {
  /** The exponent k with its interval; k > 1 bends as in a competitive market, k < 1 as in a non-competitive one. */
  readonly exponent: Estimate;
  /** Share of the spread of loyalty that the power curve explains; negative where one loyalty for all explains more. */
  readonly explained: number;
  /** Root mean square distance between the power curve and the monotone curve, as a share of the loyalty scale. */
  readonly gap: number;
  /** What turns a rise of the squared error into a chi-squared figure; the likelihood of k can be redrawn from it. */
  readonly scaling: number;
}

/** How loyalty rises with satisfaction, of a book or of one of its segments. */
export interface LoyaltyCurveFit {
  readonly customers: number;
  /** The curve that rises or stays level and is nearest to the customers; at least one step, by satisfaction. */
  readonly steps: readonly LoyaltyStep[];
  /** Share of the spread of loyalty that the steps explain, in [0, 1]; absent where all are equally loyal. */
  readonly explained?: number;
  /** The power curve, or why there is none. */
  readonly power: PowerCurve | Abstention;
  /** `competitive` where the whole interval of k lies above 1, `non_competitive` where below, else `undecided`. */
  readonly regime: MarketRegime;
}

/** The curve of one segment. */
export interface LoyaltySegmentCurve extends LoyaltyCurveFit {
  readonly id: string;
}

/** Whether the segments share one exponent. */
export interface LoyaltyCurveComparison {
  /** Scaled likelihood ratio, chi-squared where the segments share one exponent. */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** The exponent that fits all compared segments best. */
  readonly commonExponent: number;
  /** The segments that carry a power curve and were compared. */
  readonly segments: readonly string[];
}

/** Loyalty as a function of satisfaction. Plain JSON. */
export interface LoyaltyCurveModel extends LoyaltyCurveFit {
  readonly kind: "loyalty_curve";
  readonly version: 1;
  readonly scales: LoyaltyScales;
  /** Nominal coverage of every interval of the model. */
  readonly level: number;
  /** The customers in up to 20 groups by satisfaction, lowest first; their `n` sum to all customers. */
  readonly points: readonly LoyaltyCurvePoint[];
  /** One curve per segment, by id; absent where no segment was asked for. */
  readonly segments?: readonly LoyaltySegmentCurve[];
  /** The test of one exponent for all segments; absent where no segment was asked for. */
  readonly comparison?: LoyaltyCurveComparison | Abstention;
  readonly fittedOn: {
    readonly customers: number;
    readonly notes: readonly Reason<"loyalty_curve_poor_fit">[];
  };
}

/** Options of {@link fitLoyaltyCurve}. */
export interface FitLoyaltyCurveOptions<T> extends LoyaltyAccessors<T> {
  /** The answers that both questions allow; stated, never guessed. */
  readonly scales: LoyaltyScales;
  /** Which segment a customer belongs to; each gets its own curve and all are compared. */
  readonly segment?: (row: T, index: number) => string;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Expected loyalty at one satisfaction, in points of the loyalty scale. */
export interface ExpectedLoyalty {
  /** By the steps of the monotone curve. */
  readonly observed: number;
  /** By the power curve, with the interval that its exponent leaves; absent where there is no power curve. */
  readonly power?: Readonly<{ value: number; interval: Interval }>;
}

/** Traits of a market: how far each holds, from 0 (or `false`) to 1 (or `true`); what is not known is left out. */
export type MarketTraits = Readonly<Partial<Record<MarketTrait, boolean | number>>>;

/** Options of {@link classifyMarket}. */
export interface ClassifyMarketOptions {
  /** A fitted curve, or one of its segments, to set beside the traits. */
  readonly curve?: LoyaltyCurveFit;
  /** Lead that one side's traits need over the other's, in [0, 1); default 0.2. */
  readonly margin?: number;
}

/** The regime of a market by its traits, beside the one that the customers' answers show. */
export interface MarketClassification {
  /** By the traits alone. */
  readonly regime: MarketRegime;
  /** How far the answered traits that hold customers hold, in [0, 1]; absent where none was answered. */
  readonly holding?: number;
  /** How far the answered traits that let customers go hold, in [0, 1]; absent where none was answered. */
  readonly loosening?: number;
  /** Share of all traits that was answered, in [0, 1]. */
  readonly coverage: number;
  /** The regime of the curve; absent where no curve was given. */
  readonly fitted?: MarketRegime;
  /** Whether traits and curve say the same; `undecided` where either does not say; absent where no curve was given. */
  readonly agreement?: "agree" | "disagree" | "undecided";
  readonly reasons: readonly Reason[];
}
