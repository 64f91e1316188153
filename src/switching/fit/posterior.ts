import { choleskyFactor, choleskyLogDeterminant } from "../../math/cholesky.ts";
import { fitLogistic, type LogisticFit } from "../../math/logistic.ts";
import { momentsOf } from "../../math/moments.ts";
import type { LeverColumn } from "./design.ts";

/** Variance of answers spread evenly from 0 to 1: what one customer of the prior is taken to have told. */
const EVEN = 1 / 12;

/** The scale of the stated index may be anything up to this many log-odds, one standard deviation: next to no prior. */
const WIDE = 10;

/** What it means that an answer is missing is expected within this, one standard deviation in log-odds. */
const MISSING = 1;

/** Strengths over which a fit is averaged where the caller names none, in customers: half decades. */
const STRENGTHS: readonly number[] = [3, 10, 30, 100, 300, 1000, 3000, 10_000];

/** A strength whose log-likelihood lies so far below the best adds less than a thousandth. */
const NEGLIGIBLE = 7;

/** A stated index with less variance is the same for everybody. */
const NONE = 1e-12;

/** The hardest pull that the regression takes. */
const HARDEST = 1e9;

/** What a fit says: stay = intercept + scale · stated index + Σ deviation · answer. */
export interface Posterior {
  /** How far an effect may deviate from the stated pattern before seeing data: standard deviation, in log-odds. */
  readonly priorSd: number;
  readonly strength: number;
  readonly scale: number;
  readonly scaleVariance: number;
  /** Deviation from the stated pattern by position among the columns. */
  readonly deviations: Float64Array;
  readonly deviationVariance: Float64Array;
  /** Effects: scale × stated weight + deviation, and their covariance row by row. */
  readonly effects: Float64Array;
  readonly covariance: Float64Array;
}

/** Customers ready to be fitted. */
export interface FitInput {
  /** 1 for a customer who stayed. */
  readonly stayed: Float64Array;
  /** The stated index of each, 0–1. */
  readonly index: Float64Array;
  readonly columns: readonly LeverColumn[];
  /** Stated weight of each column's lever. */
  readonly stated: ArrayLike<number>;
}

/**
 * Fits at one strength of the prior; or, where none is given, averages over strengths, each by how likely it makes the
 * data (Laplace's approximation). A single best strength would feign to be known: with a dozen levers it hardly is, and
 * intervals would be too short. How far effects deviate from belief has a half-Cauchy prior of one log-odds.
 *
 * @see MacKay (1992), Bayesian Interpolation, Neural Computation 4, on the evidence; Gelman (2006), Prior distributions
 * for variance parameters, Bayesian Analysis 1, on the half-Cauchy
 */
export function fitPosterior(input: FitInput, strength: number | undefined): Posterior | undefined {
  if (strength !== undefined) return fitAt(input, strength)?.posterior;
  const fits: { posterior: Posterior; log: number }[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  const middle = STRENGTHS.length >> 1;
  // from the middle outwards, either way until a strength is too unlikely to count
  for (const path of [STRENGTHS.slice(middle), STRENGTHS.slice(0, middle).reverse()]) {
    for (const tried of path) {
      const fit = fitAt(input, tried);
      if (fit === undefined) continue;
      const { priorSd } = fit.posterior;
      const log = fit.evidence + Math.log(priorSd / (1 + priorSd ** 2));
      if (log < highest - NEGLIGIBLE) break;
      highest = Math.max(highest, log);
      fits.push({ posterior: fit.posterior, log });
    }
  }
  if (fits.length === 0) return undefined;
  const odds = fits.map(({ log }) => Math.exp(log - highest));
  const total = odds.reduce((a, b) => a + b, 0);
  return averageOf(
    fits.map(({ posterior }) => posterior),
    odds.map((value) => value / total),
  );
}

/** Mean and covariance of a mixture: within its parts, and between them. */
function averageOf(parts: readonly Posterior[], shares: readonly number[]): Posterior {
  const over = (read: (part: Posterior) => number): number =>
    parts.reduce((sum, part, m) => sum + (shares[m] as number) * read(part), 0);
  const count = (parts[0] as Posterior).effects.length;
  const column = (read: (part: Posterior, k: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, k) => over((part) => read(part, k)));
  const scale = over((part) => part.scale);
  const deviations = column((part, k) => part.deviations[k] as number);
  const effects = column((part, k) => part.effects[k] as number);
  const covariance = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const [a, b] = [effects[i] as number, effects[j] as number];
      covariance[i * count + j] = over(
        (part) =>
          (part.covariance[i * count + j] as number) +
          ((part.effects[i] as number) - a) * ((part.effects[j] as number) - b),
      );
    }
  }
  return {
    priorSd: Math.sqrt(over((part) => part.priorSd ** 2)),
    strength: Math.exp(over((part) => Math.log(part.strength))),
    scale,
    scaleVariance: over((part) => part.scaleVariance + (part.scale - scale) ** 2),
    deviations,
    deviationVariance: column(
      (part, k) =>
        (part.deviationVariance[k] as number) + ((part.deviations[k] as number) - (deviations[k] as number)) ** 2,
    ),
    effects,
    covariance,
  };
}

