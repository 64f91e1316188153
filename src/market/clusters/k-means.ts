import type { Random } from "../../math/random.ts";

/** Rows as points: `n` rows of `p` numbers, row by row. */
export interface Points {
  readonly n: number;
  readonly p: number;
  readonly x: Float64Array;
}

/** Points in groups around their centres. */
export interface Grouping {
  readonly k: number;
  /** `k` rows of `p` numbers. */
  readonly centres: Float64Array;
  readonly groups: Int32Array;
  /** Sum of squared distances (means), or of distances (medoids), to the own centre. */
  readonly cost: number;
}

const MOST_ROUNDS = 100;

export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, p: number): number {
  let total = 0;
  for (let d = 0, u = i * p, v = j * p; d < p; d++, u++, v++) {
    const apart = (a[u] as number) - (b[v] as number);
    total += apart * apart;
  }
  return total;
}

/**
 * First centres far from each other: each next one is a row drawn with a chance in proportion to its squared distance.
 *
 * @see Arthur & Vassilvitskii (2007), k-means++, SODA
 */
function firstCentres({ n, p, x }: Points, k: number, random: Random): Float64Array {
  const centres = new Float64Array(k * p);
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let pick = random.integer(0, n - 1);
  for (let c = 0; c < k; c++) {
    centres.set(x.subarray(pick * p, (pick + 1) * p), c * p);
    let total = 0;
    for (let i = 0; i < n; i++) {
      const distance = squaredDistance(x, i, centres, c, p);
      if (distance < (nearest[i] as number)) nearest[i] = distance;
      total += nearest[i] as number;
    }
    let left = random.uniform() * total;
    pick = 0;
    for (let i = 0; i < n; i++) {
      left -= nearest[i] as number;
      if ((nearest[i] as number) > 0) pick = i;
      if (left < 0) break;
    }
  }
  return centres;
}

/**
 * Moves centres to the mean of their rows until no row changes its group. A row is compared with the other centres only
 * where bounds on its distances leave that open.
 *
 * @see Hamerly (2010), Making k-means even faster, SIAM International Conference on Data Mining
 */
export function moveCentres({ n, p, x }: Points, start: Float64Array, rounds: number = MOST_ROUNDS): Grouping {
  const k = start.length / p;
  const centres = Float64Array.from(start);
  const groups = new Int32Array(n).fill(-1);
  const upper = new Float64Array(n);
  const lower = new Float64Array(n);
  const sums = new Float64Array(k * p);
  const sizes = new Float64Array(k);
  const moved = new Float64Array(k);
  const gap = new Float64Array(k);
  for (let round = 0; round < rounds; round++) {
    for (let c = 0; c < k; c++) {
      let least = Number.POSITIVE_INFINITY;
      for (let o = 0; o < k; o++) if (o !== c) least = Math.min(least, squaredDistance(centres, c, centres, o, p));
      gap[c] = Math.sqrt(least) / 2;
    }
    let changed = 0;
    for (let i = 0; i < n; i++) {
      const own = groups[i] as number;
      if (own >= 0) {
        const safe = Math.max(gap[own] as number, lower[i] as number);
        if ((upper[i] as number) < safe) continue;
        upper[i] = Math.sqrt(squaredDistance(x, i, centres, own, p));
        if ((upper[i] as number) < safe) continue;
      }
      let [best, first, second] = [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let c = 0; c < k; c++) {
        const distance = squaredDistance(x, i, centres, c, p);
        if (distance < first) {
          second = first;
          first = distance;
          best = c;
        } else if (distance < second) second = distance;
      }
      upper[i] = Math.sqrt(first);
      lower[i] = Math.sqrt(second);
      if (best !== own) {
        changed++;
        groups[i] = best;
      }
    }
    if (changed === 0) break;
    sums.fill(0);
    sizes.fill(0);
    for (let i = 0; i < n; i++) {
      const own = groups[i] as number;
      sizes[own] = (sizes[own] as number) + 1;
      for (let d = 0, u = i * p, v = own * p; d < p; d++, u++, v++) sums[v] = (sums[v] as number) + (x[u] as number);
    }
    let [farthest, next] = [0, 0];
    for (let c = 0; c < k; c++) {
      const size = sizes[c] as number;
      const before = centres.slice(c * p, (c + 1) * p);
      if (size > 0) for (let d = 0; d < p; d++) centres[c * p + d] = (sums[c * p + d] as number) / size;
      else reseed(x, groups, upper, centres, c, p);
      const step = Math.sqrt(squaredDistance(before, 0, centres, c, p));
      moved[c] = step;
      if (step > farthest) [farthest, next] = [step, farthest];
      else if (step > next) next = step;
    }
    for (let i = 0; i < n; i++) {
      const step = moved[groups[i] as number] as number;
      upper[i] = (upper[i] as number) + step;
      // of the other centres none moved farther than the farthest, or the next one where the own centre was that
      lower[i] = (lower[i] as number) - (step === farthest ? next : farthest);
    }
  }
  let cost = 0;
  for (let i = 0; i < n; i++) cost += squaredDistance(x, i, centres, groups[i] as number, p);
  return { k, centres, groups, cost };
}

/** A centre that lost all its rows moves to the row farthest from its own centre. */
function reseed(
  x: Float64Array,
  groups: Int32Array,
  upper: Float64Array,
  centres: Float64Array,
  c: number,
  p: number,
): void {
  let [row, most] = [0, -1];
  for (let i = 0; i < groups.length; i++) {
    if ((upper[i] as number) > most) [row, most] = [i, upper[i] as number];
  }
  centres.set(x.subarray(row * p, (row + 1) * p), c * p);
  upper[row] = 0;
}

/** The best of several starts. */
export function kMeans(points: Points, k: number, starts: number, random: Random): Grouping {
  let best: Grouping | undefined;
  for (let start = 0; start < starts; start++) {
    const found = moveCentres(points, firstCentres(points, k, random));
    if (best === undefined || found.cost < best.cost) best = found;
  }
  return best as Grouping;
}
