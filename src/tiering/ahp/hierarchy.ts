import { requireColumn, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireId } from "./matrix.ts";
import { solveComparisons } from "./solve.ts";
import type { AhpHierarchySolution, AhpNode, AhpNodeWeight } from "./types.ts";

/** Levels below the goal; a deeper tree is a loop in the caller's objects. */
const DEEPEST = 20;

/**
 * Weighs a hierarchy of criteria: each node's children are compared among themselves, and a leaf's weight is the
 * product of the weights on the way down from the goal.
 *
 * Where the leaves are alternatives compared under every criterion (the same ids below each), their weights add up to
 * the overall priority of each alternative.
 *
 * @param goal - The tree, at most 20 levels deep. `judgements` compare the children by id, or as a matrix in their
 * order; an only child needs none. Ids above the leaves are unique; a leaf's id may stand under several criteria. Not
 * mutated.
 * @returns Global weights of the leaves, summing to 1, for `fitCriteria`; every node with its local and global weight;
 * the consistency of the hierarchy, Σ weight × consistency index over Σ weight × random index.
 * @throws `ClienteleError` `invalid_type`, `duplicate_id`, `unknown_id`, `inconsistent` (children that are not compared
 * with one another, a leaf that carries judgements), `out_of_range` (too deep), and those of `solveAhp`.
 * @example
 * ```ts
 * const { weights } = solveAhpHierarchy({
 *   id: "value",
 *   judgements: [{ item: "money", over: "relation", ratio: 3 }],
 *   children: [
 *     { id: "money", judgements: [[1, 4], [1 / 4, 1]], children: [{ id: "sales" }, { id: "growth" }] },
 *     { id: "relation" },
 *   ],
 * });
 * weights.map((w) => w.id); // => ["sales", "growth", "relation"]
 * weights[0].weight; // ≈ 0.6
 * weights[1].weight; // ≈ 0.15
 * weights[2].weight; // ≈ 0.25
 * ```
 * @see Saaty, The Analytic Hierarchy Process (1980), chapter 4 (consistency of a hierarchy)
 */
export function solveAhpHierarchy(goal: AhpNode): AhpHierarchySolution {
  const nodes: AhpNodeWeight[] = [];
  const leaves = new Map<string, number>();
  const inner = new Set<string>();
  const total = { index: 0, random: 0 };

  const visit = (node: AhpNode, parent: string | undefined, depth: number, local: number, above: number): void => {
    const name = parent === undefined ? "goal" : `a child of ${parent}`;
    requireObject(node, name);
    const { id, children, judgements } = node;
    requireId(id, `${name}.id`);
    if (depth > DEEPEST) {
      throw new ClienteleError("out_of_range", `the hierarchy has more than ${DEEPEST} levels; is it a loop?`, { id });
    }
    if (children !== undefined) requireColumn(children, `${id}.children`);
    const global = local * above;
    const base = { id, ...(parent === undefined ? {} : { parent }), depth, local, global };
    if (children === undefined || children.length === 0) {
      if (judgements !== undefined) {
        throw new ClienteleError("inconsistent", `${id} has judgements but no children to compare`, { id });
      }
      nodes.push(base);
      leaves.set(id, (leaves.get(id) ?? 0) + global);
      return;
    }
    if (inner.has(id)) throw new ClienteleError("duplicate_id", `the criterion ${id} stands twice`, { id });
    inner.add(id);
    const ids = Array.from(children, (child, i) => {
      requireObject(child, `${id}.children[${i}]`);
      return child.id;
    });
    if (judgements === undefined && children.length > 1) {
      throw new ClienteleError("inconsistent", `${id} has ${children.length} children and no judgements`, { id });
    }
    const solution = solveComparisons(judgements ?? [[1]], ids, `${id}.judgements`);
    nodes.push(judgements === undefined ? base : { ...base, solution });
    if (solution.randomIndex !== undefined) {
      total.index += global * solution.consistencyIndex;
      total.random += global * solution.randomIndex;
    }
    for (const [i, child] of Array.from(children).entries()) {
      visit(child, id, depth + 1, solution.weights[i]?.weight as number, global);
    }
  };
  visit(goal, undefined, 0, 1, 1);
  for (const id of leaves.keys()) {
    if (inner.has(id)) throw new ClienteleError("duplicate_id", `${id} is a criterion and a leaf`, { id });
  }
  return {
    weights: [...leaves].map(([id, weight]) => ({ id, weight })),
    nodes,
    ...(total.random > 0 ? { consistencyRatio: total.index / total.random } : {}),
  };
}
