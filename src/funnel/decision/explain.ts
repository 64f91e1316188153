import type { Reason } from "../../core/reasons.ts";
import type { QuestionnaireAnswers } from "../questionnaire/types.ts";
import { scoreDealMaturity } from "./maturity.ts";
import type { DealMaturityOptions } from "./types.ts";

/** Why a deal is as ripe as it is. */
export type MaturityReason = Reason<
  | "maturity_unanswered"
  | "maturity_partly_answered"
  | "maturity_weak_part"
  | "maturity_open_part"
  | "maturity_ask"
  | "maturity_improve"
>;

/**
 * Says why a deal is as ripe as it is: how much is known, what holds it back, weakest first, and what to do next.
 *
 * @param answers - As for {@link scoreDealMaturity}.
 * @param options - As for {@link scoreDealMaturity}.
 * @returns Reasons as data: what is open, each part below full points, parts of which nothing is known, and the question
 * to ask next or, where all is answered, the answer to work on.
 * @throws ClienteleError as {@link scoreDealMaturity}.
 * @example
 * ```ts
 * const reasons = explainDealMaturity({ need: "planned", finances: "initial", timing: "flexible" });
 * describe(reasons[1]); // => "Timing: 0 of 100, with 14.3% of the weight"
 * describe(reasons.at(-1), "zh"); // => "下一步先问：“是否有驱动机制促使客户行动？”（最多影响 14.3 分）"
 * ```
 */
export function explainDealMaturity(
  answers: QuestionnaireAnswers,
  options: DealMaturityOptions = {},
): readonly MaturityReason[] {
  const { abstained, answered, questions, range, parts, next } = scoreDealMaturity(answers, options);
  const reasons: MaturityReason[] = [];
  const [lower, upper] = range;
  if (abstained !== undefined) reasons.push(abstained);
  else if (answered < questions) {
    reasons.push({ code: "maturity_partly_answered", params: { answered, questions, lower, upper } });
  }
  for (const { id, name, score, weightShare } of parts) {
    if (weightShare === 0 || score === 100) continue;
    reasons.push(
      score === undefined
        ? { code: "maturity_open_part", params: { part: id, name, weightShare } }
        : { code: "maturity_weak_part", params: { part: id, name, score, weightShare } },
    );
  }
  if (next !== undefined) {
    const { id, text, kind, swing } = next;
    reasons.push({ code: kind === "ask" ? "maturity_ask" : "maturity_improve", params: { question: id, text, swing } });
  }
  return reasons;
}
