import { fSurvival } from "../../math/f-distribution.ts";
import { logGamma } from "../../math/gamma.ts";
import { LARGEST_RATIO } from "./means.ts";
import { placementsIn } from "./rank-sum.ts";
import type { GroupRows } from "./summary.ts";
import type { AnovaTypeTest } from "./types.ts";

/** Groups up to which covariances between chances are reckoned; of more, they are a fiftieth of the variances and less. */
const WHOLE = 50;

/**
 * Does some group lie above the others more often than not, whatever its spread? The sum of squares of each group's chance
 * to lie above a row of another group (every other group counting alike) less one half, against its own scatter.
 *
 * With two groups this is Brunner and Munzel's test. `undefined` where fewer than two groups have two rows, or no row of
 * one group lies among those of another, so that nothing scatters.
 *
 * @see Brunner, Konietschke, Bathke & Puri (2017), JRSS B 79, 1463–1485, for effects without weights and their covariance;
 * Brunner, Dette & Munk (1997), JASA 92, 1494–1502, for the statistic and its degrees of freedom
 */
export function anovaTypeTest(groups: readonly GroupRows[]): AnovaTypeTest | undefined {
  const taking = groups.filter(({ n }) => n > 1);
  const k = taking.length;
  if (k < 2) return undefined;
  const whole = k <= WHOLE;
  // the covariance matrix; of very many groups its diagonal
  const covariance = new Float64Array(whole ? k * k : k);
  let [between, trace, slack] = [0, 0, 0];
  taking.forEach((group, g) => {
    const { away, own, variances } = movesOf(group, g, taking);
    between += away ** 2;
    const ownTrace = variances.reduce((total, one) => total + one, 0);
    trace += ownTrace;
    let square = 0;
    (whole ? covarianceOf(own, group.n, k) : variances).forEach((value, at) => {
      covariance[at] = (covariance[at] as number) + value;
      square += value * value;
    });
    slack += (whole ? square : ownTrace ** 2) / (group.n - 1);
  });
  // chances sum to k/2: equal variances with the covariances that follow have k/(k − 1) times the squares of the diagonal
  const squared = covariance.reduce((total, value) => total + value * value, 0) * (whole ? 1 : k / (k - 1));
  // chances are shares: what is left of sums of them below this is rounding
  if (!(trace > 1e-24)) return undefined;
  const statistic = Math.min(LARGEST_RATIO, between / trace);
  const [df1, df2] = [trace ** 2 / squared, trace ** 2 / slack];
  const pValue = Math.max(fSurvival(statistic, df1, df2), separationChance(taking.map(({ n }) => n)));
  return { statistic, df1, df2, pValue, groups: k };
}

/**
 * Chance that groups follow one another without any overlap where they do not differ. Rows in order cannot be more
 * surprising than that, so that a test that is right in the long run does not call more than few rows can tell.
 */
export function separationChance(sizes: readonly number[]): number {
  const n = sizes.reduce((total, size) => total + size, 0);
  const orders = sizes.reduce((total, size) => total + logGamma(size + 1), logGamma(sizes.length + 1));
  return Math.min(1, Math.exp(orders - logGamma(n + 1)));
}

/** How far each row of a group moves the chances of all groups, column by column, and the chance of its own less ½. */
function movesOf(
  group: GroupRows,
  g: number,
  taking: readonly GroupRows[],
): { away: number; own: readonly Float64Array[]; variances: number[] } {
  const others = taking.length - 1;
  const above = new Float64Array(group.n);
  const own = taking.map((other, i) => {
    if (i === g) return above;
    const moves = placementsIn(group.values, other.values);
    moves.forEach((share, row) => {
      const part = share / others;
      above[row] = (above[row] as number) + part;
      moves[row] = -part;
    });
    return moves;
  });
  const away = above.reduce((total, share) => total + (share - 0.5), 0) / group.n;
  for (const moves of own) {
    const center = moves.reduce((total, move) => total + move, 0) / group.n;
    moves.forEach((move, row) => {
      moves[row] = move - center;
    });
  }
  const variances = own.map((moves) => moves.reduce((total, move) => total + move * move, 0) / (group.n - 1) / group.n);
  return { away, own, variances };
}

function covarianceOf(own: readonly Float64Array[], n: number, k: number): Float64Array {
  const part = new Float64Array(k * k);
  own.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const b = own[j] as Float64Array;
      let product = 0;
      for (let row = 0; row < n; row++) product += (a[row] as number) * (b[row] as number);
      part[i * k + j] = product / (n - 1) / n;
      part[j * k + i] = part[i * k + j] as number;
    }
  });
  return part;
}
