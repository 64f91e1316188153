import { requireNonEmpty, requireNumber, requireObject, throwNotFinite } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { normalQuantile } from "../math/normal.ts";
import type { NpsCounts, NpsEstimate, NpsOptions } from "./types.ts";

/** Reichheld's classes: 9 and 10 promote, 7 and 8 are passive, 0 to 6 detract. */
const PROMOTER_FROM = 9;
const PASSIVE_FROM = 7;
const BEST = 10;

/** Three responses are added, ¾ promoters, 1½ passives, ¾ detractors, before the Wald interval is taken. */
const ADDED = 3;
const ADDED_EACH_SIDE = 0.75;

/**
 * The net promoter score: the share of customers who would recommend us warmly (9–10) minus the share who would not
 * (0–6), in points, with an interval that holds up in small samples and near the ends.
 *
 * Fractional answers and answers outside 0–10 are refused. A survey on a 1–10 or 1–5 scale cannot be told apart by its
 * answers: do not put one in.
 *
 * @param ratings - Whole numbers 0–10, one per customer, at least one; or the counted `promoters`, `passives` and
 * `detractors`. Not mutated.
 * @param options - `level` is the nominal coverage of the interval, in (0, 1), default 0.95.
 * @returns The score in points, −100 to 100, with n, counts and interval. The value is that of the answers as given;
 * the interval is centred nearer to zero, is cut at ±100, and reaches at least to the value.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`; the row is named.
 * @example
 * ```ts
 * const score = measureNps([10, 9, 9, 8, 7, 10, 3, 10, 9, 6]);
 * score.value; // => 40
 * score.promoters; // => 6
 * score.interval.lower; // ≈ -12.59
 * measureNps({ promoters: 18, passives: 11, detractors: 2 }).value; // ≈ 51.6129
 * ```
 * @see Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4), adjusted Wald;
 * Reichheld (2003), The One Number You Need to Grow, Harvard Business Review 81(12), for the classes
 */
export function measureNps(ratings: ArrayLike<number> | NpsCounts, options: NpsOptions = {}): NpsEstimate {
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const counts = isCounts(ratings) ? checkCounts(ratings) : countRatings(ratings);
  const { promoters, passives, detractors } = counts;
  const n = promoters + passives + detractors;
  if (n === 0) throw new ClienteleError("empty_input", "ratings must hold at least one answer", { name: "ratings" });
  const value = (100 * (promoters - detractors)) / n;
  const adjusted = n + ADDED;
  const up = (promoters + ADDED_EACH_SIDE) / adjusted;
  const down = (detractors + ADDED_EACH_SIDE) / adjusted;
  const centre = up - down;
  const half = -normalQuantile((1 - level) / 2) * Math.sqrt((up + down - centre * centre) / adjusted);
  // the centre is drawn towards zero, so a unanimous handful could leave its own value outside
  const lower = Math.min(value, Math.max(-100, 100 * (centre - half)));
  const upper = Math.max(value, Math.min(100, 100 * (centre + half)));
  return { value, n, interval: { lower, upper, level }, promoters, passives, detractors, method: "adjusted_wald" };
}

function isCounts(ratings: ArrayLike<number> | NpsCounts): ratings is NpsCounts {
  return typeof ratings === "object" && ratings !== null && "promoters" in ratings;
}

function checkCounts({ promoters, passives, detractors }: NpsCounts): NpsCounts {
  const range = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true };
  requireNumber(promoters, "ratings.promoters", range);
  requireNumber(passives, "ratings.passives", range);
  requireNumber(detractors, "ratings.detractors", range);
  return { promoters, passives, detractors };
}

function countRatings(ratings: ArrayLike<number>): NpsCounts {
  requireNonEmpty(ratings, "ratings");
  let promoters = 0;
  let passives = 0;
  for (let i = 0; i < ratings.length; i++) {
    const rating = ratings[i] as number;
    if (typeof rating !== "number" || !Number.isFinite(rating)) throwNotFinite(rating, "ratings", i);
    if (rating < 0 || rating > BEST || !Number.isInteger(rating)) {
      throw new ClienteleError(
        "out_of_range",
        `ratings[${i}] must be a whole number from 0 to 10, got ${rating}; a net promoter score needs the 0–10 question`,
        { name: "ratings", index: i, value: rating },
      );
    }
    if (rating >= PROMOTER_FROM) promoters++;
    else if (rating >= PASSIVE_FROM) passives++;
  }
  return { promoters, passives, detractors: ratings.length - promoters - passives };
}
