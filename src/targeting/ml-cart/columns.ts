import { show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireValueTable } from "../table/check.ts";
import type { Feature, FeatureTable } from "../table/types.ts";

/** Halfway between two values beyond it, ml-cart overflows. */
const LARGEST = Number.MAX_VALUE / 2;

/** The fields of a table as columns of numbers, all known, as ml-cart needs them; by name where names are given. */
export function numberColumns(table: FeatureTable, name: string, ids?: readonly string[]): readonly Float64Array[] {
  requireValueTable(table, name);
  const places = new Map(table.features.map((feature, f) => [feature.id, f]));
  return (ids ?? table.features.map(({ id }) => id)).map((id) => {
    const f = places.get(id);
    if (f === undefined) {
      throw new ClienteleError("unknown_id", `${name} has no field ${show(id)}, which the tree asks for`, { id });
    }
    return numberColumn(table.features[f] as Feature, `${name}.features[${f}]`);
  });
}

function numberColumn(feature: Feature, name: string): Float64Array {
  if (feature.kind !== "number") {
    throw new ClienteleError(
      "invalid_type",
      `${name} (${feature.id}) is a category; ml-cart takes numbers alone: use fitTree, or give one 0/1 field per level`,
      { id: feature.id },
    );
  }
  return Float64Array.from(feature.values, (value: unknown, i) => {
    if (typeof value !== "number") {
      throw new ClienteleError("invalid_type", `${name}.values[${i}] must be a number, got ${show(value)}`, {
        index: i,
      });
    }
    if (!Number.isFinite(value)) {
      throw new ClienteleError(
        "not_finite",
        `${name}.values[${i}] is ${value}; ml-cart has no place for values that are not known: fill them, or use fitTree`,
        { index: i },
      );
    }
    if (Math.abs(value) > LARGEST) {
      throw new ClienteleError("out_of_range", `${name}.values[${i}] must lie within ±${LARGEST}, got ${value}`, {
        index: i,
      });
    }
    return value + 0;
  });
}
