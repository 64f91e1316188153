import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { attributionLabels } from "../../core/labels/attribution.ts";
import type { Locale } from "../../core/locale.ts";
import { METHODS } from "./plan.ts";
import { requireAttribution, requireComparison } from "./require-attribution.ts";
import type { Attribution, AttributionComparison, MethodCredits } from "./types.ts";

/** Options of {@link attributionChart}. */
export interface AttributionChartOptions extends ChartOptions {
  /** From `compareAttribution`: draws what the experiments found beside the credits. */
  readonly comparison?: AttributionComparison;
}

/** Pixels of one bar, and between two channels. */
const BAR = 13;
const GAP = 16;

const TEXTS = {
  en: {
    title: "Conversions credited by channel and method",
    axis: "Conversions",
    experiment: "Experiment",
    caution: "Credit is not cause: only an experiment tells what would be lost without a channel",
  },
  zh: {
    title: "各渠道归因的转化：按方法",
    axis: "转化次数",
    experiment: "实验结果",
    caution: "归因并非因果：没有该渠道会损失什么，只有实验能回答",
  },
} as const;

interface Row {
  readonly channel: string;
  readonly series: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Draws what each method credits to each channel, with intervals, the most credited channel first; and beside it, as a
 * diamond, what an experiment found.
 *
 * @param attribution - From {@link measureAttribution}. Not mutated. Methods that abstained are left out.
 * @param options - `comparison` from {@link compareAttribution}; `locale`, `width` (default 560) and `height` in
 * pixels of the plotting area, both at least 120; the default height grows with the bars.
 * @returns A Vega-Lite chart as plain data.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another language.
 * @example
 * ```ts
 * const paths = [
 *   { touches: [{ channel: "search" }, { channel: "mail" }], converted: true },
 *   { touches: [{ channel: "search" }], converted: false },
 * ];
 * attributionChart(measureAttribution(paths), { locale: "zh" }).title.text; // => "各渠道归因的转化：按方法"
 * ```
 */
export function attributionChart(attribution: Attribution, options: AttributionChartOptions = {}): Chart {
  const { locale, width, height: given } = chartFrame(options, 560, 120, 120);
  requireAttribution(attribution);
  const { comparison } = options;
  if (comparison !== undefined) requireComparison(comparison);
  const text = TEXTS[locale];
  const told = attribution.methods.filter((entry): entry is MethodCredits => "channels" in entry);
  const credits = told.flatMap(({ method, channels }) =>
    channels.map(({ channel, conversions: { value, interval } }): Row => {
      const { lower, upper } = interval;
      return { channel, series: attributionLabels.attributionMethod[method][locale], value, lower, upper };
    }),
  );
  const found = (comparison?.channels ?? []).map(({ channel, incremental: { value, interval } }): Row => {
    return { channel, series: text.experiment, value, lower: interval.lower, upper: interval.upper };
  });
  const order = orderOf(credits, found);
  // a method keeps its colour whichever others are drawn
  const series = [
    ...told.map(({ method }) => [attributionLabels.attributionMethod[method][locale], colorOf(method)] as const),
    ...(found.length > 0 ? [[text.experiment, chartInk.text] as const] : []),
  ] as readonly (readonly [string, string])[];
  const names = series.map(([name]) => name);
  const height = options.height === undefined ? Math.max(given, order.length * (names.length * BAR + GAP)) : given;
  const extent = 12 + Math.max(0, ...order.map(textWidth));
  const y = category("channel", "", order, {
    scale: { paddingInner: GAP / (names.length * BAR + GAP), paddingOuter: 0.1 },
    axis: { labelLimit: 0, labelPadding: 8, minExtent: extent, maxExtent: extent, ticks: false, domain: false },
  });
  const yOffset = { field: "series", type: "nominal", sort: names, scale: { domain: names, paddingInner: 0.12 } };
  const x = (field: string) => quantity(field, text.axis, { axis: { tickCount: 7, format: "~s" } });
  const colors = series.map(([, color]) => color);
  const color = {
    ...colored("series", names, colors, ""),
    legend: { title: null, orient: "bottom", symbolType: "square", columns: 4, columnPadding: 24 },
  };
  const layer = [
    ...(credits.length > 0
      ? [
          { data: { values: credits }, mark: { type: "bar" }, encoding: { y, yOffset, x: x("value"), color } },
          {
            data: { values: credits },
            mark: { type: "rule", strokeWidth: 1.2, color: chartInk.text, opacity: 0.65 },
            encoding: { y, yOffset, x: x("lower"), x2: { field: "upper" } },
          },
        ]
      : []),
    ...(found.length > 0
      ? [
          {
            data: { values: found },
            mark: { type: "rule", strokeWidth: 2.2 },
            encoding: { y, yOffset, x: x("lower"), x2: { field: "upper" }, color },
          },
          {
            data: { values: found },
            mark: { type: "point", shape: "diamond", filled: true, size: 90, opacity: 1 },
            encoding: { y, yOffset, x: x("value"), color },
          },
        ]
      : []),
  ];
  return defineChart({
    title: { text: text.title, subtitle: [summary(attribution, locale), text.caution] },
    width,
    height,
    // without a single figure there is still the title, which says so
    ...(layer.length > 0 ? { layer } : { data: { values: [] }, mark: "bar" }),
  });
}

function colorOf(method: (typeof METHODS)[number]): string {
  return chartPalette[METHODS.indexOf(method)] as string;
}

/** Channels by what all methods together credit them with, then by name. */
function orderOf(credits: readonly Row[], found: readonly Row[]): string[] {
  const sums = new Map<string, number>();
  for (const { channel, value } of credits) sums.set(channel, (sums.get(channel) ?? 0) + value);
  for (const { channel } of found) if (!sums.has(channel)) sums.set(channel, 0);
  return [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([channel]) => channel);
}

function summary({ journeys, conversions, unattributed, level }: Attribution, locale: Locale): string {
  const [all, bought] = [formatNumber(journeys), formatNumber(conversions)];
  const missed = unattributed?.conversions ?? 0;
  const percent = formatShare(level);
  return locale === "zh"
    ? `${all} 条路径，${bought} 次转化${missed > 0 ? `，其中 ${formatNumber(missed)} 次未归因` : ""}；细线：${percent} 区间`
    : `${bought} conversions of ${all} journeys${missed > 0 ? `, ${formatNumber(missed)} not attributed` : ""}; lines: ${percent} intervals`;
}
