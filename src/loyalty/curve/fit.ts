import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { poolAdjacentViolators } from "../../math/isotonic.ts";
import { readColumn, requireRatings, requireScale } from "../quadrant/ratings.ts";
import { type CurveLevel, levelsOf } from "./levels.ts";
import { pointsOf } from "./points.ts";
import { fitPower, lowest, type PowerFit } from "./power-curve.ts";
import type {
  FitLoyaltyCurveOptions,
  LoyaltyCurveComparison,
  LoyaltyCurveFit,
  LoyaltyCurveModel,
  LoyaltyScales,
  MarketRegime,
  PowerCurve,
} from "./types.ts";

/**
 * Learns how loyalty rises with satisfaction, which tells the market: where many rivals wait, only complete
 * satisfaction makes loyalty; where customers are held, even the dissatisfied stay.
 *
 * Two curves are fitted. The monotone one (isotonic) takes no shape but "more satisfied, not less loyal". The power
 * curve, loyalty = satisfactionᵏ with both as shares of their scales, puts the shape into one figure: k > 1 competitive,
 * k < 1 non-competitive.
 *
 * @param customers - One row per customer, at least one. Not mutated.
 * @param options - `satisfaction` and `loyalty` read the ratings (an outcome may stand for loyalty: 1 stayed, 0 left,
 * scale 0–1); `scales` states the answers that the questions allow; `segment` (left out at will) asks for a curve per
 * segment and for a test whether they share one exponent; `level` of the intervals, default 0.95.
 * @returns A plain JSON model. `power` is an abstention where fewer than five customers lie between the ends of the
 * satisfaction scale, where no exponent from 0.01 to 100 is best, or where there is no scatter. A note says where the
 * power curve describes the customers worse than one loyalty for all would.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`; the row is named.
 * @example
 * ```ts
 * const answers = [[2, 0], [2, 1], [3, 2], [3, 4], [4, 5], [4, 6], [4, 4], [5, 10], [5, 8]];
 * const curve = fitLoyaltyCurve(answers, {
 *   satisfaction: (row) => row[0],
 *   loyalty: (row) => row[1],
 *   scales: { satisfaction: { min: 1, max: 5 }, loyalty: { min: 0, max: 10 } },
 * });
 * curve.power.exponent.value; // ≈ 2.11
 * curve.power.exponent.interval.lower; // ≈ 1.40
 * curve.regime; // => "competitive"
 * curve.steps[1].loyalty; // ≈ 3
 * ```
 * @see Jones & Sasser (1995), Why Satisfied Customers Defect, Harvard Business Review 73(6); Papke & Wooldridge (1996),
 * Journal of Applied Econometrics 11, for mean models of shares
 */
export function fitLoyaltyCurve<T>(customers: ArrayLike<T>, options: FitLoyaltyCurveOptions<T>): LoyaltyCurveModel {
  requireObject(options, "options");
  const { scales, level = 0.95, segment } = options;
  requireObject(scales, "options.scales");
  requireScale(scales.satisfaction, "options.scales.satisfaction");
  requireScale(scales.loyalty, "options.scales.loyalty");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const satisfaction = shareColumn(readColumn(customers, options.satisfaction, "satisfaction"), scales, "satisfaction");
  const loyalty = shareColumn(readColumn(customers, options.loyalty, "loyalty"), scales, "loyalty");
  const levels = levelsOf(satisfaction, loyalty);
  const whole = fitLevels(levels, scales, level);
  const parts = segment === undefined ? undefined : segmentRows(customers, segment);
  const fits = parts?.map(([id, rows]) => {
    const take = (column: Float64Array): Float64Array => Float64Array.from(rows, (i) => column[i] as number);
    return { id, ...fitLevels(levelsOf(take(satisfaction), take(loyalty)), scales, level) };
  });
  const { power } = whole.fit;
  const poor = "exponent" in power && power.explained < 0;
  return {
    kind: "loyalty_curve",
    version: 1,
    scales: { satisfaction: pick(scales.satisfaction), loyalty: pick(scales.loyalty) },
    level,
    ...whole.fit,
    points: pointsOf(levels, scales, level),
    ...(fits !== undefined && {
      segments: fits.map(({ id, fit }) => ({ id, ...fit })),
      comparison: compare(fits),
    }),
    fittedOn: {
      customers: customers.length,
      notes: poor ? [{ code: "loyalty_curve_poor_fit", params: { explained: power.explained, gap: power.gap } }] : [],
    },
  };
}

const pick = ({ min, max }: LoyaltyScales["loyalty"]): LoyaltyScales["loyalty"] => ({ min, max });

