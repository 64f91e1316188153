import { dot } from "../../math/dot.ts";
import { projectionOf, reduce } from "./design.ts";
import type { ChannelShape } from "./shape.ts";
import { COLLINEAR } from "./warnings.ts";

/** What moves with a channel. */
export interface Overlap {
  readonly partners: readonly { readonly id: string; readonly correlation: number }[];
  /** Share of the spend's movement that baseline and the other spends explain, in [0, 1]. */
  readonly explained: number;
}

/** How far each channel's spend can be told from the others and from the baseline, whatever its curve. */
export function overlapOf(
  baseline: readonly Float64Array[],
  shapes: readonly ChannelShape[],
  weeks: number,
): readonly Overlap[] {
  // shares of the largest spend, so that squares of huge amounts do not overflow
  const spends = shapes.map(({ spend, max }) => spend.subarray(spend.length - weeks).map((x) => x / max));
  const centred = spends.map((spend) => {
    const mean = spend.reduce((total, x) => total + x, 0) / weeks;
    return spend.map((x) => x - mean);
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
    reduce(spends[c] as Float64Array, projectionOf([...baseline, ...spends.filter((__, j) => j !== c)], 0), rest);
    return { partners, explained: size > 0 ? Math.min(1, Math.max(0, 1 - dot(rest, rest) / size)) : 1 };
  });
}
