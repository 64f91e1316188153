import { keepsRules, type Mix, type PlanProblem, worthOf } from "./problem.ts";
import { chooseByProgramme } from "./programme.ts";

/** Up to so many candidates every mix is looked at. */
const ENUMERATED = 14;

/** Mixes worth the same to this share are the same; the one with fewer moves, then with earlier ones, stands first. */
const EQUAL = 1e-12;

/** How the best mix was found. */
type ChoiceMethod = "every mix" | "programme" | "neighbours";

/** The best mix and the next best ones. */
export interface Chosen {
  readonly mixes: readonly Mix[];
  readonly method: ChoiceMethod;
}

/** The best mix and so many others, the best first. No mix at all where none keeps the rules. */
export function choose(problem: PlanProblem, others: number = 0): Chosen {
  if (problem.n > ENUMERATED) {
    const { mix, proved } = chooseByProgramme(problem);
    const start = mix ?? startOf(problem);
    if (start === undefined) return { mixes: [], method: proved ? "programme" : "neighbours" };
    const best = proved && mix !== undefined ? mix : climbed(problem, start);
    return {
      mixes: [best, ...otherMixes(problem, best, others)],
      method: proved && mix !== undefined ? "programme" : "neighbours",
    };
  }
  const mixes: Mix[] = [];
  const chosen = new Uint8Array(problem.n);
  for (let set = 0; set < 2 ** problem.n; set++) {
    for (let j = 0; j < problem.n; j++) chosen[j] = (set >> j) & 1;
    if (!keepsRules(problem, chosen)) continue;
    insert(mixes, { chosen: chosen.slice(), value: worthOf(problem, chosen) }, others + 1);
  }
  return { mixes, method: "every mix" };
}

/** What must be in, and nothing else. */
function startOf(problem: PlanProblem): Mix | undefined {
  const chosen = new Uint8Array(problem.n);
  for (const j of problem.required) chosen[j] = 1;
  return keepsRules(problem, chosen) ? { chosen, value: worthOf(problem, chosen) } : undefined;
}

/** Goes to the best neighbour until none is better. */
function climbed(problem: PlanProblem, start: Mix): Mix {
  for (let mix = start; ; ) {
    const [next] = otherMixes(problem, mix, 1);
    if (next === undefined || !(next.value > mix.value)) return mix;
    mix = next;
  }
}

/** Keeps the few best mixes in order. */
function insert(best: Mix[], mix: Mix, most: number): void {
  let at = best.length;
  while (at > 0 && better(mix, best[at - 1] as Mix)) at--;
  if (at >= most) return;
  best.splice(at, 0, mix);
  if (best.length > most) best.pop();
}

function better(a: Mix, b: Mix): boolean {
  const scale = EQUAL * Math.max(Math.abs(a.value), Math.abs(b.value));
  if (Math.abs(a.value - b.value) > scale) return a.value > b.value;
  return count(a.chosen) < count(b.chosen);
}

function count(chosen: Uint8Array): number {
  let n = 0;
  for (const one of chosen) n += one;
  return n;
}

/** Neighbours of a mix, one move in or out or one for another, that keep the rules. */
function otherMixes(problem: PlanProblem, { chosen }: Mix, most: number): Mix[] {
  const best: Mix[] = [];
  const look = (other: Uint8Array): void => {
    if (keepsRules(problem, other)) insert(best, { chosen: other, value: worthOf(problem, other) }, most);
  };
  const flipped = (from: Uint8Array, j: number): Uint8Array => {
    const other = from.slice();
    other[j] = 1 - (other[j] as number);
    return other;
  };
  if (most === 0) return best;
  for (let j = 0; j < problem.n; j++) {
    look(flipped(chosen, j));
    for (let k = 0; k < j; k++) if (chosen[j] !== chosen[k]) look(flipped(flipped(chosen, j), k));
  }
  return best;
}
