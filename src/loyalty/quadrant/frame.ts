import type { LoyaltyAxes } from "./axis.ts";
import type { LoyaltyAxis, LoyaltyQuadrant } from "./types.ts";

/** Pixels between the outermost rating and the edge of the shading: half of the largest circle and some air. */
const MARGIN = 26;

/** Pixels above and below the shading that hold two lines of text. */
const STRIP = 46;

/** Whole-number scales of this many points get a tick at every answer. */
const FEW_ANSWERS = 2;
const MANY_ANSWERS = 12;

/** One side of the drawing: where it begins and ends, where the shading does, and where ticks stand. */
export interface Side {
  readonly domain: readonly [number, number];
  readonly shade: readonly [number, number];
  readonly ticks: readonly number[];
  readonly pixelsPerPoint: number;
}

/** A shaded rectangle of the chart. */
export interface Region {
  readonly quadrant: LoyaltyQuadrant;
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
}

/** Lays one axis out over a number of pixels, with room for labels beside the shading where `labelled`. */
export function layOut({ scale }: LoyaltyAxis, pixels: number, labelled: boolean): Side {
  const width = scale.max - scale.min;
  // a small picture keeps at least half of its pixels for the ratings
  const wanted = (labelled ? STRIP : 0) + MARGIN;
  const outside = Math.min(wanted, pixels / 4);
  const margin = (outside * MARGIN) / wanted;
  const pixelsPerPoint = (pixels - 2 * outside) / width;
  return {
    domain: [scale.min - outside / pixelsPerPoint, scale.max + outside / pixelsPerPoint],
    shade: [scale.min - margin / pixelsPerPoint, scale.max + margin / pixelsPerPoint],
    ticks: ticksOf(scale.min, scale.max),
    pixelsPerPoint,
  };
}

function ticksOf(min: number, max: number): number[] {
  const width = max - min;
  const whole = Number.isInteger(min) && Number.isInteger(max);
  const step = whole && width >= FEW_ANSWERS && width <= MANY_ANSWERS ? 1 : niceStep(width / 5);
  const first = Math.ceil(min / step);
  const count = Math.floor(max / step + 1e-9) - first + 1;
  return Array.from({ length: Math.min(Math.max(count, 0), 2 * MANY_ANSWERS) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** The largest of 1, 2, 5 × 10ᵏ that does not exceed `step`. */
function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return step >= 5 * power ? 5 * power : step >= 2 * power ? 2 * power : power;
}

/** The four quadrants, and the zone of indifference as up to three rectangles that do not overlap. */
export function regionsOf(axes: LoyaltyAxes, across: Side, upwards: Side): readonly Region[] {
  const [left, right] = across.shade;
  const [bottom, top] = upwards.shade;
  const { satisfaction: s, loyalty: l } = axes;
  const regions: Region[] = [
    { quadrant: "apostle", x: s.high, x2: right, y: l.high, y2: top },
    { quadrant: "hostage", x: left, x2: s.low, y: l.high, y2: top },
    { quadrant: "mercenary", x: s.high, x2: right, y: bottom, y2: l.low },
    { quadrant: "defector", x: left, x2: s.low, y: bottom, y2: l.low },
  ];
  if (s.low < s.high) regions.push({ quadrant: "indifferent", x: s.low, x2: s.high, y: bottom, y2: top });
  if (l.low < l.high) {
    regions.push({ quadrant: "indifferent", x: left, x2: s.low, y: l.low, y2: l.high });
    regions.push({ quadrant: "indifferent", x: s.high, x2: right, y: l.low, y2: l.high });
  }
  return regions;
}

/** Counts for the legend of circle sizes, from 1, 2, 5, 10… up to the largest cell. */
export function legendCounts(largest: number): readonly number[] {
  const counts: number[] = [];
  for (let power = 1; power <= largest; power *= 10) {
    for (const step of [1, 2, 5]) if (step * power <= largest) counts.push(step * power);
  }
  return counts.filter((_, i) => i % 2 === (counts.length - 1) % 2).slice(-3);
}

/** Smallest distance between two neighbouring values, or `undefined` where all are the same. */
export function smallestGap(values: Iterable<number>): number | undefined {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) {
    smallest = Math.min(smallest, (sorted[i] as number) - (sorted[i - 1] as number));
  }
  return Number.isFinite(smallest) ? smallest : undefined;
}
