import type { AttributionMethod } from "../../core/labels/attribution.ts";
import type { Journeys } from "./journeys.ts";
import { longestOf, sequenceOf } from "./sequences.ts";
import { addCredit, type Credits, creditsOf, emptyTally } from "./tally.ts";

/** Shares one conversion among the places of a path: writes a weight for each of the first `n` places, summing to 1. */
export type Rule = (path: Int32Array, n: number, weights: Float64Array) => void;

/** What the rules need beside the path. */
export interface RuleOptions {
  readonly positionShares: { readonly first: number; readonly last: number };
  /** Whether a channel is to be passed over as direct. */
  readonly direct: readonly boolean[];
}

/** Rules that look at the order of the channels alone, and Shapley's split, which looks at the set of them. */
export type RuleName = Exclude<AttributionMethod, "time_decay" | "markov">;

/** The rule of a method. */
export function ruleOf(method: RuleName, { positionShares, direct }: RuleOptions): Rule {
  const { first, last } = positionShares;
  const rules: Readonly<Record<RuleName, Rule>> = {
    first: (_, n, weights) => single(0, n, weights),
    last: (_, n, weights) => single(n - 1, n, weights),
    last_non_direct: (path, n, weights) => {
      let at = n - 1;
      while (at >= 0 && direct[path[at] as number] === true) at--;
      single(at < 0 ? n - 1 : at, n, weights);
    },
    linear: (_, n, weights) => void weights.fill(1 / n, 0, n),
    position: (_, n, weights) => {
      const ends = n === 2 ? first + last : 1;
      // two touches leave no middle: its share goes to the ends in proportion, to halves where both have none
      if (n > 2) weights.fill((1 - first - last) / (n - 2), 0, n);
      else weights.fill(0.5, 0, n);
      if (ends === 0) return;
      weights[0] = first / ends;
      weights[n - 1] = n === 1 ? 1 : last / ends;
    },
    shapley: distinct,
  };
  return rules[method];
}

function single(at: number, n: number, weights: Float64Array): void {
  weights.fill(0, 0, n);
  weights[at] = 1;
}

/**
 * Where a set of channels is worth the conversions on paths that touch no other channel, the game is a sum of one
 * game per set in which all its members are needed: each conversion is shared equally among its distinct channels.
 */
const distinct: Rule = (path, n, weights) => {
  let members = 0;
  for (let i = 0; i < n; i++) {
    const fresh = path.indexOf(path[i] as number) === i;
    weights[i] = fresh ? 1 : 0;
    if (fresh) members++;
  }
  for (let i = 0; i < n; i++) weights[i] = (weights[i] as number) / members;
};

/** Credits of a rule, one entry per outcome. */
export function creditByRule(journeys: Journeys, rule: Rule): readonly Credits[] {
  const { outcomes, won, channels } = journeys;
  const longest = longestOf(journeys);
  const path = new Int32Array(longest);
  const weights = new Float64Array(longest);
  const fractions = new Float64Array(channels.length);
  const tallies = outcomes.map(() => emptyTally(channels.length));
  for (let node = 1; node < won.length; node++) {
    if (won[node] === 0) continue;
    const n = sequenceOf(journeys, node, path);
    rule(path, n, weights);
    for (let i = 0; i < n; i++) {
      const channel = path[i] as number;
      fractions[channel] = (fractions[channel] as number) + (weights[i] as number);
    }
    for (let i = 0; i < n; i++) {
      const channel = path[i] as number;
      const fraction = fractions[channel] as number;
      if (fraction === 0) continue;
      fractions[channel] = 0;
      outcomes.forEach(({ sums, squares }, k) => {
        addCredit(
          tallies[k] as (typeof tallies)[number],
          channel,
          fraction,
          sums[node] as number,
          squares[node] as number,
        );
      });
    }
  }
  return tallies.map((tally, k) => creditsOf(tally, outcomes[k] as (typeof outcomes)[number], journeys.n));
}
