import type { Estimate } from "../../core/estimate.ts";
import { surpriseOf } from "../../math/brier.ts";
import { type CalibrationLine, calibrationLine } from "../../math/calibration-line.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { fitPlatt } from "../../math/platt.ts";
import { type RocAuc, rocAuc } from "../../math/roc.ts";
import { rocAucDifference } from "../../math/roc-difference.ts";
import { figuresOf, tallyOf } from "../tally.ts";
import type { LeavingScale } from "../types.ts";
import type { Cases } from "./design.ts";
import { learn } from "./learn.ts";

/** How good learned and stated weights are on customers they have not seen. */
export interface Validation {
  readonly auc: { readonly learned: Estimate; readonly stated: Estimate; readonly difference: Estimate };
  readonly gain: Estimate;
  readonly calibration: CalibrationLine | undefined;
  readonly leaving: LeavingScale;
}

/** What {@link validate} goes by. */
export interface ValidateOptions {
  readonly strength: number | undefined;
  readonly folds: number;
  readonly seed: number;
  readonly level: number;
  readonly z: number;
}

/** Learns on all parts but one and looks at the one, part by part. */
export function validate(cases: Cases, stated: Float64Array, options: ValidateOptions): Validation {
  const { folds, seed, level, z, strength } = options;
  const { left, ids } = cases;
  const n = left.length;
  const part = stratifiedFolds(left, { folds, seed, keys: ids });
  const learned = new Float64Array(n);
  const byStated = Float64Array.from(cases.answers, (answers) => indexBy(answers, stated) ?? 0);
  const chances = { learned: new Float64Array(n), stated: new Float64Array(n) };
  for (let fold = 0; fold < folds; fold++) {
    const train: number[] = [];
    const test: number[] = [];
    for (let row = 0; row < n; row++) (part[row] === fold ? test : train).push(row);
    if (test.length === 0) continue;
    const { weights } = learn(cases, train, stated, strength, z);
    const { indices, scale } = scaleOf(cases, train, weights);
    const before = scaleOf(cases, train, stated).scale;
    // a customer who answered nothing that weighs any more is taken for an average one
    const average = indices.reduce((a, b) => a + b, 0) / Math.max(1, indices.length);
    for (const row of test) {
      const index = indexBy(cases.answers[row] as Float64Array, weights) ?? average;
      learned[row] = index;
      chances.learned[row] = chanceToLeave(scale, index);
      chances.stated[row] = chanceToLeave(before, byStated[row] as number);
    }
  }
  const turned = (column: Float64Array): Float64Array => column.map((value) => -value);
  return {
    auc: {
      learned: estimateOf(rocAuc(turned(learned), left, { level }) as RocAuc),
      stated: estimateOf(rocAuc(turned(byStated), left, { level }) as RocAuc),
      difference: rocAucDifference(turned(learned), turned(byStated), left, { level })?.difference as Estimate,
    },
    gain: gainOf(chances.learned, chances.stated, left, level, z),
    calibration: calibrationLine(chances.learned, left, { level }),
    leaving: fallingScale(learned, left),
  };
}

/** The index of one customer by some weights; `undefined` where no answer weighs. */
export function indexBy(answers: Float64Array, weights: Float64Array): number | undefined {
  return figuresOf(tallyOf(answers, weights)).index;
}

/** The chance to leave at an index. */
export function chanceToLeave({ intercept, slope }: LeavingScale, index: number): number {
  return chanceOfLogOdds(intercept + slope * index);
}

function scaleOf(
  { answers, left }: Cases,
  rows: readonly number[],
  weights: Float64Array,
): { readonly indices: readonly number[]; readonly scale: LeavingScale } {
  const indices: number[] = [];
  const outcomes: number[] = [];
  for (const row of rows) {
    const index = indexBy(answers[row] as Float64Array, weights);
    if (index === undefined) continue;
    indices.push(index);
    outcomes.push(left[row] as number);
  }
  // where no answer weighs any more, everybody has the same chance
  if (indices.length === 0) {
    return {
      indices,
      scale: fallingScale(
        new Float64Array(rows.length),
        Float64Array.from(rows, (row) => left[row] as number),
      ),
    };
  }
  return { indices, scale: fallingScale(indices, outcomes) };
}

/** Platt's scale, level where it would say that the more firmly held are likelier to leave. */
function fallingScale(indices: ArrayLike<number>, left: ArrayLike<number>): LeavingScale {
  const scale = fitPlatt(indices, left);
  return scale.slope <= 0 ? scale : fitPlatt(new Float64Array(indices.length), left);
}

function estimateOf({ value, n, interval }: Estimate): Estimate {
  return { value, n, interval };
}

/** Mean difference in surprise, customer by customer, with its normal interval. */
function gainOf(learned: Float64Array, stated: Float64Array, left: Float64Array, level: number, z: number): Estimate {
  let mean = 0;
  let spread = 0;
  const n = left.length;
  for (let i = 0; i < n; i++) {
    const y = left[i] as number;
    const gain = surpriseOf(stated[i] as number, y) - surpriseOf(learned[i] as number, y);
    const delta = gain - mean;
    mean += delta / (i + 1);
    spread += delta * (gain - mean);
  }
  const reach = z * Math.sqrt(spread / (n - 1) / n);
  return { value: mean, n, interval: { lower: mean - reach, upper: mean + reach, level } };
}
