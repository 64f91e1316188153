import { type LoyaltyAxes, loyaltyQuadrants, positionOf, quadrantIndex } from "./axis.ts";
import type { LoyaltyAxis, LoyaltyCell, LoyaltyPosition, LoyaltyQuadrant } from "./types.ts";

/** Pairs of ratings that a chart can still keep apart: every pair of two 0–10 questions (121), or a book of 400. */
const MAX_EXACT_CELLS = 400;

/** Steps into which a scale is cut where its ratings are too many; fine enough to see shape, coarse enough to count. */
const STEPS = 20;

/** Where customers lie: pair by pair while the pairs can be kept apart, else on a grid that never straddles a cut. */
export function cellsOf(
  axes: LoyaltyAxes,
  satisfaction: Float64Array,
  loyalty: Float64Array,
): { readonly cells: readonly LoyaltyCell[]; readonly binned: boolean } {
  const exact = count(
    axes,
    satisfaction,
    loyalty,
    (value) => value,
    (value) => value,
    MAX_EXACT_CELLS,
  );
  if (exact !== undefined) return { cells: exact, binned: false };
  const across = gridOf(axes.satisfaction);
  const upwards = gridOf(axes.loyalty);
  const cells = count(axes, satisfaction, loyalty, across, upwards, Number.POSITIVE_INFINITY);
  return { cells: cells ?? [], binned: true };
}

/** Counts pairs by place; gives up, with `undefined`, where there are more than `limit`. */
function count(
  axes: LoyaltyAxes,
  satisfaction: Float64Array,
  loyalty: Float64Array,
  across: (value: number) => number,
  upwards: (value: number) => number,
  limit: number,
): LoyaltyCell[] | undefined {
  const columns = new Map<number, Map<number, { n: number; readonly quadrant: LoyaltyQuadrant }>>();
  let size = 0;
  for (let i = 0; i < satisfaction.length; i++) {
    const s = satisfaction[i] as number;
    const l = loyalty[i] as number;
    const x = across(s);
    const y = upwards(l);
    const column = columns.get(x) ?? new Map();
    columns.set(x, column);
    const cell = column.get(y);
    if (cell !== undefined) cell.n++;
    else {
      if (++size > limit) return undefined;
      column.set(y, { n: 1, quadrant: loyaltyQuadrants[quadrantIndex(axes, s, l)] });
    }
  }
  return [...columns]
    .flatMap(([x, column]) => [...column].map(([y, cell]) => ({ satisfaction: x, loyalty: y, ...cell })))
    .sort((a, b) => a.satisfaction - b.satisfaction || a.loyalty - b.loyalty);
}

/** Maps a rating to the centre of its step; low, zone and high are stepped apart, so a step has one position. */
function gridOf(axis: LoyaltyAxis): (value: number) => number {
  const { scale, low, high } = axis;
  const ranges: Readonly<Record<LoyaltyPosition, readonly [from: number, to: number]>> = {
    low: [scale.min, low],
    between: [low, high],
    high: [high, scale.max],
  };
  return (value) => {
    const [from, to] = ranges[positionOf(axis, value)];
    const steps = Math.max(1, Math.round((STEPS * (to - from)) / (scale.max - scale.min)));
    const step = Math.min(steps - 1, Math.floor(((value - from) / (to - from)) * steps));
    // a side may be a single point of the scale: its only rating is its own centre
    return from === to ? from : from + ((step + 0.5) / steps) * (to - from);
  };
}
