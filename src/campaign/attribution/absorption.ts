import type { Chain } from "./chain.ts";

/** Up to so many states the equations are eliminated; beyond, swept over until nothing moves. */
const LARGEST_DENSE = 256;

/** Sweeps after which an answer is given up; each brings one digit where journeys have about two touches left. */
export const MOST_SWEEPS = 10_000;

/** Relative change of a sweep that counts as none. */
const SETTLED = 1e-15;

/** A chain with one channel taken out, solved. */
export interface Absorption {
  /** By outcome, by state: what is expected from there on: the chance of a conversion, or its expected value. */
  readonly expected: readonly Float64Array[];
  /** By state: expected visits of a journey, divided by the counted visits; 0 where the channel is taken out. */
  readonly weight: Float64Array;
}

/**
 * Solves the chain with the steps into one channel's states sent to the null state: (N − W)·f = r for what is expected,
 * and the transposed system for the visits, where N holds the visits, W the steps and r the outcomes of each state.
 *
 * @returns `undefined` when sweeping does not settle.
 */
export function absorb(chain: Chain, rewards: readonly Float64Array[], removed: number): Absorption | undefined {
  return chain.states <= LARGEST_DENSE ? eliminate(chain, rewards, removed) : sweep(chain, rewards, removed);
}

/** Elimination without pivoting: the matrix is diagonally dominant, so no element grows and none is lost. */
function eliminate(chain: Chain, rewards: readonly Float64Array[], removed: number): Absorption {
  const { states: n, visits, channelOf, from, to, steps } = chain;
  const out = (state: number): boolean => state > 0 && channelOf[state] === removed;
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) a[i * n + i] = out(i) ? 1 : (visits[i] as number);
  for (let e = 0; e < steps.length; e++) {
    const i = from[e] as number;
    const j = to[e] as number;
    if (!out(i) && !out(j)) a[i * n + j] = (a[i * n + j] as number) - (steps[e] as number);
  }
  for (let k = 0; k < n; k++) {
    const pivot = a[k * n + k] as number;
    for (let i = k + 1; i < n; i++) {
      const factor = (a[i * n + k] as number) / pivot;
      if (factor === 0) continue;
      a[i * n + k] = factor;
      for (let j = k + 1; j < n; j++) a[i * n + j] = (a[i * n + j] as number) - factor * (a[k * n + j] as number);
    }
  }
  const expected = rewards.map((reward) => {
    const x = reward.map((r, i) => (out(i) ? 0 : r));
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) x[i] = (x[i] as number) - at(a, i * n + j) * at(x, j);
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) x[i] = (x[i] as number) - at(a, i * n + j) * at(x, j);
      x[i] = at(x, i) / at(a, i * n + i);
    }
    return x;
  });
  const weight = new Float64Array(n);
  weight[0] = 1;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) weight[i] = at(weight, i) - at(a, j * n + i) * at(weight, j);
    weight[i] = at(weight, i) / at(a, i * n + i);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) weight[i] = at(weight, i) - at(a, j * n + i) * at(weight, j);
  }
  return { expected, weight };
}

const at = (column: Float64Array, i: number): number => column[i] as number;

/** Gauss–Seidel from zero: rises to the answer, since no coefficient is negative. */
function sweep(chain: Chain, rewards: readonly Float64Array[], removed: number): Absorption | undefined {
  const { states: n, channelOf, from, to } = chain;
  const inside = (state: number): boolean => state === 0 || channelOf[state] !== removed;
  const edges = Int32Array.from(from.keys()).filter((e) => inside(at32(from, e)) && inside(at32(to, e)));
  const start = new Float64Array(n);
  start[0] = 1;
  const forward = solver(chain, edges, from, to);
  const backward = solver(chain, edges, to, from);
  // a state's successors mostly have higher numbers, so what is expected is settled from the last state on
  const expected = rewards.map((reward) =>
    forward(
      reward.map((r, i) => (inside(i) ? r : 0)),
      true,
    ),
  );
  const weight = backward(start, false);
  if (weight === undefined || expected.includes(undefined)) return undefined;
  return { expected: expected as readonly Float64Array[], weight };
}

const at32 = (column: Int32Array, i: number): number => column[i] as number;

/** Solves visits[i]·x[i] − Σ steps·x[other] = right[i] over the edges whose `own` end is i. */
function solver(
  { states: n, visits, steps }: Chain,
  edges: Int32Array,
  own: Int32Array,
  other: Int32Array,
): (right: Float64Array, down: boolean) => Float64Array | undefined {
  const offsets = new Int32Array(n + 1);
  for (const e of edges) offsets[at32(own, e) + 1] = at32(offsets, at32(own, e) + 1) + 1;
  for (let i = 0; i < n; i++) offsets[i + 1] = at32(offsets, i + 1) + at32(offsets, i);
  const next = offsets.slice();
  const sorted = new Int32Array(edges.length);
  for (const e of edges) {
    const slot = at32(next, at32(own, e));
    sorted[slot] = e;
    next[at32(own, e)] = slot + 1;
  }
  return (right, down) => {
    const x = new Float64Array(n);
    for (let round = 0; round < MOST_SWEEPS; round++) {
      let moved = false;
      for (let k = 0; k < n; k++) {
        const i = down ? n - 1 - k : k;
        let sum = at(right, i);
        let diagonal = at(visits, i);
        for (let slot = at32(offsets, i); slot < at32(offsets, i + 1); slot++) {
          const e = at32(sorted, slot);
          const j = at32(other, e);
          if (j === i) diagonal -= at(steps, e);
          else sum += at(steps, e) * at(x, j);
        }
        const fresh = sum / diagonal;
        if (Math.abs(fresh - at(x, i)) > SETTLED * fresh) moved = true;
        x[i] = fresh;
      }
      if (!moved) return x;
    }
    return undefined;
  };
}
