import { requireNumber } from "../../core/checks.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import { indicesOf } from "../../math/outcomes.ts";
import type { FeatureTable } from "../table/types.ts";
import { fitRows, readUplift } from "./fit.ts";
import { dealHonest } from "./honest.ts";
import { predictUpliftColumn } from "./predict-column.ts";
import type { CrossFitUpliftOptions, HeldOutUplift, HoldOutUpliftOptions } from "./types.ts";

/**
 * Learns from some of the customers and scores the others, so that what is measured on those does not flatter: the way
 * to show that a model finds more than chance.
 *
 * @param table - Customers as columns, from {@link readFeatures}.
 * @param treated - 1 or true for a contacted customer, 0 or false for one of the control group.
 * @param outcomes - 0 or 1 (true or false), or amounts, one per customer.
 * @param options - Those of {@link fitUplift}, and `holdOut`: `share` held out (default 0.5), `seed`, `ids`.
 * @returns The model, and the customers held out with their scores, for {@link measureUplift} and
 * {@link planUpliftMailing}.
 * @throws `ClienteleError` as {@link fitUplift}.
 * @example
 * ```ts
 * const rows = Array.from({ length: 800 }, (_, i) => ({ age: 20 + (i % 40) }));
 * const treated = rows.map((_, i) => (i % 7 < 3 ? 1 : 0));
 * const bought = rows.map(({ age }, i) => (i % 3 === 0 || (treated[i] === 1 && age > 40) ? 1 : 0));
 * const held = holdOutUplift(readFeatures(rows, ["age"]), treated, bought, { method: "two_model" });
 * measureUplift(held.scores, held.treated, held.outcomes).chance.pValue < 0.01; // => true
 * ```
 */
export function holdOutUplift(
  table: FeatureTable,
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
  options: HoldOutUpliftOptions,
): HeldOutUplift {
  const data = readUplift(table, treated, outcomes, options);
  const { arms } = data;
  const parts = dealHonest(indicesOf(arms.treated.length), arms, options.holdOut ?? {}, "options.holdOut");
  const rows = parts.estimates;
  const model = fitRows(data, parts.structure);
  const uplifts = predictUpliftColumn(model, table);
  return {
    model,
    rows,
    scores: Float64Array.from(rows, (row) => uplifts[row] as number),
    treated: Uint8Array.from(rows, (row) => arms.treated[row] as number),
    outcomes: Float64Array.from(rows, (row) => arms.outcomes[row] as number),
  };
}

/**
 * Scores every customer by a model that has not seen them, so that a list can be judged on the customers it was learned
 * from without flattery.
 *
 * The customers are dealt into parts, each with about the same share of contacted ones; each part is scored by a model
 * of the others. Scores are ranks within their part, from 0 to 1, the highest uplift highest: parts are learned apart,
 * and where one has more uplift by luck the model of the others foretells it less, so that raw figures of different
 * parts would put lucky customers last.
 *
 * @param table - Customers as columns, from {@link readFeatures}.
 * @param treated - 1 or true for a contacted customer, 0 or false for one of the control group.
 * @param outcomes - 0 or 1 (true or false), or amounts, one per customer.
 * @param options - Those of {@link fitUplift}, and `folds`, `seed`, `ids`.
 * @returns One score per customer in [0, 1], for {@link measureUplift} and {@link planUpliftMailing}; customers whom
 * their model does not tell apart share a score. Figures measured on them are right on average, but scatter more than
 * their intervals say, since each part's outcomes have shaped the order of the others: where nothing is to be found, the
 * test against chance rejects in about one of eight books rather than in one of twenty (2,000 customers, 5 parts). For
 * proof take {@link holdOutUplift}.
 * @throws `ClienteleError` as {@link fitUplift}.
 * @example
 * ```ts
 * const rows = Array.from({ length: 800 }, (_, i) => ({ age: 20 + (i % 40) }));
 * const treated = rows.map((_, i) => (i % 7 < 3 ? 1 : 0));
 * const bought = rows.map(({ age }, i) => (i % 3 === 0 || (treated[i] === 1 && age > 40) ? 1 : 0));
 * const scores = crossFitUplift(readFeatures(rows, ["age"]), treated, bought, { method: "two_model" });
 * measureUplift(scores, treated, bought).gain.value > 0; // => true
 * ```
 * @see Chernozhukov et al. (2018), Econometrics Journal 21, C1–C68, on cross-fitting; Bengio & Grandvalet (2004), Journal
 * of Machine Learning Research 5, 1089–1105, on its variance
 */
export function crossFitUplift(
  table: FeatureTable,
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
  options: CrossFitUpliftOptions,
): Float64Array {
  const data = readUplift(table, treated, outcomes, options);
  const { folds = 5, seed = 1, ids } = options;
  requireNumber(folds, "options.folds", { min: 2, max: 100, integer: true });
  const part = stratifiedFolds(data.arms.treated, { folds, seed, ...(ids !== undefined && { keys: ids }) });
  const rows = indicesOf(part.length);
  const scores = new Float64Array(part.length);
  for (let fold = 0; fold < folds; fold++) {
    const held = rows.filter((row) => part[row] === fold);
    if (held.length === 0) continue;
    const uplifts = predictUpliftColumn(
      fitRows(
        data,
        rows.filter((row) => part[row] !== fold),
      ),
      table,
    );
    writeRanks(
      scores,
      held,
      Float64Array.from(held, (row) => uplifts[row] as number),
    );
  }
  return scores;
}

/** Middle rank of each customer within their part, as a share; equal figures share a rank. */
function writeRanks(scores: Float64Array, rows: Uint32Array, uplifts: Float64Array): void {
  const sorted = uplifts.slice().sort();
  const rankOf = new Map<number, number>();
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    rankOf.set(sorted[from] as number, (from + to) / 2 / sorted.length);
    from = to;
  }
  for (let i = 0; i < rows.length; i++) scores[rows[i] as number] = rankOf.get(uplifts[i] as number) as number;
}
