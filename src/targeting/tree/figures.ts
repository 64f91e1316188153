import type { Estimate, Interval } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { TreeModel, TreeNode } from "./types.ts";

/** A share or mean with the customers behind it; Wilson's interval for a share, Student's t for a mean. */
export interface NodeFigure {
  readonly value: number;
  readonly n: number;
  readonly interval?: Interval;
}

/** A share of customers, which may come from weights, with Wilson's interval. */
export function shareFigure(value: number, n: number, level: number): Estimate {
  return { value, n, interval: wilsonInterval(Math.min(n, value * n), n, level) };
}

/** A mean with Student's t interval, from the variance around it (divided by n); no interval without any spread. */
export function meanFigure(value: number, variance: number, n: number, level: number): NodeFigure {
  if (n < 2 || !(variance > 0)) return { value, n };
  const half = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / (n - 1));
  return { value, n, interval: { lower: value - half, upper: value + half, level } };
}

/** Position of the most frequent class of a node; the first of those that tie. */
export function winnerOf({ counts = [] }: TreeNode): number {
  let winner = 0;
  for (let k = 1; k < counts.length; k++) if ((counts[k] as number) > (counts[winner] as number)) winner = k;
  return winner;
}

/** The share of a class in a node. */
function classShare({ counts, weight }: TreeNode, position: number): number {
  return weight > 0 ? (counts?.[position] ?? 0) / weight : 0;
}

/** The most frequent class of a node with the share of each; nothing for a tree without classes. */
export function classFigures(
  { outcome }: TreeModel,
  node: TreeNode,
  level: number,
): { readonly class: string; readonly shares: readonly Estimate[] } | Record<never, never> {
  if (outcome.kind !== "class") return {};
  const shares = outcome.classes.map((_, k) => shareFigure(classShare(node, k), node.n, level));
  return { class: outcome.classes[winnerOf(node)] as string, shares };
}

/** What a node says: share of yes, mean amount, share of the class at `position` or of the most frequent one. */
export function nodeValue({ outcome }: TreeModel, node: TreeNode, position: number | undefined): number {
  return outcome.kind === "class" ? classShare(node, position ?? winnerOf(node)) : node.value;
}

/** The same with customers and interval. */
export function nodeFigure(model: TreeModel, node: TreeNode, position: number | undefined, level: number): NodeFigure {
  const value = nodeValue(model, node, position);
  return model.outcome.kind === "amount"
    ? meanFigure(value, node.variance ?? 0, node.n, level)
    : shareFigure(value, node.n, level);
}
