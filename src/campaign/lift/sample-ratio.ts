import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { sum } from "../../math/sum.ts";
import type { SampleRatio } from "./types.ts";

/** Slack for shares such as 1/3 written as decimals by someone else. */
const SHARE_SLACK = 1e-9;

/** p below which practitioners stop: rare enough not to cry wolf over every experiment of a year. */
const ALARM = 0.001;

/** Expected customers in an arm below which χ² is too rough to judge by (Cochran's rule). */
const MIN_EXPECTED = 5;

/**
 * Checks that customers were split between the arms as planned. A split that is off points to a fault (lost rows, a
 * filter on one arm, bots) that would bias every difference measured afterwards.
 *
 * @param counts - Customers found in each arm, whole numbers; an arm may hold nobody. At least two arms. Not mutated.
 * @param expectedShares - Share of customers each arm was meant to get, above 0, summing to 1; default equal shares.
 * @param options - `alarm`: p value below which the split counts as broken, in (0, 1), default 0.001.
 * @returns Pearson's χ² with its p value and a verdict, or an abstention where an arm was meant to hold fewer than five.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `inconsistent` for a single arm or shares that do not
 * sum to 1; `out_of_range`, `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * const split = measureSampleRatio([21307, 21387, 21306]);
 * split.statistic; // ≈ 0.20253125
 * split.mismatch; // => false
 * ```
 * @see Fabijan et al. (2019), Diagnosing Sample Ratio Mismatch in Online Controlled Experiments, KDD '19
 */
export function measureSampleRatio(
  counts: ArrayLike<number>,
  expectedShares?: ArrayLike<number>,
  options: { readonly alarm?: number } = {},
): SampleRatio | Abstention {
  requireNonEmpty(counts, "counts");
  requireObject(options, "options");
  const { alarm = ALARM } = options;
  requireNumber(alarm, "options.alarm", { above: 0, below: 1 });
  const arms = counts.length;
  if (arms < 2) throw new ClienteleError("inconsistent", "counts must hold at least two arms, got 1", { arms });
  for (let i = 0; i < arms; i++) requireNumber(counts[i] as number, `counts[${i}]`, { min: 0, integer: true });
  const shares = readShares(expectedShares, counts);
  const n = sum(counts);
  const rows = shares.map((share, i) => ({ count: counts[i] as number, expected: n * share, share }));
  const fewest = Math.min(...shares);
  if (n * fewest < MIN_EXPECTED) {
    return { abstained: { code: "too_few_rows", params: { n, needed: Math.ceil(MIN_EXPECTED / fewest) } } };
  }
  const statistic = sum(rows.map(({ count, expected }) => ((count - expected) / expected) * (count - expected)));
  const pValue = chiSquaredSurvival(statistic, arms - 1);
  const mismatch = pValue < alarm;
  return {
    n,
    arms: rows,
    statistic,
    df: arms - 1,
    pValue,
    mismatch,
    verdict: { code: mismatch ? "lift_split_broken" : "lift_split_as_planned", params: { pValue } },
  };
}

function readShares(expected: ArrayLike<number> | undefined, counts: ArrayLike<number>): number[] {
  if (expected === undefined) return Array.from({ length: counts.length }, () => 1 / counts.length);
  requireColumn(expected, "expectedShares");
  requireSameLength(counts, "counts", expected, "expectedShares");
  const shares = Array.from(expected);
  for (let i = 0; i < shares.length; i++) {
    requireNumber(shares[i] as number, `expectedShares[${i}]`, { above: 0, max: 1 });
  }
  const total = sum(shares);
  if (Math.abs(total - 1) > SHARE_SLACK) {
    throw new ClienteleError("inconsistent", `expectedShares sum to ${total}; they must sum to 1`, { total });
  }
  return shares;
}
