import type { Abstention, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { TierModel } from "../pyramid/types.ts";

/** A book of customers in one period, with the model that gives their tiers. */
export interface TierBook<T> {
  /** The model of the period; both periods may share one. */
  readonly model: TierModel;
  /** One row per active customer. */
  readonly customers: ArrayLike<T>;
}

/** Options of `compareTiers`. */
export interface CompareTiersOptions<T> {
  /** Reads the id that a customer keeps from period to period; unique within a period. */
  readonly id: (row: T, index: number) => string | number;
  /** Reads the value from a row: finite, one currency, periods of equal length. */
  readonly value: (row: T, index: number) => number;
}

/** Where the customers of one tier went, as counts alone. */
export interface MigrationCountsRow {
  /** Id of the tier before. */
  readonly from: string;
  /** Customers by tier after, in the order of `tiers`. */
  readonly to: readonly number[];
  /** Customers who are not in the book after; none, unless given. */
  readonly left?: number;
}

/** A migration matrix as counts alone; every `TierMigration` is one. */
export interface MigrationCounts {
  /** Tier ids, best first. */
  readonly tiers: readonly string[];
  /** One row per tier, in the order of `tiers`. */
  readonly rows: readonly MigrationCountsRow[];
  /** New customers by tier after; none, unless given. */
  readonly joined?: { readonly to: readonly number[] };
}

/** Where the customers of one tier went, and with what value. */
export interface MigrationRow extends MigrationCountsRow {
  readonly left: number;
  /** Customers in the tier before; `to` and `left` sum to it. */
  readonly customers: number;
  /** Value before of those in each cell of `to`. */
  readonly valueBefore: readonly number[];
  /** Value after of those in each cell of `to`. */
  readonly valueAfter: readonly number[];
  /** Value before of those who left. */
  readonly leftValue: number;
}

/** Customers who went the same way, with their value before and after. */
export interface MigrationFlow {
  readonly customers: number;
  /** Value before; 0 for those who joined. */
  readonly valueBefore: number;
  /** Value after; 0 for those who left. */
  readonly valueAfter: number;
}

/** What made a customer change tier: the value, the cuts, either alone, or only both together. */
export type MoveCause = "value" | "cuts" | "either" | "both";

/** One customer who changed tier. */
export interface TierMove {
  readonly id: string | number;
  readonly from: string;
  readonly to: string;
  readonly direction: "up" | "down";
  /** Value before and after. */
  readonly before: number;
  readonly after: number;
  readonly cause: MoveCause;
  readonly reason: Reason<"tier_moved_by_value" | "tier_moved_by_cuts" | "tier_moved_by_either" | "tier_moved_by_both">;
}

/** One customer who is in only one of two books. */
export interface TierPassage {
  readonly id: string | number;
  readonly tier: string;
  readonly value: number;
}

/** What became of a book of customers from one period to the next. */
export interface TierMigration extends MigrationCounts {
  readonly rows: readonly MigrationRow[];
  /** New customers and their value by tier after. */
  readonly joined: { readonly customers: number; readonly to: readonly number[]; readonly value: readonly number[] };
  /** Each customer of either book stands in exactly one flow. */
  readonly flows: Readonly<Record<"up" | "down" | "stayed" | "joined" | "left", MigrationFlow>>;
  /** Who changed tier, largest change of value first. */
  readonly moves: readonly TierMove[];
  /** How many of `moves` each cause explains. */
  readonly causes: Readonly<Record<MoveCause, number>>;
  /** Who is new, and who is gone; largest value first. */
  readonly joiners: readonly TierPassage[];
  readonly leavers: readonly TierPassage[];
  readonly before: { readonly customers: number; readonly total: number };
  readonly after: { readonly customers: number; readonly total: number };
}

/** Options of `compareMigrations`. */
export interface CompareMigrationsOptions {
  /** Below this p-value the pattern is said to have changed, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** Whether destinations to which too few went are counted as one (`"pool"`, default) or kept. */
  readonly smallCells?: "pool" | "keep";
}

/** A chi-squared test. */
export interface ChiSquaredTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Chance of a statistic at least this large if nothing changed. */
  readonly pValue: number;
}

/** Whether the moves out of one tier changed. */
export interface MigrationRowTest {
  readonly from: string;
  /** Customers in the tier at the start of each period. */
  readonly n: readonly [before: number, after: number];
  readonly test: (ChiSquaredTest & { readonly pearson: number }) | Abstention;
  /** Destinations that were counted as one, because too few went there. */
  readonly pooled: readonly string[];
}

/** Whether customers move as they did in the period before. */
export interface MigrationComparison {
  /** Likelihood-ratio test over all tiers that could be compared. */
  readonly likelihoodRatio: ChiSquaredTest | Abstention;
  /** Pearson's test over the same cells. */
  readonly pearson: ChiSquaredTest | Abstention;
  readonly rows: readonly MigrationRowTest[];
  readonly finding: Reason<"migration_changed" | "migration_unchanged" | "migration_too_thin">;
}

/** Options of `forecastTiers`. */
export interface ForecastTiersOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Random draws behind the intervals, 200 to 100,000; default 2,000. */
  readonly draws?: number;
  /** A safe integer; the same seed gives the same intervals. */
  readonly seed: number;
  /** Whether as many new customers are expected again (`"same"`, default) or none. */
  readonly joiners?: "same" | "none";
}

/** What one tier is expected to hold next period. */
export interface TierForecastRow {
  readonly tier: string;
  /** Customers now. */
  readonly now: number;
  readonly expected: number;
  /** Prediction interval of the count: chance of each move, uncertainty of the matrix, and new customers. */
  readonly interval: Interval;
}

/** The book that the present moves lead to, one period on. */
export interface TierForecast {
  readonly tiers: readonly TierForecastRow[];
  /** Customers of the present book who will have left. */
  readonly left: { readonly expected: number; readonly interval: Interval };
  /** New customers. */
  readonly joined: { readonly expected: number; readonly interval: Interval };
  readonly customers: { readonly expected: number; readonly interval: Interval };
  readonly draws: number;
  readonly seed: number;
  readonly notes: readonly Reason<"migration_row_unseen">[];
}
