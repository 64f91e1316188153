import { requireFinite, requireNonEmpty, requireNumber, requireObject, requireSameLength } from "../core/checks.ts";
import { type KendallCount, kendallCount } from "./kendall-count.ts";
import { normalSurvival } from "./normal.ts";
import { rowsByKey } from "./rows-by-key.ts";

/** Up to here the exact distribution of Kendall's S is summed, as R's `cor.test` does. */
const EXACT_BELOW = 50;

/** Options of {@link mannKendall}. */
export interface MannKendallOptions {
  /** When each value was taken, in any unit; default 0, 1, 2, … Values of one time are not compared. */
  readonly times?: ArrayLike<number>;
  /** Season of each value, any numbers: only values of one season are compared. */
  readonly seasons?: ArrayLike<number>;
  /** What the variance is multiplied by, above 0: more than 1 where neighbours resemble each other. Default 1. */
  readonly varianceFactor?: number;
}

/** Whether a series rises or falls, by counting pairs. */
export interface MannKendall {
  readonly n: number;
  /** Pairs that rise less pairs that fall. */
  readonly s: number;
  /** Of `s` where there is no trend, ties corrected and factor applied. */
  readonly variance: number;
  /** Kendall's tau-b in [−1, 1]; 0 where no pair can be told apart. */
  readonly tau: number;
  /** Standard score of `s`, brought one nearer to 0 for its steps. */
  readonly z: number;
  /** Two-sided chance of so strong a trend where there is none. */
  readonly pValue: number;
  /** Pairs that were compared, and those of them that differ. */
  readonly pairs: number;
  readonly differing: number;
  /** Whether the chance is summed exactly: below 50 values without ties, seasons or a factor. */
  readonly exact: boolean;
}

/**
 * Does a series rise or fall, whatever its shape and however wild some of its values? Counts how many pairs rise and
 * how many fall.
 *
 * @param values - At least one finite number, in the order of time unless `times` says otherwise. Not mutated.
 * @param options - `times`, `seasons`, `varianceFactor`.
 * @returns S, tau-b and the two-sided p-value.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * mannKendall([44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]).s; // => 12
 * mannKendall([1, 2, 3, 4, 5]).pValue; // ≈ 0.0166667
 * ```
 * @see Mann (1945), Econometrica 13, 245–259; Kendall, Rank Correlation Methods (1975); Hirsch, Slack & Smith (1982),
 * Water Resources Research 18, 107–121, eqs. 4–8: seasons
 */
export function mannKendall(values: ArrayLike<number>, options: MannKendallOptions = {}): MannKendall {
  requireNonEmpty(values, "values");
  requireFinite(values, "values");
  requireObject(options, "options");
  const { times, seasons, varianceFactor = 1 } = options;
  requireNumber(varianceFactor, "options.varianceFactor", { above: 0, max: 1e6 });
  if (times !== undefined) requireAlike(times, values, "options.times");
  if (seasons !== undefined) requireAlike(seasons, values, "options.seasons");
  const y = Float64Array.from(values);
  const x = times === undefined ? Float64Array.from(y, (_, i) => i) : Float64Array.from(times);
  const parts = countsBySeason(x, y, seasons);
  const [s, variance, xPairs, yPairs, level] = (["s", "variance", "xPairs", "yPairs", "level"] as const).map((key) =>
    parts.reduce((total, part) => total + part[key], 0),
  ) as [number, number, number, number, number];
  const n = y.length;
  const untied = xPairs === (n * (n - 1)) / 2 && yPairs === xPairs;
  const exact = untied && n < EXACT_BELOW && parts.length === 1 && varianceFactor === 1;
  const widened = variance * varianceFactor;
  const z = widened === 0 ? 0 : (Math.sign(s) * Math.max(0, Math.abs(s) - 1)) / Math.sqrt(widened);
  return {
    n,
    s,
    variance: widened,
    tau: xPairs === 0 || yPairs === 0 ? 0 : s / Math.sqrt(xPairs * yPairs),
    z: z + 0,
    pValue: exact ? exactPValue(Math.abs(s), n) : Math.min(1, 2 * normalSurvival(Math.abs(z))),
    pairs: xPairs,
    differing: xPairs - level,
    exact,
  };
}

function requireAlike(column: ArrayLike<number>, values: ArrayLike<number>, name: string): void {
  requireFinite(column, name);
  requireSameLength(column, name, values, "values");
}

function countsBySeason(
  x: Float64Array,
  y: Float64Array,
  seasons: ArrayLike<number> | undefined,
): readonly KendallCount[] {
  if (seasons === undefined) return [kendallCount(x, y)];
  return rowsByKey(seasons).map((rows) =>
    kendallCount(
      Float64Array.from(rows, (row) => x[row] as number),
      Float64Array.from(rows, (row) => y[row] as number),
    ),
  );
}

/** Twice the chance of at least so many more rising than falling pairs, over all orders of n different values. */
function exactPValue(s: number, n: number): number {
  const pairs = (n * (n - 1)) / 2;
  // share of orders with each number of falling pairs, one value added at a time
  let shares = Float64Array.of(1);
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array((size * (size - 1)) / 2 + 1);
    let window = 0;
    for (let k = 0; k < next.length; k++) {
      window += shares[k] ?? 0;
      if (k >= size) window -= shares[k - size] ?? 0;
      next[k] = window / size;
    }
    shares = next;
  }
  const most = (pairs - s) / 2;
  let tail = 0;
  for (let k = 0; k <= most; k++) tail += shares[k] as number;
  return Math.min(1, 2 * tail);
}
