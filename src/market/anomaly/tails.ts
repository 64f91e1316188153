import { logGamma } from "../../math/gamma.ts";
import { normalQuantile } from "../../math/normal.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { INNER } from "./robust-scale.ts";

/** Tails that are tried, heaviest first; the last stands for the normal curve. */
export const TRIED: readonly number[] = [2, 2.5, 3, 4, 5, 7, 10, 20, Number.POSITIVE_INFINITY];

/** Tails heavier than this are not looked for in what lies near: middles tell little of ends. */
const HEAVIEST_LIKELY = 3;

/** Rows below which tails cannot be told. */
export const FEWEST_FOR_TAILS = 20;

/** More rows than this do not make the choice surer; every so manieth is taken. */
export const MOST_SAMPLED = 2000;

/** How much better, in log-likelihood, a share of strays must be than none, and heavy tails than the normal curve. */
const STRAYS_COST = 2;
const HEAVY_COST = 1;

/** Rows that stand for all where the shape of tails is told. */
export function sampled(n: number): number {
  return Math.ceil(n / MOST_SAMPLED);
}

/**
 * Degrees of freedom of Student's t that the rows look like, infinite for the normal curve. Each shape is fitted beside a
 * share of strays that may lie anywhere, so that a heap of anomalies does not pass for a heavy tail.
 */
export function likelyTails(scores: Float64Array): number {
  if (scores.length < FEWEST_FOR_TAILS) return Number.POSITIVE_INFINITY;
  const step = sampled(scores.length);
  const sizes = scores.filter((_, i) => i % step === 0).map((score) => Math.abs(score));
  const furthest = Math.max(
    4,
    sizes.reduce((most, size) => Math.max(most, size), 0),
  );
  let [likely, most]: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const df of TRIED) {
    if (df < HEAVIEST_LIKELY) continue;
    const densities = densitiesOf(sizes, df);
    const fit = Math.max(likelihood(densities, 0, furthest), strayLikelihood(densities, furthest) - STRAYS_COST);
    const worth = fit - (Number.isFinite(df) ? HEAVY_COST : 0);
    if (worth > most) [likely, most] = [df, worth];
  }
  return likely;
}

function strayLikelihood(densities: Float64Array, furthest: number): number {
  const stray = 1 / furthest;
  let share = 0.05;
  for (let round = 0; round < 15; round++) {
    let sum = 0;
    for (const own of densities) sum += (share * stray) / (share * stray + (1 - share) * own);
    share = Math.min(0.4, Math.max(1e-6, sum / densities.length));
  }
  return likelihood(densities, share, furthest);
}

function likelihood(densities: Float64Array, share: number, furthest: number): number {
  let sum = 0;
  for (const own of densities) sum += Math.log((1 - share) * own + share / furthest);
  return sum;
}

/** Densities of scores' sizes where scores are those of Student's t in units of its own robust spread. */
export function densitiesOf(sizes: Float64Array, df: number): Float64Array {
  if (!Number.isFinite(df)) {
    return sizes.map((size) => Math.max(Number.MIN_VALUE, Math.sqrt(2 / Math.PI) * Math.exp((-size * size) / 2)));
  }
  const spread = spreadOf(df);
  const constant = (2 * spread * Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2))) / Math.sqrt(Math.PI * df);
  return sizes.map((size) => Math.max(Number.MIN_VALUE, constant * (1 + (size * spread) ** 2 / df) ** (-(df + 1) / 2)));
}

/**
 * The robust spread of Student's t: root mean square within {@link INNER} median deviations, scaled as for normal data.
 */
export function spreadOf(df: number): number {
  if (!Number.isFinite(df)) return 1;
  const deviation = studentTQuantile(0.75, df) / normalQuantile(0.75);
  return (
    (deviation * Math.sqrt(innerSquare((t) => (1 + (t * deviation) ** 2 / df) ** (-(df + 1) / 2)))) /
    Math.sqrt(innerSquare((z) => Math.exp((-z * z) / 2)))
  );
}

/** Mean square within the inner part of a density, by Simpson's rule. */
function innerSquare(shape: (at: number) => number): number {
  const steps = 200;
  let mass = 0;
  let square = 0;
  for (let i = 0; i <= steps; i++) {
    const at = (INNER * i) / steps;
    const weight = shape(at) * (i === 0 || i === steps ? 1 : i % 2 === 0 ? 2 : 4);
    mass += weight;
    square += weight * at * at;
  }
  return square / mass;
}
