import type { TreeModel, TreeNode, UpliftTreeModel } from "clientele/targeting";

/**
 * An uplift tree as a tree of amounts: same questions, same segments, each with its uplift as the value. So whatever
 * words, draws or writes trees as SQL and JSON serves the uplift tree as well.
 */
export function upliftAsTree({ nodes, features }: UpliftTreeModel): TreeModel {
  const rows = nodes[0] === undefined ? 0 : nodes[0].treated.n + nodes[0].control.n;
  return {
    kind: "tree",
    version: 1,
    outcome: { kind: "amount" },
    features,
    nodes: nodes.map((node): TreeNode => {
      const n = node.treated.n + node.control.n;
      const figures = { n, weight: n, value: node.treated.mean - node.control.mean, impurity: 0 };
      if (!("question" in node)) return { ...figures, leaf: node.leaf };
      const { question, left, right } = node;
      return { ...figures, question, left, right, gain: 0 };
    }),
    fittedOn: { rows, weight: rows, method: "exact", impurity: "variance" },
  };
}
