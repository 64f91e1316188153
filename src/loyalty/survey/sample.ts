import { requireNonEmpty, requireNumber, requireObject, requireSameLength, throwNotFinite } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { RatingScale } from "../quadrant/types.ts";
import type { SurveyNote, SurveyOptions } from "./types.ts";

/** Answers counted by kind, and what they are worth together. */
export interface Tally {
  /** Answers that carry weight. */
  readonly n: number;
  /** Kish's effective number of answers. */
  readonly effectiveN: number;
  /** Answers per step of the scale, from the lowest. */
  readonly counts: readonly number[];
  /** Weight per step of the scale; whole numbers where all weights are alike. */
  readonly sums: readonly number[];
  /** All weights together. */
  readonly total: number;
  readonly notes: readonly SurveyNote[];
}

/** Steps of a scale beyond which the answers are no survey scale. */
const MOST_STEPS = 1001;

/** From so many answers on, an unused upper half of the scale is no accident. */
const ENOUGH_TO_DOUBT_SCALE = 20;

/** Refuses a scale that is not two whole numbers in order. */
export function requireScale(scale: RatingScale | undefined, name: string): asserts scale is RatingScale {
  requireObject(scale, name);
  const { min, max } = scale as RatingScale;
  requireNumber(min, `${name}.min`, { min: -1e9, max: 1e9, integer: true });
  requireNumber(max, `${name}.max`, { min: min + 1, max: min + MOST_STEPS - 1, integer: true });
}

/** Refuses a population smaller than the answers drawn from it. */
export function requirePopulation(population: number | undefined, n: number): void {
  if (population === undefined) return;
  requireNumber(population, "options.population", { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true });
  if (population < n) {
    throw new ClienteleError("inconsistent", `options.population is ${population}, but ${n} customers answered`, {
      name: "options.population",
      population,
      n,
    });
  }
}

/** Counts whole answers on a stated scale, with their weights. */
export function tallyAnswers(
  answers: ArrayLike<number>,
  scale: RatingScale,
  { weights, population }: SurveyOptions,
  name: string,
): Tally {
  requireNonEmpty(answers, name);
  if (weights !== undefined) requireSameLength(weights, "options.weights", answers, name);
  const { min, max } = scale;
  const counts = new Array<number>(max - min + 1).fill(0);
  const sums = new Array<number>(max - min + 1).fill(0);
  const unit = weights === undefined ? 1 : largestOf(weights);
  let n = 0;
  let total = 0;
  let squares = 0;
  for (let i = 0; i < answers.length; i++) {
    const answer = answers[i] as number;
    if (typeof answer !== "number" || !Number.isFinite(answer)) throwNotFinite(answer, name, i);
    if (answer < min || answer > max || !Number.isInteger(answer)) {
      throw new ClienteleError(
        "out_of_range",
        `${name}[${i}] must be a whole number from ${min} to ${max}, the scale of the question; got ${answer}`,
        { name, index: i, value: answer },
      );
    }
    const weight = weights === undefined ? 1 : (weights[i] as number) / unit;
    if (weight === 0) continue;
    n++;
    total += weight;
    squares += weight * weight;
    const step = answer - min;
    counts[step] = (counts[step] as number) + 1;
    sums[step] = (sums[step] as number) + weight;
  }
  requirePopulation(population, n);
  return { n, effectiveN: (total * total) / squares, counts, sums, total, notes: notesOf(counts, n, scale) };
}

/** The largest weight; dividing by it keeps squares finite, and equal weights exactly 1. */
function largestOf(weights: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (typeof weight !== "number" || !Number.isFinite(weight)) throwNotFinite(weight, "options.weights", i);
    if (weight < 0) requireNumber(weight, `options.weights[${i}]`, { min: 0 });
    largest = Math.max(largest, weight);
  }
  if (largest === 0) {
    throw new ClienteleError("out_of_range", "options.weights must hold at least one weight above 0", {
      name: "options.weights",
    });
  }
  return largest;
}

function notesOf(counts: readonly number[], n: number, { min, max }: RatingScale): SurveyNote[] {
  let top = counts.length - 1;
  while (top > 0 && counts[top] === 0) top--;
  const highest = min + top;
  if (n < ENOUGH_TO_DOUBT_SCALE || highest > (min + max) / 2) return [];
  return [{ code: "survey_scale_top_unused", params: { highest, max, n } }];
}

/**
 * How many answers of an endless population would say as much: the finite-population correction as an effective size,
 * infinite where all were asked. @see Cochran, Sampling Techniques (1977), 2.6: variance × (N − n) / (N − 1)
 */
export function evidenceOf(estimate: { n: number; effectiveN: number; population?: number | undefined }): number {
  const { n, effectiveN, population } = estimate;
  if (population === undefined) return effectiveN;
  return population === n ? Number.POSITIVE_INFINITY : (effectiveN * (population - 1)) / (population - n);
}

/** Sum of a part of a tally. */
export function sumFrom(values: readonly number[], from: number, to: number = values.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] as number;
  return sum;
}
