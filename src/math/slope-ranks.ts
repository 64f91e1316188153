import { countInversions, type KendallCount, orderByBoth } from "./kendall-count.ts";
import { createRandom } from "./random.ts";
import { sortOrder } from "./sort-order.ts";

/** Points among which slopes are taken; points of different groups are not compared. @internal */
export interface SlopeGroup {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Below this many pairs every slope is written down. */
const FEW_PAIRS = 150_000;

/** Slopes drawn to guess where a rank lies; the guess decides the time taken, never the answer. */
const DRAWN = 4000;

/** Slopes written down at the end of a search. */
const WRITTEN = 200_000;

/** A bracket narrower than this share of itself holds one slope up to rounding. */
const NARROW = 1e-14;

/** The slopes in [low, high), sorted, and how many lie below. */
interface Stretch {
  readonly below: number;
  readonly slopes: Float64Array;
}

/**
 * The slopes that would stand at the given places if the slopes of all pairs were sorted, without writing them all
 * down. How many slopes lie below a given one is the number of pairs that change places when the points are turned by
 * it, and those are counted by merge sort; between two counts the rank is sought by interpolation, and what is left
 * between two near slopes is written down.
 *
 * @param groups - Finite points.
 * @param counts - Of each group.
 * @param ranks - From 0 to the number of pairs of different x less 1.
 * @see Cole, Salowe, Steiger & Szemerédi, An optimal-time algorithm for slope selection, SIAM Journal on Computing 18
 * (1989); Dillencourt, Mount & Netanyahu, A randomized algorithm for slope selection, International Journal of
 * Computational Geometry & Applications 2 (1992)
 * @internal
 */
export function slopesAtRanks(
  groups: readonly SlopeGroup[],
  counts: readonly KendallCount[],
  ranks: readonly number[],
): number[] {
  const ordered = groups.map(({ x, y }) => {
    const order = orderByBoth(x, y);
    return {
      x: Float64Array.from(order, (row) => (x[row] as number) - (x[order[0] as number] as number)),
      y: Float64Array.from(order, (row) => y[row] as number),
    };
  });
  const all = totalOf(counts, "xPairs");
  if (all <= FEW_PAIRS) {
    const slopes = everySlope(ordered, all);
    return ranks.map((rank) => slopes[rank] as number);
  }
  const search = new Search(ordered, drawnSlopes(ordered), all);
  // y less a slope next to 0 times x is y itself, so what lies below and at 0 is taken from the counts of equal values
  const falling = totalOf(counts, "falling");
  search.learn(0, falling);
  search.learn(Number.MIN_VALUE, falling + totalOf(counts, "level"));
  return ranks.map((rank) => search.at(rank));
}

function totalOf(counts: readonly KendallCount[], key: "xPairs" | "falling" | "level"): number {
  return counts.reduce((total, count) => total + count[key], 0);
}

function everySlope(groups: readonly SlopeGroup[], pairs: number): Float64Array {
  const slopes = new Float64Array(pairs);
  let count = 0;
  for (const { x, y } of groups) {
    for (let i = 0; i < x.length; i++) {
      for (let j = i + 1; j < x.length; j++) {
        const run = (x[j] as number) - (x[i] as number);
        if (run > 0) slopes[count++] = ((y[j] as number) - (y[i] as number)) / run + 0;
      }
    }
  }
  return slopes.sort();
}

/** Slopes of pairs drawn with a fixed seed, sorted. */
function drawnSlopes(groups: readonly SlopeGroup[]): Float64Array {
  const random = createRandom(1);
  const largest = groups.filter(({ x }) => x.length > 1);
  const slopes: number[] = [];
  for (let draw = 0; draw < DRAWN; draw++) {
    const { x, y } = largest[draw % largest.length] as SlopeGroup;
    const i = random.integer(0, x.length - 2);
    const j = random.integer(i + 1, x.length - 1);
    const run = (x[j] as number) - (x[i] as number);
    if (run > 0) slopes.push(((y[j] as number) - (y[i] as number)) / run);
  }
  return Float64Array.from(slopes).sort();
}

class Search {
  readonly #groups: readonly SlopeGroup[];
  readonly #drawn: Float64Array;
  readonly #all: number;
  readonly #room: readonly { readonly turned: Float64Array; readonly spare: Float64Array }[];
  /** Counts made so far, by slope: later ranks begin where earlier ones ended. */
  readonly #known = new Map<number, number>();
  #stretch: Stretch = { below: 0, slopes: new Float64Array(0) };

