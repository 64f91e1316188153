import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireTreeShape } from "./check.ts";
import { classFigures, nodeFigure } from "./figures.ts";
import { goesLeft, readCell } from "./record.ts";
import type { TreeLeaf, TreeModel, TreePrediction, TreeRecord } from "./types.ts";

/**
 * Says what to expect of one customer: the share of yes, the mean amount or the class of the segment they fall into.
 *
 * @param model - A tree from {@link fitTree}.
 * @param record - The customer's values by the names of the model's fields. What is absent, null, NaN or empty text is
 * not known; a level that the model has never seen goes the way of those not known.
 * @param options - `level`: nominal coverage of the interval, in (0, 1), default 0.95.
 * @returns The figure of the leaf with its customers and interval. The leaf was chosen by the same data, so a small leaf
 * looks more extreme than it is; judge a tree on customers it has not seen. With weights the interval still counts
 * customers, so it is too narrow where weights differ much.
 * @throws `ClienteleError` `invalid_type` (no tree, or text in a field of numbers), `invalid_model`, `out_of_range`,
 * `not_finite`.
 * @example
 * ```ts
 * const customers = [{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }, { age: null }];
 * const tree = fitTree(readFeatures(customers, ["age"]), [true, true, false, false, true], { minLeaf: 1 });
 * const young = predictTree(tree, { age: 30 });
 * young.value; // => 1
 * young.n; // => 3
 * young.interval.lower; // ≈ 0.4385
 * ```
 */
export function predictTree(
  model: TreeModel,
  record: TreeRecord,
  options: { readonly level?: number } = {},
): TreePrediction {
  requireTreeShape(model, "model");
  requireObject(record, "record");
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const leaf = leafFor(model, record);
  return { leaf: leaf.leaf, ...nodeFigure(model, leaf, undefined, level), ...classFigures(model, leaf, level) };
}

function leafFor(model: TreeModel, record: TreeRecord): TreeLeaf {
  const values = model.features.map((feature) => readCell(record, feature));
  let at = 0;
  while (true) {
    const node = model.nodes[at];
    if (node !== undefined && !("question" in node)) return node;
    const feature = model.features[node?.question?.feature ?? -1];
    if (node === undefined || feature === undefined) throwBroken(at);
    const next = goesLeft(node.question, values[node.question.feature]) ? node.left : node.right;
    // a branch stands after its node, so the walk ends
    if (!(next > at)) throwBroken(at);
    at = next;
  }
}

function throwBroken(at: number): never {
  throw new ClienteleError(
    "invalid_model",
    `model.nodes[${at}] has no branch or field to go on with; load the tree again`,
    {
      node: at,
    },
  );
}
