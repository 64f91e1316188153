import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { PeriodUnit } from "../../time/period.ts";
import type { SeriesOptions } from "../trend/types.ts";

/** Options of `detectAnomalies`. */
export interface DetectAnomaliesOptions<T> extends SeriesOptions<T> {
  /** Rows in the order of time, or rows that stand beside each other, such as regions; default `"series"`. */
  readonly shape?: "series" | "cross_section";
  /** Name of a row, as the report is to show it; text or number. */
  readonly id?: (row: T, index: number) => string;
  /** What a series is expected to follow; default `"line"`. A series of counts follows its level. */
  readonly trend?: "level" | "line" | "local";
  /** Periods around one that make its level where `trend` is `"local"`: odd, 5–9999; default three seasons, at least 25. */
  readonly window?: number;
  /** Values are counts, whole numbers of at least 0: complaints, visits, orders. Default false. */
  readonly counts?: boolean;
  /** How much each count was drawn from, above 0: customers, calls. With `counts` alone. */
  readonly exposure?: (row: T, index: number) => number;
  /**
   * How heavy the tails of ordinary values are: `"normal"`, degrees of freedom of Student's t (2.5–1000), or `"auto"`
   * (default): the mean over shapes from 2 degrees to the normal curve, each weighed by how well the other values fit it.
   */
  readonly tails?: "auto" | "normal" | number;
  /** Chance of any false alarm in the whole column, or share of false ones among the anomalies; default 0.05. */
  readonly rate?: number;
  /** What `rate` holds: `"family"` (default) any false alarm at all, `"discovery"` the false share (Benjamini–Hochberg). */
  readonly control?: "family" | "discovery";
  /** Money that one unit of the values is worth, so that gaps are also named in money. */
  readonly unitValue?: number;
  /** Coverage of the interval in which an ordinary value is expected, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One value that does not belong. */
export interface Anomaly {
  /** Row as the caller passed it. */
  readonly index: number;
  readonly id?: string;
  /** First day of the period; absent where no dates were given. */
  readonly date?: string;
  readonly value: number;
  readonly expected: number;
  /** Where an ordinary value would lie. */
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly z: number;
  /** Two-sided chance that an ordinary value lies so far off; the mean over the shapes of tails where those are not given. */
  readonly p: number;
  /** Value less expectation, in units. */
  readonly gap: number;
  /** Gap in money; absent without `unitValue`. */
  readonly money?: number;
  readonly direction: "high" | "low";
  readonly reasons: readonly Reason[];
}

/** Whether the spread itself is abnormal. */
export interface AnomalyDispersion {
  /** Spread of ordinary values around what is expected, in units; of counts as a multiple of chance (variance). */
  readonly spread: Estimate;
  /** Counts alone: two-sided chance of such a spread where counts are pure chance. */
  readonly beyondChance?: number;
  /** Where the spread changed, if it did; series of at least 30 rows. */
  readonly change?: {
    /** Chance of so strong a change where there is none. */
    readonly pValue: number;
    /** First row of the new spread, where the change is beyond chance. */
    readonly index?: number;
    readonly date?: string;
    /** Spread after as a multiple of the spread before. */
    readonly ratio?: Estimate;
  };
}

/** Every row, in the order of time for a series. */
export interface AnomalyColumns {
  /** Row as the caller passed it. */
  readonly index: readonly number[];
  readonly id?: readonly string[];
  readonly date?: readonly string[];
  readonly value: readonly number[];
  readonly expected: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly z: readonly number[];
}

/** What does not belong in a column, and how far that can be trusted. */
export interface AnomalyReport {
  readonly n: number;
  readonly shape: "series" | "cross_section";
  readonly unit?: PeriodUnit;
  /** Where `rate` holds; the furthest off first. */
  readonly anomalies: readonly Anomaly[];
  /** Would be anomalies if ordinary values had tails as light as they look; `rate` does not hold for these. */
  readonly doubtful: readonly Anomaly[];
  readonly rate: number;
  readonly control: "family" | "discovery";
  /** A row is an anomaly where its p-value is at most this; doubtful ones have a larger one. */
  readonly limit: number;
  /** What ordinary values were taken for in judging anomalies. */
  readonly reference: "normal" | "student_t" | "poisson" | "negative_binomial";
  /** Degrees of freedom of the one Student's t that has `limit` at the same distance; absent for another reference. */
  readonly tails?: number;
  readonly level: number;
  readonly dispersion: AnomalyDispersion;
  readonly rows: AnomalyColumns;
  /** What was checked and does not hold, each with its remedy. */
  readonly notes: readonly Reason[];
}

/** No report, and why. */
export type NoAnomalyReport = Abstention;
