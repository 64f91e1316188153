import type { Doubts } from "./draws.ts";
import { costsAt, type Flows, type Market } from "./flows.ts";
import { type Nodes, nodesFor, rangeOf, shareNodes } from "./nodes.ts";
import { effectsOf, type Phases, phasesOf } from "./phases.ts";
import { type BookRows, hazardAt } from "./read-book.ts";
import type { ReadMove } from "./read-strategies.ts";
import { type Grid, type Members, mixed, type Table, tabulate } from "./table.ts";

/** Writes the flows of an atom under one set of moves at one point. */
export type WriteFlows = (point: number, out: Flows) => void;

/** Everything that the customers of a book meet. */
export interface World {
  readonly rows: BookRows;
  readonly doubts: Doubts;
  readonly market: Market;
  readonly months: number;
}

/** A table with the way to its value at one point: writes the share of each grid point. */
interface Reading {
  readonly table: Table;
  readonly size: number;
  /** Whether the shares are the same in all months. */
  readonly level: boolean;
  /** Shares for the customers of month t, after t months of hazard. */
  readonly share: (point: number, month: number, out: Float64Array) => void;
}

/**
 * Prepares the expectation of those who are ours. Hazards are multiplied, so that what an atom brings in a month is a
 * smooth function of the multipliers: it is summed over customers once, at Chebyshev points, and read between them.
 * Customers of constant hazard need the mean multiplier of the months gone by alone; the others one per kind of month.
 */
export function prepareOurs(
  world: World,
  members: Members,
  signatures: readonly (readonly ReadMove[])[],
): WriteFlows[] {
  const { rows, doubts, market, months } = world;
  const all = signatures.map((moves) => {
    const phases = phasesOf(moves, months);
    const multipliers = phases.phaseOfKind.map(() => new Float64Array(doubts.points));
    for (let p = 0; p < doubts.points; p++) {
      const effects = effectsOf(phases, doubts, p);
      phases.phaseOfKind.forEach((phase, k) => {
        const by = multipliers[k] as Float64Array;
        by[p] = (market.hazard[p] as number) * (effects[phase]?.churn as number);
      });
    }
    return { moves, phases, multipliers };
  });
  const constant = chosen(members, (row) => rows.hazardByMonth[row] === undefined);
  const moving = chosen(members, (row) => rows.hazardByMonth[row] !== undefined);
  const level = constant.rows.length === 0 ? undefined : nodeTable(world, constant, all);
  const single = all.filter(({ multipliers }) => multipliers.length === 1);
  const shared = moving.rows.length === 0 || single.length === 0 ? undefined : nodeTable(world, moving, single);
  return all.map((signature) => {
    const readings: Reading[] = [];
    if (level !== undefined) readings.push(constantReading(level, signature, months));
    if (moving.rows.length > 0) {
      if (signature.multipliers.length === 1 && shared !== undefined) readings.push(singleReading(shared, signature));
      else readings.push(gridReading(world, moving, signature));
    }
    return writer(world, signature.moves, signature.phases, readings);
  });
}

interface Signature {
  readonly moves: readonly ReadMove[];
  readonly phases: Phases;
  /** By kind of month and point. */
  readonly multipliers: readonly Float64Array[];
}

interface NodeTable {
  readonly nodes: Nodes;
  readonly table: Table;
}

function chosen(members: Members, wanted: (row: number) => boolean): Members {
  const kept = Array.from(members.rows.keys()).filter((m) => wanted(members.rows[m] as number));
  return {
    rows: Int32Array.from(kept, (m) => members.rows[m] as number),
    units: Float64Array.from(kept, (m) => members.units[m] as number),
  };
}

/** Largest hazard that a customer gathers in the months of one kind, or in all. */
export function gathered(
  rows: BookRows,
  { rows: list }: Members,
  months: number,
  kind?: Uint8Array,
  k: number = 0,
): number {
  let largest = 0;
  for (const row of list) {
    let hazard = 0;
    for (let t = 0; t < months; t++) if (kind === undefined || kind[t] === k) hazard += hazardAt(rows, row, t);
    largest = Math.max(largest, hazard);
  }
  return largest;
}

function nodeTable({ rows, months }: World, members: Members, signatures: readonly Signature[]): NodeTable {
  const [low, high] = rangeOf(signatures.flatMap(({ multipliers }) => multipliers));
  const nodes = nodesFor(low, high, gathered(rows, members, months));
  return { nodes, table: tabulate(rows, members, { size: nodes.x.length, multipliers: [nodes.x] }, months) };
}

