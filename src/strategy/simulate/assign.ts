import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Strategy, StrategyBook, StrategyCustomer } from "../types.ts";
import type { AssignedCustomer, AssignMovesOptions, MoveAssignment } from "./assign-types.ts";
import { type Atom, divideBook } from "./atoms.ts";
import { drawDoubts } from "./draws.ts";
import { discountsOf } from "./expectation.ts";
import { marketOf, pullOf } from "./flows.ts";
import type { World } from "./ours.ts";
import { phasesOf } from "./phases.ts";
import { hazardAt, readBook } from "./read-book.ts";
import { type ReadMove, type ReadStrategy, readStrategies } from "./read-strategies.ts";
import { fieldOf, inRankOrder, numberIn, rankFieldOf, rowsMeant } from "./target.ts";
import { termsOfOurs } from "./terms.ts";
import { arrive, spendOn } from "./won.ts";

/** The only point looked at: everything in doubt at its mean. */
const MEANS = 0;

/**
 * Lists the customers whom each move of a strategy would work on, in the order in which it takes them: the list for those
 * who call, visit and write, with what each customer costs and how many are left out.
 *
 * Who is on a list is what `simulateStrategies` and `planStrategy` reckon with. Costs are expected with every assumption
 * at its mean; where nothing is in doubt they sum to the spend of both.
 *
 * @param book - Customers of ours and of others, as for `simulateStrategies`.
 * @param strategy - The mix of moves; a plan's `strategy` as well.
 * @param options - `horizonMonths` over which costs are counted (1 to 600, default 12), `discountRate` a year (default 0).
 * @returns One list per move, lower `priority` first, then by id. A row of equal customers stands once, with how many of
 * them are treated.
 * @throws `ClienteleError` as `simulateStrategies`: `empty_input`, `invalid_type`, `not_finite`, `out_of_range`,
 * `unknown_id`, `duplicate_id`, `inconsistent`.
 * @example
 * ```ts
 * const book = { customers: [
 *   { id: "small", monthlyRevenue: 100, monthlyChurn: 0.02, tier: "top" },
 *   { id: "large", monthlyRevenue: 900, monthlyChurn: 0.02, tier: "top" },
 *   { id: "other", monthlyRevenue: 500, monthlyChurn: 0.02, tier: "small" },
 * ] };
 * const target = { where: [{ field: "tier", in: ["top"] }] };
 * const call = { id: "call", aim: "retain", means: "service", target, capacity: 1, cost: { perCustomer: 5 }, effects: [] };
 * const [list] = assignMoves(book, { id: "calls", moves: [call] });
 * list.customers.map(({ customer, cost }) => `${customer} ${cost}`); // => ["large 5"]
 * list.customers[0].why; // => [{ field: "tier", value: "top" }]
 * list.beyondCapacity; // => 1
 * ```
 */
