import { requireColumn, requireNumber, requireObject, requireText, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { PlanStrategyOptions } from "./types.ts";

/** Customers whom the same candidates touch: worth and spend of each set of them, against touching nobody. */
export interface Block {
  /** Candidates that touch them, by index. */
  readonly moves: readonly number[];
  /** Mean over the draws, by set: bit k stands for `moves[k]`. Without fixed costs. */
  readonly value: Float64Array;
  readonly spend: Float64Array;
}

/** A limit: what each move uses of it by itself; the budget is used by blocks too. */
export interface ProblemLimit {
  readonly id: string;
  readonly limit: number;
  readonly perMove: Float64Array;
  readonly byBlocks: boolean;
}

/** Everything that a choice of moves must know. */
export interface PlanProblem {
  readonly n: number;
  readonly fixed: Float64Array;
  readonly blocks: readonly Block[];
  readonly limits: readonly ProblemLimit[];
  readonly exclusive: readonly (readonly number[])[];
  readonly needs: readonly (readonly [move: number, needed: number])[];
  readonly required: readonly number[];
}

/** A mix and what it is worth. */
export interface Mix {
  readonly chosen: Uint8Array;
  readonly value: number;
}

/** Worth of a mix against doing nothing. */
export function worthOf({ blocks, fixed }: PlanProblem, chosen: Uint8Array): number {
  let total = 0;
  for (let j = 0; j < fixed.length; j++) if (chosen[j] === 1) total -= fixed[j] as number;
  for (const block of blocks) total += block.value[setOf(block, chosen)] as number;
  return total;
}

/** What a mix uses of a limit. */
export function useOf({ blocks }: PlanProblem, { perMove, byBlocks }: ProblemLimit, chosen: Uint8Array): number {
  let total = 0;
  for (let j = 0; j < perMove.length; j++) if (chosen[j] === 1) total += perMove[j] as number;
  if (byBlocks) for (const block of blocks) total += block.spend[setOf(block, chosen)] as number;
  return total;
}

/** Expected spend of a mix. */
export function spendOf(problem: PlanProblem, chosen: Uint8Array): number {
  return useOf(problem, { id: "budget", limit: 0, perMove: problem.fixed, byBlocks: true }, chosen);
}

function setOf({ moves }: Block, chosen: Uint8Array): number {
  let set = 0;
  for (let k = 0; k < moves.length; k++) if (chosen[moves[k] as number] === 1) set |= 1 << k;
  return set;
}

/** Rounding in sums of costs, as a share of the limit. */
export const SLACK = 1e-9;

/** Whether a mix keeps every rule. */
export function keepsRules(problem: PlanProblem, chosen: Uint8Array): boolean {
  const { limits, exclusive, needs, required } = problem;
  if (required.some((j) => chosen[j] !== 1)) return false;
  if (needs.some(([j, k]) => chosen[j] === 1 && chosen[k] !== 1)) return false;
  if (exclusive.some((list) => list.reduce((n, j) => n + (chosen[j] as number), 0) > 1)) return false;
  return limits.every((limit) => useOf(problem, limit, chosen) <= limit.limit * (1 + SLACK));
}

/** Reads the rules between candidates. */
export function readRules(
  ids: readonly string[],
  { exclusive = [], needs = {}, required = [] }: PlanStrategyOptions,
): Pick<PlanProblem, "exclusive" | "needs" | "required"> {
  const place = new Map(ids.map((id, j) => [id, j]));
  const indexOf = (id: unknown, name: string): number => {
    const found = place.get(id as string);
    if (found === undefined)
      throw new ClienteleError("unknown_id", `${name} must be a candidate move, got ${show(id)}`, { name });
    return found;
  };
  const listOf = (list: readonly string[], name: string): number[] => {
    requireColumn(list, name);
    const found = Array.from(list, (id, k) => indexOf(id, `${name}[${k}]`));
    requireUnique(found, name);
    return found;
  };
  requireColumn(exclusive, "options.exclusive");
  requireObject(needs, "options.needs");
  return {
    exclusive: exclusive.map((list, k) => listOf(list, `options.exclusive[${k}]`)),
    needs: Object.entries(needs).flatMap(([id, list]) => {
      const move = indexOf(id, "options.needs");
      return listOf(list, `options.needs.${id}`).map((needed) => [move, needed] as const);
    }),
    required: listOf(required, "options.required"),
  };
}

/** Reads what limits a mix; `treated` is how many customers each candidate treats. */
export function readLimits(
  ids: readonly string[],
  treated: readonly number[],
  fixed: Float64Array,
  { budget, resources = [], movesAtMost }: PlanStrategyOptions,
): ProblemLimit[] {
  const limits: ProblemLimit[] = [];
  if (budget !== undefined) {
    requireNumber(budget, "options.budget", { min: 0 });
    limits.push({ id: "budget", limit: budget, perMove: fixed, byBlocks: true });
  }
  requireColumn(resources, "options.resources");
  resources.forEach((resource, r) => {
    const name = `options.resources[${r}]`;
    requireObject(resource, name);
    const { id, limit, perMove = {}, perCustomer = {} } = resource;
    requireText(id, `${name}.id`);
    requireNumber(limit, `${name}.limit`, { min: 0, max: 1e15 });
    const used = new Float64Array(ids.length);
    for (const [what, each] of [
      ["perMove", perMove],
      ["perCustomer", perCustomer],
    ] as const) {
      requireObject(each, `${name}.${what}`);
      for (const [move, amount] of Object.entries(each)) {
        const j = ids.indexOf(move);
        if (j < 0)
          throw new ClienteleError("unknown_id", `${name}.${what} names ${show(move)}, which is no candidate`, {
            name,
          });
        requireNumber(amount, `${name}.${what}.${move}`, { min: 0, max: 1e15 });
        used[j] = (used[j] as number) + amount * (what === "perMove" ? 1 : (treated[j] as number));
      }
    }
    limits.push({ id: `resource:${id}`, limit, perMove: used, byBlocks: false });
  });
  requireUnique(
    resources.map(({ id }) => id),
    "options.resources",
  );
  if (movesAtMost !== undefined) {
    requireNumber(movesAtMost, "options.movesAtMost", { min: 0, integer: true });
    limits.push({
      id: "movesAtMost",
      limit: movesAtMost,
      perMove: new Float64Array(ids.length).fill(1),
      byBlocks: false,
    });
  }
  return limits;
}
