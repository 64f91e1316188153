import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { requireScale } from "../quadrant/ratings.ts";
import type {
  SatisfactionEvidence,
  SatisfactionGradeAnswers,
  SatisfactionGradeCuts,
  SatisfactionGradeResult,
  SatisfactionPart,
  SatisfactionScore,
  ScoreSatisfactionOptions,
} from "./types.ts";
import { combine, weightShares } from "./weighted.ts";

const PARTS: readonly SatisfactionPart[] = ["gap", "rating"];

/**
 * Scores a customer's satisfaction: what they received against what they had expected, and the rating they gave.
 *
 * The gap counts 50 where the customer got exactly what they had expected, 100 where the best met the worst
 * expectation, 0 the other way round.
 *
 * @param customer - `received`, `expected` and `rating`, in points of one scale; what is not known is left out.
 * @param options - `scale` states the answers that the questions allow; `weights` of `gap` and `rating`, both 1 unless
 * stated.
 * @returns The score from 0 to 100 with its parts, its coverage and the gap in scale points; an abstention where
 * nothing that carries weight is known.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for a weight on another part.
 * @example
 * ```ts
 * const scale = { min: 1, max: 5 };
 * const score = scoreSatisfaction({ received: 4, expected: 5, rating: 4 }, { scale });
 * score.gap; // => -1
 * score.score; // => 56.25
 * scoreSatisfaction({ received: 4 }, { scale }).abstained.code; // => "loyalty_score_unanswered"
 * ```
 * @see Oliver (1980), A cognitive model of the antecedents and consequences of satisfaction decisions, Journal of
 * Marketing Research 17
 */
export function scoreSatisfaction(
  customer: SatisfactionEvidence,
  options: ScoreSatisfactionOptions,
): SatisfactionScore | Abstention {
  requireObject(customer, "customer");
  requireObject(options, "options");
  const { scale, weights = { gap: 1, rating: 1 } } = options;
  requireScale(scale, "options.scale");
  const shares = weightShares(weights, PARTS);
  const { received, expected, rating } = customer;
  for (const name of ["received", "expected", "rating"] as const) {
    const value = customer[name];
    if (value !== undefined) requireNumber(value, `customer.${name}`, scale);
  }
  const width = scale.max - scale.min;
  const gap = received === undefined || expected === undefined ? undefined : received - expected;
  const values = {
    gap: gap === undefined ? undefined : 0.5 + gap / width / 2,
    rating: rating === undefined ? undefined : (rating - scale.min) / width,
  };
  const all = combine(shares, (part) => values[part]);
  return "abstained" in all ? all : { ...all, ...(gap !== undefined && { gap }) };
}

/**
 * Grades a customer's satisfaction: satisfied; satisfied and will come again; satisfied, will come again and will
 * bring friends. Each grade holds those before it, so who is not satisfied has none, whatever else they say.
 *
 * @param customer - Three answers; the last two may be unknown.
 * @param cuts - From which answer on each counts as yes, in points of its own scale.
 * @returns The grade, the question whose answer is missing for a higher one, and a note where the answers contradict
 * each other. `labelOf("satisfactionGrade", grade)` names it.
 * @throws ClienteleError `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const cuts = { satisfaction: 4, comeAgain: 4, bringFriends: 9 };
 * assignSatisfactionGrade({ satisfaction: 5, comeAgain: 4, bringFriends: 10 }, cuts).grade; // => "bringing_friends"
 * assignSatisfactionGrade({ satisfaction: 4 }, cuts); // => { grade: "satisfied", unanswered: "comeAgain", notes: [] }
 * ```
 */
export function assignSatisfactionGrade(
  customer: SatisfactionGradeAnswers,
  cuts: SatisfactionGradeCuts,
): SatisfactionGradeResult {
  requireObject(customer, "customer");
  requireObject(cuts, "cuts");
  for (const name of ["satisfaction", "comeAgain", "bringFriends"] as const) {
    requireNumber(cuts[name], `cuts.${name}`);
    const value = customer[name];
    if (value !== undefined || name === "satisfaction") requireNumber(value as number, `customer.${name}`);
  }
  const { satisfaction, comeAgain, bringFriends } = customer;
  const returns = comeAgain !== undefined && comeAgain >= cuts.comeAgain;
  const refers = bringFriends !== undefined && bringFriends >= cuts.bringFriends;
  if (satisfaction < cuts.satisfaction) {
    const params = { satisfaction, cut: cuts.satisfaction };
    return {
      grade: "unsatisfied",
      notes: returns || refers ? [{ code: "loyalty_grade_contradiction", params }] : [],
    };
  }
  if (comeAgain === undefined) return { grade: "satisfied", unanswered: "comeAgain", notes: [] };
  if (!returns) return { grade: "satisfied", notes: [] };
  if (bringFriends === undefined) return { grade: "returning", unanswered: "bringFriends", notes: [] };
  return { grade: refers ? "bringing_friends" : "returning", notes: [] };
}
