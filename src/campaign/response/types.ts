import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { MediaParameter } from "../../core/labels/media-budget.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

/**
 * How spend works on after its week. Weights by lag, divided by their sum, so that a constant spend stays what it is.
 *
 * - `geometric`: rateˡᵃᵍ
 * - `binomial`: (1 − lag/(maxLag + 1))^(1/rate − 1), which falls slowly first and fast later
 */
export interface Adstock {
  readonly kind: "geometric" | "binomial";
  /** In [0, 1); 0 is no carryover. */
  readonly rate: number;
  /** Weeks after which nothing is left, a whole number from 0 to 104. */
  readonly maxLag: number;
}

/**
 * How returns diminish: what a weekly spend x (carryover included) reaches.
 *
 * - `hill`: x^shape/(x^shape + half^shape), from 0 to 1; `half` is the weekly spend that brings half of it
 * - `log`: log(1 + x/scale), without an upper end
 */
export type Saturation =
  | { readonly kind: "hill"; readonly shape: number; readonly half: number }
  | { readonly kind: "log"; readonly scale: number };

/** What a channel brings for what is spent: effect · saturation(carried spend), in money a week. */
export interface ResponseCurve {
  readonly id: string;
  /** Money a week at full saturation (`hill`) or per unit of the logarithm (`log`); at least 0. */
  readonly effect: number;
  readonly saturation: Saturation;
  /** Left out: spend works in its own week alone. */
  readonly adstock?: Adstock;
}

/** Two ends of a search, both included, the lower first. */
export type ParameterBounds = readonly [lower: number, upper: number];

/** One channel of {@link FitResponseOptions}. */
export interface ResponseChannel<T> {
  readonly id: string;
  /** Reads the spend of a week: money, at least 0. */
  readonly spend: (week: T, index: number) => number;
  /** Default `"geometric"`. */
  readonly adstock?: "geometric" | "binomial";
  /** Default `"hill"`. */
  readonly saturation?: "hill" | "log";
  /**
   * Where the shape is searched. `rate` in [0, 1): default 0–0.8, binomial 0–0.5. `shape` above 0: default 0.5–3.
   * `reach` above 0, in units of the channel's largest weekly spend: the half-saturation (or scale of the logarithm)
   * is reach · max; default 0.05–2. Bounds are a statement made before looking: the intervals take it as given.
   */
  readonly bounds?: {
    readonly rate?: ParameterBounds;
    readonly shape?: ParameterBounds;
    readonly reach?: ParameterBounds;
  };
}

/** Something else that moves revenue: price, weather, a rival's sales, a holiday as 0 and 1. */
export interface ResponseControl<T> {
  readonly id: string;
  readonly value: (week: T, index: number) => number;
}

/** Options of `fitResponseCurve`. */
export interface FitResponseOptions<T> {
  /** Reads a day of the week; the weeks must follow one another without a gap, in any order of rows. */
  readonly week: (week: T, index: number) => DateLike;
  /** Reads the revenue of the week: money. */
  readonly revenue: (week: T, index: number) => number;
  /** At least one, at most 20. */
  readonly channels: readonly ResponseChannel<T>[];
  readonly controls?: readonly ResponseControl<T>[];
  /** A straight trend; default true. */
  readonly trend?: boolean;
  /** Yearly waves: pairs of sine and cosine, 0–12; default 2, or 0 with less than a year of weeks. */
  readonly harmonics?: number;
  /** Weeks over which spend may work on, a whole number 0–52; default 8. So many first weeks serve as history alone. */
  readonly maxLag?: number;
  /** Last weeks held out a fold, a whole number from 1; default 13. */
  readonly holdoutWeeks?: number;
  /** Folds of the rolling holdout, 0–10; default 3. */
  readonly holdoutFolds?: number;
  /** Places from which the search begins, 1–50; default 6. */
  readonly starts?: number;
  /** Plausible sets of curves kept in the model, 50–1,000; default 200. Intervals of the fit rest on 14 times as many. */
  readonly draws?: number;
  /** Nominal coverage of the intervals in (0, 1); default 0.95. */
  readonly level?: number;
  /** Any safe integer; default 1. */
  readonly seed?: number;
}

/** One shape parameter: where it lies and how much the data said about it. */
export interface ShapeParameter {
  readonly parameter: MediaParameter;
  readonly value: number;
  readonly interval: Interval;
  readonly bounds: ParameterBounds;
  /** Share of the searched range that the data rule out, in [0, 1]: near 0 nothing was learned. */
  readonly learned: number;
}

/** What was spent on a channel in the weeks that the curve was fitted on. */
export interface ObservedSpend {
  /** Money over the weeks, history included. */
  readonly total: number;
  /** Money a week on average and at most. */
  readonly mean: number;
  readonly max: number;
  /** Largest spend with carryover, money a week: the curve was never seen beyond. */
  readonly carriedMax: number;
  readonly activeWeeks: number;
  /** Spend with carryover in each week that was fitted, to six digits: where the curve was seen. */
  readonly carried: readonly number[];
  /** Spend of the last weeks, oldest first: what still works on. */
  readonly recent: readonly number[];
}

