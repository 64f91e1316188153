import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { SeriesBenchmark } from "../../core/labels/series.ts";
import type { Reason } from "../../core/reasons.ts";
import type { SmoothingForm, SmoothingParameters, SmoothingStates } from "../../math/exponential-smoothing.ts";
import type { DateLike } from "../../time/day.ts";
import type { PeriodUnit } from "../../time/period.ts";

export type { SeriesBenchmark } from "../../core/labels/series.ts";

/** Options of {@link forecastSeries}. */
export interface ForecastSeriesOptions<T> {
  /** Periods to look ahead, a whole number from 1 to 120. */
  readonly horizon: number;
  /** How to read the amount from a row; null, undefined and NaN mean not known. Left out for a column of numbers. */
  readonly value?: (row: T, index: number) => number | null | undefined;
  /** When a row happened. Rows of one period are added up, in any order; needs `period`. */
  readonly date?: (row: T, index: number) => DateLike;
  /** The calendar's period; also names the periods where `start` is given. */
  readonly period?: PeriodUnit;
  /** A day of the first period, for a column of numbers; only names the periods. */
  readonly start?: DateLike;
  /** Day on which is looked: rows after it and the period that is not over are left out. Needs `date`. */
  readonly asOf?: DateLike;
  /** What a period without rows means: not known (default), or nothing sold. */
  readonly gaps?: "missing" | "zero";
  /** Periods of one season, from 1 (none) to 60; default 12 for months, 4 for quarters, 7 for days, else 1. */
  readonly seasonLength?: number;
  /** Nominal coverages of the intervals, each in (0, 1), at most five; default 0.8 and 0.95. */
  readonly levels?: readonly number[];
  /** Least possible amount; default 0 where no known amount is below 0, else none. */
  readonly floor?: number;
  /** Simulated futures, from 200 to 20,000; default 2,000. */
  readonly draws?: number;
  /** Seed of the simulated futures, a safe integer; default 1. */
  readonly seed?: number;
}

/** One period as it was. */
export interface SeriesPeriod {
  /** Name of the period; absent where there is no calendar. */
  readonly label?: string;
  /** Amount; absent where it is not known. */
  readonly value?: number;
}

/** What is expected of one coming period. */
export interface SeriesForecastPeriod {
  /** Periods ahead, from 1. */
  readonly step: number;
  readonly label?: string;
  readonly value: number;
  /** One per level asked, narrowest first. */
  readonly intervals: readonly Interval[];
}

/** One form of exponential smoothing as it was judged. */
export interface SeriesCandidate {
  /** Error, trend, season in the usual letters, such as `ETS(A,Ad,N)`. */
  readonly code: string;
  readonly form: SmoothingForm;
  /** Mean absolute error over the horizons judged; absent where it was not judged. */
  readonly meanAbsoluteError?: number;
  /** The same over the mean absolute change from season to season (from period to period without one): MASE. */
  readonly scaledError?: number;
  /** Akaike's criterion with its small-sample correction, on the whole series; absent where there are too few periods. */
  readonly aicc?: number;
  /** Share of the simulated futures that come from this form, by how plausible the series is under it, in [0, 1]. */
  readonly weight: number;
}

/** The form that was chosen, fitted to the whole series. */
export interface SeriesMethod {
  readonly code: string;
  readonly form: SmoothingForm;
  readonly parameters: SmoothingParameters;
  /** States before the first period. */
  readonly start: SmoothingStates;
  /** States after the last period. */
  readonly states: SmoothingStates;
  readonly logLikelihood: number;
  readonly aic: number;
  readonly aicc?: number;
  readonly bic: number;
  /** Standard deviation of the one-step error; a share of the expectation where errors multiply. */
  readonly sigma: number;
}

/** A rule of thumb beside the forecast. */
export interface SeriesComparison {
  readonly id: SeriesBenchmark;
  readonly meanAbsoluteError: number;
  readonly scaledError?: number;
  /**
   * Share of the rule's error that is saved by choosing a form anew at each past moment, with its interval; or why it
   * cannot be named.
   */
  readonly skill: Estimate | Abstention;
  /** `better` or `worse` where the whole interval lies on one side of 0, else `undecided`. */
  readonly verdict: "better" | "worse" | "undecided";
}

/** How the form was chosen. */
export interface SeriesSelection {
  /** By forecasts from past moments, or by AICc alone where the series is too short for those. */
  readonly by: "rolling_origin" | "information_criterion";
  /** Past moments from which was forecast. */
  readonly origins: number;
  /** Longest horizon judged, in periods. */
  readonly horizon: number;
  /** Best first. */
  readonly candidates: readonly SeriesCandidate[];
}

/** What a series is expected to bring. Plain JSON. */
export interface SeriesForecast {
  readonly kind: "series_forecast";
  readonly version: 1;
  /** Known periods. */
  readonly n: number;
  readonly seasonLength: number;
  readonly history: readonly SeriesPeriod[];
  readonly method: SeriesMethod;
  readonly selection: SeriesSelection;
  readonly points: readonly SeriesForecastPeriod[];
  /** Sum over the horizon: its interval is that of the sum, narrower than the sum of limits. */
  readonly total: Readonly<{ value: number; intervals: readonly Interval[] }>;
  /** Rules of thumb judged from the same past moments; empty where the series is too short. */
  readonly benchmarks: readonly SeriesComparison[];
  readonly notes: readonly Reason[];
}
