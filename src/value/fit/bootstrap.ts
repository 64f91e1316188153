import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Interval } from "../../core/estimate.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { createRandom, type Random } from "../../math/random.ts";
import type { BootstrapOptions } from "./types.ts";

/** What refits to resampled customers say about the parameters. */
export interface BootstrapSpread {
  readonly intervals: readonly Interval[];
  /** Covariance of the logarithms of the parameters. */
  readonly covariance: readonly (readonly number[])[];
}

/** Replicates of which at least this share must have been fitted, or there is no interval. */
const ENOUGH = 0.9;

/**
 * Refits to resampled customers: percentile intervals of the parameters and the covariance of their logarithms;
 * undefined where too many refits found no maximum.
 *
 * @internal
 */
export function bootstrapParameters(
  refit: (random: Random) => readonly number[] | undefined,
  { seed, replicates }: BootstrapOptions,
  level: number,
): BootstrapSpread | undefined {
  const random = createRandom(seed);
  const found: (readonly number[])[] = [];
  for (let i = 0; i < replicates; i++) {
    const parameters = refit(random.fork(i));
    if (parameters?.every((cell) => Number.isFinite(cell) && cell > 0) === true) found.push(parameters);
  }
  if (found.length < ENOUGH * replicates) return undefined;
  const size = (found[0] as readonly number[]).length;
  const columns = Array.from({ length: size }, (_, j) => found.map((row) => Math.log(row[j] as number)));
  const means = columns.map((column) => column.reduce((total, cell) => total + cell, 0) / column.length);
  const covariance = columns.map((a, i) =>
    columns.map(
      (b, j) =>
        a.reduce(
          (total, cell, k) => total + (cell - (means[i] as number)) * ((b[k] as number) - (means[j] as number)),
          0,
        ) /
        (found.length - 1),
    ),
  );
  const intervals = columns.map((column) => {
    const sorted = Float64Array.from(column).sort();
    const end = (share: number): number => Math.exp(quantileSorted(sorted, share));
    return { lower: end((1 - level) / 2), upper: end((1 + level) / 2), level };
  });
  return { intervals, covariance };
}

/** Customers drawn with replacement, as new counts of the same cells; the sum of `counts` must be a whole number. */
export function resampleCounts(counts: ArrayLike<number>, random: Random): Float64Array {
  const drawn = new Float64Array(counts.length);
  let left = 0;
  for (let i = 0; i < counts.length; i++) left += counts[i] as number;
  let open = left;
  for (let i = 0; i < counts.length && left > 0; i++) {
    const count = counts[i] as number;
    const taken = open <= count ? left : random.binomial(left, Math.min(1, count / open));
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
