import type { Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { CovarianceKind } from "../../math/robust-covariance.ts";
import type { MaybeName, MaybeNumber, RowField } from "../rows/field.ts";

/** One field that may explain the outcome. */
export interface RegressionPredictor<T> {
  readonly id: string;
  /** Numbers are measured, texts and booleans are categories; `undefined` or `null` is missing. */
  readonly value: RowField<T, MaybeName>;
  /** Category that the others are held against; the most frequent where left out. */
  readonly reference?: string;
}

/** Options of `fitRegression`. */
export interface FitRegressionOptions<T> {
  /** The figure to be explained. Left out when the rows are numbers themselves. */
  readonly outcome?: RowField<T, MaybeNumber>;
  /** At least one, each with an id of its own. */
  readonly predictors: readonly RegressionPredictor<T>[];
  /** How much each row counts, from 1e-100 to 1e100; 1 where left out. */
  readonly weights?: RowField<T, MaybeNumber>;
  /** Whose row it is (an agent, a shop), where rows of one rise and fall together. Errors are then those of clusters. */
  readonly clusters?: RowField<T, MaybeName>;
  /** How the scatter of coefficients is reckoned; default `"hc3"`, which does not suppose one spread. */
  readonly errors?: CovarianceKind;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Names a row where it is pointed at; its place where left out. */
  readonly name?: (row: T, index: number) => string;
}

/** A measured field as it was seen. */
export interface NumberInput {
  readonly id: string;
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
}

/** A field of categories as it was seen. */
export interface CategoryInput {
  readonly id: string;
  readonly kind: "category";
  readonly reference: string;
  readonly categories: readonly { readonly name: string; readonly n: number }[];
}

/** One coefficient with its doubt. */
export interface RegressionCoefficient {
  /** Change of the outcome per unit of a figure, or against the reference category. */
  readonly estimate: Estimate;
  readonly standardError: number;
  /** Student's t. */
  readonly statistic: number;
  readonly pValue: number;
}

/** What a coefficient stands for: a figure, or one category against the reference. */
export interface TermName {
  readonly predictor: string;
  readonly category?: string;
}

/** One column of the formula. */
export interface RegressionTerm extends TermName, RegressionCoefficient {
  /** Mean and sample standard deviation of the column (a category counts 1, others 0). */
  readonly mean: number;
  readonly sd: number;
  /** How many times the other columns inflate the variance of the coefficient; 1 where they have nothing to do with it. */
  readonly inflation: number;
}

/** A column that others make up, and so has no coefficient. */
export interface AliasedTerm extends TermName {
  /** Empty where the column does not vary. */
  readonly of: readonly (TermName & { readonly factor: number })[];
}

/** Do these coefficients differ from 0 together? Wald's F by the errors of the model. */
export interface WaldTest {
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number;
  readonly pValue: number;
}

/** A row that moves the coefficients. */
export interface InfluentialRow {
  /** Place in the rows that were given. */
  readonly row: number;
  readonly name?: string;
  /** Weight of the row in its own fitted value, in [0, 1]. */
  readonly leverage: number;
  /** Cook's distance; absent where the row decides a coefficient alone. */
  readonly cooksDistance?: number;
  /** Its miss in units of what the other rows lead to expect; absent as above. */
  readonly studentized?: number;
}

/** What was checked. A check that the rows cannot carry is absent. */
export interface RegressionChecks {
  /** Is the spread the same everywhere? Breusch and Pagan's test as Koenker mended it. */
  readonly spread?: { readonly statistic: number; readonly df: number; readonly pValue: number };
  /** Does the outcome bend along a figure? HC3 test of its square; p-values raised by Holm's steps. */
  readonly bends: readonly { readonly predictor: string; readonly statistic: number; readonly pValue: number }[];
  /** Are the misses lopsided? D'Agostino's test of their skewness, for 8 to 200 rows. */
  readonly skewness?: { readonly value: number; readonly pValue: number };
}

/** What the formula was learned from. */
export interface RegressionFittedOn {
  readonly rows: number;
  /** Rows left out because something in them is not known. */
  readonly missing: number;
  /** Where it was not known. */
  readonly missingBy: readonly { readonly id: string; readonly n: number }[];
  readonly weighted: boolean;
  readonly clusters?: number;
  readonly notes: readonly Reason[];
}

/** A formula that explains an outcome by fields, with the doubt of each part. Plain JSON. */
export interface RegressionModel {
  readonly kind: "regression";
  readonly version: 1;
  readonly level: number;
  readonly errors: CovarianceKind | "clustered";
  readonly n: number;
  /** Degrees of freedom of the intervals: rows less coefficients, or clusters less one. */
  readonly df: number;
  readonly inputs: readonly (NumberInput | CategoryInput)[];
  readonly intercept: RegressionCoefficient;
  readonly terms: readonly RegressionTerm[];
  readonly aliased: readonly AliasedTerm[];
  /** Fitted value where every term is at its mean, which is the (weighted) mean outcome. */
  readonly center: number;
  /** Covariance of the centre and the terms' coefficients, row by row, in that order. */
  readonly covariance: readonly (readonly number[])[];
  /** Standard deviation of the misses, degrees of freedom taken into account. */
  readonly sigma: number;
  /** Share of the outcome's sum of squares that the formula explains, in [0, 1]. */
  readonly rSquared: number;
  /** The same without what chance would explain; can be below 0. */
  readonly adjustedRSquared: number;
  /** All terms together; absent where their errors cannot be told apart. */
  readonly wald?: WaldTest;
  /** Each predictor's terms together. */
  readonly effects: readonly (WaldTest & { readonly predictor: string })[];
  /** At most ten, the strongest first. */
  readonly influence: readonly InfluentialRow[];
  readonly checks: RegressionChecks;
  readonly fittedOn: RegressionFittedOn;
}

/** What is expected of one customer. */
export interface RegressionPrediction {
  readonly value: number;
  /** Where the mean of such customers lies. */
  readonly mean: Interval;
  /** Where one such customer lies; takes one spread for all, and is right where misses are about normal. */
  readonly single: Interval;
  readonly notes: readonly Reason[];
}
