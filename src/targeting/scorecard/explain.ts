import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { requireScorecard } from "./read.ts";
import { readRecord, scoreOf } from "./score.ts";
import type { ScorecardBin, ScorecardExplanation, ScorecardField, ScorecardModel, ScorecardRecord } from "./types.ts";

/**
 * Why a customer has the score: where everybody starts, and what each field adds, strongest first.
 *
 * @param model - From {@link fitScorecard} or `loadModel`.
 * @param record - A plain record with the card's fields.
 * @returns The score with `contributions` sorted by weight, and reasons to be worded with `describe`. `basePoints` and
 * the points of all contributions sum exactly to `points`. Fields that add no point are no reason.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 400 }, (_, i) => ({ age: 20 + (i % 50) }));
 * const yes = rows.map((row, i) => ((row.age > 45 ? 4 : 1) > i % 7 ? 1 : 0));
 * const card = fitScorecard(readFeatures(rows, ["age"]), yes);
 * const { reasons } = explainScorecard(card, { age: 50 });
 * describe(reasons[1]); // => "age (50): +26 points; 56.8% of 192 such customers said yes"
 * ```
 */
export function explainScorecard(model: ScorecardModel, record: ScorecardRecord): ScorecardExplanation {
  requireScorecard(model);
  const readings = readRecord(model, record);
  const score = scoreOf(model, readings);
  const order = score.contributions
    .map((contribution, f) => ({ contribution, f }))
    .sort((a, b) => Math.abs(b.contribution.logOdds) - Math.abs(a.contribution.logOdds) || a.f - b.f);
  const reasons = order.flatMap(({ contribution, f }): ScorecardExplanation["reasons"] => {
    const { field, value, points, bin } = contribution;
    if (readings[f]?.unseen === true) {
      return [{ code: "scorecard_unseen", params: { field, value: value as string, points } }];
    }
    if (points === 0) return [];
    if (value === undefined) return [{ code: "scorecard_not_known", params: { field, points } }];
    const { n, events } = (model.fields[f] as ScorecardField).bins[bin] as ScorecardBin;
    return [{ code: "scorecard_effect", params: { field, value, points, rate: n === 0 ? 0 : events / n, n } }];
  });
  return {
    ...score,
    basePoints: model.basePoints,
    contributions: order.map(({ contribution }) => contribution),
    reasons: [
      { code: "scorecard_base", params: { points: model.basePoints, chance: chanceOfLogOdds(model.intercept) } },
      ...reasons,
    ],
  };
}
