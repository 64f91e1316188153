import { minimizeBfgs } from "../../math/bfgs.ts";
import { dot } from "../../math/dot.ts";
import { nonNegativeLeastSquares } from "../../math/nnls.ts";
import type { Random } from "../../math/random.ts";
import { gramOf, type Projection, reduce, whitenBack } from "./design.ts";
import { type ChannelShape, fillColumn } from "./shape.ts";

/** The best curves: places in the boxes, channel by channel, and effects. */
export interface PointFit {
  readonly places: readonly Float64Array[];
  readonly effects: Float64Array;
  /** Sum of squared errors, whitened. */
  readonly rss: number;
  readonly converged: boolean;
  /** Starts that ended at the best fit. */
  readonly agreeing: number;
}

/** Ends of the search on the scale of the logit: 1e-7 of a side from its end. */
const FARTHEST = 16;

/** Fits without an error at all would send the logarithm to minus infinity. */
const EXACT = 1e-14;

/** Two searches ended at the same fit when their errors agree to this share. */
const SAME_FIT = 1e-4;

const logistic = (u: number): number => 1 / (1 + Math.exp(-Math.max(-FARTHEST, Math.min(FARTHEST, u))));

/**
 * Least squares over all channels together. Effects and baseline are solved exactly for each shape tried (variable
 * projection), so that the search runs over the shapes alone; its slope is exact (envelope theorem).
 *
 * @see Golub, Pereyra, The differentiation of pseudo-inverses and nonlinear least squares problems whose variables
 * separate, SIAM Journal on Numerical Analysis 10 (1973)
 */
export function fitPoint(
  revenue: Float64Array,
  shapes: readonly ChannelShape[],
  projection: Projection,
  starts: readonly (readonly Float64Array[])[],
): PointFit {
  const n = revenue.length;
  const y = new Float64Array(n);
  reduce(revenue, projection, y);
  const total = dot(y, y) || 1;
  const raw = shapes.map(() => new Float64Array(n));
  const reduced = shapes.map(() => new Float64Array(n));
  const slopes = shapes.map((shape) => shape.parameters.map(() => new Float64Array(n)));
  const offsets: number[] = [];
  let size = 0;
  for (const shape of shapes) {
    offsets.push(size);
    size += shape.parameters.length;
  }
  const placesOf = (u: ArrayLike<number>): Float64Array[] =>
    shapes.map((shape, c) =>
      Float64Array.from(shape.parameters, (_, k) => logistic(u[(offsets[c] as number) + k] as number)),
    );

  const residual = new Float64Array(n);
  const back = new Float64Array(n);
  let last: Float64Array | undefined;
  let value = 0;
  let effects = new Float64Array(shapes.length);
  const evaluate = (u: Float64Array): number => {
    if (last?.every((cell, i) => cell === u[i])) return value;
    const places = placesOf(u);
    for (const [c, shape] of shapes.entries()) {
      fillColumn(shape, places[c] as Float64Array, raw[c] as Float64Array, slopes[c]);
      reduce(raw[c] as Float64Array, projection, reduced[c] as Float64Array);
    }
    effects = Float64Array.from(
      nonNegativeLeastSquares(
        gramOf(reduced),
        reduced.map((column) => dot(column, y)),
      ),
    );
    residual.set(y);
    for (const [c, column] of reduced.entries()) {
      const b = effects[c] as number;
      for (let t = 0; t < n; t++) residual[t] = (residual[t] as number) - b * (column[t] as number);
    }
    last = Float64Array.from(u);
    value = Math.log(dot(residual, residual) / total + EXACT);
    return value;
  };
  const gradient = (u: Float64Array, out: Float64Array): void => {
    const places = placesOf(u);
    const error = Math.exp(evaluate(u)) * total;
    whitenBack(residual, projection.rho, back);
    for (const [c, channel] of slopes.entries()) {
      for (const [k, slope] of channel.entries()) {
        const v = (places[c] as Float64Array)[k] as number;
        out[(offsets[c] as number) + k] = (-2 * (effects[c] as number) * dot(back, slope) * v * (1 - v)) / error;
      }
    }
  };

  if (size === 0) return { places: [], effects, rss: dot(y, y), converged: true, agreeing: starts.length };
  const ends = starts.map((start) => {
    const u = Float64Array.from(start.flatMap((place) => Array.from(place, (v) => Math.log(v / (1 - v)))));
    return minimizeBfgs(evaluate, u, { gradient, tolerance: 1e-6, maxIterations: 300 });
  });
  const best = ends.reduce((a, b) => ((b.value ?? Infinity) < (a.value ?? Infinity) ? b : a));
  const value0 = best.value as number;
  evaluate(Float64Array.from(best.x));
  return {
    places: placesOf(best.x),
    effects: Float64Array.from(effects),
    rss: dot(residual, residual),
    converged: best.converged || best.reason === "line_search_failed",
    agreeing: ends.filter((end) => (end.value ?? Infinity) - value0 < SAME_FIT).length,
  };
}

/** The middle of every box and seeded places inside. */
export function startsOf(shapes: readonly ChannelShape[], count: number, random: Random): Float64Array[][] {
  return Array.from({ length: count }, (_, s) =>
    shapes.map(({ parameters }) =>
      Float64Array.from(parameters, () => (s === 0 ? 0.5 : 0.05 + 0.9 * random.uniform())),
    ),
  );
}
