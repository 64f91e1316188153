import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { MaybeName, MaybeNumber, RowField } from "../rows/field.ts";

/** Options of `compareGroups`. */
export interface CompareGroupsOptions<T> {
  /** The figure that is compared. Left out when the rows are numbers themselves. */
  readonly value?: RowField<T, MaybeNumber>;
  /** The group of each row: a function, or a column as long as the rows. */
  readonly group: RowField<T, MaybeName>;
  /** Nominal coverage of the intervals and one less the error rate of the tests, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** A figure of one group; without an interval where its rows cannot carry one, and the group's notes say why. */
export interface GroupFigure {
  readonly value: number;
  readonly n: number;
  readonly interval?: Interval;
}

/** One group, described. */
export interface GroupSummary {
  readonly id: string;
  readonly n: number;
  /** With Student's interval. */
  readonly mean: GroupFigure;
  /** With an interval from the order of the rows alone, whatever their shape. */
  readonly median: GroupFigure;
  /** Sample standard deviation; absent below two rows. */
  readonly sd?: number;
  /** Asymmetry of the rows, 0 where they are symmetric (Fisher's g1); absent below three rows or without spread. */
  readonly skewness?: number;
  /** Rows further than three interquartile ranges outside the middle half. */
  readonly outliers: number;
  readonly notes: readonly Reason[];
}

/** Do the means differ? Spreads may. */
export interface MeansTest {
  /** Welch's F. */
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number;
  readonly pValue: number;
  /** Groups that could take part: two rows at least, and not all equal. */
  readonly groups: number;
  /** ω²: share of the differences between rows that the groups explain, each group weighed by its own spread, in [0, 1]. */
  readonly omegaSquared: Estimate;
}

/** Do some groups stand higher in the order of all rows? */
export interface RanksTest {
  /** Kruskal and Wallis's H, corrected for ties. It supposes that groups which do not differ are spread alike. */
  readonly statistic: number;
  readonly df: number;
  /** Of Kruskal and Wallis. */
  readonly pValue: number;
  readonly groups: number;
  /** The test that holds whatever the spreads; absent where too few rows, or rows wholly apart, cannot carry it. */
  readonly anovaType?: AnovaTypeTest;
  /** Which of the two `differ` goes by: the ANOVA-type statistic wherever there is one. */
  readonly follows: "anova_type" | "kruskal_wallis";
  /** ε²: share of the differences between ranks that the groups explain, in [0, 1]. */
  readonly epsilonSquared: Estimate;
}

/** Does some group lie above the others more often than below, whatever the spreads? */
export interface AnovaTypeTest {
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number;
  readonly pValue: number;
  /** Groups that could take part: two rows at least. */
  readonly groups: number;
}

/** Two groups held against each other: what `first` has over `second`. */
export interface GroupPair {
  readonly first: string;
  readonly second: string;
  readonly means: PairMeans | Abstention;
  readonly ranks: PairRanks | Abstention;
}

/** Two means, each with its own spread. */
export interface PairMeans {
  /** Mean of `first` less mean of `second`. The intervals of all pairs hold together at the level asked for. */
  readonly difference: Estimate;
  /** Welch's t and its degrees of freedom. */
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
  /** Raised for the number of pairs by Holm's steps. */
  readonly adjusted: number;
  /** Hedges' g: the difference in units of the mean spread of both, with its own interval. */
  readonly hedgesG: Estimate;
}

/** Two groups by the order of their rows. */
export interface PairRanks {
  /** Chance that a row of `first` lies above one of `second`, a tie counting half, in [0, 1]. */
  readonly superiority: Estimate;
  /** Cliff's δ: twice the superiority less one, in [−1, 1]. */
  readonly cliffsDelta: Estimate;
  /** Wilcoxon's rank-sum test, exact below 50 rows each without ties. */
  readonly pValue: number;
  /** The test that holds whatever the spreads; absent where a group has a single row or no row lies among the others. */
  readonly brunnerMunzel?: { readonly statistic: number; readonly df: number; readonly pValue: number };
  /** Which of the two `adjusted` goes by: Brunner and Munzel's wherever there is one. */
  readonly follows: "brunner_munzel" | "wilcoxon";
  /** The p-value that `follows` names, raised for the number of pairs by Holm's steps. */
  readonly adjusted: number;
}

/** Are the groups spread alike? Brown and Forsythe's test on distances from the median. */
export interface SpreadCheck {
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number;
  readonly pValue: number;
  /** Largest standard deviation over the smallest one that is not 0. */
  readonly ratio: number;
}

/** Which of the two answers to read. */
export type GroupAnswer = "means" | "ranks";

/** Groups compared: by means, by ranks, pair by pair, and which to believe. */
export interface GroupComparison {
  readonly n: number;
  /** Rows without a figure or without a group. */
  readonly missing: number;
  readonly level: number;
  /** In the order of their names. */
  readonly groups: readonly GroupSummary[];
  readonly means: MeansTest | Abstention;
  readonly ranks: RanksTest | Abstention;
  readonly pairs: readonly GroupPair[];
  readonly spread: SpreadCheck | Abstention;
  readonly read: GroupAnswer;
  /** Whether the answer to be read tells the groups apart at the level asked for. */
  readonly differ: boolean;
  /** What was checked, what follows from it, and what was found. */
  readonly reasons: readonly Reason[];
}
