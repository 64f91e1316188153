import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { LoyaltyAxisName } from "../../core/labels/loyalty.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { loyaltyQuadrants, quadrantIndex, requireLoyaltyModel } from "../quadrant/axis.ts";
import { readColumn } from "../quadrant/ratings.ts";
import type { LoyaltyModel } from "../quadrant/types.ts";
import { averagePriors } from "./average.ts";
import { placementAxis, requireAnswers } from "./check.ts";
import { type Grid, gridOf, QUADRANTS } from "./grid.ts";
import { posteriorOf } from "./posterior.ts";
import { type RatedPair, tallyPairs } from "./tally.ts";
import { trueAxisOf } from "./true-axis.ts";
import type { FitPlacementOptions, PlacementAxis, PlacementModel, PlacementNote } from "./types.ts";

/** With fewer answers simulated probabilities strayed by more than 2 points (docs/placement.md). */
const NEEDED = 750;

/** Least share of the variance of ratings that must be of true differences, not of error. */
const LEAST_RELIABILITY = 0.2;

/** From this probability on a customer counts as surely placed. */
const SURE = 0.9;

/** Fewest customers expected per group of answers in the test of fit (Cochran 1954), and its level. */
const EXPECTED = 5;
const MISFIT = 0.001;

/**
 * Says how far the quadrants can be trusted: ratings stray, so some apostles are mercenaries who had a good day. Learns
 * how the true ratings are spread, and from that how many customers truly belong to each quadrant.
 *
 * A rating is the true rating plus a normal error of the sd stated, independent on the two axes; whole answers are
 * rounded, and all are held on their scale. With whole answers the true quadrant is that of the true rating rounded:
 * the answer that an error-free customer gives. The true ratings' density is a smooth surface whose roughness the answers tell.
 *
 * @param model - From {@link fitLoyalty} or `loadModel`: the cuts.
 * @param customers - One row per customer, at least one. Not mutated.
 * @param options - `satisfaction` and `loyalty` read the two ratings; `ratings` states for each axis `errorSd`, the sd
 * of the error in scale points, whether `answers` are `"whole"` (default) or `"graded"`, and whether true ratings are
 * `"graded"` (default) or `"whole"`; `level` of the intervals, default 0.95.
 * @returns A plain JSON model for {@link predictPlacement}. Each interval of `sizes` is for the true number among these
 * very customers, not for the market they come from. An abstention where fewer than 750 customers answered, or where
 * error makes up more than 80 % of the variance of an axis. A note says where the answers do not fit the stated error.
 * @throws ClienteleError `invalid_model`, `empty_input`, `invalid_type`, `not_finite`, `unknown_id`, `out_of_range`
 * for a rating outside its scale or a fraction among whole answers (the row is named), `inconsistent`.
 * @example
 * ```ts
 * const answers = Array.from({ length: 800 }, (_, i) => [1 + (i % 5), Math.max(1, Math.min(5, (i % 5) + (Math.floor(i / 5) % 3)))]);
 * const axes = { satisfaction: (row) => row[0], loyalty: (row) => row[1] };
 * const scale = { min: 1, max: 5 };
 * const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale, cuts: "top_two_box" });
 * const placement = fitPlacement(model, answers, {
 *   ...axes,
 *   ratings: { satisfaction: { errorSd: 0.5 }, loyalty: { errorSd: 0.6 } },
 * });
 * placement.sizes[0].observed; // => 266
 * placement.sizes[0].expected.value; // ≈ 293
 * predictPlacement(placement, { satisfaction: 4, loyalty: 4 }).probabilities.apostle; // ≈ 0.79
 * ```
 * @see Efron (2016), Empirical Bayes deconvolution estimates, Biometrika 103; Nychka (1988), Journal of the American
 * Statistical Association 83, on intervals that hold a penalty's bias
 */
