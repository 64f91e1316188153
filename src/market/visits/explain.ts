import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import type { VisitPlan } from "./types.ts";

/** Options of {@link explainVisits}. */
export interface ExplainVisitsOptions {
  /** Accounts that are told one by one at most, the most worth first; default 5. */
  readonly top?: number;
}

/**
 * Says in reasons what a plan of visits brings, what it gains over plain planning, why the largest accounts get so many
 * visits and no more, which promises cannot be kept and what holds the plan back.
 *
 * @param plan - From {@link planVisits}.
 * @param options - `top`: how many accounts are told one by one, default 5.
 * @returns Reasons in the order in which they are read; `describe` words them in two languages.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no plan or no number.
 * @example
 * ```ts
 * const plan = planVisits([{ id: "Harbour", worth: 9000 }], { people: [{ id: "Lin", hours: 2 }], response: { rate: 0.5 } });
 * describe(explainVisits(plan)[0]); // => "2 visits to 1 account in 2 hours: they bring 5,689 for 0, a gain of 5,689"
 * describe(explainVisits(plan)[2]); // => "Harbour: 2 visits by Lin in 2 hours, bringing 5,689"
 * ```
 */
export function explainVisits(plan: VisitPlan, options: ExplainVisitsOptions = {}): readonly Reason[] {
  requireVisitPlan(plan);
  requireObject(options, "options");
  const { top = 5 } = options;
  requireNumber(top, "options.top", { min: 0, max: 1e6, integer: true });
  const { visits, hours, cost, worth, gain, equal, byTier } = plan;
  const accounts = plan.actions.filter((action) => action.visits > 0).length;
  const rival = (by: "equal" | "tier", { gain: its, missing }: VisitPlan["equal"]): Reason => ({
    code: "visits_rival",
    params: { by, gain, rival: its, missing },
  });
  return [
    { code: "visits_plan", params: { visits, accounts, hours, cost, worth, gain } },
    rival("equal", equal),
    ...(byTier === undefined ? [] : [rival("tier", byTier)]),
    ...plan.actions.slice(0, top).flatMap((action): Reason[] => {
      const people = action.by.map(({ person }) => person);
      const params = {
        account: action.account,
        visits: action.visits,
        people,
        worth: action.worth,
        hours: action.hours,
      };
      return [{ code: "visits_action", params }, action.reason];
    }),
    ...plan.broken.map(({ reason }) => reason),
    ...plan.binding.map(({ reason }) => reason),
    ...plan.reasons,
  ];
}

/** Refuses what {@link planVisits} did not make. */
export function requireVisitPlan(plan: VisitPlan): void {
  requireObject(plan, "plan");
  for (const field of ["visits", "hours", "cost", "worth", "gain"] as const) {
    requireNumber(plan[field], `plan.${field}`);
  }
  for (const field of ["equal", ...(plan.byTier === undefined ? [] : (["byTier"] as const))] as const) {
    requireObject(plan[field], `plan.${field}`);
    requireNumber((plan[field] as VisitPlan["equal"]).gain, `plan.${field}.gain`);
    requireNumber((plan[field] as VisitPlan["equal"]).missing, `plan.${field}.missing`);
  }
  for (const field of ["actions", "broken", "binding", "reasons"] as const) {
    if (!Array.isArray(plan[field])) {
      throw new ClienteleError("invalid_type", `plan.${field} must be an array, got ${show(plan[field])}`, { field });
    }
  }
  plan.actions.forEach((action, i) => {
    requireObject(action, `plan.actions[${i}]`);
    for (const field of ["visits", "promised", "hours", "worth"] as const) {
      requireNumber(action[field], `plan.actions[${i}].${field}`, { min: 0 });
    }
    if (!Array.isArray(action.by) || typeof action.account !== "string") {
      throw new ClienteleError("invalid_type", `plan.actions[${i}] must name its account and list who visits`, {
        index: i,
      });
    }
    requireObject(action.reason, `plan.actions[${i}].reason`);
  });
  for (const field of ["broken", "binding"] as const) {
    plan[field].forEach((row: unknown, i: number) => {
      requireObject(row, `plan.${field}[${i}]`);
    });
  }
}
