import { requireColumn, requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { createRandom } from "../../math/random.ts";
import { divideBook } from "../simulate/atoms.ts";
import { drawDoubts } from "../simulate/draws.ts";
import { discountsOf } from "../simulate/expectation.ts";
import { marketOf, meanFixedCost } from "../simulate/flows.ts";
import type { World } from "../simulate/ours.ts";
import { readBook } from "../simulate/read-book.ts";
import { type ReadStrategy, readStrategies } from "../simulate/read-strategies.ts";
import { simulateStrategies } from "../simulate/simulate.ts";
import type { SimulatedValue, StrategySimulation } from "../simulate/types.ts";
import type { Move, Strategy, StrategyBook } from "../types.ts";
import { blocksOf } from "./blocks.ts";
import { choose } from "./choose.ts";
import { budgetsOf, limitsOf, movesOf } from "./explain.ts";
import { type Mix, type PlanProblem, readLimits, readRules, spendOf } from "./problem.ts";
import type { InfeasiblePlan, PlannedMove, PlannedStrategy, PlanStrategyOptions } from "./types.ts";

/** Mixes that are held beside the plan on fresh draws. */
const OTHERS = 2;

/**
 * Finds the mix of moves that is worth most under a budget and other limits, and checks it on draws it was not chosen by.
 *
 * Each candidate chooses its customers by its own rule, whatever else is in the plan, so a mix is worth the exact sum of
 * what its moves do to each group of customers that the same candidates reach, all the ways in which they help or hinder
 * each other on one customer included. Up to 14 candidates every mix is looked at; beyond, the integer programme is
 * solved. A choice made by simulated worth flatters itself; `fresh` is what the plan is worth on fresh draws, and
 * `optimism` the difference.
 *
 * @param book - Customers of ours and of others, as for `simulateStrategies`.
 * @param moves - The candidates, each with an id of its own.
 * @param options - `horizonMonths`, `discountRate`, `seed`; `budget` for the expected present value of all spend;
 * `resources` such as hours; `exclusive`, `needs`, `required`, `movesAtMost`; `draws` (default 1,000), `level`, `asOf`.
 * @returns The mix as a strategy, its worth against doing nothing, every candidate with what it is worth in or out of the
 * plan and why, every limit with what more of it would bring, the best mixes at other budgets, and a simulation of the
 * plan and the next best mixes. Where no mix keeps the limits, an abstention.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (also where so many candidates
 * touch the same customers that their sets cannot be counted out), `unknown_id`, `duplicate_id`, `inconsistent`.
 * @example
 * ```ts
 * const book = { customers: [{ id: "a", count: 1000, monthlyRevenue: 100, monthlyChurn: 0.02 }] };
 * const keeping = (id: string, ratio: number, cost: number): Move => ({ id, aim: "retain", means: "service", cost: { fixed: cost },
 *   effects: [{ assumption: id, on: "churn", distribution: { kind: "fixed", value: ratio }, source: { kind: "belief" } }] });
 * const moves = [keeping("calls", 0.8, 60_000), keeping("care", 0.7, 90_000), keeping("gifts", 0.99, 50_000)];
 * const plan = planStrategy(book, moves, { horizonMonths: 24, discountRate: 0.1, seed: 1, budget: 100_000 });
 * "moves" in plan && plan.moves.map(({ move, chosen }) => [move, chosen]); // => [["calls", false], ["care", true], ["gifts", false]]
 * ```
 * @see Smith & Winkler (2006), The optimizer's curse, Management Science 52
 */
export function planStrategy(
  book: StrategyBook,
  moves: readonly Move[],
  options: PlanStrategyOptions,
): PlannedStrategy | InfeasiblePlan {
  requireObject(options, "options");
  const { horizonMonths: months, discountRate, seed, draws = 1000, level = 0.95, asOf } = options;
  requireNumber(months, "options.horizonMonths", { min: 1, max: 600, integer: true });
  requireNumber(discountRate, "options.discountRate", { min: 0, max: 100 });
  requireNumber(draws, "options.draws", { min: 20, max: 100_000, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireColumn(moves, "moves");
  requireNonEmpty(moves, "moves");
  const rows = readBook(book, months);
  const { strategies, assumptions } = readStrategies([{ id: PLAN, moves }], months);
  const all = strategies[1] as ReadStrategy;
  const ids = all.moves.map(({ move }) => move.id);
  const { atoms, treated } = divideBook(rows, [all]);
  const doubts = drawDoubts(rows, assumptions, draws, seed);
  const world: World = { rows, doubts, months, market: marketOf(rows, doubts, months) };
  const discounts = discountsOf(discountRate, months);
  const fixed = Float64Array.from(all.moves, (move) => meanFixedCost(move, doubts) * (discounts[move.start] as number));
  const counts = treated[0] as readonly number[];
  const problem: PlanProblem = {
    n: ids.length,
    fixed,
    blocks: blocksOf(world, atoms, all.moves, discounts),
    limits: readLimits(ids, counts, fixed, options),
    ...readRules(ids, options),
  };
  const { mixes, method } = choose(problem, OTHERS);
  const best = mixes[0];
  if (best === undefined) {
    return { abstained: { code: "plan_infeasible", params: { limits: problem.limits.map(({ id }) => id) } } };
  }
  const strategyOf = (mix: Mix, id: string): Strategy => ({
    id,
    moves: all.moves.filter((_, j) => mix.chosen[j] === 1).map(({ move }) => move),
  });
  // a stream of its own, so that no seed of the caller's is its fresh one
  const freshSeed = createRandom(seed).fork(FRESH).integer(0, Number.MAX_SAFE_INTEGER);
  const compared = mixes.map((mix, k) => strategyOf(mix, k === 0 ? PLAN : `other ${k}`));
  const settings = { horizonMonths: months, discountRate, draws, level, ...(asOf !== undefined && { asOf }) };
  const check = simulateStrategies(book, compared, { ...settings, seed: freshSeed, moveShares: false });
  const fresh = check.outcomes[1]?.difference as SimulatedValue;
  const planned = movesOf(problem, best, ids, counts);
  return {
    strategy: strategyOf(best, PLAN),
    value: best.value,
    fresh: {
      value: fresh.value,
      n: fresh.n,
      interval: fresh.interval,
      standardDeviation: fresh.standardDeviation,
      standardError: fresh.standardError,
    },
    // two means of equally many separate draws
    optimism: { value: best.value - fresh.value, standardError: Math.SQRT2 * fresh.standardError },
    spend: spendOf(problem, best.chosen),
    moves: planned,
    limits: limitsOf(problem, best),
    budgets: budgetsOf(problem, ids),
    check,
    method,
    notes: notesOf(planned, check, method),
  };
}

/** Id of the plan as a strategy. */
const PLAN = "plan";

/** Label of the stream of fresh draws. */
const FRESH = 0x5eed;

function notesOf(moves: readonly PlannedMove[], check: StrategySimulation, method: string): Reason[] {
  const notes: Reason[] = [...check.notes];
  if (method === "neighbours") notes.push({ code: "plan_not_proved", params: {} });
  if (!moves.some(({ chosen }) => chosen)) {
    // what would pay may still be shut out by a limit
    const pays = moves.some(({ worth }) => worth > 0);
    notes.push({ code: pays ? "plan_nothing_fits" : "plan_nothing_pays", params: {} });
  }
  const rival = check.comparisons.find(({ first, second }) => first === PLAN && second === "other 1");
  // a lead within its Monte Carlo error may be turned by other draws
  if (rival !== undefined && rival.difference.value < 2 * rival.difference.standardError) {
    const { value, standardError } = rival.difference;
    notes.push({ code: "plan_tie", params: { other: "other 1", lead: value, standardError } });
  }
  return notes;
}