export function fitPlacement<T>(
  model: LoyaltyModel,
  customers: ArrayLike<T>,
  options: FitPlacementOptions<T>,
): PlacementModel | Abstention {
  requireLoyaltyModel(model);
  requireObject(options, "options");
  const { ratings, level = 0.95 } = options;
  requireObject(ratings, "options.ratings");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const axes = {
    satisfaction: placementAxis(model.satisfaction, ratings.satisfaction, "options.ratings.satisfaction"),
    loyalty: placementAxis(model.loyalty, ratings.loyalty, "options.ratings.loyalty"),
  };
  const columns = {
    satisfaction: readColumn(customers, options.satisfaction, "satisfaction"),
    loyalty: readColumn(customers, options.loyalty, "loyalty"),
  };
  for (const name of ["satisfaction", "loyalty"] as const) requireAnswers(columns[name], axes[name], name);
  const n = customers.length;
  if (n < NEEDED) return { abstained: { code: "too_few_rows", params: { n, needed: NEEDED } } };
  const pairs = tallyPairs(columns.satisfaction, columns.loyalty);
  for (const name of ["satisfaction", "loyalty"] as const) {
    const drowned = drownedIn(axes[name], name, pairs);
    if (drowned !== undefined) return drowned;
  }
  const grid = gridOf(trueAxisOf(axes.satisfaction), trueAxisOf(axes.loyalty), pairs);
  const prior = averagePriors(grid);
  const weights = Array.from(prior.weights);
  const { observed, expected, surelyPlaced } = countPlaces({ ...axes, weights }, pairs);
  const intervals = prior.intervals(expected, level);
  return {
    kind: "loyalty_placement",
    version: 1,
    ...axes,
    weights,
    sizes: loyaltyQuadrants.map((quadrant, q) => ({
      quadrant,
      observed: observed[q] as number,
      expected: { value: expected[q] as number, n, interval: intervals[q] as (typeof intervals)[number] },
    })),
    fittedOn: { customers: n, surelyPlaced, notes: misfitOf(grid, prior.chances) },
  };
}

/** Refuses an axis whose ratings are mostly error; what is known exactly is never refused. */
function drownedIn(axis: PlacementAxis, name: LoyaltyAxisName, pairs: readonly RatedPair[]): Abstention | undefined {
  const { errorSd, scale } = axis;
  if (errorSd === 0) return undefined;
  const n = pairs.reduce((total, pair) => total + pair.n, 0);
  // distances from the middle of the scale keep their digits
  const middle = scale.min + (scale.max - scale.min) / 2;
  const mean = pairs.reduce((total, pair) => total + pair.n * (pair[name] - middle), 0) / n;
  const variance = pairs.reduce((total, pair) => total + pair.n * (pair[name] - middle - mean) ** 2, 0) / n;
  if (errorSd ** 2 <= (1 - LEAST_RELIABILITY) * variance) return undefined;
  return {
    abstained: {
      code: "placement_error_too_large",
      params: { axis: name, errorSd, observedSd: Math.sqrt(variance), n },
    },
  };
}

function countPlaces(model: Pick<PlacementModel, "satisfaction" | "loyalty" | "weights">, pairs: readonly RatedPair[]) {
  const posterior = posteriorOf(model);
  const observed = new Array<number>(QUADRANTS).fill(0);
  const expected = new Array<number>(QUADRANTS).fill(0);
  const chances = new Float64Array(QUADRANTS);
  let surelyPlaced = 0;
  for (const { satisfaction, loyalty, n } of pairs) {
    const seen = quadrantIndex(model, satisfaction, loyalty);
    observed[seen] = (observed[seen] as number) + n;
    posterior(satisfaction, loyalty, chances, 0);
    for (let q = 0; q < QUADRANTS; q++) expected[q] = (expected[q] as number) + n * (chances[q] as number);
    if (chances.some((p) => p >= SURE)) surelyPlaced += n;
  }
  return { observed, expected, surelyPlaced };
}

/** Pearson's test of the answers against the fitted distribution; thin pairs of answers are taken together. */
function misfitOf({ counts, n }: Grid, chances: Float64Array): PlacementNote[] {
  let [statistic, groups, restSeen, restExpected] = [0, 0, 0, 0];
  for (let j = 0; j < counts.length; j++) {
    const expected = n * (chances[j] as number);
    if (expected >= EXPECTED) {
      statistic += ((counts[j] as number) - expected) ** 2 / expected;
      groups++;
    } else {
      restSeen += counts[j] as number;
      restExpected += expected;
    }
  }
  if (restExpected >= EXPECTED) {
    statistic += (restSeen - restExpected) ** 2 / restExpected;
    groups++;
  }
  // the fitted surface bends to the answers, so that one degree of freedom alone is sure to be lost: a cautious test
  if (groups < 2) return [];
  const pValue = chiSquaredSurvival(statistic, groups - 1);
  return pValue < MISFIT ? [{ code: "placement_misfit", params: { statistic, groups, pValue, n } }] : [];
}
