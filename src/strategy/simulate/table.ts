import { type BookRows, hazardAt } from "./read-book.ts";

/** Customers of an atom: rows and how many of each. */
export interface Members {
  readonly rows: Int32Array;
  readonly units: Float64Array;
}

/**
 * Points at which survival is tabulated. A point has one multiplier of the hazard per kind of month; `index` tells where
 * among the distinct multipliers of that kind.
 */
export interface Grid {
  readonly size: number;
  readonly multipliers: readonly Float64Array[];
  /** Absent where there is one kind of month. */
  readonly index?: readonly Int32Array[];
}

/** What an atom brings, month by month, at each point of a grid. Cell of month t and point g: t · size + g. */
export interface Table {
  readonly revenue: Float64Array;
  readonly contribution: Float64Array;
  readonly customers: Float64Array;
  /** At the end of the horizon, by tier. Cell of tier k and point g: k · size + g. */
  readonly endCustomers: Float64Array;
  readonly endRevenue: Float64Array;
}

/** What one customer's months are worth, written once per customer. */
interface Scratch {
  readonly alive: Float64Array;
  readonly stay: readonly Float64Array[];
}

/** Adds up an atom over its customers: exact sums, one multiplication per customer, month and point. */
export function tabulate(rows: BookRows, members: Members, grid: Grid, months: number, kind?: Uint8Array): Table {
  const { size } = grid;
  const tiers = rows.tiers.length;
  const table = {
    revenue: new Float64Array(months * size),
    contribution: new Float64Array(months * size),
    customers: new Float64Array(months * size),
    endCustomers: new Float64Array(tiers * size),
    endRevenue: new Float64Array(tiers * size),
  };
  const scratch: Scratch = {
    alive: new Float64Array(size),
    stay: grid.multipliers.map(({ length }) => new Float64Array(length)),
  };
  for (let m = 0; m < members.rows.length; m++) {
    addCustomer(table, rows, members.rows[m] as number, members.units[m] as number, grid, months, kind, scratch);
  }
  return table;
}

function addCustomer(
  table: Table,
  rows: BookRows,
  row: number,
  units: number,
  grid: Grid,
  months: number,
  kind: Uint8Array | undefined,
  { alive, stay }: Scratch,
): void {
  const { size, multipliers, index } = grid;
  const { revenue, contribution, customers } = table;
  const margin = rows.margin[row] as number;
  const grow = Math.exp(rows.growth[row] as number);
  let amount = rows.revenue[row] as number;
  alive.fill(units);
  // hazard for which the chances to stay were last written, by kind of month
  const written = new Float64Array(multipliers.length).fill(-1);
  for (let t = 0; t < months; t++) {
    const kept = amount * margin;
    const hazard = hazardAt(rows, row, t);
    const k = kind === undefined ? 0 : (kind[t] as number);
    const factor = stay[k] as Float64Array;
    if (written[k] !== hazard) {
      const by = multipliers[k] as Float64Array;
      for (let j = 0; j < by.length; j++) factor[j] = Math.exp(-hazard * (by[j] as number));
      written[k] = hazard;
    }
    const at = index?.[k];
    const base = t * size;
    for (let g = 0; g < size; g++) {
      const here = alive[g] as number;
      (revenue[base + g] as number) += amount * here;
      (contribution[base + g] as number) += kept * here;
      (customers[base + g] as number) += here;
      alive[g] = here * (factor[at === undefined ? g : (at[g] as number)] as number);
    }
    amount *= grow;
  }
  const end = (rows.tier[row] as number) * size;
  for (let g = 0; g < size; g++) {
    (table.endCustomers[end + g] as number) += alive[g] as number;
    (table.endRevenue[end + g] as number) += amount * (alive[g] as number);
  }
}

/** A table's cells from `from` on, weighted. */
export function mixed(column: Float64Array, from: number, shares: Float64Array): number {
  let total = 0;
  for (let g = 0; g < shares.length; g++) total += (column[from + g] as number) * (shares[g] as number);
  return total;
}
