import type { Interval } from "../../core/estimate.ts";
import { choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import { normalCdf } from "../../math/normal.ts";
import { type Grid, QUADRANTS } from "./grid.ts";
import { fitPrior, type PriorFit, ratios } from "./prior.ts";
import { type GridProducts, productsOf } from "./products.ts";

/** Terms up to this degree are free: without any others the true ratings are bivariate normal. */
const FREE_DEGREE = 2;
/** Sd of a free coefficient, so wide that it holds nothing back. */
const FREE_SD = 30;
/** Roughnesses that are averaged by how well they explain the answers: sd of a coefficient of the third degree. */
const ROUGHNESSES = [0.02, 0.08, 0.2, 0.5, 1.2, 3] as const;
/** Coefficients shrink with the root of their degree, so that rough truths keep their share of the uncertainty. */
const DECAY = 0.5;

/** Variance, in customers squared, that is only rounding: nobody's quadrant is in doubt. */
const CERTAIN = 1e-12;

/** The distribution of true ratings, averaged over roughnesses. */
export interface PriorAverage {
  readonly weights: Float64Array;
  /** Chance of each pair of answers. */
  readonly chances: Float64Array;
  /** Interval of the true number of customers in each quadrant, around the expected numbers given. */
  readonly intervals: (expected: readonly number[], level: number) => readonly Interval[];
}

/** Fits the distribution of true ratings under each roughness and averages them by their evidence. */
export function averagePriors(grid: Grid): PriorAverage {
  const products = productsOf(grid);
  let start: PriorFit | undefined;
  const fits = ROUGHNESSES.map((roughness) => {
    const sds = Float64Array.from(grid.terms, ([a, b]) =>
      a + b <= FREE_DEGREE ? FREE_SD : roughness * ((FREE_DEGREE + 1) / (a + b)) ** DECAY,
    );
    const before = start;
    start = fitPrior(
      grid,
      products,
      sds,
      sds.map((sd, t) =>
        before === undefined ? 0 : ((before.coefficients[t] as number) * (before.sds[t] as number)) / sd,
      ),
    );
    return start;
  });
  const best = fits.reduce((most, { logEvidence }) => Math.max(most, logEvidence), Number.NEGATIVE_INFINITY);
  const evidence = fits.map(({ logEvidence }) => Math.exp(logEvidence - best));
  const total = evidence.reduce((sum, value) => sum + value, 0);
  const shares = evidence.map((value) => value / total);
  const weights = new Float64Array(grid.quadrant.length);
  fits.forEach((fit, k) => {
    for (let i = 0; i < weights.length; i++) {
      weights[i] = (weights[i] as number) + (shares[k] as number) * (fit.weights[i] as number);
    }
  });
  const parts = fits.map((fit) => sizesUnder(grid, products, fit));
  return {
    weights,
    chances: products.answers(weights),
    intervals: (expected, level) =>
      expected.map((value, q) => {
        const own = parts.map((part) => part[q] as Size);
        const centre = own.reduce((sum, { expected: e }, k) => sum + (shares[k] as number) * e, 0);
        return intervalOf(grid.n, value, value - centre, own, shares, level);
      }),
  };
}

/** How many customers a quadrant truly holds under one roughness: mean and variance. */
interface Size {
  readonly expected: number;
  readonly variance: number;
}

/**
 * Mean and variance of the true number of customers in each quadrant: the chance that decides each customer once the
 * distribution is known, and the uncertainty of the distribution, by the delta method. The latter is that of the
 * posterior, which holds the bias of the penalty on average over truths (Nychka 1988, JASA 83).
 */
function sizesUnder(grid: Grid, products: GridProducts, fit: PriorFit): Size[] {
  const { weights, chances, conditional, sds, information } = fit;
  const T = sds.length;
  const spread = products.cells(ratios(grid, chances));
  return Array.from({ length: QUADRANTS }, (_, q) => {
    const inside = weights.map((w, i) => (grid.quadrant[i] === q ? w : 0));
    const joint = products.answers(inside);
    const held = spread.map((value, i) => value * (inside[i] as number));
    const slope = products.terms(held);
    let expected = 0;
    let binomial = 0;
    for (let j = 0; j < joint.length; j++) {
      const n = grid.counts[j] as number;
      if (n === 0) continue;
      const p = Math.min(1, (joint[j] as number) / Math.max(chances[j] as number, Number.MIN_VALUE));
      expected += n * p;
      binomial += n * p * (1 - p);
      for (let t = 0; t < T; t++) {
        slope[t] = (slope[t] as number) - n * p * (conditional[j * T + t] as number);
      }
    }
    const scaled = slope.map((value, t) => value * (sds[t] as number));
    return { expected, variance: binomial + dot(scaled, choleskySolve(information, scaled)) };
  });
}

/** Quantiles of the mixture over roughnesses, each normal on the log-odds of the share; whole customers outwards. */
function intervalOf(
  n: number,
  expected: number,
  shift: number,
  sizes: readonly Size[],
  shares: readonly number[],
  level: number,
): Interval {
  if (sizes.every(({ variance }) => variance < CERTAIN)) return { lower: expected, upper: expected, level };
  const parts = sizes.map((size) => {
    // half a customer keeps the odds of an empty and of a full quadrant finite
    const mean = Math.min(n - 0.5, Math.max(0.5, size.expected + shift));
    return { logit: Math.log(mean / (n - mean)), sd: (Math.sqrt(size.variance) * n) / (mean * (n - mean)) };
  });
  const below = (x: number): number =>
    parts.reduce(
      (sum, { logit, sd }, k) =>
        sum + (shares[k] as number) * (sd > 0 ? normalCdf((x - logit) / sd) : Number(x >= logit)),
      0,
    );
  const at = (p: number): number => {
    let [low, high] = [-50, 50];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (below(middle) < p) low = middle;
      else high = middle;
    }
    return n / (1 + Math.exp(-low));
  };
  return {
    lower: Math.min(expected, Math.floor(at((1 - level) / 2))),
    upper: Math.max(expected, Math.ceil(at((1 + level) / 2))),
    level,
  };
}