function shareColumn(ratings: Float64Array, scales: LoyaltyScales, name: "satisfaction" | "loyalty"): Float64Array {
  const scale = scales[name];
  requireRatings(ratings, scale, name);
  return ratings.map((value) => (value - scale.min) / (scale.max - scale.min));
}

/** Rows by segment, by id in the order of its characters. Ids such as `__proto__` are ordinary ids. */
function segmentRows<T>(
  customers: ArrayLike<T>,
  segment: NonNullable<FitLoyaltyCurveOptions<T>["segment"]>,
): readonly (readonly [id: string, rows: readonly number[]])[] {
  if (typeof segment !== "function") {
    throw new ClienteleError("invalid_type", "options.segment must be a function from a row to an id", {
      name: "options.segment",
    });
  }
  const rows = new Map<string, number[]>();
  for (let i = 0; i < customers.length; i++) {
    const id: unknown = segment(customers[i] as T, i);
    if (typeof id !== "string" || id === "") {
      throw new ClienteleError("invalid_type", `segment[${i}] must be a text that is not empty`, { index: i });
    }
    const own = rows.get(id);
    if (own === undefined) rows.set(id, [i]);
    else own.push(i);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}

function fitLevels(
  levels: readonly CurveLevel[],
  scales: LoyaltyScales,
  level: number,
): { readonly fit: LoyaltyCurveFit; readonly power: PowerFit } {
  const blocks = poolAdjacentViolators(levels);
  const n = levels.reduce((total, cell) => total + cell.n, 0);
  const grand = levels.reduce((total, cell) => total + cell.n * cell.mean, 0) / n;
  const within = levels.reduce((total, { spread }) => total + spread, 0);
  const errorAround = (at: (cell: CurveLevel, j: number) => number): number =>
    levels.reduce((total, cell, j) => total + cell.n * (cell.mean - at(cell, j)) ** 2, within);
  const all = errorAround(() => grand);
  const observed = blocks.flatMap(({ first, last, mean }) => Array<number>(last - first + 1).fill(mean));
  const point = (value: number, { min, max }: LoyaltyScales["loyalty"]): number =>
    value === 1 ? max : Math.min(max, min + value * (max - min));
  const fitted = fitPower(levels, level);
  let power: PowerCurve | Abstention;
  if ("abstained" in fitted) power = fitted;
  else {
    const at = ({ satisfaction }: CurveLevel): number => satisfaction ** fitted.curve.exponent.value;
    const apart = levels.reduce((total, cell, j) => total + cell.n * ((observed[j] as number) - at(cell)) ** 2, 0);
    // all equally loyal: nothing is there to be explained, and a curve that is not level explains less than that
    power = { ...fitted.curve, explained: all > 0 ? 1 - errorAround(at) / all : 0, gap: Math.sqrt(apart / n) };
  }
  const fit: LoyaltyCurveFit = {
    customers: n,
    steps: blocks.map((block) => ({
      from: point((levels[block.first] as CurveLevel).satisfaction, scales.satisfaction),
      to: point((levels[block.last] as CurveLevel).satisfaction, scales.satisfaction),
      loyalty: point(block.mean, scales.loyalty),
      n: block.n,
    })),
    ...(all > 0 && { explained: Math.max(0, 1 - errorAround((_, j) => observed[j] as number) / all) }),
    power,
    regime: regimeOf(power),
  };
  return { fit, power: fitted };
}

function regimeOf(power: PowerCurve | Abstention): MarketRegime {
  if ("abstained" in power) return "undecided";
  const { lower, upper } = power.exponent.interval;
  return lower > 1 ? "competitive" : upper < 1 ? "non_competitive" : "undecided";
}

/** One exponent for all segments against one for each, by the likelihood ratios scaled as for the interval. */
function compare(
  fits: readonly { readonly id: string; readonly power: PowerFit }[],
): LoyaltyCurveComparison | Abstention {
  const carried = fits.flatMap(({ id, power }) => ("curve" in power ? [{ id, ...power }] : []));
  if (carried.length < 2) {
    return { abstained: { code: "loyalty_segments_too_few", params: { segments: carried.length } } };
  }
  const floors = carried.map(({ curve, squaredError }) => squaredError(Math.log(curve.exponent.value)));
  const ratio = (logExponent: number): number =>
    carried.reduce(
      (total, { curve, squaredError }, i) =>
        total + curve.scaling * (squaredError(logExponent) - (floors[i] as number)),
      0,
    );
  // every segment has its best inside the search, so their sum has it there too
  const best = lowest(ratio) ?? Math.log((carried[0] as (typeof carried)[number]).curve.exponent.value);
  const statistic = Math.max(0, ratio(best));
  const degreesOfFreedom = carried.length - 1;
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquaredSurvival(statistic, degreesOfFreedom),
    commonExponent: Math.exp(best),
    segments: carried.map(({ id }) => id),
  };
}
