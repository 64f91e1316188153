import type { Journeys } from "../pipeline/history.ts";
import { eachSpell } from "../pipeline/spells.ts";
import { MS_PER_DAY } from "../stages/grid.ts";

/** Spells without any duration have left within the resolution of the clock: a second, in days. */
const SHORTEST_DAYS = 1 / 86_400;

/** The series of the exponential is summed for steps in which no more than half of anything leaves. */
const STEP = 0.5;
const TERMS = 16;

/**
 * Chance to be won within the horizon from each stage, if a deal leaves a stage at a constant rate whatever its age:
 * moves and ends over days of exposure, and the chain of those rates run for the horizon.
 *
 * @returns One chance per stage of the pipeline; 0 for stages nobody was in.
 * @see Moler & Van Loan (2003), SIAM Review 45, method 3: the matrix exponential by scaling and squaring
 */
export function constantHazardChances(journeys: Journeys, horizonDays: number): Float64Array {
  const n = journeys.lookup.pipeline.stages.length;
  // two absorbing states behind the stages: won, and closed otherwise
  const won = n;
  const gone = n + 1;
  const size = n + 2;
  const exposure = new Float64Array(n);
  const moves = new Float64Array(size * size);
  eachSpell(journeys, (_journey, stage, entered, left, target, outcome) => {
    exposure[stage] = (exposure[stage] as number) + (left - entered) / MS_PER_DAY;
    const end = outcome === undefined ? -1 : outcome === "won" ? won : gone;
    const to = target === -1 ? end : target;
    if (to !== -1) moves[stage * size + to] = (moves[stage * size + to] as number) + 1;
  });
  const rates = new Float64Array(size * size);
  let fastest = 0;
  for (let from = 0; from < n; from++) {
    const days = Math.max(exposure[from] as number, SHORTEST_DAYS);
    let out = 0;
    for (let to = 0; to < size; to++) {
      const rate = ((moves[from * size + to] as number) / days) * horizonDays;
      rates[from * size + to] = rate;
      out += rate;
    }
    rates[from * size + from] = (rates[from * size + from] as number) - out;
    fastest = Math.max(fastest, out);
  }
  const chances = exponential(rates, size, fastest);
  return Float64Array.from({ length: n }, (_, from) => Math.min(1, Math.max(0, chances[from * size + won] as number)));
}

/** Exponential of a matrix of rates whose rows sum to zero; rows of the result sum to one. */
function exponential(rates: Float64Array, size: number, fastest: number): Float64Array {
  const halvings = fastest > STEP ? Math.ceil(Math.log2(fastest / STEP)) : 0;
  const step = rates.map((rate) => rate / 2 ** halvings);
  let result: Float64Array = identity(size);
  // Horner: 1 + A (1 + A/2 (1 + A/3 …))
  for (let k = TERMS; k >= 1; k--) {
    const next = product(step, result, size);
    for (let i = 0; i < next.length; i++) next[i] = (next[i] as number) / k;
    for (let i = 0; i < size; i++) next[i * size + i] = (next[i * size + i] as number) + 1;
    result = next;
  }
  for (let k = 0; k < halvings; k++) result = asChances(product(result, result, size), size);
  return result;
}

function identity(size: number): Float64Array {
  const one = new Float64Array(size * size);
  for (let i = 0; i < size; i++) one[i * size + i] = 1;
  return one;
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const c = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k] as number;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) {
        c[i * size + j] = (c[i * size + j] as number) + factor * (b[k * size + j] as number);
      }
    }
  }
  return c;
}

/** Squaring doubles rounding errors; rows are brought back to one each time. */
function asChances(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    let total = 0;
    for (let j = 0; j < size; j++) {
      const chance = Math.max(0, matrix[i * size + j] as number);
      matrix[i * size + j] = chance;
      total += chance;
    }
    for (let j = 0; j < size; j++) matrix[i * size + j] = (matrix[i * size + j] as number) / total;
  }
  return matrix;
}
