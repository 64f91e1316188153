import { requireNonEmpty } from "../../core/checks.ts";
import { hasTies, tiedOrders } from "./orders.ts";
import { DAY_MS, openPathReader } from "./read-path.ts";
import { addCredit, emptyTally, type Tally } from "./tally.ts";
import { openTrie, type Trie } from "./trie.ts";
import type { TouchPath } from "./types.ts";

/** What is shared among the channels: conversions, or their value. */
export interface Outcome {
  /** By node of the trie: sum and sum of squares over the journeys that converted there; for conversions both are their number. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** The same over all nodes but the empty sequence. */
  readonly total: number;
  readonly totalSquares: number;
}

/** Paths collapsed to their distinct sequences of channels. */
export interface Journeys {
  /** By name. */
  readonly channels: readonly string[];
  readonly trie: Trie;
  /** By node: place in `channels` of the last channel; −1 at the empty sequence. */
  readonly channelOf: Int32Array;
  /** By node: journeys that ended there without and with a conversion. */
  readonly lost: Float64Array;
  readonly won: Float64Array;
  /** Conversions, then the value where the paths carry one above 0. */
  readonly outcomes: readonly Outcome[];
  /** All journeys, those without a touch included. */
  readonly n: number;
  /** Credits by time decay, one tally per outcome; nothing where a touch has no date. */
  readonly decay: readonly Tally[] | undefined;
  readonly valued: boolean;
  /** By channel: touches that count. */
  readonly touches: Float64Array;
  /** Value of conversions without a counted touch. */
  readonly missedValue: number;
  readonly afterConversion: number;
  readonly beforeWindow: number;
  readonly tied: number;
  readonly rotated: number;
}

/** How paths are read. */
export interface ReadingOptions {
  readonly lookbackDays: number | undefined;
  readonly collapse: boolean;
  readonly splitTies: boolean;
  /** Days in which a touch's weight halves, where time decay was asked for. */
  readonly halfLifeDays: number | undefined;
}

/** Reads and checks every path once, and counts each distinct sequence. */
export function readJourneys(paths: readonly TouchPath[], options: ReadingOptions): Journeys {
  requireNonEmpty(paths, "paths");
  const { collapse, splitTies } = options;
  const halfLife = (options.halfLifeDays ?? 0) * DAY_MS;
  const trie = openTrie();
  const reader = openPathReader(options.lookbackDays);
  const { channels, times, names, state } = reader;
  const ends = openSums(trie, 4);
  const decay = [emptyTally(), emptyTally()] as const;
  const placed: number[] = [];
  const weights: number[] = [];
  const fractions: number[] = [];
  const touches: number[] = [];
  let n = 0;
  let tied = 0;
  let rotated = 0;
  let undated = false;

  /** Shares one conversion by the age of its touches; the time of the conversion itself cancels out. */
  const decayed = (length: number, total: number, weight: number): void => {
    for (let i = 0; i < length; i++) {
      const channel = placed[i] as number;
      fractions[channel] = (fractions[channel] ?? 0) + (weights[i] as number) / total;
    }
    for (let i = 0; i < length; i++) {
      const channel = placed[i] as number;
      const fraction = fractions[channel] as number;
      if (fraction === 0) continue;
      fractions[channel] = 0;
      addCredit(decay[0], channel, fraction, weight, weight);
      if (state.value > 0) {
        addCredit(decay[1], channel, fraction, weight * state.value, weight * state.value * state.value);
      }
    }
  };

  /** One order of the current path, for `weight` journeys. */
  const place = (order: ArrayLike<number>, length: number, weight: number, converted: boolean): void => {
    const last = times[length - 1] as number;
    let node = 0;
    let kept = 0;
    let total = 0;
    for (let i = 0; i < length; i++) {
      const channel = order[i] as number;
      if (collapse && i + 1 < length && order[i + 1] === channel) continue;
      node = trie.child(node, channel);
      if (halfLife === 0) continue;
      placed[kept] = channel;
      total += weights[kept] = 2 ** (((times[i] as number) - last) / halfLife);
      kept++;
    }
    ends.room();
    if (!converted) ends.add(0, node, weight);
    else {
      ends.add(1, node, weight);
      ends.add(2, node, weight * state.value);
      ends.add(3, node, weight * state.value * state.value);
      if (kept > 0) decayed(kept, total, weight);
    }
  };

  for (let i = 0; i < paths.length; i++) {
    const path = paths[i] as TouchPath;
    const length = reader.read(path, i);
    const { count } = state;
    n += count;
    undated ||= length > 0 && !state.dated;
    for (let j = 0; j < length; j++) touches[channels[j] as number] = (touches[channels[j] as number] ?? 0) + count;
    if (!(splitTies && state.dated && hasTies(channels, times, length))) place(channels, length, count, path.converted);
    else {
      const { orders, rotated: many } = tiedOrders(channels, times, length, names);
      tied += count;
      if (many) rotated += count;
      for (const order of orders) place(order, length, count / orders.length, path.converted);
    }
  }

  const sorted = Array.from(names, (_, id) => id).sort((a, b) =>
    (names[a] as string) < (names[b] as string) ? -1 : 1,
  );
  const rank = new Int32Array(names.length);
  for (const [place, id] of sorted.entries()) rank[id] = place;
  const channelOf = new Int32Array(trie.size()).fill(-1);
  for (let node = 1; node < channelOf.length; node++) channelOf[node] = rank[trie.label(node)] as number;
  const [lost, won, sums, squares] = ends.columns() as [Float64Array, Float64Array, Float64Array, Float64Array];
  const worth = outcomeOf(sums, squares);
  const ranked = (tally: Tally): Tally => ({
    credit: sorted.map((id) => tally.credit[id] ?? 0),
    squares: sorted.map((id) => tally.squares[id] ?? 0),
    products: sorted.map((id) => tally.products[id] ?? 0),
  });
  return {
    channels: sorted.map((id) => names[id] as string),
    trie,
    channelOf,
    lost,
    won,
    outcomes: [outcomeOf(won, won), ...(worth.total > 0 ? [worth] : [])],
    n,
    decay: undated || halfLife === 0 ? undefined : decay.map(ranked),
    valued: state.valued,
    touches: Float64Array.from(sorted, (id) => touches[id] ?? 0),
    missedValue: sums[0] as number,
    afterConversion: state.afterConversion,
    beforeWindow: state.beforeWindow,
    tied,
    rotated,
  };
}

function outcomeOf(sums: Float64Array, squares: Float64Array): Outcome {
  let total = 0;
  let totalSquares = 0;
  for (let node = 1; node < sums.length; node++) {
    total += sums[node] as number;
    totalSquares += squares[node] as number;
  }
  return { sums, squares, total, totalSquares };
}

/** Columns of sums over the nodes of a trie that still grows. */
function openSums(
  trie: Trie,
  width: number,
): {
  room(): void;
  add(column: number, node: number, amount: number): void;
  columns(): Float64Array[];
} {
  let columns = Array.from({ length: width }, () => new Float64Array(1024));
  return {
    room: () => {
      const length = (columns[0] as Float64Array).length;
      if (trie.size() <= length) return;
      columns = columns.map((old) => {
        const wide = new Float64Array(Math.max(trie.size(), 2 * length));
        wide.set(old);
        return wide;
      });
    },
    add: (column, node, amount) => {
      const sums = columns[column] as Float64Array;
      sums[node] = (sums[node] as number) + amount;
    },
    columns: () => columns.map((column) => column.slice(0, trie.size())),
  };
}
