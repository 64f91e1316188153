import { requireNumber, requireObject } from "../../core/checks.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { createRandom, type Random } from "../../math/random.ts";
import type { LikelihoodMaximum } from "./maximize.ts";
import type { BootstrapOptions } from "./types.ts";

/** What refits to resampled customers say about the point of a search. */
export interface BootstrapSpread {
  /** Percentile interval of each cell of the point. */
  readonly ends: readonly (readonly [lower: number, upper: number])[];
  readonly covariance: readonly (readonly number[])[];
}

/** Replicates of which at least this share must have found a maximum, or there is no interval. */
const ENOUGH = 0.9;

/**
 * Refits to resampled customers: percentile intervals and covariance of the point; undefined where too many refits found
 * no maximum.
 *
 * @internal
 */
export function bootstrapParameters(
  refit: (random: Random) => LikelihoodMaximum,
  { seed, replicates }: BootstrapOptions,
  level: number,
): BootstrapSpread | undefined {
  const random = createRandom(seed);
  const points: (readonly number[])[] = [];
  for (let i = 0; i < replicates; i++) {
    const { point, report } = refit(random.fork(i));
    if (report.converged) points.push(point);
  }
  if (points.length < ENOUGH * replicates) return undefined;
  const size = (points[0] as readonly number[]).length;
  const columns = Array.from({ length: size }, (_, j) => Float64Array.from(points, (row) => row[j] as number).sort());
  const centred = Array.from({ length: size }, (_, j) => {
    const mean = points.reduce((total, row) => total + (row[j] as number), 0) / points.length;
    return points.map((row) => (row[j] as number) - mean);
  });
  return {
    ends: columns.map(
      (sorted) => [quantileSorted(sorted, (1 - level) / 2), quantileSorted(sorted, (1 + level) / 2)] as const,
    ),
    covariance: centred.map((a) =>
      centred.map((b) => a.reduce((total, cell, k) => total + cell * (b[k] as number), 0) / (points.length - 1)),
    ),
  };
}

/** Customers drawn with replacement, as new counts of the same cells; each count must be a whole number. @internal */
export function resampleCounts(counts: ArrayLike<number>, random: Random): Float64Array {
  const drawn = new Float64Array(counts.length);
  let left = 0;
  for (let i = 0; i < counts.length; i++) left += counts[i] as number;
  let open = left;
  for (let i = 0; i < counts.length && left > 0; i++) {
    const count = counts[i] as number;
    const taken = open <= count ? left : random.binomial(left, count / open);
    drawn[i] = taken;
    left -= taken;
    open -= count;
  }
  return drawn;
}

/** Refuses what is no request for a bootstrap. @internal */
export function requireBootstrap(options: BootstrapOptions | undefined): void {
  if (options === undefined) return;
  requireObject(options, "options.bootstrap");
  requireNumber(options.seed, "options.bootstrap.seed", {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
  requireNumber(options.replicates, "options.bootstrap.replicates", { min: 20, max: 10_000, integer: true });
}
