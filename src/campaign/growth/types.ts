import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";

/** A period as a number, or as text that sorts in order of time, such as `2026-01` or `2026Q1`. */
export type GrowthPeriod = number | string;

/** A customer, outlet, store or region that is watched over time. */
export interface GrowthUnit {
  readonly unit: string;
  /** First period in which the campaign could have an effect on it; absent for the comparison group. */
  readonly start?: GrowthPeriod;
  /** How much the unit counts, 1e-6 to 1e9; default 1. */
  readonly weight?: number;
}

/** What a unit had in one period. */
export interface GrowthRow {
  readonly unit: string;
  readonly period: GrowthPeriod;
  /** Sales, count, or share, within ±1e150. */
  readonly value: number;
}

/**
 * How growth is measured: `amount` in the unit of the values, `rate` for shares from 0 to 1 (also 0 and 1 themselves) in
 * points, `log` for values above 0 as a share, so that large and small units grow alike.
 */
export type GrowthOutcome = "amount" | "rate" | "log";

/** Options of {@link measureGrowth}. */
export interface GrowthOptions {
  /** Default `"amount"`. */
  readonly outcome?: GrowthOutcome;
  /** What a missing cell means: the unit is left out (default), or the unit had nothing in that period. */
  readonly missing?: "leave_out" | "zero";
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Seed of the permutation test; default 1. */
  readonly seed?: number;
  /** Permutations of the test, 99–100,000; default 1,999. */
  readonly permutations?: number;
}

/** One arm before and after. With `log` the typical (geometric) mean, and changes are shares. */
export interface GrowthArm {
  /** Units in the arm that were used. */
  readonly units: number;
  /** Mean per unit and period before the campaign. */
  readonly before: number;
  readonly after: number;
  /** After − before with its interval, `n` units; a share with `log`. */
  readonly change: Estimate | Abstention;
  /** After ÷ before − 1; absent where nothing was before. */
  readonly growth?: number;
}

/** What the campaign group grew beyond the comparison group. */
export interface GrowthEffect {
  /** Difference in differences, `n` units; a share with `log`. */
  readonly effect: Estimate;
  /** Effect ÷ what would have been without the campaign, by Fieller; with `log` the effect itself. */
  readonly relative: Estimate | Abstention;
  /** Cluster-robust (by unit) standard error of the difference; of its logarithm with `log`. */
  readonly standardError: number;
  /** Degrees of freedom of the t interval. */
  readonly df: number;
  readonly pValue: number;
  /** With one start, equal weights and an arm below 20 units: the p-value when units are dealt to the arms anew. */
  readonly permutation?: { readonly pValue: number; readonly permutations: number; readonly seed: number };
}

/** The difference between the arms in one period, as against the last period before the campaign. */
export interface GrowthPoint {
  /** Periods since the start: −2, −3… before it, 0 the first with the campaign. −1 is the base and not listed. */
  readonly offset: number;
  readonly effect: Estimate | Abstention;
  /** Campaign units that are seen at this distance. */
  readonly units: number;
}

/** Whether the differences before the campaign are all zero, as far as the data tell. */
export interface GrowthTrendTest {
  /** F by which all the differences together are judged. */
  readonly statistic: number;
  readonly dfNumerator: number;
  readonly dfDenominator: number;
  readonly pValue: number;
}

/** How the arms moved before the campaign. */
export interface GrowthTrend {
  readonly joint: GrowthTrendTest | Abstention;
  /** Difference in slope per period before the campaign; a share with `log`. */
  readonly slope: Estimate | Abstention;
  /** By which it would be zero; absent where nothing scatters. */
  readonly slopePValue?: number;
}

/** One period of the chart. */
export interface GrowthSeriesPoint {
  readonly period: GrowthPeriod;
  readonly campaign: number;
  readonly comparison: number;
  /** Where the campaign group would stand had it moved like the other; with one start, from the start. */
  readonly expected?: number;
}

/** A unit that could not be used, kept with its reason. */
export interface LeftOutUnit {
  readonly unit: string;
  readonly reason: Reason;
}

/** Result of {@link measureGrowth}. */
export interface Growth {
  readonly outcome: GrowthOutcome;
  readonly level: number;
  /** Every period seen, in order. */
  readonly periods: readonly GrowthPeriod[];
  /** First periods with the campaign, in order. */
  readonly starts: readonly GrowthPeriod[];
  readonly campaign?: GrowthArm;
  readonly comparison?: GrowthArm;
  readonly result: GrowthEffect | Abstention;
  readonly points: readonly GrowthPoint[];
  readonly trend: GrowthTrend | Abstention;
  readonly series: readonly GrowthSeriesPoint[];
  readonly leftOut: readonly LeftOutUnit[];
  readonly verdict: Reason;
  readonly cautions: readonly Reason[];
}

/** Says that a unit bought or stocked a product in a period. */
export interface ProductRow {
  readonly unit: string;
  readonly period: GrowthPeriod;
  readonly product: string;
}

/** Options of {@link toCoverageRows}. */
export interface CoverageRowsOptions {
  /** Every unit to report on; other fields than `unit` are not read. */
  readonly units: readonly Pick<GrowthUnit, "unit">[];
  /** Whether any product is carried (0 or 1), what share of the products (0–1), or how many. */
  readonly measure: "any" | "share" | "count";
  /** The range that counts; default: every product that appears. */
  readonly products?: readonly string[];
  /** Default: every period that appears. */
  readonly periods?: readonly GrowthPeriod[];
}
