import { requireColumn, requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { countBelow, countUpTo } from "../../math/count-below.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import { fitLogistic, type LogisticFit } from "../../math/logistic.ts";
import { rocAuc } from "../../math/roc.ts";
import { requireFeatureTable } from "../table/check.ts";
import type { FeatureTable } from "../table/types.ts";
import { commonTraits } from "./common.ts";
import { addedBy, fieldsOf, type LookalikeField, predictorsOf } from "./design.ts";
import type { FindLookalikesOptions, Lookalike, LookalikeContribution, LookalikesAnswer } from "./types.ts";

/** Seeds below which nothing is learned: a part of five then hides two. */
const FEWEST_SEEDS = 10;
/** Customers without seeds that are needed to be told apart from. */
const FEWEST_OTHERS = 10;

/**
 * Finds the customers who look most like a group that you would like more of, such as the best payers, and says what the
 * group has in common. Mixed fields: numbers by median and spread with giants held in, categories, and not being known
 * as a value of its own.
 *
 * @param table - All customers, seeds among them, from {@link readFeatures}. Not mutated. Leave out fields that seeds
 * were chosen by.
 * @param seeds - Rows of the seeds, each once; at least ten, and ten customers besides them.
 * @param options - `k`, `ridge`, `folds`, `ids`, `seed`, `level`.
 * @returns The look-alikes with what each field adds, the traits in common, and `heldOut`: how well seeds that were hidden
 * from the model are found among the others. An abstention where seeds are too few or are found no better than by lot.
 * A score orders customers; it is no chance of buying.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`,
 * `unknown_id`, `duplicate_id` (a row named twice).
 * @example
 * ```ts
 * const customers = Array.from({ length: 200 }, (_, i) => ({ visits: i % 20, city: i % 3 === 0 ? "Lyon" : "Nice" }));
 * const table = readFeatures(customers, ["visits", "city"]);
 * const seeds = customers.flatMap(({ visits, city }, i) => (visits > 14 && city === "Lyon" && i < 150 ? [i] : []));
 * const found = findLookalikes(table, seeds, { k: 3 });
 * customers[found.lookalikes[0].row]; // => { visits: 19, city: "Lyon" }
 * found.common[0].field; // => "visits"
 * found.heldOut.value > 0.9; // => true
 * findLookalikes(table, [1, 2, 3]).abstained.code; // => "lookalikes_few_seeds"
 * ```
 * @see le Cessie & van Houwelingen (1992), Applied Statistics 41, on the ridge; Elkan & Noto (2008), KDD 14, on learning
 * from named customers and the rest: the order is right although some of the rest are alike
 */
export function findLookalikes(
  table: FeatureTable,
  seeds: ArrayLike<number>,
  options: FindLookalikesOptions = {},
): LookalikesAnswer {
  requireObject(options, "options");
  const { k = 20, ridge = 1, folds = 5, seed = 1, level = 0.95, ids } = options;
  requireNumber(k, "options.k", { min: 1, integer: true });
  requireNumber(ridge, "options.ridge", { min: 1e-6, max: 1e9 });
  requireNumber(folds, "options.folds", { min: 2, max: 20, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireFeatureTable(table, "table");
  if (ids !== undefined) requireSameLength(ids, "options.ids", { length: table.rows }, "table");
  const isSeed = markSeeds(seeds, table.rows);
  const others = table.rows - seeds.length;
  if (seeds.length < FEWEST_SEEDS) {
    return { abstained: { code: "lookalikes_few_seeds", params: { seeds: seeds.length, needed: FEWEST_SEEDS } } };
  }
  if (others < FEWEST_OTHERS) {
    return { abstained: { code: "lookalikes_few_others", params: { others, needed: FEWEST_OTHERS } } };
  }
  const fields = fieldsOf(table);
  if (fields.length === 0) {
    return { abstained: { code: "lookalikes_nothing_varies", params: { fields: table.features.length } } };
  }
  const keys = ids ?? rowKeys(fields, table.rows);
  const fold = stratifiedFolds(isSeed, { folds, seed, keys });
  const heldOut = hiddenAuc(fields, isSeed, fold, { folds, ridge, level });
  if (heldOut.interval.lower <= 0.5) {
    const { lower, upper } = heldOut.interval;
    return { abstained: { code: "lookalikes_nothing_apart", params: { auc: heldOut.value, lower, upper } } };
  }
  return {
    seeds: seeds.length,
    candidates: others,
    heldOut,
    lookalikes: ranked(fields, isSeed, ridge, k),
    common: commonTraits(fields, isSeed, level),
    level,
  };
}

function markSeeds(seeds: ArrayLike<number>, rows: number): Uint8Array {
  requireColumn(seeds, "seeds");
  const isSeed = new Uint8Array(rows);
  for (let i = 0; i < seeds.length; i++) {
    const row = seeds[i] as number;
    requireNumber(row, `seeds[${i}]`, { min: 0, max: rows - 1, integer: true });
    if (isSeed[row] === 1) {
      throw new ClienteleError("duplicate_id", `seeds[${i}] names row ${row} a second time`, { index: i, row });
    }
    isSeed[row] = 1;
  }
  return isSeed;
}

/** Customers with equal fields are equal, whatever their row: parts are dealt by what a customer is. */
function rowKeys(fields: readonly LookalikeField[], rows: number): string[] {
  return Array.from({ length: rows }, (_, row) =>
    fields.map(({ scaled, codes }) => `${scaled?.[row] ?? ""}:${codes[row]}`).join("|"),
  );
}

const rowsWhere = (fold: ArrayLike<number>, keep: (part: number) => boolean): Uint32Array =>
  Uint32Array.from([...Array(fold.length).keys()].filter((row) => keep(fold[row] as number)));

function fitOn(fields: readonly LookalikeField[], isSeed: Uint8Array, rows: Uint32Array, ridge: number): LogisticFit {
  const answers = Uint8Array.from(rows, (row) => isSeed[row] as number);
  const fit = fitLogistic(predictorsOf(fields, rows), answers, { ridge });
  if (fit === undefined) {
    throw new ClienteleError("no_convergence", "the fields repeat one another too closely; raise options.ridge", {
      ridge,
    });
  }
  return fit;
}

/**
 * How well hidden seeds are found. Each part is judged by a model of all others, and only against customers of its own
 * part, because scores of two models are not on one scale; the parts are averaged by their pairs.
 */
function hiddenAuc(
  fields: readonly LookalikeField[],
  isSeed: Uint8Array,
  fold: ArrayLike<number>,
  { folds, ridge, level }: { readonly folds: number; readonly ridge: number; readonly level: number },
): Estimate {
  const scores = new Float64Array(isSeed.length);
  for (let part = 0; part < folds; part++) {
    const rows = rowsWhere(fold, (other) => other === part);
    const fit = fitOn(
      fields,
      isSeed,
      rowsWhere(fold, (other) => other !== part),
      ridge,
    );
    const own = Float64Array.from(rows, (row) => sumOf(addedBy(fields, fit.coefficients, row)));
    const sorted = own.slice().sort();
    // place within the part, so that parts can be laid together
    rows.forEach((row, i) => {
      scores[row] = shareBelow(sorted, own[i] as number);
    });
  }
  const auc = rocAuc(scores, isSeed, { level });
  return { value: auc?.value ?? 0.5, n: isSeed.length, interval: auc?.interval ?? { lower: 0, upper: 1, level } };
}

const sumOf = (added: Float64Array): number => added.reduce((total, part) => total + part, 0);

/** Share of a rising column below a value, ties counting half. */
function shareBelow(sorted: Float64Array, value: number): number {
  return (countBelow(sorted, value) + countUpTo(sorted, value)) / 2 / sorted.length;
}

function ranked(fields: readonly LookalikeField[], isSeed: Uint8Array, ridge: number, k: number): Lookalike[] {
  const everybody = rowsWhere(isSeed, () => true);
  const fit = fitOn(fields, isSeed, everybody, ridge);
  const added = Array.from(everybody, (row) => addedBy(fields, fit.coefficients, row));
  const average = fields.map((_, f) => added.reduce((total, row) => total + (row[f] as number), 0) / added.length);
  const scoreOf = (row: number): number => fit.intercept + sumOf(added[row] as Float64Array);
  const others = rowsWhere(isSeed, (mark) => mark === 0);
  const scores = Float64Array.from(others, scoreOf);
  const sorted = scores.slice().sort();
  const best = [...others.keys()].sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || (others[a] as number) - (others[b] as number),
  );
  return best.slice(0, k).map((i) => {
    const row = others[i] as number;
    const contributions = fields
      .map((field, f) => contributionOf(field, row, (added[row]?.[f] as number) - (average[f] as number)))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    return { row, score: scores[i] as number, percentile: shareBelow(sorted, scores[i] as number), contributions };
  });
}

function contributionOf(
  { feature, codes, numbers, levels }: LookalikeField,
  row: number,
  contribution: number,
): LookalikeContribution {
  const { id: field } = feature;
  if (codes[row] === levels - 1) return { field, contribution };
  const value = feature.kind === "category" ? feature.levels[codes[row] as number] : numbers?.[row];
  return value === undefined ? { field, contribution } : { field, value, contribution };
}
