import { requireColumn, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type AnswerReader, readerOf, readLevel, readNumber } from "./read.ts";
import { valueAt } from "./scale.ts";
import type {
  AccountScore,
  CriteriaModel,
  CriterionAnswer,
  CriterionLevel,
  FittedCriterion,
  ScoreAccountsOptions,
} from "./types.ts";

/** Points of the best possible account. */
const FULL = 100;

const NONE: readonly string[] = /* @__PURE__ */ Object.freeze([]) as readonly string[];

/** A fitted criterion ready for many rows: `undefined` where there is no answer. */
export interface Gauge {
  readonly id: string;
  readonly weight: number;
  readonly measure: (answer: CriterionAnswer, index: number) => number | undefined;
}

/** Checks a model and readies it for many rows. */
export function gaugesOf(model: CriteriaModel): Gauge[] {
  requireObject(model, "model");
  const { kind, criteria } = model;
  if (kind !== "criteria" || !Array.isArray(criteria) || criteria.length === 0) {
    throw new ClienteleError("invalid_model", `model must be a "criteria" model, got kind ${show(kind)}`, { kind });
  }
  const gauges = criteria.map((criterion: FittedCriterion, k) => {
    if (!isUsable(criterion)) {
      throw new ClienteleError("invalid_model", `model.criteria[${k}] is not a fitted criterion; use loadModel`, {
        index: k,
      });
    }
    const { id, weight } = criterion;
    if (criterion.kind === "quantitative") {
      return {
        id,
        weight,
        measure: (answer: CriterionAnswer, index: number) => {
          const value = readNumber(answer, id, index);
          return value === undefined ? undefined : valueAt(criterion, value);
        },
      };
    }
    const levels = new Map<CriterionLevel, number>(criterion.levels.map(({ level, utility }) => [level, utility]));
    return { id, weight, measure: (answer: CriterionAnswer, index: number) => readLevel(levels, answer, id, index) };
  });
  if (!gauges.some(({ weight }) => weight > 0)) {
    throw new ClienteleError("invalid_model", "model.criteria must have a weight above 0", {});
  }
  return gauges;
}

function isUsable(criterion: FittedCriterion | null | undefined): boolean {
  if (typeof criterion !== "object" || criterion === null) return false;
  const { id, kind, weight } = criterion;
  if (typeof id !== "string" || !(weight >= 0) || !Number.isFinite(weight)) return false;
  if (kind === "quantitative") {
    const { at, utility } = criterion;
    const paired = Array.isArray(at) && Array.isArray(utility) && at.length > 0 && at.length === utility.length;
    return paired && at.every(Number.isFinite) && utility.every(isUnit);
  }
  const steps: unknown = kind === "ordinal" ? criterion.levels : undefined;
  return (
    Array.isArray(steps) && steps.every((step: unknown) => isUnit((step as { utility?: unknown } | null)?.utility))
  );
}

function isUnit(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/**
 * Scores one account over all criteria.
 *
 * @param model - From `fitCriteria` or `loadModel(criteriaModelSpec, …)`.
 * @param account - A row with an answer per criterion; a missing one (`undefined`, `null`) is left out and the others
 * keep their proportions. Numbers beyond the learned scale count as its end.
 * @param options - `answer` reads an answer from the row; the field of the criterion's id unless given.
 * @returns The score from 0 to 100, the share of the weight it rests on, the range within which the missing answers
 * could move it, and what is missing. Without any answer that weighs there is no score, and `abstained` says so.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `unknown_id` (no level of the criterion), `invalid_model`.
 * @example
 * ```ts
 * const model = fitCriteria([], { criteria: nonMonetaryCriteria });
 * const { score, coverage, range } = scoreAccount(model, { loyal_two_years: true, forgives: true, refers: false });
 * score; // ≈ 66.67
 * coverage; // => 0.75
 * range; // => [50, 75]
 * describe(scoreAccount(model, {}).abstained); // => "no score, because none of the 4 criteria that weigh is answered"
 * ```
 */
export function scoreAccount<T>(model: CriteriaModel, account: T, options: ScoreAccountsOptions<T> = {}): AccountScore {
  requireObject(options, "options");
  return scoreRow(gaugesOf(model), account, 0, readerOf(options));
}

/**
 * Scores a whole book over all criteria, row by row as `scoreAccount` does.
 *
 * @param model - From `fitCriteria` or `loadModel(criteriaModelSpec, …)`.
 * @param accounts - One row per account; may be empty. Not mutated.
 * @param options - `answer` reads an answer from a row; the field of the criterion's id unless given.
 * @returns One score per row, in the order of the rows.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `unknown_id` (naming the row), `invalid_model`.
 * @example
 * ```ts
 * const criteria = [{ id: "sales", kind: "quantitative", normalise: "min_max" }];
 * const model = fitCriteria([{ sales: 10 }, { sales: 30 }], { criteria });
 * scoreAccounts(model, [{ sales: 25 }, { sales: 99 }]).map((account) => account.score); // => [75, 100]
 * ```
 */
export function scoreAccounts<T>(
  model: CriteriaModel,
  accounts: ArrayLike<T>,
  options: ScoreAccountsOptions<T> = {},
): AccountScore[] {
  const gauges = gaugesOf(model);
  requireColumn(accounts, "accounts");
  requireObject(options, "options");
  const read = readerOf(options);
  const scores = new Array<AccountScore>(accounts.length);
  for (let i = 0; i < accounts.length; i++) scores[i] = scoreRow(gauges, accounts[i] as T, i, read);
  return scores;
}

function scoreRow<T>(gauges: readonly Gauge[], account: T, index: number, read: AnswerReader<T>): AccountScore {
  let points = 0;
  let answered = 0;
  let whole = 0;
  let weighing = 0;
  let missing: string[] | undefined;
  for (const { id, weight, measure } of gauges) {
    const utility = measure(read(account, id, index), index);
    whole += weight;
    if (weight > 0) weighing++;
    if (utility === undefined) {
      missing ??= [];
      missing.push(id);
    } else {
      points += weight * utility;
      answered += weight;
    }
  }
  return outcomeOf(points, answered, whole, weighing, missing ?? NONE);
}

/** A score from the weighed points and the weight that they rest on, out of the whole weight. */
export function outcomeOf(
  points: number,
  answered: number,
  whole: number,
  weighing: number,
  missing: readonly string[],
): AccountScore {
  const coverage = answered / whole;
  if (answered === 0) {
    return {
      coverage,
      range: [0, FULL],
      missing,
      abstained: { code: "criteria_unanswered", params: { criteria: weighing } },
    };
  }
  const score = Math.min(FULL, FULL * (points / answered));
  const lowest = Math.min(score, FULL * (points / whole));
  const highest =
    answered === whole ? score : Math.min(FULL, Math.max(score, FULL * ((points + whole - answered) / whole)));
  return { score, coverage, range: [lowest, highest], missing };
}
