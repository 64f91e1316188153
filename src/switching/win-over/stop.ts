import { normalQuantile } from "../../math/normal.ts";
import type { DoseResponse } from "./chance.ts";
import type { WinChance, WinOverStop } from "./types.ts";

/** A try that does not pay any more. */
export interface NextTry {
  /** Chance × what a win leaves. */
  readonly worth: number;
}

/**
 * Counts the tries that pay: after each failure the chance falls, by what past later tries show or by the doubt about it,
 * and the first try whose chance × win is below its cost is not made.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, 2.4 (a beta belief after failures)
 */
export function stopRule(
  response: DoseResponse,
  dose: number,
  win: number,
  cost: number,
  maxTries: number,
): { readonly stop: WinOverStop; readonly next?: NextTry } {
  const first = response.at(dose);
  const worth = response.triesWorth ?? beliefOf(first);
  const learnsFrom = response.learnsFrom === "belief" && worth === undefined ? "none" : response.learnsFrom;
  const chanceOf = (failed: number): number => {
    if (learnsFrom === "measured") return response.at(dose, failed).value;
    if (learnsFrom === "belief") return (first.value * (worth as number)) / ((worth as number) + failed);
    return first.value;
  };
  const chances: number[] = [];
  let lost = 1;
  let expectedValue = 0;
  let next: NextTry | undefined;
  for (let failed = 0; ; failed++) {
    const chance = chanceOf(failed);
    const pays = chance * win > cost;
    if (!pays) next = { worth: Math.max(0, chance * win) };
    if (!pays || failed >= maxTries) break;
    chances.push(chance);
    expectedValue += lost * (chance * win - cost);
    lost *= 1 - chance;
  }
  const tries = chances.length;
  const stop = { tries, spend: tries * cost, chances, learnsFrom, chance: 1 - lost, expectedValue };
  return next === undefined ? { stop } : { stop, next };
}

/** How many tries a belief with this mean and interval is worth: the a + b of a beta distribution of the same spread. */
function beliefOf({ value, interval }: WinChance): number | undefined {
  if (interval === undefined) return undefined;
  const deviation = (interval.upper - interval.lower) / (2 * normalQuantile((1 + interval.level) / 2));
  const worth = (value * (1 - value)) / deviation ** 2 - 1;
  // a doubt as wide as can be is worth next to nothing: one failure then takes almost all of it
  return Number.isFinite(worth) ? Math.max(worth, 1e-3) : undefined;
}
