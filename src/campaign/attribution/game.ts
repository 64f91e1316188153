import type { Journeys, Outcome } from "./journeys.ts";
import { longestOf, sequenceOf } from "./sequences.ts";
import { type Credits, squaredInfluence } from "./tally.ts";
import { openTrie } from "./trie.ts";

/** The distinct sets of channels that journeys touched, with what became of them. */
export interface ChannelSets {
  /** Members of each set as places among the channels, rising. */
  readonly members: readonly Int32Array[];
  readonly lost: Float64Array;
  readonly won: Float64Array;
  /** Sums and sums of squares by outcome. */
  readonly outcomes: readonly { readonly sums: Float64Array; readonly squares: Float64Array }[];
}

/** The Shapley values of a game over rates, and how each set of journeys moves them. */
export interface RateGame {
  /** Sum to the rate of all journeys with a touch. */
  readonly values: Float64Array;
  /** A journey of set s with outcome u moves value i by constant[s · channels + i] + slope[s · channels + i] · u. */
  readonly constant: Float64Array;
  readonly slope: Float64Array;
  /** Variance of each value that comes from sampling orders; absent where all were taken. */
  readonly samplingVariance?: Float64Array;
}

/** Collapses journeys to the sets of channels that they touched. */
export function setsOf(journeys: Journeys): ChannelSets {
  const { outcomes, lost, won } = journeys;
  const sets = openTrie();
  const path = new Int32Array(longestOf(journeys));
  const setOf = new Int32Array(won.length);
  for (let node = 1; node < won.length; node++) {
    if (won[node] === 0 && lost[node] === 0) continue;
    const members = path.subarray(0, sequenceOf(journeys, node, path)).sort();
    let set = 0;
    for (let i = 0; i < members.length; i++) {
      if (members[i] !== members[i - 1]) set = sets.child(set, members[i] as number);
    }
    setOf[node] = set;
  }
  const place = new Int32Array(sets.size()).fill(-1);
  const members: Int32Array[] = [];
  for (let node = 1; node < won.length; node++) {
    const set = setOf[node] as number;
    if (set === 0 || place[set] !== -1) continue;
    place[set] = members.length;
    const own = new Int32Array(sets.depth(set));
    for (let i = own.length - 1, step = set; i >= 0; i--, step = sets.parent(step)) own[i] = sets.label(step);
    members.push(own);
  }
  const gather = (column: Float64Array): Float64Array => {
    const sums = new Float64Array(members.length);
    for (let node = 1; node < won.length; node++) {
      const set = setOf[node] as number;
      if (set > 0) sums[place[set] as number] = (sums[place[set] as number] as number) + (column[node] as number);
    }
    return sums;
  };
  return {
    members,
    lost: gather(lost),
    won: gather(won),
    outcomes: outcomes.map(({ sums, squares }) => ({ sums: gather(sums), squares: gather(squares) })),
  };
}

/** Credits of one outcome from a game over rates: the values times the journeys with a touch. */
export function creditByGame(
  { channels, n, lost, won }: Journeys,
  sets: ChannelSets,
  outcome: number,
  { total }: Outcome,
  game: RateGame,
): Credits & { readonly samplingVariance?: Float64Array } {
  const { values, constant, slope, samplingVariance } = game;
  const untouched = (lost[0] as number) + (won[0] as number);
  const touched = n - untouched;
  const rate = total / touched;
  const { sums, squares } = sets.outcomes[outcome] as ChannelSets["outcomes"][number];
  const variance = new Float64Array(channels.length);
  const shareVariance = new Float64Array(channels.length);
  for (let i = 0; i < channels.length; i++) {
    const value = values[i] as number;
    const share = value / rate;
    const usual = value * (1 - touched / n);
    let credit = untouched * ((value * touched) / n) ** 2;
    let around = 0;
    for (let s = 0; s < sets.members.length; s++) {
      const a = constant[s * channels.length + i] as number;
      const b = slope[s * channels.length + i] as number;
      const gone = sets.lost[s] as number;
      const own = [sets.won[s] as number, sums[s] as number, squares[s] as number] as const;
      credit += gone * (touched * a + usual) ** 2 + squaredInfluence(touched * a + usual, touched * b, ...own);
      // the share is value ÷ rate, and one more journey with outcome u moves the rate by (u − rate) ÷ touched
      const base = (a + (share * rate) / touched) / rate;
      around += gone * base ** 2 + squaredInfluence(base, (b - share / touched) / rate, ...own);
    }
    variance[i] = credit + (samplingVariance?.[i] ?? 0) * touched * touched;
    shareVariance[i] = around + (samplingVariance?.[i] ?? 0) / (rate * rate);
  }
  return {
    credit: values.map((value) => value * touched),
    variance,
    shareVariance,
    ...(samplingVariance && { samplingVariance: samplingVariance.map((v) => v * touched * touched) }),
  };
}
