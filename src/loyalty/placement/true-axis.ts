import { normalCdf, normalPdf } from "../../math/normal.ts";
import type { PlacementAxis } from "./types.ts";

/** Cells into which the range of true ratings is cut; no cell straddles a cut. */
const CELLS = 32;

/** Errors no larger than this share of the scale are exact for every purpose, and keep divisions finite. */
const EXACT = 1e-6;

/** How far true ratings may lie beyond the scale's ends, in error sds: those further out give the end answer alike. */
const BEYOND = 1.5;

/** Sds from the mean beyond which a normal chance is 0 or 1 to the last digit that counts: Φ(−9) is 1e-19. */
const FAR = 9;

/** Bins of graded ratings per error sd; two lose 2 % of the information on the true ratings (bin²/12 over sd²). */
const BINS_PER_SD = 2;
export const MOST_BINS = 40;
const FEWEST_BINS = 10;

/** The range of true ratings on one axis, cut into cells that never straddle a cut. */
export interface TrueAxis {
  /** Where each cell begins and ends, in scale points; both the same where true ratings are whole answers. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** 0 low, 1 between, 2 high, per cell. */
  readonly position: Uint8Array;
  /** Error sd in scale points, never quite zero. */
  readonly sd: number;
  readonly rounded: boolean;
  readonly scale: PlacementAxis["scale"];
}

/** Cuts the range of true ratings of one axis into cells. */
export function trueAxisOf({ scale, low, high, errorSd, answers, truth }: PlacementAxis): TrueAxis {
  const { min, max } = scale;
  // rounding to more answers than that is no longer felt
  const rounded = answers === "whole" && max - min <= MOST_BINS;
  const sd = Math.max(errorSd, EXACT * (max - min));
  const base = { sd, rounded, scale };
  if (truth === "whole") {
    const whole = Float64Array.from({ length: max - min + 1 }, (_, i) => min + i);
    return {
      ...base,
      from: whole,
      to: whole,
      position: Uint8Array.from(whole, (t) => (t >= high ? 2 : t <= low || low === high ? 0 : 1)),
    };
  }
  // a whole answer is the rounded true rating, so the cut lies half a point below the first high answer
  const upper = rounded ? Math.ceil(high) - 0.5 : high;
  const lower = low === high ? upper : rounded ? Math.floor(low) + 0.5 : low;
  const outside = Math.min((max - min) / 2, BEYOND * sd) + (rounded ? 0.5 : 0);
  const ends = [min - outside, lower, upper, max + outside];
  const width = (max - min + 2 * outside) / CELLS;
  const edges: number[] = [min - outside];
  const position: number[] = [];
  for (let part = 0; part < 3; part++) {
    const [a, b] = [ends[part] as number, ends[part + 1] as number];
    const pieces = b > a ? Math.ceil((b - a) / width - 1e-9) : 0;
    for (let i = 1; i <= pieces; i++) {
      edges.push(i === pieces ? b : a + ((b - a) * i) / pieces);
      position.push(part);
    }
  }
  return {
    ...base,
    from: Float64Array.from(edges.slice(0, -1)),
    to: Float64Array.from(edges.slice(1)),
    position: Uint8Array.from(position),
  };
}

/** Boundaries between the answers, or between the bins of graded ratings, from −∞ to ∞: the ends hold all beyond. */
export function answerEdges({ scale: { min, max }, sd, rounded }: TrueAxis): Float64Array {
  const bins = rounded
    ? max - min + 1
    : Math.min(MOST_BINS, Math.max(FEWEST_BINS, Math.ceil((BINS_PER_SD * (max - min)) / sd)));
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) =>
    rounded ? min - 0.5 + i : min + ((max - min) * i) / bins,
  );
  edges[0] = Number.NEGATIVE_INFINITY;
  edges[bins] = Number.POSITIVE_INFINITY;
  return edges;
}

/** Which answer or bin a rating belongs to. */
export function answerIndex(edges: Float64Array, axis: TrueAxis, rating: number): number {
  const { min, max } = axis.scale;
  const last = edges.length - 2;
  return axis.rounded ? rating - min : Math.min(last, Math.floor(((rating - min) / (max - min)) * (last + 1)));
}

/** Chance of each answer (row) given the cell of the true rating (column), row by row. */
export function answerChances(axis: TrueAxis, edges: Float64Array): Float64Array {
  const cells = axis.from.length;
  const rows = edges.length - 1;
  const below = Float64Array.from({ length: (rows + 1) * cells }, (_, at) =>
    chanceBelow(axis, edges[Math.floor(at / cells)] as number, at % cells),
  );
  return Float64Array.from({ length: rows * cells }, (_, at) =>
    Math.max(0, (below[at + cells] as number) - (below[at] as number)),
  );
}

/** How likely one rating is in each cell of the true rating: a chance for answers and scale ends, else a density. */
export function ratingChances(axis: TrueAxis, rating: number): Float64Array {
  const { from, to, sd, rounded, scale } = axis;
  const between = (a: number, b: number): Float64Array =>
    from.map((_, i) => Math.max(0, chanceBelow(axis, b, i) - chanceBelow(axis, a, i)));
  if (rating === scale.min) return between(Number.NEGATIVE_INFINITY, rounded ? rating + 0.5 : rating);
  if (rating === scale.max) return between(rounded ? rating - 0.5 : rating, Number.POSITIVE_INFINITY);
  if (rounded) return between(rating - 0.5, rating + 0.5);
  let before = normalCdf(((from[0] as number) - rating) / sd);
  // cells follow one another, so that each edge is asked once; far from the rating the answer is known
  return to.map((b, i) => {
    const z = (b - rating) / sd;
    const after = z < -FAR ? 0 : z > FAR ? 1 : normalCdf(z);
    const density = Math.max(0, after - before) / (b - (from[i] as number));
    before = after;
    return density;
  });
}

/** Chance that a rating falls below `edge`, averaged over the true ratings of a cell. */
function chanceBelow({ from, to, sd }: TrueAxis, edge: number, cell: number): number {
  if (edge === Number.NEGATIVE_INFINITY) return 0;
  if (edge === Number.POSITIVE_INFINITY) return 1;
  const [a, b] = [from[cell] as number, to[cell] as number];
  if (a === b) return normalCdf((edge - a) / sd);
  // far from the cell the difference below would be all rounding
  if (edge - b > 40 * sd) return 1;
  if (a - edge > 40 * sd) return 0;
  const [p, q] = [(edge - a) / sd, (edge - b) / sd];
  return (sd * (p * normalCdf(p) + normalPdf(p) - q * normalCdf(q) - normalPdf(q))) / (b - a);
}
