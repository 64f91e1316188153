import { requireNumber, requireObject, requireOneOf } from "../core/checks.ts";

/** More observations than any test has. */
const LARGEST = 1e15;

/** Options of {@link confidenceSequenceMultiplier}. */
export interface ConfidenceSequenceOptions {
  /** Chance, over all looks together, that the interval ever misses the truth; in (0, 1), below 0.5 for one side. Default 0.05. */
  readonly alpha?: number;
  /** Observations at which the interval is tightest, 1 to 1e15. Default 5,000. */
  readonly tuning?: number;
  /** `"two"` bounds on both sides (default), or `"one"`. */
  readonly sides?: "one" | "two";
}

/**
 * How many standard errors wide an interval must be so that it may be looked at after every customer: the factor that
 * stands in the place of 1.96.
 *
 * The half-width of the always-valid interval is this factor times the standard error of the estimate at n.
 *
 * @param n - Observations so far, all arms together, 1 to 1e15; fractions are allowed.
 * @param options - `alpha`, default 0.05; `tuning`, the n at which the interval is tightest, default 5,000; `sides`.
 * @returns The factor, above the normal quantile for every n.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`, `unknown_id`.
 * @example
 * ```ts
 * confidenceSequenceMultiplier(5000); // ≈ 3.0352
 * confidenceSequenceMultiplier(6461, { tuning: 1000 }); // ≈ 3.1847
 * ```
 * @see Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, Time-uniform central limit theory and asymptotic confidence
 * sequences (arXiv 2103.06476), theorem 2.2 (two-sided), proposition B.1 (one-sided), and equation 24 for ρ
 */
export function confidenceSequenceMultiplier(n: number, options: ConfidenceSequenceOptions = {}): number {
  const { alpha, sides, mass } = readSequence(n, options);
  const growth = Math.log1p(mass) / 2;
  const log = sides === "two" ? growth - Math.log(alpha) : Math.log1p(Math.exp(growth) / (2 * alpha));
  return Math.sqrt(2 * (1 + 1 / mass) * log);
}

/**
 * The p-value that stays valid however often one looks: the smallest chance of error at which the interval of
 * {@link confidenceSequenceMultiplier} would still leave out "no effect", its shape held as `alpha` and `tuning` set it.
 *
 * @param statistic - The estimate divided by its standard error, −1e150 to 1e150; for one side, positive in the
 * direction tested.
 * @param n - Observations so far, all arms together, 1 to 1e15.
 * @param options - As of {@link confidenceSequenceMultiplier}.
 * @returns A probability. The smallest of all looks so far is valid too.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`, `unknown_id`.
 * @example
 * ```ts
 * confidenceSequencePValue(confidenceSequenceMultiplier(800), 800); // ≈ 0.05
 * confidenceSequencePValue(0.5, 800); // => 1
 * ```
 * @see {@link confidenceSequenceMultiplier}
 */
export function confidenceSequencePValue(
  statistic: number,
  n: number,
  options: ConfidenceSequenceOptions = {},
): number {
  requireNumber(statistic, "statistic", { min: -1e150, max: 1e150 });
  const { sides, mass } = readSequence(n, options);
  if (sides === "one" && statistic <= 0) return 1;
  const evidence = ((statistic / (1 + 1 / mass)) * statistic) / 2;
  const growth = Math.log1p(mass) / 2;
  return Math.min(1, sides === "two" ? Math.exp(growth - evidence) : Math.exp(growth) / (2 * Math.expm1(evidence)));
}

/** Checks the arguments of both functions; `mass` is n·ρ². */
function readSequence(
  n: number,
  options: ConfidenceSequenceOptions,
): { readonly alpha: number; readonly sides: "one" | "two"; readonly mass: number } {
  requireNumber(n, "n", { min: 1, max: LARGEST });
  requireObject(options, "options");
  const { alpha = 0.05, tuning = 5000, sides = "two" } = options;
  requireOneOf(sides, ["one", "two"], "options.sides");
  requireNumber(alpha, "options.alpha", { above: 0, below: sides === "two" ? 1 : 0.5 });
  requireNumber(tuning, "options.tuning", { min: 1, max: LARGEST });
  // a one-sided sequence at alpha is tightest where the two-sided one at 2·alpha is
  const spent = sides === "two" ? alpha : 2 * alpha;
  const mass = n * ((-2 * Math.log(spent) + Math.log(1 - 2 * Math.log(spent))) / tuning);
  return { alpha, sides, mass };
}
