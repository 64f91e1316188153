import { type Choice, type ChoiceProblem, gainOf, keeps, reduced, usedBy } from "./choice.ts";

/** Changes that are tried in pairs: those whose choice is nearest to call. */
const NEAREST = 250;
const ROUNDS = 12;

interface Change {
  readonly c: number;
  readonly o: number;
  readonly rise: number;
  readonly loss: number;
}

/** Improves a plan by changing two classes at once: what one gives back the other may use better. */
export function exchange(problem: ChoiceProblem, start: Choice, prices: Float64Array): Choice {
  const { classes, resources } = problem;
  const chosen = start.chosen.slice();
  const used = usedBy(problem, chosen);
  const next = new Float64Array(resources);
  const add = (c: number, from: number, to: number): void => {
    const use = classes[c]?.use as Float64Array;
    for (let r = 0; r < resources; r++) {
      next[r] = (next[r] as number) + (use[to * resources + r] as number) - (use[from * resources + r] as number);
    }
  };
  for (let round = 0; round < ROUNDS; round++) {
    const changes = nearest(problem, chosen, prices);
    let moved = false;
    const busy = new Set<number>();
    for (const [i, first] of changes.entries()) {
      if (busy.has(first.c)) continue;
      for (let j = i + 1; j < changes.length; j++) {
        const second = changes[j] as Change;
        if (second.c === first.c || busy.has(second.c) || first.rise + second.rise <= 1e-12 * start.gain) continue;
        next.set(used);
        add(first.c, chosen[first.c] as number, first.o);
        add(second.c, chosen[second.c] as number, second.o);
        if (!keeps(problem, next)) continue;
        used.set(next);
        chosen[first.c] = first.o;
        chosen[second.c] = second.o;
        busy.add(first.c).add(second.c);
        moved = true;
        break;
      }
    }
    if (!moved) break;
  }
  return { chosen, gain: gainOf(problem, chosen) };
}

function nearest(problem: ChoiceProblem, chosen: Int32Array, prices: Float64Array): readonly Change[] {
  const changes: Change[] = [];
  problem.classes.forEach((klass, c) => {
    const from = chosen[c] as number;
    const here = reduced(problem, klass, from, prices);
    for (let o = 0; o < klass.gain.length; o++) {
      if (o === from) continue;
      const rise = (klass.gain[o] as number) - (klass.gain[from] as number);
      changes.push({ c, o, rise, loss: here - reduced(problem, klass, o, prices) });
    }
  });
  changes.sort((a, b) => a.loss - b.loss || a.c - b.c || a.o - b.o);
  return changes.slice(0, NEAREST);
}
