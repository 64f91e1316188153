import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DefencePlan } from "./types.ts";

/** Options of {@link explainDefence}. */
export interface ExplainDefenceOptions {
  /** Accounts that are told one by one at most, the largest gain first; default 5. */
  readonly top?: number;
}

/**
 * Says in reasons what a defence plan does, what it gains over the naive list, what holds it back, and for the largest
 * accounts what they get and why price was used or not.
 *
 * @param plan - From {@link planDefence}.
 * @param options - `top`: how many accounts are told one by one, default 5.
 * @returns Reasons in the order in which they are read; `describe` words them in two languages.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no plan or no number.
 * @example
 * ```ts
 * const levers = [{ id: "planned_visits", cost: 500, effect: 0.2 }, { id: "discount", costShare: 0.05, effect: 0.4, price: true }];
 * const plan = planDefence([{ id: "Harbour", value: 90000, risk: 0.3 }], levers, { budget: 1000 });
 * explainDefence(plan).map((reason) => describe(reason))[2]; // => "Harbour: planned visits lowers the chance to leave from 30% to 24%, which keeps 5,400 for 500"
 * describe(explainDefence(plan)[3]); // => "no price: nobody measured whether the account answers to it (chance to leave 30%); measure before you give money away"
 * ```
 */
export function explainDefence(plan: DefencePlan, options: ExplainDefenceOptions = {}): readonly Reason[] {
  requirePlan(plan);
  requireObject(options, "options");
  const { top = 5 } = options;
  requireNumber(top, "options.top", { min: 0, max: 1e6, integer: true });
  const { accounts, saved, cost, hours, atStake, gain, naive } = plan;
  const reasons: Reason[] = [{ code: "defence_plan", params: { accounts, saved, cost, hours, atStake } }];
  if (naive.lever !== undefined) {
    reasons.push({ code: "defence_naive", params: { gain, naive: naive.gain, lever: naive.lever } });
  }
  for (const action of plan.actions.slice(0, top)) {
    const { account, levers, riskBefore, riskAfter } = action;
    const params = { account, levers, before: riskBefore, after: riskAfter, saved: action.saved, cost: action.cost };
    reasons.push({ code: "defence_action", params }, ...action.reasons);
  }
  if (plan.binding.length === 0 && accounts > 0) reasons.push({ code: "defence_nothing_binds", params: { accounts } });
  return [...reasons, ...plan.binding.map(({ reason }) => reason), ...plan.reasons];
}

/** Refuses what {@link planDefence} did not make. */
export function requirePlan(plan: DefencePlan): void {
  requireObject(plan, "plan");
  for (const field of ["accounts", "saved", "cost", "hours", "gain", "atStake"] as const) {
    requireNumber(plan[field], `plan.${field}`);
  }
  requireObject(plan.naive, "plan.naive");
  requireNumber(plan.naive.gain, "plan.naive.gain");
  for (const field of ["actions", "binding", "curve", "reasons"] as const) {
    if (!Array.isArray(plan[field])) {
      throw new ClienteleError("invalid_type", `plan.${field} must be an array, got ${show(plan[field])}`, { field });
    }
  }
  plan.actions.forEach((action, i) => {
    requireObject(action, `plan.actions[${i}]`);
    for (const field of ["atStake", "riskBefore", "riskAfter", "saved", "cost"] as const) {
      requireNumber(action[field], `plan.actions[${i}].${field}`);
    }
    if (!Array.isArray(action.levers) || !Array.isArray(action.reasons)) {
      throw new ClienteleError("invalid_type", `plan.actions[${i}] must list levers and reasons`, { index: i });
    }
  });
  plan.curve.forEach((point, i) => {
    requireObject(point, `plan.curve[${i}]`);
    for (const field of ["budget", "gain", "naive"] as const) requireNumber(point[field], `plan.curve[${i}].${field}`);
  });
}
