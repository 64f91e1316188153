import { requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireScore } from "./require-score.ts";
import type { RelationshipScore } from "./types.ts";

/**
 * Says why a relationship is where it is: the level and what it rests on, the way to the next, the sign most worth
 * working on, what is missing, and how far the people who answered agree.
 *
 * @param score - From {@link scoreRelationship}.
 * @returns Reasons in the order in which a reader wants them; `describe` words them. An abstention gives its one
 * reason.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for a score that was edited by hand
 * into something else.
 * @example
 * ```ts
 * const score = scoreRelationship({ returns_calls: "often", scolds_us: "never", thinks_us_best: "sometimes" });
 * const reasons = explainRelationship(score);
 * describe(reasons[0]); // => "face to face relationship: 50 of 100 from 1 person's answers"
 * describe(reasons[2], "zh"); // => "最值得着力：“偶尔责备我方”，最多可提高 33.3 分"
 * ```
 */
export function explainRelationship(score: RelationshipScore | Abstention): readonly Reason[] {
  requireObject(score, "score");
  if ("abstained" in score) {
    requireObject(score.abstained, "score.abstained");
    return [score.abstained];
  }
  requireScore(score);
  const { level, next, workOn, respondents, agreement, parts, notes } = score;
  const reasons: Reason[] = [
    { code: "relationship_level", params: { level, score: score.score, respondents: respondents.length } },
  ];
  if (next !== undefined) reasons.push({ code: "relationship_next_level", params: next });
  if (workOn !== undefined) reasons.push({ code: "relationship_work_on", params: workOn });
  reasons.push(...notes);
  if (respondents.length < 2) return reasons;
  if ("abstained" in agreement) return [...reasons, agreement.abstained];
  const { closeness, exact, disputed } = agreement;
  reasons.push({ code: "relationship_agreement", params: { closeness, exact, respondents: respondents.length } });
  const [part] = disputed;
  const answers = parts.find((candidate) => candidate.part === part)?.answers ?? [];
  const [lowest, highest] = [answers[0], answers.at(-1)];
  if (part !== undefined && lowest !== undefined && highest !== undefined) {
    reasons.push({ code: "relationship_disputed", params: { part, lowest, highest } });
  }
  return reasons;
}
