import type { Estimate } from "../../core/estimate.ts";
import { normalCdf } from "../../math/normal.ts";

/** Steps of the scale of shares on which the distribution is added up. */
const STEPS = 2000;

/** Up to so many businesses each is added up by itself; of more, those above one part in so many. */
const FEW = 200;

/**
 * Share of all size that truly belongs to a quadrant: each business is in it with its own chance, independent of the
 * others. The whole distribution is added up business by business, because with few of unequal size no normal curve
 * fits. Beyond {@link FEW} the small ones are taken together as a normal curve: there are many of them, and a business
 * below a step would otherwise be spread over more than its size.
 *
 * @param weights - Share of each business; they sum to 1.
 * @param chances - Chance of each business to be in the quadrant.
 */
export function expectedShare(weights: readonly number[], chances: readonly number[], level: number): Estimate {
  let mass: Float64Array = new Float64Array(STEPS + 2);
  mass[0] = 1;
  let value = 0;
  let largest = 0;
  let [mean, variance] = [0, 0];
  weights.forEach((weight, i) => {
    const chance = chances[i] as number;
    value += weight * chance;
    if (chance === 0 || weight === 0) return;
    const steps = weight * STEPS;
    if (weights.length > FEW && weight * FEW < 1) {
      mean += steps * chance;
      variance += steps * steps * chance * (1 - chance);
      return;
    }
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
  if (mean > 0) mass = withNormal(mass, mean, Math.sqrt(variance));
  const lower = quantileOf(mass, (1 - level) / 2);
  const upper = quantileOf(mass, (1 + level) / 2);
  const centre = Math.min(1, value);
  // where nothing is in doubt the step next to a weight is not an interval
  const sure = chances.every((chance, i) => chance === 0 || chance === 1 || weights[i] === 0);
  const ends = { lower: Math.min(lower, centre), upper: Math.max(upper, centre) };
  const interval = sure ? { lower: centre, upper: centre } : ends;
  return { value: centre, n: weights.length, interval: { ...interval, level } };
}

/** Beyond so many standard deviations nothing of a normal curve is left. */
const FAR = 8;

/** The distribution of a sum of steps and of an independent normal part, which ends at the whole. */
function withNormal(mass: Float64Array, mean: number, sd: number): Float64Array {
  const width = Math.max(sd, 1e-6);
  const from = Math.floor(mean - FAR * width);
  const to = Math.ceil(mean + FAR * width);
  const parts: number[] = [];
  let below = normalCdf((from - 0.5 - mean) / width);
  for (let step = from; step <= to; step++) {
    const next = normalCdf((step + 0.5 - mean) / width);
    parts.push(next - below);
    below = next;
  }
  const sum = new Float64Array(mass.length);
  for (let at = 0; at <= STEPS; at++) {
    const here = mass[at] as number;
    if (here === 0) continue;
    for (let k = 0; k < parts.length; k++) {
      const to = Math.max(0, Math.min(STEPS, at + from + k));
      sum[to] = (sum[to] as number) + here * (parts[k] as number);
    }
  }
  return sum;
}

function quantileOf(mass: Float64Array, wanted: number): number {
  let below = 0;
  for (let at = 0; at <= STEPS; at++) {
    below += mass[at] as number;
    if (below >= wanted) return at / STEPS;
  }
  return 1;
}
