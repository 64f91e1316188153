import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { surpriseOf } from "../../math/brier.ts";
import { momentsOf } from "../../math/moments.ts";
import { normalQuantile } from "../../math/normal.ts";
import { requireOutcomes, requireScores } from "../../math/outcomes.ts";
import { rocAucDifference } from "../../math/roc-difference.ts";
import { notChances, tooFewOf } from "./measure.ts";
import type { ScoreComparison } from "./types.ts";

/** Options of {@link compareScores}. */
export interface CompareScoresOptions {
  /** Nominal coverage of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/**
 * Which of two scores is better on the same customers, beyond luck: the difference of what both do, customer by
 * customer, so that a hard book of customers counts against neither.
 *
 * @param first - A score per customer, higher for more likely. Not mutated.
 * @param second - Another score of the same customers.
 * @param outcomes - 1 for yes and 0 for no.
 * @param options - `level`.
 * @returns Difference of the areas under the ROC curves (first less second) with DeLong's interval and test; for
 * chances also of Brier score and log loss with paired normal intervals. An interval that leaves 0 out decides.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const outcomes = [1, 1, 1, 0, 0, 0];
 * const compared = compareScores([0.9, 0.8, 0.7, 0.3, 0.2, 0.1], [0.6, 0.5, 0.4, 0.5, 0.6, 0.3], outcomes);
 * compared.auc.difference.value; // ≈ 0.4444
 * compared.brier.interval.upper < 0; // => true
 * ```
 * @see DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44
 */
export function compareScores(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: CompareScoresOptions = {},
): ScoreComparison {
  requireScores(first, outcomes, "first");
  requireScores(second, outcomes, "second");
  requireOutcomes(outcomes, true);
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const n = outcomes.length;
  let events = 0;
  for (let i = 0; i < n; i++) events += outcomes[i] as number;
  const refused: Abstention | undefined =
    notChances(first) ??
    notChances(second) ??
    (n < 2 ? { abstained: { code: "too_few_rows", params: { n, needed: 2 } } } : undefined);
  return {
    n,
    auc: rocAucDifference(first, second, outcomes, { level }) ?? tooFewOf(events, n - events),
    brier: refused ?? pairedMean(n, level, (i) => squared(first, outcomes, i) - squared(second, outcomes, i)),
    logLoss:
      refused ??
      pairedMean(
        n,
        level,
        (i) =>
          surpriseOf(first[i] as number, outcomes[i] as number) -
          surpriseOf(second[i] as number, outcomes[i] as number),
      ),
  };
}

function squared(chances: ArrayLike<number>, outcomes: ArrayLike<number>, i: number): number {
  return ((chances[i] as number) - (outcomes[i] as number)) ** 2;
}

function pairedMean(n: number, level: number, difference: (i: number) => number): Estimate {
  const differences = new Float64Array(n);
  for (let i = 0; i < n; i++) differences[i] = difference(i);
  const { mean: value, m2 } = momentsOf(differences);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(m2 / (n - 1) / n);
  return { value, n, interval: { lower: value - reach, upper: value + reach, level } };
}
