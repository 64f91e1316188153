import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { type FlowBreakdownBy, type FlowWeekday, intentionLabels } from "../../core/labels/intention.ts";
import type { Locale } from "../../core/locale.ts";
import type { FlowBreakdown, FlowConversion, FlowGroup, FlowSummary } from "./types.ts";

/** Options of {@link flowChart}. */
export interface FlowChartOptions extends ChartOptions {
  /** Which breakdown to draw; default `"source"`. */
  readonly by?: FlowBreakdownBy;
  /** Names to show for sources and grades, by id; an id without one is shown itself. */
  readonly names?: Readonly<Record<string, string>>;
}

const SMALLEST = 200;
/** Pixels of a group. */
const ROW = 34;

const WORDS = {
  en: { title: "Conversion by", axis: "Closed of the settled", unknown: "Not written down", none: "none settled" },
  zh: { title: "成交率：按", axis: "已有结果中的成交率", unknown: "未记录", none: "尚无结果" },
} as const;

/**
 * Draws the conversion of a flow table by source, weekday, grade or length of visit: one point a group with its interval
 * and the number it rests on, and the conversion of the whole as a line.
 *
 * @param summary - From {@link summarizeFlow}.
 * @param options - `by` (default `"source"`), `names` of sources and grades, `locale`, `width` (default 460) and
 * `height` (default 34 a group) in pixels, at least 200.
 * @returns A Vega-Lite specification. A group without settled contacts has a row and no point.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id` (no such breakdown or
 * language).
 * @example
 * ```ts
 * const flow = summarizeFlow([
 *   { on: "2026-05-01", source: "web", outcome: "won" },
 *   { on: "2026-05-02", source: "fair", outcome: "lost" },
 * ]);
 * flowChart(flow, { by: "weekday", locale: "zh" }).title.text; // => "成交率：按星期"
 * ```
 */
export function flowChart(summary: FlowSummary, options: FlowChartOptions = {}): Chart {
  requireObject(options, "options");
  const { by = "source", names = {} } = options;
  requireOneOf(by, ["grade", "source", "weekday", "minutes"], "options.by");
  requireObject(names, "options.names");
  const breakdown = requireSummary(summary, by);
  const groups = Array.from(breakdown.groups);
  const { locale, width, height } = chartFrame(options, 460, Math.max(SMALLEST, ROW * groups.length), SMALLEST);
  const words = WORDS[locale];
  const order = groups.map((_, i) => String(i));
  const shown = groups.map((group) => nameOf(group, by, names, locale));
  const points = groups.flatMap((group, i) => {
    const { rate } = group;
    if (rate === undefined) return [];
    const { lower, upper } = rate.interval;
    return [{ group: String(i), rate: rate.value, lower, upper, size: `${group.won} / ${rate.n}` }];
  });
  const empty = groups.flatMap(({ rate }, i) => (rate === undefined ? [{ group: String(i), text: words.none }] : []));
  const highest = Math.min(1, 1.05 * Math.max(0.05, ...points.map(({ upper }) => upper)));
  const x = quantity("rate", words.axis, {
    scale: { domain: [0, highest], nice: false },
    axis: { format: SHARE_FORMAT, tickCount: 6 },
  });
  const y = category("group", "", order, {
    scale: { domain: order },
    axis: {
      labelExpr: `${JSON.stringify(shown)}[toNumber(datum.value)]`,
      minExtent: Math.min(260, Math.max(...shown.map(textWidth))),
      domain: false,
      ticks: false,
      labelPadding: 8,
    },
  });
  const overall = summary.total.conversion.rate;
  return defineChart({
    title: { text: `${titleOf(by, locale)}`, subtitle: subtitleOf(summary.total.conversion, breakdown, locale) },
    width,
    height,
    layer: [
      ...(overall === undefined
        ? []
        : [
            {
              data: { values: [{ rate: overall.value }] },
              mark: { type: "rule", strokeDash: [5, 4], color: chartInk.muted },
              encoding: { x },
            },
          ]),
      {
        data: { values: points },
        mark: { type: "rule", strokeWidth: 2.5, color: chartInk.good, opacity: 0.55 },
        encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" }, y },
      },
      { data: { values: points }, mark: { type: "point", size: 90, opacity: 1 }, encoding: { x, y } },
      {
        data: { values: points },
        mark: { type: "text", align: "left", dx: 6, baseline: "middle", color: chartInk.muted, fontSize: 11 },
        encoding: { x: { value: width }, y, text: { field: "size" } },
      },
      {
        data: { values: empty },
        mark: { type: "text", align: "left", dx: 6, color: chartInk.muted, fontSize: 11 },
        encoding: { x: { value: 0 }, y, text: { field: "text" } },
      },
    ],
  });
}

