import { costsAt, effectOf, pullOf, runs } from "./flows.ts";
import type { World } from "./ours.ts";
import { effectsOf, type Phases } from "./phases.ts";
import type { ReadMove } from "./read-strategies.ts";
import { type Arrivals, arrive } from "./won.ts";

/** What one set of moves means for a single customer at one point, by month. Money is worth of today. */
export interface Terms {
  /** Multiplies the hazard. */
  readonly hazard: Float64Array;
  /** Multiplies revenue, the price of time included. */
  readonly revenue: Float64Array;
  /** Points of the margin rate. */
  readonly margin: Float64Array;
  /** Spent on a customer of ours who is there, or on one who is pursued and has not come before. */
  readonly cost: Float64Array;
  /** Of those who are not ours: who comes when, and what is paid for one who comes. */
  readonly arrivals?: Arrivals;
  readonly winCost?: Float64Array;
}

/** Terms of those who are ours. */
export function termsOfOurs(
  world: World,
  moves: readonly ReadMove[],
  phases: Phases,
  point: number,
  discounts: Float64Array,
): Terms {
  const { months, market, doubts } = world;
  const effects = effectsOf(phases, doubts, point);
  const at = (t: number) => effects[phases.phase[t] as number] as (typeof effects)[number];
  return {
    hazard: Float64Array.from({ length: months }, (_, t) => (market.hazard[point] as number) * at(t).churn),
    revenue: revenueTerms(world, point, discounts, (t) => at(t).revenue),
    margin: Float64Array.from({ length: months }, (_, t) => at(t).margin),
    cost: costTerms(world, moves, point, discounts),
  };
}

/** Terms of those who are not ours. */
export function termsOfWon(world: World, moves: readonly ReadMove[], point: number, discounts: Float64Array): Terms {
  const { months, market, doubts } = world;
  const effect = effectOf(moves, doubts, point);
  const arrivals = arrive(
    moves,
    moves.map((move) => pullOf(move, doubts, point)),
    months,
  );
  const winCost = new Float64Array(months);
  moves.forEach((move, k) => {
    const { perWin } = costsAt(move, doubts, point);
    for (let t = 0; t < months; t++) {
      (winCost[t] as number) += perWin * (arrivals.credit[k]?.[t] as number) * (discounts[t] as number);
    }
  });
  return {
    hazard: new Float64Array(months).fill((market.hazard[point] as number) * effect.churn),
    revenue: revenueTerms(world, point, discounts, () => effect.revenue),
    margin: new Float64Array(months).fill(effect.margin),
    cost: costTerms(world, moves, point, discounts),
    arrivals,
    winCost,
  };
}

function revenueTerms(
  { months, market }: World,
  point: number,
  discounts: Float64Array,
  factor: (t: number) => number,
): Float64Array {
  return Float64Array.from(
    { length: months },
    (_, t) => (discounts[t] as number) * (market.revenue[point * (months + 1) + t] as number) * factor(t),
  );
}

function costTerms(
  { months, doubts }: World,
  moves: readonly ReadMove[],
  point: number,
  discounts: Float64Array,
): Float64Array {
  const cost = new Float64Array(months);
  for (const move of moves) {
    const { perCustomer, perCustomerMonth } = costsAt(move, doubts, point);
    for (let t = 0; t < months; t++) {
      if (!runs(move, t)) continue;
      const once = t === move.start ? perCustomer : 0;
      (cost[t] as number) += (discounts[t] as number) * (perCustomerMonth + once);
    }
  }
  return cost;
}
