import { type Choice, type ChoiceProblem, gainOf, keeps, reduced, usedBy } from "./choice.ts";

/** Passes over all options when a plan is filled up. */
const PASSES = 6;

/**
 * Turns options chosen by prices into a plan that keeps the limits: what oversteps is given up where it costs least per
 * unit of relief, then what is left is spent where it brings most. Undefined where it finds no plan that keeps them.
 */
export function repair(problem: ChoiceProblem, start: Int32Array, prices: Float64Array): Choice | undefined {
  const chosen = start.slice();
  const used = usedBy(problem, chosen);
  if (!keeps(problem, used) && !relieve(problem, chosen, used, prices)) return undefined;
  fill(problem, chosen, used, prices);
  return { chosen, gain: gainOf(problem, chosen) };
}

interface Move {
  readonly c: number;
  readonly o: number;
  readonly rank: number;
}

function distance({ most, least }: ChoiceProblem, used: Float64Array): number {
  let total = 0;
  for (let r = 0; r < used.length; r++) {
    const limit = most[r] as number;
    const floor = least[r] as number;
    const here = used[r] as number;
    if (here > limit) total += (here - limit) / Math.max(limit, 1e-300);
    if (here < floor) total += (floor - here) / floor;
  }
  return total;
}

function relieve(problem: ChoiceProblem, chosen: Int32Array, used: Float64Array, prices: Float64Array): boolean {
  const { classes, resources } = problem;
  for (let round = 0; round < PASSES; round++) {
    const now = distance(problem, used);
    const moves: Move[] = [];
    const next = new Float64Array(resources);
    classes.forEach((klass, c) => {
      const from = chosen[c] as number;
      const here = reduced(problem, klass, from, prices);
      for (let o = 0; o < klass.gain.length; o++) {
        if (o === from) continue;
        for (let r = 0; r < resources; r++) next[r] = changed(problem, used, c, from, o, r);
        const relief = now - distance(problem, next);
        if (relief <= 0) continue;
        moves.push({ c, o, rank: (here - reduced(problem, klass, o, prices)) / relief });
      }
    });
    moves.sort((a, b) => a.rank - b.rank || a.c - b.c || a.o - b.o);
    for (const { c, o } of moves) {
      const from = chosen[c] as number;
      if (from === o) continue;
      for (let r = 0; r < resources; r++) next[r] = changed(problem, used, c, from, o, r);
      if (distance(problem, next) >= distance(problem, used)) continue;
      used.set(next);
      chosen[c] = o;
      if (keeps(problem, used)) return true;
    }
    if (moves.length === 0) return false;
  }
  return false;
}

function fill(problem: ChoiceProblem, chosen: Int32Array, used: Float64Array, prices: Float64Array): void {
  const { classes, resources } = problem;
  const next = new Float64Array(resources);
  for (let pass = 0; pass < PASSES; pass++) {
    const moves: Move[] = [];
    classes.forEach((klass, c) => {
      const from = chosen[c] as number;
      for (let o = 0; o < klass.gain.length; o++) {
        if ((klass.gain[o] as number) > (klass.gain[from] as number)) {
          moves.push({ c, o, rank: reduced(problem, klass, o, prices) - reduced(problem, klass, from, prices) });
        }
      }
    });
    moves.sort((a, b) => b.rank - a.rank || a.c - b.c || a.o - b.o);
    let moved = false;
    for (const { c, o } of moves) {
      const from = chosen[c] as number;
      const { gain } = classes[c] as (typeof classes)[number];
      if ((gain[o] as number) <= (gain[from] as number)) continue;
      for (let r = 0; r < resources; r++) next[r] = changed(problem, used, c, from, o, r);
      if (!keeps(problem, next)) continue;
      used.set(next);
      chosen[c] = o;
      moved = true;
    }
    if (!moved) return;
  }
}

function changed(problem: ChoiceProblem, used: Float64Array, c: number, from: number, to: number, r: number): number {
  const use = problem.classes[c]?.use as Float64Array;
  const { resources } = problem;
  return (used[r] as number) - (use[from * resources + r] as number) + (use[to * resources + r] as number);
}
