import type { Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";

/** An answer, or nothing where the question was not asked or not answered. */
export type DriverAnswer = number | null | undefined;

/** Columns by name, all of the same length; `undefined` and `null` are missing answers. */
export type DriverColumns = Readonly<Record<string, ArrayLike<DriverAnswer>>>;

/** A figure read from a row: a field by its name, or a name with a way to read it. */
export type DriverSource<T> =
  | string
  | {
      /** How the figure is called in the result. */
      readonly id: string;
      /** Reads the answer; `undefined` or `null` says that there is none (such as a 0 that means "not asked"). */
      readonly value: (row: T, index: number) => DriverAnswer;
    };

/** Options of {@link measureDrivers}. */
export interface DriverOptions<T> {
  /** What is to be explained: overall satisfaction, intention to return, or 1 and 0 for loyal and not. */
  readonly outcome: DriverSource<T>;
  /** What may explain it, one to fifty; one to sixteen for `"shapley"`. */
  readonly drivers: readonly DriverSource<T>[];
  /** How R² is shared out; default `"shapley"`, above sixteen drivers `"relative_weights"` is needed. */
  readonly method?: DriverMethod;
  /** Weight of each row, 0 or more; only proportions count. */
  readonly weight?: string | ((row: T, index: number) => number);
  /** Seed of the bootstrap, any safe integer. Left out, there are no intervals. */
  readonly seed?: number;
  /** Bootstrap resamples, 100 to 100,000; default 1,000. */
  readonly resamples?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** How the explained variance is shared out among drivers that go together. */
export type DriverMethod = "relative_weights" | "shapley";

/** A figure with its bootstrap interval; the interval is absent where no seed was given or too few resamples worked. */
export interface DriverFigure {
  readonly value: number;
  readonly interval?: Interval;
}

/** What one driver contributes. */
export interface DriverImportance {
  readonly driver: string;
  /** Its part of R²; the parts of all drivers sum to R². */
  readonly contribution: DriverFigure;
  /** Its part as a share of R²; all sum to 1. Absent where R² is 0. */
  readonly share?: DriverFigure;
  /** Correlation with the outcome, −1 to 1: the sign says in which direction the driver goes. 0 for a constant. */
  readonly correlation: number;
  /** Variance inflation: 1 where the others say nothing about it. Absent where they determine it, or it is constant. */
  readonly vif?: number;
  /** Rows without an answer to it. */
  readonly missing: number;
}

/** What {@link measureDrivers} has to say about the answers it saw. */
export type DriverNote = Reason<
  | "drivers_rows_dropped"
  | "driver_constant"
  | "driver_collinear"
  | "driver_redundant"
  | "drivers_few_rows"
  | "drivers_explain_nothing"
  | "drivers_no_interval"
>;

/** What drives the outcome. Plain JSON. */
export interface DriverFindings {
  readonly method: DriverMethod;
  readonly outcome: string;
  /** Rows given. */
  readonly rows: number;
  /** Rows in which outcome and every driver are answered; all figures rest on these alone. */
  readonly n: number;
  /** Kish's effective number of those rows; `n` without weights. */
  readonly effectiveN: number;
  /** Rows without an outcome. */
  readonly missingOutcome: number;
  /** Share of the outcome's variance that all drivers explain together, in [0, 1]. */
  readonly rSquared: DriverFigure;
  /** In the order given. */
  readonly drivers: readonly DriverImportance[];
  /** Square root of the largest over the smallest eigenvalue of the drivers' correlations; above 30 is high. Absent where singular. */
  readonly condition?: number;
  /** Resamples behind the intervals; 0 without a seed. */
  readonly resamples: number;
  readonly notes: readonly DriverNote[];
}

/** Options of {@link measurePerformance}. */
export interface PerformanceOptions<T> {
  readonly drivers: readonly DriverSource<T>[];
  /** Weight of each row, 0 or more; only proportions count. */
  readonly weight?: string | ((row: T, index: number) => number);
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** How a driver is rated by everybody who rated it: the mean in scale points. */
export interface DriverPerformance extends Estimate {
  readonly driver: string;
}
