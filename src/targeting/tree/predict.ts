import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate, Interval } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { FeatureValue } from "../table/types.ts";
import { requireTreeShape } from "./check.ts";
import type { TreeFeature, TreeLeaf, TreeModel, TreePrediction, TreeQuestion, TreeRecord } from "./types.ts";

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
  return predictionOf(model, leafFor(model, record), level);
}

function leafFor(model: TreeModel, record: TreeRecord): TreeLeaf {
  const values = model.features.map((feature) => valueIn(record, feature));
  let at = 0;
  while (true) {
    const node = model.nodes[at];
    if (node !== undefined && !("question" in node)) return node;
    const feature = model.features[node?.question?.feature ?? -1];
    if (node === undefined || feature === undefined) throwBroken(at);
    const next = goesLeft(node.question, feature, values[node.question.feature]) ? node.left : node.right;
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

/** A record's value of a field: number, level, or undefined where not known. */
function valueIn(record: TreeRecord, feature: TreeFeature): number | string | undefined {
  const value: FeatureValue = Object.hasOwn(record, feature.id) ? record[feature.id] : undefined;
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw new ClienteleError(
      "invalid_type",
      `record.${feature.id} must be a number, true/false or text, got ${show(value)}`,
      {
        id: feature.id,
      },
    );
  }
  if (typeof value === "number" && Number.isNaN(value)) return undefined;
  if (feature.kind === "category") return String(value);
  if (typeof value === "string") {
    throw new ClienteleError("invalid_type", `record.${feature.id} must be a number, got ${show(value)}`, {
      id: feature.id,
    });
  }
  return Number(value);
}

function goesLeft(question: TreeQuestion, feature: TreeFeature, value: number | string | undefined): boolean {
  if (question.kind === "number") {
    return value === undefined ? question.missing === "left" : (value as number) <= question.threshold;
  }
  if (question.left.includes(value as string)) return true;
  const known = feature.kind === "category" && feature.levels.includes(value as string);
  return known ? false : question.missing === "left";
}

/** The figures of a leaf as a prediction. */
function predictionOf(model: TreeModel, leaf: TreeLeaf, level: number): TreePrediction {
  const { n, value, counts, weight, variance } = leaf;
  const { outcome } = model;
  if (outcome.kind === "amount") {
    const interval = meanInterval(value, variance ?? 0, n, level);
    return { leaf: leaf.leaf, value, n, ...(interval === undefined ? {} : { interval }) };
  }
  const interval = wilsonInterval(value * n, n, level);
  if (outcome.kind === "yes_no") return { leaf: leaf.leaf, value, n, interval };
  const shares = (counts ?? []).map((count): Estimate => {
    const share = count / weight;
    return { value: share, n, interval: wilsonInterval(share * n, n, level) };
  });
  const winner = (counts ?? []).indexOf(Math.max(...(counts ?? [])));
  return { leaf: leaf.leaf, value, n, interval, class: outcome.classes[winner] as string, shares };
}

/** Student's t around a mean; undefined where there is no spread to measure. */
function meanInterval(mean: number, variance: number, n: number, level: number): Interval | undefined {
  if (n < 2 || !(variance > 0)) return undefined;
  const half = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / (n - 1));
  return { lower: mean - half, upper: mean + half, level };
}
