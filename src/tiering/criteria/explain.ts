import { requireObject } from "../../core/checks.ts";
import { readerOf } from "./read.ts";
import { gaugesOf, outcomeOf } from "./score.ts";
import type {
  AccountScoreExplanation,
  CriteriaModel,
  CriterionContribution,
  FittedCriterion,
  ScoreAccountsOptions,
} from "./types.ts";

/** Points of the best possible account. */
const FULL = 100;

/**
 * Tells where an account's score comes from, criterion by criterion, what would raise it most and what to ask next.
 *
 * @param model - From `fitCriteria` or `loadModel(criteriaModelSpec, …)`.
 * @param account - A row with an answer per criterion; missing ones (`undefined`, `null`) are left out.
 * @param options - `answer` reads an answer from the row; the field of the criterion's id unless given.
 * @returns The score of `scoreAccount` with one contribution per criterion, whose points sum to it, and reasons for
 * `describe`.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `unknown_id` (no level of the criterion), `invalid_model`.
 * @example
 * ```ts
 * const model = fitCriteria([], { criteria: nonMonetaryCriteria });
 * const why = explainAccountScore(model, { loyal_two_years: true, forgives: true, refers: false });
 * why.contributions.map((part) => Math.round(part.points)); // => [33, 33, 0, 0]
 * why.reasons.map((reason) => describe(reason)); // => ["rests on 75% of the weight; the missing answers could bring it anywhere from 50 to 75", "Loyal for two years or more brings the most, 33.3 points", "Stays and refers others has the most room: up to 33.3 points more", "Gives opinions when asked is not known and counts most among what is missing"]
 * ```
 */
export function explainAccountScore<T>(
  model: CriteriaModel,
  account: T,
  options: ScoreAccountsOptions<T> = {},
): AccountScoreExplanation {
  const gauges = gaugesOf(model);
  requireObject(options, "options");
  const read = readerOf(options);
  const answers = gauges.map(({ id, measure }) => {
    const answer = read(account, id, 0);
    return { answer, utility: measure(answer, 0) };
  });
  let points = 0;
  let answered = 0;
  let whole = 0;
  const missing: string[] = [];
  for (const [k, { id, weight }] of gauges.entries()) {
    const utility = answers[k]?.utility;
    whole += weight;
    if (utility === undefined) missing.push(id);
    else {
      points += weight * utility;
      answered += weight;
    }
  }
  const weighing = gauges.filter(({ weight }) => weight > 0).length;
  const outcome = outcomeOf(points, answered, whole, weighing, missing);
  const contributions = gauges.map(({ id, weight: own }, k): CriterionContribution => {
    const { answer, utility } = answers[k] as (typeof answers)[number];
    const { name } = model.criteria[k] as FittedCriterion;
    if (utility === undefined || answer === undefined || answer === null) {
      return { id, name, weight: 0, points: 0, gain: 0 };
    }
    const weight = answered > 0 ? own / answered : 0;
    return { id, name, answer, utility, weight, points: FULL * weight * utility, gain: FULL * weight * (1 - utility) };
  });
  return { ...outcome, contributions, reasons: reasonsOf(model, outcome, contributions) };
}

function reasonsOf(
  model: CriteriaModel,
  { coverage, range, abstained }: ReturnType<typeof outcomeOf>,
  contributions: readonly CriterionContribution[],
): AccountScoreExplanation["reasons"] {
  const reasons: AccountScoreExplanation["reasons"][number][] = [];
  if (abstained !== undefined) reasons.push(abstained);
  else {
    const [lower, upper] = range;
    if (coverage < 1) reasons.push({ code: "criteria_partly_answered", params: { coverage, lower, upper } });
    const best = largestBy(contributions, (part) => part.points);
    if (best !== undefined) {
      reasons.push({ code: "criterion_strength", params: { criterion: best.name, points: best.points } });
    }
    const room = largestBy(contributions, (part) => part.gain);
    if (room !== undefined) {
      reasons.push({ code: "criterion_to_raise", params: { criterion: room.name, gain: room.gain } });
    }
  }
  const unknown = model.criteria.filter((_, k) => contributions[k]?.utility === undefined);
  const ask = largestBy(unknown, (criterion) => criterion.weight);
  if (ask !== undefined) reasons.push({ code: "criterion_to_ask", params: { criterion: ask.name } });
  return reasons;
}

/** The first of the largest, where that is above 0. */
function largestBy<T>(items: readonly T[], size: (item: T) => number): T | undefined {
  let best: T | undefined;
  for (const item of items) if (size(item) > (best === undefined ? 0 : size(best))) best = item;
  return best;
}
