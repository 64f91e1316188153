import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import type { Gains, GainsGroup } from "./types.ts";

/** Options of {@link gainsChart}. */
export interface GainsChartOptions extends ChartOptions {
  /** What is gained: those who say yes (default), or the money they bring, where amounts were given. */
  readonly gain?: "yes" | "amount";
}

const SMALLEST = 240;

const TEXT = {
  en: {
    title: {
      yes: "Who is reached by asking the best scores first",
      amount: "What money is reached by asking the best scores first",
    },
    x: "Share of customers asked, best scores first",
    y: { yes: "Share of all yes reached", amount: "Share of all money reached" },
    model: "This score",
    perfect: "Perfect order",
    chance: "Order by lot",
    subtitle: (n: string, yes: string, level: string) => `${n} customers, ${yes} said yes; bars: ${level} interval`,
    first: (depth: string, gain: string, lift: string) =>
      `Asking the first ${depth} reaches ${gain}, a lift of ${lift}`,
  },
  zh: {
    title: { yes: "按评分从高到低联系，能触及多少客户", amount: "按评分从高到低联系，能触及多少金额" },
    x: "已联系客户占比（评分从高到低）",
    y: { yes: "触及的“是”占全部“是”的比例", amount: "触及金额占总金额的比例" },
    model: "本评分",
    perfect: "完美排序",
    chance: "随机排序",
    subtitle: (n: string, yes: string, level: string) => `共 ${n} 个客户，其中 ${yes} 个回答“是”；竖线为 ${level} 区间`,
    first: (depth: string, gain: string, lift: string) => `联系前 ${depth} 的客户可触及 ${gain}，提升度 ${lift}`,
  },
} as const;

/**
 * Draws the gains curve: how much of all yes, or of all money, is reached as more customers are asked, between asking
 * by lot and a perfect order.
 *
 * @param gains - From {@link measureGains}.
 * @param options - `gain`, `locale`, `width` (default 520) and `height` (default 420) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id` for another language
 * or gain, `inconsistent` where money is asked for and none was measured.
 * @example
 * ```ts
 * const gains = measureGains([4, 3, 2, 1], [1, 1, 0, 0], { groups: 2 });
 * gainsChart(gains, { locale: "zh" }).title.text; // => "按评分从高到低联系，能触及多少客户"
 * ```
 */
export function gainsChart(gains: Gains, options: GainsChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 520, 420, SMALLEST);
  const { gain = "yes" } = options;
  requireOneOf(gain, ["yes", "amount"], "options.gain");
  requireObject(gains, "gains");
  requireNonEmpty(gains.groups, "gains.groups");
  const text = TEXT[locale];
  const points = gains.groups.map((group, i) => pointOf(group, i, gain));
  requireNumber(gains.n, "gains.n", { min: 1 });
  requireNumber(gains.events, "gains.events", { min: 1, max: gains.n });
  const start = { x: 0, y: 0 };
  const lines = [
    ...[start, ...points].map(({ x, y }) => ({ x, y, series: text.model })),
    ...perfectLine(gains, points, gain).map((point) => ({ ...point, series: text.perfect })),
    ...[start, { x: 1, y: 1 }].map((point) => ({ ...point, series: text.chance })),
  ];
  const top = points.reduce((most, { y, upper }) => Math.max(most, y, upper), 1);
  const bottom = points.reduce((least, { y, lower }) => Math.min(least, y, lower), 0);
  const axis = { format: SHARE_FORMAT, tickCount: 6 };
  const x = quantity("x", text.x, { scale: { domain: [0, 1], nice: false }, axis });
  const y = quantity("y", text.y[gain], { scale: { domain: [bottom, top], nice: false }, axis });
  const series = [text.model, text.perfect, text.chance];
  const color = colored("series", series, [chartInk.good, chartPalette[2] as string, chartInk.neutral], "");
  return defineChart({
    title: { text: text.title[gain], subtitle: subtitleOf(gains, points[0] as Point, locale) },
    width,
    height,
    layer: [
      {
        data: { values: lines },
        mark: { type: "line", strokeWidth: 2.2 },
        encoding: {
          x,
          y,
          color: {
            ...color,
            legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 24, symbolType: "stroke" },
          },
          strokeDash: {
            field: "series",
            type: "nominal",
            title: null,
            scale: {
              domain: series,
              range: [
                [1, 0],
                [2, 3],
                [6, 4],
              ],
            },
          },
          order: { field: "x", type: "quantitative" },
        },
      },
      {
        data: { values: points },
        mark: { type: "rule", color: chartInk.good, strokeWidth: 1.5, opacity: 0.7 },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
      },
      {
        data: { values: points },
        mark: { type: "circle", color: chartInk.good, opacity: 1, size: 46, stroke: "#FFFFFF", strokeWidth: 0.5 },
        encoding: {
          x,
          y,
          tooltip: [
            { field: "x", type: "quantitative", title: text.x, format: ".0%" },
            { field: "y", type: "quantitative", title: text.y[gain], format: ".1%" },
            { field: "lift", type: "quantitative", title: locale === "zh" ? "提升度" : "Lift", format: ".2f" },
          ],
        },
      },
    ],
  });
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly lower: number;
  readonly upper: number;
  readonly lift: number;
  readonly level: number;
}

function pointOf(group: GainsGroup, i: number, gain: "yes" | "amount"): Point {
  const name = `gains.groups[${i}]`;
  requireObject(group, name);
  requireObject(group.cumulative, `${name}.cumulative`);
  const { depth } = group.cumulative;
  const estimate: Estimate | undefined = gain === "yes" ? group.cumulative.gain : group.cumulative.amount?.gain;
  if (estimate === undefined && gain === "amount") {
    throw new ClienteleError("inconsistent", `${name} holds no share of money; give measureGains amounts above 0`, {
      index: i,
    });
  }
  requireObject(estimate, `${name}.cumulative.gain`);
  const { value, interval } = estimate as Estimate;
  requireObject(interval, `${name}.cumulative.gain.interval`);
  requireNumber(depth, `${name}.cumulative.depth`, { above: 0, max: 1 });
  requireNumber(value, `${name}.cumulative.gain.value`);
  requireNumber(interval.lower, `${name}.cumulative.gain.interval.lower`);
  requireNumber(interval.upper, `${name}.cumulative.gain.interval.upper`);
  requireNumber(interval.level, `${name}.cumulative.gain.interval.level`, { above: 0, below: 1 });
  return {
    x: depth,
    y: value,
    lower: interval.lower,
    upper: interval.upper,
    lift: value / depth,
    level: interval.level,
  };
}

function perfectLine(gains: Gains, points: readonly Point[], gain: "yes" | "amount"): { x: number; y: number }[] {
  if (gain === "yes") {
    return [
      { x: 0, y: 0 },
      { x: gains.events / gains.n, y: 1 },
      { x: 1, y: 1 },
    ];
  }
  return [
    { x: 0, y: 0 },
    ...points.flatMap(({ x }, i) => {
      const y = gains.groups[i]?.cumulative.perfectAmountGain;
      return y === undefined ? [] : [{ x, y }];
    }),
  ];
}

function subtitleOf({ n, events }: Gains, first: Point, locale: Locale): string[] {
  const text = TEXT[locale];
  return [
    text.subtitle(formatNumber(n), formatNumber(events), formatShare(first.level)),
    text.first(formatShare(first.x), formatShare(first.y), formatNumber(first.lift, 2)),
  ];
}
