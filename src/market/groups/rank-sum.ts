import { normalSurvival } from "../../math/normal.ts";

/** Rows below which the chance of a rank sum is counted out, as R does. */
const EXACT_BELOW = 50;

/** How two sorted groups lie to each other. */
export interface Overlap {
  /** Chance that a row of the first lies above one of the second, ties counting half. */
  readonly above: number;
  /** Sample variance of each row's own chance: of the first group's, of the second's; 0 below two rows. */
  readonly firstVariance: number;
  readonly secondVariance: number;
  /** Sum of t³ − t over groups of equal rows. */
  readonly ties: number;
}

/** One walk through both groups side by side. Both ascending. */
export function overlapOf(first: Float64Array, second: Float64Array): Overlap {
  const [m, n] = [first.length, second.length];
  let [i, j, ties] = [0, 0, 0];
  // sums of the placements (rows of the other group below, ties half) and of their squares
  let [sumFirst, squaresFirst, sumSecond, squaresSecond] = [0, 0, 0, 0];
  while (i < m || j < n) {
    const value = j >= n || (i < m && (first[i] as number) < (second[j] as number)) ? first[i] : second[j];
    const [i0, j0] = [i, j];
    while (i < m && first[i] === value) i++;
    while (j < n && second[j] === value) j++;
    const [a, b] = [i - i0, j - j0];
    const [below, belowSecond] = [(j0 + b / 2) / n, (i0 + a / 2) / m];
    sumFirst += a * below;
    squaresFirst += a * below * below;
    sumSecond += b * belowSecond;
    squaresSecond += b * belowSecond * belowSecond;
    const t = a + b;
    ties += t * (t - 1) * (t + 1);
  }
  const variance = (sum: number, squares: number, count: number): number =>
    count < 2 ? 0 : Math.max(0, squares - sum * (sum / count)) / (count - 1);
  return {
    above: sumFirst / m,
    firstVariance: variance(sumFirst, squaresFirst, m),
    secondVariance: variance(sumSecond, squaresSecond, n),
    ties,
  };
}

/** Share of the rows of `other` below each row, ties half. Both ascending. */
export function placementsIn(rows: Float64Array, other: Float64Array): Float64Array {
  let [below, upTo] = [0, 0];
  return rows.map((value) => {
    while (below < other.length && (other[below] as number) < value) below++;
    upTo = Math.max(upTo, below);
    while (upTo < other.length && (other[upTo] as number) === value) upTo++;
    return (below + upTo) / 2 / other.length;
  });
}

/** Chances of each rank sum by the sizes of the groups. */
export type RankSumTable = Map<string, Float64Array>;

/**
 * Two-sided p-value of Wilcoxon's rank-sum test: counted out below 50 rows each where no two rows are equal, else from the
 * normal curve, corrected for ties and by half a step.
 *
 * @see Mann & Whitney (1947), Annals of Mathematical Statistics 18, 50–60
 */
export function rankSumPValue({ above, ties }: Overlap, m: number, n: number, tables: RankSumTable): number {
  const u = above * m * n;
  if (ties === 0 && m < EXACT_BELOW && n < EXACT_BELOW) {
    const chances = chancesOf(m, n, tables);
    const nearer = Math.min(Math.round(u), m * n - Math.round(u));
    let tail = 0;
    for (let v = 0; v <= nearer; v++) tail += chances[v] as number;
    return Math.min(1, 2 * tail);
  }
  const all = m + n;
  const variance = ((m * n) / 12) * (all + 1 - ties / (all * (all - 1)));
  if (!(variance > 0)) return 1;
  const distance = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5);
  return Math.min(1, 2 * normalSurvival(distance / Math.sqrt(variance)));
}

/** P(U = u): the last row is one of the first group with chance m/(m + n), and then lies above all n. */
function chancesOf(m: number, n: number, tables: RankSumTable): Float64Array {
  const key = `${Math.min(m, n)} ${Math.max(m, n)}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  let row: Float64Array[] = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let a = 1; a <= m; a++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let b = 1; b <= n; b++) {
      const chances = new Float64Array(a * b + 1);
      const up = a / (a + b);
      (row[b] as Float64Array).forEach((chance, u) => {
        chances[u + b] = (chances[u + b] as number) + up * chance;
      });
      (next[b - 1] as Float64Array).forEach((chance, u) => {
        chances[u] = (chances[u] as number) + (1 - up) * chance;
      });
      next.push(chances);
    }
    row = next;
  }
  const chances = row[n] as Float64Array;
  tables.set(key, chances);
  return chances;
}
