import { type Chart, defineChart } from "../../chart/chart.ts";
import { colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import { type Box, placeLabels } from "./importance-labels.ts";
import {
  type Cuts,
  FIELD_COLORS,
  FIELD_NAMES,
  FIELDS,
  type Field,
  type ImportanceChartOptions,
  pointsOf,
} from "./importance-points.ts";
import type { DriverFindings, DriverPerformance } from "./types.ts";

export type { ImportanceChartOptions } from "./importance-points.ts";

/** Pixels below which a dozen names cannot be told apart. */
const SMALLEST = 360;

/**
 * Where to put the next effort: every driver by its importance (share of R², upwards) and by how well customers rate it
 * (across), with intervals, in four named fields.
 *
 * @param drivers - From {@link measureDrivers}, with a share per driver.
 * @param performance - From {@link measurePerformance}, for the same drivers; a driver without one is left out, and the
 * subtitle says so. The order does not matter.
 * @param options - `locale`, `width` (default 640) and `height` (default 480), at least 360; `names` to show;
 * `performanceCut` (default the mean of the means) and `importanceCut` (default an equal share).
 * @returns A Vega-Lite specification; its rows carry the field of each driver.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id`,
 * `inconsistent` where no driver has both figures or the findings explain nothing.
 * @example
 * ```ts
 * const columns = { overall: [1, 2, 2, 3, 4, 4, 5, 5], speed: [1, 2, 3, 3, 4, 4, 4, 5], price: [2, 1, 3, 2, 3, 1, 2, 3] };
 * const drivers = ["speed", "price"];
 * const found = measureDrivers(columns, { outcome: "overall", drivers });
 * const chart = importancePerformanceChart(found, measurePerformance(columns, { drivers }), { locale: "zh" });
 * chart.title.text; // => "驱动因素：重要性与表现"
 * ```
 * @see Martilla and James (1977), Importance-performance analysis, Journal of Marketing 41(1), 77–79
 */
export function importancePerformanceChart(
  drivers: DriverFindings,
  performance: readonly DriverPerformance[],
  options: ImportanceChartOptions = {},
): Chart {
  const { locale, width, height } = chartFrame(options, 640, 480, SMALLEST);
  const { points, left, cuts } = pointsOf(drivers, performance, options);
  const across = padded([cuts.performance, ...points.flatMap((p) => [p.performanceLower, p.performanceUpper])]);
  const highest = 1.12 * Math.max(1.6 * cuts.importance, ...points.map((p) => p.importanceUpper ?? p.importance));
  const upwards: readonly [number, number] = [0, highest];
  const pixel = { x: scaled(across, 0, width), y: scaled(upwards, height, 0) };
  const value = { x: scaled([0, width], ...across), y: scaled([height, 0], ...upwards) };
  const corners = FIELDS.map((field) => cornerOf(field, locale, width, height));
  const dots = points.map((p) => ({ x: pixel.x(p.performance), y: pixel.y(p.importance), text: p.name }));
  const lines = [
    ...points.map((p) => level(pixel.x(p.performanceLower), pixel.x(p.performanceUpper), pixel.y(p.importance))),
    ...points.map((p) =>
      upright(
        pixel.x(p.performance),
        pixel.y(p.importanceUpper ?? p.importance),
        pixel.y(p.importanceLower ?? p.importance),
      ),
    ),
    level(0, width, pixel.y(cuts.importance)),
    upright(pixel.x(cuts.performance), 0, height),
  ];
  const labels = placeLabels(dots, width, height, corners, lines).map((place, i) => {
    const { x, y, text } = dots[i] as (typeof dots)[number];
    const leader = { x: value.x(x), y: value.y(y), x2: value.x(place.endX), y2: value.y(place.endY) };
    return { name: text, x: value.x(place.x), y: value.y(place.y), led: place.led, leader };
  });
  const words = WORDS[locale];
  const xAxis = quantity("performance", words.performance, {
    scale: { domain: across, nice: false, zero: false },
    axis: { grid: false, tickCount: 6 },
  });
  const yAxis = quantity("importance", words.importance, {
    scale: { domain: upwards, nice: false },
    axis: { grid: false, format: ".0%", tickCount: 6 },
  });
  const at = (x: string, y: string): object => ({ x: { ...xAxis, field: x }, y: { ...yAxis, field: y } });
  const color = colored(
    "field",
    FIELDS,
    FIELD_COLORS.map((i) => chartPalette[i] as string),
  );
  const values = points.map((point) => ({ ...point }));
  const cutMark = { type: "rule", strokeDash: [4, 4], color: chartInk.muted };
  const barMark = { type: "rule", opacity: 0.55, strokeWidth: 1.5 };
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(drivers, left, cuts, locale) },
    width,
    height,
    layer: [
      {
        data: { values: [{ cut: cuts.performance }] },
        mark: cutMark,
        encoding: { x: { ...xAxis, field: "cut" } },
      },
      { data: { values: [{ cut: cuts.importance }] }, mark: cutMark, encoding: { y: { ...yAxis, field: "cut" } } },
      ...corners.map(({ field, text, align, x, y }) => ({
        data: { values: [{ field, text }] },
        mark: { type: "text", align, baseline: "middle", fontWeight: 600, fontSize: 13, limit: 0 },
        encoding: { x: { value: x }, y: { value: y }, text: { field: "text" }, color },
      })),
      {
        data: { values: labels.filter(({ led }) => led).map(({ leader }) => leader) },
        mark: { type: "rule", color: chartInk.muted, strokeWidth: 0.8 },
        encoding: { ...at("x", "y"), x2: { field: "x2" }, y2: { field: "y2" } },
      },
      {
        data: { values },
        mark: barMark,
        encoding: { ...at("performanceLower", "importance"), x2: { field: "performanceUpper" }, color },
      },
      {
        data: { values: values.filter((point) => point.importanceLower !== undefined) },
        mark: barMark,
        encoding: { ...at("performance", "importanceLower"), y2: { field: "importanceUpper" }, color },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: { ...at("performance", "importance"), color },
      },
      // a white rim first, so that a name stays readable where it crosses a line
      ...[{ stroke: "#FFFFFF", strokeWidth: 4, strokeJoin: "round" }, {}].map((rim) => ({
        data: { values: labels.map(({ name, x, y }) => ({ name, x, y })) },
        mark: { type: "text", align: "center", baseline: "middle", limit: 0, ...rim },
        encoding: { ...at("x", "y"), text: { field: "name" } },
      })),
    ],
  });
}

