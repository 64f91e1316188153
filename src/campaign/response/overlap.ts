import { dot, projectionOf, reduce } from "./design.ts";
import { type ChannelShape, fillColumn } from "./shape.ts";
import { COLLINEAR } from "./warnings.ts";

/** What moves with a channel. */
export interface Overlap {
  readonly partners: readonly { readonly id: string; readonly correlation: number }[];
  /** Share of the channel's movement that baseline and other channels explain, in [0, 1]. */
  readonly explained: number;
}

/** How far each channel's fitted column can be told from the others and from the baseline. */
export function overlapOf(
  baseline: readonly Float64Array[],
  shapes: readonly ChannelShape[],
  places: readonly Float64Array[],
  weeks: number,
): readonly Overlap[] {
  const columns = shapes.map((shape, c) => {
    const column = new Float64Array(weeks);
    fillColumn(shape, places[c] as Float64Array, column);
    return column;
  });
  const centred = columns.map((column) => {
    const mean = column.reduce((total, x) => total + x, 0) / weeks;
    return column.map((x) => x - mean);
  });
  return shapes.map((_, c) => {
    const own = centred[c] as Float64Array;
    const size = dot(own, own);
    const partners = shapes.flatMap(({ id }, j) => {
      const other = centred[j] as Float64Array;
      const correlation = dot(own, other) / Math.sqrt(size * dot(other, other)) || 0;
      return j !== c && Math.abs(correlation) >= COLLINEAR ? [{ id, correlation }] : [];
    });
    const rest = new Float64Array(weeks);
    reduce(columns[c] as Float64Array, projectionOf([...baseline, ...columns.filter((__, j) => j !== c)], 0), rest);
    return { partners, explained: size > 0 ? Math.min(1, Math.max(0, 1 - dot(rest, rest) / size)) : 1 };
  });
}
