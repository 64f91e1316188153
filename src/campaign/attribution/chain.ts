import type { Journeys } from "./journeys.ts";
import { openTrie } from "./trie.ts";

/** A chain of counted steps between states; a state is the last so many channels, state 0 the start. */
export interface Chain {
  readonly states: number;
  /** By node of the journeys: its state. */
  readonly stateOf: Int32Array;
  /** By state: place of its last channel; −1 at the start. */
  readonly channelOf: Int32Array;
  /** By state: journeys that passed it, each as often as it did. */
  readonly visits: Float64Array;
  /** Counted steps, from a state to a state, each pair once. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly steps: Float64Array;
}

/** Counts the steps of a chain whose states are the last `order` channels; journeys without a touch are left out. */
export function countChain(journeys: Journeys, order: number): Chain {
  const { trie, channelOf, lost, won } = journeys;
  const suffixes = openTrie();
  const shorter: number[] = [0];
  /** The state without its first channel. */
  const shorten = (state: number): number => {
    const known = shorter[state];
    if (known !== undefined) return known;
    // one step up at a time is as deep as the order, which is bounded
    const parent = suffixes.parent(state);
    const short = parent === 0 ? 0 : suffixes.child(shorten(parent), suffixes.label(state));
    shorter[state] = short;
    return short;
  };
  const nodes = trie.size();
  const through = new Float64Array(nodes);
  for (let node = nodes - 1; node > 0; node--) {
    through[node] = (through[node] as number) + (lost[node] as number) + (won[node] as number);
    const parent = trie.parent(node);
    through[parent] = (through[parent] as number) + (through[node] as number);
  }
  const suffixOf = new Int32Array(nodes);
  for (let node = 1; node < nodes; node++) {
    const before = suffixOf[trie.parent(node)] as number;
    const base = suffixes.depth(before) < order ? before : shorten(before);
    suffixOf[node] = suffixes.child(base, channelOf[node] as number);
  }
  // suffixes that no journey stands at are only steps to others
  const states = new Map<number, number>([[0, 0]]);
  const stateOf = suffixOf.map((suffix) => {
    const known = states.get(suffix);
    if (known !== undefined) return known;
    states.set(suffix, states.size);
    return states.size - 1;
  });
  const visits = new Float64Array(states.size);
  const edges = new Map<number, number>();
  const from: number[] = [];
  const to: number[] = [];
  const steps: number[] = [];
  visits[0] = through[0] as number;
  for (let node = 1; node < nodes; node++) {
    const source = stateOf[trie.parent(node)] as number;
    const target = stateOf[node] as number;
    visits[target] = (visits[target] as number) + (through[node] as number);
    const key = source * states.size + target;
    const edge = edges.get(key);
    if (edge !== undefined) steps[edge] = (steps[edge] as number) + (through[node] as number);
    else {
      edges.set(key, from.length);
      from.push(source);
      to.push(target);
      steps.push(through[node] as number);
    }
  }
  return {
    states: states.size,
    stateOf,
    channelOf: Int32Array.from(states.keys(), (suffix) => suffixes.label(suffix)),
    visits,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    steps: Float64Array.from(steps),
  };
}
