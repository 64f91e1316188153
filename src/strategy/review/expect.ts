import type { World } from "../simulate/ours.ts";
import { phasesOf } from "../simulate/phases.ts";
import { hazardAt, STANDINGS } from "../simulate/read-book.ts";
import type { ReadMove } from "../simulate/read-strategies.ts";
import { type Terms, termsOfOurs, termsOfWon } from "../simulate/terms.ts";
import type { ActualPiece } from "./pieces.ts";
import { ALL, type ReviewWorlds } from "./worlds.ts";

/** Expected money of one customer. */
interface ExpectedMoney {
  readonly contribution: number;
  /** Of the contribution, by who happens to leave or come. */
  readonly variance: number;
  readonly spend: number;
}

/** What customers are expected to bring, at every point of the worlds. */
export interface Expecting {
  /** Of one customer of a row, touched by such moves. */
  readonly money: (row: number, moves: readonly ReadMove[], point: number) => ExpectedMoney;
  /** Contribution of one customer at every point. */
  readonly contributions: (row: number, moves: readonly ReadMove[], out: Float64Array) => void;
  /** What a piece should have brought in the months it paid, by all that was learned. */
  readonly paid: (piece: ActualPiece) => {
    readonly revenue: number;
    readonly contribution: number;
    readonly months: number;
  };
}

/** A set of moves on customers of one standing: its terms by point, and the point that means the same to them. */
interface Touched {
  readonly terms: (Terms | undefined)[];
  readonly twin: Int32Array;
}

/** Prepares the expectation of money over the months gone by. Terms are those of the simulation, without discount. */
export function expecting({ world, points, twinOf }: ReviewWorlds): Expecting {
  const { rows, months } = world;
  const undiscounted = new Float64Array(months).fill(1);
  const known = new Map<string, Touched>();
  const lists = new Map<readonly ReadMove[], string>();
  const touched = (row: number, moves: readonly ReadMove[]): Touched => {
    let list = lists.get(moves);
    if (list === undefined) {
      list = moves.map(({ move }) => JSON.stringify(move.id)).join(",");
      lists.set(moves, list);
    }
    const key = `${rows.standing[row]}:${list}`;
    let found = known.get(key);
    if (found === undefined) {
      found = {
        terms: new Array<Terms | undefined>(points).fill(undefined),
        twin: Int32Array.from({ length: points }, (_, point) => twinOf(point, moves)),
      };
      known.set(key, found);
    }
    return found;
  };
  const isOurs = (row: number): boolean => STANDINGS[rows.standing[row] as number] === "ours";
  const termsOf = (row: number, moves: readonly ReadMove[], { terms }: Touched, point: number): Terms => {
    const made =
      terms[point] ??
      (isOurs(row)
        ? termsOfOurs(world, moves, phasesOf(moves, months), point, undiscounted)
        : termsOfWon(world, moves, point, undiscounted));
    terms[point] = made;
    return made;
  };
  const moments = momentsOf(world);
  const money: Expecting["money"] = (row, moves, point) =>
    moments(row, termsOf(row, moves, touched(row, moves), point));
  return {
    money,
    contributions: (row, moves, out) => {
      const found = touched(row, moves);
      for (let point = 0; point < points; point++) {
        const twin = found.twin[point] as number;
        out[point] =
          twin < point ? (out[twin] as number) : moments(row, termsOf(row, moves, found, point)).contribution;
      }
    },
    paid: ({ row, units, moves, first, last }) => {
      const terms = termsOf(row, moves, touched(row, moves), ALL);
      let [revenue, contribution, paid] = [0, 0, 0];
      for (let t = first; t <= last; t++) {
        const amount = amountAt(world, row, t - first) * (terms.revenue[t - first] as number);
        revenue += units * amount;
        contribution += units * amount * ((rows.margin[row] as number) + (terms.margin[t - first] as number));
        paid += units;
      }
      return { revenue, contribution, months: paid };
    },
  };
}

/** What a customer pays in the k-th month they pay, without moves. */
function amountAt({ rows }: World, row: number, k: number): number {
  return (rows.revenue[row] as number) * Math.exp((rows.growth[row] as number) * k);
}

/** Expected money of one customer under given terms; what does not hang on the terms is looked up once per row. */
function momentsOf(world: World): (row: number, terms: Terms) => ExpectedMoney {
  const { rows, months } = world;
  const [amounts, hazards] = [new Float64Array(months), new Float64Array(months)];
  // sums over the first k months paid: expectation, and expectation of the square
  const [first, second] = [new Float64Array(months + 1), new Float64Array(months + 1)];
  let last = -1;
  return (row, terms) => {
    if (row !== last) {
      for (let k = 0; k < months; k++) {
        amounts[k] = amountAt(world, row, k);
        hazards[k] = hazardAt(rows, row, k);
      }
      last = row;
    }
    const margin = rows.margin[row] as number;
    let [left, gathered, spend] = [1, 0, 0];
    for (let k = 0; k < months; k++) {
      const contribution =
        (amounts[k] as number) * (terms.revenue[k] as number) * (margin + (terms.margin[k] as number));
      const before = gathered;
      gathered += contribution;
      first[k + 1] = (first[k] as number) + contribution * left;
      second[k + 1] = (second[k] as number) + (gathered * gathered - before * before) * left;
      spend += left * (terms.cost[k] as number);
      left *= Math.exp(-(hazards[k] as number) * (terms.hazard[k] as number));
    }
    let [mean, square] = [first[months] as number, second[months] as number];
    const { arrivals, winCost } = terms;
    if (arrivals !== undefined) {
      [mean, square, spend] = [0, 0, 0];
      for (let t = 0; t < months; t++) {
        const come = arrivals.come[t] as number;
        mean += come * (first[months - 1 - t] as number);
        square += come * (second[months - 1 - t] as number);
        spend += (arrivals.open[t] as number) * (terms.cost[t] as number) + come * (winCost?.[t] as number);
      }
    }
    return { contribution: mean, variance: Math.max(0, square - mean * mean), spend };
  };
}
