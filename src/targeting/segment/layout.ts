import type { TreeModel } from "../tree/types.ts";

/** A node of the picture. */
export interface PlacedNode {
  /** Position of the node in the model's `nodes`. */
  readonly at: number;
  /** In units of one end of the picture, from 0.5 for the leftmost. */
  readonly column: number;
  /** Questions above it. */
  readonly depth: number;
  /** Whether nothing is drawn below it: a leaf, or a branch that is cut off. */
  readonly end: boolean;
  /** Leaves below it, 1 for a leaf. */
  readonly leaves: number;
}

/** A tree as it is drawn. */
export interface TreeLayout {
  readonly placed: readonly PlacedNode[];
  /** Ends side by side. */
  readonly ends: number;
  /** Rows of boxes. */
  readonly rows: number;
}

/** Most ends that are drawn unless the caller asks for more levels. */
const MOST_ENDS = 32;

/** Places a tree's nodes: an end in the order of the leaves, an inner node halfway between its branches. */
export function layoutTree({ nodes }: TreeModel, levels: number | undefined): TreeLayout {
  const depths = new Int32Array(nodes.length);
  nodes.forEach((node, t) => {
    if (!("question" in node)) return;
    depths[node.left] = (depths[t] as number) + 1;
    depths[node.right] = (depths[t] as number) + 1;
  });
  const deepest = levels ?? fittingDepth({ nodes }, depths);
  const isEnd = (t: number): boolean => !("question" in (nodes[t] as object)) || (depths[t] as number) >= deepest;
  const leaves = new Int32Array(nodes.length);
  for (let t = nodes.length - 1; t >= 0; t--) {
    const node = nodes[t] as (typeof nodes)[number];
    leaves[t] = "question" in node ? (leaves[node.left] as number) + (leaves[node.right] as number) : 1;
  }
  const columns = new Float64Array(nodes.length);
  const shown: number[] = [];
  let ends = 0;
  const rest = [0];
  while (rest.length > 0) {
    const t = rest.pop() as number;
    const node = nodes[t] as (typeof nodes)[number];
    shown.push(t);
    if (isEnd(t)) columns[t] = ends++ + 0.5;
    else if ("question" in node) rest.push(node.right, node.left);
  }
  // branches stand after their node in `shown`
  for (const t of [...shown].reverse()) {
    const node = nodes[t] as (typeof nodes)[number];
    if ("question" in node && !isEnd(t)) {
      columns[t] = ((columns[node.left] as number) + (columns[node.right] as number)) / 2;
    }
  }
  const placed = shown.map(
    (t): PlacedNode => ({
      at: t,
      column: columns[t] as number,
      depth: depths[t] as number,
      end: isEnd(t),
      leaves: leaves[t] as number,
    }),
  );
  return { placed, ends, rows: 1 + placed.reduce((most, { depth }) => Math.max(most, depth), 0) };
}

/** The most levels of which all ends fit. */
function fittingDepth({ nodes }: Pick<TreeModel, "nodes">, depths: Int32Array): number {
  const questions: number[] = [];
  nodes.forEach((node, t) => {
    if (!("question" in node)) return;
    const depth = depths[t] as number;
    questions[depth] = (questions[depth] ?? 0) + 1;
  });
  // each question makes of one end two
  let ends = 1;
  for (let depth = 0; depth < questions.length; depth++) {
    ends += questions[depth] ?? 0;
    if (ends > MOST_ENDS) return depth;
  }
  return questions.length;
}
