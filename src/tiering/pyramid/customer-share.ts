import { selectRanks } from "../../math/quantile.ts";
import type { TierCuts } from "./notes.ts";
import type { TierDefinition } from "./types.ts";

/** A rank this close to a whole number is that number: (n − 1)(1 − share) carries the rounding of the shares. */
const RANK_SLACK = 1e-9;

/** Cuts at the type 7 quantiles at one minus the cumulative shares of customers. */
export function cutsByCustomers(column: Float64Array, tiers: readonly TierDefinition[]): TierCuts {
  const n = column.length;
  const slack = Math.max(RANK_SLACK, 4 * Number.EPSILON * n);
  const ranks: number[] = [];
  let above = 0;
  for (let i = 0; i < tiers.length - 1; i++) {
    above += (tiers[i] as TierDefinition).share;
    const exact = Math.max(0, (n - 1) * (1 - above));
    const nearest = Math.round(exact);
    ranks.push(Math.abs(exact - nearest) <= slack ? nearest : exact);
  }
  const places = Float64Array.from(new Set(ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]))).sort();
  const cells = selectRanks(column, places);
  const cellAt = new Map(Array.from(places, (place, i) => [place, cells[i] as number]));
  const cuts = ranks.map((rank) => {
    const lower = cellAt.get(Math.floor(rank)) as number;
    const upper = cellAt.get(Math.ceil(rank)) as number;
    return between(lower, upper, rank - Math.floor(rank));
  });
  return { tiers, cuts, wanted: ranks.map((rank) => n - Math.ceil(rank)), found: [] };
}

/** Linear interpolation from the nearer end, which never leaves [lower, upper] and cannot overflow. */
function between(lower: number, upper: number, share: number): number {
  if (share === 0 || lower === upper) return lower;
  const gap = upper - lower;
  if (gap === Number.POSITIVE_INFINITY) return lower * (1 - share) + upper * share;
  return share < 0.5 ? lower + gap * share : upper - gap * (1 - share);
}
