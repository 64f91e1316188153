import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Label, Locale } from "../../core/locale.ts";
import type { Concentration, ConcentrationFigure, LorenzPoint, TopShare } from "../pyramid/types.ts";

const TEXT = {
  title: { en: "How much of the value the best customers bring", zh: "最好的客户带来多少价值" },
  customers: { en: "Share of customers, best first", zh: "客户累计占比（由高到低）" },
  value: { en: "Share of value", zh: "价值累计占比" },
  noCurve: { en: "no curve, because the book brings nothing on balance", zh: "客户总价值不为正，无法绘制曲线" },
  noGini: { en: "no Gini coefficient, because some values are negative", zh: "存在负值，不计算基尼系数" },
} as const satisfies Readonly<Record<string, Label>>;

/** Lines of figures that fit into the corner that no curve reaches. */
const MAX_LINES = 6;

/**
 * Draws the Lorenz curve from the best customer down, with the line of equality, and the asked shares with their
 * intervals written into the corner that the curve never enters.
 *
 * @param concentration - From `measureConcentration`.
 * @param options - `locale`, `width` (default 480) and `height` (default 400), pixels.
 * @returns A Vega-Lite specification as plain data. A book that brings nothing on balance has no curve, and
 * the subtitle says so.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const chart = lorenzChart(measureConcentration([50, 20, 10, 10, 10]), { locale: "zh" });
 * chart.title.text; // => "最好的客户带来多少价值"
 * ```
 */
export function lorenzChart(concentration: Concentration, options: ChartOptions = {}): Chart {
  requireObject(concentration, "concentration");
  const { locale, width, height } = chartFrame(options, 480, 400);
  requireColumn(concentration.lorenz, "concentration.lorenz");
  requireColumn(concentration.topShares, "concentration.topShares");
  const curve = Array.from(concentration.lorenz, (point, i) => curveRow(point, i));
  const marks = Array.from(concentration.topShares, (top, i) => {
    requireObject(top, `concentration.topShares[${i}]`);
    return markRow(top, i, locale);
  }).sort((a, b) => a.topShare - b.topShare);
  const highest = Math.max(1, ...curve.map((row) => row.valueShare), ...marks.map((row) => row.upper));
  const lowest = Math.min(0, ...marks.map((row) => row.lower));
  const share = { format: SHARE_FORMAT, tickCount: 6 };
  const x = quantity("topShare", TEXT.customers[locale], { scale: { domain: [0, 1] }, axis: share });
  const y = quantity("valueShare", TEXT.value[locale], {
    scale: { domain: [lowest, highest], nice: false },
    axis: share,
  });
  const shown = marks.slice(0, MAX_LINES);
  const notes = shown.map((row, i) => ({ text: row.text, color: row.color, line: i }));
  const lineHeight = 20;
  const top = height - 14 - (shown.length - 1) * lineHeight;
  const atLine = (right: number): object => ({
    x: { value: width - right },
    y: { field: "pixel", type: "quantitative", scale: null, axis: null },
  });
  const rows = notes.map((row) => ({ ...row, pixel: top + row.line * lineHeight }));
  return defineChart({
    title: { text: TEXT.title[locale], subtitle: subtitle(concentration, locale) },
    width,
    height,
    layer: [
      {
        data: {
          values: [
            { topShare: 0, valueShare: 0 },
            { topShare: 1, valueShare: 1 },
          ],
        },
        mark: { type: "line", strokeDash: [5, 4], strokeWidth: 1.5, color: chartInk.neutral },
        encoding: { x, y },
      },
      { data: { values: curve }, mark: { type: "line", interpolate: "linear" }, encoding: { x, y } },
      {
        data: { values: marks.filter((row) => row.upper > row.lower) },
        mark: { type: "rule", strokeWidth: 2 },
        encoding: {
          x,
          y: { ...y, field: "lower" },
          y2: { field: "upper" },
          color: { field: "color", type: "nominal", scale: null },
        },
      },
      {
        data: { values: marks },
        mark: { type: "point", filled: true, opacity: 1, size: 80 },
        encoding: { x, y, color: { field: "color", type: "nominal", scale: null } },
      },
      {
        data: { values: rows },
        mark: { type: "text", align: "right", baseline: "middle", fontSize: 12 },
        encoding: { ...atLine(24), text: { field: "text", type: "nominal" } },
      },
      {
        data: { values: rows },
        mark: { type: "point", filled: true, opacity: 1, size: 70 },
        encoding: { ...atLine(12), color: { field: "color", type: "nominal", scale: null } },
      },
    ],
  });
}

function curveRow(point: LorenzPoint, index: number): LorenzPoint {
  requireObject(point, `concentration.lorenz[${index}]`);
  requireNumber(point.topShare, `concentration.lorenz[${index}].topShare`);
  requireNumber(point.valueShare, `concentration.lorenz[${index}].valueShare`);
  return { topShare: point.topShare, valueShare: point.valueShare };
}

interface Mark {
  readonly topShare: number;
  readonly valueShare: number;
  readonly lower: number;
  readonly upper: number;
  readonly text: string;
  readonly color: string;
}

function markRow({ topShare, valueShare: figure }: TopShare, index: number, locale: Locale): Mark {
  const name = `concentration.topShares[${index}]`;
  requireNumber(topShare, `${name}.topShare`);
  const text = figureText(figure, `${name}.valueShare`, formatShare);
  const { lower, upper } = figure.interval ?? { lower: figure.value, upper: figure.value };
  const best = formatShare(topShare);
  return {
    topShare,
    valueShare: figure.value,
    lower,
    upper,
    text: locale === "en" ? `best ${best} bring ${text}` : `前 ${best} 带来 ${text}`,
    color: chartPalette[(index + 1) % chartPalette.length] as string,
  };
}

/** A figure with its interval in brackets, checked on the way. */
function figureText(figure: ConcentrationFigure, name: string, word: (value: number) => string): string {
  requireObject(figure, name);
  const { value, interval } = figure;
  requireNumber(value, `${name}.value`);
  if (interval === undefined) return word(value);
  requireObject(interval, `${name}.interval`);
  requireNumber(interval.lower, `${name}.interval.lower`);
  requireNumber(interval.upper, `${name}.interval.upper`);
  return `${word(value)} (${word(interval.lower)}–${word(interval.upper)})`;
}

/** The two figures of the whole book, or why they abstain. */
function subtitle({ customers, gini, customersFor80 }: Concentration, locale: Locale): string[] {
  requireNumber(customers, "concentration.customers");
  requireObject(gini, "concentration.gini");
  requireObject(customersFor80, "concentration.customersFor80");
  const n = formatNumber(customers);
  if ("abstained" in customersFor80) return [TEXT.noCurve[locale]];
  const people = figureText(customersFor80, "concentration.customersFor80", formatShare);
  const en = locale === "en";
  const first = en
    ? `${n} customers; ${people} of them bring 80% of the value`
    : `共 ${n} 户；80% 的价值来自 ${people} 的客户`;
  if ("abstained" in gini) return [first, TEXT.noGini[locale]];
  const coefficient = figureText(gini, "concentration.gini", (value) => formatNumber(value, 3));
  return [first, `${en ? "Gini coefficient" : "基尼系数"} ${coefficient}`];
}
