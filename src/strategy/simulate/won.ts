import { costsAt, effectOf, pullOf, runs } from "./flows.ts";
import { nodesFor, rangeOf, shareNodes } from "./nodes.ts";
import { gathered, type World, type WriteFlows } from "./ours.ts";
import type { Costs, ReadMove } from "./read-strategies.ts";
import { type Members, mixed, tabulate } from "./table.ts";

/**
 * Prepares the expectation of those who are not ours yet: they come month by month while moves pull, pay from the month
 * after, and leave by their own hazards from then on. What a customer brings by age is summed over the atom once; the
 * arrivals of each month are laid over it.
 */
export function prepareWon(world: World, members: Members, signatures: readonly (readonly ReadMove[])[]): WriteFlows[] {
  const { rows, doubts, market, months } = world;
  const multipliers = signatures.map((moves) =>
    Float64Array.from(
      { length: doubts.points },
      (_, p) => (market.hazard[p] as number) * effectOf(moves, doubts, p).churn,
    ),
  );
  const [low, high] = rangeOf(multipliers);
  const nodes = nodesFor(low, high, gathered(rows, members, months));
  const size = nodes.x.length;
  const table = tabulate(rows, members, { size, multipliers: [nodes.x] }, months);
  const pursued = members.units.reduce((total, units) => total + units, 0);
  const tier = rows.tier[members.rows[0] as number] as number;
  const share = new Float64Array(size);
  const byAge = {
    revenue: new Float64Array(months),
    contribution: new Float64Array(months),
    customers: new Float64Array(months),
  };
  return signatures.map((moves, s): WriteFlows => {
    const hazard = multipliers[s] as Float64Array;
    return (point, out) => {
      shareNodes(nodes, hazard[point] as number, share);
      for (let a = 0; a < months; a++) {
        byAge.revenue[a] = mixed(table.revenue, a * size, share);
        byAge.contribution[a] = mixed(table.contribution, a * size, share);
        byAge.customers[a] = mixed(table.customers, a * size, share);
      }
      const effect = effectOf(moves, doubts, point);
      const arrivals = arrive(
        moves,
        moves.map((move) => pullOf(move, doubts, point)),
        months,
      );
      const shock = point * (months + 1);
      out.revenue.fill(0);
      out.contribution.fill(0);
      out.customers.fill(0);
      for (let t = 1; t < months; t++) {
        let [revenue, contribution, customers] = [0, 0, 0];
        for (let came = 0; came < t; came++) {
          const part = arrivals.come[came] as number;
          const age = t - 1 - came;
          revenue += part * (byAge.revenue[age] as number);
          contribution += part * (byAge.contribution[age] as number);
          customers += part * (byAge.customers[age] as number);
        }
        const factor = (market.revenue[shock + t] as number) * effect.revenue;
        out.revenue[t] = factor * revenue;
        out.contribution[t] = factor * (contribution + effect.margin * revenue);
        out.customers[t] = customers;
      }
      out.endCustomers.fill(0);
      out.endRevenue.fill(0);
      let [ended, endRevenue] = [0, 0];
      for (let came = 0; came < months; came++) {
        ended += (arrivals.come[came] as number) * (byAge.customers[months - 1 - came] as number);
        endRevenue += (arrivals.come[came] as number) * (byAge.revenue[months - 1 - came] as number);
      }
      out.endCustomers[tier] = ended;
      out.endRevenue[tier] = endRevenue * (market.revenue[shock + months] as number) * effect.revenue;
      moves.forEach((move, k) => {
        spendOn(move, costsAt(move, doubts, point), arrivals, k, pursued, out.spend[k] as Float64Array);
      });
    };
  });
}

/** Shares of those pursued, by month. */
export interface Arrivals {
  /** Not come before the month. */
  readonly open: Float64Array;
  /** Come in the month. */
  readonly come: Float64Array;
  /** Share of a month's arrivals that each move is credited with, by move and month. */
  readonly credit: readonly Float64Array[];
}

/** Lets people come while moves pull; pulls of several moves add up as hazards. */
export function arrive(moves: readonly ReadMove[], pulls: readonly number[], months: number): Arrivals {
  const open = new Float64Array(months);
  const come = new Float64Array(months);
  const credit = moves.map(() => new Float64Array(months));
  let left = 1;
  for (let t = 0; t < months; t++) {
    let pull = 0;
    moves.forEach((move, k) => {
      if (runs(move, t)) pull += pulls[k] as number;
    });
    open[t] = left;
    come[t] = left * -Math.expm1(-pull);
    if (pull > 0) {
      moves.forEach((move, k) => {
        if (runs(move, t)) (credit[k] as Float64Array)[t] = (pulls[k] as number) / pull;
      });
    }
    left *= Math.exp(-pull);
  }
  return { open, come, credit };
}

/** Writes what a move spends by month on so many who are pursued. */
export function spendOn(
  { start, end }: ReadMove,
  cost: Costs,
  { open, come, credit }: Arrivals,
  k: number,
  pursued: number,
  spend: Float64Array,
): void {
  spend.fill(0);
  for (let t = start; t < end; t++) {
    const won = (come[t] as number) * (credit[k]?.[t] as number);
    spend[t] = pursued * (cost.perCustomerMonth * (open[t] as number) + cost.perWin * won);
  }
  (spend[start] as number) += pursued * cost.perCustomer * (open[start] as number);
}
