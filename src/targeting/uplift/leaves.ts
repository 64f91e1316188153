import type { BinnedFeature, BinnedTable } from "../table/types.ts";
import type { TreeQuestion } from "../tree/types.ts";
import type { Arms } from "./arms.ts";
import type { GrownNode } from "./grow.ts";
import { type ArmSums, addPair, BINS, type NodeRows } from "./histogram.ts";
import type { UpliftCut } from "./split.ts";
import type { UpliftArm, UpliftNode } from "./types.ts";

/** Leads customers down the tree and counts them in every node they pass. */
export function countEstimates(
  { features }: BinnedTable,
  nodes: readonly GrownNode[],
  { rows, cell, amount }: NodeRows,
): void {
  const yesNo = amount.length === 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    let at = 0;
    for (let node = nodes[0] as GrownNode; node.cut !== undefined; node = nodes[at] as GrownNode) {
      const bin = (features[node.cut.feature] as BinnedFeature).bins[row] as number;
      at = node.cut.goesLeft[bin] === 1 ? node.left : node.right;
    }
    const { figures } = nodes[at] as GrownNode;
    const code = cell[i] as number;
    const arm = (yesNo ? code >> 1 : code) === 1 ? figures.treated : figures.control;
    const value = yesNo ? code & 1 : (amount[i] as number);
    arm.n++;
    arm.sum += value;
    arm.squares += value * value;
  }
  // children stand behind their parents
  for (let at = nodes.length - 1; at >= 0; at--) {
    const { cut, left, right, figures } = nodes[at] as GrownNode;
    if (cut === undefined) continue;
    addPair(figures, (nodes[left] as GrownNode).figures);
    addPair(figures, (nodes[right] as GrownNode).figures);
  }
}

/**
 * The tree as plain nodes. A split with a side of which too few customers were kept for the figures is taken back; how
 * they answered has no say in it, so the figures stay honest.
 */
export function finished(
  { features }: BinnedTable,
  grown: readonly GrownNode[],
  arms: Arms,
  centre: number,
  smallest: number,
): UpliftNode[] {
  const nodes: UpliftNode[] = [];
  let leaves = 0;
  const enough = ({ figures }: GrownNode): boolean => Math.min(figures.treated.n, figures.control.n) >= smallest;
  const armOf = ({ n, sum, squares }: ArmSums): UpliftArm =>
    arms.kind === "yes_no"
      ? { n, mean: n === 0 ? 0 : sum / n, m2: n === 0 ? 0 : sum * (1 - sum / n) }
      : { n, mean: n === 0 ? 0 : centre + sum / n, m2: n === 0 ? 0 : Math.max(0, squares - (sum * sum) / n) };
  const add = (from: number): void => {
    const { cut, left, right, figures } = grown[from] as GrownNode;
    const both = { treated: armOf(figures.treated), control: armOf(figures.control) };
    if (cut === undefined || !enough(grown[left] as GrownNode) || !enough(grown[right] as GrownNode)) {
      leaves++;
      nodes.push({ ...both, leaf: leaves });
      return;
    }
    const at = nodes.length;
    nodes.push({ ...both, leaf: 0 });
    add(left);
    const second = nodes.length;
    add(right);
    const question = questionOf(features[cut.feature] as BinnedFeature, cut);
    nodes[at] = { ...both, question, left: at + 1, right: second, statistic: cut.statistic, pValue: cut.pValue };
  };
  add(0);
  return nodes;
}

/** The cut as a question that a record can answer. */
function questionOf(feature: BinnedFeature, { feature: index, goesLeft, lastLeft }: UpliftCut): TreeQuestion {
  const missing = goesLeft[BINS - 1] === 1 ? "left" : "right";
  if (feature.kind === "category") {
    return { kind: "category", feature: index, left: feature.levels.filter((_, k) => goesLeft[k] === 1), missing };
  }
  // beyond the last cut only unknown values go right, however large a known one may come
  const threshold = lastLeft < feature.cuts.length ? feature.cuts[lastLeft] : Number.MAX_VALUE;
  return { kind: "number", feature: index, threshold: threshold as number, missing };
}