  constructor(groups: readonly SlopeGroup[], drawn: Float64Array, all: number) {
    this.#groups = groups;
    this.#drawn = drawn;
    this.#all = all;
    this.#room = groups.map(({ x }) => ({
      turned: new Float64Array(x.length),
      spare: new Float64Array(x.length),
    }));
  }

  learn(slope: number, below: number): void {
    this.#known.set(slope, below);
  }

  at(rank: number): number {
    let stretch = this.#stretch;
    if (rank < stretch.below || rank >= stretch.below + stretch.slopes.length) {
      stretch = this.#bracket(rank);
      this.#stretch = stretch;
    }
    return stretch.slopes[Math.min(rank - stretch.below, stretch.slopes.length - 1)] as number;
  }

  /** Slopes below t, by the pairs that stand the wrong way round once the points are turned by t. */
  #below(t: number): number {
    const known = this.#known.get(t);
    if (known !== undefined) return known;
    let count = 0;
    this.#groups.forEach(({ x, y }, g) => {
      const { turned, spare } = this.#room[g] as { turned: Float64Array; spare: Float64Array };
      for (let i = 0; i < x.length; i++) turned[i] = (y[i] as number) - t * (x[i] as number);
      count += countInversions(turned, spare);
    });
    this.#known.set(t, count);
    return count;
  }

  #bracket(rank: number): Stretch {
    let low = { at: Number.NEGATIVE_INFINITY, below: 0 };
    let high = { at: Number.POSITIVE_INFINITY, below: this.#all };
    const take = (t: number): void => {
      const below = this.#below(t);
      if (below <= rank) low = below >= low.below && t > low.at ? { at: t, below } : low;
      else if (t < high.at) high = { at: t, below };
    };
    for (const t of this.#known.keys()) take(t);
    // equal values make 0 the slope of many pairs
    if (low.at === 0 && high.at === Number.MIN_VALUE) {
      return { below: low.below, slopes: new Float64Array(Math.min(high.below - low.below, 1)) };
    }
    for (let step = 0; high.below - low.below > WRITTEN || !Number.isFinite(high.at - low.at); step++) {
      const t = this.#guess(low, high, rank, step);
      if (t === undefined) break;
      take(t);
    }
    const slopes = slopesBetween(this.#groups, low.at, high.at);
    // pairs whose order rounding cannot tell belong to the bracket's ends
    if (slopes.length === 0) slopes.push(low.at);
    return { below: low.below, slopes: Float64Array.from(slopes).sort() };
  }

  /** The next slope to count at: beside the rank, alternately above and below, so that the bracket closes on it. */
  #guess(
    low: { at: number; below: number },
    high: { at: number; below: number },
    rank: number,
    step: number,
  ): number | undefined {
    const width = high.at - low.at;
    if (width < Number.POSITIVE_INFINITY && width <= NARROW * Math.max(Math.abs(low.at), Math.abs(high.at)))
      return undefined;
    const drawn = this.#drawn;
    if (step < 2 || !Number.isFinite(width)) {
      // the drawn slopes a few standard errors beside the rank
      const spread = (2 + step) * Math.sqrt(drawn.length) * 0.5;
      const place = (rank / this.#all) * drawn.length + (step % 2 === 0 ? -spread : spread);
      const t = drawn[Math.round(Math.max(0, Math.min(drawn.length - 1, place)))] as number;
      if (t > low.at && t < high.at) return t;
      if (!Number.isFinite(low.at)) return Math.min(high.at * 2, -high.at) - 1;
      if (!Number.isFinite(high.at)) return Math.max(low.at * 2, -low.at) + 1;
    }
    const middle = low.at + width / 2;
    if (!(middle > low.at && middle < high.at)) return undefined;
    if (step % 6 === 5) return middle;
    const held = high.below - low.below;
    const aim = rank - low.below + 0.5;
    const margin = Math.min(held / 8, WRITTEN / 4 + held / 50) * (step % 2 === 0 ? -1 : 1);
    const t = low.at + width * Math.min(Math.max((aim + margin) / held, 0.001), 0.999);
    return t > low.at && t < high.at ? t : middle;
  }
}

/**
 * Slopes of the pairs that change places between two turns, at most {@link WRITTEN} and a few: an insertion sort takes
 * one step for each such pair and nothing else.
 */
function slopesBetween(groups: readonly SlopeGroup[], low: number, high: number): number[] {
  const slopes: number[] = [];
  for (const { x, y } of groups) {
    const order = sortOrder(Float64Array.from(x, (at, i) => (y[i] as number) - low * at));
    const turned = Float64Array.from(order, (row) => (y[row] as number) - high * (x[row] as number));
    for (let i = 1; i < order.length; i++) {
      const value = turned[i] as number;
      const row = order[i] as number;
      let j = i;
      for (; j > 0 && (turned[j - 1] as number) > value; j--) {
        const other = order[j - 1] as number;
        turned[j] = turned[j - 1] as number;
        order[j] = other;
        const run = (x[row] as number) - (x[other] as number);
        if (run !== 0) slopes.push(((y[row] as number) - (y[other] as number)) / run);
        if (slopes.length > 4 * WRITTEN) return slopes.slice(0, 1);
      }
      turned[j] = value;
      order[j] = row;
    }
  }
  return slopes;
}
