import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import { brentRoot } from "../../math/brent.ts";
import { normalQuantile } from "../../math/normal.ts";
import { adjustPValues } from "../../math/p-values.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import { separationChance } from "./rank-anova.ts";
import { type Overlap, overlapOf, type RankSumTable, rankSumPValue } from "./rank-sum.ts";
import type { GroupRows } from "./summary.ts";
import type { GroupPair, PairMeans, PairRanks } from "./types.ts";

/** Largest t that is told apart. */
const LARGEST_T = 1e100;

/** Every two groups, in the order of the groups, with p-values raised for their number. */
export function comparePairs(groups: readonly GroupRows[], level: number): GroupPair[] {
  const couples = groups.flatMap((first, i) => groups.slice(i + 1).map((second) => [first, second] as const));
  const usable = couples.filter(([a, b]) => canCompareMeans(a, b)).length;
  const tables: RankSumTable = new Map();
  const raw = couples.map(([first, second]) => ({
    first: first.id,
    second: second.id,
    means: meansOf(first, second, level, usable),
    ranks: ranksOf(first, second, level, tables),
  }));
  const means = holm(raw.map((pair) => pair.means));
  const ranks = holm(raw.map((pair) => pair.ranks));
  return raw.map((pair, i) => ({ ...pair, means: means[i] as PairMeans, ranks: ranks[i] as PairRanks }));
}

/** Raises what stands in `adjusted`: the p-value that is followed. */
function holm<P extends { readonly adjusted: number }>(pairs: readonly (P | Abstention)[]): (P | Abstention)[] {
  const adjusted = adjustPValues(
    pairs.flatMap((pair) => ("adjusted" in pair ? [pair.adjusted] : [])),
    "holm",
  );
  let at = 0;
  return pairs.map((pair) => ("adjusted" in pair ? { ...pair, adjusted: adjusted[at++] as number } : pair));
}

const canCompareMeans = (a: GroupRows, b: GroupRows): boolean => a.n > 1 && b.n > 1 && a.variance + b.variance > 0;

function meansOf(a: GroupRows, b: GroupRows, level: number, pairs: number): PairMeans | Abstention {
  if (!canCompareMeans(a, b)) {
    return {
      abstained: { code: "group_pair_no_spread", params: { first: a.id, second: b.id, n: Math.min(a.n, b.n) } },
    };
  }
  const [va, vb] = [a.variance / a.n, b.variance / b.n];
  const error = Math.sqrt(va + vb);
  // parts of the whole first: squares of variances leave the range of a double
  const [pa, pb] = [va / (va + vb), vb / (va + vb)];
  const df = 1 / (pa ** 2 / (a.n - 1) + pb ** 2 / (b.n - 1));
  const value = a.mean - b.mean;
  const statistic = Math.max(-LARGEST_T, Math.min(LARGEST_T, value / error));
  // Bonferroni: with each at 1 − α/m all hold together at 1 − α
  const half = error * studentTQuantile(1 - (1 - level) / (2 * pairs), df);
  const pValue = Math.min(1, 2 * studentTSurvival(Math.abs(statistic), df));
  const n = a.n + b.n;
  return {
    difference: { value, n, interval: { lower: value - half, upper: value + half, level } },
    statistic,
    df,
    pValue,
    adjusted: pValue,
    hedgesG: hedgesG(a, b, level),
  };
}

/** Bonett (2008), Psychological Methods 13, eq. 10 to 13: in units of the root mean variance, spreads need not be equal. */
function hedgesG(a: GroupRows, b: GroupRows, level: number): Estimate {
  const both = (a.variance + b.variance) / 2;
  const [sa, sb] = [a.variance / both, b.variance / both];
  const [da, db] = [a.n - 1, b.n - 1];
  const d = Math.max(-LARGEST_T, Math.min(LARGEST_T, (a.mean - b.mean) / Math.sqrt(both)));
  const df = (sa + sb) ** 2 / (sa ** 2 / da + sb ** 2 / db);
  const error = Math.sqrt(d ** 2 * ((sa ** 2 / da + sb ** 2 / db) / 8) + sa / da + sb / db);
  const half = normalQuantile((1 + level) / 2) * error;
  return {
    // Hedges (1981), Journal of Educational Statistics 6, eq. 6e, in its approximation
    value: d * (df > 1 ? 1 - 3 / (4 * df - 1) : 1),
    n: a.n + b.n,
    interval: { lower: d - half, upper: d + half, level },
  };
}

