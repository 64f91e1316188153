import type { Random } from "../../math/random.ts";
import { fitRegression, mediaOf, type Regression } from "./regression.ts";
import type { ChannelShape } from "./shape.ts";
import type { ResponseCurveModel, ResponseErrors } from "./types.ts";

/** Weeks after which the same week of the year comes back. */
const YEAR_WEEKS = 52;

/** Starts of the search in each fold: the middle and one by seed. */
const FOLD_STARTS = 2;

/** Errors of the fit itself beside those of the two rules without media. */
export function inSampleErrors(
  revenue: Float64Array,
  baseline: readonly Float64Array[],
  full: Regression,
  random: Random,
): ResponseErrors {
  const without = fitRegression(revenue, baseline, [], 1, random);
  const n = revenue.length;
  const squares = [full.fitted, without.fitted, naiveOf(revenue, n, n)].map((of) => squaresOf(revenue, of, 0));
  return errorsOf(squares, n, revenue);
}

/** Holds the last weeks out, fold by fold, and predicts them from the weeks before. */
export function holdoutErrors(
  revenue: Float64Array,
  baseline: readonly Float64Array[],
  shapes: readonly ChannelShape[],
  options: { readonly weeks: number; readonly folds: number; readonly least: number },
  random: Random,
): ResponseCurveModel["holdout"] {
  const { weeks, folds, least } = options;
  const n = revenue.length;
  const squares = [0, 0, 0];
  let used = 0;
  for (let fold = 1; fold <= folds; fold++) {
    const train = n - fold * weeks;
    if (train < least) break;
    used++;
    const end = train + weeks;
    const learned = revenue.subarray(0, train);
    const cut = (columns: readonly Float64Array[], to: number): Float64Array[] => columns.map((c) => c.subarray(0, to));
    const until = (to: number): ChannelShape[] =>
      shapes.map((shape) => ({ ...shape, spend: shape.spend.subarray(0, shape.spend.length - n + to) }));
    const own = random.fork(fold);
    const full = fitRegression(learned, cut(baseline, train), until(train), FOLD_STARTS, own);
    const without = fitRegression(learned, cut(baseline, train), [], 1, own);
    const media = mediaOf(until(end), full.point, end);
    const predictions = [
      baseOf(full, baseline, end).map((base, t) => base + (media[t] as number)),
      baseOf(without, baseline, end),
      naiveOf(revenue, train, end),
    ];
    for (const [k, of] of predictions.entries()) {
      squares[k] = (squares[k] as number) + squaresOf(revenue.subarray(0, end), of, train);
    }
  }
  return used === 0 ? undefined : { ...errorsOf(squares, used * weeks, revenue), folds: used, weeks };
}

function baseOf({ coefficients }: Regression, baseline: readonly Float64Array[], end: number): Float64Array {
  return Float64Array.from({ length: end }, (_, t) =>
    baseline.reduce((total, column, j) => total + (coefficients[j] as number) * (column[t] as number), 0),
  );
}

/** The same week a year before, the mean of what was known where there is none. */
function naiveOf(revenue: Float64Array, known: number, end: number): Float64Array {
  const mean = revenue.subarray(0, known).reduce((total, y) => total + y, 0) / known;
  return Float64Array.from({ length: end }, (_, t) => {
    const before = t - YEAR_WEEKS;
    return before >= 0 && before < known ? (revenue[before] as number) : mean;
  });
}

function squaresOf(revenue: Float64Array, predicted: Float64Array, from: number): number {
  let total = 0;
  for (let t = from; t < revenue.length; t++) total += ((revenue[t] as number) - (predicted[t] as number)) ** 2;
  return total;
}

function errorsOf(squares: readonly number[], n: number, revenue: Float64Array): ResponseErrors {
  const size = Math.abs(revenue.reduce((total, y) => total + y, 0) / revenue.length) || 1;
  const [model, withoutMedia, naive] = squares.map((total) => Math.sqrt(total / n) / size) as [number, number, number];
  return { model, withoutMedia, naive };
}
