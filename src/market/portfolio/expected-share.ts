import type { Estimate } from "../../core/estimate.ts";

/** Steps of the scale of shares on which the distribution is added up. */
const STEPS = 2000;

/**
 * Share of all size that truly belongs to a quadrant: each business is in it with its own chance, independent of the
 * others. The whole distribution is added up business by business, because with few of unequal size no normal curve
 * fits.
 *
 * @param weights - Share of each business; they sum to 1.
 * @param chances - Chance of each business to be in the quadrant.
 */
export function expectedShare(weights: readonly number[], chances: readonly number[], level: number): Estimate {
  let mass: Float64Array = new Float64Array(STEPS + 2);
  mass[0] = 1;
  let value = 0;
  let largest = 0;
  weights.forEach((weight, i) => {
    const chance = chances[i] as number;
    value += weight * chance;
    if (chance === 0 || weight === 0) return;
    const steps = weight * STEPS;
    const whole = Math.floor(steps);
    const rest = steps - whole;
    const next = new Float64Array(STEPS + 2);
    for (let at = 0; at <= largest; at++) {
      const here = mass[at] as number;
      if (here === 0) continue;
      next[at] = (next[at] as number) + here * (1 - chance);
      // split between both neighbours, so that the mean stays exact
      const low = Math.min(STEPS, at + whole);
      next[low] = (next[low] as number) + here * chance * (1 - rest);
      const high = Math.min(STEPS, low + 1);
      next[high] = (next[high] as number) + here * chance * rest;
    }
    mass = next;
    largest = Math.min(STEPS, largest + whole + 1);
  });
  const lower = quantileOf(mass, (1 - level) / 2);
  const upper = quantileOf(mass, (1 + level) / 2);
  const mean = Math.min(1, value);
  // where nothing is in doubt the step next to a weight is not an interval
  const sure = chances.every((chance, i) => chance === 0 || chance === 1 || weights[i] === 0);
  const interval = sure ? { lower: mean, upper: mean } : { lower: Math.min(lower, mean), upper: Math.max(upper, mean) };
  return { value: mean, n: weights.length, interval: { ...interval, level } };
}

function quantileOf(mass: Float64Array, wanted: number): number {
  let below = 0;
  for (let at = 0; at <= STEPS; at++) {
    below += mass[at] as number;
    if (below >= wanted) return at / STEPS;
  }
  return 1;
}
