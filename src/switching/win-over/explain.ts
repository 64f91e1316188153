import { requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import type { WinOverPlan } from "./types.ts";

/**
 * Says in reasons whether a customer is worth winning, on what the chance rests, when to stop, and what to do step by step.
 *
 * @param plan - One of the plans of {@link planWinOver} or {@link planWinBack}.
 * @returns Verdict and its grounds first, then the tasks in the order of the steps; `describe` words them in two languages.
 * @throws `ClienteleError` `invalid_type` for what is no plan.
 * @example
 * ```ts
 * const chance = { source: "stated", points: [{ dose: 1, chance: 0.3 }] } as const;
 * const { plans } = planWinOver([{ id: "a", value: 10000, attemptCost: 500, doseUnit: 1000 }], { asOf: "2026-07-01", chance });
 * describe(explainWinOver(plans[0])[0]); // => "worth it: an inducement of 0 brings 2,500 a try on average; not worth it above 8,333"
 * explainWinOver(plans[0]).length; // => 9
 * ```
 */
export function explainWinOver(plan: WinOverPlan): readonly Reason[] {
  requireObject(plan, "plan");
  for (const field of ["reasons", "steps"] as const) {
    if (!Array.isArray(plan[field])) {
      throw new ClienteleError("invalid_type", `plan.${field} must be an array, got ${show(plan[field])}`, { field });
    }
  }
  const tasks = plan.steps.flatMap((step, i) => {
    requireObject(step, `plan.steps[${i}]`);
    if (!Array.isArray(step.tasks)) {
      throw new ClienteleError("invalid_type", `plan.steps[${i}].tasks must be an array, got ${show(step.tasks)}`, {
        i,
      });
    }
    return step.tasks;
  });
  // what the reason to leave asks for stands among the grounds already
  const said = new Set(plan.reasons.map(({ code }) => code));
  return [...plan.reasons, ...tasks.filter(({ code }) => !said.has(code))];
}
