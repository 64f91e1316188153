import type { Estimate } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";

/** Whose row each is, as whole numbers from 0. */
export interface Clusters {
  readonly codes: Uint32Array;
  readonly count: number;
}

export function clustersOf(customers: ArrayLike<string | number> | undefined, n: number): Clusters {
  const codes = new Uint32Array(n);
  if (customers === undefined) {
    for (let i = 0; i < n; i++) codes[i] = i;
    return { codes, count: n };
  }
  const seen = new Map<string | number, number>();
  for (let i = 0; i < n; i++) {
    const id = customers[i] as string | number;
    let code = seen.get(id);
    if (code === undefined) {
      code = seen.size;
      seen.set(id, code);
    }
    codes[i] = code;
  }
  return { codes, count: seen.size };
}

/**
 * Σ over customers of products of what their rows add: the variance of a sum, and the covariance of two.
 *
 * @see Liang & Zeger (1986), Biometrika 73; customers over customers less one, as in the variance of a mean
 */
export function clusterProduct(a: ArrayLike<number>, b: ArrayLike<number>, { codes, count }: Clusters): number {
  const first = new Float64Array(count);
  const second = new Float64Array(count);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    first[code] = (first[code] as number) + (a[i] as number);
    second[code] = (second[code] as number) + (b[i] as number);
  }
  let total = 0;
  for (let g = 0; g < count; g++) total += (first[g] as number) * (second[g] as number);
  return (total * count) / Math.max(1, count - 1);
}

/** Half the width of an interval over customers. */
export function reachOf(variance: number, { count }: Clusters, level: number): number {
  return studentTQuantile((1 + level) / 2, Math.max(1, count - 1)) * Math.sqrt(Math.max(0, variance));
}

/** A mean over rows with the interval that its customers leave it, held within bounds. */
export function clusteredMean(
  values: Float64Array,
  clusters: Clusters,
  level: number,
  bounds: readonly [low: number, high: number],
): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const away = values.map((x) => (x - mean) / n);
  const reach = reachOf(clusterProduct(away, away, clusters), clusters, level);
  return {
    value: mean,
    n,
    interval: { lower: Math.max(bounds[0], mean - reach), upper: Math.min(bounds[1], mean + reach), level },
  };
}
