import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { dot } from "../../math/dot.ts";
import { type LeastSquaresFit, leastSquares } from "../../math/least-squares.ts";
import { normalSurvival } from "../../math/normal.ts";
import { adjustPValues } from "../../math/p-values.ts";
import { project } from "../../math/project.ts";
import { FULL_LEVERAGE } from "../../math/robust-covariance.ts";
import { studentTSurvival } from "../../math/student-t.ts";
import type { Design } from "./design.ts";
import type { RegressionChecks } from "./types.ts";

/** Rows between which lopsided misses matter and can be seen: below nothing shows, above means are normal anyway. */
const FEWEST = 8;
const MOST = 200;

/** Part of a square that other columns must leave for a bend to be told from them. */
const OWN_PART = 1e-7;

/** Checks what intervals and predictions rest on. */
export function checkRegression(design: Design, fit: LeastSquaresFit): RegressionChecks {
  const spread = checkSpread(design, fit);
  const skewness = checkSkewness(fit);
  return {
    ...(spread !== undefined && { spread }),
    bends: checkBends(design, fit),
    ...(skewness !== undefined && { skewness }),
  };
}

/** Koenker (1981), Journal of Econometrics 17, 107–112: n·R² of the squared misses on the predictors. */
function checkSpread(
  { columns, weights }: Design,
  { n, rank, residuals, basis }: LeastSquaresFit,
): RegressionChecks["spread"] {
  const df = rank - 1;
  if (df === 0) return undefined;
  let scale = 0;
  for (let i = 0; i < n; i++) scale = Math.max(scale, Math.abs(residuals[i] as number));
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const miss = (residuals[i] as number) / scale;
    squares[i] = miss * miss * (weights?.[i] ?? 1);
  }
  let explained: number;
  if (weights === undefined) {
    const center = squares.reduce((total, square) => total + square, 0) / n;
    for (let i = 0; i < n; i++) squares[i] = (squares[i] as number) - center;
    const along = basis.slice(1).reduce((total, column) => total + dot(column, squares) ** 2, 0);
    explained = along / dot(squares, squares);
  } else {
    const again = leastSquares(columns, squares);
    explained = 1 - again.residualSquares / again.totalSquares;
  }
  if (!Number.isFinite(explained)) return undefined;
  const statistic = n * Math.min(1, Math.max(0, explained));
  return { statistic, df, pValue: chiSquaredSurvival(statistic, df) };
}

/** The square of each figure, added to the formula alone, with HC3 errors. */
function checkBends(design: Design, fit: LeastSquaresFit): RegressionChecks["bends"] {
  const found = design.terms.flatMap(({ predictor, category }, j) => {
    if (category !== undefined || !fit.kept.includes(j)) return [];
    const statistic = bendStatistic(design.columns[j] as Float64Array, fit.centers[j] as number, design.weights, fit);
    if (statistic === undefined) return [];
    const pValue = Math.min(1, 2 * studentTSurvival(Math.min(1e100, Math.abs(statistic)), fit.n - fit.rank - 1));
    return [{ predictor, statistic, pValue }];
  });
  const adjusted = adjustPValues(
    found.map(({ pValue }) => pValue),
    "holm",
  );
  return found.map((bend, i) => ({ ...bend, pValue: adjusted[i] as number }));
}

function bendStatistic(
  column: Float64Array,
  center: number,
  weights: Float64Array | undefined,
  { n, rank, basis, residuals, leverage }: LeastSquaresFit,
): number | undefined {
  if (n - rank < 2) return undefined;
  let far = 0;
  for (let i = 0; i < n; i++) far = Math.max(far, Math.abs((column[i] as number) - center));
  const roots = weights?.map(Math.sqrt);
  const square = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const away = ((column[i] as number) - center) / far;
    square[i] = roots === undefined ? away * away : away * away * (roots[i] as number);
  }
  const before = dot(square, square);
  const own = project(basis, square).left ** 2;
  if (!(own > OWN_PART ** 2 * before)) return undefined;
  let along = 0;
  for (let i = 0; i < n; i++) along += (square[i] as number) * (residuals[i] as number) * (roots?.[i] ?? 1);
  const coefficient = along / own;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    const z = square[i] as number;
    const left = 1 - (leverage[i] as number) - (z * z) / own;
    // a row that decides the bend alone proves none
    if (left <= 1 - FULL_LEVERAGE) {
      if (z * z > 1e-6 * own) return undefined;
      continue;
    }
    const part = (z * ((residuals[i] as number) * (roots?.[i] ?? 1) - coefficient * z)) / left;
    variance += part * part;
  }
  const statistic = (coefficient * own) / Math.sqrt(variance);
  return Number.isFinite(statistic) ? statistic : undefined;
}

/** D'Agostino (1970), Biometrika 57, 679–681. */
function checkSkewness({ n, residuals }: LeastSquaresFit): RegressionChecks["skewness"] {
  if (n < FEWEST || n > MOST) return undefined;
  const squares = dot(residuals, residuals) / n;
  if (!(squares > 0)) return undefined;
  const value = residuals.reduce((total, miss) => total + (miss / Math.sqrt(squares)) ** 3, 0) / n;
  const y = value * Math.sqrt(((n + 1) * (n + 3)) / (6 * (n - 2)));
  const peaked = (3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3)) / ((n - 2) * (n + 5) * (n + 7) * (n + 9));
  const w = Math.sqrt(2 * (peaked - 1)) - 1;
  const z = Math.asinh(y / Math.sqrt(2 / (w - 1))) / Math.sqrt(Math.log(w) / 2);
  return { value, pValue: Math.min(1, 2 * normalSurvival(Math.abs(z))) };
}
