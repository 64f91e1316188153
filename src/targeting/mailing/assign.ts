import { requireFinite, requireNumber, requireObject } from "../../core/checks.ts";
import type { MailingStatus } from "../../core/labels/mailing.ts";
import { statusOf } from "./parts.ts";
import type { MailingCutoffs, MailingPlan } from "./types.ts";

/** The part of a plan that tells what to do with a customer. */
export type MailingAssignment = Pick<MailingPlan, "cutoffs">;

/**
 * What the plan does with a customer of this score.
 *
 * @param plan - From {@link planMailing}.
 * @param score - What the plan ranks by: the customer's chance, or chance × value × margin rate where values differ.
 * @returns `in`, `edge` or `out`.
 * @throws `ClienteleError` `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const plan = planMailing([0.4, 0.3, 0.02], { contactCost: 1, valuePerResponse: 10 });
 * assignMailing(plan, 0.35); // => "in"
 * ```
 */
export function assignMailing(plan: MailingAssignment, score: number): MailingStatus {
  const cutoffs = cutoffsIn(plan);
  requireNumber(score, "score");
  return statusOf(cutoffs, score);
}

/**
 * What the plan does with each customer of a column.
 *
 * @param plan - From {@link planMailing}.
 * @param scores - What the plan ranks by, one per customer. Not mutated.
 * @returns 2 for in, 1 for on the edge, 0 for out; one per score.
 * @throws `ClienteleError` `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const plan = planMailing([0.4, 0.3, 0.02], { contactCost: 1, valuePerResponse: 10 });
 * assignMailingColumn(plan, [0.02, 0.5]); // => Uint8Array.of(0, 2)
 * ```
 */
export function assignMailingColumn(plan: MailingAssignment, scores: ArrayLike<number>): Uint8Array {
  const { in: sure = Number.POSITIVE_INFINITY, edge = Number.POSITIVE_INFINITY } = cutoffsIn(plan);
  requireFinite(scores, "scores");
  const codes = new Uint8Array(scores.length);
  for (let i = 0; i < codes.length; i++) {
    const score = scores[i] as number;
    codes[i] = score >= sure ? 2 : score >= edge ? 1 : 0;
  }
  return codes;
}

function cutoffsIn(plan: MailingAssignment): MailingCutoffs {
  requireObject(plan, "plan");
  requireObject(plan.cutoffs, "plan.cutoffs");
  const { in: sure, edge } = plan.cutoffs;
  if (sure !== undefined) requireNumber(sure, "plan.cutoffs.in");
  if (edge !== undefined) requireNumber(edge, "plan.cutoffs.edge");
  return plan.cutoffs;
}
