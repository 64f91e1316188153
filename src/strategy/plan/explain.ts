import type { Reason } from "../../core/reasons.ts";
import { choose } from "./choose.ts";
import { keepsRules, type Mix, type PlanProblem, type ProblemLimit, spendOf, useOf, worthOf } from "./problem.ts";
import type { BudgetPoint, PlanLimit, PlannedMove } from "./types.ts";

/** A tenth more of a limit. */
const MORE = 0.1;

/** Budgets looked at between nothing and everything. */
const BUDGETS = 10;

/** Every candidate with what it is worth in or out of the plan, and why. */
export function movesOf(
  problem: PlanProblem,
  { chosen, value }: Mix,
  ids: readonly string[],
  treated: readonly number[],
): PlannedMove[] {
  const spent = spendOf(problem, chosen);
  return ids.map((move, j): PlannedMove => {
    const other = chosen.slice();
    other[j] = 1 - (chosen[j] as number);
    const isIn = chosen[j] === 1;
    const worth = isIn ? value - worthOf(problem, other) : worthOf(problem, other) - value;
    const spend = isIn ? spent - spendOf(problem, other) : spendOf(problem, other) - spent;
    const base = { move, chosen: isIn, treated: treated[j] as number, spend, worth };
    return { ...base, reason: reasonOf(problem, other, base, problem.required.includes(j)) };
  });
}

function reasonOf(
  problem: PlanProblem,
  other: Uint8Array,
  { move, chosen, worth, spend }: Omit<PlannedMove, "reason">,
  required: boolean,
): Reason {
  if (chosen) return { code: required ? "plan_move_required" : "plan_move_in", params: { move, worth, spend } };
  if (!(worth > 0)) return { code: "plan_move_costs_more", params: { move, loss: -worth } };
  const full = problem.limits.filter((limit) => !keepsRules({ ...onlyRules(problem), limits: [limit] }, other));
  if (full.length > 0) return { code: "plan_move_limited", params: { move, worth, limits: full.map(({ id }) => id) } };
  // it would pay and fits: another move that excludes it, or that it needs, is worth more
  return { code: "plan_move_excluded", params: { move, worth } };
}

function onlyRules(problem: PlanProblem): PlanProblem {
  return { ...problem, exclusive: [], needs: [], required: [], limits: [] };
}

/** Every limit with what more of it would bring. */
export function limitsOf(problem: PlanProblem, { chosen, value }: Mix): PlanLimit[] {
  const withLimit = (limit: ProblemLimit, most: number): number => {
    const limits =
      most === Number.POSITIVE_INFINITY
        ? problem.limits.filter((one) => one !== limit)
        : problem.limits.map((one) => (one === limit ? { ...one, limit: most } : one));
    const [best] = choose({ ...problem, limits }).mixes;
    // what fits today fits with more
    return Math.max(0, (best?.value ?? value) - value);
  };
  return problem.limits.map((limit) => ({
    limit: limit.id,
    used: useOf(problem, limit, chosen),
    available: limit.limit,
    gainOfMore: withLimit(limit, limit.id === "movesAtMost" ? limit.limit + 1 : limit.limit * (1 + MORE)),
    gainWithout: withLimit(limit, Number.POSITIVE_INFINITY),
  }));
}

/** The best mix at each of several budgets, all other limits as they are. */
export function budgetsOf(problem: PlanProblem, ids: readonly string[]): BudgetPoint[] {
  const others = problem.limits.filter(({ id }) => id !== "budget");
  // what the best mix without a budget spends: beyond it more money brings nothing
  const [free] = choose({ ...problem, limits: others }).mixes;
  if (free === undefined) return [];
  const most = spendOf(problem, free.chosen);
  const points: BudgetPoint[] = [];
  for (let k = 0; k <= BUDGETS; k++) {
    const budget = (most * k) / BUDGETS;
    const limit: ProblemLimit = { id: "budget", limit: budget, perMove: problem.fixed, byBlocks: true };
    const [mix] = choose({ ...problem, limits: [...others, limit] }).mixes;
    if (mix === undefined) continue;
    const moves = ids.filter((_, j) => mix.chosen[j] === 1);
    points.push({ budget, spend: spendOf(problem, mix.chosen), value: mix.value, moves });
  }
  return points;
}