function titleOf(by: FlowBreakdownBy, locale: Locale): string {
  const name = intentionLabels.flowBreakdown[by][locale];
  return locale === "zh" ? `${WORDS.zh.title}${name}` : `${WORDS.en.title} ${name.toLowerCase()}`;
}

function nameOf(
  group: FlowGroup,
  by: FlowBreakdownBy,
  names: Readonly<Record<string, string>>,
  locale: Locale,
): string {
  const { id, minutes } = group;
  if (by === "minutes" && minutes !== undefined) {
    const from = formatNumber(minutes.from, 1);
    const unit = locale === "zh" ? " 分钟" : " min";
    return minutes.to === undefined ? `≥ ${from}${unit}` : `${from}–${formatNumber(minutes.to, 1)}${unit}`;
  }
  if (id === undefined) return WORDS[locale].unknown;
  if (by === "weekday") return intentionLabels.flowWeekday[id as FlowWeekday][locale];
  return Object.hasOwn(names, id) ? String(names[id]) : id;
}

function subtitleOf({ rate, open }: FlowConversion, { difference }: FlowBreakdown, locale: Locale): string[] {
  const zh = locale === "zh";
  const lines: string[] = [];
  if (rate !== undefined) {
    const all = `${formatShare(rate.value)} (n = ${formatNumber(rate.n)})`;
    const more = open === 0 ? "" : zh ? `；${formatNumber(open)} 次尚无结果` : `; ${formatNumber(open)} still open`;
    const level = formatShare(rate.interval.level);
    lines.push(
      zh
        ? `虚线：全部 ${all}${more}；横线：${level} 区间；右侧：成交 / 有结果`
        : `Dashed: all ${all}${more}; bars: ${level} intervals; right: closed / settled`,
    );
  }
  if (!("abstained" in difference)) {
    const { p } = difference;
    const value = p < 0.001 ? (zh ? "p 小于 0.001" : "p < 0.001") : `p = ${formatNumber(p, 3)}`;
    lines.push(zh ? `各组是否有别：${value}` : `Do the groups differ? ${value}`);
  }
  return lines;
}

/** Refuses what was edited by hand into something that cannot be drawn. */
function requireSummary(summary: FlowSummary, by: FlowBreakdownBy): FlowBreakdown {
  requireObject(summary, "summary");
  requireObject(summary.total, "summary.total");
  requireConversion(summary.total.conversion, "summary.total.conversion");
  requireNonEmpty(summary.breakdowns, "summary.breakdowns");
  const breakdown = Array.from(summary.breakdowns).find((each) => each?.by === by);
  if (breakdown === undefined) {
    throw new ClienteleError("unknown_id", `summary.breakdowns holds none by ${by}`, { by });
  }
  requireObject(breakdown.difference, `the difference by ${by}`);
  if (!("abstained" in breakdown.difference)) {
    requireNumber(breakdown.difference.p, `the p-value by ${by}`, { min: 0, max: 1 });
  }
  requireNonEmpty(breakdown.groups, `the groups by ${by}`);
  Array.from(breakdown.groups).forEach((group, i) => {
    const where = `group ${i} by ${by}`;
    requireConversion(group, where);
    if (group.id !== undefined && typeof group.id !== "string") {
      throw new ClienteleError("invalid_type", `the id of ${where} must be a text, got ${show(group.id)}`, {});
    }
    if (by === "weekday") requireOneOf(group.id as string, Object.keys(intentionLabels.flowWeekday), where);
    if (group.minutes === undefined) return;
    requireObject(group.minutes, where);
    requireNumber(group.minutes.from, `${where}: minutes.from`, { min: 0 });
    if (group.minutes.to !== undefined) requireNumber(group.minutes.to, `${where}: minutes.to`, { min: 0 });
  });
  return breakdown;
}

function requireConversion(conversion: FlowConversion, where: string): void {
  requireObject(conversion, where);
  requireNumber(conversion.open, `${where}.open`, { min: 0 });
  const { rate } = conversion;
  if (rate === undefined) return;
  requireNumber(conversion.won, `${where}.won`, { min: 0 });
  requireObject(rate, `${where}.rate`);
  requireNumber(rate.value, `${where}.rate.value`, { min: 0, max: 1 });
  requireNumber(rate.n, `${where}.rate.n`, { min: 0 });
  requireObject(rate.interval, `${where}.rate.interval`);
  for (const side of ["lower", "upper"] as const) {
    requireNumber(rate.interval[side], `${where}.rate.interval.${side}`, { min: 0, max: 1 });
  }
  requireNumber(rate.interval.level, `${where}.rate.interval.level`, { above: 0, below: 1 });
}
