import { midpoint } from "../table/midpoint.ts";
import type { TreeColumn, TreeColumns } from "./columns.ts";
import { type Criterion, classImpurity, costWeightOf, levelOf, weightOf } from "./gain.ts";
import { addRow, groupHistogram, groupInOrder, groupRows, roomForGroups } from "./groups.ts";
import { type Histogram, type Histograms, histogramBase, histogramsFor } from "./histogram.ts";
import { createPartition } from "./partition.ts";
import { type BestSplit, type Direction, type LevelBounds, noSplit, searchNumber } from "./search.ts";
import { searchCategory } from "./search-category.ts";
import type { TreeTarget } from "./target.ts";
import type { TreeNode, TreeQuestion } from "./types.ts";

/** How a tree grows. */
export interface GrowthRules {
  readonly criterion: Criterion;
  readonly maxDepth: number;
  readonly minLeaf: number;
  readonly minGain: number;
  /** Of each field, whether the level may only rise or fall along it; undefined without such fields. */
  readonly directions: readonly Direction[] | undefined;
}

/** Gains closer together than this share of a node's impurity are rounding. */
const ROUNDING = 1e-12;
/** Nodes of fewer customers are grouped row by row: filling and reading a whole histogram would cost more. */
const FEW_ROWS = 192;

/** A node whose turn has not come. */
interface Pending {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly sums: Float64Array;
  readonly bounds: LevelBounds | undefined;
  readonly histogram: Histogram | undefined;
  /** The node above and on which of its sides this one stands. */
  readonly parent: number;
  readonly side: "left" | "right";
}

type MutableNode = {
  -readonly [K in keyof Extract<TreeNode, { gain: number }>]: Extract<TreeNode, { gain: number }>[K];
};

