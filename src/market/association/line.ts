import { leastSquares } from "../../math/least-squares.ts";
import { sandwichCovariance } from "../../math/robust-covariance.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import type { AssociationLine } from "./types.ts";

/** Places at which the band is drawn. */
const PIECES = 40;

/** The least-squares line with the interval of its mean at places along x, wherever rows are spread how. */
export function lineOf(x: Float64Array, y: Float64Array, level: number): AssociationLine {
  const fit = leastSquares([x], y);
  const covariance = sandwichCovariance(fit, "hc3");
  const [v00, v01, , v11] = covariance as unknown as readonly [number, number, number, number];
  const slope = fit.coefficients[0] as number;
  const at = fit.centers[0] as number;
  const [least, most] = rangeOf(x);
  const t = studentTQuantile((1 + level) / 2, fit.n - 2);
  const band = Array.from({ length: PIECES + 1 }, (_, i) => {
    const place = i === PIECES ? most : least + ((most - least) * i) / PIECES;
    const d = place - at;
    const value = fit.center + slope * d;
    const half = t * Math.sqrt(Math.max(0, v00 + 2 * d * v01 + d * d * v11));
    return { x: place, y: value, lower: value - half, upper: value + half };
  });
  return { slope, intercept: fit.intercept, band };
}

/** Chance of so much bend if the relation were straight: the HC3 test of a squared term. */
export function bendOf(x: Float64Array, y: Float64Array): number | undefined {
  const n = x.length;
  const center = x.reduce((total, value) => total + value / n, 0);
  const far = x.reduce((most, value) => Math.max(most, Math.abs(value - center)), 0);
  const scaled = x.map((value) => (value - center) / far);
  const fit = leastSquares([scaled, scaled.map((value) => value * value)], y);
  // two values of x cannot bend; a row that decides the bend alone proves nothing
  if (fit.rank < 3 || n <= 4 || fit.leverage.some((own) => own > 1 - 1e-9)) return undefined;
  const error = Math.sqrt(sandwichCovariance(fit, "hc3")[8] as number);
  const coefficient = Math.abs(fit.coefficients[1] as number);
  // rows that lie on a line up to rounding do not bend
  if (!(error > 0) || fit.residualSquares <= 1e-20 * fit.totalSquares) return undefined;
  return Math.min(1, 2 * studentTSurvival(Math.min(1e100, coefficient / error), n - 3));
}

function rangeOf(column: Float64Array): readonly [number, number] {
  let [least, most] = [column[0] as number, column[0] as number];
  for (const value of column) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
