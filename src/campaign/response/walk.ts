import { choleskyFactor } from "../../math/cholesky.ts";
import type { Random } from "../../math/random.ts";

/** Least spread of a step along a side of the box. */
const LEAST_MOVE = 0.005;

/** Step of the walk before its form is known, as a share of a side. */
const FIRST_STEP = 0.25;

/** Freedom of the t distribution that leaps are drawn from: its tails reach beyond what was seen. */
const LEAP_FREEDOM = 4;

/** Where a channel's places lay while the chain settled: their centre and the triangle of their covariance. */
export interface Form {
  readonly centre: Float64Array;
  readonly root: Float64Array;
}

/** The form of places seen; `undefined` where it has no triangle. */
export function formOf(places: readonly Float64Array[]): Form | undefined {
  const p = (places[0] as Float64Array).length;
  const centre = Float64Array.from(
    { length: p },
    (_, i) => places.reduce((t, x) => t + (x[i] as number), 0) / places.length,
  );
  const covariance = Float64Array.from({ length: p * p }, (_, cell) => {
    const [i, j] = [Math.floor(cell / p), cell % p];
    const product = (x: Float64Array): number =>
      ((x[i] as number) - (centre[i] as number)) * ((x[j] as number) - (centre[j] as number));
    return places.reduce((t, x) => t + product(x), 0) / places.length + (i === j ? LEAST_MOVE ** 2 : 0);
  });
  const root = choleskyFactor(covariance, p)?.lower;
  return root && { centre, root };
}

/** Any place of the box. */
export function anywhere(old: Float64Array, random: Random): Float64Array {
  return old.map(() => random.uniform());
}

/** A random step, in the form of what was seen once that is known. */
export function stepped(old: Float64Array, size: number, form: Form | undefined, random: Random): Float64Array {
  const move = old.map(() => random.normal());
  if (form === undefined) return old.map((v, i) => reflect(v + FIRST_STEP * size * (move[i] as number)));
  spread(form.root, move);
  return old.map((v, i) => reflect(v + size * (move[i] as number)));
}

/** A place drawn from the form, wherever the chain stands; `undefined` outside the box, where no curve lies. */
export function leapt({ centre, root }: Form, random: Random): Float64Array | undefined {
  const move = centre.map(() => random.normal());
  const stretch = Math.sqrt(LEAP_FREEDOM / (2 * random.gamma(LEAP_FREEDOM / 2, 1)));
  spread(root, move);
  const place = centre.map((v, i) => v + stretch * (move[i] as number));
  return place.every((v) => v >= 0 && v <= 1) ? place : undefined;
}

/** Log of what is proportional to the density of {@link leapt}, which the chain must correct for. */
export function leapDensity({ centre, root }: Form, place: Float64Array): number {
  const p = centre.length;
  const z = place.map((v, i) => v - (centre[i] as number));
  let distance = 0;
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < i; k++) z[i] = (z[i] as number) - (root[i * p + k] as number) * (z[k] as number);
    z[i] = (z[i] as number) / (root[i * (p + 1)] as number);
    distance += (z[i] as number) ** 2;
  }
  return (-(LEAP_FREEDOM + p) / 2) * Math.log1p(distance / LEAP_FREEDOM);
}

/** Turns independent moves into those of the form, in place, the last side first. */
function spread(root: Float64Array, move: Float64Array): void {
  const p = move.length;
  for (let i = p - 1; i >= 0; i--) {
    let total = 0;
    for (let k = 0; k <= i; k++) total += (root[i * p + k] as number) * (move[k] as number);
    move[i] = total;
  }
}

/** Keeps a step inside [0, 1]. */
function reflect(v: number): number {
  const turned = Math.abs(v) % 2;
  return turned > 1 ? 2 - turned : turned;
}

/**
 * How far the halves of the chains lie apart beside how far each spreads, for the figure where they differ most.
 *
 * @see Gelman et al., Bayesian Data Analysis (2013), eq. 11.4
 */
export function largestRHat(chains: readonly (readonly Float64Array[])[]): number {
  const figures = chains[0]?.[0]?.length ?? 0;
  let largest = 1;
  for (let c = 0; c < figures; c++) {
    const n = (chains[0] as readonly Float64Array[]).length;
    const centres = chains.map((chain) => chain.reduce((total, draw) => total + (draw[c] as number), 0) / n);
    const within =
      chains.reduce(
        (total, chain, m) =>
          total + chain.reduce((sum, draw) => sum + ((draw[c] as number) - (centres[m] as number)) ** 2, 0) / (n - 1),
        0,
      ) / chains.length;
    const grand = centres.reduce((total, centre) => total + centre, 0) / chains.length;
    const between = centres.reduce((total, centre) => total + (centre - grand) ** 2, 0) / (chains.length - 1);
    if (within > 0) largest = Math.max(largest, Math.sqrt((n - 1) / n + between / within));
  }
  return largest;
}
