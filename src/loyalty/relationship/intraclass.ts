import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { betaQuantile } from "../../math/beta-distribution.ts";
import type {
  AgreementRating,
  IntraclassCorrelation,
  IntraclassPair,
  MeasureIntraclassOptions,
} from "./agreement-types.ts";
import { type RatingTable, readRatings } from "./ratings.ts";

/** Units below which a spread between units is no figure. */
const FEWEST_UNITS = 3;

/** Mean squares below this share of the whole are noise of rounding. */
const NOTHING = 1e-12;

/**
 * Tells how reliable one person's judgement is and how reliable the mean of several: intraclass correlations, the
 * share of the spread of ratings that is spread between units.
 *
 * `oneWay` fits accounts that each have people of their own. `twoWay` needs the same people for every unit and keeps
 * the units that all of them rated: `agreement` counts a person who is always stricter as disagreement, `consistency`
 * does not. Intervals rest on the F distribution and on ratings that scatter about normally.
 *
 * @param ratings - One row per unit and rater, numbers, in any order; what was not rated is left out.
 * @param options - `level`, the nominal coverage in (0, 1), default 0.95.
 * @returns Both designs, each for one rating and for the mean; an abstention where fewer than 3 units can be used, all
 * of them have one mean, or raters never differ.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range` beyond ±1e150, `duplicate_id`
 * where a rater rates a unit twice.
 * @example
 * ```ts
 * const scores = { a: [9, 2, 5, 8], b: [6, 1, 3, 2], c: [8, 4, 6, 8], d: [7, 1, 2, 6], e: [10, 5, 6, 9], f: [6, 2, 4, 7] };
 * const ratings = Object.entries(scores).flatMap(([unit, row]) =>
 *   row.map((value, i) => ({ unit, rater: `judge ${i}`, value })),
 * );
 * const { oneWay, twoWay } = measureIntraclass(ratings);
 * oneWay.single.value; // ≈ 0.17
 * twoWay.agreement.single.value; // ≈ 0.29
 * twoWay.consistency.average.value; // ≈ 0.91
 * ```
 * @see Shrout & Fleiss (1979), Intraclass correlations, Psychological Bulletin 86, 420–428; McGraw & Wong (1996),
 * Forming inferences about some intraclass correlation coefficients, Psychological Methods 1, 30–46, tables 4 and 7
 */
export function measureIntraclass(
  ratings: readonly AgreementRating[],
  options: MeasureIntraclassOptions = {},
): IntraclassCorrelation {
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const table = readRatings(ratings, "interval");
  const rows = scaled(table.units.filter((unit) => unit.size >= 2).map((unit) => byRater(unit)));
  const complete = scaled(table.units.filter((unit) => unit.size === table.raters.length).map((unit) => byRater(unit)));
  return { oneWay: oneWayOf(rows, level, table), twoWay: twoWayOf(complete, level, table) };
}

/** A unit's ratings in the order of the raters' ids. */
function byRater(unit: RatingTable["units"][number]): number[] {
  return [...unit.keys()].sort().map((rater) => unit.get(rater) as number);
}

/** Ratings brought to −1…1 about their middle: correlations do not change, and squares cannot overflow. */
function scaled(rows: readonly (readonly number[])[]): number[][] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of rows.flat()) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const middle = least / 2 + most / 2;
  const half = most / 2 - least / 2;
  return rows.map((row) => row.map((value) => (half > 0 ? (value - middle) / half : 0)));
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const squaresOf = (values: readonly number[], about: number): number =>
  values.reduce((sum, value) => sum + (value - about) ** 2, 0);

function oneWayOf(rows: readonly number[][], level: number, table: RatingTable): IntraclassCorrelation["oneWay"] {
  const n = rows.length;
  const refused = refuse(n, table);
  if (refused !== undefined) return refused;
  const ratings = rows.reduce((sum, row) => sum + row.length, 0);
  const grand = meanOf(rows.flat());
  const between = rows.reduce((sum, row) => sum + row.length * (meanOf(row) - grand) ** 2, 0) / (n - 1);
  const within = rows.reduce((sum, row) => sum + squaresOf(row, meanOf(row)), 0) / (ratings - n);
  const silent = refuseSpread(between, within, n, ratings);
  if (silent !== undefined) return silent;
  // mean number of raters where units have different numbers (Snedecor)
  const k = (ratings - rows.reduce((sum, row) => sum + row.length ** 2, 0) / ratings) / (n - 1);
  return { raters: k, ...fromF(between / within, n - 1, ratings - n, k, n, level) };
}

