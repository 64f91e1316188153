import { requireFunction, requireNumber, requireObject, requireSameLength, throwNotFinite } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { brierScore, logLoss } from "../../math/brier.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import { normalQuantile } from "../../math/normal.ts";
import { requireOutcomes } from "../../math/outcomes.ts";
import { rocAuc } from "../../math/roc.ts";
import { placementVariance, rocPlacements } from "../../math/roc-difference.ts";
import { areaInterval, groupedInterval, groupedVariance } from "./grouped.ts";
import { measureScores, notChances, tooFewOf } from "./measure.ts";
import { type CustomerData, countRows, takeRows } from "./take-rows.ts";
import type { CrossValidation, FoldMeasures, ScoreMeasures } from "./types.ts";

/** Options of {@link crossValidate}. */
export interface CrossValidateOptions<D extends CustomerData, M> {
  /** Learns any model from some of the customers, in the form in which they came in. */
  readonly fit: (data: D, outcomes: Float64Array) => M;
  /** Scores other customers with it: one finite number each, higher for more likely. */
  readonly predict: (model: M, data: D) => ArrayLike<number>;
  /** Parts, a whole number from 2 to 1,000; default 5. */
  readonly folds?: number;
  /** Which customers fall into which part, any safe integer; default 1. */
  readonly seed?: number;
  /** What names a row, so that its part does not hang on its place; default its place. */
  readonly ids?: ArrayLike<string>;
  /** Rows of one group, such as those of one customer or household, are never parted. */
  readonly groups?: ArrayLike<string | number>;
  /** Nominal coverage of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Groups of the reliability table, from 1 to 1,000; default 10. */
  readonly bins?: number;
}

/**
 * What a way of scoring is worth on customers it has not seen: it is learned on all parts of the book but one, judged
 * on that one, and so on in turn. Works for any model.
 *
 * @param data - Records, or a table from `readFeatures` or `binFeatures`. Not mutated.
 * @param outcomes - 1 for yes and 0 for no, one per customer.
 * @param options - `fit` and `predict`, called once per part; `folds`, `seed`, `ids`, `groups`, `level`, `bins`.
 * Everything that looks at outcomes (choosing fields, cutting, calibrating) belongs inside `fit`.
 * @returns Each customer's score by the fit that did not know them, figures per part, and {@link measureScores} over
 * all. Every part has about the same share of yes. Refused with a reason where either kind has fewer customers than
 * there are parts, or groups are fewer than parts. With `groups` the intervals of `measures.auc` and `meanAuc` count
 * groups, since rows of one group are alike; all others count rows and are then too narrow.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`; whatever
 * `fit` and `predict` throw passes through.
 * @example
 * ```ts
 * const rows = Array.from({ length: 60 }, (_, i) => ({ visits: i % 6 }));
 * const yes = rows.map((row, i) => (row.visits + (i % 7) > 6 ? 1 : 0));
 * const judged = crossValidate(rows, yes, { fit: () => undefined, predict: (_, some) => some.map((row) => row.visits) });
 * judged.folds.length; // => 5
 * judged.measures.auc.value > 0.8; // => true
 * ```
 * @see Kohavi (1995), IJCAI 14; LeDell, Petersen & van der Laan (2015), Electronic Journal of Statistics 9, on the
 * mean area of the folds; Obuchowski (1997), Biometrics 53, on the area of rows in groups
 */
