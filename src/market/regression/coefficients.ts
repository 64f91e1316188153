import { choleskyFactor, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import { fSurvival } from "../../math/f-distribution.ts";
import type { LeastSquaresFit } from "../../math/least-squares.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import type { Design } from "./design.ts";
import type { RegressionCoefficient, RegressionTerm, WaldTest } from "./types.ts";

/** Largest statistic that is told apart. */
const LARGEST = 1e100;

/** A coefficient with interval and p-value by Student's t. */
export function coefficientOf(
  value: number,
  variance: number,
  n: number,
  df: number,
  level: number,
): RegressionCoefficient {
  const standardError = Math.sqrt(Math.max(0, variance));
  const half = studentTQuantile((1 + level) / 2, df) * standardError;
  const ratio = value === 0 ? 0 : standardError > 0 ? value / standardError : Math.sign(value) * LARGEST;
  const statistic = Math.max(-LARGEST, Math.min(LARGEST, ratio));
  return {
    estimate: { value, n, interval: { lower: value - half, upper: value + half, level } },
    standardError,
    statistic,
    pValue: Math.min(1, 2 * studentTSurvival(Math.abs(statistic), df)),
  };
}

/** The terms that the fit rests on, in their order. */
export function termsOf(
  { columns, terms, weights }: Design,
  fit: LeastSquaresFit,
  covariance: Float64Array,
  df: number,
  level: number,
): RegressionTerm[] {
  const { n, rank, kept, fromBasis } = fit;
  return kept.map((j, k) => {
    const at = k + 1;
    const mean = fit.centers[j] as number;
    const column = columns[j] as Float64Array;
    let squares = 0;
    let weighted = 0;
    for (let i = 0; i < n; i++) {
      const away = (column[i] as number) - mean;
      const square = away * away;
      squares += square;
      weighted += square * (weights?.[i] ?? 1);
    }
    const row = fromBasis.subarray(at * rank, (at + 1) * rank);
    return {
      ...(terms[j] as (typeof terms)[number]),
      ...coefficientOf(fit.coefficients[j] as number, covariance[at * (rank + 1)] as number, n, df, level),
      mean,
      sd: Math.sqrt(squares / (n - 1)),
      inflation: Math.max(1, dot(row, row) * weighted),
    };
  });
}

/** Wald's F for some of the coefficients; `places` counts the centre as 0. `undefined` where errors leave no such test. */
export function waldOf(
  values: readonly number[],
  covariance: Float64Array,
  places: readonly number[],
  df: number,
): WaldTest | undefined {
  const rank = values.length + 1;
  const size = places.length;
  const error = places.map((at) => Math.sqrt(covariance[at * (rank + 1)] as number));
  if (size === 0 || error.some((one) => !(one > 0))) return undefined;
  // in units of each error, so that small and large units meet on one diagonal
  const unit = places.flatMap((row, i) =>
    places.map((column, j) =>
      i === j ? 1 : (covariance[row * rank + column] as number) / (error[i] as number) / (error[j] as number),
    ),
  );
  const ratios = places.map((at, i) => (values[at - 1] as number) / (error[i] as number));
  const factor = ratios.every((ratio) => Math.abs(ratio) < 1e50) ? choleskyFactor(unit, size) : undefined;
  if (factor === undefined) return undefined;
  const statistic = Math.max(0, dot(ratios, choleskySolve(factor, ratios)) / size);
  return { statistic, df1: size, df2: df, pValue: fSurvival(statistic, size, df) };
}

/** The column that goes together with this one most, in units of their spreads. */
export function closestTerm(fit: LeastSquaresFit, terms: readonly RegressionTerm[], k: number): number | undefined {
  const { rank, fromBasis } = fit;
  const row = (at: number): Float64Array => fromBasis.subarray((at + 1) * rank, (at + 2) * rank);
  let best: number | undefined;
  let most = 0;
  terms.forEach(({ sd }, m) => {
    // of the regression of one column on all others: −P_km/P_kk, where P is the inverse of the cross-products
    const share = m === k ? 0 : Math.abs(dot(row(k), row(m))) * sd;
    if (share > most) [most, best] = [share, m];
  });
  return best;
}
