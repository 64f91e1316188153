import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { NpsCounts, NpsEstimate, NpsOptions } from "../quadrant/types.ts";
import { adjustedWald } from "./interval.ts";
import { evidenceOf, requirePopulation, sumFrom, tallyAnswers } from "./sample.ts";

/** Reichheld's classes: 9 and 10 promote, 7 and 8 are passive, 0 to 6 detract. */
const PROMOTER_FROM = 9;
const PASSIVE_FROM = 7;
const SCALE = { min: 0, max: 10 };

/**
 * The net promoter score: the share of customers who would recommend us warmly (9–10) minus the share who would not
 * (0–6), in points, with an interval that holds up in small samples and near the ends.
 *
 * Fractional answers and answers outside 0–10 are refused. A survey on a 1–10 or 1–5 scale cannot be told apart by its
 * answers; where twenty or more of them all stay in the lower half, a note says so.
 *
 * @param ratings - Whole numbers 0–10, one per customer, at least one; or the counted `promoters`, `passives` and
 * `detractors`. Not mutated.
 * @param options - `level` is the nominal coverage of the interval, in (0, 1), default 0.95; `weights` one per answer;
 * `population` the customers from whom the answers were drawn.
 * @returns The score in points, −100 to 100, with n, counts and interval. The value is that of the answers as given;
 * the interval is centred nearer to zero, is cut at ±100, and reaches at least to the value.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`; the row is named;
 * `length_mismatch` for weights, `inconsistent` for weights beside counts or a population below n.
 * @example
 * ```ts
 * const score = measureNps([10, 9, 9, 8, 7, 10, 3, 10, 9, 6]);
 * score.value; // => 40
 * score.promoters; // => 6
 * score.interval.lower; // ≈ -12.59
 * measureNps({ promoters: 18, passives: 11, detractors: 2 }).value; // ≈ 51.6129
 * measureNps({ promoters: 18, passives: 11, detractors: 2 }, { population: 40 }).interval.lower; // ≈ 40.08
 * ```
 * @see Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4), adjusted Wald;
 * Reichheld (2003), The One Number You Need to Grow, Harvard Business Review 81(12), for the classes; Kish (1965),
 * Survey Sampling, 11.7, for the effective size
 */
export function measureNps(ratings: ArrayLike<number> | NpsCounts, options: NpsOptions = {}): NpsEstimate {
  requireObject(options, "options");
  const { level = 0.95, population } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const sample = isCounts(ratings) ? fromCounts(ratings, options) : fromRatings(ratings, options);
  const { value, n, effectiveN, promoterShare, detractorShare } = sample;
  const evidence = evidenceOf({ n, effectiveN, population });
  const { lower, upper } = adjustedWald(value / 100, promoterShare + detractorShare, evidence, level);
  return {
    metric: "nps",
    interval: { lower: Math.min(value, 100 * lower), upper: Math.max(value, 100 * upper), level },
    ...sample,
    ...(population === undefined ? {} : { population }),
    method: "adjusted_wald",
  };
}

type NpsSample = Omit<NpsEstimate, "metric" | "interval" | "method">;

function isCounts(ratings: ArrayLike<number> | NpsCounts): ratings is NpsCounts {
  return typeof ratings === "object" && ratings !== null && "promoters" in ratings;
}

function fromCounts({ promoters, passives, detractors }: NpsCounts, { weights, population }: NpsOptions): NpsSample {
  const range = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true };
  requireNumber(promoters, "ratings.promoters", range);
  requireNumber(passives, "ratings.passives", range);
  requireNumber(detractors, "ratings.detractors", range);
  if (weights !== undefined) {
    throw new ClienteleError("inconsistent", "options.weights belong to answers; counts cannot be weighted", {
      name: "options.weights",
    });
  }
  const n = promoters + passives + detractors;
  if (n === 0) throw new ClienteleError("empty_input", "ratings must hold at least one answer", { name: "ratings" });
  requirePopulation(population, n);
  const shares = { promoterShare: promoters / n, detractorShare: detractors / n };
  const value = (100 * (promoters - detractors)) / n;
  return { value, n, effectiveN: n, promoters, passives, detractors, ...shares, notes: [] };
}

function fromRatings(ratings: ArrayLike<number>, options: NpsOptions): NpsSample {
  const { n, effectiveN, counts, sums, total, notes } = tallyAnswers(ratings, SCALE, options, "ratings");
  const [up, down] = [sumFrom(sums, PROMOTER_FROM), sumFrom(sums, 0, PASSIVE_FROM)];
  return {
    // sums of weights round, and nobody's score may leave the scale by a last digit
    value: Math.min(100, Math.max(-100, (100 * (up - down)) / total)),
    n,
    effectiveN,
    promoters: sumFrom(counts, PROMOTER_FROM),
    passives: sumFrom(counts, PASSIVE_FROM, PROMOTER_FROM),
    detractors: sumFrom(counts, 0, PASSIVE_FROM),
    promoterShare: Math.min(1, up / total),
    detractorShare: Math.min(1, down / total),
    notes,
  };
}