export function assignMoves(
  book: StrategyBook,
  strategy: Strategy,
  options: AssignMovesOptions = {},
): readonly MoveAssignment[] {
  requireObject(options, "options");
  const { horizonMonths: months = 12, discountRate = 0 } = options;
  requireNumber(months, "options.horizonMonths", { min: 1, max: 600, integer: true });
  requireNumber(discountRate, "options.discountRate", { min: 0, max: 100 });
  const rows = readBook(book, months);
  const { strategies, assumptions } = readStrategies([strategy], months);
  const read = strategies[1] as ReadStrategy;
  // no draws at all: the first point is that of the means
  const doubts = drawDoubts(rows, assumptions, 0, 0);
  const world: World = { rows, doubts, months, market: marketOf(rows, doubts, months) };
  const discounts = discountsOf(discountRate, months);
  const { atoms } = divideBook(rows, [read]);
  const lists = listsOf(world, atoms, read, discounts);
  return read.moves.map((move, k): MoveAssignment => {
    const { treated, full } = lists[k] as List;
    const meant = rowsMeant(move, rows);
    const customers: AssignedCustomer[] = [];
    const field = rankFieldOf(move);
    const asked = [...new Set((move.move.target?.where ?? []).map((condition) => condition.field))];
    for (const row of inRankOrder(move, rows, meant)) {
      const own = treated.get(row);
      if (own === undefined) continue;
      const rank = numberIn(rows, row, field);
      customers.push({
        customer: (rows.customers[row] as StrategyCustomer).id,
        place: customers.length + 1,
        count: own.count,
        ...(rank !== undefined && { rank }),
        cost: own.cost,
        why: asked.map((name) => ({ field: name, value: fieldOf(rows, row, name) as string | number | boolean })),
      });
    }
    const all = meant.reduce((total, row) => total + (rows.count[row] as number), 0);
    const reached = customers.reduce((total, { count }) => total + count, 0);
    const beyond = meant.reduce((total, row) => total + (full.get(row) ?? 0), 0);
    const fixedCost = move.cost.fixed * (discounts[move.start] as number);
    return {
      move: move.move.id,
      rankedBy: field,
      meant: all,
      treated: reached,
      beyondCapacity: all - reached - beyond,
      beyondMovesPerCustomer: beyond,
      cost: customers.reduce((total, { cost }) => total + cost, fixedCost),
      fixedCost,
      customers,
    };
  });
}

/** What one move does by row of the book. */
interface List {
  readonly treated: Map<number, { count: number; cost: number }>;
  /** Customers on whom as many other moves work as may. */
  readonly full: Map<number, number>;
}

function listsOf(world: World, atoms: readonly Atom[], strategy: ReadStrategy, discounts: Float64Array): List[] {
  const lists = strategy.moves.map((): List => ({ treated: new Map(), full: new Map() }));
  for (const atom of atoms) {
    const touching = atom.touching[0] as readonly ReadMove[];
    const costOf = costsPerCustomer(world, atom, touching, discounts);
    let before = 0;
    strategy.moves.forEach((move, k) => {
      const { treated, full } = lists[k] as List;
      const place = touching.indexOf(move);
      atom.rows.forEach((row, m) => {
        const units = atom.units[m] as number;
        if (place >= 0) {
          const known = treated.get(row) ?? { count: 0, cost: 0 };
          const cost = known.cost + units * (costOf(row)[place] as number);
          treated.set(row, { count: known.count + units, cost });
        } else if (before >= strategy.movesPerCustomer) full.set(row, (full.get(row) ?? 0) + units);
      });
      if (place >= 0) before++;
    });
  }
  return lists;
}

/** Expected cost of each move that touches an atom, for one customer of a row. */
function costsPerCustomer(
  world: World,
  { standing }: Atom,
  moves: readonly ReadMove[],
  discounts: Float64Array,
): (row: number) => readonly number[] {
  const { rows, doubts, months } = world;
  const column = new Float64Array(months);
  if (standing !== 0) {
    const pulls = moves.map((move) => pullOf(move, doubts, MEANS));
    const arrivals = arrive(moves, pulls, months);
    const costs = moves.map((move, k) => {
      spendOn(move, move.cost, arrivals, k, 1, column);
      return column.reduce((total, spent, t) => total + spent * (discounts[t] as number), 0);
    });
    return () => costs;
  }
  const { hazard } = termsOfOurs(world, moves, phasesOf(moves, months), MEANS, discounts);
  const known = new Map<number, readonly number[]>();
  return (row) => {
    const found = known.get(row);
    if (found !== undefined) return found;
    // worth today of one customer who is there, by month
    let alive = 1;
    for (let t = 0; t < months; t++) {
      column[t] = alive * (discounts[t] as number);
      alive *= Math.exp(-(hazard[t] as number) * hazardAt(rows, row, t));
    }
    const costs = moves.map(({ start, end, cost }) => {
      let spent = cost.perCustomer * (column[start] as number);
      for (let t = start; t < end; t++) spent += cost.perCustomerMonth * (column[t] as number);
      return spent;
    });
    known.set(row, costs);
    return costs;
  };
}
