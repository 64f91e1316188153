import { ClienteleError } from "../../core/errors.ts";
import { requireTree } from "../tree/check.ts";
import type { TreeModel, TreeNode } from "../tree/types.ts";
import { squaredError } from "./figures.ts";
import { requireUpliftTree } from "./model-check.ts";
import type { UpliftArm, UpliftModel, UpliftNode } from "./types.ts";

/**
 * Turns an uplift tree into a tree of amounts, so that whom to contact can be run as SQL, as a JSON filter, or drawn:
 * {@link treeToSql}, {@link treeToFilter} and {@link treeChart} read it as they read any tree.
 *
 * @param model - An uplift tree from {@link fitUplift} (`method: "tree"`) or `loadModel`.
 * @returns A tree of the same questions, its segments numbered as before. The value of each node is its uplift in the
 * outcome's unit per customer contacted, exactly the one of {@link predictUpliftColumn}; `n` counts both arms, and
 * `variance` is set so that an interval drawn from it has the standard error of the difference between the arms (0, so
 * no interval, where an arm has fewer than two customers). The interval itself is Student's on `n` − 1 degrees of
 * freedom: {@link describeUpliftSegments} gives the better one. `gain` tells how much the split sets the uplifts apart.
 * @throws `ClienteleError` `invalid_type` (a model of another method), `invalid_model` (also a node without customers of
 * both arms), `out_of_range` (amounts too large for their squares).
 * @example
 * ```ts
 * const rows = Array.from({ length: 800 }, (_, i) => ({ city: i % 2 === 0 ? "Lyon" : "Nice" }));
 * const treated = rows.map((_, i) => (i % 4 < 2 ? 1 : 0));
 * const bought = rows.map((row, i) => (i % 5 === 0 || (treated[i] === 1 && row.city === "Lyon" && i % 3 === 0) ? 1 : 0));
 * const tree = upliftToTree(fitUplift(readFeatures(rows, ["city"]), treated, bought, { method: "tree" }));
 * predictTree(tree, { city: "Lyon" }).value; // ≈ 0.265
 * treeToFilter(tree, { minValue: 0.1 }); // => { in: [{ var: "city" }, ["Lyon"]] }
 * ```
 */
export function upliftToTree(model: UpliftModel): TreeModel {
  const { nodes, features } = requireUpliftTree(model);
  const sizes = nodes.map(({ treated, control }) => treated.n + control.n);
  const rows = sizes[0] as number;
  const uplifts = nodes.map(({ treated, control }) => treated.mean - control.mean);
  // how far the uplifts of the segments below lie apart, as a share of all customers; branches come after their node
  const spreads = new Float64Array(nodes.length);
  const made: TreeNode[] = new Array(nodes.length);
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at] as UpliftNode;
    const n = sizes[at] as number;
    if (!(node.treated.n > 0 && node.control.n > 0)) {
      throw new ClienteleError(
        "invalid_model",
        `model.nodes[${at}] must hold customers of both arms to have an uplift`,
        {
          index: at,
        },
      );
    }
    const figures = { n, weight: n, value: uplifts[at] as number, variance: varianceOf(node.treated, node.control) };
    if ("question" in node) {
      const { question, left, right } = node;
      const apart = (uplifts[left] as number) - (uplifts[right] as number);
      const gain = (((sizes[left] as number) / n) * (sizes[right] as number) * apart ** 2) / rows;
      spreads[at] = gain + (spreads[left] as number) + (spreads[right] as number);
      made[at] = { ...figures, impurity: ((spreads[at] as number) * rows) / n, question, left, right, gain };
    } else made[at] = { ...figures, impurity: 0, leaf: node.leaf };
    const { value, variance, impurity } = made[at] as TreeNode & { readonly variance: number };
    if (![value, variance, impurity].every(Number.isFinite)) {
      throw new ClienteleError("out_of_range", `model.nodes[${at}] holds amounts beyond ±1e100; use a larger unit`, {
        index: at,
      });
    }
  }
  const tree: TreeModel = {
    kind: "tree",
    version: 1,
    outcome: { kind: "amount" },
    features,
    nodes: made,
    fittedOn: { rows, weight: rows, method: "histogram", impurity: "variance" },
  };
  requireTree(tree, "model");
  return tree;
}

/** Variance (divided by n) of one sample whose mean would be as uncertain as the difference between the arms. */
function varianceOf(treated: UpliftArm, control: UpliftArm): number {
  if (treated.n < 2 || control.n < 2) return 0;
  return (squaredError(treated) + squaredError(control)) * (treated.n + control.n - 1);
}
