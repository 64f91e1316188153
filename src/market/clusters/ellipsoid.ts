import { choleskyFactor } from "../../math/cholesky.ts";
import type { Random } from "../../math/random.ts";
import { coloured } from "./colour.ts";
import type { Points } from "./k-means.ts";
import { type ColumnPlan, columnsOf, dealNames, fewValues, type NullSource, spreadOf } from "./null-rows.ts";

/** Rows for each column from which the spread of distances can be judged. */
const ROWS_A_COLUMN = 10;
/** Standard errors by which the kurtosis may be off: three let soft borders in as well. */
const ERRORS = 3;

/**
 * What rows would look like that fill an ellipsoid evenly, with the means and covariances of the data: an even disc, in
 * two columns. Undefined where the data do not look so: their kurtosis (mean fourth power of the distance from the
 * middle, in units of the covariance) is not that of an even ellipsoid.
 *
 * @see Mardia (1970), Measures of multivariate skewness and kurtosis, Biometrika 57, 519–530
 */
export function ellipsoidSource(points: Points, plan: ColumnPlan): NullSource | undefined {
  const { n, p } = points;
  const q = plan.numbers.length;
  const columns = columnsOf(points, plan);
  if (q < 2 || n < ROWS_A_COLUMN * q || columns.some(fewValues)) return undefined;
  const spreads = columns.map(spreadOf);
  const scaled = columns.map((column, a) => {
    const { mean, deviation } = spreads[a] as { mean: number; deviation: number };
    return column.map((cell) => (cell - mean) / deviation);
  });
  const correlation = new Float64Array(q * q);
  for (let a = 0; a < q; a++) {
    for (let b = 0; b < q; b++) {
      let product = 0;
      for (let i = 0; i < n; i++) product += (scaled[a]?.[i] as number) * (scaled[b]?.[i] as number);
      correlation[a * q + b] = product / n;
    }
  }
  const lower = choleskyFactor(correlation, q)?.lower;
  if (lower === undefined) return undefined;
  const { kurtosis, error } = evenKurtosis(q);
  const off = kurtosisOf(scaled, lower) - kurtosis;
  if (!(Math.abs(off) <= (ERRORS * error) / Math.sqrt(n))) return undefined;
  return {
    draw: (random) => {
      const out = new Float64Array(n * p);
      coloured(evenBall(n, q, random), lower).forEach((column, a) => {
        const { mean, deviation } = spreads[a] as { mean: number; deviation: number };
        const d = plan.numbers[a] as number;
        for (let i = 0; i < n; i++) out[i * p + d] = mean + deviation * (column[i] as number);
      });
      dealNames(points, plan, out, random);
      return { n, p, x: out };
    },
  };
}

/** Mean fourth power of the distances, in units of the covariance. */
function kurtosisOf(columns: readonly Float64Array[], lower: Float64Array): number {
  const q = columns.length;
  const n = (columns[0] as Float64Array).length;
  const white = new Float64Array(q);
  let total = 0;
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (let a = 0; a < q; a++) {
      let rest = columns[a]?.[i] as number;
      for (let b = 0; b < a; b++) rest -= (lower[a * q + b] as number) * (white[b] as number);
      white[a] = rest / (lower[a * (q + 1)] as number);
      square += (white[a] as number) ** 2;
    }
    total += square * square;
  }
  return total / n;
}

/**
 * Kurtosis of an even ball of q dimensions, and its standard error for one row. With unit covariances the ball has a
 * squared radius of q + 2, and the even moment 2m of the distance is (q + 2)^m · q / (q + 2m); estimated covariances take
 * 2 · kurtosis / q times the squared distance off (delta method).
 */
function evenKurtosis(q: number): { readonly kurtosis: number; readonly error: number } {
  const moment = (m: number): number => ((q + 2) ** m * q) / (q + 2 * m);
  const kurtosis = moment(2);
  const slope = (2 * kurtosis) / q;
  const square = moment(4) - kurtosis ** 2 - 2 * slope * (moment(3) - kurtosis * q) + slope ** 2 * (kurtosis - q * q);
  return { kurtosis, error: Math.sqrt(square) };
}

/** Columns of rows spread evenly over a ball. */
function evenBall(n: number, q: number, random: Random): Float64Array[] {
  const columns = Array.from({ length: q }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (const column of columns) {
      const z = random.normal();
      column[i] = z;
      square += z * z;
    }
    const stretch = random.uniform() ** (1 / q) / Math.sqrt(square);
    for (const column of columns) column[i] = (column[i] as number) * stretch;
  }
  return columns;
}
