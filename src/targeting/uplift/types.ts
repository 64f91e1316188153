import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { ModelEnvelope } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import type { TreeFeature, TreeQuestion } from "../tree/types.ts";

/** What is counted: yes (1) or no (0), such as a visit, or an amount, such as money spent. */
export type UpliftOutcomeKind = "yes_no" | "amount";

/** Options of {@link measureUplift}. */
export interface MeasureUpliftOptions {
  /** Default: `"yes_no"` where every outcome is 0 or 1, else `"amount"`. */
  readonly outcome?: UpliftOutcomeKind;
  /** Shares of the customers at which the uplift of the best is measured, each in (0, 1]; default 0.1, 0.2, 0.3. */
  readonly shares?: readonly number[];
  /**
   * Whether the perfect order may hold customers whom contact drives away (default true); without, it only knows those
   * whom contact wins.
   */
  readonly negativeEffect?: boolean;
  /** Groups of equal size by score, 2 to 100; default 10. */
  readonly groups?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One arm of a group of customers, as counts: what a rate or a mean and its interval are made from. */
export interface UpliftArm {
  /** Customers; with a fraction where customers of one score only partly fit a list. */
  readonly n: number;
  /** Rate of yes, or mean amount. */
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly m2: number;
}

/** Both arms of a group of customers and the difference between them. */
export interface UpliftFigures {
  /** Rate (Wilson's interval) or mean (Student's) of the contacted. */
  readonly treated: Estimate | Abstention;
  readonly control: Estimate | Abstention;
  /** Contacted − control: per customer, in the outcome's unit. Newcombe's interval for rates, Welch's for amounts. */
  readonly uplift: Estimate | Abstention;
}

/** The uplift among the best customers by score. */
export interface UpliftAtShare {
  /** Share of the customers, in (0, 1]. */
  readonly share: number;
  /** Among the best of all customers together. */
  readonly overall: Estimate | Abstention;
  /** Best of the contacted against best of the control group, each arm cut by itself. */
  readonly byGroup: Estimate | Abstention;
}

/** One group of customers of about equal score. */
export interface UpliftGroup extends UpliftFigures {
  /** 1 is the group with the highest scores. */
  readonly group: number;
  readonly highestScore: number;
  readonly lowestScore: number;
}

/** One point of the Qini curve. */
export interface UpliftCurvePoint {
  /** Share of the customers contacted, best scores first. */
  readonly share: number;
  /** Outcomes that contact adds, per customer of the whole book, when only this share is contacted. */
  readonly value: number;
  /** The same for a list drawn at random. */
  readonly random: number;
  /** Interval of the value, point by point; absent where an arm has fewer than two customers. */
  readonly interval?: Estimate["interval"];
}

/** How well scores tell whom to contact. */
export interface UpliftMeasurement {
  readonly outcome: UpliftOutcomeKind;
  readonly n: number;
  /** Both arms as they are and what contact changed on average. */
  readonly overall: UpliftFigures;
  /** Qini coefficient: area above the random line as a share of the perfect order's. */
  readonly qini: Estimate | Abstention;
  /** The same for the uplift curve (AUUC, adjusted for the random line). */
  readonly upliftAuc: Estimate | Abstention;
  /**
   * Mean height of the Qini curve above the random line, in outcomes per customer of the book: what the order is worth on
   * average over all list lengths. Not divided by a perfect order, so it compares across outcomes of one unit.
   */
  readonly gain: Estimate;
  /** One-sided test that the order is no better than a random one. */
  readonly chance: { readonly statistic: number; readonly pValue: number };
  readonly atShare: readonly UpliftAtShare[];
  /** By score, highest first. */
  readonly groups: readonly UpliftGroup[];
  /** Up to 101 points from nobody to everybody. */
  readonly curve: readonly UpliftCurvePoint[];
  readonly level: number;
  /** What a reader should know before acting. */
  readonly cautions: readonly Reason[];
}

/** The curves at every distinct score, as columns; both start at zero customers. */
export interface UpliftCurve {
  /** Customers contacted, from 0 to all. */
  readonly customers: Float64Array;
  /** Qini curve: outcomes of the contacted beyond what their number at the control group's rate would have brought. */
  readonly qini: Float64Array;
  /** Uplift curve: difference of the rates times customers. */
  readonly uplift: Float64Array;
}

/** How an uplift model is learned. */
export type UpliftMethod = "two_model" | "class_transformation" | "tree";

/** How customers are kept apart for the figures of a tree. */
export interface HonestSplit {
  /** Any safe integer, default 1; another seed deals the customers anew. */
  readonly seed?: number;
  /** Share of the customers kept for the figures, in (0, 1); default 0.5. */
  readonly share?: number;
  /** What names a customer, whatever their place in the table; by default the place. */
  readonly ids?: ArrayLike<string>;
}

/** Options of {@link fitUplift}. */
export interface FitUpliftOptions {
  readonly method: UpliftMethod;
  /** Default: `"yes_no"` where every outcome is 0 or 1, else `"amount"`. */
  readonly outcome?: UpliftOutcomeKind;
  /** Nominal coverage of every interval of the model, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Tree alone: splits from top to bottom, a whole number from 0 to 20; default 4. */
  readonly maxDepth?: number;
  /** Tree alone: fewest customers of either arm in a segment, a whole number from 2; default 100. */
  readonly minPerArm?: number;
  /**
   * Tree alone: a split is kept where a difference as large would come up by chance, anywhere in the node, at most so
   * often; in (0, 1], default 0.05. With 1 every split is kept.
   */
  readonly significance?: number;
  /** Tree alone: segments from some of the customers, their figures from the others, so that they do not flatter. */
  readonly honest?: HonestSplit;
  /** Not for the tree: how strongly coefficients are drawn to zero, above 0, at most 1e9; default 1. */
  readonly ridge?: number;
}

/** An inner node of an uplift tree. */
export interface UpliftSplit {
  readonly treated: UpliftArm;
  readonly control: UpliftArm;
  readonly question: TreeQuestion;
  readonly left: number;
  readonly right: number;
  /** Squared t of the difference between the uplifts of both sides, among the customers that shaped the tree. */
  readonly statistic: number;
  /** Its p value, adjusted for every cut and every field that was tried. */
  readonly pValue: number;
}

/** A segment of customers who respond alike. */
export interface UpliftLeaf {
  readonly treated: UpliftArm;
  readonly control: UpliftArm;
  /** Number of the segment, from 1, left to right. */
  readonly leaf: number;
}

export type UpliftNode = UpliftSplit | UpliftLeaf;

/** One column of the design of a regression. */
export type UpliftColumn =
  | {
      readonly kind: "value";
      /** Position of the field in the model's `features`. */
      readonly feature: number;
      /** Taken off the value, which is then divided by `scale`; a value that is not known counts as `centre`. */
      readonly centre: number;
      readonly scale: number;
    }
  | { readonly kind: "missing"; readonly feature: number }
  | { readonly kind: "level"; readonly feature: number; readonly level: string };

/** A regression: logistic for yes/no, linear for amounts. */
export interface UpliftRegression {
  /** Customers it was learned from. */
  readonly n: number;
  readonly intercept: number;
  /** One per column. */
  readonly coefficients: readonly number[];
  /** Robust covariance of intercept and coefficients, row by row. */
  readonly covariance: readonly number[];
}

/** What all uplift models share. */
export interface UpliftModelBase extends ModelEnvelope<"uplift", 1> {
  readonly outcome: UpliftOutcomeKind;
  readonly features: readonly TreeFeature[];
  readonly level: number;
  readonly fittedOn: {
    readonly treated: number;
    readonly control: number;
    readonly notes: readonly Reason[];
  };
}

/** Segments of customers by how they respond to contact. */
export interface UpliftTreeModel extends UpliftModelBase {
  readonly method: "tree";
  /** The root first, each node before its branches, left before right. */
  readonly nodes: readonly UpliftNode[];
}

/** One regression for the contacted, one for the control group. */
export interface UpliftTwoModel extends UpliftModelBase {
  readonly method: "two_model";
  readonly columns: readonly UpliftColumn[];
  readonly treated: UpliftRegression;
  readonly control: UpliftRegression;
}

/** One regression of an outcome that is transformed so that it foretells the uplift itself. */
export interface UpliftTransformed extends UpliftModelBase {
  readonly method: "class_transformation";
  readonly columns: readonly UpliftColumn[];
  readonly transformed: UpliftRegression;
}

/** What contact changes for whom. Plain JSON. */
export type UpliftModel = UpliftTreeModel | UpliftTwoModel | UpliftTransformed;

/** What contact is expected to change for one customer. */
export interface UpliftPrediction {
  /** Contacted − not contacted, for customers like this one: a mean over them, not this one's own response. */
  readonly uplift: Estimate | Abstention;
  /** Rate or mean amount if contacted; not told by the class transformation. */
  readonly treated?: Estimate | Abstention;
  /** Rate or mean amount if not contacted. */
  readonly control?: Estimate | Abstention;
  /** Segment of the customer; tree alone. */
  readonly leaf?: number;
}

/** Options of {@link holdOutUplift}. */
export interface HoldOutUpliftOptions extends FitUpliftOptions {
  /** Who is held out: share (default 0.5), seed, ids. */
  readonly holdOut?: HonestSplit;
}

/** A model with the customers that it has not seen. */
export interface HeldOutUplift {
  readonly model: UpliftModel;
  /** Their places in the table, rising. */
  readonly rows: Uint32Array;
  /** What the model foretells of them. */
  readonly scores: Float64Array;
  readonly treated: Uint8Array;
  readonly outcomes: Float64Array;
}

/** Options of {@link crossFitUplift}. */
export interface CrossFitUpliftOptions extends FitUpliftOptions {
  /** Parts, a whole number from 2 to 100; default 5. */
  readonly folds?: number;
  /** Any safe integer; another seed deals the customers anew; default 1. */
  readonly seed?: number;
  /** What names a customer, whatever their place in the table; by default the place. */
  readonly ids?: ArrayLike<string>;
}
