import type { Reason } from "../../core/reasons.ts";
import { findBinding } from "./binding.ts";
import { naiveDraft } from "./fill.ts";
import { planHires } from "./hires.ts";
import type { CoveragePlan } from "./plan-types.ts";
import { findUnreachable } from "./reach.ts";
import { readCoverage } from "./read.ts";
import { assignmentOf, figuresOf, keptOf, mixOf } from "./report.ts";
import { isProved, type Memo, solveBook } from "./solve.ts";
import type { CoverageAccount, CoverageManager, PlanCoverageOptions } from "./types.ts";

/**
 * Plans which account manager looks after which accounts, so that the service promised to each tier is kept where it
 * matters most, and says how many people are missing, what stands in the way and what one step would be worth.
 *
 * Whole accounts are given to managers of a sufficient grade, within their hours (travel included), their account
 * ceilings, regions and project teams. The plan maximises the promised hours that are kept, each counted by the weight
 * of its tier, less a little for travel: an integer programme, with the bound it was held against.
 *
 * @param accounts - Accounts, or counts of equal ones; at least one row, at most a million accounts. Not mutated.
 * @param managers - Managers, or counts of equal ones; may be empty where `newManager.hoursPerYear` is stated.
 * @param options - `tiers` with what each is promised (the most important first), `travel` (left out, nobody travels),
 * `maxAccounts` per manager, `newManager` for the shortage, `travelWeight` (default 0.01: a hundred hours of travel cost
 * as much as one hour of the weight 1).
 * @returns The assignment, the load of each manager, what is unmet by tier and region, the fewest people who would keep
 * every promise, the binding limits with their worth, and the naive plan (the biggest promise first, to the nearest
 * manager with room) beside it. What nobody can meet is named in `cannot`, it is no error. The order of rows does not
 * matter.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`,
 * `inconsistent`; the row is named.
 * @example
 * ```ts
 * const tiers = [
 *   { id: "A", minGrade: "middle", promises: [{ level: "relationship", visitsPerYear: 12, hoursPerVisit: 5 }] },
 *   { id: "B", promises: [{ level: "responsive", hoursPerYear: 20 }] },
 * ];
 * const accounts = [{ tier: "A", region: "north", n: 30 }, { tier: "B", region: "north", n: 40 }];
 * const managers = [
 *   { id: "Lin", grade: "middle", region: "north", hoursPerYear: 1600 },
 *   { id: "Mo", grade: "junior", region: "north", hoursPerYear: 400 },
 * ];
 * const plan = planCoverage(accounts, managers, { tiers, newManager: { hoursPerYear: 1600 } });
 * plan.tiers.map((row) => `${row.tier}: ${row.served} of ${row.accounts}`); // => ["A: 26 of 30", "B: 22 of 40"]
 * plan.shortage.people; // => 1
 * describe(plan.binding[0].reason); // => "one more middle manager in north (1 now): accounts served +22, promised hours kept +600, weighted +840"
 * plan.method.status; // => "optimal"
 * ```
 * @see Wolsey (1998), Integer Programming, ch. 1 (generalised assignment) and ch. 7 (branch and bound)
 */
export function planCoverage(
  accounts: ArrayLike<CoverageAccount>,
  managers: ArrayLike<CoverageManager>,
  options: PlanCoverageOptions,
): CoveragePlan {
  const { problem, tiers, hire } = readCoverage(accounts, managers, options);
  const memo: Memo = new Map();
  const solved = solveBook(problem, memo);
  const { draft, score, bound, programmes } = solved;
  const proved = isProved(score, bound);
  const gap = proved ? 0 : (bound - score) / bound;
  const { mix, notes } = mixOf(problem);
  const figures = figuresOf(draft);
  const kept = keptOf(draft, tiers);
  const unproved: Reason[] = proved ? [] : [{ code: "coverage_gap", params: { gap, score, bound } }];
  return {
    ...assignmentOf(draft),
    ...kept,
    total: {
      ...figures,
      accounts: problem.groups.reduce((total, group) => total + group.n, 0),
      promisedHours: kept.tiers.reduce((total, row) => total + row.promisedHours, 0),
      capacityHours: problem.workers.reduce((total, worker) => total + worker.hours, 0),
    },
    shortage: planHires(problem, draft, hire, memo),
    binding: findBinding(solved, hire, memo),
    cannot: findUnreachable(draft.field),
    mix,
    notes: [...notes, ...unproved],
    naive: figuresOf(naiveDraft(draft.field)),
    method: {
      solver: "yalps",
      status: proved ? "optimal" : "within_gap",
      gap,
      bound: proved ? score : bound,
      programmes,
    },
  };
}
