/** Sequences of small whole numbers that share their beginnings; node 0 is the empty one, parents come before children. */
export interface Trie {
  /** The node one label further, made where there is none. */
  child(node: number, label: number): number;
  /** Nodes so far. */
  size(): number;
  parent(node: number): number;
  /** The last label of the sequence; −1 at node 0. */
  label(node: number): number;
  depth(node: number): number;
}

/** Cells of a slot: the child, its parent, its label; the fourth is air, so that a slot lies in one cache line. */
const WIDTH = 4;

/** Opens an empty trie: one hash table over (node, label), because a million paths would burden a `Map` with objects. */
export function openTrie(): Trie {
  let parents = new Int32Array(1024);
  let labels = new Int32Array(1024);
  let depths = new Int32Array(1024);
  let table = new Int32Array(2048 * WIDTH);
  let mask = 2047;
  labels[0] = -1;
  let size = 1;

  /** First cell of the pair's slot, or of the free one where it belongs; node 0 is nobody's child, so 0 marks a free slot. */
  const find = (node: number, label: number): number => {
    let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(label + 1, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const cell = slot * WIDTH;
      if (table[cell] === 0 || (table[cell + 1] === node && table[cell + 2] === label)) return cell;
      slot = (slot + 1) & mask;
    }
  };
  const put = (cell: number, child: number): void => {
    table[cell] = child;
    table[cell + 1] = parents[child] as number;
    table[cell + 2] = labels[child] as number;
  };
  const grow = (): void => {
    const widen = (old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const wide = new Int32Array(2 * old.length);
      wide.set(old);
      return wide;
    };
    parents = widen(parents);
    labels = widen(labels);
    depths = widen(depths);
    table = new Int32Array(2 * parents.length * WIDTH);
    mask = 2 * parents.length - 1;
    for (let node = 1; node < size; node++) put(find(parents[node] as number, labels[node] as number), node);
  };

  return {
    child: (node, label) => {
      const cell = find(node, label);
      const found = table[cell] as number;
      if (found !== 0) return found;
      const made = size++;
      parents[made] = node;
      labels[made] = label;
      depths[made] = (depths[node] as number) + 1;
      put(cell, made);
      if (size === parents.length) grow();
      return made;
    },
    size: () => size,
    parent: (node) => parents[node] as number,
    label: (node) => labels[node] as number,
    depth: (node) => depths[node] as number,
  };
}
