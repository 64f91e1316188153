import { requireTree } from "./check.ts";
import type { TreeImportance, TreeModel } from "./types.ts";

/**
 * Tells which fields a tree draws on, and how much each of them explains.
 *
 * @param model - A tree from {@link fitTree}.
 * @returns One entry per field, the most important first, equal ones by name. Fields of many values are favoured, and
 * of two fields that say the same only one gets the credit: it is a description of the tree, not of the market.
 * @throws `ClienteleError` `invalid_type`, `invalid_model`.
 * @example
 * ```ts
 * const customers = [{ age: 22, visits: 1 }, { age: 25, visits: 2 }, { age: 41, visits: 1 }, { age: 52, visits: 2 }];
 * const tree = fitTree(readFeatures(customers, ["age", "visits"]), [true, true, false, false], { minLeaf: 1 });
 * measureTreeImportance(tree)[0]; // => { id: "age", share: 1, gain: 0.5, splits: 1 }
 * ```
 * @see Breiman et al. (1984), section 5.3.4
 */
export function measureTreeImportance(model: TreeModel): TreeImportance[] {
  requireTree(model, "model");
  const gains = new Float64Array(model.features.length);
  const splits = new Int32Array(model.features.length);
  for (const node of model.nodes) {
    if (!("question" in node)) continue;
    const { feature } = node.question;
    gains[feature] = (gains[feature] as number) + node.gain;
    splits[feature] = (splits[feature] as number) + 1;
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return model.features
    .map(({ id }, f) => {
      const gain = gains[f] as number;
      return { id, share: total > 0 ? gain / total : 0, gain, splits: splits[f] as number };
    })
    .sort((a, b) => b.gain - a.gain || (a.id < b.id ? -1 : 1));
}
