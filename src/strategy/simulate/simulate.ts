import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { toDay } from "../../time/day.ts";
import type { Strategy, StrategyBook } from "../types.ts";
import { divideBook } from "./atoms.ts";
import { drawDoubts } from "./draws.ts";
import { discountsOf, expectationsOf, type Variant } from "./expectation.ts";
import { marketOf } from "./flows.ts";
import { addLuck } from "./luck.ts";
import type { World } from "./ours.ts";
import { outcomesOf } from "./outcomes.ts";
import { readBook, STANDINGS } from "./read-book.ts";
import { type ReadStrategy, readStrategies } from "./read-strategies.ts";
import { assumptionsOf, comparisonsOf } from "./summary.ts";
import type { SimulateStrategiesOptions, StrategySimulation } from "./types.ts";

/**
 * Tells what each of several strategies is worth: its net present value with all its doubt, month by month, against doing
 * nothing and against each other.
 *
 * Every strategy meets the same draws of what is doubtful, the same market and the same luck of each customer (common
 * random numbers), so that their differences are sharp. Within a draw the book's expectation is exact: survival under
 * any multiplier of the hazards is summed over all customers once, at Chebyshev points, and read between them within
 * 1e-12 of the customers at the start; customers are not sampled. Chance in single customers is added as `luck` says.
 *
 * Customers of ours who are there at the start of a month pay in it and may leave at its end. Others come at the end of a
 * month and pay from the next. Money of a month is valued at its end, as `forecastCashFlows` does with `"periodic"`.
 * Customers who leave are not won back within the horizon.
 *
 * @param book - Customers of ours and of others: revenue a month, chances to leave, margin; what is doubtful in common.
 * @param strategies - Each a mix of moves with target, cost and effects as distributions. Doing nothing (`nothing`) is
 * always compared; so no strategy may have this id.
 * @param options - `horizonMonths` 1 to 600, `discountRate` a year, `seed`; `draws` (default 1,000), `level` (default
 * 0.95), `asOf`, `luck`, `moveShares`.
 * @returns Outcomes in the order given, after doing nothing; comparisons of all pairs; draws for `explainStrategies`.
 * `value` is a mean over draws of exact expectations, its `standardError` the Monte Carlo error; `interval` is what may
 * come, the luck in single customers included (retained and new revenue and spend without it).
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`,
 * `inconsistent` (an assumption stated twice in different words, a conversion of our own customers).
 * @example
 * ```ts
 * const book = { customers: [{ id: "a", count: 1000, monthlyRevenue: 100, monthlyChurn: 0.02 }], doubt: { churn: 0.1 } };
 * const effect = { assumption: "care keeps", on: "churn", distribution: { kind: "normal", mean: 0.8, standardDeviation: 0.05 }, source: { kind: "experiment", n: 4000 } };
 * const care = { id: "care", moves: [{ id: "calls", aim: "retain", means: "service", cost: { perCustomerMonth: 1 }, effects: [effect] }] };
 * const found = simulateStrategies(book, [care], { horizonMonths: 36, discountRate: 0.1, seed: 1 });
 * found.outcomes[1].difference.value; // ≈ 115501
 * found.comparisons[0].chanceFirstBetter.value; // ≈ 0.001
 * ```
 * @see Glasserman & Yao, Some guidelines and guarantees for common random numbers, Management Science 38 (1992)
 */
export function simulateStrategies(
  book: StrategyBook,
  strategies: readonly Strategy[],
  options: SimulateStrategiesOptions,
): StrategySimulation {
  requireObject(options, "options");
  const {
    horizonMonths: months,
    discountRate,
    draws = 1000,
    seed,
    level = 0.95,
    asOf,
    luck,
    moveShares = true,
  } = options;
  requireNumber(months, "options.horizonMonths", { min: 1, max: 600, integer: true });
  requireNumber(discountRate, "options.discountRate", { min: 0, max: 100 });
  requireNumber(draws, "options.draws", { min: 20, max: 100_000, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (luck !== undefined) requireOneOf(luck, ["each", "normal", "none"], "options.luck");
  const firstDay = asOf === undefined ? undefined : toDay(asOf, "options.asOf");
  const rows = readBook(book, months);
  const read = readStrategies(strategies, months);
  requireCells(draws * months * read.strategies.length);
  const doubts = drawDoubts(rows, read.assumptions, draws, seed);
  const world: World = { rows, doubts, months, market: marketOf(rows, doubts, months) };
  const discounts = discountsOf(discountRate, months);
  const variants: Variant[] = read.strategies.map((strategy) => ({ strategy, whole: true }));
  if (moveShares) for (const strategy of read.strategies) variants.push(...withoutEach(strategy));
  const { atoms, treated } = divideBook(
    rows,
    variants.map(({ strategy }) => strategy),
  );
  const expectations = expectationsOf(world, atoms, variants, discounts);
  const whole = expectations.slice(0, read.strategies.length);
  const { method, drawn } = addLuck(world, atoms, read.strategies, whole, discounts, seed, luck);
  const settings = { level, draws, months, discounts, firstDay, tiers: rows.tiers };
  const customers = { ours: 0, rival: 0, lost: 0, prospect: 0 };
  for (let i = 0; i < rows.n; i++) {
    customers[STANDINGS[rows.standing[i] as number] as keyof typeof customers] += rows.count[i] as number;
  }
  const notes: Reason[] = [];
  for (const { id, beyond } of doubts.columns) {
    if (beyond > 0) notes.push({ code: "strategy_draws_at_limit", params: { assumption: id, share: beyond / draws } });
  }
  read.strategies.forEach(({ id, moves }, s) => {
    moves.forEach(({ move }, k) => {
      if (treated[s]?.[k] === 0)
        notes.push({ code: "strategy_move_touches_nobody", params: { strategy: id, move: move.id } });
    });
  });
  return {
    horizonMonths: months,
    discountRate,
    level,
    draws,
    seed,
    luck: method,
    customers,
    outcomes: outcomesOf(read.strategies, expectations, drawn, treated, settings, moveShares),
    comparisons: comparisonsOf(read.strategies, whole, drawn, settings),
    assumptions: assumptionsOf(doubts, whole),
    expectedByDraw: whole.map(({ npv }) => Array.from(npv.subarray(0, draws))),
    npvByDraw: drawn.map(({ npv }) => Array.from(npv)),
    npvAtMeans: whole.map(({ npv }) => npv[draws] as number),
    notes,
  };
}

/** Cash by draw, month and strategy that fits into memory several times. */
const MOST_CELLS = 3e7;

function requireCells(cells: number): void {
  if (cells <= MOST_CELLS) return;
  throw new ClienteleError(
    "out_of_range",
    `options.draws · options.horizonMonths · strategies must be at most ${MOST_CELLS}, got ${cells}: take fewer draws`,
    { name: "options.draws" },
  );
}

/** A strategy with each of its moves left out in turn. */
function withoutEach(strategy: ReadStrategy): Variant[] {
  return strategy.moves.map((_, k) => ({
    strategy: { ...strategy, moves: strategy.moves.filter((_move, other) => other !== k) },
    whole: false,
  }));
}
