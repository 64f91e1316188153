import { principalOf } from "./eigenvector.ts";
import type { Comparisons } from "./matrix.ts";
import type { AhpRevision } from "./types.ts";

/** Values of Saaty's scale from equal upwards; their mirror images below 1 belong to it too. */
const SCALE = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Judgements tried one by one: every one of up to 20 items, beyond that those that deviate most from the weights. */
const TRIED = 200;

/** A fall of λmax below this is rounding. */
const FALL = 1e-9;

/**
 * Finds the judgement whose replacement by what all others imply brings λmax down most. A judgement is taken out and
 * the rest solved by Harker's method: the ratio of the weights is what the rest imply, and the eigenvalue found is at
 * once the one that the full matrix has with that ratio in its place.
 */
export function findRevision(
  { ids, cells }: Comparisons,
  weights: Float64Array,
  lambda: number,
  ratioOf: (lambda: number) => number,
): AhpRevision | undefined {
  const n = ids.length;
  const trial = Float64Array.from(cells);
  const end = cells.reduce((most, cell) => Math.max(most, cell), SCALE[SCALE.length - 1] as number);
  const lambdaWith = (i: number, j: number, ratio: number): number => {
    setPair(trial, n, i, j, ratio);
    return principalOf(trial, n)?.lambda ?? n;
  };
  let best = { lambda: lambda - FALL, i: -1, j: -1, implied: 1, suggested: 1 };
  for (const [i, j] of suspects(cells, weights, n)) {
    setPair(trial, n, i, j, 0);
    const rest = principalOf(trial, n);
    if (rest !== undefined && rest.lambda < best.lambda) {
      const implied = (rest.weights[i] as number) / (rest.weights[j] as number);
      const suggested = Math.min(end, Math.max(1 / end, implied));
      // beyond the scale the eigenvalue is not that of the rest any more
      const after = suggested === implied ? rest.lambda : lambdaWith(i, j, suggested);
      if (after < best.lambda) best = { lambda: after, i, j, implied, suggested };
    }
    setPair(trial, n, i, j, cells[i * n + j] as number);
  }
  if (best.i < 0) return undefined;
  const { i, j, implied, suggested } = best;
  const onScale = nearestOnScale(implied);
  return {
    item: ids[i] as string,
    over: ids[j] as string,
    given: cells[i * n + j] as number,
    implied,
    suggested,
    ratioAfter: ratioOf(best.lambda),
    onScale,
    ratioOnScale: ratioOf(lambdaWith(i, j, onScale)),
  };
}

/** Judged pairs with the ratio at least 1 in front, the farthest from the ratio of the weights first. */
function suspects(cells: Float64Array, weights: Float64Array, n: number): (readonly [number, number])[] {
  const pairs: { readonly pair: readonly [number, number]; readonly gap: number }[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const cell = cells[i * n + j] as number;
      if (cell === 0) continue;
      const gap = Math.abs(Math.log((cell * (weights[j] as number)) / (weights[i] as number)));
      pairs.push({ pair: cell >= 1 ? [i, j] : [j, i], gap });
    }
  }
  pairs.sort((a, b) => b.gap - a.gap);
  return pairs.slice(0, TRIED).map(({ pair }) => pair);
}

function nearestOnScale(ratio: number): number {
  const whole = Math.max(ratio, 1 / ratio);
  const nearest = SCALE.reduce((best, step) =>
    Math.abs(Math.log(step / whole)) < Math.abs(Math.log(best / whole)) ? step : best,
  );
  return ratio >= 1 ? nearest : 1 / nearest;
}

function setPair(cells: Float64Array, n: number, i: number, j: number, ratio: number): void {
  cells[i * n + j] = ratio;
  cells[j * n + i] = ratio === 0 ? 0 : 1 / ratio;
}
