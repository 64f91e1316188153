import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { distanceToPass, type Standing } from "./crossing.ts";
import { readerOf } from "./read.ts";
import { gaugesOf } from "./score.ts";
import type {
  CriteriaModel,
  CriterionSensitivity,
  RankingChange,
  WeightSensitivity,
  WeightSensitivityOptions,
} from "./types.ts";

/** Weights nearer to 0 or 1 than this are 0 or 1. */
const ENDS = 1e-12;

/** The values of a book, one column per criterion, with what each row scores. */
interface Book {
  readonly weights: Float64Array;
  /** Values in [0, 1] per criterion; NaN where there is no answer. */
  readonly columns: readonly Float64Array[];
  readonly scores: Float64Array;
}

/**
 * Tells how far each weight can move before the ranking of the best accounts changes: whether the list would be another
 * if somebody had judged growth a little more important.
 *
 * One weight moves, the others keep their proportions; the first weight is found at which two of the best accounts
 * change places or another account moves in. It is solved for, not searched on a grid. Accounts that are level already
 * (same score, different answers) leave no room at all.
 *
 * @param model - From `fitCriteria` or `loadModel(criteriaModelSpec, …)`.
 * @param accounts - One row per account, at least one with a score. Not mutated.
 * @param options - `top`: how many of the best are watched, default 10. `answer` reads an answer from a row.
 * @returns The rows of the best accounts and, per criterion, the weights between which their ranking stays, with the two
 * rows that change places at either end.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `invalid_model`.
 * @example
 * ```ts
 * const accounts = [{ sales: 1, trust: 0.2 }, { sales: 0.6, trust: 0.8 }, { sales: 0, trust: 0.3 }];
 * const anchors = { worst: 0, best: 1 };
 * const model = fitCriteria(accounts, {
 *   criteria: [
 *     { id: "sales", kind: "quantitative", anchors, weight: 1 },
 *     { id: "trust", kind: "quantitative", anchors, weight: 1 },
 *   ],
 * });
 * const { ranking, criteria } = measureWeightSensitivity(model, accounts, { top: 1 });
 * ranking; // => [1]
 * criteria[0].upper; // ≈ 0.6
 * criteria[0].above.rises; // => 0
 * criteria[0].lower; // => 0
 * ```
 * @see Triantaphyllou & Sánchez, A sensitivity analysis approach for some deterministic multi-criteria decision-making
 * methods, Decision Sciences 28 (1997)
 */
export function measureWeightSensitivity<T>(
  model: CriteriaModel,
  accounts: ArrayLike<T>,
  options: WeightSensitivityOptions<T> = {},
): WeightSensitivity {
  requireObject(options, "options");
  const { top = 10 } = options;
  requireNumber(top, "options.top", { min: 1, integer: true });
  const book = readBook(model, accounts, options);
  const { scores, weights } = book;
  const scored = Array.from(scores.keys()).filter((i) => !Number.isNaN(scores[i]));
  // a stable sort: equal scores stay in the order of the rows
  scored.sort((i, j) => (scores[j] as number) - (scores[i] as number));
  const ranking = scored.slice(0, top);
  const inRanking = new Set(ranking);
  const outsiders = Array.from(scores.keys()).filter((i) => !inRanking.has(i));
  const criteria = model.criteria.map(({ id }, k): CriterionSensitivity => {
    const weight = weights[k] as number;
    const others = 1 - weight;
    // a weight that stands alone has nobody to share with: nothing can change
    if (ranking.length === 0 || !(others > 0)) return { id, weight, lower: 0, upper: 1 };
    const standings = standingsOf(book, k, others);
    const x = weight / others;
    const above = firstChange(standings, ranking, outsiders, x, 1);
    const below = weight > 0 ? firstChange(standings, ranking, outsiders, x, -1) : undefined;
    return {
      id,
      weight,
      lower: below === undefined ? 0 : Math.min(weight, below.weight),
      upper: above === undefined ? 1 : Math.max(weight, above.weight),
      ...(below === undefined ? {} : { below }),
      ...(above === undefined ? {} : { above }),
    };
  });
  const notes: WeightSensitivity["notes"][number][] = [];
  const pairs = scored.slice(1, top + 1).filter((row, i) => scores[row] === scores[scored[i] as number]).length;
  if (pairs > 0) notes.push({ code: "criteria_ranking_tied", params: { pairs } });
  if (scored.length < top) {
    notes.push({ code: "criteria_ranking_short", params: { accounts: scored.length, asked: top } });
  }
  const mostSensitive = leastRoom(criteria);
  return { ranking, criteria, ...(mostSensitive === undefined ? {} : { mostSensitive }), notes };
}

