import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { TrendDirection } from "../../core/labels/trend.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { PeriodUnit } from "../../time/period.ts";

export type { TrendDirection } from "../../core/labels/trend.ts";

/** How a series is read: values at equal periods in their order, or dated rows in any order. */
export interface SeriesOptions<T> {
  /** How to read the value from a row; left out where the series is a column of numbers. */
  readonly value?: (row: T, index: number) => number;
  /** How to read the date from a row, one row per period; left out where rows stand in order, one per period. */
  readonly date?: (row: T, index: number) => DateLike;
  /** Calendar period of dated rows; default `"month"`. */
  readonly unit?: PeriodUnit;
  /** Periods after which the season comes round, 2 to 366: 12 for months, 7 for days of the week. */
  readonly season?: number;
}

/** Options of `measureTrend`. */
export interface MeasureTrendOptions<T> extends SeriesOptions<T> {
  /** Periods of a year; default by `unit`, else `season`. */
  readonly periodsPerYear?: number;
  /** Coverage of every interval, in (0, 1); default 0.95. A p-value below 1 − level makes a direction. */
  readonly level?: number;
  /** Chance to report a break where there is none, in (0, 0.5]; 0 leaves the search out. Default 0.05. */
  readonly breakRate?: number;
}

/** One period of a series as it was measured. */
export interface TrendPoint {
  /** Periods since the first one. */
  readonly period: number;
  /** First day of the period, `YYYY-MM-DD`; absent where no dates were given. */
  readonly date?: string;
  readonly value: number;
}

/** Growth from one period to another, as a share: 0.05 is 5 % more. */
export interface TrendGrowth {
  readonly value: number;
  readonly before: number;
  readonly now: number;
  /** Growths of the same distance in the series, this one among them. */
  readonly n: number;
  /** Of the growth without the usual ups and downs; absent below six growths. */
  readonly interval?: Interval;
}

/** Growth per period as if it had been the same in each. */
export interface CompoundRate {
  /** From the median slope of the logarithms: no single period can move it. */
  readonly perPeriod: Estimate;
  /** Absent where a year is not known, or where growth over one exceeds every number. */
  readonly perYear?: Estimate;
  /** From the first and last value alone, as it is usually quoted. */
  readonly endToEnd: number;
}

/** Whether the series rises or falls at all. */
export interface TrendTest {
  /**
   * Kendall's tau-b in [−1, 1]: share of pairs that rise less share that fall. Its interval is as wide as it is without a trend, which is too wide rather than too narrow.
   */
  readonly tau: Estimate;
  readonly s: number;
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly method: "exact" | "normal" | "seasonal";
}

/** How much neighbouring periods resemble each other beside line and season, and what that cost. */
export interface TrendAutocorrelation {
  /** Correlation of neighbours by ranks, corrected for its downward pull, in [−0.95, 0.95]. */
  readonly value: number;
  /** Pairs of neighbours. */
  readonly n: number;
  /** What the variance of the test and the square of the interval's width were multiplied by; 1 for nothing. */
  readonly varianceFactor: number;
}

/** A place where level or slope changed. */
export interface TrendBreak {
  /** First period of the new regime. */
  readonly at: TrendPoint;
  /** The places that are possible at the stated level. */
  readonly earliest: TrendPoint;
  readonly latest: TrendPoint;
  /** How often a series without a break looks as broken. */
  readonly pValue: number;
  /**
   * Distance of the least-squares lines before and after, both read half a period before the new one's first value; in
   * the unit of the series, the place taken as known. With slopes on both sides it differs from the distance of means.
   */
  readonly jump: Estimate;
  /** Slope per period before and after, up to the next break. */
  readonly slopeBefore: Estimate | Abstention;
  readonly slopeAfter: Estimate | Abstention;
}

/** The search for breaks. */
export interface TrendBreaks {
  readonly found: readonly TrendBreak[];
  /** Of the strongest break in the whole series; 1 also where no simulation was needed to see that there is none. */
  readonly pValue: number;
  /** Chance of any break reported where there is none. */
  readonly rate: number;
}

/** What a series does over time. */
export interface TrendMeasure {
  readonly n: number;
  /** The rows in the order of time. */
  readonly points: readonly TrendPoint[];
  readonly unit?: PeriodUnit;
  readonly season?: number;
  /** Coverage of the intervals. */
  readonly level: number;
  readonly direction: TrendDirection;
  /** Median value. */
  readonly median: number;
  /** Per period, in the unit of the series. */
  readonly slope: Estimate | Abstention;
  /** Slope as a share of the size of the median; its interval takes the median as known. */
  readonly relativeSlope: Estimate | Abstention;
  readonly test: TrendTest | Abstention;
  readonly lastPeriod: TrendGrowth | Abstention;
  readonly yearOnYear: TrendGrowth | Abstention;
  readonly compound: CompoundRate | Abstention;
  readonly autocorrelation: TrendAutocorrelation | Abstention;
  readonly breaks: TrendBreaks | Abstention;
  /** Value of the line at period 0, in the middle of the seasons; absent without a slope. */
  readonly intercept?: number;
  /** What was checked and did not hold, each with its remedy, and what was corrected. */
  readonly notes: readonly Reason[];
}
