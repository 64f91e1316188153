import type { Atom } from "./atoms.ts";
import { costsAt, emptyFlows, type Flows, meanFixedCost } from "./flows.ts";
import { prepareOurs, type World } from "./ours.ts";
import type { ReadMove, ReadStrategy } from "./read-strategies.ts";
import { prepareWon } from "./won.ts";

/** A strategy as its atoms are added up, or one with a move left out, of which the value alone is wanted. */
export interface Variant {
  readonly strategy: ReadStrategy;
  /** Whether months, revenue and tiers are wanted too. */
  readonly whole: boolean;
}

/** Expectation of one variant at every point. */
export interface Expectation {
  /** Net present value by point. */
  readonly npv: Float64Array;
  /** Present value of what is spent, by point. */
  readonly spend: Float64Array;
  /** The same of each move, mean over the draws. */
  readonly spendByMove: Float64Array;
  /** Absent where the variant is not wanted whole. */
  readonly detail?: Detail;
}

/** Months, revenue and tiers of a variant over the draws. */
export interface Detail {
  /** Cell of draw d and month t: d · months + t. */
  readonly cash: Float64Array;
  readonly retained: Float64Array;
  readonly won: Float64Array;
  /** Means by month. */
  readonly retainedByMonth: Float64Array;
  readonly wonByMonth: Float64Array;
  readonly spendByMonth: Float64Array;
  readonly customersByMonth: Float64Array;
  /** Means by tier. */
  readonly endCustomers: Float64Array;
  readonly endRevenue: Float64Array;
}

/** Worth today of money at the end of each month. */
export function discountsOf(rate: number, months: number): Float64Array {
  return Float64Array.from({ length: months }, (_, t) => (1 + rate) ** (-(t + 1) / 12));
}

/** Adds the expectation of every variant up over the atoms. `discounts` is what money of each month is worth today. */
export function expectationsOf(
  world: World,
  atoms: readonly Atom[],
  variants: readonly Variant[],
  discounts: Float64Array,
): Expectation[] {
  const { months, doubts } = world;
  const totals = variants.map(({ strategy, whole }) => emptyTotals(world, strategy, whole, discounts));
  const moveIds = new Map<string, number>();
  const idOf = ({ move }: ReadMove): number => {
    const text = JSON.stringify(move);
    const known = moveIds.get(text) ?? moveIds.size;
    moveIds.set(text, known);
    return known;
  };
  const ids = new Map(variants.flatMap(({ strategy }) => strategy.moves.map((move) => [move, idOf(move)])));
  for (const atom of atoms) {
    const signatures: (readonly ReadMove[])[] = [];
    const users: number[][] = [];
    const places = new Map<string, number>();
    variants.forEach((_, v) => {
      const touching = atom.touching[v] as readonly ReadMove[];
      const key = touching.map((move) => ids.get(move)).join();
      const place = places.get(key);
      if (place !== undefined) users[place]?.push(v);
      // whom nobody pursues brings nothing
      else if (atom.standing === 0 || touching.length > 0) {
        places.set(key, signatures.length);
        signatures.push(touching);
        users.push([v]);
      }
    });
    if (signatures.length === 0) continue;
    const writers = (atom.standing === 0 ? prepareOurs : prepareWon)(world, atom, signatures);
    writers.forEach((write, s) => {
      const flows = emptyFlows(months, signatures[s]?.length ?? 0, world.rows.tiers.length);
      const using = (users[s] as number[]).map((v) => ({
        totals: totals[v] as Expectation,
        places: (atom.touching[v] as readonly ReadMove[]).map(
          (move) => variants[v]?.strategy.moves.indexOf(move) as number,
        ),
      }));
      for (let p = 0; p < doubts.points; p++) {
        write(p, flows);
        for (const { totals: into, places: own } of using)
          addFlows(into, own, flows, p, atom.standing, doubts.draws, discounts);
      }
    });
  }
  for (const total of totals) {
    for (let p = 0; p < doubts.points; p++) (total.npv[p] as number) -= total.spend[p] as number;
  }
  return totals;
}

/** Nothing but the fixed costs, which are paid whoever is touched. */
function emptyTotals(
  { doubts, months, rows }: World,
  { moves }: ReadStrategy,
  whole: boolean,
  discounts: Float64Array,
): Expectation {
  const { points, draws } = doubts;
  const tiers = rows.tiers.length;
  const spendByMove = Float64Array.from(
    moves,
    (move) => meanFixedCost(move, doubts) * (discounts[move.start] as number),
  );
  const spend = new Float64Array(points);
  for (const move of moves) {
    const discount = discounts[move.start] as number;
    for (let p = 0; p < points; p++) (spend[p] as number) += costsAt(move, doubts, p).fixed * discount;
  }
  const totals = { npv: new Float64Array(points), spend, spendByMove };
  if (!whole) return totals;
  const cash = new Float64Array(draws * months);
  const spendByMonth = new Float64Array(months);
  for (const move of moves) {
    const { start } = move;
    (spendByMonth[start] as number) += meanFixedCost(move, doubts);
    for (let d = 0; d < draws; d++) (cash[d * months + start] as number) -= costsAt(move, doubts, d).fixed;
  }
  const detail: Detail = {
    cash,
    retained: new Float64Array(draws),
    won: new Float64Array(draws),
    retainedByMonth: new Float64Array(months),
    wonByMonth: new Float64Array(months),
    spendByMonth,
    customersByMonth: new Float64Array(months),
    endCustomers: new Float64Array(tiers),
    endRevenue: new Float64Array(tiers),
  };
  return { ...totals, detail };
}

function addFlows(
  { npv, spend, spendByMove, detail }: Expectation,
  places: readonly number[],
  flows: Flows,
  point: number,
  standing: number,
  draws: number,
  discounts: Float64Array,
): void {
  const months = discounts.length;
  const drawn = point < draws;
  for (let t = 0; t < months; t++)
    (npv[point] as number) += (discounts[t] as number) * (flows.contribution[t] as number);
  for (let k = 0; k < places.length; k++) {
    const column = flows.spend[k] as Float64Array;
    let worth = 0;
    for (let t = 0; t < months; t++) worth += (discounts[t] as number) * (column[t] as number);
    (spend[point] as number) += worth;
    if (drawn) (spendByMove[places[k] as number] as number) += worth / draws;
  }
  if (detail === undefined || !drawn) return;
  const revenue = standing === 0 ? detail.retained : detail.won;
  const revenueByMonth = standing === 0 ? detail.retainedByMonth : detail.wonByMonth;
  for (let t = 0; t < months; t++) {
    let spent = 0;
    for (let k = 0; k < places.length; k++) spent += flows.spend[k]?.[t] as number;
    (detail.cash[point * months + t] as number) += (flows.contribution[t] as number) - spent;
    (detail.spendByMonth[t] as number) += spent / draws;
    (revenue[point] as number) += flows.revenue[t] as number;
    (revenueByMonth[t] as number) += (flows.revenue[t] as number) / draws;
    (detail.customersByMonth[t] as number) += (flows.customers[t] as number) / draws;
  }
  for (let k = 0; k < detail.endCustomers.length; k++) {
    (detail.endCustomers[k] as number) += (flows.endCustomers[k] as number) / draws;
    (detail.endRevenue[k] as number) += (flows.endRevenue[k] as number) / draws;
  }
}
