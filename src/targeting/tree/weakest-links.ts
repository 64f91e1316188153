import type { TreeNode } from "./types.ts";

/** Prices closer together than this are one step of the path. */
const ROUNDING = 1e-12;

/**
 * At what price per leaf each inner node stops being divided, by weakest-link cutting: again and again the node goes
 * whose whole branch lowers the impurity least for each leaf that it adds. A price is never above the one of the node
 * over it; leaves have the price 0.
 */
export function weakestLinks(nodes: readonly TreeNode[]): { readonly prices: Float64Array } {
  const size = nodes.length;
  const parent = new Int32Array(size).fill(-1);
  const gain = new Float64Array(size);
  const leaves = new Int32Array(size).fill(1);
  const links = minimumOf(size);
  const update = (t: number): void => {
    const node = nodes[t] as TreeNode;
    if (!("question" in node)) return;
    const { left, right } = node;
    gain[t] = node.gain + (gain[left] as number) + (gain[right] as number);
    leaves[t] = (leaves[left] as number) + (leaves[right] as number);
    links.set(t, (gain[t] as number) / ((leaves[t] as number) - 1));
  };
  // branches come after the node they belong to
  for (let t = size - 1; t >= 0; t--) {
    const node = nodes[t] as TreeNode;
    if (!("question" in node)) continue;
    parent[node.left] = t;
    parent[node.right] = t;
    update(t);
  }
  const prices = new Float64Array(size);
  let price = 0;
  while (true) {
    const [weakest, least] = links.least();
    if (least === Number.POSITIVE_INFINITY) return { prices };
    if (least > price * (1 + ROUNDING)) price = least;
    const falling = [weakest];
    while (falling.length > 0) {
      const t = falling.pop() as number;
      const node = nodes[t] as TreeNode;
      if (!("question" in node) || !links.holds(t)) continue;
      prices[t] = price;
      links.set(t, Number.POSITIVE_INFINITY);
      falling.push(node.left, node.right);
    }
    gain[weakest] = 0;
    leaves[weakest] = 1;
    for (let t = parent[weakest] as number; t >= 0; t = parent[t] as number) update(t);
  }
}

/** Numbers of which the least is found fast after each change: a knock-out tree. */
interface Minimum {
  readonly set: (at: number, value: number) => void;
  readonly holds: (at: number) => boolean;
  readonly least: () => readonly [at: number, value: number];
}

function minimumOf(size: number): Minimum {
  let width = 1;
  while (width < size) width *= 2;
  const tree = new Float64Array(2 * width).fill(Number.POSITIVE_INFINITY);
  return {
    set: (at, value) => {
      tree[width + at] = value;
      for (let t = (width + at) >> 1; t >= 1; t >>= 1) {
        tree[t] = Math.min(tree[2 * t] as number, tree[2 * t + 1] as number);
      }
    },
    holds: (at) => tree[width + at] !== Number.POSITIVE_INFINITY,
    least: () => {
      let t = 1;
      while (t < width) t = 2 * t + (tree[2 * t] === tree[t] ? 0 : 1);
      return [t - width, tree[t] as number];
    },
  };
}
