import { requireNonEmpty, requireObject, requireSameLength, requireUnique } from "../../core/checks.ts";
import type { TargetDimension } from "./types.ts";

/** Refuses columns of different length or name, and tells how many cells they name. */
export function requireDimensions(dimensions: readonly TargetDimension[], list: string): number {
  requireNonEmpty(dimensions, list);
  let n = 0;
  for (const [d, dimension] of Array.from(dimensions).entries()) {
    const name = `${list}[${d}]`;
    requireObject(dimension, name);
    requireNonEmpty(dimension.values, `${name}.values`);
    if (d === 0) n = dimension.values.length;
    requireSameLength(dimension.values, `${name}.values`, { length: n }, "the first dimension");
  }
  requireUnique(
    Array.from(dimensions, ({ id }) => id),
    list,
  );
  return n;
}
