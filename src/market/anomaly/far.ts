import { brentRoot } from "../../math/brent.ts";
import type { Curve } from "./curve.ts";
import { densitiesOf, MOST_SAMPLED, sampled, TRIED } from "./tails.ts";

/**
 * How likely each of the tails tried is before a column is seen. Chosen by simulation so that tails of t with 5 degrees
 * raise a false alarm in at most 5 % of columns of 15 to 100 rows and a spike of 10 spreads is found (docs/anomalies.md).
 */
const PRIOR = [0.06, 0.06, 0.1, 0.14, 0.25, 0.1, 0.1, 0.08, 0.11] as const;

/** Share of the rows that can be anomalies; the rest must tell what is ordinary. */
const MOST = 1 / 2;

/**
 * Rows that count in full as evidence of the tails; of more, this power of their share is taken off. A far row is judged
 * without its own evidence, so a few hundred rows of heavy tails would pass for lighter ones: in full, 300 rows of t with 5
 * degrees raise false alarms in 5.4 % of 2,200 columns, so in 4.7 % of 2,400.
 *
 * @see Miller & Dunson (2019), Journal of the American Statistical Association 114, 1113–1125: likelihoods to a power
 */
const FULL = 80;
const TAKEN = 0.15;

/** Degrees of freedom from which tails are called normal. */
const NORMAL = 100;

/** Which rows lie too far off. */
export interface FarRows {
  readonly flagged: Uint8Array<ArrayBuffer>;
  /** Two-sided chance that an ordinary row lies so far off, by the rows that are no further off. */
  readonly pOf: (row: number) => number;
  /** Largest p-value that counts as an anomaly. */
  readonly limit: number;
  /** The one shape of tails that puts the limit at the same distance; infinite for the normal curve. */
  readonly tails: number;
}

/** How far rows are judged. */
interface FarJudge {
  /** One where the tails are known, else one for each of the tails tried. */
  readonly curves: readonly Curve[];
  /** Share of the rows' scatter that was not taken up by what was fitted. */
  readonly free: number;
  readonly rate: number;
  /** Chance of a single row at which the column as a whole errs at `rate`. */
  readonly single: number;
  readonly control: "family" | "discovery";
}

/**
 * Which rows lie further off than ordinary ones do. The furthest are left out, one more each time, and the nearest of them
 * is judged by the rest alone: how well each shape of tails fits those gives its weight, and the row's chance is the mean
 * over the shapes. So a spike does not make its own tail, and several do not hide each other.
 *
 * @see Rosner (1983), Technometrics 25, 165–172: leaving out more and more, and judging from the last; Gelman et al.,
 * Bayesian Data Analysis (3rd ed.), 6.3: predictive chances
 */
export function farRows(z: Float64Array, judge: FarJudge): FarRows {
  const { curves, single, control } = judge;
  const n = z.length;
  const lightest = curves[curves.length - 1] as Curve;
  const limitOf = (count: number): number => (control === "family" ? single : (count * judge.rate) / n);
  const most = Math.max(1, Math.floor(MOST * n));
  // a row that is ordinary even under the lightest tails need not be looked at
  const near = (1 - 1e-9) * lightest.distanceOf(limitOf(most));
  const size = (row: number): number => Math.abs(z[row] as number);
  const far = Array.from(z.keys())
    .filter((row) => size(row) >= near)
    .sort((a, b) => size(b) - size(a) || a - b);
  const say = judge.free * Math.min(1, (FULL / Math.min(n, MOST_SAMPLED)) ** TAKEN);
  const fits = curves.length === 1 ? undefined : fitsOf(z, say);
  let weights = weightsOf(fits?.all);
  const chanceOf = (score: number, own: readonly number[]): number =>
    curves.reduce((sum, { pOf }, j) => sum + (own[j] as number) * pOf(score), 0);
  const chances = new Float64Array(n).fill(1);
  const places = new Map<number, number>();
  let count = 0;
  let left = weights;
  far.slice(0, most).forEach((row, place) => {
    if (fits !== undefined) left = weightsOf(fits.without(row));
    const p = chanceOf(z[row] as number, left);
    chances[row] = p;
    places.set(row, place);
    if (p <= limitOf(place + 1)) [count, weights] = [place + 1, left];
  });
  const flagged = new Uint8Array(n);
  for (const row of far.slice(0, count)) flagged[row] = 1;
  const pOf = (row: number): number =>
    flagged[row] === 0 && places.has(row) ? (chances[row] as number) : chanceOf(z[row] as number, weights);
  const last = far[count - 1];
  return {
    flagged,
    pOf,
    limit: control === "family" || last === undefined ? single : Math.max(single, pOf(last)),
    tails: oneShape(curves, (score) => chanceOf(score, weights), single),
  };
}

/** Log-likelihood of the rows under each shape, each row with so much say; `without` leaves out one row more with each call. */
function fitsOf(z: Float64Array, say: number): { all: Float64Array; without: (row: number) => Float64Array } {
  const step = sampled(z.length);
  const sizes = z.filter((_, i) => i % step === 0).map(Math.abs);
  const logs = TRIED.map((df) => densitiesOf(sizes, df).map(Math.log));
  const all = Float64Array.from(logs, (own) => say * own.reduce((sum, value) => sum + value, 0));
  const left = all.slice();
  return {
    all,
    without: (row) => {
      if (row % step === 0) {
        logs.forEach((own, j) => {
          left[j] = (left[j] as number) - say * (own[row / step] as number);
        });
      }
      return left;
    },
  };
}

function weightsOf(fits: Float64Array | undefined): number[] {
  if (fits === undefined) return [1];
  const most = fits.reduce((best, own) => Math.max(best, own), Number.NEGATIVE_INFINITY);
  const odds = PRIOR.map((prior, j) => prior * Math.exp((fits[j] as number) - most));
  const total = odds.reduce((sum, own) => sum + own, 0);
  return odds.map((own) => own / total);
}

/** The shape that alone puts the deciding chance at the distance where the mean over shapes has it. */
function oneShape(curves: readonly Curve[], pOf: (score: number) => number, single: number): number {
  const first = curves[0] as Curve;
  if (curves.length === 1) return first.shape;
  const distances = curves.map((curve) => curve.distanceOf(single));
  const [furthest, nearest] = [distances[0] as number, distances[distances.length - 1] as number];
  const own = brentRoot((score) => Math.log(pOf(score) / single), nearest, furthest, { tolerance: 1e-9 }).x;
  const next = Math.max(
    1,
    distances.findIndex((distance) => distance <= own),
  );
  const [wide, narrow] = [distances[next - 1] as number, distances[next] as number];
  const part = Math.max(0, Math.min(1, (wide - own) / (wide - narrow)));
  // between two shapes by the reciprocal, which is 0 for the normal curve
  const reciprocal = (1 - part) / (curves[next - 1] as Curve).shape + part / (curves[next] as Curve).shape;
  return reciprocal < 1 / NORMAL ? Number.POSITIVE_INFINITY : 1 / reciprocal;
}
