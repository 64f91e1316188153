import { requireNumber } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { averagePrecision } from "../../math/average-precision.ts";
import { brierScore, logLoss } from "../../math/brier.ts";
import { calibrationLine } from "../../math/calibration-line.ts";
import { type OutcomeWeights, requireOutcomes, requireScores, weightsOf } from "../../math/outcomes.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { reliabilityTable } from "../../math/reliability.ts";
import { rocAuc } from "../../math/roc.ts";
import type { ChanceMeasures, ScoreMeasures } from "./types.ts";

/** Options of {@link measureScores}. */
export interface MeasureScoresOptions extends OutcomeWeights {
  /** Nominal coverage of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Groups of the reliability table and of the Brier score's parts, a whole number from 1 to 1,000; default 10. */
  readonly bins?: number;
  /** Seed of the resampling behind the interval of the precision area, any safe integer; default 1. */
  readonly seed?: number;
  /** Resamples of it, 20 to 10,000; default 200, fewer (50 at least) above 100,000 customers. */
  readonly resamples?: number;
}

/** Rows of either kind that a ranking needs. */
const BOTH_KINDS = 2;

/**
 * How good a score is at finding the customers who will say yes, and whether its chances can be believed. Give it
 * scores of customers who had no part in making it: held back, later, or out of {@link crossValidate}.
 *
 * @param scores - One per customer, higher for more likely; chances where all lie in [0, 1]. Not mutated.
 * @param outcomes - 1 for yes and 0 for no, one per score.
 * @param options - `level`, `bins`, `seed`, `resamples`, and `weights` when a row stands for several customers.
 * @returns Area under the ROC curve, precision area, and for chances Brier score, log loss, reliability table and
 * calibration line, each with its interval; `methods` names how each was made. What the data cannot carry is refused
 * with a reason. The order of rows has no say.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const measures = measureScores([0.9, 0.8, 0.4, 0.3, 0.2], [1, 0, 1, 0, 0]);
 * measures.auc.value; // ≈ 0.8333
 * measures.chances.brier.value; // ≈ 0.228
 * measureScores([700, 650], [1, 0]).chances.abstained.code; // => "judging_not_chances"
 * ```
 */
export function measureScores(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: MeasureScoresOptions = {},
): ScoreMeasures {
  requireScores(scores, outcomes, "scores");
  requireOutcomes(outcomes, true);
  const weights = weightsOf(options, scores.length);
  const { level = 0.95, bins = 10, seed = 1, resamples } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(bins, "options.bins", { min: 1, max: 1000, integer: true });
  let n = 0;
  let events = 0;
  for (let i = 0; i < weights.length; i++) {
    n += weights[i] as number;
    events += (weights[i] as number) * (outcomes[i] as number);
  }
  const tooFew: Abstention = tooFewOf(events, n - events);
  const shared = { level, weights };
  return {
    n,
    events,
    baseRate: { value: events / n, n, interval: wilsonInterval(events, n, level) },
    auc: rocAuc(scores, outcomes, shared) ?? tooFew,
    precisionArea:
      averagePrecision(scores, outcomes, { ...shared, seed, ...(resamples === undefined ? {} : { resamples }) }) ??
      tooFew,
    chances: notChances(scores) ?? chanceMeasures(scores, outcomes, { ...shared, bins }),
    methods: {
      baseRate: "wilson",
      auc: "delong_newcombe",
      precisionArea: "bootstrap_log_odds",
      brier: "normal",
      logLoss: "normal",
      reliability: "jeffreys",
      calibration: "wald",
    },
  };
}

/** Says that two of either kind are needed. */
export function tooFewOf(events: number, nonEvents: number, needed: number = BOTH_KINDS): Abstention {
  return { abstained: { code: "judging_too_few", params: { events, nonEvents, needed } } };
}

/** Why scores are no chances; `undefined` where all lie in [0, 1]. */
export function notChances(scores: ArrayLike<number>): Abstention | undefined {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    lowest = Math.min(lowest, scores[i] as number);
    highest = Math.max(highest, scores[i] as number);
  }
  if (lowest >= 0 && highest <= 1) return undefined;
  return { abstained: { code: "judging_not_chances", params: { lowest, highest } } };
}

function chanceMeasures(
  chances: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: { readonly level: number; readonly bins: number; readonly weights: ArrayLike<number> },
): ChanceMeasures {
  const { level, weights } = options;
  return {
    brier: brierScore(chances, outcomes, options),
    logLoss: logLoss(chances, outcomes, { level, weights }),
    reliability: reliabilityTable(chances, outcomes, options),
    calibration: calibrationLine(chances, outcomes, { level, weights }) ?? {
      abstained: { code: "judging_no_line", params: { n: chances.length } },
    },
  };
}
