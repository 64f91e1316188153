import { normalQuantile } from "../../math/normal.ts";
import { createRandom } from "../../math/random.ts";
import { effectDraws, effectMean, effectQuantile, LIMITS, withinLimits } from "./distribution.ts";
import type { BookRows } from "./read-book.ts";
import type { ReadAssumption } from "./read-strategies.ts";

/** Shares of each distribution at which the strategies are valued with all else at its mean. */
export const POINT_SHARES: readonly number[] = [0.1, 0.25, 0.5, 0.75, 0.9];

/** What can be doubtful about the book as a whole; their columns come first. */
export const MARKET: readonly ("churn" | "revenue" | "growth")[] = ["churn", "revenue", "growth"];

/** One doubtful thing with its values at every point: the draws first, then the means, then its and others' points. */
export interface DoubtColumn {
  readonly id: string;
  /** Absent for the market's. */
  readonly about?: ReadAssumption;
  readonly mean: number;
  readonly values: Float64Array;
  /** Value at each of {@link POINT_SHARES}. */
  readonly at: readonly number[];
  /** Draws beyond what can be, which count as the limit. */
  readonly beyond: number;
}

/** Everything doubtful at every point. */
export interface Doubts {
  readonly draws: number;
  /** Draws, one with everything at its mean, and {@link POINT_SHARES} per column of `moving`. */
  readonly points: number;
  readonly columns: readonly DoubtColumn[];
  /** Columns that are doubtful at all, in the order of their points. */
  readonly moving: readonly number[];
}

/** Uniform numbers are kept off 0, whose quantile is not finite. */
const LEAST = 2 ** -54;

/**
 * Draws what is doubtful. Each doubt has a stream of its own, told by its name alone, so that it is the same for every
 * strategy, whatever else is assumed.
 */
export function drawDoubts(
  rows: BookRows,
  assumptions: readonly ReadAssumption[],
  draws: number,
  seed: number,
): Doubts {
  const random = createRandom(seed);
  const uniforms = (id: string): Float64Array => {
    const stream = random.fork(labelOf(id));
    return new Float64Array(draws).map(() => stream.uniform() || LEAST);
  };
  const market = MARKET.map((kind) => {
    const id = `market.${kind}`;
    const sd = rows.doubt[kind];
    // the mean of the factor is kept: growth is corrected month by month, where it acts
    const at = (p: number): number => {
      if (sd === 0) return kind === "growth" ? 0 : 1;
      const z = normalQuantile(p);
      return kind === "growth" ? sd * z : Math.exp(sd * z - (sd * sd) / 2);
    };
    const values = sd === 0 ? new Float64Array(draws).fill(at(0.5)) : uniforms(id).map(at);
    return { id, mean: kind === "growth" ? 0 : 1, values, at: POINT_SHARES.map(at), beyond: 0 };
  });
  const own = assumptions.map((about) => {
    const { assumption: id, on, distribution } = about;
    const [low, high] = LIMITS[on];
    const within = (x: number): number => withinLimits(on, x);
    const raw = effectDraws(distribution, uniforms(id));
    return {
      id,
      about,
      mean: within(effectMean(distribution)),
      values: raw.map(within),
      at: POINT_SHARES.map((p) => within(effectQuantile(distribution, p))),
      beyond: raw.reduce((n, x) => n + Number(x < low || x > high), 0),
    };
  });
  const columns = [...market, ...own];
  // what is rare may move nothing between the outer points, and decide all the same
  const moves = ({ at, values }: (typeof columns)[number]): boolean =>
    at[0] !== at[at.length - 1] || values.some((value) => value !== values[0]);
  const moving = columns.flatMap((column, k) => (moves(column) ? [k] : []));
  const points = draws + 1 + moving.length * POINT_SHARES.length;
  return {
    draws,
    points,
    moving,
    columns: columns.map((column, k) => {
      const values = new Float64Array(points).fill(column.mean);
      values.set(column.values);
      const place = moving.indexOf(k);
      if (place >= 0) values.set(column.at, draws + 1 + place * POINT_SHARES.length);
      return { ...column, values };
    }),
  };
}

/** A name as a whole number of 53 bits: two rounds of FNV-1a with different starts. */
function labelOf(id: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (low >>> 15), 0x01000193);
  }
  return ((high >>> 0) & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
