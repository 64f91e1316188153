import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { normalSurvival } from "../../math/normal.ts";
import { createRandom } from "../../math/random.ts";
import type { FlowDifference, TestMethod } from "./types.ts";

/** Contacts of one group and those of them that closed. */
export interface Counted {
  readonly n: number;
  readonly won: number;
}

/** Below this expected count the chi-squared distribution is too coarse (Cochran 1954, Biometrics 10, 417–451). */
const LEAST_EXPECTED = 5;

const MOST_DRAWS = 9999;
const FEWEST_DRAWS = 199;
/** Single draws that a test may cost, so that a huge book with one tiny group does not stall. */
const BUDGET = 5e7;

/** A statistic that equals the observed one up to rounding counts as equal. */
const SLACK = 1 - 1e-9;

/**
 * Do rates differ between groups? Pearson's chi-squared; where a group is thin, the same statistic over tables drawn with
 * the margins kept, as Fisher's test keeps them. `undefined` without two groups and both outcomes.
 */
export function testDifference(groups: readonly Counted[], seed: number): FlowDifference | undefined {
  const totals = totalsOf(groups);
  if (totals === undefined) return undefined;
  const { n, won } = totals;
  const p = won / n;
  const of = (counts: ArrayLike<number>): number =>
    groups.reduce((sum, group, i) => sum + ((counts[i] as number) - group.n * p) ** 2 / group.n, 0) / (p * (1 - p));
  const statistic = of(groups.map((group) => group.won));
  const df = groups.length - 1;
  const method = methodFor(groups, p);
  const value =
    method === "chi_squared" ? chiSquaredSurvival(statistic, df) : permuted(groups, won, seed, of, statistic);
  return { statistic, df, p: value, method };
}

/** A trend of rates over ordered groups. */
export interface Trend {
  readonly z: number;
  readonly p: number;
  readonly method: TestMethod;
}

/**
 * Do rates rise from the last group to the first? Cochran and Armitage's trend with equally spaced scores, two-sided.
 *
 * @see Armitage (1955), Biometrics 11, 375–386, as in R's prop.trend.test
 */
export function testTrend(groups: readonly Counted[], seed: number): Trend | undefined {
  const totals = totalsOf(groups);
  if (totals === undefined) return undefined;
  const { n, won } = totals;
  const p = won / n;
  const middle = groups.reduce((sum, group, i) => sum - i * group.n, 0) / n;
  const spread = groups.reduce((sum, group, i) => sum + group.n * (-i - middle) ** 2, 0);
  const of = (counts: ArrayLike<number>): number =>
    groups.reduce((sum, group, i) => sum + (-i - middle) * ((counts[i] as number) - group.n * p), 0) /
    Math.sqrt(p * (1 - p) * spread);
  const z = of(groups.map((group) => group.won));
  const method = methodFor(groups, p);
  const value =
    method === "chi_squared"
      ? Math.min(1, 2 * normalSurvival(Math.abs(z)))
      : permuted(groups, won, seed, (counts) => Math.abs(of(counts)), Math.abs(z));
  return { z, p: value, method };
}

function totalsOf(groups: readonly Counted[]): Counted | undefined {
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const won = groups.reduce((sum, group) => sum + group.won, 0);
  return groups.length < 2 || won === 0 || won === n ? undefined : { n, won };
}

function methodFor(groups: readonly Counted[], p: number): TestMethod {
  return groups.some(({ n }) => n * Math.min(p, 1 - p) < LEAST_EXPECTED) ? "permutation" : "chi_squared";
}

/** Share of tables with the same margins whose statistic is at least as large; never 0 (Phipson & Smyth 2010). */
function permuted(
  groups: readonly Counted[],
  won: number,
  seed: number,
  of: (counts: ArrayLike<number>) => number,
  observed: number,
): number {
  const random = createRandom(seed);
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const units = new Uint32Array(n);
  let filled = 0;
  groups.forEach((group, i) => {
    units.fill(i, filled, filled + group.n);
    filled += group.n;
  });
  // drawing the rarer outcome is the same table and fewer draws
  const winners = won <= n - won;
  const picks = winners ? won : n - won;
  const draws = Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, Math.floor(BUDGET / picks)));
  const counts = new Float64Array(groups.length);
  let reached = 0;
  for (let draw = 0; draw < draws; draw++) {
    groups.forEach((group, i) => {
      counts[i] = winners ? 0 : group.n;
    });
    for (let k = 0; k < picks; k++) {
      const at = k + Math.floor(random.uniform() * (n - k));
      const unit = units[at] as number;
      units[at] = units[k] as number;
      units[k] = unit;
      counts[unit] = (counts[unit] as number) + (winners ? 1 : -1);
    }
    if (of(counts) >= observed * SLACK) reached++;
  }
  return (1 + reached) / (1 + draws);
}