function constantReading({ nodes, table }: NodeTable, { multipliers, phases }: Signature, months: number): Reading {
  const size = nodes.x.length;
  if (multipliers.length === 1) return singleReading({ nodes, table }, { multipliers });
  // months of each kind before month t
  const before = multipliers.map((_, k) => {
    const counts = new Float64Array(months + 1);
    for (let t = 0; t < months; t++) counts[t + 1] = (counts[t] as number) + Number(phases.kind[t] === k);
    return counts;
  });
  const share: Reading["share"] = (point, month, out) => {
    let total = 0;
    multipliers.forEach((by, k) => {
      total += (by[point] as number) * (before[k]?.[month] as number);
    });
    shareNodes(nodes, month === 0 ? nodes.low : inside(nodes, total / month), out);
  };
  return { table, size, level: false, share };
}

/** A mean of multipliers may leave their range by rounding. */
function inside({ low, high }: Nodes, x: number): number {
  return Math.min(high, Math.max(low, x));
}

function singleReading({ nodes, table }: NodeTable, { multipliers }: Pick<Signature, "multipliers">): Reading {
  const by = multipliers[0] as Float64Array;
  return {
    table,
    size: nodes.x.length,
    level: true,
    share: (point, _, out) => shareNodes(nodes, by[point] as number, out),
  };
}

/** Hazards that change over time under several multipliers: a grid of nodes, or every point itself where that is less. */
function gridReading({ rows, doubts, months }: World, members: Members, { multipliers, phases }: Signature): Reading {
  const axes = multipliers.map((by, k) => {
    const [low, high] = rangeOf([by]);
    return nodesFor(low, high, gathered(rows, members, months, phases.kind, k));
  });
  const size = axes.reduce((product, { x }) => product * x.length, 1);
  if (size >= doubts.points) {
    const grid: Grid = { size: doubts.points, multipliers };
    const table = tabulate(rows, members, grid, months, phases.kind);
    const share: Reading["share"] = (point, _, out) => {
      out.fill(0);
      out[point] = 1;
    };
    return { table, size: doubts.points, level: true, share };
  }
  const index = axes.map(({ x }, k) => {
    const stride = axes.slice(k + 1).reduce((product, axis) => product * axis.x.length, 1);
    return Int32Array.from({ length: size }, (_, g) => Math.floor(g / stride) % x.length);
  });
  const table = tabulate(rows, members, { size, multipliers: axes.map(({ x }) => x), index }, months, phases.kind);
  const parts = axes.map(({ x }) => new Float64Array(x.length));
  const share: Reading["share"] = (point, _, out) => {
    axes.forEach((axis, k) => {
      shareNodes(axis, multipliers[k]?.[point] as number, parts[k] as Float64Array);
    });
    for (let g = 0; g < size; g++) {
      let product = 1;
      for (let k = 0; k < parts.length; k++) product *= parts[k]?.[index[k]?.[g] as number] as number;
      out[g] = product;
    }
  };
  return { table, size, level: true, share };
}

function writer(world: World, moves: readonly ReadMove[], phases: Phases, readings: readonly Reading[]): WriteFlows {
  const { doubts, market, months, rows } = world;
  const shares = readings.map(({ size }) => new Float64Array(size));
  const tiers = rows.tiers.length;
  return (point, out) => {
    out.revenue.fill(0);
    out.contribution.fill(0);
    out.customers.fill(0);
    out.endCustomers.fill(0);
    out.endRevenue.fill(0);
    readings.forEach(({ table, size, level, share }, r) => {
      const by = shares[r] as Float64Array;
      for (let t = 0; t < months; t++) {
        if (t === 0 || !level) share(point, t, by);
        (out.revenue[t] as number) += mixed(table.revenue, t * size, by);
        (out.contribution[t] as number) += mixed(table.contribution, t * size, by);
        (out.customers[t] as number) += mixed(table.customers, t * size, by);
      }
      if (!level) share(point, months, by);
      for (let k = 0; k < tiers; k++) {
        (out.endCustomers[k] as number) += mixed(table.endCustomers, k * size, by);
        (out.endRevenue[k] as number) += mixed(table.endRevenue, k * size, by);
      }
    });
    const effects = effectsOf(phases, doubts, point);
    const shock = point * (months + 1);
    for (let t = 0; t < months; t++) {
      const effect = effects[phases.phase[t] as number];
      const factor = (market.revenue[shock + t] as number) * (effect?.revenue as number);
      out.contribution[t] =
        factor * ((out.contribution[t] as number) + (effect?.margin as number) * (out.revenue[t] as number));
      (out.revenue[t] as number) *= factor;
    }
    const last =
      (market.revenue[shock + months] as number) * (effects[phases.phase[months - 1] as number]?.revenue as number);
    for (let k = 0; k < tiers; k++) (out.endRevenue[k] as number) *= last;
    moves.forEach((move, k) => {
      const { start, end } = move;
      const cost = costsAt(move, doubts, point);
      const spend = out.spend[k] as Float64Array;
      spend.fill(0);
      for (let t = start; t < end; t++) spend[t] = cost.perCustomerMonth * (out.customers[t] as number);
      (spend[start] as number) += cost.perCustomer * (out.customers[start] as number);
    });
  };
}
