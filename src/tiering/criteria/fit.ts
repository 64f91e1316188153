import { requireColumn, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { AHP_LIMIT } from "../ahp/solve.ts";
import { type AnswerReader, nameOf, readerOf, readLevel, readNumber, requireCriteria } from "./read.ts";
import { learnScale, type Scale, turned, valueAt } from "./scale.ts";
import type {
  CriteriaModel,
  CriteriaNote,
  Criterion,
  CriterionLevel,
  FitCriteriaOptions,
  FittedCriterion,
  OrdinalCriterion,
  QuantitativeCriterion,
} from "./types.ts";
import { divergenceOf, givenWeights, normalisedWeights } from "./weights.ts";

/** A criterion with its scale, before it has its weight. */
interface Learned {
  readonly fitted: FittedCriterion;
  readonly answered: number;
  /** Whether the answers differ. */
  readonly differs: boolean;
  /** Min–max value of each row, for entropy weights; NaN where there is no answer. */
  readonly spread: Float64Array;
}

/**
 * Learns how to value accounts by several criteria at once, money and judgement side by side: puts every criterion on a
 * scale from 0 (worst) to 1 (best) and gives each its weight.
 *
 * @param accounts - One row per account; may be empty where no scale has to be learned (steps, anchors). An answer that
 * is `undefined` or `null` is missing, never zero. Not mutated.
 * @param options - `criteria`: quantitative ones in any unit, with the direction and the normalisation wanted (default
 * `percentile`) or given anchors; ordinal ones with their levels from worst to best; see `keyAccountCriteria`.
 * `weights`: a weight per criterion, the result of `solveAhp` or `solveAhpHierarchy`, `"entropy"` (criteria on whose
 * min–max values the accounts differ more weigh more), or left out for the criteria's own `weight` (default 1 each).
 * Only ratios matter. `answer` reads an answer from a row; the field of the criterion's id unless given.
 * @returns A model for `scoreAccounts`: plain JSON with the scales, weights that sum to 1, and notes on criteria that tell
 * no accounts apart (all count as 0.5), on gaps, and on weights that rest on contradictory judgements.
 * @throws `ClienteleError` `empty_input` (no criteria, or no answer to learn a scale from), `invalid_type`,
 * `not_finite`, `out_of_range`, `duplicate_id`, `length_mismatch`, `unknown_id` (a kind, a level, a weight for no
 * criterion), `inconsistent` (anchors, utilities, missing weights, all weights 0).
 * @example
 * ```ts
 * const accounts = [
 *   { id: "a", sales: 100, complaints: 4, cooperation: "high" },
 *   { id: "b", sales: 300, complaints: 0, cooperation: "low" },
 *   { id: "c", sales: 200, complaints: 1, cooperation: null },
 * ];
 * const model = fitCriteria(accounts, {
 *   criteria: [
 *     { id: "sales", kind: "quantitative", normalise: "min_max", weight: 2 },
 *     { id: "complaints", kind: "quantitative", anchors: { worst: 4, best: 0 }, weight: 1 },
 *     { id: "cooperation", kind: "ordinal", levels: ["low", "medium", "high"], weight: 1 },
 *   ],
 * });
 * scoreAccounts(model, accounts).map((account) => account.score); // => [25, 75, 58.333333333333336]
 * scoreAccount(model, accounts[2]).coverage; // => 0.75
 * ```
 */
export function fitCriteria<T>(accounts: ArrayLike<T>, options: FitCriteriaOptions<T>): CriteriaModel {
  requireColumn(accounts, "accounts");
  requireObject(options, "options");
  const { criteria, weights: asked } = options;
  requireCriteria(criteria, "options.criteria");
  const read = readerOf(options);
  const learned = Array.from(criteria, (criterion) =>
    criterion.kind === "ordinal" ? learnOrdinal(accounts, criterion, read) : learnNumbers(accounts, criterion, read),
  );
  const notes: CriteriaNote[] = [];
  for (const { fitted, answered, differs } of learned) {
    const missing = accounts.length - answered;
    const criterion = fitted.name;
    if (answered > 1 && !differs) notes.push({ code: "criterion_constant", params: { criterion, accounts: answered } });
    if (missing > 0) notes.push({ code: "criterion_gaps", params: { criterion, missing, accounts: accounts.length } });
  }
  const { weights, weighting, consistencyRatio } = weigh(criteria, asked, learned, notes);
  return {
    kind: "criteria",
    version: 1,
    criteria: learned.map(({ fitted }, k) => ({ ...fitted, weight: weights[k] as number })),
    weighting,
    fittedOn: {
      accounts: accounts.length,
      answered: learned.map(({ answered }) => answered),
      ...(consistencyRatio === undefined ? {} : { consistencyRatio }),
      notes,
    },
  };
}

interface Weighing {
  readonly weights: Float64Array;
  readonly weighting: CriteriaModel["weighting"];
  readonly consistencyRatio?: number | undefined;
}

function weigh<T>(
  criteria: readonly Criterion[],
  asked: FitCriteriaOptions<T>["weights"],
  learned: readonly Learned[],
  notes: CriteriaNote[],
): Weighing {
  if (asked === "entropy") {
    const divergences = learned.map(({ spread }) => divergenceOf(spread));
    const flat = divergences.every((divergence) => divergence === 0);
    if (flat) notes.push({ code: "criteria_entropy_flat", params: { criteria: criteria.length } });
    return { weights: normalisedWeights(flat ? divergences.map(() => 1) : divergences), weighting: "entropy" };
  }
  if (asked !== undefined && (typeof asked !== "object" || asked === null)) {
    throw new ClienteleError("invalid_type", `options.weights must be weights or "entropy", got ${show(asked)}`, {});
  }
  const weights = givenWeights(criteria, asked);
  if (asked === undefined || !("weights" in asked)) return { weights, weighting: "given" };
  const { consistencyRatio } = asked;
  if (consistencyRatio !== undefined && consistencyRatio > AHP_LIMIT) {
    notes.push({ code: "criteria_weights_inconsistent", params: { ratio: consistencyRatio, limit: AHP_LIMIT } });
  }
  return { weights, weighting: "ahp", consistencyRatio };
}

function learnOrdinal<T>(accounts: ArrayLike<T>, criterion: OrdinalCriterion, read: AnswerReader<T>): Learned {
  const { id, levels, utilities } = criterion;
  const steps = Array.from(levels, (level, i) => ({ level, utility: utilities?.[i] ?? i / (levels.length - 1) }));
  const byLevel = new Map<CriterionLevel, number>(steps.map(({ level, utility }) => [level, utility]));
  const spread = new Float64Array(accounts.length);
  const seen = new Set<unknown>();
  let answered = 0;
  for (let i = 0; i < accounts.length; i++) {
    const answer = read(accounts[i] as T, id, i);
    const utility = readLevel(byLevel, answer, id, i);
    spread[i] = utility ?? Number.NaN;
    if (utility === undefined) continue;
    answered++;
    seen.add(answer);
  }
  const fitted: FittedCriterion = { id, kind: "ordinal", name: nameOf(criterion), weight: 0, levels: steps };
  return { fitted, answered, differs: seen.size > 1, spread };
}

function learnNumbers<T>(accounts: ArrayLike<T>, criterion: QuantitativeCriterion, read: AnswerReader<T>): Learned {
  const { id, anchors, direction = "more", normalise = "percentile" } = criterion;
  const column = new Float64Array(accounts.length);
  for (let i = 0; i < accounts.length; i++) {
    column[i] = readNumber(read(accounts[i] as T, id, i), id, i) ?? Number.NaN;
  }
  const values = column.filter((value) => !Number.isNaN(value));
  const orient = (scale: Scale): Scale => (direction === "less" ? turned(scale) : scale);
  let scale: Scale;
  let full: Scale;
  if (anchors !== undefined) {
    const { worst, best } = anchors;
    scale = worst < best ? { at: [worst, best], utility: [0, 1] } : { at: [best, worst], utility: [1, 0] };
    full = scale;
  } else {
    if (values.length === 0) {
      throw new ClienteleError(
        "empty_input",
        `no account answers ${show(id)}, so its scale cannot be learned; give it anchors or leave it out`,
        { criterion: id },
      );
    }
    scale = orient(learnScale(values, normalise));
    full = normalise === "min_max" ? scale : orient(learnScale(values, "min_max"));
  }
  const fitted: FittedCriterion = {
    id,
    kind: "quantitative",
    name: nameOf(criterion),
    weight: 0,
    normalise: anchors === undefined ? normalise : "anchors",
    at: scale.at,
    utility: scale.utility,
  };
  const spread = column.map((value) => (Number.isNaN(value) ? value : valueAt(full, value)));
  return { fitted, answered: values.length, differs: values.some((value) => value !== values[0]), spread };
}
