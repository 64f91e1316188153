import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { campaignActivityLabels } from "../../core/labels/campaign-activity.ts";
import type { Locale } from "../../core/locale.ts";
import type { Growth, GrowthOutcome } from "./types.ts";

const SMALLEST = 240;

/** Pixels between the two panels. */
const SPACING = 36;

/** Pixels between two names of periods. */
const LABEL_GAP = 8;

const WORDS = {
  en: {
    title: "Growth with and without the campaign",
    expected: "Expected without it",
    level: { amount: "Mean per unit", rate: "Mean share", log: "Typical unit (geometric mean)" },
    gap: { amount: "Difference", rate: "Difference in share", log: "Difference, %" },
    offset: "Periods since the campaign began; −1 is the base",
    before: "before",
    since: "with the campaign",
    nothing: "Too little to compare",
  },
  zh: {
    title: "有无活动的增长对比",
    expected: "若无活动的预期",
    level: { amount: "单位均值", rate: "平均占比", log: "典型单位（几何均值）" },
    gap: { amount: "两组之差", rate: "占比之差", log: "两组之差（%）" },
    offset: "距活动开始的期数（以 −1 期为基准）",
    before: "活动前",
    since: "活动期",
    nothing: "数据太少，无法比较",
  },
} as const;

/**
 * Draws both groups over time with the start of the campaign and, below, the difference between them period by period
 * with its interval: left of the start it should lie around zero, or the groups were going apart anyway.
 *
 * @param growth - From {@link measureGrowth}. Not mutated.
 * @param options - `locale`, `width` (default 560) and `height` (default 260) of the upper panel in pixels, at least 240.
 * @returns A Vega-Lite chart as plain data.
 * @throws `ClienteleError` `invalid_type` for another object, `unknown_id` for another language, `out_of_range` or
 * `not_finite` for a bad size.
 * @example
 * ```ts
 * const units = ["a", "b", "c", "d"].map((unit, i) => (i < 2 ? { unit, start: 3 } : { unit }));
 * const rows = units.flatMap(({ unit }, i) => [4, 5, 9].map((value, t) => ({ unit, period: t + 1, value: value + ((i * t) % 3) })));
 * growthChart(measureGrowth(units, rows), { locale: "zh" }).title.text; // => "有无活动的增长对比"
 * ```
 */
export function growthChart(growth: Growth, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 260, SMALLEST);
  requireGrowth(growth);
  const words = WORDS[locale];
  const { outcome, points, series } = growth;
  const title = { text: words.title, subtitle: subtitleOf(growth, locale) };
  return defineChart({
    title,
    spacing: SPACING,
    vconcat: [
      { width, height, layer: series.length === 0 ? emptyLayers(words.nothing) : seriesLayers(growth, locale, width) },
      ...(points.every(({ effect }) => "abstained" in effect)
        ? []
        : [{ width, height: Math.round(height * 0.7), layer: gapLayers(growth, locale) }]),
    ],
    resolve: { scale: { color: "independent" } },
    ...(outcome === "rate" ? { config: { numberFormat: ".0%" } } : {}),
  });
}

/** Vega warns of a layer without a single row, so an empty result is one sentence. */
function emptyLayers(text: string): readonly Channel[] {
  return [
    { data: { values: [{ text }] }, mark: { type: "text", fontSize: 13 }, encoding: { text: { field: "text" } } },
  ];
}

function seriesLayers({ series, starts, outcome, periods }: Growth, locale: Locale, width: number): readonly Channel[] {
  const words = WORDS[locale];
  const arm = campaignActivityLabels.growthArm;
  const names = [arm.campaign[locale], arm.comparison[locale], words.expected];
  const hasExpected = series.some(({ expected }) => expected !== undefined);
  const order = periods.map(String);
  const x: Channel = {
    field: "period",
    type: "ordinal",
    sort: order,
    title: null,
    scale: { type: "point", padding: 0.3 },
    axis: { labelAngle: 0, values: labelled(order, width) },
  };
  const y = quantity("value", words.level[outcome], {
    scale: { zero: false },
    axis: { tickCount: 5, ...formatOf(outcome === "rate") },
  });
  const color = {
    ...colored(
      "series",
      hasExpected ? names : names.slice(0, 2),
      [chartInk.good, chartInk.neutral, chartInk.bad].slice(0, hasExpected ? 3 : 2),
      "",
    ),
    legend: { title: null, orient: "top", columnPadding: 24, direction: "horizontal", symbolType: "stroke" },
  };
  const row = (name: string | undefined, period: unknown, value: number) => ({
    series: name,
    period: String(period),
    value,
  });
  const lines = series.flatMap(({ period, campaign, comparison }) => [
    row(names[0], period, campaign),
    row(names[1], period, comparison),
  ]);
  const expected = series.flatMap(({ period, expected: value }) =>
    value === undefined ? [] : [row(names[2], period, value)],
  );
  return [
    ...(starts.length === 0
      ? []
      : [
          {
            data: { values: starts.map((start) => ({ period: String(start) })) },
            mark: { type: "rule", strokeDash: [5, 4], color: chartInk.muted },
            encoding: { x },
          },
        ]),
    {
      data: { values: lines },
      mark: { type: "line", point: { size: 34, filled: true } },
      encoding: { x, y, color },
    },
    ...(expected.length === 0
      ? []
      : [
          {
            data: { values: expected },
            mark: { type: "line", strokeDash: [5, 3], strokeWidth: 2, point: { size: 26, filled: true } },
            encoding: { x, y, color },
          },
        ]),
  ];
}

