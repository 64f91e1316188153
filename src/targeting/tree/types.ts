import type { ModelEnvelope } from "../../core/model.ts";

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
      /** Values at or below it go left. */
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
  };
}
