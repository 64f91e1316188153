import type { Journeys } from "./journeys.ts";

/** Walks from the end of a node's sequence to its beginning; returns its length. */
export function sequenceOf({ trie, channelOf }: Journeys, node: number, into: Int32Array): number {
  const length = trie.depth(node);
  for (let at = length - 1, step = node; at >= 0; at--, step = trie.parent(step)) into[at] = channelOf[step] as number;
  return length;
}

/** The longest sequence. */
export function longestOf({ trie }: Journeys): number {
  let longest = 0;
  for (let node = 1; node < trie.size(); node++) longest = Math.max(longest, trie.depth(node));
  return longest;
}
