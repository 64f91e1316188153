import type { LeastSquaresFit } from "../../math/least-squares.ts";
import { FULL_LEVERAGE } from "../../math/robust-covariance.ts";
import type { InfluentialRow } from "./types.ts";

/** How many rows are named. */
const NAMED = 10;

/**
 * The rows that move the coefficients most. A row that decides a coefficient alone comes before all others.
 *
 * @see Cook (1977), Technometrics 19, 15–18; Belsley, Kuh & Welsch (1980), Regression Diagnostics, 2.1
 */
export function influentialRows(
  fit: LeastSquaresFit,
  weights: Float64Array | undefined,
  rows: Uint32Array,
): InfluentialRow[] {
  const { n, rank, residuals, leverage, residualSquares } = fit;
  const variance = residualSquares / (n - rank);
  const distance = (i: number): number => {
    const own = leverage[i] as number;
    if (own >= FULL_LEVERAGE) return Number.POSITIVE_INFINITY;
    if (variance === 0) return 0;
    const miss = residuals[i] as number;
    const left = 1 - own;
    return (((miss * miss) / variance) * (weights?.[i] ?? 1) * own) / rank / left / left;
  };
  // a short list kept in order beats sorting all rows
  const best: { at: number; distance: number }[] = [];
  for (let i = 0; i < n; i++) {
    const own = distance(i);
    if (best.length === NAMED && own <= (best[NAMED - 1]?.distance ?? 0)) continue;
    let place = best.length;
    while (place > 0 && own > (best[place - 1]?.distance ?? 0)) place--;
    best.splice(place, 0, { at: i, distance: own });
    if (best.length > NAMED) best.pop();
  }
  return best.map(({ at, distance: cooksDistance }) => {
    const own = leverage[at] as number;
    const row = rows[at] as number;
    if (own >= FULL_LEVERAGE) return { row, leverage: 1 };
    const miss = (residuals[at] as number) * Math.sqrt(weights?.[at] ?? 1);
    const rest = (residualSquares - miss ** 2 / (1 - own)) / (n - rank - 1);
    const studentized = miss / Math.sqrt(rest * (1 - own));
    return {
      row,
      leverage: own,
      cooksDistance,
      // without the row the others may leave no scatter at all
      ...(rest > 1e-12 * variance && Number.isFinite(studentized) && { studentized }),
    };
  });
}
