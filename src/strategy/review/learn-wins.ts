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
  /** Months in which somebody was pursued and had not come before; half of one in which another move won them. */
  readonly months: number;
  /** Whether another move pulled in a month of a win, so that the count is near the data but not all they say. */
  readonly shared: boolean;
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
 * Learns from who came in which month under which move: wins and months of pursuit are added to a beta belief. Whom one
 * move won in the course of a month the others had pursued for half of it: log(1 − exp(−h)) is log h − h/2 up to h²/24.
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
  const shared = new Uint8Array(assumptions.length);
  for (const { moves, units, first, wonBy } of pieces) {
    const until = Math.min(months - 1, first - 1);
    const pulling = moves.filter((move) => runs(move, until) && move.effects.some(({ on }) => on === "conversion"));
    const contested = wonBy !== undefined && pulling.length > 1;
    for (const move of moves) {
      for (const { on, assumption } of move.effects) {
        if (on !== "conversion") continue;
        let tried = 0;
        for (let t = move.start; t <= until; t++) if (runs(move, t)) tried++;
        if (contested && pulling.includes(move)) {
          shared[assumption] = 1;
          if (wonBy !== move) tried -= 0.5;
        }
        tries[assumption] = (tries[assumption] as number) + units * tried;
        if (wonBy === move) wins[assumption] = (wins[assumption] as number) + units;
      }
    }
  }
  return assumptions.map(({ on, distribution }, k) => {
    const belief = on === "conversion" ? betaBelief(distribution) : undefined;
    if (belief === undefined || !((tries[k] as number) > 0)) return undefined;
    const [won, tried] = [wins[k] as number, tries[k] as number];
    return { a: belief.a + won, b: belief.b + tried - won, wins: won, months: tried, shared: shared[k] === 1 };
  });
}
