import { ClienteleError } from "../core/errors.ts";
import { fitLogistic } from "./logistic.ts";
import { type OutcomeWeights, requireOutcomes, requireScores, weightsOf } from "./outcomes.ts";

/** A score turned into a chance: log-odds = intercept + slope · score. */
export interface PlattScale {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * Turns a score of any scale into a chance, by a logistic curve through what came true.
 *
 * @param scores - Finite numbers, such as raw log-odds, one per row. Take them from rows that did not teach the score.
 * @param outcomes - 0 or 1, one per score.
 * @param options - `weights`: how many rows each stands for.
 * @returns Intercept and slope. Targets are drawn slightly inwards, as Platt does, so that a score that tells the two
 * kinds apart perfectly has a finite slope; a score that never changes has slope 0.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`,
 * `no_convergence` for scores so large that no slope can be found: scale them.
 * @example
 * ```ts
 * const scale = fitPlatt([-2, -1, 0, 0, 1, 2], [0, 0, 1, 0, 1, 1]);
 * scale.slope > 0; // => true
 * ```
 * @see Platt (1999), Advances in Large Margin Classifiers, 61–74; Lin, Lin & Weng (2007), Machine Learning 68
 */
export function fitPlatt(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: OutcomeWeights = {},
): PlattScale {
  requireScores(scores, outcomes, "scores");
  requireOutcomes(outcomes, true);
  const weights = weightsOf(options, scores.length);
  let won = 0;
  let lost = 0;
  let same = true;
  for (let i = 0; i < scores.length; i++) {
    if (outcomes[i] === 1) won += weights[i] as number;
    else lost += weights[i] as number;
    if (scores[i] !== scores[0]) same = false;
  }
  const high = (won + 1) / (won + 2);
  const low = 1 / (lost + 2);
  const targets = Float64Array.from(outcomes, (y) => (y === 1 ? high : low));
  const fit = fitLogistic(same ? [] : [scores], targets, { ridge: 0, weights, maxIterations: 200 });
  if (fit === undefined || !fit.converged) {
    throw new ClienteleError("no_convergence", "no slope fits these scores; bring them to a smaller scale", {});
  }
  return { intercept: fit.intercept, slope: same ? 0 : (fit.coefficients[0] as number) };
}
