import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartPalette } from "../../chart/theme.ts";
import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { loyaltyLabels } from "../../core/labels/loyalty.ts";
import type { Locale } from "../../core/locale.ts";
import { loyaltyQuadrants, requireAxes } from "./axis.ts";
import { layOut, type Side } from "./frame.ts";
import { circleLayer, cornerLayers, customersEn, cutLayers, regionLayer } from "./layers.ts";
import type { LoyaltyAxis, LoyaltyGroup, LoyaltyQuadrant, LoyaltySummary, RatingScale } from "./types.ts";

/** Pixels below which four labels and the customers between them cannot be read. */
const SMALLEST = 240;

const quadrantColors = (): string[] => [0, 4, 3, 1, 6].map((i) => chartPalette[i] as string);

const TITLE = { en: "Customers by satisfaction and loyalty", zh: "客户满意度与忠诚度象限" } as const;

/**
 * Draws the customers on the satisfaction–loyalty map: the four quadrants shaded and named with their counts and
 * shares, the zone of indifference in grey, and one circle per pair of ratings whose area is the number of customers,
 * so that ties on whole-number scales are seen.
 *
 * @param summary - From {@link summarizeLoyalty}.
 * @param options - `locale`, `width` (default 560) and `height` (default 440) in pixels, at least 240; a narrow
 * chart names shares without their intervals.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `invalid_model` when the axes do not fit,
 * `unknown_id` for another language or quadrant, `inconsistent` where its counts do not add up.
 * @example
 * ```ts
 * const answers = [[5, 5], [5, 5], [2, 4], [1, 1]];
 * const axes = { satisfaction: (row) => row[0], loyalty: (row) => row[1] };
 * const scale = { min: 1, max: 5 };
 * const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale });
 * const chart = quadrantChart(summarizeLoyalty(model, answers, axes), { locale: "zh" });
 * chart.title.text; // => "客户满意度与忠诚度象限"
 * ```
 */
export function quadrantChart(summary: LoyaltySummary, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 440, SMALLEST);
  requireSummary(summary);
  const across = layOut(summary.satisfaction, width, false);
  const upwards = layOut(summary.loyalty, height, true);
  const name = (quadrant: LoyaltyQuadrant): string => loyaltyLabels.quadrant[quadrant][locale];
  const canvas = {
    summary,
    locale,
    width,
    name,
    across,
    upwards,
    x: positioned("x", loyaltyLabels.loyaltyAxis.satisfaction[locale], summary.satisfaction, across),
    y: positioned("y", loyaltyLabels.loyaltyAxis.loyalty[locale], summary.loyalty, upwards),
    color: colored("quadrant", loyaltyQuadrants.map(name), quadrantColors()),
  };
  return defineChart({
    title: { text: TITLE[locale], subtitle: subtitleOf(summary, locale) },
    width,
    height,
    layer: [regionLayer(canvas), ...cutLayers(canvas), circleLayer(canvas), ...cornerLayers(canvas)],
  });
}

function positioned(field: string, title: string, { scale }: LoyaltyAxis, side: Side): Channel {
  return quantity(field, `${title} (${points(scale.min, scale)}–${points(scale.max, scale)})`, {
    scale: { domain: side.domain, nice: false, zero: false },
    axis: { values: side.ticks, grid: false, domain: false },
  });
}

/** Thousandths of the scale, whatever its size. */
function points(value: number, { min, max }: RatingScale): string {
  return formatNumber(value, Math.min(20, Math.max(2, 3 - Math.floor(Math.log10(max - min)))));
}

function subtitleOf(summary: LoyaltySummary, locale: Locale): string[] {
  const { customers, satisfaction, loyalty, groups, binned } = summary;
  const indifferent = groups[loyaltyQuadrants.indexOf("indifferent")] as LoyaltyGroup;
  const { share, n } = indifferent;
  const level = formatShare(share.interval.level);
  const range = `${formatShare(share.interval.lower)}–${formatShare(share.interval.upper)}`;
  const high = [satisfaction, loyalty].map((axis) => points(axis.high, axis.scale));
  const zone = satisfaction.low < satisfaction.high || loyalty.low < loyalty.high;
  const count = formatNumber(n);
  if (locale === "zh") {
    const lines = [
      `共 ${formatNumber(customers)} 位客户；圆面积表示人数${binned ? "（相近评分合并）" : ""}`,
      `满意度 ≥ ${high[0]}、忠诚度 ≥ ${high[1]} 为高；占比附 ${level} 区间`,
    ];
    return zone ? [...lines, `无差异区（灰色）：${count} 位客户，占 ${formatShare(share.value)}（${range}）`] : lines;
  }
  const lines = [
    `${customersEn(customers)}; a circle's area is their number${binned ? ", near ratings together" : ""}`,
    `High: satisfaction from ${high[0]}, loyalty from ${high[1]}; shares with ${level} interval`,
  ];
  return zone
    ? [...lines, `Zone of indifference (grey): ${customersEn(n)}, ${formatShare(share.value)} (${range})`]
    : lines;
}

/** Refuses a summary that was built or edited by hand into something that cannot be drawn. */
function requireSummary(summary: LoyaltySummary): void {
  requireObject(summary, "summary");
  requireAxes(summary, "summary");
  requireNumber(summary.customers, "summary.customers", { min: 1, integer: true });
  for (const name of ["groups", "cells"] as const) {
    if (!Array.isArray(summary[name])) {
      throw new ClienteleError("invalid_type", `summary.${name} must be an array, got ${show(summary[name])}`, {
        name,
      });
    }
  }
  loyaltyQuadrants.forEach((quadrant, i) => {
    const group: LoyaltyGroup | undefined = summary.groups[i];
    requireObject(group, `summary.groups[${i}]`);
    requireOneOf((group as LoyaltyGroup).quadrant, [quadrant], `summary.groups[${i}].quadrant`);
    requireGroup(group as LoyaltyGroup, `summary.groups[${i}]`);
  });
  summary.cells.forEach((cell, i) => {
    requireObject(cell, `summary.cells[${i}]`);
    requireNumber(cell.satisfaction, `summary.cells[${i}].satisfaction`, summary.satisfaction.scale);
    requireNumber(cell.loyalty, `summary.cells[${i}].loyalty`, summary.loyalty.scale);
    requireNumber(cell.n, `summary.cells[${i}].n`, { min: 1, integer: true });
    requireOneOf(cell.quadrant, loyaltyQuadrants, `summary.cells[${i}].quadrant`);
  });
  for (const name of ["groups", "cells"] as const) {
    const counted = summary[name].reduce((total, { n }) => total + n, 0);
    if (counted !== summary.customers) {
      throw new ClienteleError(
        "inconsistent",
        `summary.${name} count ${counted} customers and summary.customers ${summary.customers}; summarize them again`,
        { name, counted, customers: summary.customers },
      );
    }
  }
}

function requireGroup({ n, share, valueShare }: LoyaltyGroup, name: string): void {
  requireNumber(n, `${name}.n`, { min: 0, integer: true });
  requireObject(share, `${name}.share`);
  requireObject(share.interval, `${name}.share.interval`);
  const { lower, upper, level } = share.interval;
  for (const figure of [share.value, lower, upper, level]) requireNumber(figure, `${name}.share`, { min: 0, max: 1 });
  if (valueShare !== undefined) requireNumber(valueShare, `${name}.valueShare`, { min: 0, max: 1 });
}