function gapLayers({ points, outcome }: Growth, locale: Locale): readonly Channel[] {
  const words = WORDS[locale];
  const rows = points.flatMap(({ offset, effect }) =>
    "abstained" in effect
      ? []
      : [
          {
            offset,
            gap: effect.value,
            lower: effect.interval.lower,
            upper: effect.interval.upper,
            phase: offset < 0 ? words.before : words.since,
          },
        ],
  );
  const base = { offset: -1, gap: 0, lower: 0, upper: 0, phase: words.before };
  const all = [...rows, base].sort((a, b) => a.offset - b.offset);
  const first = (all[0]?.offset ?? -1) - 0.5;
  const last = (all[all.length - 1]?.offset ?? 0) + 0.5;
  const x = quantity("offset", words.offset, {
    scale: { domain: [first, last], nice: false },
    axis: { format: "d", tickMinStep: 1, grid: false },
  });
  const title = outcome === "log" ? words.gap.log : words.gap[outcome];
  const y = (field: string): Channel =>
    quantity(field, title, { axis: { tickCount: 5, ...formatOf(outcome !== "amount") } });
  const color = {
    ...colored("phase", [words.before, words.since], [chartInk.neutral, chartInk.good], ""),
    legend: { title: null, orient: "top", columnPadding: 24, direction: "horizontal", symbolType: "circle" },
  };
  return [
    {
      data: { values: [{ zero: 0 }] },
      mark: { type: "rule", color: chartInk.text, strokeWidth: 1.2 },
      encoding: { y: y("zero") },
    },
    {
      data: { values: [{ offset: -0.5 }] },
      mark: { type: "rule", strokeDash: [5, 4], color: chartInk.muted },
      encoding: { x },
    },
    {
      data: { values: all },
      mark: { type: "rule", strokeWidth: 2 },
      encoding: { x, y: y("lower"), y2: { field: "upper" }, color },
    },
    {
      data: { values: all },
      mark: { type: "point", filled: true, size: 60, opacity: 1 },
      encoding: { x, y: y("gap"), color },
    },
  ];
}

/** Every period, or every second, third… where their names would run into each other. */
function labelled(names: readonly string[], width: number): readonly string[] {
  const each = width / Math.max(1, names.length);
  const every = Math.max(1, Math.ceil((Math.max(0, ...names.map(textWidth)) + LABEL_GAP) / each));
  return names.filter((_, i) => i % every === 0);
}

function formatOf(share: boolean): Channel {
  return share ? { format: ".0%" } : { format: "~s" };
}

function subtitleOf(growth: Growth, locale: Locale): readonly string[] {
  const { result, campaign, comparison, outcome, trend } = growth;
  if ("abstained" in result || campaign === undefined || comparison === undefined) return [WORDS[locale].nothing];
  const { value, interval } = result.effect;
  const figure = (one: number): string => figureOf(one, outcome, locale);
  const [effect, lower, upper] = [value, interval.lower, interval.upper].map(figure) as [string, string, string];
  const level = formatShare(interval.level);
  const joint = "abstained" in trend || "abstained" in trend.joint ? undefined : trend.joint.pValue;
  const p = joint === undefined ? "" : joint < 0.0001 ? "p < 0.0001" : `p = ${formatNumber(joint, 3)}`;
  return locale === "zh"
    ? [
        `活动组 ${campaign.units} 个单位，对照组 ${comparison.units} 个；差中差 ${effect}（${level} 区间 ${lower} 至 ${upper}）`,
        ...(joint === undefined ? [] : [`活动前走势差异的联合检验：${p}`]),
      ]
    : [
        `${campaign.units} units with, ${comparison.units} without; difference in differences ${effect} (${level} interval ${lower} to ${upper})`,
        ...(joint === undefined ? [] : [`Joint test of the differences before the start: ${p}`]),
      ];
}

function figureOf(value: number, outcome: GrowthOutcome, locale: Locale): string {
  if (outcome === "rate") return `${formatNumber(100 * value, 1)}${locale === "zh" ? " 个百分点" : " points"}`;
  return outcome === "log" ? formatShare(value) : formatNumber(value, 2);
}

function requireGrowth(growth: Growth): void {
  requireObject(growth, "growth");
  for (const part of ["result", "trend"] as const) {
    requireObject(growth[part], `growth.${part}`);
  }
  requireOneOf(growth.outcome, ["amount", "rate", "log"], "growth.outcome");
  for (const list of ["periods", "starts", "points", "series"] as const) {
    requireColumn(growth[list], `growth.${list}`);
    if (list === "points" || list === "series") {
      growth[list].forEach((row, i) => {
        requireObject(row, `growth.${list}[${i}]`);
      });
    }
  }
  growth.series.forEach(({ campaign, comparison }, i) => {
    requireNumber(campaign, `growth.series[${i}].campaign`);
    requireNumber(comparison, `growth.series[${i}].comparison`);
  });
  growth.points.forEach(({ offset, effect }, i) => {
    requireNumber(offset, `growth.points[${i}].offset`);
    requireObject(effect, `growth.points[${i}].effect`);
  });
}
