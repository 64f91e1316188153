import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { countBelow } from "../../math/count-below.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import type { TreeColumn, TreeColumns } from "./columns.ts";
import { contentKeys } from "./content-keys.ts";
import { type GrowthRules, growTree } from "./grow.ts";
import { pathOf } from "./prune.ts";
import type { TreeTarget } from "./target.ts";
import type { TreeNode, TreePruning, TreePruningCandidate, TreePruningOptions } from "./types.ts";
import { weakestLinks } from "./weakest-links.ts";

/** A grown tree with what it grew from. */
export interface GrownTree {
  readonly data: TreeColumns;
  readonly target: TreeTarget;
  readonly members: Int32Array;
  readonly rules: GrowthRules;
  readonly grown: readonly TreeNode[];
  readonly pruning: TreePruningOptions;
}

/** Refuses options that do not make sense. */
export function requirePruning(pruning: TreePruningOptions): void {
  requireObject(pruning, "options.pruning");
  const { folds = 10, rule = "one_se", seed } = pruning;
  requireNumber(folds, "options.pruning.folds", { min: 2, max: 100, integer: true });
  requireOneOf(rule, ["one_se", "minimum"], "options.pruning.rule");
  requireNumber(seed, "options.pruning.seed", {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
}

/** Sums per candidate price: of the losses, and of what their standard error is made of. */
interface Losses {
  readonly weighted: Float64Array;
  readonly squareWeighted: Float64Array;
  readonly squares: Float64Array;
  weight: number;
  squareWeight: number;
}

/**
 * Chooses the price per leaf by trees grown without a part of the customers and judged on that part. Between two steps of
 * the path the geometric mean of their prices stands for the size (Breiman et al. 1984, sections 3.4.2 and 3.4.3).
 */
export function choosePruning(tree: GrownTree): TreePruning {
  const { data, target, members, rules, grown, pruning } = tree;
  const { folds = 10, rule = "one_se", seed } = pruning;
  const path = pathOf(grown);
  const prices = path.map(({ alpha }, k) => {
    const next = path[k + 1]?.alpha;
    return next === undefined ? Number.POSITIVE_INFINITY : Math.sqrt(alpha * next);
  });
  const { keys, rows } = contentKeys(data, target, members);
  const classes = Uint8Array.from(rows, (row) => target.codes?.[row] ?? 0);
  const parts = stratifiedFolds(classes, { folds, seed, keys });
  const losses: Losses = {
    weighted: new Float64Array(prices.length + 1),
    squareWeighted: new Float64Array(prices.length + 1),
    squares: new Float64Array(prices.length + 1),
    weight: 0,
    squareWeight: 0,
  };
  for (let part = 0; part < folds; part++) {
    const held = rows.filter((_, i) => parts[i] === part);
    const learned = rows.filter((_, i) => parts[i] !== part).sort();
    if (held.length === 0 || learned.length === 0) continue;
    judge(growTree(data, target, learned, rules), prices, held, { data, target }, losses);
  }
  const candidates = path.map(({ alpha, leaves }, k): TreePruningCandidate => {
    for (const sums of [losses.weighted, losses.squareWeighted, losses.squares]) {
      if (k > 0) sums[k] = (sums[k] as number) + (sums[k - 1] as number);
    }
    const loss = (losses.weighted[k] as number) / losses.weight;
    const spread =
      (losses.squares[k] as number) -
      2 * loss * (losses.squareWeighted[k] as number) +
      loss * loss * losses.squareWeight;
    return { alpha, leaves, loss, standardError: Math.sqrt(Math.max(0, spread)) / losses.weight };
  });
  const best = candidates.reduce((least, candidate) =>
    candidate.loss <= least.loss * (1 + 1e-12) ? candidate : least,
  );
  const most = rule === "one_se" ? best.loss + best.standardError : best.loss;
  // the smallest tree that is good enough; sums in another order must not decide
  const chosen = candidates.filter(({ loss }) => loss <= most * (1 + 1e-12)).at(-1) as TreePruningCandidate;
  return { rule, folds, seed, alpha: chosen.alpha, candidates };
}

/** Adds up how far a tree is off for customers it has not seen, for every price at once. */
function judge(
  nodes: readonly TreeNode[],
  prices: readonly number[],
  held: Int32Array,
  { data, target }: Pick<GrownTree, "data" | "target">,
  losses: Losses,
): void {
  const own = weakestLinks(nodes).prices;
  // a node ends the walk from this price on
  const endsFrom = own.map((price) => countBelow(prices, price));
  const walk = nodes.map((node) => walkerOf(node, data.columns));
  for (const row of held) {
    const weight = target.weights?.[row] ?? 1;
    losses.weight += weight;
    losses.squareWeight += weight * weight;
    let t = 0;
    let until = prices.length;
    while (until > 0) {
      const node = nodes[t] as TreeNode;
      const from = endsFrom[t] as number;
      if (from < until) {
        const loss = target.lossAt(row, node);
        addBetween(losses.weighted, from, until, weight * loss);
        addBetween(losses.squareWeighted, from, until, weight * weight * loss);
        addBetween(losses.squares, from, until, weight * weight * loss * loss);
        until = from;
      }
      if (!("question" in node)) break;
      t = walk[t]?.(row) === true ? node.left : node.right;
    }
  }
}

/** Adds to every price from `from` to `until` − 1, once the sums are run up. */
function addBetween(sums: Float64Array, from: number, until: number, term: number): void {
  sums[from] = (sums[from] as number) + term;
  sums[until] = (sums[until] as number) - term;
}

/** Answers a node's question by the codes of the fields. */
function walkerOf(node: TreeNode, columns: readonly TreeColumn[]): ((row: number) => boolean) | undefined {
  if (!("question" in node)) return undefined;
  const { question } = node;
  const { codes, missing, highest, feature } = columns[question.feature] as TreeColumn;
  const missingLeft = question.missing === "left";
  if (question.kind === "number") {
    let last = highest.findIndex((value) => value > question.threshold);
    if (last < 0) last = highest.length;
    return (row) => (codes[row] === missing ? missingLeft : (codes[row] as number) < last);
  }
  const left = new Set(question.left);
  const goes = feature.kind === "category" ? feature.levels.map((level) => left.has(level)) : [];
  return (row) => goes[codes[row] as number] ?? missingLeft;
}
