import { ClienteleError } from "../../core/errors.ts";
import { requireTable } from "../buying/checks.ts";
import { covariateColumns } from "../buying/covariates.ts";
import type { BuyingPoint } from "../buying/kernel.ts";
import { type CovariateReader, pointFor, type ReadModel } from "../buying/model.ts";
import type { BuyingTable } from "../types.ts";
import { requireSameUnit } from "../units.ts";

/** Customers as columns, checked. */
export interface Customers {
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly age: ArrayLike<number>;
  readonly table: BuyingTable;
  /**
   * Customers who share their parameters: their row numbers, and their covariates. One part that holds everybody where
   * the model has no effects.
   */
  readonly parts: readonly CustomerPart[];
}

export interface CustomerPart {
  readonly rows: ArrayLike<number>;
  readonly covariate: CovariateReader;
}

/** Refuses a table that does not fit the model, and groups its customers by what the model asks of them. */
export function requireCustomers(table: BuyingTable, read: ReadModel): Customers {
  requireTable(table);
  requireSameUnit(table.unit, "table", read.unit);
  const { frequency, recency, age } = table;
  const n = frequency.length;
  const { names, values } = covariateColumns(table.covariates, n);
  const asked = [...new Set(read.effects.map(({ covariate }) => covariate))];
  const columns = asked.map((name) => {
    const at = names.indexOf(name);
    if (at < 0) {
      throw new ClienteleError("inconsistent", `the model needs the covariate "${name}"; add it to table.covariates`, {
        covariate: name,
      });
    }
    return values[at] as ArrayLike<number>;
  });
  if (asked.length === 0) {
    const rows = Int32Array.from({ length: n }, (_, i) => i);
    return { frequency, recency, age, table, parts: [{ rows, covariate: () => 0 }] };
  }
  const groups = new Map<string, number[]>();
  for (let i = 0; i < n; i++) {
    const key = columns.map((column) => column[i]).join(" ");
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [i]);
    else rows.push(i);
  }
  const parts = [...groups.values()].map((rows): CustomerPart => {
    const first = rows[0] as number;
    return { rows, covariate: (name) => (columns[asked.indexOf(name)] as ArrayLike<number>)[first] as number };
  });
  return { frequency, recency, age, table, parts };
}

/** The parameters of a part's customers. */
export function pointOf(read: ReadModel, parameters: readonly number[], { covariate }: CustomerPart): BuyingPoint {
  return pointFor(read, parameters, covariate);
}
