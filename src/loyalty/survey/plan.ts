import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { adjustedWald, shareInterval } from "./interval.ts";
import { evidenceOf, requireScale } from "./sample.ts";
import type { SurveyPlan, SurveyPlanOptions } from "./types.ts";

/** Answers beyond which no survey goes. */
const MOST_ANSWERS = 1e9;

/** Slack of a half-width that was rounded on its way. */
const SLACK = 1e-12;

/**
 * How many answers a survey needs before its figure is as precise as wanted, and how many customers to invite for them.
 *
 * @param options - `metric` and `margin`: half the width wanted, in points for `nps`, as a share for `csat`, in scale
 * points for `ces`. What is expected may be stated (`expectedNps`, `expectedShare`, `standardDeviation`); left out, the
 * most demanding case is assumed. `population`, `responseRate`, `designEffect`, `level` as in the type.
 * @returns The least number of answers for which the interval that the metric itself reports is that narrow.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range` (also where more than a billion answers would be
 * needed), `unknown_id`, `inconsistent`.
 * @example
 * ```ts
 * planSurvey({ metric: "csat", margin: 0.05 }).answers; // => 381
 * planSurvey({ metric: "csat", margin: 0.05, population: 800 }).answers; // => 258
 * planSurvey({ metric: "nps", margin: 10, expectedNps: { promoters: 0.4, detractors: 0.3 }, responseRate: 0.2 }).invitations; // => 1310
 * ```
 * @see Cochran, Sampling Techniques (1977), chapter 4; searched on the intervals of {@link measureNps},
 * {@link measureCsat} and {@link measureCes} themselves
 */
export function planSurvey(options: SurveyPlanOptions): SurveyPlan {
  requireObject(options, "options");
  const { metric, margin, level = 0.95, population, responseRate = 1, designEffect = 1 } = options;
  requireOneOf(metric, ["nps", "csat", "ces"], "options.metric");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(responseRate, "options.responseRate", { above: 0, max: 1 });
  requireNumber(designEffect, "options.designEffect", { min: 1, max: 1e6 });
  if (population !== undefined) {
    requireNumber(population, "options.population", { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true });
  }
  const reached = halfWidthOf(options, level);
  requireNumber(margin, "options.margin", { above: 0, below: reached.widest });
  const halfWidth = (n: number): number => reached.at(evidenceOf({ n, effectiveN: n / designEffect, population }));
  const answers = leastNumber(
    (n) => halfWidth(n) <= margin * (1 + SLACK),
    Math.min(population ?? MOST_ANSWERS, MOST_ANSWERS),
  );
  if (answers === undefined) {
    throw new ClienteleError("out_of_range", "options.margin asks for more than a billion answers; widen it", {
      name: "options.margin",
      margin,
    });
  }
  const invited = Math.ceil(answers / responseRate - SLACK * answers);
  return {
    answers,
    invitations: Math.min(invited, population ?? invited),
    margin: halfWidth(answers),
    reachable: population === undefined || invited <= population,
  };
}

/** Half the width of the metric's own interval as a function of the evidence, and the widest margin that says anything. */
function halfWidthOf(
  options: SurveyPlanOptions,
  level: number,
): { readonly at: (evidence: number) => number; readonly widest: number } {
  if (options.metric === "csat") {
    const { expectedShare = 0.5 } = options;
    requireNumber(expectedShare, "options.expectedShare", { min: 0, max: 1 });
    return { at: (evidence) => halfOf(shareInterval(expectedShare, evidence, level)), widest: 0.5 };
  }
  const [half, mean, square] = options.metric === "nps" ? npsMoments(options) : cesMoments(options);
  return { at: (evidence) => half * halfOf(adjustedWald(mean, square, evidence, level)), widest: half };
}

function halfOf({ lower, upper }: { readonly lower: number; readonly upper: number }): number {
  return (upper - lower) / 2;
}

function npsMoments({
  expectedNps = { promoters: 0.5, detractors: 0.5 },
}: SurveyPlanOptions): [number, number, number] {
  requireObject(expectedNps, "options.expectedNps");
  const { promoters, detractors } = expectedNps;
  requireNumber(promoters, "options.expectedNps.promoters", { min: 0, max: 1 });
  requireNumber(detractors, "options.expectedNps.detractors", { min: 0, max: 1 });
  if (promoters + detractors > 1 + SLACK) {
    throw new ClienteleError("inconsistent", "promoters and detractors expected must not exceed 1 together", {
      promoters,
      detractors,
    });
  }
  return [100, promoters - detractors, promoters + detractors];
}

function cesMoments({ scale = { min: 1, max: 7 }, standardDeviation }: SurveyPlanOptions): [number, number, number] {
  requireScale(scale, "options.scale");
  const half = (scale.max - scale.min) / 2;
  const spread = standardDeviation === undefined ? half : standardDeviation;
  requireNumber(spread, "options.standardDeviation", { min: 0, max: half });
  return [half, 0, (spread / half) ** 2];
}

/** The least whole number from 1 to `most` that is enough; undefined where none is. More answers are never worse. */
function leastNumber(enough: (n: number) => boolean, most: number): number | undefined {
  if (!enough(most)) return undefined;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
