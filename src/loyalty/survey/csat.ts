import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { shareInterval } from "./interval.ts";
import { evidenceOf, requirePopulation, requireScale, sumFrom, tallyAnswers } from "./sample.ts";
import type { CsatCounts, CsatEstimate, CsatOptions } from "./types.ts";

/**
 * Customer satisfaction (CSAT): the share of customers who gave one of the best answers, by default one of the best
 * two, with its interval.
 *
 * @param answers - Whole numbers on the stated scale, one per customer, at least one; or counted `satisfied` and
 * `others`. Not mutated.
 * @param options - `scale` the lowest and highest answer, needed with answers; `topBoxes` how many of the best answers
 * count (default 2); `method` of the interval, `"wilson"` (default) or `"jeffreys"`; `level`, `weights`, `population`.
 * @returns The share in [0, 1] with n, the counts and the interval.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (an answer off the scale, named by
 * row), `length_mismatch`, `unknown_id`, `inconsistent`.
 * @example
 * ```ts
 * const csat = measureCsat([5, 4, 4, 3, 2, 5, 4, 1], { scale: { min: 1, max: 5 } });
 * csat.value; // => 0.625
 * csat.interval.lower; // ≈ 0.3057
 * measureCsat({ satisfied: 5113, others: 2254 }, { method: "jeffreys" }).interval.upper; // ≈ 0.704486
 * ```
 * @see Wilson (1927), JASA 22, 209–212; Brown, Cai and DasGupta (2001), Statistical Science 16, 101–133; Kish (1965),
 * Survey Sampling, 11.7
 */
export function measureCsat(answers: ArrayLike<number> | CsatCounts, options: CsatOptions = {}): CsatEstimate {
  requireObject(options, "options");
  const { level = 0.95, population, method = "wilson" } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(method, ["wilson", "jeffreys"], "options.method");
  const sample = isCounts(answers) ? fromCounts(answers, options) : fromAnswers(answers, options);
  const evidence = evidenceOf({ n: sample.n, effectiveN: sample.effectiveN, population });
  return {
    metric: "csat",
    interval: shareInterval(sample.value, evidence, level, method),
    ...sample,
    ...(population === undefined ? {} : { population }),
    method,
  };
}

type CsatSample = Omit<CsatEstimate, "metric" | "interval" | "method">;

function isCounts(answers: ArrayLike<number> | CsatCounts): answers is CsatCounts {
  return typeof answers === "object" && answers !== null && "satisfied" in answers;
}

function fromCounts(
  { satisfied, others }: CsatCounts,
  { weights, scale, topBoxes, population }: CsatOptions,
): CsatSample {
  const range = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true };
  requireNumber(satisfied, "answers.satisfied", range);
  requireNumber(others, "answers.others", range);
  if (weights !== undefined || scale !== undefined || topBoxes !== undefined) {
    throw new ClienteleError(
      "inconsistent",
      "options.weights, scale and topBoxes belong to answers; counts stand for themselves",
      { name: "options" },
    );
  }
  const n = satisfied + others;
  if (n === 0) throw new ClienteleError("empty_input", "answers must hold at least one answer", { name: "answers" });
  requirePopulation(population, n);
  return { value: satisfied / n, n, effectiveN: n, satisfied, others, notes: [] };
}

function fromAnswers(answers: ArrayLike<number>, options: CsatOptions): CsatSample {
  const { scale, topBoxes = 2 } = options;
  requireScale(scale, "options.scale");
  const steps = scale.max - scale.min + 1;
  requireNumber(topBoxes, "options.topBoxes", { min: 1, max: steps - 1, integer: true });
  const { n, effectiveN, counts, sums, total, notes } = tallyAnswers(answers, scale, options, "answers");
  const satisfied = sumFrom(counts, steps - topBoxes);
  const value = Math.min(1, sumFrom(sums, steps - topBoxes) / total);
  const { min, max } = scale;
  return { value, n, effectiveN, satisfied, others: n - satisfied, scale: { min, max }, topBoxes, notes };
}