const WORDS = {
  en: {
    title: "Drivers: importance and performance",
    performance: "Performance: mean rating (scale points)",
    importance: "Importance: share of explained variance (R²)",
  },
  zh: {
    title: "驱动因素：重要性与表现",
    performance: "表现：平均评分（分）",
    importance: "重要性：占可解释差异（R²）的比例",
  },
} as const;

/** A straight line from one range to another. */
function scaled([from, to]: readonly [number, number], low: number, high: number): (value: number) => number {
  return (value) => low + ((value - from) / (to - from)) * (high - low);
}

/** Rooms of a level and of an upright line. */
const level = (left: number, right: number, y: number): Box => ({ left, right, top: y - 2, bottom: y + 2 });
const upright = (x: number, top: number, bottom: number): Box => ({ left: x - 2, right: x + 2, top, bottom });

/** The range of the values with air for dots and labels. */
function padded(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low) * 0.1 || Math.max(1e-6, Math.abs(high) * 1e-3);
  return [low - air, high + air];
}

/** Name of a field in its corner, and the room it takes there. */
function cornerOf(
  field: Field,
  locale: Locale,
  width: number,
  height: number,
): {
  readonly field: Field;
  readonly text: string;
  readonly align: "left" | "right";
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
} {
  const text = FIELD_NAMES[field][locale];
  const right = field === "keep" || field === "overkill";
  const y = field === "concentrate" || field === "keep" ? 12 : height - 12;
  const x = right ? width - 6 : 6;
  const room = 1.15 * textWidth(text);
  return {
    field,
    text,
    align: right ? "right" : "left",
    x,
    y,
    left: right ? x - room : 0,
    right: right ? width : x + room,
    top: y - 12,
    bottom: y + 12,
  };
}

function subtitleOf(drivers: DriverFindings, left: number, cuts: Cuts, locale: Locale): string[] {
  const { n, rSquared, resamples } = drivers;
  const explained = formatShare(rSquared.value, 0);
  const [rating, share] = [formatNumber(cuts.performance, 2), formatShare(cuts.importance)];
  if (locale === "zh") {
    return [
      `${formatNumber(n)} 份完整回答；各因素共解释差异的 ${explained}${left > 0 ? `；${left} 个因素缺数据，未画出` : ""}`,
      `分界：平均评分 ${rating} 分，重要性 ${share}${resamples > 0 ? "；线段为置信区间" : "；横线为评分的置信区间"}`,
    ];
  }
  const missing = left === 0 ? "" : `; ${left} ${left === 1 ? "driver" : "drivers"} without figures not drawn`;
  return [
    `${formatNumber(n)} complete answers; the drivers together explain ${explained} of the variance${missing}`,
    `Cuts: mean rating ${rating}, importance ${share}; ${resamples > 0 ? "bars are intervals" : "bars are intervals of the rating"}`,
  ];
}
