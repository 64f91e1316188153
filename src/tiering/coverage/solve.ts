import { type Draft, emptyDraft, type Field, fieldOf, place, scoreOf } from "./draft.ts";
import { exchangeAccounts } from "./exchange.ts";
import { fillUp, naiveDraft, type Pool, splitPools } from "./fill.ts";
import { type Group, type Problem, poolKey, type Worker } from "./problem.ts";
import { type Effort, FULL, PROOF, programmeOf } from "./programme.ts";

/** With so many manager-group pairs at most a programme for every single manager is worth its time. */
const MOST_SINGLE = 150;

/** A part of the book that shares no manager with the rest: places of its groups and managers in the whole. */
export interface Part {
  readonly groups: readonly number[];
  readonly workers: readonly number[];
}

/** A plan with the bound that no plan exceeds. */
export interface Solved {
  readonly draft: Draft;
  readonly score: number;
  readonly bound: number;
}

/** Cuts the book into parts that share no manager; managers and accounts that reach nobody are in none. */
export function partsOf({ groups, workers, travel }: Field): Part[] {
  const root = groups.map((_, g) => g);
  const find = (g: number): number => {
    let at = g;
    while (root[at] !== at) at = root[at] as number;
    return at;
  };
  const first = workers.map((_, w) => groups.findIndex((_, g) => !Number.isNaN(travel[w * groups.length + g])));
  workers.forEach((_, w) => {
    const from = first[w] as number;
    if (from < 0) return;
    for (let g = from + 1; g < groups.length; g++) {
      if (Number.isNaN(travel[w * groups.length + g])) continue;
      const [a, b] = [find(from), find(g)];
      root[Math.max(a, b)] = Math.min(a, b);
    }
  });
  const parts = new Map<number, { groups: number[]; workers: number[] }>();
  workers.forEach((_, w) => {
    const from = first[w] as number;
    if (from < 0) return;
    const at = find(from);
    const part = parts.get(at) ?? { groups: [], workers: [] };
    part.workers.push(w);
    parts.set(at, part);
  });
  groups.forEach((_, g) => {
    parts.get(find(g))?.groups.push(g);
  });
  return [...parts.values()];
}

export function problemOf(problem: Problem, part: Part): Problem {
  return {
    ...problem,
    groups: part.groups.map((g) => problem.groups[g] as Group),
    workers: part.workers.map((w) => problem.workers[w] as Worker),
  };
}

/** Accounts by manager and group of a plan to start from. */
type Warm = (worker: number, group: number) => number;

/** Solves one part: managers alike pooled, then split; single managers where the split loses something. */
function solvePart(problem: Problem, effort: Effort, warm?: Warm): Solved {
  const field = fieldOf(problem);
  const pools = poolsOf(field);
  const pooled = programmeOf(field, pools, effort);
  let bound = pooled.bound;
  let best = better(undefined, splitPools(field, pools, pooled.given));
  best = better(best, naiveDraft(field));
  if (warm !== undefined) best = better(best, transferred(field, warm));
  if (!isProved(best.score, bound) && isSmall(field)) {
    const alone = field.workers.map((_, w) => [w]);
    const single = programmeOf(field, alone, effort);
    bound = Math.min(bound, single.bound);
    best = better(best, splitPools(field, alone, single.given));
  }
  return { draft: best.draft, score: best.score, bound: Math.max(bound, best.score) };
}

export function isProved(score: number, bound: number): boolean {
  // the solver stops within PROOF of its bound, and the bound itself is rounded by as much
  return bound - score <= 2 * PROOF * Math.max(bound, PROOF);
}

/** Parts that were solved before, by all that decides their plan: books that differ in one limit share most of them. */
export type Memo = Map<string, Solved>;

/**
 * Solves every part and joins the plans.
 *
 * @param warm - A plan that stays possible in this book, for its first managers and the same groups: the new one is
 * never worse.
 */
export function solveBook(
  problem: Problem,
  memo: Memo,
  effort: Effort = FULL,
  warm?: Draft,
): Solved & { readonly programmes: number } {
  const field = fieldOf(problem);
  const draft = emptyDraft(field);
  const parts = partsOf(field);
  let bound = 0;
  for (const part of parts) {
    const key = keyOf(field, part);
    const solved =
      memo.get(key) ?? solvePart(problemOf(problem, part), effort, warm && ((w, g) => countAt(warm, part, w, g)));
    memo.set(key, solved);
    bound += solved.bound;
    part.workers.forEach((w, i) => {
      part.groups.forEach((g, k) => {
        const count = solved.draft.counts[i * part.groups.length + k] as number;
        if (count > 0) place(draft, w, g, count);
      });
    });
  }
  const score = scoreOf(draft);
  return { draft, score, bound: Math.max(bound, score), programmes: parts.length };
}

function keyOf({ groups, workers, travel }: Field, part: Part): string {
  return JSON.stringify([
    part.groups.map((g) => {
      const { tier, n } = groups[g] as Group;
      return [tier.hours, tier.weight, n];
    }),
    part.workers.map((w) => {
      const { hours, ceiling } = workers[w] as Worker;
      return [hours, ceiling, poolKey(workers[w] as Worker), part.groups.map((g) => travel[w * groups.length + g])];
    }),
  ]);
}

function countAt({ field, counts }: Draft, part: Part, w: number, g: number): number {
  const [worker, group] = [part.workers[w] as number, part.groups[g] as number];
  return worker < field.workers.length ? (counts[worker * field.groups.length + group] as number) : 0;
}

function better(
  best: { draft: Draft; score: number } | undefined,
  draft: Draft,
): { readonly draft: Draft; readonly score: number } {
  fillUp(draft);
  exchangeAccounts(draft);
  const score = scoreOf(draft);
  // the first wins a tie: sums in another order differ in the last digit
  return best !== undefined && score <= best.score * (1 + 1e-12) ? best : { draft, score };
}

/** A plan made for fewer managers, or under stricter rules, as it stands in this field. */
function transferred(field: Field, warm: Warm): Draft {
  const draft = emptyDraft(field);
  field.workers.forEach((_, w) => {
    field.groups.forEach((_group, g) => {
      const count = warm(w, g);
      if (count > 0) place(draft, w, g, count);
    });
  });
  return draft;
}

function isSmall({ travel }: Field): boolean {
  return travel.reduce((pairs, hours) => (Number.isNaN(hours) ? pairs : pairs + 1), 0) <= MOST_SINGLE;
}

export function poolsOf({ workers }: Field): Pool[] {
  const pools = new Map<string, number[]>();
  workers.forEach((worker, w) => {
    const key = poolKey(worker);
    const pool = pools.get(key);
    if (pool === undefined) pools.set(key, [w]);
    else pool.push(w);
  });
  return [...pools.values()];
}
