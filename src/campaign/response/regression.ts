import { choleskyFactor, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import type { Random } from "../../math/random.ts";
import { gramOf, projectionOf, whiten } from "./design.ts";
import { fitPoint, type PointFit, startsOf } from "./point.ts";
import { type ChannelShape, fillColumn } from "./shape.ts";

/** The joint regression of revenue on baseline and channels. */
export interface Regression {
  readonly point: PointFit;
  /** Link between neighbouring errors. */
  readonly rho: number;
  /** Coefficients of the baseline columns; 0 where a column repeats others. */
  readonly coefficients: Float64Array;
  /** Baseline columns that add something. */
  readonly kept: readonly number[];
  /** Expected revenue by week. */
  readonly fitted: Float64Array;
}

/** Link between errors at most assumed: beyond, a level can no longer be told from a drift. */
const RHO_LIMIT = 0.95;

/**
 * Fits twice: first as if errors were not linked, then with the link that the first errors show (feasible generalised
 * least squares after Prais and Winsten).
 */
export function fitRegression(
  revenue: Float64Array,
  baseline: readonly Float64Array[],
  shapes: readonly ChannelShape[],
  starts: number,
  random: Random,
): Regression {
  const unlinked = projectionOf(baseline, 0);
  const first = fitPoint(revenue, shapes, unlinked, startsOf(shapes, starts, random));
  const plain = complete(revenue, baseline, shapes, first, unlinked);
  const errors = revenue.map((y, t) => y - (plain.fitted[t] as number));
  let linked = 0;
  for (let t = 1; t < errors.length; t++) linked += (errors[t] as number) * (errors[t - 1] as number);
  const rho = Math.max(-RHO_LIMIT, Math.min(RHO_LIMIT, linked / (dot(errors, errors) || 1)));
  const inner = first.places.map((place) => place.map((v) => Math.min(0.999, Math.max(0.001, v))));
  const projection = projectionOf(baseline, rho);
  const second = fitPoint(revenue, shapes, projection, [inner, ...startsOf(shapes, starts, random).slice(1)]);
  return complete(revenue, baseline, shapes, second, projection);
}

function complete(
  revenue: Float64Array,
  baseline: readonly Float64Array[],
  shapes: readonly ChannelShape[],
  point: PointFit,
  { rho, kept }: ReturnType<typeof projectionOf>,
): Regression {
  const media = mediaOf(shapes, point, revenue.length);
  const { coefficients, fitted } = solveBaseline(
    revenue.map((y, t) => y - (media[t] as number)),
    baseline,
    kept,
    rho,
  );
  return { point, rho, coefficients, kept, fitted: fitted.map((base, t) => base + (media[t] as number)) };
}

/** What all channels bring by week, for the last `weeks` weeks of their spend. */
export function mediaOf(shapes: readonly ChannelShape[], point: PointFit, weeks: number): Float64Array {
  const total = new Float64Array(weeks);
  const column = new Float64Array(weeks);
  for (const [c, shape] of shapes.entries()) {
    fillColumn(shape, point.places[c] as Float64Array, column);
    for (let t = 0; t < weeks; t++)
      total[t] = (total[t] as number) + (point.effects[c] as number) * (column[t] as number);
  }
  return total;
}

/** Keeps the triangle solvable where two columns almost repeat one another. */
const RIDGE = 1e-12;

/** Generalised least squares on the baseline columns that add something. */
function solveBaseline(
  target: Float64Array,
  baseline: readonly Float64Array[],
  kept: readonly number[],
  rho: number,
): { readonly coefficients: Float64Array; readonly fitted: Float64Array } {
  const n = target.length;
  const whitened = (column: Float64Array): Float64Array => {
    const out = new Float64Array(n);
    whiten(column, rho, out);
    return out;
  };
  const columns = kept.map((j) => whitened(baseline[j] as Float64Array));
  const y = whitened(target);
  const p = columns.length;
  const gram = gramOf(columns).map((cell, i) => (i % (p + 1) === 0 ? cell * (1 + RIDGE) : cell));
  const factor = choleskyFactor(gram, p);
  const solution =
    factor &&
    choleskySolve(
      factor,
      columns.map((column) => dot(column, y)),
    );
  const coefficients = new Float64Array(baseline.length);
  for (const [k, j] of kept.entries()) coefficients[j] = solution?.[k] ?? 0;
  const fitted = new Float64Array(n);
  for (const [j, column] of baseline.entries()) {
    for (let t = 0; t < n; t++) fitted[t] = (fitted[t] as number) + (coefficients[j] as number) * (column[t] as number);
  }
  return { coefficients, fitted };
}
