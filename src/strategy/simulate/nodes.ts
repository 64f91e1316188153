/** Error of a tabulated survival, as a share of the customers at the start. */
const TABLE_TOLERANCE = 1e-12;

/** Chebyshev points of a range with what interpolation between them needs. */
export interface Nodes {
  readonly low: number;
  readonly high: number;
  readonly x: Float64Array;
  /** Barycentric weights. */
  readonly weight: Float64Array;
}

/**
 * So many Chebyshev points that exp(−H·x), for every H up to `largest`, is interpolated within {@link TABLE_TOLERANCE}.
 *
 * With z = H · half the range, the coefficients of exp(−H·x) are at most 2 I_k(z) exp(−z), as the middle lies at least
 * half a range above 0. The I_k(z) exp(−z) are the chances of the difference of two Poisson numbers of mean z/2, so that
 * Chernoff's bound holds for what is left out after n of them: exp(z(cosh λ − 1) − λn) where sinh λ = n/z. Interpolation
 * at n points errs by at most twice that sum.
 *
 * @see Trefethen, Approximation Theory and Approximation Practice (2013), theorem 4.2
 */
export function nodesFor(low: number, high: number, largest: number): Nodes {
  const half = (high - low) / 2;
  const z = half * largest;
  const aim = Math.log(TABLE_TOLERANCE / 4);
  let n = 1;
  while (z > 0 && leftOut(n, z) > aim) n++;
  const x = new Float64Array(n);
  const weight = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const angle = ((2 * j + 1) * Math.PI) / (2 * n);
    x[j] = n === 1 ? low : low + half * (1 + Math.cos(angle));
    weight[j] = (j % 2 === 0 ? 1 : -1) * Math.sin(angle);
  }
  return { low, high, x, weight };
}

/** Smallest and largest of several columns. */
export function rangeOf(columns: readonly Float64Array[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const x of column) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }
  return [low, high];
}

/** Writes the share that each node has in the value at `at`. */
export function shareNodes({ x, weight }: Nodes, at: number, out: Float64Array): void {
  let total = 0;
  for (let j = 0; j < x.length; j++) {
    const gap = at - (x[j] as number);
    if (gap === 0) {
      out.fill(0);
      out[j] = 1;
      return;
    }
    const share = (weight[j] as number) / gap;
    out[j] = share;
    total += share;
  }
  for (let j = 0; j < x.length; j++) (out[j] as number) /= total;
}

/** Logarithm of Chernoff's bound for the coefficients from the n-th on. */
function leftOut(n: number, z: number): number {
  const slope = n / z;
  // cosh λ − 1 without cancellation
  return (z * slope * slope) / (1 + Math.sqrt(1 + slope * slope)) - n * Math.asinh(slope);
}
