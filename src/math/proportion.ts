import { requireNumber } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Interval } from "../core/estimate.ts";
import { betaLogitQuantile, shareOf } from "./beta-distribution.ts";
import { normalQuantile } from "./normal.ts";

/**
 * The range a true rate plausibly lies in, after `successes` out of `n`: Wilson's score interval, a good default.
 *
 * @param successes - In [0, n]; fractions are allowed (weighted counts).
 * @param n - Trials, greater than 0, at most 1e9; fractions are allowed.
 * @param level - Nominal coverage in (0, 1).
 * @returns The interval, within [0, 1]; its lower end is 0 without successes, its upper end 1 without failures.
 * @throws ClienteleError `empty_input` (n = 0), `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * wilsonInterval(122, 21306).lower; // ≈ 0.0047982058
 * wilsonInterval(0, 10).lower; // => 0
 * ```
 * @see Wilson (1927), JASA 22, 209–212; Newcombe (1998), Statistics in Medicine 17, 857–872, method 3.
 */
export function wilsonInterval(successes: number, n: number, level: number = 0.95): Interval {
  requireCounts(successes, n);
  requireNumber(level, "level", { above: 0, below: 1 });
  return wilsonUnchecked(successes, n, level);
}

/** Both roots of (1 + z²/n)π² − (2p + z²/n)π + p² = 0, the smaller one without cancellation. @internal */
export function wilsonUnchecked(successes: number, n: number, level: number): Interval {
  const z = normalQuantile((1 - level) / 2);
  const p = successes / n;
  const square = (z * z) / n;
  const sum = 2 * p + square + Math.sqrt(square * (square + (4 * p * (n - successes)) / n));
  return { lower: (2 * p * p) / sum, upper: successes === n ? 1 : sum / (2 + 2 * square), level };
}

/**
 * The range a true rate plausibly lies in, from the Jeffreys prior beta(½, ½): a Bayesian interval with good coverage.
 *
 * @param successes - In [0, n]; fractions are allowed (weighted counts).
 * @param n - Trials, greater than 0, at most 1e9; fractions are allowed.
 * @param level - Nominal coverage in (0, 1).
 * @returns The equal-tailed interval; by convention its lower end is 0 without successes and its upper end 1 without
 * failures.
 * @throws ClienteleError `empty_input` (n = 0), `not_finite`, `out_of_range`, `invalid_type`, `no_convergence`.
 * @example
 * ```ts
 * jeffreysInterval(122, 21306).lower; // ≈ 0.0047787706
 * jeffreysInterval(10, 10).upper; // => 1
 * ```
 * @see Brown, Cai and DasGupta (2001), Statistical Science 16, 101–133, section 3.1.2.
 */
export function jeffreysInterval(successes: number, n: number, level: number = 0.95): Interval {
  requireCounts(successes, n);
  requireNumber(level, "level", { above: 0, below: 1 });
  const a = successes + 0.5;
  const b = n - successes + 0.5;
  return betaInterval([a, b], [a, b], successes, n, level);
}

/**
 * The range a true rate plausibly lies in, never covering less than `level`: the exact interval, wider than needed.
 *
 * @param successes - In [0, n]; fractions are allowed (weighted counts), though the guarantee holds for whole ones.
 * @param n - Trials, greater than 0, at most 1e9; fractions are allowed.
 * @param level - Least coverage in (0, 1).
 * @returns The interval, within [0, 1]; its lower end is 0 without successes, its upper end 1 without failures.
 * @throws ClienteleError `empty_input` (n = 0), `not_finite`, `out_of_range`, `invalid_type`, `no_convergence`.
 * @example
 * ```ts
 * clopperPearsonInterval(122, 21306).lower; // ≈ 0.0047573696
 * ```
 * @see Clopper and Pearson (1934), Biometrika 26, 404–413.
 */
export function clopperPearsonInterval(successes: number, n: number, level: number = 0.95): Interval {
  requireCounts(successes, n);
  requireNumber(level, "level", { above: 0, below: 1 });
  const failures = n - successes;
  return betaInterval([successes, failures + 1], [successes + 1, failures], successes, n, level);
}

/** Weighted counts may be fractions, but not so small that z² / n overflows. */
const FEWEST = 1e-6;

/** Refuses counts that are not 0 ≤ successes ≤ n with 1e-6 ≤ n ≤ 1e9. @internal */
export function requireCounts(successes: number, n: number, successesName = "successes", nName = "n"): void {
  requireNumber(n, nName, { min: n === 0 ? 0 : FEWEST, max: 1e9 });
  if (n === 0) {
    throw new ClienteleError("empty_input", `${nName} must be greater than 0: a rate needs a trial`, { name: nName });
  }
  requireNumber(successes, successesName, { min: 0, max: n });
}

type BetaParameters = readonly [a: number, b: number];

function betaInterval(
  low: BetaParameters,
  high: BetaParameters,
  successes: number,
  n: number,
  level: number,
): Interval {
  const tail = (1 - level) / 2;
  return {
    lower: successes === 0 ? 0 : shareOf(betaLogitQuantile(tail, false, ...low)),
    upper: successes === n ? 1 : shareOf(betaLogitQuantile(tail, true, ...high)),
    level,
  };
}
