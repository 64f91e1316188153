import type { Reason } from "../../core/reasons.ts";
import type { HazardTest } from "./types.ts";

/** The scale of age along which an effect is tried for change: 1 − Kaplan–Meier, rank among all rows, or age. */
export type AgeTransform = "km" | "rank" | "identity";

/** Options of {@link measureProportionality}. */
export interface ProportionalityOptions {
  /** Group of each row, as in the fit. */
  readonly strata?: ArrayLike<string | number>;
  /** Default `"km"`, which a few late leavers cannot sway. */
  readonly transform?: AgeTransform;
  /** P-value below which a column is noted, in (0, 1); default 0.05. */
  readonly alpha?: number;
}

/** Whether the effect of one covariate stays the same over the age of customers. */
export interface ColumnProportionality {
  readonly column: string;
  readonly test: HazardTest;
  /** Whether the coefficient is higher or lower at higher ages; absent for a category of several effects. */
  readonly trend?: "rises" | "falls";
}

/** Whether effects stay the same over the age of customers, as proportional hazards say. */
export interface Proportionality {
  readonly transform: AgeTransform;
  /** All columns together. */
  readonly global: HazardTest;
  /** In the order of the model. */
  readonly columns: readonly ColumnProportionality[];
  /** Columns whose effect changes, each with the remedy. */
  readonly notes: readonly Reason<"hazard_not_proportional">[];
}
