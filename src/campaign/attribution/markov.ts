import { type Absorption, absorb } from "./absorption.ts";
import { type Chain, countChain } from "./chain.ts";
import type { Journeys, Outcome } from "./journeys.ts";
import { type Credits, squaredInfluence } from "./tally.ts";

/** Credits of the chain, one entry per outcome, and how much of its conversions each channel carries. */
export interface MarkovCredits {
  readonly credits: readonly Credits[];
  readonly removalEffects: Float64Array;
}

/**
 * Removal effects of a chain of any order, brought to the sum of the outcome.
 *
 * @returns `undefined` when the equations of a large chain do not settle.
 */
export function creditByMarkov(journeys: Journeys, order: number): MarkovCredits | undefined {
  const { channels, outcomes, won } = journeys;
  const chain = countChain(journeys, order);
  const rewards = outcomes.map(({ sums }) => {
    const reward = new Float64Array(chain.states);
    for (let node = 1; node < won.length; node++) {
      const state = chain.stateOf[node] as number;
      reward[state] = (reward[state] as number) + (sums[node] as number);
    }
    return reward;
  });
  const whole = absorb(chain, rewards, -1);
  if (whole === undefined) return undefined;
  const without: Absorption[] = [];
  for (let c = 0; c < channels.length; c++) {
    const solved = absorb(chain, rewards, c);
    if (solved === undefined) return undefined;
    without.push(solved);
  }
  const lostWithout = (outcome: number): Float64Array => {
    const all = startOf(whole, outcome);
    return Float64Array.from(without, (solved) => Math.max(0, all - startOf(solved, outcome)));
  };
  return {
    credits: outcomes.map((outcome, k) => spread(journeys, chain, outcome, k, whole, without, lostWithout(k))),
    removalEffects: lostWithout(0).map((lost) => lost / startOf(whole, 0)),
  };
}

const startOf = ({ expected }: Absorption, outcome: number): number => (expected[outcome] as Float64Array)[0] as number;

/**
 * Credits in proportion to what is lost, with variances from the influence of each journey: the derivative of the
 * credit by the journey's count (infinitesimal jackknife). The derivative of the expected outcome by one more step
 * from s to t is visits(s)·(f(t) − f(s)) ÷ counted visits(s), summed over the steps of the journey.
 */
function spread(
  { trie, lost, won, n }: Journeys,
  chain: Chain,
  { sums, squares, total }: Outcome,
  outcome: number,
  whole: Absorption,
  without: readonly Absorption[],
  losses: Float64Array,
): Credits {
  const nodes = trie.size();
  const { stateOf } = chain;
  const all = losses.reduce((sum, loss) => sum + loss, 0);
  const steps = new Float64Array(nodes);
  /** Sum of the derivatives along a node's sequence. */
  const walk = ({ expected, weight }: Absorption): void => {
    const f = expected[outcome] as Float64Array;
    for (let node = 1; node < nodes; node++) {
      const parent = trie.parent(node);
      const source = stateOf[parent] as number;
      const gain = (f[stateOf[node] as number] as number) - (f[source] as number);
      steps[node] = (steps[parent] as number) + (weight[source] as number) * gain;
    }
  };
  const constantOf = ({ expected, weight }: Absorption, node: number): number => {
    const state = stateOf[node] as number;
    return (steps[node] as number) - (weight[state] as number) * ((expected[outcome] as Float64Array)[state] as number);
  };
  const slopeOf = ({ weight }: Absorption, node: number): number => weight[stateOf[node] as number] as number;

  // a journey with outcome u moves what is expected by constant + slope · u
  const wholeConstant = new Float64Array(nodes);
  const sumConstant = new Float64Array(nodes);
  const sumSlope = new Float64Array(nodes);
  walk(whole);
  for (let node = 1; node < nodes; node++) wholeConstant[node] = constantOf(whole, node);
  for (const solved of without) {
    walk(solved);
    for (let node = 1; node < nodes; node++) {
      sumConstant[node] = (sumConstant[node] as number) + (wholeConstant[node] as number) - constantOf(solved, node);
      sumSlope[node] = (sumSlope[node] as number) + slopeOf(whole, node) - slopeOf(solved, node);
    }
  }
  const untouched = (lost[0] as number) + (won[0] as number);
  const variance = new Float64Array(without.length);
  const shareVariance = new Float64Array(without.length);
  without.forEach((solved, c) => {
    walk(solved);
    const share = (losses[c] as number) / all;
    const usual = (share * total) / n;
    let credit = untouched * usual * usual;
    let around = 0;
    for (let node = 1; node < nodes; node++) {
      const count = won[node] as number;
      if (count === 0 && lost[node] === 0) continue;
      const loss = (wholeConstant[node] as number) - constantOf(solved, node);
      const constant = (loss - share * (sumConstant[node] as number)) / all;
      const slope = (slopeOf(whole, node) - slopeOf(solved, node) - share * (sumSlope[node] as number)) / all;
      const [sum, square] = [sums[node] as number, squares[node] as number];
      around += (lost[node] as number) * constant ** 2 + squaredInfluence(constant, slope, count, sum, square);
      const base = total * constant - usual;
      credit += (lost[node] as number) * base ** 2 + squaredInfluence(base, total * slope + share, count, sum, square);
    }
    variance[c] = credit;
    shareVariance[c] = around;
  });
  return { credit: losses.map((loss) => (total * loss) / all), variance, shareVariance };
}
