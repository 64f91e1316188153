import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { ChannelFit } from "./channels.ts";
import type { ObservedSpend, ResponseCurve, ResponseCurveModel, ShapeParameter } from "./types.ts";

/** Below this standard deviation over the mean a spend hardly moves along its curve. */
const LITTLE_VARIATION = 0.2;

/** A tenth of three years: fewer weeks with spend say little about a curve with three parameters. */
const FEW_WEEKS = 15;

/** R² of a column by everything else at which its error is ten times inflated in variance: the usual limit. */
const CONFOUNDED = 0.9;

/** Correlation of two columns from which they are named. */
export const COLLINEAR = 0.8;

/** Less of its range ruled out than this: the interval of the parameter is the range that was searched. */
const NOTHING_LEARNED = 0.15;

/** Half of the range of the half saturation still open: the slope of the curve is then as much assumed as learned. */
const MARGIN_LEARNED = 0.5;

/** A carryover rate down to this near zero: half the spend of a week would be left after less than a third of one. */
const NO_CARRYOVER = 0.1;

/** Nearer to an end of the range than this share of it. */
const AT_BOUND = 0.005;

/** Everything that speaks against trusting a channel's figures. */
export function channelWarnings(
  fit: ChannelFit,
  curve: ResponseCurve,
  observed: ObservedSpend,
  parameters: readonly ShapeParameter[],
  contribution: Estimate,
): readonly Reason[] {
  const { shape, place, partners, explained } = fit;
  const channel = shape.id;
  const found: Reason[] = [];
  const { spend } = shape;
  const spread = Math.sqrt(spend.reduce((total, x) => total + (x - observed.mean) ** 2, 0) / spend.length);
  const variation = spread / observed.mean;
  if (variation < LITTLE_VARIATION) found.push({ code: "media_little_variation", params: { channel, variation } });
  if (observed.activeWeeks < FEW_WEEKS) {
    found.push({ code: "media_few_weeks", params: { channel, weeks: observed.activeWeeks } });
  }
  for (const { id, correlation } of partners) {
    found.push({ code: "media_collinear", params: { channel, other: id, correlation } });
  }
  if (explained >= CONFOUNDED) found.push({ code: "media_confounded", params: { channel, explained } });
  const { interval } = contribution;
  const unclear = interval.lower <= 0;
  if (unclear) found.push({ code: "media_effect_unclear", params: { channel, upper: interval.upper } });
  const { saturation } = curve;
  const half = saturation.kind === "hill" ? saturation.half : saturation.scale;
  if (half > observed.carriedMax) {
    found.push({ code: "media_half_beyond", params: { channel, half, max: observed.carriedMax } });
  }
  for (const [k, { parameter, value, interval: range, learned }] of parameters.entries()) {
    const at = place[k] as number;
    // a rate of 0 is an answer, not the end of a search that was too narrow
    const natural = parameter === "rate" && value < NO_CARRYOVER;
    if (Math.min(at, 1 - at) < AT_BOUND && !natural) {
      found.push({ code: "media_at_bound", params: { channel, parameter, value } });
    }
    if (learned < NOTHING_LEARNED) found.push({ code: "media_shape_unknown", params: { channel, parameter, learned } });
    else if (parameter === "rate" && range.lower < NO_CARRYOVER) {
      found.push({ code: "media_carryover_unclear", params: { channel, upper: range.upper } });
    }
    if (parameter === "reach" && learned < MARGIN_LEARNED) {
      found.push({ code: "media_margin_assumed", params: { channel, learned } });
    }
  }
  return found;
}

/** What a fit says against itself, which goes along with everything computed from it. */
export function doubtsOf({ fittedOn }: ResponseCurveModel): readonly Reason[] {
  return fittedOn.notes.filter(({ code }) => code !== "media_control_redundant");
}