function readBook<T>(model: CriteriaModel, accounts: ArrayLike<T>, options: WeightSensitivityOptions<T>): Book {
  const gauges = gaugesOf(model);
  requireColumn(accounts, "accounts");
  const read = readerOf(options);
  const total = gauges.reduce((sum, { weight }) => sum + weight, 0);
  const weights = Float64Array.from(gauges, ({ weight }) => weight / total);
  const columns = gauges.map(({ id, measure }) => {
    const column = new Float64Array(accounts.length);
    for (let i = 0; i < column.length; i++) column[i] = measure(read(accounts[i] as T, id, i), i) ?? Number.NaN;
    return column;
  });
  const scores = new Float64Array(accounts.length);
  for (let i = 0; i < scores.length; i++) {
    const { points, weight } = restOf({ weights, columns }, i, -1);
    scores[i] = weight > 0 ? points / weight : Number.NaN;
  }
  return { weights, columns, scores };
}

/** Weighed values of the answered criteria but one, and their weight. */
function restOf(
  { weights, columns }: Pick<Book, "weights" | "columns">,
  row: number,
  without: number,
): { points: number; weight: number } {
  let points = 0;
  let weight = 0;
  for (let k = 0; k < columns.length; k++) {
    const value = columns[k]?.[row] as number;
    if (k === without || Number.isNaN(value)) continue;
    points += (weights[k] as number) * value;
    weight += weights[k] as number;
  }
  return { points, weight };
}

function standingsOf(book: Book, moving: number, others: number): Standing[] {
  return Array.from(book.scores, (_, row) => {
    const value = book.columns[moving]?.[row] as number;
    const { points, weight } = restOf(book, row, moving);
    const answered = Number.isNaN(value) ? 0 : 1;
    return { value: answered === 1 ? value : 0, answered, points: points / others, weight: weight / others };
  });
}

/** The nearest change: of two neighbours in the ranking, or of its last account with one from outside. */
function firstChange(
  standings: readonly Standing[],
  ranking: readonly number[],
  outsiders: readonly number[],
  x: number,
  direction: 1 | -1,
): RankingChange | undefined {
  // where no weight can be told apart from 1 or 0 any more, the way is over
  const end = direction === 1 ? 1 / ENDS : x - ENDS;
  let nearest = Number.POSITIVE_INFINITY;
  let pair: readonly [number, number] | undefined;
  const look = (falls: number, rises: number): void => {
    const behind = standings[rises] as Standing;
    // without an answer that weighs there is no score, at any weight
    if (behind.weight === 0 && behind.answered === 0) return;
    const distance = distanceToPass(standings[falls] as Standing, behind, x, direction);
    if (distance >= end || distance >= nearest) return;
    nearest = distance;
    pair = [falls, rises];
  };
  for (let r = 1; r < ranking.length; r++) look(ranking[r - 1] as number, ranking[r] as number);
  const last = ranking[ranking.length - 1] as number;
  for (const row of outsiders) look(last, row);
  if (pair === undefined) return undefined;
  const at = Math.max(0, x + direction * nearest);
  return { weight: at / (1 + at), rises: pair[1], falls: pair[0] };
}

function leastRoom(criteria: readonly CriterionSensitivity[]): string | undefined {
  let least: { readonly id: string; readonly room: number } | undefined;
  for (const { id, weight, lower, upper, below, above } of criteria) {
    const down = below === undefined ? Number.POSITIVE_INFINITY : weight - lower;
    const up = above === undefined ? Number.POSITIVE_INFINITY : upper - weight;
    const room = Math.min(down, up);
    if (room < (least?.room ?? Number.POSITIVE_INFINITY)) least = { id, room };
  }
  return least?.id;
}