function fitAt(
  { stayed, index, columns, stated }: FitInput,
  strength: number,
): { readonly posterior: Posterior; readonly evidence: number } | undefined {
  const n = stayed.length;
  const share = stayed.reduce((a, b) => a + b, 0) / n;
  // what so many customers with evenly spread answers would tell about one effect
  const precision = strength * share * (1 - share) * EVEN;
  const gaps = columns.flatMap(({ missing }) => (missing === undefined ? [] : [missing]));
  const hasScale = spreadOf(index) > NONE;
  const predictors = [...(hasScale ? [index] : []), ...columns.map(({ values }) => values), ...gaps];
  // the ridge counts per standard deviation of a column, the prior per unit of evidence
  const priors = [...(hasScale ? [WIDE ** -2] : []), ...columns.map(() => precision), ...gaps.map(() => MISSING ** -2)];
  const penalties = predictors.map((column, j) => Math.min(HARDEST, (priors[j] as number) / spreadOf(column)));
  const fit = fitLogistic(predictors, stayed, { ridge: 1, penalties });
  if (fit === undefined || !fit.converged) return undefined;
  const evidence = evidenceOf(fit, priors);
  if (evidence === undefined) return undefined;
  return { posterior: readPosterior(fit, hasScale ? 1 : 0, columns.length, stated, precision, strength), evidence };
}

/** Variance of a column over its rows, as the regression scales it. */
function spreadOf(column: Float64Array): number {
  return momentsOf(column).m2 / column.length;
}

/** Log of the chance of the data under a prior, up to what all priors share; undefined for a singular covariance. */
function evidenceOf(
  { logLikelihood, coefficients, covariance }: LogisticFit,
  priors: readonly number[],
): number | undefined {
  let log = logLikelihood;
  for (const [j, prior] of priors.entries()) {
    log += (Math.log(prior) - prior * (coefficients[j] as number) ** 2) / 2;
  }
  const factor = choleskyFactor(covariance, priors.length + 1);
  return factor === undefined ? undefined : log + choleskyLogDeterminant(factor) / 2;
}

function readPosterior(
  { coefficients, covariance }: LogisticFit,
  first: number,
  count: number,
  stated: ArrayLike<number>,
  precision: number,
  strength: number,
): Posterior {
  const p = coefficients.length + 1;
  const cell = (i: number, j: number): number => covariance[i * p + j] as number;
  const at = (k: number): number => first + k + 1;
  const scale = first === 0 ? 0 : (coefficients[0] as number);
  const scaleCell = (i: number): number => (first === 0 ? 0 : cell(1, i));
  const scaleVariance = first === 0 ? 0 : cell(1, 1);
  const deviations = coefficients.slice(first, first + count);
  const effects = deviations.map((deviation, k) => scale * (stated[k] as number) + deviation);
  const joint = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const [a, b] = [stated[i] as number, stated[j] as number];
      joint[i * count + j] = a * b * scaleVariance + a * scaleCell(at(j)) + b * scaleCell(at(i)) + cell(at(i), at(j));
    }
  }
  return {
    priorSd: 1 / Math.sqrt(precision),
    strength,
    scale,
    scaleVariance,
    deviations,
    deviationVariance: Float64Array.from(deviations, (_, k) => cell(at(k), at(k))),
    effects,
    covariance: joint,
  };
}
