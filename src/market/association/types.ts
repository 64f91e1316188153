import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { GroupAnswer, GroupSummary, MeansTest, RanksTest } from "../groups/types.ts";
import type { MaybeName, RowField } from "../rows/field.ts";

/** Options of `measureAssociation`. */
export interface MeasureAssociationOptions<T> {
  /** One figure or name of each row: numbers are measured, texts and booleans are categories. */
  readonly x: RowField<T, MaybeName>;
  /** The other. */
  readonly y: RowField<T, MaybeName>;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Seed of the reshuffled tables where cells are too thin for the chi-squared test; default 1. */
  readonly seed?: number;
}

/** A coefficient of correlation with its interval and the chance of so much without any association. */
export interface Correlation extends Estimate {
  readonly pValue: number;
}

/** The fitted line and where the mean of y lies along it. */
export interface AssociationLine {
  readonly slope: number;
  readonly intercept: number;
  /** Places along x, ascending, with the fitted mean and its interval; errors do not suppose one spread (HC3). */
  readonly band: readonly { readonly x: number; readonly y: number; readonly lower: number; readonly upper: number }[];
}

/** Two measured figures. */
export interface NumberAssociation {
  readonly kind: "number_number";
  readonly n: number;
  /** Rows of which one of the two is not known. */
  readonly missing: number;
  readonly level: number;
  /** How closely rows follow one straight line, in [−1, 1]; Fisher's interval. */
  readonly pearson: Correlation | Abstention;
  /** How closely the order of one is the order of the other, in [−1, 1]; Bonett and Wright's interval. */
  readonly spearman: Correlation | Abstention;
  /** Kendall's τ-b: pairs of rows in the same order less those in opposite order, in [−1, 1]. */
  readonly kendall: Correlation | Abstention;
  /** Chance of so much bend if the relation were straight (HC3); absent where it cannot be tested. */
  readonly bendPValue?: number;
  /** Row whose leaving out moves Pearson's coefficient most, and where it would then be. */
  readonly strongest?: { readonly row: number; readonly pearsonWithout: number };
  /** Which coefficient to read. */
  readonly read: "pearson" | "spearman";
  readonly line?: AssociationLine;
  /** At most 2,000 rows for a picture, spread evenly over x; the same rows whatever their order. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly reasons: readonly Reason[];
}

/** Two kinds of categories. */
export interface CategoryAssociation {
  readonly kind: "category_category";
  readonly n: number;
  readonly missing: number;
  readonly level: number;
  readonly xNames: readonly string[];
  readonly yNames: readonly string[];
  /** Rows by category of x, then of y. */
  readonly counts: readonly (readonly number[])[];
  /** Cramér's V without its upward bias (Bergsma), in [0, 1]. */
  readonly cramersV: Estimate | Abstention;
  readonly test: TableTest | Abstention;
  readonly reasons: readonly Reason[];
}

/** Are the categories independent? */
export interface TableTest {
  /** Pearson's chi-squared, without a correction. */
  readonly statistic: number;
  readonly df: number;
  /** Smallest count that independence would let expect. */
  readonly smallestExpected: number;
  /** Share of cells in which less than five would be expected. */
  readonly thinCells: number;
  /** By the chi-squared distribution. */
  readonly pValue: number;
  /** By 9,999 reshufflings with the same margins, where cells are thin. */
  readonly permutationPValue?: number;
}

/** A measured figure and a category. */
export interface MixedAssociation {
  readonly kind: "number_category";
  /** Which of the two is measured. */
  readonly number: "x" | "y";
  readonly n: number;
  readonly missing: number;
  readonly level: number;
  readonly groups: readonly GroupSummary[];
  /** Correlation ratio η, root of the share of the sum of squares between groups, in [0, 1]; biased upwards in small samples. */
  readonly correlationRatio?: number;
  /** Welch's test with ω², the same share without the bias. */
  readonly means: MeansTest | Abstention;
  readonly ranks: RanksTest | Abstention;
  readonly read: GroupAnswer;
  readonly reasons: readonly Reason[];
}

/** How two fields go together, by what they are. */
export type Association = NumberAssociation | CategoryAssociation | MixedAssociation;