export function crossValidate<D extends CustomerData, M>(
  data: D,
  outcomes: ArrayLike<number>,
  options: CrossValidateOptions<D, M>,
): CrossValidation | Abstention {
  const n = countRows(data, "data");
  requireSameLength(outcomes, "outcomes", { length: n }, "data");
  requireOutcomes(outcomes, true);
  requireObject(options, "options");
  const { fit: learn, predict, folds = 5, seed = 1, ids, groups, level = 0.95, bins = 10 } = options;
  requireFunction(learn, "options.fit");
  requireFunction(predict, "options.predict");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(bins, "options.bins", { min: 1, max: 1000, integer: true });
  const fold = stratifiedFolds(outcomes, {
    folds,
    seed,
    ...(ids === undefined ? {} : { keys: ids }),
    ...(groups === undefined ? {} : { groups }),
  });
  let events = 0;
  for (let i = 0; i < n; i++) events += outcomes[i] as number;
  if (events < folds || n - events < folds) return tooFewOf(events, n - events, folds);
  const clusters = groups === undefined ? undefined : { of: groups, count: new Set(Array.from(groups)).size };
  if (clusters !== undefined && clusters.count < folds) {
    return { abstained: { code: "judging_groups_short", params: { groups: clusters.count, folds } } };
  }

  const scores = new Float64Array(n);
  const measured = Array.from({ length: folds }, (_, k): FoldMeasures => {
    const inside = rowsWhere(n, (i) => fold[i] === k);
    const outside = rowsWhere(n, (i) => fold[i] !== k);
    const truth = Float64Array.from(inside, (row) => outcomes[row] as number);
    const model = learn(
      takeRows(data, outside),
      Float64Array.from(outside, (row) => outcomes[row] as number),
    );
    const predicted = predict(model, takeRows(data, inside));
    requireSameLength(predicted, "what options.predict returned", inside, "its customers");
    inside.forEach((row, r) => {
      const score: unknown = predicted[r];
      if (typeof score !== "number" || !Number.isFinite(score))
        throwNotFinite(score, "what options.predict returned", r);
      scores[row] = score as number;
    });
    return foldMeasures(k, Float64Array.from(predicted), truth, { level, bins });
  });
  const measures = judgeAll(scores, outcomes, clusters, { level, bins, seed });
  const mean = meanAuc(scores, outcomes, { fold, folds }, measures, clusters);
  return { scores, fold, folds: measured, meanAuc: mean, measures };
}

/** Which group each row belongs to, and how many groups there are. */
interface Clusters {
  readonly of: ArrayLike<string | number>;
  readonly count: number;
}

/** All customers judged at once; the area knows which rows belong together. */
function judgeAll(
  scores: Float64Array,
  outcomes: ArrayLike<number>,
  clusters: Clusters | undefined,
  options: { readonly level: number; readonly bins: number; readonly seed: number },
): ScoreMeasures {
  const measures = measureScores(scores, outcomes, options);
  const { auc, methods } = measures;
  if (clusters === undefined || "abstained" in auc) return measures;
  const placed = rocPlacements(scores, outcomes);
  if (placed === undefined) return measures;
  const variance = groupedVariance(placed, outcomes, clusters.of);
  const interval = groupedInterval(auc.value, variance, clusters.count, auc.interval);
  return { ...measures, auc: { ...auc, interval }, methods: { ...methods, auc: "clustered_delong" } };
}

function foldMeasures(
  fold: number,
  scores: Float64Array,
  outcomes: Float64Array,
  options: { readonly level: number; readonly bins: number },
): FoldMeasures {
  const n = scores.length;
  const events = outcomes.reduce((sum, y) => sum + y, 0);
  const { level } = options;
  const judged = n > 0 && notChances(scores) === undefined;
  return {
    fold,
    n,
    events,
    auc: (n > 0 ? rocAuc(scores, outcomes, { level }) : undefined) ?? tooFewOf(events, n - events),
    ...(judged ? { brier: brierScore(scores, outcomes, options), logLoss: logLoss(scores, outcomes, { level }) } : {}),
  };
}

/** Mean of the folds' areas; on the log-odds scale, so that it stays inside [0, 1]. */
function meanAuc(
  scores: Float64Array,
  outcomes: ArrayLike<number>,
  { fold, folds }: { readonly fold: Uint16Array; readonly folds: number },
  { auc, n }: ScoreMeasures,
  clusters: Clusters | undefined,
): Estimate | Abstention {
  if ("abstained" in auc) return auc;
  let judged = 0;
  let value = 0;
  let variance = 0;
  for (let k = 0; k < folds; k++) {
    const rows = rowsWhere(scores.length, (i) => fold[i] === k);
    const truth = Float64Array.from(rows, (row) => outcomes[row] as number);
    const placed = rocPlacements(
      Float64Array.from(rows, (row) => scores[row] as number),
      truth,
    );
    if (placed === undefined) continue;
    judged++;
    value += placed.area;
    variance +=
      clusters === undefined
        ? placementVariance(placed.placements, truth)
        : groupedVariance(
            placed,
            truth,
            Array.from(rows, (row) => clusters.of[row] as string | number),
          );
  }
  if (judged === 0) return { value: auc.value, n, interval: auc.interval };
  value = Math.min(1, value / judged);
  if (clusters !== undefined) {
    return { value, n, interval: groupedInterval(value, variance / judged ** 2, clusters.count, auc.interval) };
  }
  const z = normalQuantile((1 + auc.interval.level) / 2);
  const step = (z * Math.sqrt(variance)) / judged / (value * (1 - value));
  return { value, n, interval: areaInterval(value, step, auc.interval) };
}

function rowsWhere(n: number, keep: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) if (keep(i)) rows[count++] = i;
  return rows.subarray(0, count);
}
