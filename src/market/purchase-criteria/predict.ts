import { requireNumber } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { rankDraws } from "../portfolio/ranks.ts";
import { type Complete, choiceChances, completeRows } from "./complete.ts";
import { meanFigure, shareEstimate } from "./influence.ts";
import { FEWEST } from "./measure.ts";
import { movesOf } from "./moves.ts";
import { addSlopes, type ChoiceRule, type Modelled, modelled, ruleOf, ruleVariance, sharedRule } from "./rule.ts";
import { readAnswers, requireSurvey } from "./survey.ts";
import type { PredictPurchaseOptions, PurchaseAnswer, PurchaseChoiceModel, PurchasePrediction } from "./types.ts";

/**
 * Predicts which share of customers would choose each supplier by their weighted ratings, and the criterion whose
 * mending moves our share most: for each, the change where our rating rises by a point, and where it reaches the best
 * rival's.
 *
 * @param model - From {@link fitPurchaseChoice}, or `{ sensitivity }` given by hand, above 0.
 * @param answers - The customers to predict: everyone who answered completely, whether they told a choice or not.
 * @param options - The survey as for {@link measurePurchaseCriteria}; `step` (default 1), `level` (default 0.95),
 * `minRespondents` (default 10), `draws` (default 2,000) and `seed` for the doubt of the ranking.
 * @returns Shares that sum to 1 and moves, best first. Intervals hold the doubt of who was asked and of the model. A
 * change supposes that ratings cause choices; a logit takes a share from every rival in proportion to its own.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`, `empty_input`,
 * `inconsistent` where the survey is not that of the model, `invalid_model`.
 * @example
 * ```ts
 * const answers = Array.from({ length: 40 }, (_, i) => ({
 *   weights: { price: 60, service: 40 },
 *   ratings: { us: { price: 2, service: 4 + (i % 2) }, rival: { price: 4, service: 3 } },
 * }));
 * const survey = { us: "us", rivals: ["rival"], criteria: ["price", "service"] };
 * const prediction = predictPurchaseChoice({ sensitivity: 2 }, answers, survey);
 * prediction.shares[0].share.value; // ≈ 0.239
 * prediction.moves.map((move) => move.criterion); // => ["price", "service"]
 * prediction.moves[0].change.value; // ≈ 0.261
 * ```
 */
export function predictPurchaseChoice(
  model: PurchaseChoiceModel | { readonly sensitivity: number },
  answers: readonly PurchaseAnswer[],
  options: PredictPurchaseOptions,
): PurchasePrediction | Abstention {
  const survey = requireSurvey(options);
  const { step = 1, minRespondents = FEWEST } = options;
  const range = survey.scale.max - survey.scale.min;
  requireNumber(step, "options.step", { above: 0, max: range });
  requireNumber(minRespondents, "options.minRespondents", { min: 2, max: 1e6, integer: true });
  const draws = rankDraws(options);
  const { level } = draws;
  const given = ruleOf(model, survey);
  const rows = completeRows(readAnswers(answers, survey), survey, false);
  if (rows.n < minRespondents) {
    return { abstained: { code: "too_few_rows", params: { n: rows.n, needed: minRespondents } } };
  }
  const rule = "kind" in model ? sharedRule(given, model, rows) : given;
  const moves = movesOf(rows, rule, survey, { step, draws });
  const notes: Reason[] = [];
  if (rows.skipped > 0) {
    notes.push({ code: "purchase_rows_incomplete", params: { skipped: rows.skipped, used: rows.n } });
  }
  if (!("kind" in model)) notes.push({ code: "purchase_sensitivity_given", params: { value: rule.sensitivity } });
  const first = moves[0];
  if (first !== undefined && !first.stable) {
    notes.push({ code: "purchase_move_unsure", params: { criterion: first.criterion, chance: first.firstChance } });
  }
  return {
    respondents: rows.n,
    shares: sharesOf(rows, rule).map((share, s) => ({
      supplier: survey.suppliers[s] as string,
      share: shareEstimate(share, level, ruleVariance(rule, share.slopes, share.slopes)),
    })),
    moves,
    notes,
  };
}

/** Mean chance of each supplier, with its slopes in the parameters. */
function sharesOf(rows: Complete, rule: ChoiceRule): Modelled[] {
  const { n, suppliers, totals } = rows;
  const chances = new Float64Array(n * suppliers);
  const own = new Float64Array(suppliers);
  const slopes = Array.from({ length: suppliers }, () => new Float64Array(rule.parameters));
  for (let i = 0; i < n; i++) {
    choiceChances(rule.sensitivity, rule.constants, totals, i * suppliers, own);
    chances.set(own, i * suppliers);
    for (let s = 0; s < suppliers; s++) {
      addSlopes(slopes[s] as Float64Array, own, totals, i * suppliers, s, 1 / n);
    }
  }
  return slopes.map((slope, s) =>
    modelled(
      meanFigure(n, (i) => chances[i * suppliers + s] as number),
      slope,
      rule,
    ),
  );
}
