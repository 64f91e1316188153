import type { Random } from "../../math/random.ts";
import type { Grouping, Points } from "./k-means.ts";

/** Rows up to which all pairs are held; beyond, medoids are looked for in samples. */
const ALL_PAIRS = 1500;
const SAMPLES = 5;

export function cityDistance(a: Float64Array, i: number, b: Float64Array, j: number, p: number): number {
  let total = 0;
  for (let d = 0, u = i * p, v = j * p; d < p; d++, u++, v++) total += Math.abs((a[u] as number) - (b[v] as number));
  return total;
}

/** All pairs, as a full square matrix: rows are read along. */
export function pairsOf({ n, p, x }: Points): Float64Array {
  const all = new Float64Array(n * n);
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const distance = cityDistance(x, i, x, j, p);
      all[i * n + j] = distance;
      all[j * n + i] = distance;
    }
  }
  return all;
}

/** First medoids one by one, each the row that saves most: Kaufman & Rousseeuw (1990), BUILD. */
function buildMedoids(pairs: Float64Array, n: number, k: number): number[] {
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const medoids: number[] = [];
  while (medoids.length < k) {
    let [pick, least] = [-1, Number.POSITIVE_INFINITY];
    for (let c = 0; c < n; c++) {
      if (medoids.includes(c)) continue;
      let cost = 0;
      for (let i = 0, at = c * n; i < n; i++, at++) cost += Math.min(nearest[i] as number, pairs[at] as number);
      if (cost < least) [pick, least] = [c, cost];
    }
    medoids.push(pick);
    for (let i = 0, at = pick * n; i < n; i++, at++) nearest[i] = Math.min(nearest[i] as number, pairs[at] as number);
  }
  return medoids;
}

/**
 * Exchanges medoids for other rows as long as that lowers the cost; each row is weighed against all medoids at once and
 * exchanged as soon as it saves.
 *
 * @see Schubert & Rousseeuw (2021), Fast and eager k-medoids clustering, Information Systems 101, algorithm 3
 */
export function swapMedoids(pairs: Float64Array, n: number, k: number): { medoids: number[]; cost: number } {
  const medoids = buildMedoids(pairs, n, k);
  const own = new Int32Array(n);
  const [first, second] = [new Float64Array(n), new Float64Array(n)];
  const removal = new Float64Array(k);
  let cost = 0;
  const refresh = (): void => {
    removal.fill(0);
    cost = 0;
    for (let i = 0; i < n; i++) {
      let [best, near, next] = [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let m = 0; m < k; m++) {
        const distance = pairs[(medoids[m] as number) * n + i] as number;
        if (distance < near) {
          next = near;
          near = distance;
          best = m;
        } else if (distance < next) next = distance;
      }
      own[i] = best;
      first[i] = near;
      second[i] = next;
      cost += near;
      removal[best] = (removal[best] as number) + next - near;
    }
  };
  refresh();
  if (k === 1) return { medoids, cost };
  const change = new Float64Array(k);
  for (let round = 0, last = -1; round < 200; round++) {
    let any = false;
    for (let c = 0; c < n; c++) {
      if (c === last) return { medoids, cost };
      if (medoids.includes(c)) continue;
      change.set(removal);
      let shared = 0;
      for (let i = 0, at = c * n; i < n; i++, at++) {
        const distance = pairs[at] as number;
        const m = own[i] as number;
        if (distance < (first[i] as number)) {
          shared += distance - (first[i] as number);
          change[m] = (change[m] as number) + (first[i] as number) - (second[i] as number);
        } else if (distance < (second[i] as number))
          change[m] = (change[m] as number) + distance - (second[i] as number);
      }
      let m = 0;
      for (let o = 1; o < k; o++) if ((change[o] as number) < (change[m] as number)) m = o;
      // a saving below the rounding of the cost would be exchanged to and fro
      if ((change[m] as number) + shared < -1e-12 * (1 + cost)) {
        medoids[m] = c;
        refresh();
        any = true;
        last = c;
      }
    }
    if (!any) break;
    if (last < 0) break;
  }
  return { medoids, cost };
}

/** Each row to its nearest centre by the sum of differences. */
export function groupByCity({ n, p, x }: Points, centres: Float64Array): { groups: Int32Array; cost: number } {
  const k = centres.length / p;
  const groups = new Int32Array(n);
  let cost = 0;
  for (let i = 0; i < n; i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      const distance = cityDistance(x, i, centres, c, p);
      if (distance < least) {
        least = distance;
        groups[i] = c;
      }
    }
    cost += least;
  }
  return { groups, cost };
}

/**
 * Rows in groups around k typical rows. Up to 1,500 rows all pairs are weighed; beyond, the best of five samples is taken
 * by its cost over all rows.
 *
 * @see Kaufman & Rousseeuw (1990), Finding Groups in Data, chapters 2 and 3 (PAM and CLARA)
 */
export function kMedoids(points: Points, k: number, random: Random, sample: number = ALL_PAIRS): Grouping {
  const { n, p, x } = points;
  const all = n <= sample;
  let best: Grouping | undefined;
  for (let round = 0; round < (all ? 1 : SAMPLES); round++) {
    const part = all ? points : sampleOf(points, sample, random);
    const { medoids } = swapMedoids(pairsOf(part), part.n, k);
    const centres = new Float64Array(k * p);
    medoids.forEach((row, c) => {
      centres.set(part.x.subarray(row * p, (row + 1) * p), c * p);
    });
    const { groups, cost } = groupByCity({ n, p, x }, centres);
    if (best === undefined || cost < best.cost) best = { k, centres, groups, cost };
  }
  return best as Grouping;
}

/** So many rows without putting back, in their order. */
export function sampleOf({ n, p, x }: Points, size: number, random: Random): Points {
  const m = Math.min(size, n);
  const out = new Float64Array(m * p);
  // selection sampling keeps the order: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S
  for (let i = 0, kept = 0; kept < m; i++) {
    if (random.uniform() * (n - i) >= m - kept) continue;
    out.set(x.subarray(i * p, (i + 1) * p), kept * p);
    kept++;
  }
  return { n: m, p, x: out };
}
