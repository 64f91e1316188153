import { adjustedRandIndex } from "../../math/adjusted-rand.ts";
import type { Random } from "../../math/random.ts";
import { groupSizes, widthsOf } from "../../math/silhouette.ts";
import { type Grouping, kMeans, type Points, squaredDistance } from "./k-means.ts";
import { cityDistance, kMedoids } from "./k-medoids.ts";
import type { ClusterCandidate } from "./types.ts";

/** Mean Jaccard index from which clusters count as stable: Hennig (2007), section 5. */
export const STABLE = 0.75;
const STARTS = 8;
const RESAMPLE_STARTS = 2;

/** One number of clusters on the rows that were judged. */
export interface JudgedClusters extends ClusterCandidate {
  readonly grouping: Grouping;
  /** By cluster. */
  readonly silhouettes: readonly number[];
  readonly stabilities: readonly number[];
}

/** Clusters of points by either method. */
function groupPoints(points: Points, k: number, method: "means" | "medoids", starts: number, random: Random): Grouping {
  return method === "means" ? kMeans(points, k, starts, random) : kMedoids(points, k, random, 600);
}

/** Silhouettes of all points, in the distance of the method. */
function silhouettesOf(points: Points, groups: Int32Array, method: "means" | "medoids"): Float64Array {
  const { n, p, x } = points;
  const { k, sizes } = groupSizes(groups, "groups");
  const totals = new Float64Array(n * k);
  for (let i = 1; i < n; i++) {
    const own = groups[i] as number;
    for (let j = 0; j < i; j++) {
      const distance = method === "means" ? Math.sqrt(squaredDistance(x, i, x, j, p)) : cityDistance(x, i, x, j, p);
      const [a, b] = [i * k + (groups[j] as number), j * k + own];
      totals[a] = (totals[a] as number) + distance;
      totals[b] = (totals[b] as number) + distance;
    }
  }
  return widthsOf(totals, groups, sizes);
}

/** Means of a figure by group. */
function byGroup(figures: Float64Array, groups: Int32Array, k: number): number[] {
  const totals = new Float64Array(k);
  const sizes = new Float64Array(k);
  figures.forEach((figure, i) => {
    const g = groups[i] as number;
    totals[g] = (totals[g] as number) + figure;
    sizes[g] = (sizes[g] as number) + 1;
  });
  return Array.from(totals, (total, g) => ((sizes[g] as number) > 0 ? total / (sizes[g] as number) : 0));
}

/**
 * Judges one number of clusters: how well points sit in them, and how alike they come out of resampled points.
 *
 * @see Rousseeuw (1987); Hennig (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data
 * Analysis 52, scheme 1 (bootstrap)
 */
export function judgeClusters(
  points: Points,
  resampled: Points,
  k: number,
  method: "means" | "medoids",
  resamples: number,
  random: Random,
): JudgedClusters {
  const grouping = groupPoints(points, k, method, STARTS, random.fork(0));
  const widths = silhouettesOf(points, grouping.groups, method);
  const { n, p, x } = resampled;
  const near = (centres: Float64Array): Int32Array => {
    const distance = method === "means" ? squaredDistance : cityDistance;
    return Int32Array.from({ length: n }, (_, i) => {
      let [best, least] = [0, Number.POSITIVE_INFINITY];
      for (let c = 0; c < k; c++) {
        const apart = distance(x, i, centres, c, p);
        if (apart < least) [best, least] = [c, apart];
      }
      return best;
    });
  };
  const own = near(grouping.centres);
  const jaccards = new Float64Array(k);
  const seen = new Float64Array(k);
  let agreement = 0;
  for (let b = 1; b <= resamples; b++) {
    const stream = random.fork(b);
    const drawn = new Float64Array(n * p);
    const distinct = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      const row = stream.integer(0, n - 1);
      distinct[row] = 1;
      drawn.set(x.subarray(row * p, (row + 1) * p), i * p);
    }
    const again = near(groupPoints({ n, p, x: drawn }, k, method, RESAMPLE_STARTS, stream).centres);
    const both = new Float64Array(k * k);
    const [first, second] = [new Float64Array(k), new Float64Array(k)];
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let i = 0; i < n; i++) {
      if (distinct[i] === 0) continue;
      const [g, h] = [own[i] as number, again[i] as number];
      both[g * k + h] = (both[g * k + h] as number) + 1;
      first[g] = (first[g] as number) + 1;
      second[h] = (second[h] as number) + 1;
      mine.push(g);
      theirs.push(h);
    }
    agreement += adjustedRandIndex(mine, theirs) / resamples;
    for (let g = 0; g < k; g++) {
      if ((first[g] as number) === 0) continue;
      let most = 0;
      for (let h = 0; h < k; h++) {
        const shared = both[g * k + h] as number;
        most = Math.max(most, shared / ((first[g] as number) + (second[h] as number) - shared));
      }
      jaccards[g] = (jaccards[g] as number) + most;
      seen[g] = (seen[g] as number) + 1;
    }
  }
  const stabilities = Array.from(jaccards, (total, g) => ((seen[g] as number) > 0 ? total / (seen[g] as number) : 0));
  const { sizes } = groupSizes(own, "own");
  const stability = stabilities.reduce((total, jaccard, g) => total + (jaccard * (sizes[g] ?? 0)) / n, 0);
  return {
    k,
    silhouette: widths.reduce((total, width) => total + width, 0) / points.n,
    stability,
    agreement,
    grouping,
    silhouettes: byGroup(widths, grouping.groups, k),
    stabilities,
  };
}

/** The number whose points sit best among those that come out stable; the most stable one where none is. */
export function chooseClusters(judged: readonly JudgedClusters[]): JudgedClusters {
  const stable = judged.filter(({ stability }) => stability >= STABLE);
  const better = (a: JudgedClusters, b: JudgedClusters): JudgedClusters =>
    stable.length > 0 ? (b.silhouette > a.silhouette ? b : a) : b.stability > a.stability ? b : a;
  return (stable.length > 0 ? stable : judged).reduce(better);
}
