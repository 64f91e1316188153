import type { ChurnColumn, ChurnTable } from "./types.ts";

/** Some rows of a table, as a table. */
export function takeRows(table: ChurnTable, rows: readonly number[]): ChurnTable {
  const take = <T>(column: ArrayLike<T>): T[] => rows.map((i) => column[i] as T);
  const { customers, periods, entries } = table;
  const covariates = Object.entries(table.covariates).map(
    ([id, column]) => [id, take(column as ArrayLike<unknown>) as ChurnColumn] as const,
  );
  return {
    tenure: take(table.tenure),
    left: take(table.left),
    // a column may be called __proto__, which an assignment would lose
    covariates: Object.fromEntries(covariates),
    ...(customers !== undefined && { customers: take(customers) }),
    ...(periods !== undefined && { periods: take(periods) }),
    ...(entries !== undefined && { entries: take(entries) }),
  };
}
