import type { Doubts } from "../simulate/draws.ts";
import { effectOf, type MonthEffect, pullOf, runs } from "../simulate/flows.ts";
import { type BookRows, hazardAt, STANDINGS } from "../simulate/read-book.ts";
import type { ReadMove } from "../simulate/read-strategies.ts";
import { type Arrivals, arrive } from "../simulate/won.ts";

/** Everything that is assumed, at one point. */
export interface ReviewWorld {
  readonly rows: BookRows;
  readonly months: number;
  readonly doubts: Doubts;
  /** Multiplier of all hazards, by point. */
  readonly churn: Float64Array;
}

/** What one set of moves does to customers of one standing at one point, month by month. */
export interface Course {
  readonly ours: boolean;
  readonly moves: readonly ReadMove[];
  readonly churn: number;
  readonly effects: readonly MonthEffect[];
  readonly arrivals?: Arrivals;
}

/** Expected money of one customer. */
export interface ExpectedMoney {
  contribution: number;
  /** Of the contribution, by who happens to leave or come. */
  variance: number;
  spend: number;
}

/** Prepares a set of moves at one point. */
export function courseOf(world: ReviewWorld, row: number, moves: readonly ReadMove[], point: number): Course {
  const { rows, months, doubts } = world;
  const churn = world.churn[point] as number;
  if (STANDINGS[rows.standing[row] as number] === "ours") {
    const effects = Array.from({ length: months }, (_, t) =>
      effectOf(
        moves.filter((move) => runs(move, t)),
        doubts,
        point,
      ),
    );
    return { ours: true, moves, churn, effects };
  }
  const effect = effectOf(moves, doubts, point);
  const pulls = moves.map((move) => pullOf(move, doubts, point));
  return {
    ours: false,
    moves,
    churn,
    effects: new Array<MonthEffect>(months).fill(effect),
    arrivals: arrive(moves, pulls, months),
  };
}

/** What a customer brings in the k-th month they pay, while they pay. */
export function monthlyMoney(
  rows: BookRows,
  row: number,
  { effects }: Course,
  k: number,
): { revenue: number; contribution: number } {
  const { revenue, margin } = effects[k] as MonthEffect;
  const amount = (rows.revenue[row] as number) * Math.exp((rows.growth[row] as number) * k) * revenue;
  return { revenue: amount, contribution: amount * ((rows.margin[row] as number) + margin) };
}

/** Expected money of one customer of a row over the months gone by. */
export function expectMoney({ rows, months }: ReviewWorld, row: number, course: Course): ExpectedMoney {
  // sums over the first k months paid: expectation, and expectation of the square
  const first = new Float64Array(months + 1);
  const second = new Float64Array(months + 1);
  const alive = new Float64Array(months + 1);
  let [left, gathered] = [1, 0];
  for (let k = 0; k < months; k++) {
    alive[k] = left;
    const { contribution } = monthlyMoney(rows, row, course, k);
    const before = gathered;
    gathered += contribution;
    first[k + 1] = (first[k] as number) + contribution * left;
    second[k + 1] = (second[k] as number) + (gathered * gathered - before * before) * left;
    left *= Math.exp(-hazardAt(rows, row, k) * course.churn * (course.effects[k] as MonthEffect).churn);
  }
  if (course.arrivals === undefined) {
    const mean = first[months] as number;
    return {
      contribution: mean,
      variance: Math.max(0, (second[months] as number) - mean * mean),
      spend: oursSpend(course, alive),
    };
  }
  const { come } = course.arrivals;
  let [mean, square] = [0, 0];
  for (let t = 0; t < months; t++) {
    mean += (come[t] as number) * (first[months - 1 - t] as number);
    square += (come[t] as number) * (second[months - 1 - t] as number);
  }
  return {
    contribution: mean,
    variance: Math.max(0, square - mean * mean),
    spend: pursuitSpend(course.moves, course.arrivals),
  };
}

function oursSpend({ moves, effects }: Course, alive: Float64Array): number {
  let spend = 0;
  for (const { start, end, cost } of moves) {
    for (let t = start; t < Math.min(end, effects.length); t++) spend += cost.perCustomerMonth * (alive[t] as number);
    if (start < effects.length) spend += cost.perCustomer * (alive[start] as number);
  }
  return spend;
}

function pursuitSpend(moves: readonly ReadMove[], { open, come, credit }: Arrivals): number {
  let spend = 0;
  moves.forEach(({ start, end, cost }, k) => {
    for (let t = start; t < Math.min(end, open.length); t++) {
      spend += cost.perCustomerMonth * (open[t] as number);
      spend += cost.perWin * (come[t] as number) * (credit[k]?.[t] as number);
    }
    if (start < open.length) spend += cost.perCustomer * (open[start] as number);
  });
  return spend;
}
