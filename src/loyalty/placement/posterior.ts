import { quadrantIndex } from "../quadrant/axis.ts";
import { QUADRANTS, quadrantsOf } from "./grid.ts";
import { ratingChances, type TrueAxis, trueAxisOf } from "./true-axis.ts";
import type { PlacementAxis, PlacementModel } from "./types.ts";

/** Writes the probability of each quadrant for two ratings into `out`, from `at` on. */
export type Posterior = (satisfaction: number, loyalty: number, out: Float64Array, at: number) => void;

/**
 * Bayes' rule over the grid of true ratings. Chances are worked out once per rating, and the products with the weights
 * once per satisfaction, so that a column with ties costs little.
 */
export function posteriorOf(model: Pick<PlacementModel, "satisfaction" | "loyalty" | "weights">): Posterior {
  const x = trueAxisOf(model.satisfaction);
  const y = trueAxisOf(model.loyalty);
  const quadrant = quadrantsOf(x, y);
  const rows = y.from.length;
  const { weights } = model;
  const xChances = cached((rating) => ratingChances(x, rating));
  const yChances = cached((rating) => ratingChances(y, rating));
  const columns = new Map<number, Float64Array>();
  // cells of one position across share their quadrants, so each satisfaction needs one row per position
  const first = [0, 1, 2].map((position) => x.position.indexOf(position));
  const products = (satisfaction: number): Float64Array => {
    const known = columns.get(satisfaction);
    if (known !== undefined) return known;
    const chances = xChances(satisfaction);
    const made = new Float64Array(3 * rows);
    for (let i = 0; i < chances.length; i++) {
      const chance = chances[i] as number;
      if (chance === 0) continue;
      const to = (x.position[i] as number) * rows;
      for (let j = 0; j < rows; j++)
        made[to + j] = (made[to + j] as number) + chance * (weights[i * rows + j] as number);
    }
    columns.set(satisfaction, made);
    return made;
  };
  return (satisfaction, loyalty, out, at) => {
    const across = products(satisfaction);
    const upwards = yChances(loyalty);
    out.fill(0, at, at + QUADRANTS);
    for (let position = 0; position < 3; position++) {
      const cell = first[position] as number;
      if (cell < 0) continue;
      for (let j = 0; j < rows; j++) {
        const q = at + (quadrant[cell * rows + j] as number);
        out[q] = (out[q] as number) + (across[position * rows + j] as number) * (upwards[j] as number);
      }
    }
    let total = 0;
    for (let q = at; q < at + QUADRANTS; q++) total += out[q] as number;
    // ratings that no true rating explains stay where they were seen
    if (!(total > Number.MIN_VALUE / Number.EPSILON)) out[at + quadrantIndex(model, satisfaction, loyalty)] = total = 1;
    for (let q = at; q < at + QUADRANTS; q++) out[q] = (out[q] as number) / total;
  };
}

function cached(make: (rating: number) => Float64Array): (rating: number) => Float64Array {
  const known = new Map<number, Float64Array>();
  return (rating) => {
    const found = known.get(rating) ?? make(rating);
    known.set(rating, found);
    return found;
  };
}

/** Number of cells that the weights of a model must have. */
export function cellsOf(satisfaction: PlacementAxis, loyalty: PlacementAxis): number {
  const count = (axis: TrueAxis): number => axis.from.length;
  return count(trueAxisOf(satisfaction)) * count(trueAxisOf(loyalty));
}
