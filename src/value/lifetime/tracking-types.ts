import type { DateLike } from "../../time/day.ts";
import type { BuyingModel } from "../buying/types.ts";
import type { TimeUnit } from "../types.ts";

/** Options of `measureTracking`: how to read an order, and what to hold the orders against. */
export interface MeasureTrackingOptions<T, Unit extends TimeUnit = TimeUnit> {
  readonly model: BuyingModel<Unit>;
  readonly customerId: (row: T, index: number) => string;
  readonly date: (row: T, index: number) => DateLike;
  /** Amount, where refunds (below 0) are to be left out. */
  readonly amount?: (row: T, index: number) => number;
  /** Last day of the calibration period, in which the model was fitted. */
  readonly end: DateLike;
  /** Last day that is tracked; the day of the last order unless given. */
  readonly until?: DateLike;
  /** First day; that of the first order unless given. Customers who first bought before it are left out. */
  readonly start?: DateLike;
}

/** One period of a tracking: what was bought again, and what the model expected. */
export interface TrackingPoint {
  /** From 1. */
  readonly period: number;
  /** Last day of the period as an ISO date; the last period may be shorter. */
  readonly until: string;
  readonly actual: number;
  readonly expected: number;
  /** All periods so far. */
  readonly cumulativeActual: number;
  readonly cumulativeExpected: number;
  /** Whether the period ends within the calibration. */
  readonly calibration: boolean;
}

/** Repeat purchases over a stretch of time. */
export interface TrackingTotal {
  readonly actual: number;
  readonly expected: number;
  /** expected / actual − 1; absent where nothing was bought. */
  readonly error?: number;
}

/** Repeat purchases period by period against what a model expected. */
export interface Tracking {
  readonly unit: TimeUnit;
  readonly customers: number;
  /** Last day of the calibration as an ISO date, and the number of periods up to it (need not be whole). */
  readonly end: string;
  readonly calibrationPeriods: number;
  readonly points: readonly TrackingPoint[];
  readonly calibration: TrackingTotal;
  readonly holdout: TrackingTotal;
}
