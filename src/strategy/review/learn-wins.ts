import { effectMean } from "../simulate/distribution.ts";
import { runs } from "../simulate/flows.ts";
import type { ReadAssumption } from "../simulate/read-strategies.ts";
import type { EffectDistribution } from "../types.ts";
import { effectVariance } from "./belief.ts";
import type { ActualPiece } from "./pieces.ts";

/** What wins tell of one chance to come. */
export interface LearnedChance {
  readonly a: number;
  readonly b: number;
  readonly wins: number;
  /** Months in which somebody was pursued and had not come before. */
  readonly months: number;
}

/** The beta belief with the mean and spread of any other; absent where there is none. */
function betaBelief(distribution: EffectDistribution): { readonly a: number; readonly b: number } | undefined {
  if (distribution.kind === "beta") return distribution;
  const mean = effectMean(distribution);
  const variance = effectVariance(distribution);
  const strength = (mean * (1 - mean)) / variance - 1;
  if (!(mean > 0 && mean < 1 && strength > 0 && strength < Number.POSITIVE_INFINITY)) return undefined;
  return { a: mean * strength, b: (1 - mean) * strength };
}

/**
 * Learns from who came in which month under which move: wins and months of pursuit are added to a beta belief.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, 2.4
 */
export function learnWins(
  assumptions: readonly ReadAssumption[],
  pieces: readonly ActualPiece[],
  months: number,
): readonly (LearnedChance | undefined)[] {
  const wins = new Float64Array(assumptions.length);
  const tries = new Float64Array(assumptions.length);
  for (const { moves, units, first, wonBy } of pieces) {
    const until = Math.min(months - 1, first - 1);
    for (const move of moves) {
      for (const { on, assumption } of move.effects) {
        if (on !== "conversion") continue;
        let tried = 0;
        for (let t = move.start; t <= until; t++) if (runs(move, t)) tried++;
        tries[assumption] = (tries[assumption] as number) + units * tried;
        if (wonBy === move) wins[assumption] = (wins[assumption] as number) + units;
      }
    }
  }
  return assumptions.map(({ on, distribution }, k) => {
    const belief = on === "conversion" ? betaBelief(distribution) : undefined;
    if (belief === undefined || !((tries[k] as number) > 0)) return undefined;
    const [won, tried] = [wins[k] as number, tries[k] as number];
    return { a: belief.a + won, b: belief.b + tried - won, wins: won, months: tried };
  });
}
