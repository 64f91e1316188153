import { requireNonEmpty, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { MigrationCounts } from "./migration-types.ts";

/** No book has more customers; sums of counts stay exact. */
const MOST_CUSTOMERS = 1e9;

const COUNT = { min: 0, max: MOST_CUSTOMERS, integer: true } as const;

/** A migration matrix as plain numbers: by tier before, the counts by tier after and last those who left. */
export interface CountMatrix {
  readonly tiers: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly joined: readonly number[];
}

/** Refuses what is no migration matrix, and brings it to rows of counts. */
export function requireCounts(migration: MigrationCounts, name: string): CountMatrix {
  requireObject(migration, name);
  const { tiers, rows, joined } = migration;
  requireNonEmpty(tiers, `${name}.tiers`);
  requireNonEmpty(rows, `${name}.rows`);
  const ids = Array.from(tiers, (id, i) => {
    if (typeof id !== "string" || id === "") {
      throw new ClienteleError("invalid_type", `${name}.tiers[${i}] must be a text, got ${show(id)}`, { name });
    }
    return id;
  });
  requireUnique(ids, `${name}.tiers`);
  const counts = (to: ArrayLike<number>, field: string): number[] => {
    requireNonEmpty(to, field);
    if (to.length !== ids.length) {
      throw new ClienteleError("length_mismatch", `${field} has ${to.length} counts for ${ids.length} tiers`, { name });
    }
    return Array.from(to, (count, j) => {
      requireNumber(count, `${field}[${j}]`, COUNT);
      return count;
    });
  };
  if (rows.length !== ids.length) {
    throw new ClienteleError("length_mismatch", `${name} has ${rows.length} rows for ${ids.length} tiers`, { name });
  }
  return {
    tiers: ids,
    rows: Array.from(rows, (row, i) => {
      const field = `${name}.rows[${i}]`;
      requireObject(row, field);
      if (row.from !== ids[i]) {
        throw new ClienteleError("inconsistent", `${field}.from must be ${show(ids[i])}, got ${show(row.from)}`, {
          name,
        });
      }
      const { left = 0 } = row;
      requireNumber(left, `${field}.left`, COUNT);
      return [...counts(row.to, `${field}.to`), left];
    }),
    joined: joined === undefined ? ids.map(() => 0) : counts(requireJoined(joined, name), `${name}.joined.to`),
  };
}

function requireJoined(joined: MigrationCounts["joined"], name: string): readonly number[] {
  requireObject(joined, `${name}.joined`);
  return (joined as { readonly to: readonly number[] }).to;
}
