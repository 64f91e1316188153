import type { Atom } from "./atoms.ts";
import type { World } from "./ours.ts";
import { phasesOf } from "./phases.ts";
import { type BookRows, hazardAt } from "./read-book.ts";
import type { ReadMove, ReadStrategy } from "./read-strategies.ts";
import { type Terms, termsOfOurs, termsOfWon } from "./terms.ts";

/** How much chance in single customers moves each strategy. */
export interface LuckSpread {
  /** Covariance of net present values between strategies. */
  readonly covariance: readonly Float64Array[];
  /** Variance of undiscounted cash by strategy and month. */
  readonly cash: readonly Float64Array[];
  /** Variance of the present value of all cash up to a month. */
  readonly cumulative: readonly Float64Array[];
}

/** Draws at which the variance is found; its mean over them stands for all draws. */
const MOST_DRAWS = 16;

/** Multiplications that finding it may take. */
const MOST_WORK = 1.5e8;

/**
 * Variance and covariance of what happens to single customers, summed over the book. A customer leaves when a uniform
 * number, the same under every strategy, passes the chance to have left; so the covariance of two strategies is exact.
 * Two strategies that pursue the same people differently are taken as independent in whom they win.
 */
export function measureLuck(
  world: World,
  atoms: readonly Atom[],
  strategies: readonly ReadStrategy[],
  discounts: Float64Array,
): LuckSpread {
  const { months, doubts } = world;
  const n = strategies.length;
  const spread = {
    covariance: strategies.map(() => new Float64Array(n)),
    cash: strategies.map(() => new Float64Array(months)),
    cumulative: strategies.map(() => new Float64Array(months)),
  };
  const work = atoms.reduce((total, atom) => {
    const kinds = signaturesOf(atom, n).length;
    const each = atom.standing === 0 ? (kinds * (kinds + 1)) / 2 : (kinds * months) / 4;
    return total + atom.rows.length * each * 2 * months;
  }, 0);
  const count = Math.max(1, Math.min(MOST_DRAWS, doubts.draws, Math.floor(MOST_WORK / Math.max(1, work))));
  for (let k = 0; k < count; k++) {
    const point = Math.floor(((k + 0.5) * doubts.draws) / count);
    for (const atom of atoms) addAtom(spread, world, atom, n, point, discounts, 1 / count);
  }
  return spread;
}

interface Signature {
  readonly moves: readonly ReadMove[];
  /** Strategies that treat the atom so. */
  readonly strategies: readonly number[];
}

/** How strategies treat an atom; of those who are not ours, only how they are pursued. */
export function signaturesOf({ standing, touching }: Atom, strategies: number): Signature[] {
  const found = new Map<string, { moves: readonly ReadMove[]; strategies: number[] }>();
  for (let s = 0; s < strategies; s++) {
    const moves = touching[s] as readonly ReadMove[];
    if (standing !== 0 && moves.length === 0) continue;
    const key = JSON.stringify(moves.map(({ move }) => move));
    const known = found.get(key);
    if (known === undefined) found.set(key, { moves, strategies: [s] });
    else known.strategies.push(s);
  }
  return [...found.values()];
}

function addAtom(
  spread: LuckSpread,
  world: World,
  atom: Atom,
  strategies: number,
  point: number,
  discounts: Float64Array,
  weight: number,
): void {
  const { months, rows } = world;
  const signatures = signaturesOf(atom, strategies);
  const terms = signatures.map(({ moves }) =>
    atom.standing === 0
      ? termsOfOurs(world, moves, phasesOf(moves, months), point, discounts)
      : termsOfWon(world, moves, point, discounts),
  );
  const size = signatures.length;
  const covariance = new Float64Array(size * size);
  const cash = signatures.map(() => new Float64Array(months));
  const cumulative = signatures.map(() => new Float64Array(months));
  const paths = signatures.map(() => ({ stay: new Float64Array(months), sum: new Float64Array(months) }));
  for (let m = 0; m < atom.rows.length; m++) {
    const row = atom.rows[m] as number;
    const units = (atom.units[m] as number) * weight;
    for (let j = 0; j < size; j++) {
      const into = [cash[j], cumulative[j]] as [Float64Array, Float64Array];
      if (atom.standing === 0) oursMoments(rows, row, terms[j] as Terms, paths[j] as Path, units, ...into);
      else (covariance[j * size + j] as number) += wonMoments(rows, row, terms[j] as Terms, units, ...into);
    }
    if (atom.standing !== 0) continue;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k <= j; k++)
        (covariance[j * size + k] as number) += units * sharedLuck(paths[j] as Path, paths[k] as Path);
    }
  }
  signatures.forEach((first, j) => {
    for (const s of first.strategies) {
      const [ofCash, ofSum] = [spread.cash[s] as Float64Array, spread.cumulative[s] as Float64Array];
      for (let t = 0; t < months; t++) {
        (ofCash[t] as number) += (cash[j]?.[t] as number) / (discounts[t] as number) ** 2;
        (ofSum[t] as number) += cumulative[j]?.[t] as number;
      }
      signatures.forEach((second, k) => {
        for (const other of second.strategies) {
          const line = spread.covariance[s] as Float64Array;
          (line[other] as number) += covariance[Math.max(j, k) * size + Math.min(j, k)] as number;
        }
      });
    }
  });
}

