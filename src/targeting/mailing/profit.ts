import type { Estimate, Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { MailingCell } from "./past.ts";
import type { RankedList } from "./ranked.ts";
import { scatterAt, scatterInterval } from "./scatter.ts";
import type { MailingProfitPoint } from "./types.ts";

/** Steps of the profit curve over the list. */
const STEPS = 100;

/** Money per place of the list. */
export interface Costs {
  readonly contactCost: number;
  readonly fixedCost: number;
}

/** Places at which the curve is drawn: hundredths of the list, and those that matter. */
export function curvePlaces(n: number, more: readonly number[]): number[] {
  const places = new Set(more);
  for (let step = 0; step <= STEPS; step++) places.add(Math.round((n * step) / STEPS));
  return [...places].sort((a, b) => a - b);
}

/** Profit of the first k customers if the chances are right. */
export function expectedProfit({ worth }: RankedList, { contactCost, fixedCost }: Costs, place: number): number {
  return place === 0 ? 0 : (worth[place] as number) - contactCost * place - fixedCost;
}

export function expectedPoints(
  list: RankedList,
  places: readonly number[],
  costs: Costs,
  {
    scores,
    chances,
    marginAt,
    level,
  }: {
    readonly scores: Float64Array;
    readonly chances: ArrayLike<number>;
    readonly marginAt: (row: number) => number;
    readonly level: number;
  },
): MailingProfitPoint[] {
  const scatters = scatterAt(list, places, scores, chances, marginAt);
  return places.map((place, i) => {
    const profit = expectedProfit(list, costs, place);
    const lowest = place === 0 ? 0 : -costs.contactCost * place - costs.fixedCost;
    const scatter = scatters[i] ?? { variance: 0, third: 0 };
    return pointOf(list, place, profit, scatterInterval(profit, scatter, lowest, level));
  });
}

export function pointOf(list: RankedList, place: number, profit: number, interval: Interval): MailingProfitPoint {
  return {
    share: place / list.n,
    customers: place,
    ...(place > 0 && { score: list.scores[place - 1] as number }),
    profit,
    interval,
  };
}

/** Profit of the first k customers as the past mailing tells it, with the interval of a list chosen beforehand. */
export function measuredProfit(
  list: RankedList,
  cells: readonly MailingCell[],
  costs: Costs,
  place: number,
  level: number,
): Estimate {
  let profit = place === 0 ? 0 : -costs.fixedCost;
  let variance = 0;
  let from = 0;
  let n = 0;
  for (const cell of cells) {
    const taken = Math.min(cell.listed, place - from);
    if (taken > 0) {
      profit += taken * (meanOfPart(list, cell, from, taken) - costs.contactCost);
      variance += (taken * taken * cell.variance) / cell.n;
      n += (cell.n * taken) / cell.listed;
    }
    from += cell.listed;
    if (from >= place) break;
  }
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  return { value: profit, n: Math.round(n), interval: { lower: profit - reach, upper: profit + reach, level } };
}

/** The better part of a cell brings more than the whole, by as much as its chances say. */
function meanOfPart({ worth }: RankedList, { listed, mean }: MailingCell, from: number, taken: number): number {
  if (taken === listed) return mean;
  const start = worth[from] as number;
  const part = ((worth[from + taken] as number) - start) / taken;
  return mean + part - ((worth[from + listed] as number) - start) / listed;
}
