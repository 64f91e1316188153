import { requireNumber } from "../../core/checks.ts";
import { createRandom, type Random } from "../../math/random.ts";
import type { RankDoubt } from "./types.ts";

/** What decides a simulation of ranks, checked. */
export interface RankDraws {
  readonly draws: number;
  readonly seed: number;
  readonly level: number;
}

/** Draws, seed and level of a simulation of ranks, filled in and checked. */
export function rankDraws({ draws = 2000, seed = 1, level = 0.95 }: Partial<RankDraws>): RankDraws {
  requireNumber(draws, "options.draws", { min: 100, max: 100_000, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return { draws, seed, level };
}

/** A rank that stands in so many of the draws is called stable: odds of two to one, a convention. */
const STABLE = 2 / 3;

/**
 * How far ranks hold when what they rest on is in doubt: scores are drawn again and again and ranked anew.
 *
 * @param count - How many are ranked; index 0 holds rank 1, index 1 rank 2 and so on.
 * @param draw - Writes one draw of all scores, highest is best.
 */
export function simulateRanks(
  count: number,
  draw: (random: Random, out: Float64Array) => void,
  { draws, seed, level }: RankDraws,
): RankDoubt[] {
  const random = createRandom(seed);
  const scores = new Float64Array(count);
  const seen = Array.from({ length: count }, () => new Uint32Array(count));
  const order = Array.from({ length: count }, (_, i) => i);
  for (let d = 0; d < draws; d++) {
    draw(random, scores);
    // equal scores stay in the order of the plan, so that a ranking without doubt is its own
    order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
    for (let place = 0; place < count; place++) {
      const ranks = seen[order[place] as number] as Uint32Array;
      ranks[place] = (ranks[place] as number) + 1;
    }
  }
  return seen.map((ranks, i) => {
    const chance = (ranks[i] as number) / draws;
    return {
      rankInterval: {
        lower: rankAt(ranks, ((1 - level) / 2) * draws),
        upper: rankAt(ranks, ((1 + level) / 2) * draws),
        level,
      },
      rankChance: chance,
      firstChance: (ranks[0] as number) / draws,
      stable: chance >= STABLE,
    };
  });
}

/** The first rank up to which so many of the draws lie. */
function rankAt(ranks: Uint32Array, wanted: number): number {
  let below = 0;
  for (let place = 0; place < ranks.length; place++) {
    below += ranks[place] as number;
    if (below >= wanted && below > 0) return place + 1;
  }
  return ranks.length;
}