function twoWayOf(rows: readonly number[][], level: number, table: RatingTable): IntraclassCorrelation["twoWay"] {
  const n = rows.length;
  const k = table.raters.length;
  const refused = refuse(k < 2 ? 0 : n, table);
  if (refused !== undefined) return refused;
  const grand = meanOf(rows.flat());
  const columns = Array.from({ length: k }, (_, j) => meanOf(rows.map((row) => row[j] as number)));
  const means = rows.map(meanOf);
  const unitSquares = (k * squaresOf(means, grand)) / (n - 1);
  const raterSquares = (n * squaresOf(columns, grand)) / (k - 1);
  const rest = rows.reduce(
    (sum, row, i) =>
      sum + row.reduce((s, value, j) => s + (value - (means[i] as number) - (columns[j] as number) + grand) ** 2, 0),
    0,
  );
  const error = rest / ((n - 1) * (k - 1));
  const silent = refuseSpread(unitSquares, error, n, n * k);
  if (silent !== undefined) return silent;
  return {
    raters: k,
    agreement: absolute(unitSquares, raterSquares, error, n, k, level),
    consistency: fromF(unitSquares / error, n - 1, (n - 1) * (k - 1), k, n, level),
  };
}

function refuse(n: number, { units, raters }: RatingTable): Abstention | undefined {
  if (n === 0) {
    return { abstained: { code: "agreement_no_overlap", params: { units: units.length, raters: raters.length } } };
  }
  return n < FEWEST_UNITS ? { abstained: { code: "too_few_rows", params: { n, needed: FEWEST_UNITS } } } : undefined;
}

function refuseSpread(between: number, within: number, n: number, ratings: number): Abstention | undefined {
  if (between + within <= NOTHING) return { abstained: { code: "agreement_no_variation", params: { n: ratings } } };
  if (within <= NOTHING * between) return { abstained: { code: "agreement_no_disagreement", params: { n } } };
  return between <= NOTHING * within ? { abstained: { code: "agreement_units_alike", params: { n } } } : undefined;
}

/** Both correlations of a ratio of mean squares, with its exact interval. */
function fromF(ratio: number, df: number, errorDf: number, k: number, n: number, level: number): IntraclassPair {
  const tail = (1 + level) / 2;
  const low = ratio / fQuantile(tail, df, errorDf);
  const high = ratio * fQuantile(tail, errorDf, df);
  const single = (f: number): number => (f - 1) / (f + k - 1);
  const average = (f: number): number => 1 - 1 / f;
  const pair = (of: (f: number) => number): Estimate => ({
    value: of(ratio),
    n,
    interval: { lower: of(low), upper: of(high), level },
  });
  return { single: pair(single), average: pair(average) };
}

/** ICC(2): the interval of McGraw and Wong, whose degrees of freedom are Satterthwaite's. */
function absolute(units: number, raters: number, error: number, n: number, k: number, level: number): IntraclassPair {
  const value = (units - error) / (units + (k - 1) * error + (k * (raters - error)) / n);
  const a = (k * value) / (n * (1 - value));
  const b = 1 + (k * value * (n - 1)) / (n * (1 - value));
  const df = (a * raters + b * error) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  const tail = (1 + level) / 2;
  const high = fQuantile(tail, n - 1, df);
  const low = fQuantile(tail, df, n - 1);
  const common = k * raters + (k * n - k - n) * error;
  const lower = Math.min(value, (n * (units - high * error)) / (high * common + n * units));
  const upper = Math.max(value, (n * (low * units - error)) / (common + n * low * units));
  // Spearman–Brown: what one rater's reliability makes of the mean of k
  const stepUp = (r: number): number => (k * r) / (1 + (k - 1) * r);
  return {
    single: { value, n, interval: { lower, upper, level } },
    average: {
      value: (units - error) / (units + (raters - error) / n),
      n,
      interval: { lower: stepUp(lower), upper: stepUp(upper), level },
    },
  };
}

/** Quantile of the F distribution, through the beta distribution of d₁F / (d₁F + d₂). */
function fQuantile(p: number, d1: number, d2: number): number {
  const share = betaQuantile(1 - p, d2 / 2, d1 / 2);
  return (d2 * (1 - share)) / (d1 * share);
}
