import { type Coefficients, type Constraint, type Model, solve } from "yalps";
import type { Field } from "./draft.ts";
import { type Pool, worthToPool } from "./fill.ts";
import { type Group, HAIR, type Worker } from "./problem.ts";

/** The solver stops at a plan this close to the bound, as a share of it: below that its own rounding speaks. */
export const PROOF = 1e-7;

/** Pivots of one programme. */
export const MOST_PIVOTS = 20_000;

/** A promise above this share of a year is so long that managers fill up in steps: the programme then counts accounts. */
export const LONG_PROMISE = 0.05;

/** The solver's working table grows with the square of the whole-number variables. */
const MOST_INTEGERS = 900;

/** How much work a programme may take. Counted, never timed, so that the plan is the same on every machine. */
export interface Effort {
  /** Cells of the simplex table at most; a larger programme is not set up. */
  readonly cells: number;
  /** Branches at most, and their number times the cells. */
  readonly branches: number;
  readonly branchedCells: number;
}

/** For the plan itself: tables up to 32 MB. */
export const FULL: Effort = { cells: 4_000_000, branches: 3000, branchedCells: 2_000_000 };
/** For the many plans that only tell what a loosened limit is worth. */
export const BRIEF: Effort = { cells: 200_000, branches: 300, branchedCells: 100_000 };

/** What a programme found: whole accounts by pool and group, and what no plan can exceed. */
export interface Programmed {
  readonly given: readonly Int32Array[];
  readonly bound: number;
}

interface Variable {
  readonly pool: number;
  readonly group: number;
  readonly worth: number;
}

/**
 * Gives whole accounts to pools of managers so that the score is greatest: a pool's hours and account ceilings taken
 * together, a group's accounts given once. Every plan for single managers keeps these limits too, so the optimum here
 * bounds it.
 */
export function programmeOf(field: Field, pools: readonly Pool[], effort: Effort): Programmed {
  const { groups, workers } = field;
  const constraints: [number, Constraint][] = [];
  const variables: [number, Coefficients<number>][] = [];
  const known: Variable[] = [];
  // rows: 0 the score, then hours and ceilings of each pool, then the groups, then long promises of each pool
  const groupRow = 1 + 2 * pools.length;
  let extra = groupRow + groups.length;
  const lengths = lengthsOf(groups);
  groups.forEach((group, g) => {
    constraints.push([groupRow + g, { max: group.n }]);
  });
  pools.forEach((pool, p) => {
    const hours = pool.reduce((total, w) => total + (workers[w] as Worker).hours, 0);
    const slots = pool.reduce((total, w) => total + (workers[w] as Worker).ceiling, 0);
    constraints.push([1 + 2 * p, { max: 1 }]);
    if (Number.isFinite(slots)) constraints.push([2 + 2 * p, { max: slots }]);
    // managers cannot share an account: of promises of 900 hours three with 1,600 each keep three, not five
    const steps = lengths
      .filter((length) => length > (LONG_PROMISE * hours) / pool.length)
      .map((length): [number, number] => {
        constraints.push([extra, { max: wholeAccounts(field, pool, length) }]);
        return [length, extra++];
      });
    groups.forEach((group, g) => {
      const reach = worthToPool(field, pool, g);
      if (reach === undefined || reach.worth <= 0) return;
      const row: [number, number][] = [
        [0, reach.worth],
        [1 + 2 * p, reach.need / hours],
        [2 + 2 * p, 1],
        [groupRow + g, 1],
      ];
      for (const [length, at] of steps) if (group.tier.hours >= length) row.push([at, 1]);
      variables.push([known.length, row]);
      known.push({ pool: p, group: g, worth: reach.worth });
    });
  });
  const given = pools.map(() => new Int32Array(groups.length));
  if (known.length === 0) return { given, bound: 0 };
  const cells = (known.length + 1) * (constraints.length + 1);
  // the greatest worth becomes 1, so that the solver's precision means the same in every book
  const scale = known.reduce((most, { worth }) => Math.max(most, worth), 0);
  for (const [, row] of variables) ((row as [number, number][])[0] as [number, number])[1] /= scale;
  const crude = groups.reduce((total, group, g) => {
    const best = known.reduce((most, { group: at, worth }) => (at === g ? Math.max(most, worth) : most), 0);
    return total + (best * group.n) / scale;
  }, 0);
  if (cells > effort.cells) return { given, bound: scale * crude };
  const model: Model<number, number> = { direction: "maximize", objective: 0, constraints, variables };
  return { given, bound: scale * Math.min(crude, solveInto(given, model, known, effort, cells)) };
}

/** Branches that a programme of so many cells may take. */
export function branchesOf({ branches, branchedCells }: Effort, cells: number): number {
  return Math.min(branches, Math.ceil(branchedCells / cells));
}

/** The different lengths of the promises. */
export function lengthsOf(groups: readonly Group[]): number[] {
  return [...new Set(groups.map((group) => group.tier.hours))].sort((a, b) => b - a);
}

function wholeAccounts({ workers }: Field, pool: Pool, need: number): number {
  return pool.reduce((total, w) => total + Math.floor(((workers[w] as Worker).hours + HAIR) / need), 0);
}

/** Solves without whole numbers first, which gives the bound, then with them, and writes the better plan. */
function solveInto(
  given: readonly Int32Array[],
  model: Model<number, number>,
  known: readonly Variable[],
  effort: Effort,
  cells: number,
): number {
  const relaxed = solve(model, { maxPivots: MOST_PIVOTS });
  // where the solver cycles, what all accounts together are worth is bound enough
  if (relaxed.status !== "optimal") return Number.POSITIVE_INFINITY;
  write(given, known, relaxed.variables);
  if (relaxed.variables.every(([, value]) => Math.abs(value - Math.round(value)) <= PROOF)) return relaxed.result;
  if (known.length > MOST_INTEGERS) return relaxed.result;
  const maxIterations = branchesOf(effort, cells);
  const whole = solve({ ...model, integers: true }, { maxPivots: MOST_PIVOTS, maxIterations, tolerance: PROOF });
  if (Number.isFinite(whole.result)) write(given, known, whole.variables);
  return whole.status === "optimal" ? Math.min(relaxed.result, whole.result * (1 + PROOF)) : relaxed.result;
}

function write(
  given: readonly Int32Array[],
  known: readonly Variable[],
  solution: readonly (readonly [number, number])[],
): void {
  for (const row of given) row.fill(0);
  for (const [key, value] of solution) {
    const { pool, group } = known[key] as Variable;
    (given[pool] as Int32Array)[group] = Math.floor(value + PROOF);
  }
}
