import type { Doubts } from "./draws.ts";
import { MARKET } from "./draws.ts";
import type { BookRows } from "./read-book.ts";
import type { Costs, ReadMove } from "./read-strategies.ts";

/** What the market does to everybody, by point: hazard multiplier, and the factor of revenue in each month. */
export interface Market {
  readonly hazard: Float64Array;
  /** Cell of point p and month t: p · (months + 1) + t; the last month is the one after the horizon. */
  readonly revenue: Float64Array;
}

/** Reads the market's doubts. Each factor of revenue keeps its mean in every month. */
export function marketOf(rows: BookRows, { columns, points }: Doubts, months: number): Market {
  const [hazard, level, growth] = MARKET.map((_, k) => columns[k]?.values as Float64Array) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const revenue = new Float64Array(points * (months + 1));
  for (let p = 0; p < points; p++) {
    for (let t = 0; t <= months; t++) {
      const spread = (rows.doubt.growth * t) / 12;
      revenue[p * (months + 1) + t] =
        (level[p] as number) * Math.exp(((growth[p] as number) * t) / 12 - (spread * spread) / 2);
    }
  }
  return { hazard, revenue };
}

/** Whether a move runs in a month. */
export function runs({ start, end }: ReadMove, month: number): boolean {
  return month >= start && month < end;
}

/** What a set of moves does to those it touches in one month at one point. */
export interface MonthEffect {
  /** Multiplies the hazard. */
  readonly churn: number;
  /** Multiplies revenue. */
  readonly revenue: number;
  /** Points of the margin rate. */
  readonly margin: number;
}

/** The moves' effects together: ratios multiply, points add. */
export function effectOf(moves: readonly ReadMove[], doubts: Doubts, point: number): MonthEffect {
  let churn = 1;
  let revenue = 1;
  let margin = 0;
  for (const { effects } of moves) {
    for (const { on, assumption } of effects) {
      const value = valueAt(doubts, assumption, point);
      if (on === "churn") churn *= value;
      else if (on === "revenue") revenue *= 1 + value;
      else if (on === "margin") margin += value;
    }
  }
  return { churn, revenue, margin };
}

/** One who is certain to come comes all the same: a chance of 1 would be an endless hazard. */
const CERTAIN = 1 - 2 ** -53;

/** Hazard to come that one move adds in a month. */
export function pullOf({ effects }: ReadMove, doubts: Doubts, point: number): number {
  let pull = 0;
  for (const { on, assumption } of effects) {
    if (on === "conversion") pull -= Math.log1p(-Math.min(CERTAIN, valueAt(doubts, assumption, point)));
  }
  return pull;
}

/** What a move costs at one point. */
export function costsAt({ cost, doubtfulCosts }: ReadMove, doubts: Doubts, point: number): Costs {
  if (doubtfulCosts.length === 0) return cost;
  const drawn = { ...cost };
  for (const { of, assumption } of doubtfulCosts) drawn[of] = valueAt(doubts, assumption, point);
  return drawn;
}

/** Fixed cost of a move, mean over the draws. */
export function meanFixedCost(move: ReadMove, doubts: Doubts): number {
  if (!move.doubtfulCosts.some(({ of }) => of === "fixed")) return move.cost.fixed;
  let total = 0;
  for (let d = 0; d < doubts.draws; d++) total += costsAt(move, doubts, d).fixed;
  return total / doubts.draws;
}

function valueAt({ columns }: Doubts, assumption: number, point: number): number {
  return columns[MARKET.length + assumption]?.values[point] as number;
}

/** Money and customers of one atom under one set of moves at one point, month by month. Written anew for each point. */
export interface Flows {
  readonly contribution: Float64Array;
  readonly revenue: Float64Array;
  readonly customers: Float64Array;
  /** Spend by move, one array of months each. */
  readonly spend: readonly Float64Array[];
  /** By tier, at the end. */
  readonly endCustomers: Float64Array;
  readonly endRevenue: Float64Array;
}

/** Empty flows for so many moves. */
export function emptyFlows(months: number, moves: number, tiers: number): Flows {
  return {
    contribution: new Float64Array(months),
    revenue: new Float64Array(months),
    customers: new Float64Array(months),
    spend: Array.from({ length: moves }, () => new Float64Array(months)),
    endCustomers: new Float64Array(tiers),
    endRevenue: new Float64Array(tiers),
  };
}
