import { requireNonEmpty } from "../../core/checks.ts";
import { isBinned, requireBinnedTable, requireFeatureTable } from "../table/check.ts";
import type { BinnedFeature, BinnedTable, Feature, FeatureTable } from "../table/types.ts";

/** Customers as records, or as columns. */
export type CustomerData = readonly unknown[] | FeatureTable | BinnedTable;

/** How many customers there are; refuses what is neither records nor a table. */
export function countRows(data: CustomerData, name: string): number {
  if (isList(data)) {
    requireNonEmpty(data, name);
    return data.length;
  }
  if (isBinned(data)) requireBinnedTable(data, name);
  else requireFeatureTable(data, name);
  return data.rows;
}

/** Some of the customers, in the same form. */
export function takeRows<D extends CustomerData>(data: D, rows: Uint32Array): D {
  // each branch returns the form it was given, which the type checker cannot follow through the generic
  if (isList(data)) return Array.from(rows, (row) => data[row]) as unknown as D;
  const table: FeatureTable | BinnedTable = data;
  const features: (Feature | BinnedFeature)[] = isBinned(table)
    ? table.features.map((feature) => ({
        ...feature,
        bins: Uint8Array.from(rows, (row) => feature.bins[row] as number),
      }))
    : table.features.map((feature) =>
        feature.kind === "number"
          ? { ...feature, values: Float64Array.from(rows, (row) => feature.values[row] as number) }
          : { ...feature, codes: Int32Array.from(rows, (row) => feature.codes[row] as number) },
      );
  return { rows: rows.length, features } as unknown as D;
}

function isList(data: CustomerData): data is readonly unknown[] {
  return Array.isArray(data);
}
