import type { RatingMargin, WeightMargin } from "./option-types.ts";

/** Ratings by option and criterion, with the weights of the criteria. */
export interface RatingTable {
  readonly options: readonly string[];
  readonly criteria: readonly string[];
  readonly weights: Float64Array;
  /** One row of means per option. */
  readonly ratings: readonly Float64Array[];
  readonly min: number;
  readonly max: number;
}

/** Weights nearer to 1 than this leave nothing for the others to share. */
const ALONE = 1e-12;

/** Differences of ratings below this share of the scale are rounding. */
const LEVEL = 1e-12;

/**
 * Per criterion the nearest weight at which another option draws level with the best, the other weights keeping their
 * proportions: where a straight line crosses 0, so solved for, not searched.
 */
export function weightMargins(table: RatingTable, best: number, scores: Float64Array): WeightMargin[] {
  const margins: WeightMargin[] = [];
  const same = LEVEL * (table.max - table.min);
  table.criteria.forEach((criterion, k) => {
    const weight = table.weights[k] as number;
    if (1 - weight <= ALONE) return;
    let nearest: WeightMargin | undefined;
    table.options.forEach((winner, i) => {
      if (i === best) return;
      const own = gapOf(table, best, i, k);
      const rest = ((scores[best] as number) - (scores[i] as number) - weight * own) / (1 - weight);
      // ahead at no weight, neither where this criterion counts for all nor where it counts for nothing
      if (own >= -same && rest >= -same) return;
      const turnsAt = Math.min(1, Math.max(0, rest / (rest - own)));
      const change = turnsAt - weight;
      if (nearest === undefined || Math.abs(change) < Math.abs(nearest.change)) {
        nearest = { criterion, weight, turnsAt, change, winner };
      }
    });
    if (nearest !== undefined) margins.push(nearest);
  });
  return margins.sort((a, b) => {
    const gap = Math.abs(a.change) - Math.abs(b.change);
    // of two criteria one rises by what the other falls: equal changes go by id, whatever rounding makes of them
    return Math.abs(gap) > LEVEL ? gap : a.criterion < b.criterion ? -1 : 1;
  });
}

/** The one rating, of the best or of another, whose smallest move within the scale makes them level. */
export function ratingMargin(table: RatingTable, best: number, scores: Float64Array): RatingMargin | undefined {
  let nearest: RatingMargin | undefined;
  const look = (row: number, k: number, change: number, winner: string): void => {
    const rating = table.ratings[row]?.[k] as number;
    const turnsAt = rating + change;
    if (turnsAt < table.min || turnsAt > table.max) return;
    if (nearest !== undefined && Math.abs(change) >= Math.abs(nearest.change)) return;
    nearest = {
      option: table.options[row] as string,
      criterion: table.criteria[k] as string,
      rating,
      turnsAt,
      change,
      winner,
    };
  };
  table.options.forEach((winner, i) => {
    if (i === best) return;
    table.weights.forEach((weight, k) => {
      const needed = ((scores[best] as number) - (scores[i] as number)) / weight;
      if (!Number.isFinite(needed)) return;
      look(i, k, needed, winner);
      look(best, k, -needed, winner);
    });
  });
  return nearest;
}

/** An option that is nowhere worse and somewhere better. */
export function dominatorOf(table: RatingTable, row: number): string | undefined {
  const at = table.options.findIndex((_, i) => {
    if (i === row) return false;
    const gaps = table.criteria.map((_, k) => gapOf(table, i, row, k));
    return gaps.every((gap) => gap >= 0) && gaps.some((gap) => gap > 0);
  });
  return table.options[at];
}

function gapOf(table: RatingTable, a: number, b: number, k: number): number {
  return (table.ratings[a]?.[k] as number) - (table.ratings[b]?.[k] as number);
}