/** Grows a tree over the given customers, depth first, each node before its branches, left before right. */
export function growTree(data: TreeColumns, target: TreeTarget, members: Int32Array, rules: GrowthRules): TreeNode[] {
  const { columns } = data;
  const { criterion, minLeaf } = rules;
  // a field is looked at in the order of its name, so that ties do not hang on the order of fields
  const byName = columns.map((_, c) => c).sort((a, b) => (idOf(columns, a) < idOf(columns, b) ? -1 : 1));
  const groups = roomForGroups(columns, target.stride);
  const histograms = data.byRow === undefined ? undefined : histogramsFor(data.byRow, columns.length, target);
  const partition = createPartition(data, members);
  const { rows, orders } = partition;
  const root = new Float64Array(target.stride);
  for (let i = 0; i < rows.length; i++) addRow(root, 0, target, rows[i] as number);
  const allCost = costWeightOf(root, criterion);
  const anywhere =
    rules.directions === undefined ? undefined : { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

  const mayGrow = (sums: Float64Array, size: number, depth: number): boolean =>
    depth < rules.maxDepth && size > 1 && weightOf(sums, criterion) >= 2 * minLeaf && !isPure(sums, criterion);
  const fill = (from: number, to: number): Histogram | undefined =>
    to - from < FEW_ROWS ? undefined : histograms?.of(rows, from, to);

  const nodes: (TreeNode | MutableNode)[] = [];
  const pending: Pending[] = [
    {
      from: 0,
      to: rows.length,
      depth: 0,
      sums: root,
      bounds: anywhere,
      histogram: mayGrow(root, rows.length, 0) ? fill(0, rows.length) : undefined,
      parent: -1,
      side: "left",
    },
  ];
  let leaves = 0;
  while (true) {
    const node = pending.pop();
    if (node === undefined) break;
    const { from, to, depth, sums, bounds, histogram } = node;
    const here = nodes.length;
    if (node.parent >= 0) (nodes[node.parent] as MutableNode)[node.side] = here;
    const plain = target.figures(rows, from, to, sums);
    const impurity = criterion.measure === "variance" ? (plain.variance as number) : classImpurity(sums, criterion);
    const figures = { ...plain, impurity };
    let best: BestSplit | undefined;
    if (mayGrow(sums, to - from, depth)) {
      const tolerance = ROUNDING * impurity * costWeightOf(sums, criterion);
      // a gain of just minGain is enough
      const least = Math.max(0, rules.minGain * allCost * (1 - ROUNDING) - tolerance);
      best = noSplit(least, target.stride);
      const limits = { criterion, minLeaf: minLeaf * (1 - ROUNDING), tolerance, bounds };
      for (const c of byName) {
        const column = columns[c] as TreeColumn;
        if (histogram !== undefined) {
          groupHistogram(groups, column, target.stride, histogram, histogramBase(c, target.stride));
        } else {
          const order = orders[c];
          if (order === undefined) groupRows(groups, column, target, rows, from, to);
          else groupInOrder(groups, column, target, order, from, to);
        }
        if (column.feature.kind === "category") searchCategory(groups, c, limits, best);
        else searchNumber(groups, c, rules.directions?.[c] ?? 0, limits, best);
      }
    }
    if (best === undefined || best.column < 0) {
      if (histogram !== undefined) histograms?.giveBack(histogram);
      nodes.push({ ...figures, leaf: ++leaves });
      continue;
    }
    const column = columns[best.column] as TreeColumn;
    const middle = partition.split(from, to, column, best);
    nodes.push({
      ...figures,
      question: questionOf(column, best),
      left: -1,
      right: -1,
      gain: best.gain / allCost,
    });
    const [leftBounds, rightBounds] = boundsBelow(bounds, rules.directions?.[best.column] ?? 0, best, criterion);
    const growLeft = mayGrow(best.left, middle - from, depth + 1);
    const growRight = mayGrow(best.right, to - middle, depth + 1);
    const branches = { from, middle, to, growLeft, growRight };
    const [leftHistogram, rightHistogram] = histogramsBelow(branches, histogram, histograms, rows);
    const below = { depth: depth + 1, parent: here };
    pending.push(
      { ...below, from: middle, to, sums: best.right, bounds: rightBounds, histogram: rightHistogram, side: "right" },
      { ...below, from, to: middle, sums: best.left, bounds: leftBounds, histogram: leftHistogram, side: "left" },
    );
  }
  return nodes;
}

function idOf(columns: readonly TreeColumn[], c: number): string {
  return (columns[c] as TreeColumn).feature.id;
}

function isPure(sums: Float64Array, { measure }: Criterion): boolean {
  return measure !== "variance" && sums.filter((part) => part > 0).length < 2;
}

function questionOf({ feature, highest, lowest }: TreeColumn, best: BestSplit): TreeQuestion {
  const { column, leftCodes, rightCodes, nextCode, missing } = best;
  if (feature.kind === "number") {
    const last = highest[leftCodes[0] as number] as number;
    const threshold = nextCode < 0 ? Number.MAX_VALUE : midpoint(last, lowest[nextCode] as number);
    return { kind: "number", feature: column, threshold, missing };
  }
  // a level that nobody in this node has goes where those go of whom nothing is known
  const goesLeft = new Uint8Array(feature.levels.length).fill(missing === "left" ? 1 : 0);
  for (const code of leftCodes) goesLeft[code] = 1;
  for (const code of rightCodes) goesLeft[code] = 0;
  return { kind: "category", feature: column, left: feature.levels.filter((_, code) => goesLeft[code] === 1), missing };
}

/** Under a monotone field no branch may cross the middle between the two (as in Pei et al. 2016 and scikit-learn). */
function boundsBelow(
  bounds: LevelBounds | undefined,
  direction: Direction,
  best: BestSplit,
  criterion: Criterion,
): readonly [LevelBounds | undefined, LevelBounds | undefined] {
  // known against not known orders nothing
  if (bounds === undefined || direction === 0 || best.nextCode < 0) return [bounds, bounds];
  const middle = (levelOf(best.left, criterion) + levelOf(best.right, criterion)) / 2;
  const low = { low: bounds.low, high: middle };
  const high = { low: middle, high: bounds.high };
  return direction > 0 ? [low, high] : [high, low];
}

/** A divided node, and which of its branches will be divided again. */
interface Branches {
  readonly from: number;
  readonly middle: number;
  readonly to: number;
  readonly growLeft: boolean;
  readonly growRight: boolean;
}

/** Fills the histogram of the smaller branch; the larger one's is what is left of the whole. */
function histogramsBelow(
  { from, middle, to, growLeft, growRight }: Branches,
  whole: Histogram | undefined,
  histograms: Histograms | undefined,
  rows: Int32Array,
): readonly [Histogram | undefined, Histogram | undefined] {
  if (histograms === undefined || whole === undefined) return [undefined, undefined];
  const wantLeft = growLeft && middle - from >= FEW_ROWS;
  const wantRight = growRight && to - middle >= FEW_ROWS;
  const smallIsLeft = middle - from <= to - middle;
  const wantSmall = smallIsLeft ? wantLeft : wantRight;
  const wantLarge = smallIsLeft ? wantRight : wantLeft;
  let small: Histogram | undefined;
  if (wantSmall || wantLarge) small = smallIsLeft ? histograms.of(rows, from, middle) : histograms.of(rows, middle, to);
  let large: Histogram | undefined;
  if (wantLarge && small !== undefined) {
    histograms.subtract(whole, small);
    large = whole;
  } else histograms.giveBack(whole);
  if (!wantSmall && small !== undefined) {
    histograms.giveBack(small);
    small = undefined;
  }
  return smallIsLeft ? [small, large] : [large, small];
}
