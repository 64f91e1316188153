import { ClienteleError } from "../../core/errors.ts";
import { requireTree } from "../tree/check.ts";
import type { TreeModel, TreeNode } from "../tree/types.ts";
import { neighbour } from "./neighbour.ts";
import type { MlCartJson, MlCartNode } from "./types.ts";

/** ml-cart's own default; it matters to a tree that is grown, not to one that is loaded. */
const MIN_NUM_SAMPLES = 3;

/**
 * Hands a tree of numbers to a program that runs ml-cart: `DecisionTreeClassifier.load(json)` (or
 * `DecisionTreeRegression.load`) foretells the same for every customer whose values are all known.
 *
 * @param model - A tree from `fitTree` or {@link fitMlCart}. Not mutated.
 * @returns Plain JSON: a classifier for a yes or no (labels 0 and 1) and for classes (labels by the order of the model's
 * classes), a regression for amounts; the columns of the matrix are the model's `features` in their order. ml-cart asks
 * "below s", so s is the double after our "at or below"; a question that only tells known from not known has no place
 * there, and its branch of known values stands in its stead.
 * @throws `ClienteleError` `invalid_type`, `invalid_model`; `inconsistent` for a tree that asks for a category, which
 * ml-cart cannot.
 * @example
 * ```ts
 * const customers = [{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }];
 * const tree = fitTree(readFeatures(customers, ["age"]), [true, true, false, false], { minLeaf: 1 });
 * const json = toMlCart(tree);
 * json.root.splitValue; // => 33.00000000000001
 * json.root.left.distribution; // => [[0, 1]]
 * ```
 */
export function toMlCart(model: TreeModel): MlCartJson {
  requireTree(model, "model");
  const { nodes, outcome } = model;
  const classifier = outcome.kind !== "amount";
  const made = new Array<MlCartNode>(nodes.length);
  const depths = new Int32Array(nodes.length);
  // branches stand after their node
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at] as TreeNode;
    if (!("question" in node)) {
      made[at] = leafJson(model, node);
      continue;
    }
    const { question, left, right } = node;
    if (question.kind !== "number") {
      const id = model.features[question.feature]?.id;
      throw new ClienteleError("inconsistent", `model asks for the category ${id}; ml-cart knows numbers alone`, {
        id,
      });
    }
    if (question.threshold === Number.MAX_VALUE) {
      made[at] = made[left] as MlCartNode;
      depths[at] = depths[left] as number;
      continue;
    }
    depths[at] = 1 + Math.max(depths[left] as number, depths[right] as number);
    made[at] = {
      splitValue: neighbour(question.threshold, 1),
      splitColumn: question.feature,
      gain: gainOf(node, nodes[left] as TreeNode, nodes[right] as TreeNode, classifier),
      numberSamples: node.n,
      left: made[left] as MlCartNode,
      right: made[right] as MlCartNode,
    };
  }
  return {
    name: classifier ? "DTClassifier" : "DTRegression",
    options: {
      kind: classifier ? "classifier" : "regression",
      gainFunction: classifier ? "gini" : "regression",
      splitFunction: "mean",
      minNumSamples: MIN_NUM_SAMPLES,
      maxDepth: depths[0] as number,
      gainThreshold: 0,
    },
    root: made[0] as MlCartNode,
  };
}

function leafJson({ outcome }: TreeModel, { value, n, weight, counts = [], variance = 0 }: TreeNode): MlCartNode {
  if (outcome.kind === "amount") return { distribution: value, numberSamples: n, variance };
  const shares = outcome.kind === "yes_no" ? [1 - value, value] : counts.map((count) => count / weight);
  return { distribution: [shares], numberSamples: n };
}

/** By how much the impurity of a node falls, or for amounts the squared error that is left, as ml-cart keeps it. */
function gainOf(node: TreeNode, left: TreeNode, right: TreeNode, classifier: boolean): number {
  const lost = left.weight * left.impurity + right.weight * right.impurity;
  return classifier ? node.impurity - lost / node.weight : lost;
}
