import { quantileSorted } from "../../math/quantile.ts";
import type { ReadColumn } from "./table.ts";
import type { ChurnCategoryField, ChurnGroupsField, ChurnNumberField, ChurnShape } from "./types.ts";

/** What a field looks like before it has coefficients. */
export type FieldShape = (ChurnNumberField | ChurnGroupsField | ChurnCategoryField) & {
  /** Whether "not known" has a column of its own, the last. */
  readonly missing: boolean;
};

/** Fewer different numbers than that are too few to bend a curve. */
const BENDABLE = 8;
/** @see Harrell (2015), Regression Modeling Strategies, table 2.3: where to put knots. */
const KNOTS = [0.05, 0.35, 0.65, 0.95] as const;
const TENURE_KNOTS = [0.05, 0.275, 0.5, 0.725, 0.95] as const;
const GROUPS = [0.2, 0.4, 0.6, 0.8] as const;
/** More levels than that cost more than they tell. */
export const MOST_LEVELS = 200;

/** Learns the shape of a column; `undefined` where it says the same of everybody. */
export function shapeOf(column: ReadColumn, asked: ChurnShape | undefined): FieldShape | undefined {
  const { id } = column;
  if (column.kind === "category") {
    const levels = new Set(column.values);
    const missing = levels.delete(undefined);
    if (levels.size + (missing ? 1 : 0) < 2) return undefined;
    return { kind: "category", id, levels: ([...levels] as string[]).sort((a, b) => (a < b ? -1 : 1)), missing };
  }
  const known = column.values.filter((x) => !Number.isNaN(x)).sort();
  const missing = known.length < column.values.length;
  if (known.length === 0) return undefined;
  if (known[0] === known[known.length - 1] && !missing) return undefined;
  return { ...numberShape(id, known, asked, KNOTS), missing };
}

/** The curve over tenure, with knots where customers left. */
export function tenureShape(months: Float64Array, leaving: Float64Array): FieldShape {
  const sorted = months.slice().sort();
  const shape = numberShape("tenure", sorted, undefined, TENURE_KNOTS, leaving.slice().sort());
  return { ...shape, missing: false };
}

function numberShape(
  id: string,
  known: Float64Array,
  asked: ChurnShape | undefined,
  shares: readonly number[],
  placing: Float64Array = known,
): ChurnNumberField | ChurnGroupsField {
  const min = known[0] as number;
  const max = known[known.length - 1] as number;
  const at = (wanted: readonly number[]): number[] => [
    ...new Set(wanted.map((share) => quantileSorted(placing, share) as number)),
  ];
  if (asked === "groups") return { kind: "groups", id, upTo: at(GROUPS).filter((cut) => cut < max), min, max };
  const bendable = differentUpTo(known, BENDABLE) >= BENDABLE;
  const knots = (asked ?? (bendable ? "spline" : "straight")) === "spline" ? at(shares) : [];
  // a natural spline with two knots is a line
  return knots.length < 3
    ? { kind: "number", id, shape: "straight", knots: [], min, max }
    : { kind: "number", id, shape: "spline", knots, min, max };
}

function differentUpTo(sorted: Float64Array, enough: number): number {
  let count = 0;
  for (let i = 0; i < sorted.length && count < enough; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) count++;
  return count;
}

/** Columns of a field. */
export function widthOf(shape: FieldShape): number {
  const own =
    shape.kind === "category"
      ? shape.levels.length
      : shape.kind === "groups"
        ? shape.upTo.length + 1
        : Math.max(1, shape.knots.length - 1);
  return own + (shape.missing ? 1 : 0);
}

/** Where a number lies between the ends seen, from 0 to 1. */
export function positionOf({ min, max }: { readonly min: number; readonly max: number }, x: number): number {
  // halves first, so that the ends of the numbers may lie farther apart than the largest
  return max > min ? Math.min(1, Math.max(0, (x / 2 - min / 2) / (max / 2 - min / 2))) : 0;
}

/** The group of a number. */
export function groupOf(upTo: readonly number[], x: number): number {
  let group = 0;
  while (group < upTo.length && x > (upTo[group] as number)) group++;
  return group;
}

/** Writes the natural cubic spline, or the line, of a number into its columns. */
export function fillNumber(shape: ChurnNumberField, x: number, out: Float64Array, at: number): void {
  const u = positionOf(shape, x);
  out[at] = u;
  const { knots } = shape;
  if (knots.length < 3) return;
  const last = positionOf(shape, knots[knots.length - 1] as number);
  const beyond = Math.max(0, u - last) ** 3;
  const bend = (k: number): number => {
    const knot = positionOf(shape, knots[k] as number);
    return (Math.max(0, u - knot) ** 3 - beyond) / (last - knot);
  };
  const base = bend(knots.length - 2);
  for (let k = 0; k < knots.length - 2; k++) out[at + 1 + k] = bend(k) - base;
}
