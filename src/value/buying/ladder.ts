import { digamma } from "../../math/gamma.ts";
import { logGammaDifference } from "../../math/stirling.ts";

/**
 * How many customers stand above each step of a count: the sum over customers of ln Γ(θ + x) − ln Γ(θ) is then one
 * logarithm per step, whatever the number of customers.
 */
export interface Ladder {
  /** Distinct counts above 0, ascending. */
  readonly steps: Float64Array;
  /** Customers whose count reaches each. */
  readonly reaching: Float64Array;
}

/** Longest gap between counts that is walked step by step. */
const SHORT = 32;

export function ladderOf(counts: ArrayLike<number>, weights: ArrayLike<number>): Ladder {
  const customers = new Map<number, number>();
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count > 0) customers.set(count, (customers.get(count) ?? 0) + (weights[i] as number));
  }
  const steps = Float64Array.from(customers.keys()).sort();
  const reaching = new Float64Array(steps.length);
  let above = 0;
  for (let i = steps.length - 1; i >= 0; i--) {
    above += customers.get(steps[i] as number) as number;
    reaching[i] = above;
  }
  return { steps, reaching };
}

/** Sum over customers of ln Γ(θ + count) − ln Γ(θ), and its derivative by θ. */
export function climb({ steps, reaching }: Ladder, theta: number): readonly [value: number, slope: number] {
  let value = 0;
  let slope = 0;
  let from = 0;
  for (let i = 0; i < steps.length; i++) {
    const to = steps[i] as number;
    let logs = 0;
    let inverses = 0;
    if (to - from <= SHORT) {
      for (let k = from; k < to; k++) {
        logs += Math.log(theta + k);
        inverses += 1 / (theta + k);
      }
    } else {
      logs = logGammaDifference(theta + from, to - from);
      inverses = digamma(theta + to) - digamma(theta + from);
    }
    value += (reaching[i] as number) * logs;
    slope += (reaching[i] as number) * inverses;
    from = to;
  }
  return [value, slope];
}