function ranksOf(a: GroupRows, b: GroupRows, level: number, tables: RankSumTable): PairRanks | Abstention {
  const overlap = overlapOf(a.values, b.values);
  const n = a.n + b.n;
  if (overlap.ties === n * (n - 1) * (n + 1)) {
    return { abstained: { code: "all_values_equal", params: { n, value: a.values[0] as number } } };
  }
  const interval = superiorityInterval(overlap, a.n, b.n, level);
  const value = Math.min(1, Math.max(0, overlap.above));
  const delta = (share: number): number => 2 * share - 1;
  const pValue = rankSumPValue(overlap, a.n, b.n, tables);
  const brunnerMunzel = brunnerMunzelOf(overlap, a.n, b.n);
  return {
    superiority: { value, n, interval },
    cliffsDelta: {
      value: delta(value),
      n,
      interval: { lower: delta(interval.lower), upper: delta(interval.upper), level },
    },
    pValue,
    ...(brunnerMunzel !== undefined && { brunnerMunzel }),
    follows: brunnerMunzel === undefined ? "wilcoxon" : "brunner_munzel",
    adjusted: brunnerMunzel?.pValue ?? pValue,
  };
}

/** Error of the superiority and its degrees of freedom; `undefined` where no row lies among those of the other group. */
function scatterOf(
  { firstVariance, secondVariance }: Overlap,
  m: number,
  n: number,
): { error: number; df: number } | undefined {
  const [va, vb] = [firstVariance / m, secondVariance / n];
  if (m < 2 || n < 2 || !(va + vb > 1e-24)) return undefined;
  return { error: Math.sqrt(va + vb), df: (va + vb) ** 2 / (va ** 2 / (m - 1) + vb ** 2 / (n - 1)) };
}

/** Brunner & Munzel (2000), Biometrical Journal 42, 17–25: superiority against one half, each group with its own scatter. */
function brunnerMunzelOf(overlap: Overlap, m: number, n: number): PairRanks["brunnerMunzel"] {
  const scatter = scatterOf(overlap, m, n);
  if (scatter === undefined) return undefined;
  const { error, df } = scatter;
  const statistic = (overlap.above - 0.5) / error;
  const pValue = Math.min(1, 2 * studentTSurvival(Math.abs(statistic), df));
  return { statistic, df, pValue: Math.max(pValue, separationChance([m, n])) };
}

/**
 * From each row's own chance on the scale of log-odds (Brunner & Munzel 2000, Biometrical Journal 42, 17–25); where the
 * rows do not scatter on that scale, from the chance alone (Newcombe 2006, Statistics in Medicine 25, 559–573, method 5).
 */
function superiorityInterval(overlap: Overlap, m: number, n: number, level: number): Interval {
  const { above } = overlap;
  const scatter = scatterOf(overlap, m, n);
  const odds = above * (1 - above);
  if (scatter === undefined || !(odds > 0)) return newcombe(above, m, n, level);
  const half = (studentTQuantile((1 + level) / 2, scatter.df) * scatter.error) / odds;
  const center = Math.log(above / (1 - above));
  const share = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
  return { lower: share(center - half), upper: share(center + half), level };
}

function newcombe(above: number, m: number, n: number, level: number): Interval {
  const z = normalQuantile((1 + level) / 2);
  const scale = (m + n) / 2 - 1;
  const miss = (t: number): number =>
    z * Math.sqrt((t * (1 - t) * (1 + scale * ((1 - t) / (2 - t) + t / (1 + t)))) / (m * n)) - Math.abs(above - t);
  const root = (from: number, to: number): number => {
    // at the outer end the chance does not scatter, so the distance wins; just beside the value scatter wins
    const { x } = brentRoot(miss, from, to);
    return Math.min(1, Math.max(0, x));
  };
  const beside = 1e-9;
  return {
    lower: above <= beside ? 0 : root(0, above - beside / 2),
    upper: above >= 1 - beside ? 1 : root(above + beside / 2, 1),
    level,
  };
}
