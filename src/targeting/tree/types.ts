import type { Estimate, Interval } from "../../core/estimate.ts";
import type { ModelEnvelope } from "../../core/model.ts";
import type { FeatureValue } from "../table/types.ts";

/** What a tree foretells: a yes or no, one of several classes, or an amount. */
export type TreeOutcome =
  | { readonly kind: "yes_no" }
  | {
      readonly kind: "class";
      /** Names of the classes, in the order in which the nodes count them. */
      readonly classes: readonly string[];
    }
  | { readonly kind: "amount" };

/** A field as the model knows it. */
export type TreeFeature =
  | { readonly id: string; readonly kind: "number" }
  | { readonly id: string; readonly kind: "category"; readonly levels: readonly string[] };

/** The question of a node; who answers yes goes left. */
export type TreeQuestion =
  | {
      readonly kind: "number";
      /** Position of the field in the model's `features`. */
      readonly feature: number;
      /** Values at or below it go left; `Number.MAX_VALUE` where only known and not known values are told apart. */
      readonly threshold: number;
      /** Where customers go whose value is not known. */
      readonly missing: "left" | "right";
    }
  | {
      readonly kind: "category";
      readonly feature: number;
      /** Levels that go left; every other known level of the model goes right. */
      readonly left: readonly string[];
      /** Where customers go whose level is not known, or was never seen by the model. */
      readonly missing: "left" | "right";
    };

/** What is known of the customers in a node, class weights taken back: counts are those of the data. */
export interface TreeNodeFigures {
  /** Customers. */
  readonly n: number;
  /** Their weight; equal to `n` without weights. */
  readonly weight: number;
  /** Share of yes, or mean amount; share of the most frequent class. */
  readonly value: number;
  /** Weight per class, in the order of the classes; classes alone. */
  readonly counts?: readonly number[];
  /** Weighted variance around the mean; amounts alone. */
  readonly variance?: number;
  /** Impurity by the fit's own measure and weights: what splits were chosen by. */
  readonly impurity: number;
}

/** An inner node, with the positions of its two branches in `nodes`. */
export interface TreeSplit extends TreeNodeFigures {
  readonly question: TreeQuestion;
  readonly left: number;
  readonly right: number;
  /** By how much the split lowered the impurity, as a share of all weight: the field's importance. */
  readonly gain: number;
}

/** An end of the tree: a segment of customers. */
export interface TreeLeaf extends TreeNodeFigures {
  /** Number of the leaf, from 1, left to right. */
  readonly leaf: number;
}

/** One node. */
export type TreeNode = TreeSplit | TreeLeaf;

/** A decision tree, as plain JSON. */
export interface TreeModel extends ModelEnvelope<"tree", 1> {
  readonly outcome: TreeOutcome;
  readonly features: readonly TreeFeature[];
  /** The root first, each node before its branches, left before right. */
  readonly nodes: readonly TreeNode[];
  readonly fittedOn: {
    readonly rows: number;
    readonly weight: number;
    /** How splits were looked for: every value, or at most 255 groups a field. */
    readonly method: "exact" | "histogram";
    readonly impurity: "gini" | "entropy" | "variance";
    /** How the size was chosen; absent where the tree was left as it grew. */
    readonly pruning?: TreePruning;
  };
}

/** One size of the tree on the way from all its leaves to the root alone. */
export interface TreePruningStep {
  /** From this price per leaf on (as a share of all weight, in units of impurity) the tree has this size. */
  readonly alpha: number;
  readonly leaves: number;
  /** Impurity that the tree of this size leaves, as a share of all weight. */
  readonly impurity: number;
}

/** A size of the tree as cross-validation judges it. */
export interface TreePruningCandidate {
  readonly alpha: number;
  /** Leaves of the tree of all customers at this price. */
  readonly leaves: number;
  /** Mean squared error per customer left out: the Brier score of a yes or no, for classes summed over all of them. */
  readonly loss: number;
  readonly standardError: number;
}

/** How the size of a tree was chosen. */
export interface TreePruning {
  readonly rule: "one_se" | "minimum";
  readonly folds: number;
  readonly seed: number;
  /** Price per leaf that was chosen. */
  readonly alpha: number;
  readonly candidates: readonly TreePruningCandidate[];
}

/** What {@link fitTree} learns from: true/false or 0/1, names of classes, or amounts. */
export type TreeOutcomes = ArrayLike<boolean> | ArrayLike<number> | ArrayLike<string>;

/** Options of {@link fitTree}. */
export interface FitTreeOptions {
  /** What is foretold; by default yes/no for true/false and for numbers that are all 0 or 1, classes for text, else amounts. */
  readonly outcome?: "yes_no" | "class" | "amount";
  /** Most questions asked of one customer, a whole number from 0 to 1,000; default 5. */
  readonly maxDepth?: number;
  /** Least weight of a leaf (customers, where no weights are given), greater than 0; default 20. */
  readonly minLeaf?: number;
  /** A split is made where it lowers the impurity, as a share of all weight, by at least this much; default 0. */
  readonly minGain?: number;
  /** What splits are chosen by; default gini for yes/no and classes; variance for amounts, always. */
  readonly impurity?: "gini" | "entropy";
  /** Weight of each customer, at least 0; default 1. A whole-number weight counts as so many equal customers. */
  readonly weights?: ArrayLike<number>;
  /**
   * Weight of each class when splits are chosen: `balanced` (each class weighs the same) or by name (`yes` and `no`
   * for a yes or no), default 1. The figures of the nodes stay those of the data.
   */
  readonly classWeights?: "balanced" | Readonly<Record<string, number>>;
  /** Fields of numbers along which the prediction may only rise (`up`) or fall (`down`); yes/no and amounts alone. */
  readonly monotone?: Readonly<Record<string, "up" | "down">>;
  /** How splits are looked for; default exact up to 100,000 customers, histogram above and for a table of groups. */
  readonly method?: "exact" | "histogram";
  /** Chooses the size of the tree by cross-validation; default: the tree stays as it grew. */
  readonly pruning?: TreePruningOptions;
}

/** How {@link fitTree} chooses the size of a tree. */
export interface TreePruningOptions {
  /** Parts, a whole number from 2 to 100; default 10. */
  readonly folds?: number;
  /** The smallest tree within one standard error of the best (default), or the best itself. */
  readonly rule?: "one_se" | "minimum";
  /** Any safe integer. */
  readonly seed: number;
}

/** One customer's values by the names of the fields; what is absent is not known. */
export type TreeRecord = Readonly<Record<string, FeatureValue>>;

/** What a tree says about one customer. */
export interface TreePrediction {
  /** Number of the leaf, from 1. */
  readonly leaf: number;
  /** Share of yes, mean amount, or share of the most frequent class in the leaf. */
  readonly value: number;
  /** Customers in the leaf. */
  readonly n: number;
  /** Interval of the value: Wilson for a share, Student's t for a mean; absent for a mean without any spread. */
  readonly interval?: Interval;
  /** The most frequent class; classes alone. */
  readonly class?: string;
  /** Share of each class, in the order of the model's classes; classes alone. */
  readonly shares?: readonly Estimate[];
}

/** How much one field lowered the impurity. */
export interface TreeImportance {
  readonly id: string;
  /** Its part of all that was lowered, in [0, 1]; all parts sum to 1, or to 0 for a tree of one leaf. */
  readonly share: number;
  /** Sum of the gains of its splits. */
  readonly gain: number;
  /** How many splits ask for it. */
  readonly splits: number;
}