/** Chance to be there in each month, and the worth of all months up to it. */
interface Path {
  readonly stay: Float64Array;
  readonly sum: Float64Array;
}

function oursMoments(
  rows: BookRows,
  row: number,
  terms: Terms,
  { stay, sum }: Path,
  units: number,
  cash: Float64Array,
  cumulative: Float64Array,
): void {
  const margin = rows.margin[row] as number;
  const grow = Math.exp(rows.growth[row] as number);
  let amount = rows.revenue[row] as number;
  let [alive, total, mean, square] = [1, 0, 0, 0];
  for (let t = 0; t < stay.length; t++) {
    const x =
      amount * (terms.revenue[t] as number) * (margin + (terms.margin[t] as number)) - (terms.cost[t] as number);
    square += alive * x * (x + 2 * total);
    mean += alive * x;
    total += x;
    stay[t] = alive;
    sum[t] = total;
    (cash[t] as number) += units * alive * (1 - alive) * x * x;
    (cumulative[t] as number) += units * Math.max(0, square - mean * mean);
    alive *= Math.exp(-(terms.hazard[t] as number) * hazardAt(rows, row, t));
    amount *= grow;
  }
}

/** Covariance of one customer's worth under two strategies when the same uniform number decides both stays. */
function sharedLuck(first: Path, second: Path): number {
  const months = first.stay.length;
  let [a, b, upper] = [1, 1, 1];
  let [product, meanA, meanB] = [0, 0, 0];
  while (upper > 0) {
    const nextA = a < months ? (first.stay[a] as number) : 0;
    const nextB = b < months ? (second.stay[b] as number) : 0;
    const next = Math.max(nextA, nextB);
    const chance = upper - next;
    const [x, y] = [first.sum[a - 1] as number, second.sum[b - 1] as number];
    product += chance * x * y;
    meanA += chance * x;
    meanB += chance * y;
    if (nextA === next) a++;
    if (nextB === next) b++;
    upper = next;
  }
  return product - meanA * meanB;
}

/** Moments of one who is not ours, followed through the states open, come in month s and still there. Returns the variance. */
function wonMoments(
  rows: BookRows,
  row: number,
  terms: Terms,
  units: number,
  cash: Float64Array,
  cumulative: Float64Array,
): number {
  const months = cash.length;
  const { arrivals, winCost } = terms;
  const rate = (rows.margin[row] as number) + (terms.margin[0] as number);
  const grow = Math.exp(rows.growth[row] as number);
  const stay = new Float64Array(months);
  const amount = new Float64Array(months);
  stay[0] = 1;
  amount[0] = (rows.revenue[row] as number) * rate;
  for (let a = 1; a < months; a++) {
    stay[a] = (stay[a - 1] as number) * Math.exp(-(terms.hazard[0] as number) * hazardAt(rows, row, a - 1));
    amount[a] = (amount[a - 1] as number) * grow;
  }
  const value = new Float64Array(months);
  let [spent, mean, square, variance] = [0, 0, 0, 0];
  for (let t = 0; t < months; t++) {
    let [ex, ex2, cross] = [0, 0, 0];
    for (let s = 0; s < t; s++) {
      const chance = (arrivals?.come[s] as number) * (stay[t - 1 - s] as number);
      const x = (amount[t - 1 - s] as number) * (terms.revenue[t] as number);
      ex += chance * x;
      ex2 += chance * x * x;
      cross += chance * x * (value[s] as number);
      (value[s] as number) += x;
    }
    const come = arrivals?.come[t] as number;
    const wait = (arrivals?.open[t] as number) - come;
    const x = -(terms.cost[t] as number);
    const won = x - (winCost?.[t] as number);
    ex += wait * x + come * won;
    ex2 += wait * x * x + come * won * won;
    cross += spent * (wait * x + come * won);
    value[t] = spent + won;
    spent += x;
    mean += ex;
    square += ex2 + 2 * cross;
    variance = Math.max(0, square - mean * mean);
    (cash[t] as number) += units * Math.max(0, ex2 - ex * ex);
    (cumulative[t] as number) += units * variance;
  }
  return units * variance;
}
