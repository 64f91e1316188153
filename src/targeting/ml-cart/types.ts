import type { FeatureTable } from "../table/types.ts";
import type { TreeModel, TreeOutcome, TreeOutcomes } from "../tree/types.ts";

/** A tree that ml-cart grew: a tree as any other, which says so. */
export interface MlCartModel extends TreeModel {
  readonly fittedOn: TreeModel["fittedOn"] & { readonly engine: "ml-cart" };
}

/** Options of {@link fitMlCart}. */
export interface FitMlCartOptions {
  /** What is foretold; by default yes/no for true/false and for numbers that are all 0 or 1, classes for text, else amounts. */
  readonly outcome?: "yes_no" | "class" | "amount";
  /** Most questions asked of one customer, a whole number from 0 to 1,000; default 5. */
  readonly maxDepth?: number;
  /** A group of at most this many customers is not split, a whole number of at least 1; default 3, as in ml-cart. */
  readonly minNumSamples?: number;
  /**
   * A split is made where its gain is above this. For yes/no and classes the gain is how much the Gini impurity of the
   * group falls, default 0.01; for amounts ml-cart takes the squared error that is left for it, default 0.
   */
  readonly gainThreshold?: number;
}

/** Options of {@link fromMlCart}. */
export interface FromMlCartOptions {
  /** Names of the columns of the matrix that ml-cart was given, in their order. */
  readonly features: readonly string[];
  /** What the tree foretells; default yes/no for a classifier of the labels 0 and 1, amounts for a regression. */
  readonly outcome?: TreeOutcome;
  /** The customers that the tree was grown on; with `outcomes` they give its figures. */
  readonly table?: FeatureTable;
  /** What became of each of them: true/false or 0/1, the name of a class, or an amount. */
  readonly outcomes?: TreeOutcomes;
}

/** A node of ml-cart's JSON, with the fields that its `load` reads. */
export interface MlCartNode {
  /** Values below it go left; inner nodes alone. */
  readonly splitValue?: number;
  /** Column of the matrix; inner nodes alone. */
  readonly splitColumn?: number;
  readonly gain?: number;
  readonly left?: MlCartNode;
  readonly right?: MlCartNode;
  /** One row with the share of each label, or the mean amount; leaves alone. */
  readonly distribution?: readonly (readonly number[])[] | number;
  /** Customers in the node; ml-cart itself leaves it out of small leaves and does not read it. */
  readonly numberSamples?: number;
  /** Variance of the amounts in a leaf; not written by ml-cart, not read by it. */
  readonly variance?: number;
}

/** A model as `DecisionTreeClassifier.load` and `DecisionTreeRegression.load` take it. */
export interface MlCartJson {
  readonly name: "DTClassifier" | "DTRegression";
  readonly options: {
    readonly kind: "classifier" | "regression";
    readonly gainFunction: "gini" | "regression";
    readonly splitFunction: "mean";
    readonly minNumSamples: number;
    readonly maxDepth: number;
    readonly gainThreshold: number;
  };
  readonly root: MlCartNode;
}