/** A channel with its curve and what it brought. */
export interface FittedChannel {
  readonly id: string;
  /** Absent where the spend never changed, so that nothing can be told. */
  readonly curve?: ResponseCurve;
  readonly parameters: readonly ShapeParameter[];
  readonly observed: ObservedSpend;
  /** Revenue that the channel brought over `fittedOn.weeks`, money. */
  readonly contribution: Estimate | Abstention;
  /** The same for each unit of money spent in those weeks. */
  readonly roas: Estimate | Abstention;
  /**
   * What the next unit of money brings at the mean weekly spend. Under the warning `media_margin_assumed` its interval
   * covers on average over the searched range, and can fall short for a curve at one end of it.
   */
  readonly marginalReturn: Estimate | Abstention;
  /** How far the figures can be trusted; empty where nothing was found against them. */
  readonly warnings: readonly Reason[];
}

/** How far predictions missed, as root mean square error divided by the mean revenue. */
export interface ResponseErrors {
  readonly model: number;
  /** The same regression without any media. */
  readonly withoutMedia: number;
  /** The same week a year before, or the mean where no year has passed. */
  readonly naive: number;
}

/** Base, trend, seasons and controls: what would have come without media. */
export interface ResponseBaseline {
  /** Mean of the revenue that would have come without media, money a week. */
  readonly mean: number;
  /** Change of revenue a week. */
  readonly trend?: number;
  /** Sine and cosine by harmonic, money a week. */
  readonly seasons: readonly (readonly [sine: number, cosine: number])[];
  /** Money for one unit of each control. */
  readonly controls: readonly { readonly id: string; readonly effect: number }[];
}

/**
 * One plausible set of curves: effect and shape by channel, in the order of the model's channels with a curve. An effect
 * below 0 says that the weeks do not exclude none.
 */
export type ResponseDraw = readonly (readonly number[])[];

/** How revenue follows spend, channel by channel, learned from weekly data. Plain JSON. */
export interface ResponseCurveModel {
  readonly kind: "response_curve";
  readonly version: 1;
  readonly level: number;
  readonly channels: readonly FittedChannel[];
  readonly baseline: ResponseBaseline;
  /** Share of the spread of revenue that the fit explains; can fall below 0 where errors are strongly linked. */
  readonly explained: number;
  /** Link between the errors of neighbouring weeks, in (−1, 1). */
  readonly autocorrelation: number;
  readonly inSample: ResponseErrors;
  /** Absent with no fold, or where too few weeks remain to learn from. */
  readonly holdout?: ResponseErrors & { readonly folds: number; readonly weeks: number };
  /** Whether search and simulation settled. */
  readonly converged: boolean;
  readonly diagnostics: {
    /** Starts of the search that ended at the best fit, of how many. */
    readonly startsAgreeing: number;
    readonly starts: number;
    /** Largest split R̂ of any channel's contribution or shape; 1 is perfect, above 1.1 the intervals are not settled. */
    readonly rHat: number;
  };
  /** Plausible sets of curves, the data given; each number list is effect, then the shape parameters. */
  readonly draws: readonly ResponseDraw[];
  readonly fittedOn: {
    /** Weeks that were fitted, the history at the start left out. */
    readonly weeks: number;
    /** First and last of them, ISO date of the day that was given. */
    readonly from: string;
    readonly to: string;
    readonly seed: number;
    readonly notes: readonly Reason[];
  };
}

/** A channel and what is to be spent on it. */
export interface ChannelSpend {
  readonly id: string;
  /** Money over all weeks of the horizon, spread evenly; or money week by week, as many as the horizon has. */
  readonly spend: number | readonly number[];
}

/** What a spend on one channel is expected to bring. */
export interface PredictedChannel {
  readonly id: string;
  /** Money over the horizon. */
  readonly spend: number;
  readonly response: number;
  /** Response for each unit of money; absent where nothing is spent. */
  readonly roas?: number;
  /** What the next unit of money brings, spread evenly; absent for a spend given week by week. */
  readonly marginalReturn?: number;
  /** Response week by week, for a spend given so: what earlier spend still brings is in it. */
  readonly weekly?: readonly number[];
}

/** What a spend is expected to bring in all. */
export interface PredictedResponse {
  readonly horizonWeeks: number;
  readonly channels: readonly PredictedChannel[];
  readonly spend: number;
  readonly response: number;
  readonly roas?: number;
}

/** One channel of {@link ResponseReport}. */
export interface ReportedChannel {
  readonly id: string;
  readonly spend: number;
  readonly response: Estimate;
  readonly roas?: Estimate;
  /** Absent for a spend given week by week. */
  readonly marginalReturn?: Estimate;
  /** Share of the media's response, in [0, 1]; absent where media bring nothing. */
  readonly share?: number;
  readonly warnings: readonly Reason[];
}

/** What each channel brings at a given spend, with intervals. */
export interface ResponseReport {
  readonly horizonWeeks: number;
  readonly level: number;
  readonly channels: readonly ReportedChannel[];
  readonly spend: number;
  readonly response: Estimate;
  readonly roas?: Estimate;
  /** What speaks against the fit as a whole: not settled, no better than without media, errors linked. */
  readonly notes: readonly Reason[];
}
