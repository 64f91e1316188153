import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { type EstimatedInput, isPast, pastCorrelation, pastMean, pastRate, stated } from "./estimated.ts";
import type { ExperimentSettings } from "./read.ts";
import type { ExperimentDesign, ExperimentOptions, MeanExperimentOptions, RateExperimentOptions } from "./types.ts";

/** What is known of the outcome, each figure stated or estimated. */
export interface ExperimentInputs {
  readonly baseline?: EstimatedInput;
  readonly spread?: EstimatedInput;
  readonly treatedSpread?: number;
  readonly correlation: EstimatedInput;
  readonly notes: readonly Reason[];
}

/** Reads baseline, spread and covariate; an abstention where past data tell none. */
export function readInputs(options: ExperimentOptions, level: number): ExperimentInputs | Abstention {
  const { covariate } = options;
  let correlation: EstimatedInput | Abstention = stated(0);
  if (covariate !== undefined) {
    requireObject(covariate, "options.covariate");
    if ("correlation" in covariate) {
      requireNumber(covariate.correlation, "options.covariate.correlation", { above: -1, below: 1 });
      correlation = stated(covariate.correlation);
    } else correlation = pastCorrelation(covariate, level);
  }
  const outcome = options.kind === "rate" ? rateInputs(options, level) : meanInputs(options, level);
  if ("abstained" in outcome) return outcome;
  return "abstained" in correlation ? correlation : { ...outcome, correlation };
}

type Outcome = Omit<ExperimentInputs, "correlation">;

function rateInputs({ baseline }: RateExperimentOptions, level: number): Outcome | Abstention {
  if (!isPast(baseline, "options.baseline")) {
    requireNumber(baseline, "options.baseline", { above: 0, below: 1 });
    return { baseline: stated(baseline), notes: [] };
  }
  const rate = pastRate(baseline, level);
  return "abstained" in rate ? rate : { baseline: rate, notes: [] };
}

function meanInputs(options: MeanExperimentOptions, level: number): Outcome | Abstention {
  const { baseline, standardDeviation, treatedStandardDeviation, skewness } = options;
  if (standardDeviation !== undefined) requireNumber(standardDeviation, "options.standardDeviation", { above: 0 });
  if (skewness !== undefined) requireNumber(skewness, "options.skewness");
  const treated: { treatedSpread?: number } = {};
  if (treatedStandardDeviation !== undefined) {
    requireNumber(treatedStandardDeviation, "options.treatedStandardDeviation", { above: 0 });
    treated.treatedSpread = treatedStandardDeviation;
  }
  if (isPast(baseline, "options.baseline")) {
    if (standardDeviation !== undefined) {
      throw new ClienteleError(
        "inconsistent",
        "options.baseline holds past amounts, which tell the spread; leave options.standardDeviation out",
        { name: "options.standardDeviation" },
      );
    }
    const past = pastMean(baseline, level);
    if ("abstained" in past) return past;
    const notes: Reason[] =
      baseline.kurtosis === undefined ? [{ code: "experiment_normal_spread", params: { n: baseline.n } }] : [];
    // the mean itself only turns an effect into a percentage; its doubt does not touch the size
    return { baseline: stated(past.mean), spread: past.spread, ...treated, notes };
  }
  if (baseline !== undefined) requireNumber(baseline, "options.baseline");
  if (standardDeviation === undefined) {
    throw new ClienteleError(
      "inconsistent",
      "options.standardDeviation is needed, or past amounts as options.baseline: { n, sum, sumOfSquares }",
      { name: "options.standardDeviation" },
    );
  }
  return {
    ...(baseline !== undefined && { baseline: stated(baseline) }),
    spread: stated(standardDeviation),
    ...treated,
    notes: [],
  };
}

/** Which end of each estimate a design is built from. */
export type InputChoice = (input: EstimatedInput) => number;

/** The estimate itself, or what was stated. */
export const asEstimated: InputChoice = ({ value }) => value;

/** The design with one choice of every estimated input. */
export function designOf(
  settings: ExperimentSettings,
  inputs: ExperimentInputs,
  baseline: InputChoice,
  spread: InputChoice,
  correlation: InputChoice,
): ExperimentDesign {
  return {
    ...settings,
    ...(inputs.baseline && { baseline: baseline(inputs.baseline) }),
    ...(inputs.spread && { standardDeviation: spread(inputs.spread) }),
    ...(inputs.treatedSpread !== undefined && { treatedStandardDeviation: inputs.treatedSpread }),
    correlation: correlation(inputs.correlation),
  };
}
