import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Interval } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { AgreementEstimate, AgreementRating, AgreementScale, MeasureAgreementOptions } from "./agreement-types.ts";
import { alphaOf, countValues, type Pairable, pairable, samePairs } from "./alpha.ts";
import { readRatings } from "./ratings.ts";

const SCALES: readonly AgreementScale[] = ["nominal", "ordinal", "interval", "ratio"];

/** From here on the interval covers 92 % and more of ordinary judgements (measured, see the nightly test). */
const FEWEST_UNITS = 15;
/** Units with another value than the commonest below which no interval can be told, whatever their number. */
const FEWEST_DEVIATIONS = 10;
/** Share of one value from which on the interval was seen to cover less than 90 % of some books. */
const DOMINANT = 0.75;
/** Up to this many units each is left out by itself; beyond, they are left out in groups. */
const SINGLY = 400;
const GROUPS = 200;
/** Different values up to which the ratio scale's pairs are affordable. */
const RATIO_VALUES = 1000;

/**
 * Tells whether people who judge the same accounts, or anything else, agree beyond chance: Krippendorff's alpha. Any
 * number of raters, any scale, and units that not everybody rated.
 *
 * The interval leaves one unit out at a time (beyond 400 units: one of 200 groups), on Fisher's scale with Student's
 * t; resampling units covers less where they are few, so there is no seed. It holds for other units and these raters.
 * Fewer than 15 units, or fewer than 10 that hold another value than the commonest, get no interval.
 *
 * @param ratings - One row per unit and rater, in any order; what was not rated is left out.
 * @param options - `scale` says what a difference means: `"nominal"`, `"ordinal"`, `"interval"` or `"ratio"`; `level`
 * is the nominal coverage, default 0.95.
 * @returns Alpha, at most 1, with units, interval and percent agreement; an abstention where no unit was rated twice
 * or all values are the same. Krippendorff
 * asks for 0.8, and for 0.667 at the least.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (beyond ±1e150; below 0, or more
 * than 1,000 different values, on the ratio scale), `duplicate_id` where a rater rates a unit twice, `unknown_id`.
 * @example
 * ```ts
 * const rows = [["a", 1, 1], ["b", 2, 3], ["c", 3, 3], ["d", 4, 4]];
 * const ratings = rows.flatMap(([unit, li, wang]) => [
 *   { unit, rater: "Li", value: li },
 *   { unit, rater: "Wang", value: wang },
 * ]);
 * measureAgreement(ratings, { scale: "interval" }).value; // ≈ 0.9114
 * measureAgreement(ratings, { scale: "nominal" }).percentAgreement.value; // => 0.75
 * measureAgreement(ratings, { scale: "nominal" }).interval.abstained.code; // => "too_few_rows"
 * ```
 * @see Krippendorff (2011), Computing Krippendorff's alpha-reliability; Efron & Stein (1981), The jackknife estimate
 * of variance, Annals of Statistics 9
 */
export function measureAgreement(
  ratings: readonly AgreementRating[],
  options: MeasureAgreementOptions,
): AgreementEstimate | Abstention {
  requireObject(options, "options");
  const { scale, level = 0.95 } = options;
  requireOneOf(scale, SCALES, "options.scale");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const table = readRatings(ratings, scale);
  const data = pairable(table);
  if (scale === "ratio" && data.values.length > RATIO_VALUES) {
    throw new ClienteleError(
      "out_of_range",
      `ratings hold ${data.values.length} different values, the ratio scale takes at most ${RATIO_VALUES}; round them`,
      { values: data.values.length },
    );
  }
  const n = data.units.length;
  const raters = table.raters.length;
  if (n === 0) {
    return { abstained: { code: "agreement_no_overlap", params: { units: table.units.length, raters } } };
  }
  const value = alphaOf(data, scale, () => true);
  if (value === undefined) return { abstained: { code: "agreement_no_variation", params: { n: data.ratings } } };
  const same = data.units.reduce((sum, unit) => sum + sameShare(unit), 0);
  const counts = countValues(data, () => true);
  const share = counts.reduce((most, count) => Math.max(most, count), 0) / data.ratings;
  return {
    metric: "krippendorff_alpha",
    scale,
    value,
    n,
    ratings: data.ratings,
    raters,
    singles: table.units.length - n,
    interval: intervalOf(data, scale, value, level, counts),
    percentAgreement: { value: same / n, n, interval: wilsonInterval(Math.min(n, same), n, level) },
    notes: share > DOMINANT ? [{ code: "agreement_one_value", params: { share } }] : [],
  };
}

/** Share of a unit's pairs with the same value. */
function sameShare(unit: Int32Array): number {
  return samePairs(unit) / ((unit.length * (unit.length - 1)) / 2);
}

function intervalOf(
  data: Pairable,
  scale: AgreementScale,
  value: number,
  level: number,
  counts: Float64Array,
): Interval | Abstention {
  const n = data.units.length;
  if (data.units.every((unit) => unit[0] === unit[unit.length - 1])) {
    return { abstained: { code: "agreement_no_disagreement", params: { n } } };
  }
  if (n < FEWEST_UNITS) return { abstained: { code: "too_few_rows", params: { n, needed: FEWEST_UNITS } } };
  const commonest = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  const units = data.units.filter((unit) => unit.some((place) => place !== commonest)).length;
  if (units < FEWEST_DEVIATIONS) {
    return { abstained: { code: "agreement_few_deviations", params: { units, needed: FEWEST_DEVIATIONS } } };
  }
  const groups = n <= SINGLY ? n : GROUPS;
  const replicates = Array.from({ length: groups }, (_, g) =>
    fisher(alphaOf(data, scale, (unit) => unit % groups !== g) ?? value),
  );
  const mean = replicates.reduce((sum, replicate) => sum + replicate, 0) / groups;
  const squares = replicates.reduce((sum, replicate) => sum + (replicate - mean) ** 2, 0);
  const half = studentTQuantile((1 + level) / 2, groups - 1) * Math.sqrt(((groups - 1) / groups) * squares);
  const centre = fisher(value);
  return { lower: Math.tanh(centre - half), upper: Math.tanh(centre + half), level };
}

/** Fisher's scale, on which the interval cannot leave −1…1; a replicate without a trace of disagreement stays finite. */
function fisher(alpha: number): number {
  return Math.atanh(Math.min(1 - 1e-6, Math.max(-1 + 1e-6, alpha)));
}
