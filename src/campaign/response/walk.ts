import { choleskyFactor } from "../../math/cholesky.ts";
import type { Random } from "../../math/random.ts";

/** Least spread of a step along a side of the box. */
const LEAST_MOVE = 0.005;

/** A step of the same size along every side. */
export function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
}

/** Triangle of the covariance of places; `undefined` where they hardly moved. */
export function rootOf(places: readonly Float64Array[]): Float64Array | undefined {
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
  return choleskyFactor(covariance, p)?.lower;
}

/** A random step in the form that the triangle gives it. */
export function stepped(old: Float64Array, size: number, root: Float64Array, random: Random): Float64Array {
  const p = old.length;
  const z = old.map(() => random.normal());
  return old.map((v, i) => {
    let move = 0;
    for (let k = 0; k <= i; k++) move += (root[i * p + k] as number) * (z[k] as number);
    return reflect(v + size * move);
  });
}

/** Keeps a step inside [0, 1]. */
function reflect(v: number): number {
  const turned = Math.abs(v) % 2;
  return turned > 1 ? 2 - turned : turned;
}

/**
 * Between and within the halves of the chains.
 *
 * @see Gelman et al., Bayesian Data Analysis (2013), eq. 11.4
 */
export function largestRHat(chains: readonly (readonly Float64Array[])[], channels: number): number {
  let largest = 1;
  for (let c = 0; c < channels; c++) {
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
