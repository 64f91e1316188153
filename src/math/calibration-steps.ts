import { type IsotonicStep, isotonicRegression, poolAdjacentViolators } from "./isotonic.ts";
import type { OutcomeWeights } from "./outcomes.ts";

/**
 * Isotonic steps that can be taken for chances: on each stands one row more, at the base rate, since three rows that did
 * not come true are no proof that none will. @internal
 */
export function calibrationSteps(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: OutcomeWeights = {},
): IsotonicStep[] {
  const steps = isotonicRegression(scores, outcomes, options);
  const n = steps.reduce((sum, step) => sum + step.n, 0);
  const rate = steps.reduce((sum, step) => sum + step.n * step.mean, 0) / n;
  const drawn = steps.map((step) => ({ n: step.n, mean: (step.n * step.mean + rate) / (step.n + 1) }));
  return poolAdjacentViolators(drawn).map(({ first, last, n: size, mean }) => ({
    from: (steps[first] as IsotonicStep).from,
    to: (steps[last] as IsotonicStep).to,
    n: size,
    mean,
  }));
}
