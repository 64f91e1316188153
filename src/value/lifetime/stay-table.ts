import type { BuyingPoint } from "../buying/kernel.ts";
import type { BuyingKind } from "../buying/types.ts";
import { type Discounting, discountedStay, slowest } from "./discount.ts";
import type { DecayMixture } from "./mixture.ts";
import { expectedStay, isEndless, mixtureOf } from "./stay.ts";

/**
 * Places per octave of the time constant. A stay over its time constant is an analytic function of the constant's
 * logarithm, its nearest singularity at ±iπ, so that polynomials over an octave gain a factor of 18 per degree.
 */
export const PLACES = 12;

/** Chebyshev places on [−1, 1]. */
const places: readonly number[] = /* @__PURE__ */ (() =>
  Array.from({ length: PLACES }, (_, j) => Math.cos((Math.PI * (j + 0.5)) / PLACES)))();

/** The octave of a time constant, and where in it the constant lies. */
export function octaveOf(constant: number): number {
  return Math.floor(Math.log2(constant));
}

/** Where in its octave a time constant lies, from −1 to 1. */
export function placeOf(constant: number, octave: number): number {
  return 2 * (Math.log2(constant) - octave) - 1;
}

/**
 * Chebyshev coefficients over one octave of what `of` makes of a live customer's mixture and time constant, one row per
 * figure: Σ row[j] · T_j(place).
 */
export function octaveSeries(
  kind: BuyingKind,
  point: BuyingPoint,
  x: number,
  octave: number,
  plan: Discounting,
  of: (mixture: DecayMixture, constant: number) => ArrayLike<number>,
): readonly Float64Array[] {
  const mixture = mixtureOf(kind, point, x, slowest(plan) * 2 ** octave);
  const values = places.map((at) => of(mixture, 2 ** (octave + (1 + at) / 2)));
  const figures = (values[0] as ArrayLike<number>).length;
  return Array.from({ length: figures }, (_, f) =>
    Float64Array.from({ length: PLACES }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < PLACES; k++) {
        sum += ((values[k] as ArrayLike<number>)[f] as number) * Math.cos((j * Math.PI * (k + 0.5)) / PLACES);
      }
      return (sum * (j === 0 ? 1 : 2)) / PLACES;
    }),
  );
}

/**
 * Reads expected stays quickly, for as many customers as there are: what is asked for once per repeat purchases and
 * octave is interpolated, to 1e−11 of the value that {@link expectedStay} gives.
 */
export function stayReader(
  kind: BuyingKind,
  point: BuyingPoint,
  plan: Discounting,
): (x: number, constant: number) => number {
  const base = kind === "pareto_nbd" ? (point[3] as number) : (point[1] as number);
  if (plan.length === 0 || isEndless(plan)) return (x, constant) => expectedStay(kind, point, x, constant - base, plan);
  const known = new Map<number, Float64Array>();
  return (x, constant) => {
    const octave = octaveOf(constant);
    // the stay of Pareto/NBD does not depend on x
    const key = (kind === "pareto_nbd" ? 0 : x) * 4096 + octave;
    let row = known.get(key);
    if (row === undefined) {
      const of = (mixture: DecayMixture, c: number): readonly number[] => [discountedStay(mixture, c, plan) / c];
      row = octaveSeries(kind, point, x, octave, plan, of)[0] as Float64Array;
      known.set(key, row);
    }
    return constant * seriesAt(row, placeOf(constant, octave));
  };
}

/** Clenshaw's sum of a Chebyshev series. */
function seriesAt(row: Float64Array, at: number): number {
  let [b1, b2] = [0, 0];
  for (let j = row.length - 1; j > 0; j--) {
    const b = 2 * at * b1 - b2 + (row[j] as number);
    b2 = b1;
    b1 = b;
  }
  return at * b1 - b2 + (row[0] as number);
}
