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

/** Opens an empty trie: one hash table over (node, label), because a million paths would burden a `Map` with objects. */
export function openTrie(): Trie {
  let parents = new Int32Array(1024);
  let labels = new Int32Array(1024);
  let depths = new Int32Array(1024);
  let table = new Int32Array(4096);
  labels[0] = -1;
  let size = 1;

  const slotOf = (node: number, label: number): number => {
    let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(label + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    return (hash ^ (hash >>> 13)) & (table.length - 1);
  };
  /** Slot of the pair, or the free one where it belongs; node 0 is nobody's child, so 0 marks a free slot. */
  const find = (node: number, label: number): number => {
    let slot = slotOf(node, label);
    for (;;) {
      const found = table[slot] as number;
      if (found === 0 || (parents[found] === node && labels[found] === label)) return slot;
      slot = (slot + 1) & (table.length - 1);
    }
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
    table = new Int32Array(4 * parents.length);
    for (let node = 1; node < size; node++) table[find(parents[node] as number, labels[node] as number)] = node;
  };

  return {
    child: (node, label) => {
      const slot = find(node, label);
      const found = table[slot] as number;
      if (found !== 0) return found;
      const made = size++;
      parents[made] = node;
      labels[made] = label;
      depths[made] = (depths[node] as number) + 1;
      table[slot] = made;
      if (size === parents.length) grow();
      return made;
    },
    size: () => size,
    parent: (node) => parents[node] as number,
    label: (node) => labels[node] as number,
    depth: (node) => depths[node] as number,
  };
}
