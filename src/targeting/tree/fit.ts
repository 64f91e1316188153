import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { requireWeights } from "../table/check.ts";
import type { BinnedTable, FeatureTable } from "../table/types.ts";
import { classWeightFactors } from "./class-weights.ts";
import { type TreeColumns, treeColumns } from "./columns.ts";
import { choosePruning, requirePruning } from "./cross-validate.ts";
import { type GrowthRules, growTree } from "./grow.ts";
import { type OutcomeColumn, readOutcome, sameOutcome } from "./outcome.ts";
import { pruneNodes } from "./prune.ts";
import type { Direction } from "./search.ts";
import { targetOf } from "./target.ts";
import type { FitTreeOptions, TreeModel, TreeOutcomes } from "./types.ts";

/**
 * Learns who says yes, who belongs to which class, or who brings how much, as a tree of questions about the customers:
 * the mining of target customers.
 *
 * @param table - Customers as columns, from {@link readFeatures}, or cut into groups by {@link binFeatures}. Not mutated.
 * @param outcome - What became of each customer: true/false or 0/1, the name of a class, or an amount within ±1e140.
 * @param options - `maxDepth` (0 to 1,000, default 5), `minLeaf` (weight of a leaf, above 0, default 20), `minGain` (share
 * of all weight times impurity, at least 0, default 0), `impurity`, `weights`, `classWeights`, `monotone`, `method`,
 * `outcome`, `pruning`; see {@link FitTreeOptions}.
 * @returns The tree as plain JSON; it does not hang on the order of customers or of fields. Or the reason why there is
 * none: all customers have the same outcome. Shares and counts of the nodes are those of the data, also with class
 * weights, so that a share can be read as a probability.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `invalid_type`, `not_finite`, `out_of_range`,
 * `duplicate_id`, `unknown_id`, `inconsistent` (an option that does not go with the kind of outcome).
 * @example
 * ```ts
 * const customers = [{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }, { age: null }];
 * const tree = fitTree(readFeatures(customers, ["age"]), [true, true, false, false, true], { minLeaf: 1 });
 * tree.nodes[0].question; // => { kind: "number", feature: 0, threshold: 33, missing: "left" }
 * tree.nodes.map((node) => node.n); // => [5, 3, 2]
 * ```
 * @see Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees
 */
export function fitTree(
  table: FeatureTable | BinnedTable,
  outcome: TreeOutcomes,
  options: FitTreeOptions = {},
): TreeModel | Abstention {
  requireObject(options, "options");
  const { maxDepth = 5, minLeaf = 20, minGain = 0, weights, method, pruning } = options;
  requireNumber(maxDepth, "options.maxDepth", { min: 0, max: 1000, integer: true });
  requireNumber(minLeaf, "options.minLeaf", { above: 0 });
  requireNumber(minGain, "options.minGain", { min: 0 });
  if (method !== undefined) requireOneOf(method, ["exact", "histogram"], "options.method");
  if (pruning !== undefined) requirePruning(pruning);
  requireObject(table, "table");
  requireNumber(table.rows, "table.rows", { min: 0, integer: true });
  if (weights !== undefined) requireWeights(weights, table.rows, "options.weights");
  const data = treeColumns(table, method, weights);
  const column = readOutcome(outcome, data.rows, options.outcome);
  const members = membersOf(data.rows, weights);
  const same = sameOutcome(column, members);
  if (same !== undefined) return same;
  const target = targetOf(column, weights);
  const measure = measureOf(options, column);
  const rules: GrowthRules = {
    criterion: { measure, factors: classWeightFactors(options.classWeights, column, target, members) },
    maxDepth,
    minLeaf,
    minGain,
    directions: directionsOf(options.monotone, data, column),
  };
  const grown = growTree(data, target, members, rules);
  const chosen = pruning === undefined ? undefined : choosePruning({ data, target, members, rules, grown, pruning });
  const nodes = chosen === undefined ? grown : pruneNodes(grown, chosen.alpha);
  const { weight } = nodes[0] as { weight: number };
  return {
    kind: "tree",
    version: 1,
    outcome: column.outcome,
    features: data.columns.map(({ feature }) => feature),
    nodes,
    fittedOn: {
      rows: members.length,
      weight,
      method: data.method,
      impurity: measure,
      ...(chosen === undefined ? {} : { pruning: chosen }),
    },
  };
}

/** Customers of any weight: a weight of 0 is as if the customer were not there. */
function membersOf(rows: number, weights: ArrayLike<number> | undefined): Int32Array {
  const members = new Int32Array(rows);
  for (let i = 0; i < rows; i++) members[i] = i;
  return weights === undefined ? members : members.filter((row) => (weights[row] as number) > 0);
}

function measureOf({ impurity }: FitTreeOptions, column: OutcomeColumn): "gini" | "entropy" | "variance" {
  if (impurity !== undefined) requireOneOf(impurity, ["gini", "entropy"], "options.impurity");
  if ("codes" in column) return impurity ?? "gini";
  if (impurity !== undefined) {
    throw new ClienteleError(
      "inconsistent",
      `options.impurity ${impurity} is for yes/no and classes; for amounts splits are chosen by variance: leave it out`,
      { impurity },
    );
  }
  return "variance";
}

function directionsOf(
  monotone: FitTreeOptions["monotone"],
  { columns }: TreeColumns,
  column: OutcomeColumn,
): readonly Direction[] | undefined {
  if (monotone === undefined) return undefined;
  requireObject(monotone, "options.monotone");
  if (column.outcome.kind === "class") {
    throw new ClienteleError(
      "inconsistent",
      "options.monotone needs a yes or no or an amount, not several classes",
      {},
    );
  }
  const asked = new Map(Object.entries(monotone));
  const known = new Set(columns.map(({ feature }) => feature.id));
  for (const [id, direction] of asked) {
    if (!known.has(id)) {
      throw new ClienteleError("unknown_id", `options.monotone names ${show(id)}, which is no field of the table`, {
        id,
      });
    }
    requireOneOf(direction, ["up", "down"], `options.monotone.${id}`);
  }
  return columns.map(({ feature }): Direction => {
    const direction = asked.get(feature.id);
    if (direction === undefined) return 0;
    if (feature.kind === "category") {
      throw new ClienteleError(
        "inconsistent",
        `options.monotone names ${show(feature.id)}, whose levels have no order; give it as numbers`,
        { id: feature.id },
      );
    }
    return direction === "up" ? 1 : -1;
  });
}
