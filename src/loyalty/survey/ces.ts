import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { RatingScale } from "../quadrant/types.ts";
import { adjustedWald, shareInterval } from "./interval.ts";
import { evidenceOf, requireScale, sumFrom, tallyAnswers } from "./sample.ts";
import type { CesEstimate, CesOptions } from "./types.ts";

/** "The company made it easy for me", from strongly disagree to strongly agree; 5 to 7 agree. */
const AGREEMENT: RatingScale = { min: 1, max: 7 };
const AGREES = 3;

/**
 * The customer effort score (CES): how easy customers found it to get what they came for, as the mean answer and as
 * the share of customers for whom it was easy, each with its interval.
 *
 * @param answers - Whole numbers on the scale, one per customer, at least one. Not mutated.
 * @param options - `scale` (default 1–7), `easiest` the effortless end (default `"max"`), `easyBoxes` how many answers
 * at that end count as easy (default 3 on 1–7, to be stated otherwise), `level`, `weights`, `population`.
 * @returns The mean in scale points; its interval is never a point for fewer than all customers, even where all
 * answered alike. `easy` is the share in [0, 1].
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (an answer off the scale, named by
 * row), `length_mismatch`, `unknown_id`, `inconsistent`.
 * @example
 * ```ts
 * const effort = measureCes([7, 6, 5, 7, 3, 6, 2, 7, 6, 5]);
 * effort.value; // => 5.4
 * effort.easy.value; // => 0.8
 * effort.interval.lower; // ≈ 4.07
 * ```
 * @see Dixon, Freeman and Toman (2010), Stop Trying to Delight Your Customers, Harvard Business Review 88(7); the
 * interval is that of the net promoter score (Rocks 2016) for a scale with more than three steps
 */
export function measureCes(answers: ArrayLike<number>, options: CesOptions = {}): CesEstimate {
  requireObject(options, "options");
  const { level = 0.95, population, scale = AGREEMENT, easiest = "max" } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(easiest, ["max", "min"], "options.easiest");
  requireScale(scale, "options.scale");
  const { min, max } = scale;
  const steps = max - min + 1;
  const easyBoxes = boxesOf(options.easyBoxes, steps);
  const { n, effectiveN, sums, total, notes } = tallyAnswers(answers, scale, options, "answers");
  const evidence = evidenceOf({ n, effectiveN, population });
  const [middle, half] = [(min + max) / 2, (max - min) / 2];
  let first = 0;
  for (let i = 0; i < steps; i++) first += (min + i) * (sums[i] as number);
  const value = Math.min(max, Math.max(min, first / total));
  let spread = 0;
  for (let i = 0; i < steps; i++) spread += (min + i - value) ** 2 * ((sums[i] as number) / total);
  const mean = (value - middle) / half;
  const { lower, upper } = adjustedWald(mean, mean * mean + spread / (half * half), evidence, level);
  const [from, to] = easiest === "max" ? [steps - easyBoxes, steps] : [0, easyBoxes];
  const easy = Math.min(1, sumFrom(sums, from, to) / total);
  return {
    metric: "ces",
    value,
    n,
    interval: { lower: Math.min(value, middle + half * lower), upper: Math.max(value, middle + half * upper), level },
    effectiveN,
    ...(population === undefined ? {} : { population }),
    standardDeviation: Math.sqrt(spread),
    easy: { value: easy, n, interval: shareInterval(easy, evidence, level) },
    scale: { min, max },
    easiest,
    easyBoxes,
    method: "adjusted_wald",
    notes,
  };
}

function boxesOf(easyBoxes: number | undefined, steps: number): number {
  if (easyBoxes === undefined) {
    if (steps === AGREEMENT.max) return AGREES;
    throw new ClienteleError(
      "invalid_type",
      `options.easyBoxes must be stated for a scale of ${steps} answers: how many of them mean that it was easy`,
      { name: "options.easyBoxes", steps },
    );
  }
  requireNumber(easyBoxes, "options.easyBoxes", { min: 1, max: steps - 1, integer: true });
  return easyBoxes;
}
