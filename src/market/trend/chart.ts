import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, type Channel, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { trendLabels } from "../../core/labels/trend.ts";
import type { Locale } from "../../core/locale.ts";
import { pText } from "../../core/wording/p-value.ts";
import { toDay } from "../../time/day.ts";
import type { TrendMeasure, TrendPoint } from "./types.ts";

const TITLE = { en: "Trend", zh: "趋势" } as const;
const NAMES = {
  en: { values: "Measured", line: "Median slope", break: "Break, with its possible places", x: "Period" },
  zh: { values: "实际值", line: "中位斜率", break: "断点及其可能位置", x: "期数" },
} as const;

/**
 * Draws a series with its line, and every break with the places at which it may lie.
 *
 * @param trend - From {@link measureTrend}.
 * @param options - `locale`, `width` (default 640) and `height` (default 320) in pixels, at least 240.
 * @returns A Vega-Lite specification; dates on the axis where the series has dates.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id` for another
 * language, `invalid_date`.
 * @example
 * ```ts
 * trendChart(measureTrend([3, 5, 4, 6, 7]), { locale: "zh" }).title.text; // => "趋势"
 * ```
 */
export function trendChart(trend: TrendMeasure, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 640, 320, 240);
  requireTrend(trend);
  const names = NAMES[locale];
  const dated = trend.points[0]?.date !== undefined;
  const x: Channel = dated
    ? {
        field: "x",
        type: "temporal",
        title: null,
        scale: { type: "utc" },
        axis: { format: "%Y-%m", tickCount: 8, labelOverlap: true },
      }
    : quantity("x", names.x, { axis: { format: "d" } });
  const y = quantity("y", "", { scale: { zero: false }, axis: { format: AMOUNT_FORMAT } });
  const found = "found" in trend.breaks ? trend.breaks.found : [];
  const series = [names.values, names.line, ...(found.length > 0 ? [names.break] : [])];
  const color = {
    ...colored("series", series, [chartInk.good, chartInk.bad, chartPalette[2] as string], ""),
    legend: {
      title: null,
      orient: "top",
      direction: "horizontal",
      columnPadding: 28,
      symbolType: "square",
      symbolOpacity: 1,
    },
  };
  const at = ({ date, period }: TrendPoint): string | number => date ?? period;
  const measured = trend.points.map((point) => ({ x: at(point), y: point.value, series: names.values }));
  const { slope, intercept, points } = trend;
  const ends = "value" in slope && intercept !== undefined ? [points[0], points.at(-1)] : [];
  const line = (ends as TrendPoint[]).map((point) => ({
    x: at(point),
    y: (intercept as number) + (slope as { value: number }).value * point.period,
    series: names.line,
  }));
  // an empty layer would leave the axis without an extent
  const breakLayers =
    found.length === 0
      ? []
      : [
          {
            data: { values: found.map((b) => ({ x: at(b.earliest), x2: at(b.latest), series: names.break })) },
            mark: { type: "rect", opacity: 0.14 },
            encoding: { x, x2: { field: "x2" }, color },
          },
          {
            data: { values: found.map((b) => ({ x: at(b.at), series: names.break })) },
            mark: { type: "rule", strokeWidth: 2, strokeDash: [5, 3] },
            encoding: { x, color },
          },
        ];
  return defineChart({
    title: { text: TITLE[locale], subtitle: subtitleOf(trend, locale) },
    width,
    height,
    layer: [
      ...breakLayers,
      {
        data: { values: measured },
        mark: { type: "line", strokeWidth: 1.5, point: points.length <= 120 ? { size: 28 } : false },
        encoding: { x, y, color },
      },
      ...(line.length === 0
        ? []
        : [{ data: { values: line }, mark: { type: "line", strokeWidth: 2.5 }, encoding: { x, y, color } }]),
    ],
  });
}

function subtitleOf({ direction, slope, relativeSlope, test, n }: TrendMeasure, locale: Locale): string[] {
  const zh = locale === "zh";
  const way = trendLabels.trendDirection[direction][locale];
  const p = "pValue" in test ? (zh ? `，${pText(test.pValue)}` : `, ${pText(test.pValue)}`) : "";
  const head = zh ? `${way}（${formatNumber(n)} 期${p}）` : `${way} (${formatNumber(n)} periods${p})`;
  if ("abstained" in slope) return [head];
  const { lower, upper, level } = slope.interval;
  const digits = Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(slope.value), 1e-12)))));
  const figure = (value: number): string => formatNumber(value, digits);
  const share = "value" in relativeSlope ? formatShare(relativeSlope.value, 2) : "–";
  return [
    head,
    zh
      ? `每期 ${figure(slope.value)}（${formatShare(level)} 区间 ${figure(lower)} 至 ${figure(upper)}），为中位数的 ${share}`
      : `${figure(slope.value)} per period (${formatShare(level)} interval ${figure(lower)} to ${figure(upper)}), ${share} of the median`,
  ];
}

function requireTrend(trend: TrendMeasure): void {
  requireObject(trend, "trend");
  requireOneOf(trend.direction, ["rising", "falling", "unclear"], "trend.direction");
  requireNonEmpty(trend.points, "trend.points");
  requireNumber(trend.n, "trend.n", { min: 1, integer: true });
  const dated = trend.points[0]?.date !== undefined;
  trend.points.forEach((point, i) => {
    requirePoint(point, `trend.points[${i}]`, dated);
  });
  for (const field of ["slope", "relativeSlope", "test", "breaks"] as const) {
    requireObject(trend[field], `trend.${field}`);
  }
  for (const field of ["slope", "relativeSlope"] as const) requireFigure(trend[field], `trend.${field}`);
  if (!("abstained" in trend.test)) requireNumber(trend.test.pValue, "trend.test.pValue", { min: 0, max: 1 });
  if (!("abstained" in trend.slope)) requireNumber(trend.intercept as number, "trend.intercept");
  if ("abstained" in trend.breaks) return;
  if (!Array.isArray(trend.breaks.found)) {
    throw new ClienteleError(
      "invalid_type",
      `trend.breaks.found must be an array, got ${show(trend.breaks.found)}`,
      {},
    );
  }
  trend.breaks.found.forEach((found, i) => {
    requireObject(found, `trend.breaks.found[${i}]`);
    for (const field of ["at", "earliest", "latest"] as const) {
      requirePoint(found[field], `trend.breaks.found[${i}].${field}`, dated);
    }
  });
}

function requirePoint(point: TrendPoint, name: string, dated: boolean): void {
  requireObject(point, name);
  requireNumber(point.value, `${name}.value`);
  requireNumber(point.period, `${name}.period`);
  if (dated) toDay(point.date as string, `${name}.date`);
}

function requireFigure(figure: TrendMeasure["slope"], name: string): void {
  if ("abstained" in figure) return;
  requireNumber(figure.value, `${name}.value`);
  requireObject(figure.interval, `${name}.interval`);
  requireNumber(figure.interval.lower, `${name}.interval.lower`);
  requireNumber(figure.interval.upper, `${name}.interval.upper`);
  requireNumber(figure.interval.level, `${name}.interval.level`, { above: 0, below: 1 });
}
