// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Estimate, Interval } from "../../core/estimate.ts";
import type { NpsCounts, NpsEstimate, RatingScale } from "../quadrant/types.ts";
import type {
  CesEstimate,
  ComplaintCounts,
  ComplaintEstimate,
  CsatCounts,
  CsatEstimate,
  SurveyNote,
  WaveComparison,
} from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const positive = /* @__PURE__ */ (() => z.number().check(z.positive()))();

/** Slack of figures that were divided and multiplied on their way. */
const SLACK = 1e-9;

const interval: z.ZodMiniType<Interval> = /* @__PURE__ */ (() =>
  z
    .strictObject({ lower: z.number(), upper: z.number(), level: z.number().check(z.gt(0), z.lt(1)) })
    .check(z.refine(({ lower, upper }) => lower <= upper, "lower must not lie above upper")))();

const scale: z.ZodMiniType<RatingScale> = /* @__PURE__ */ (() =>
  z
    .strictObject({ min: z.int(), max: z.int() })
    .check(z.refine(({ min, max }) => min < max, "min must lie below max")))();

const note: z.ZodMiniType<SurveyNote> = /* @__PURE__ */ (() =>
  z.strictObject({
    code: z.literal("survey_scale_top_unused"),
    params: z.strictObject({ highest: z.number(), max: z.number(), n: count }),
  }))();

const sample = /* @__PURE__ */ (() => ({
  value: z.number(),
  n: z.int().check(z.positive()),
  interval,
  effectiveN: positive,
  population: z.exactOptional(z.int().check(z.positive())),
  notes: z.readonly(z.array(note)),
}))();

/** What the parts of an estimate must be to one another. */
function isSound(estimate: {
  readonly value: number;
  readonly n: number;
  readonly interval: Interval;
  readonly effectiveN?: number;
  readonly population?: number;
}): boolean {
  const { value, n, effectiveN = n, population = n } = estimate;
  const { lower, upper } = estimate.interval;
  const slack = SLACK * Math.max(1, Math.abs(value));
  return lower - slack <= value && value <= upper + slack && effectiveN <= n * (1 + SLACK) && population >= n;
}

const UNSOUND = "the value must lie in its interval, and effectiveN <= n <= population";

/** Answers to a recommendation question counted by kind, for `measureNps`: at least one. */
export const npsCountsSchema: z.ZodMiniType<NpsCounts> = /* @__PURE__ */ (() =>
  z
    .object({ promoters: count, passives: count, detractors: count })
    .check(z.refine((c) => c.promoters + c.passives + c.detractors > 0, "must count at least one answer")))();

/** Answers to a satisfaction question counted by kind, for `measureCsat`: at least one. */
export const csatCountsSchema: z.ZodMiniType<CsatCounts> = /* @__PURE__ */ (() =>
  z
    .object({ satisfied: count, others: count })
    .check(z.refine((c) => c.satisfied + c.others > 0, "must count at least one answer")))();

/** Complaints of one period with their exposure, for `measureComplaints`. */
export const complaintCountsSchema: z.ZodMiniType<ComplaintCounts> = /* @__PURE__ */ (() =>
  z
    .object({ complaints: count, exposure: z.number().check(z.nonnegative()) })
    .check(z.refine((c) => c.exposure > 0 || c.complaints === 0, "complaints need an exposure above 0")))();

/** A net promoter score that crossed a process boundary, ready for `compareWaves`. */
export const npsEstimateSchema: z.ZodMiniType<NpsEstimate> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      ...sample,
      metric: z.literal("nps"),
      value: z.number().check(z.minimum(-100), z.maximum(100)),
      promoters: count,
      passives: count,
      detractors: count,
      promoterShare: share,
      detractorShare: share,
      method: z.literal("adjusted_wald"),
    })
    .check(
      z.refine(isSound, UNSOUND),
      z.refine((e) => e.promoters + e.passives + e.detractors === e.n, "the counts must sum to n"),
      z.refine(
        (e) => Math.abs(100 * (e.promoterShare - e.detractorShare) - e.value) <= 100 * SLACK,
        "the value must be the difference of the shares",
      ),
    ))();

/** A share of satisfied customers that crossed a process boundary, ready for `compareWaves`. */
export const csatEstimateSchema: z.ZodMiniType<CsatEstimate> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      ...sample,
      metric: z.literal("csat"),
      value: share,
      satisfied: count,
      others: count,
      scale: z.exactOptional(scale),
      topBoxes: z.exactOptional(z.int().check(z.positive())),
      method: z.literal(["wilson", "jeffreys"]),
    })
    .check(
      z.refine(isSound, UNSOUND),
      z.refine((e) => e.satisfied + e.others === e.n, "the counts must sum to n"),
    ))();

const rate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({ value: share, n: count, interval }).check(z.refine(isSound, UNSOUND)))();

/** A customer effort score that crossed a process boundary, ready for `compareWaves`. */
export const cesEstimateSchema: z.ZodMiniType<CesEstimate> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      ...sample,
      metric: z.literal("ces"),
      standardDeviation: z.number().check(z.nonnegative()),
      easy: rate,
      scale,
      easiest: z.literal(["max", "min"]),
      easyBoxes: z.int().check(z.positive()),
      method: z.literal("adjusted_wald"),
    })
    .check(
      z.refine(isSound, UNSOUND),
      z.refine((e) => e.value >= e.scale.min && e.value <= e.scale.max, "the value must lie on the scale"),
    ))();

/** A complaint rate that crossed a process boundary, ready for `compareWaves`. */
export const complaintEstimateSchema: z.ZodMiniType<ComplaintEstimate> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      metric: z.literal("complaints"),
      value: z.number().check(z.nonnegative()),
      n: count,
      interval,
      complaints: count,
      exposure: positive,
      per: positive,
      dispersion: z.exactOptional(z.number().check(z.nonnegative())),
      method: z.literal("garwood"),
      notes: z.readonly(
        z.array(
          z.strictObject({
            code: z.literal("complaints_clustered"),
            params: z.strictObject({ dispersion: z.number(), pValue: share, periods: count }),
          }),
        ),
      ),
    })
    .check(
      z.refine(isSound, UNSOUND),
      z.refine((e) => e.complaints === e.n, "n must be the complaints"),
    ))();

/** The change between two waves that crossed a process boundary. */
export const waveComparisonSchema: z.ZodMiniType<WaveComparison> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      metric: z.literal(["nps", "csat", "ces", "complaints"]),
      difference: z.number(),
      interval,
      pValue: share,
      before: z.number().check(z.nonnegative()),
      after: z.number().check(z.nonnegative()),
      ratio: z.exactOptional(
        z.strictObject({
          value: z.number().check(z.nonnegative()),
          interval: z.strictObject({ lower: z.number(), upper: z.exactOptional(z.number()), level: z.number() }),
        }),
      ),
      method: z.literal(["adjusted_wald", "newcombe", "conditional_exact"]),
    })
    .check(z.refine((c) => c.interval.lower <= c.difference && c.difference <= c.interval.upper, UNSOUND)))();
