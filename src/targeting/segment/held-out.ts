import { requireObject } from "../../core/checks.ts";
import { meanFigure, shareFigure, winnerOf } from "../tree/figures.ts";
import { readOutcome } from "../tree/outcome.ts";
import { assignTreeLeafColumn } from "../tree/predict-column.ts";
import type { TreeLeaf, TreeModel } from "../tree/types.ts";
import type { SegmentFigure, SegmentHeldOut } from "./types.ts";

/** The figure of each leaf among customers whom the tree has not seen, by the leaf's number; leaves without any are absent. */
export function heldOutFigures(
  model: TreeModel,
  heldOut: SegmentHeldOut,
  position: number | undefined,
  level: number,
): ReadonlyMap<number, SegmentFigure> {
  requireObject(heldOut, "options.heldOut");
  const leaves = assignTreeLeafColumn(model, heldOut.table);
  const column = readOutcome(heldOut.outcome, leaves.length, model.outcome.kind);
  const ends = model.nodes.filter((node): node is TreeLeaf => !("question" in node));
  const n = new Int32Array(ends.length + 1);
  for (const leaf of leaves) n[leaf] = (n[leaf] as number) + 1;
  const values = valuesOf(column, model, ends, position, leaves);
  const mean = new Float64Array(n.length);
  for (let i = 0; i < leaves.length; i++) mean[leaves[i] as number] = (mean[leaves[i] as number] as number) + values(i);
  for (let leaf = 1; leaf < n.length; leaf++) mean[leaf] = (mean[leaf] as number) / Math.max(1, n[leaf] as number);
  const variance = new Float64Array(n.length);
  if (model.outcome.kind === "amount") {
    for (let i = 0; i < leaves.length; i++) {
      const leaf = leaves[i] as number;
      variance[leaf] = (variance[leaf] as number) + (values(i) - (mean[leaf] as number)) ** 2 / (n[leaf] as number);
    }
  }
  const figures = new Map<number, SegmentFigure>();
  for (const { leaf } of ends) {
    const customers = n[leaf] as number;
    if (customers === 0) continue;
    const value = mean[leaf] as number;
    figures.set(
      leaf,
      model.outcome.kind === "amount"
        ? meanFigure(value, variance[leaf] as number, customers, level)
        : shareFigure(value, customers, level),
    );
  }
  return figures;
}

/** What each customer adds to the mean of their leaf: the amount, or 1 where they said yes or have the class told of. */
function valuesOf(
  column: ReturnType<typeof readOutcome>,
  { outcome }: TreeModel,
  ends: readonly TreeLeaf[],
  position: number | undefined,
  leaves: Int32Array,
): (row: number) => number {
  if ("amounts" in column) return (row) => column.amounts[row] as number;
  if (outcome.kind !== "class") return (row) => column.codes[row] as number;
  const told = new Array<string>(ends.length + 1);
  for (const end of ends) told[end.leaf] = outcome.classes[position ?? winnerOf(end)] as string;
  return (row) => (column.classes[column.codes[row] as number] === told[leaves[row] as number] ? 1 : 0);
}
