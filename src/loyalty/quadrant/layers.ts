import { type Channel, quantity } from "../../chart/encode.ts";
import { chartInk } from "../../chart/theme.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import { legendCounts, regionsOf, type Side, smallestGap } from "./frame.ts";
import type { LoyaltyAxis, LoyaltyGroup, LoyaltyQuadrant, LoyaltySummary } from "./types.ts";

/** Radius of the largest circle in pixels, at most and at least. */
const LARGEST_RADIUS = 22;
const SMALLEST_RADIUS = 4;

/** What every layer of the quadrant chart needs to know. */
export interface Canvas {
  readonly summary: LoyaltySummary;
  readonly locale: Locale;
  /** Pixels across. */
  readonly width: number;
  readonly name: (quadrant: LoyaltyQuadrant) => string;
  readonly across: Side;
  readonly upwards: Side;
  readonly x: Channel;
  readonly y: Channel;
  readonly color: Channel;
}

/** The quadrants and the zone of indifference as shades. */
export function regionLayer({ summary, name, across, upwards, x, y, color }: Canvas): object {
  const values = regionsOf(summary, across, upwards).map((region) => ({ ...region, quadrant: name(region.quadrant) }));
  return {
    data: { values },
    mark: { type: "rect", opacity: 0.16 },
    encoding: { x, x2: { field: "x2" }, y, y2: { field: "y2" }, color },
  };
}

/** The cuts as dashed lines. */
export function cutLayers({ summary, across, upwards, x, y }: Canvas): object[] {
  const mark = { type: "rule", color: chartInk.muted, strokeDash: [4, 3] };
  const cuts = ({ low, high }: LoyaltyAxis): readonly number[] => [...new Set([low, high])];
  return [
    {
      data: {
        values: cuts(summary.satisfaction).map((cut) => ({ x: cut, y: upwards.shade[0], y2: upwards.shade[1] })),
      },
      mark,
      encoding: { x, y, y2: { field: "y2" } },
    },
    {
      data: { values: cuts(summary.loyalty).map((cut) => ({ x: across.shade[0], x2: across.shade[1], y: cut })) },
      mark,
      encoding: { x, x2: { field: "x2" }, y },
    },
  ];
}

/** One circle per cell; its area, not its radius, is the number of customers. */
export function circleLayer({ summary, locale, name, across, upwards, x, y, color }: Canvas): object {
  const { cells } = summary;
  const largest = cells.reduce((most, cell) => Math.max(most, cell.n), 1);
  const radius = largestRadius(summary, across, upwards);
  const legend = largest === 1 ? null : { values: legendCounts(largest), symbolType: "circle" };
  const values = cells
    .map((cell) => ({ x: cell.satisfaction, y: cell.loyalty, n: cell.n, quadrant: name(cell.quadrant) }))
    // small circles are drawn last, so that a large neighbour cannot hide them
    .sort((a, b) => b.n - a.n);
  return {
    data: { values },
    mark: { type: "circle", opacity: 0.8, stroke: "#FFFFFF", strokeWidth: 0.5 },
    encoding: {
      x,
      y,
      color,
      size: quantity("n", locale === "zh" ? "客户数" : "Customers", {
        scale: { type: "linear", domain: [0, largest], range: [0, (2 * radius) ** 2], zero: true },
        legend,
      }),
    },
  };
}

/** As large as neighbouring circles allow; where ratings lie closer than dots are wide, they overlap. */
function largestRadius({ cells }: LoyaltySummary, across: Side, upwards: Side): number {
  const gapAcross = smallestGap(cells.map((cell) => cell.satisfaction)) ?? Number.POSITIVE_INFINITY;
  const gapUpwards = smallestGap(cells.map((cell) => cell.loyalty)) ?? Number.POSITIVE_INFINITY;
  const room = Math.min(gapAcross * across.pixelsPerPoint, gapUpwards * upwards.pixelsPerPoint) / 2;
  return Math.min(LARGEST_RADIUS, Math.max(SMALLEST_RADIUS, room - 1));
}

/** Pixels across that two full labels side by side need, without and with shares of value. */
const ROOM_FOR_INTERVALS = 440;
const ROOM_FOR_VALUE = 540;

const CORNERS = [
  { quadrant: "apostle", side: 1, end: 1 },
  { quadrant: "hostage", side: 0, end: 1 },
  { quadrant: "mercenary", side: 1, end: 0 },
  { quadrant: "defector", side: 0, end: 0 },
] as const;

/** Name, count and shares of each quadrant, outside its corner, with a square in its colour. */
export function cornerLayers(canvas: Canvas): object[] {
  const { summary, locale, width, name, across, upwards, x, y, color } = canvas;
  const layers: object[] = [];
  for (const { quadrant, side, end } of CORNERS) {
    const group = summary.groups.find((candidate) => candidate.quadrant === quadrant) as LoyaltyGroup;
    const [head, figures] = cornerText(group, name(quadrant), locale, width);
    const at = { x: across.shade[side], y: upwards.shade[end], quadrant: name(quadrant) };
    const inwards = side === 1 ? -1 : 1;
    const outwards = end === 1 ? -1 : 1;
    const text = { type: "text", align: side === 1 ? "right" : "left", baseline: "middle", color: chartInk.text };
    const data = { values: [{ ...at, head, figures }] };
    const place = (row: number): { dy: number } => ({ dy: outwards * (end === 1 ? 28 - 17 * row : 12 + 17 * row) });
    layers.push(
      {
        data,
        mark: { type: "square", opacity: 1, size: 110, xOffset: inwards * 6, yOffset: place(0).dy },
        encoding: { x, y, color },
      },
      {
        data,
        mark: { ...text, ...place(0), dx: inwards * 18, fontSize: 13, fontWeight: 600 },
        encoding: { x, y, text: { field: "head" } },
      },
      {
        data,
        mark: { ...text, ...place(1), dx: inwards * 18, color: chartInk.muted },
        encoding: { x, y, text: { field: "figures" } },
      },
    );
  }
  return layers;
}

function cornerText(group: LoyaltyGroup, name: string, locale: Locale, width: number): [string, string] {
  const { n, share, valueShare } = group;
  if (width < (valueShare === undefined ? ROOM_FOR_INTERVALS : ROOM_FOR_VALUE)) return [name, formatShare(share.value)];
  const range = `${formatShare(share.interval.lower)}–${formatShare(share.interval.upper)}`;
  if (locale === "zh") {
    const value = valueShare === undefined ? "" : `，价值占 ${formatShare(valueShare)}`;
    return [`${name}：${formatNumber(n)} 位客户`, `占 ${formatShare(share.value)}（${range}）${value}`];
  }
  const value = valueShare === undefined ? "" : `, ${formatShare(valueShare)} of value`;
  return [`${name}: ${customersEn(n)}`, `${formatShare(share.value)} (${range})${value}`];
}

/** "1 customer", "2 customers". */
export function customersEn(n: number): string {
  return `${formatNumber(n)} ${n === 1 ? "customer" : "customers"}`;
}
