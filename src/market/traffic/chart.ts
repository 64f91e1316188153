import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireText } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { trafficLabels } from "../../core/labels/traffic.ts";
import { type Label, type Locale, labelIn } from "../../core/locale.ts";
import type { TrafficReport } from "./types.ts";

const SMALLEST = 240;
/** Channels drawn at most: more names cannot be read. */
const MOST = 20;
/** Pixels of a name at most. */
const WIDEST = 240;
/** Pixels of one channel with its two bars. */
const ROW = 52;

const texts = {
  title: { en: "From visit to customer by channel", zh: "各渠道从访问到客户的转化" },
  x: { en: "Share of visits", zh: "占访问的比例" },
  none: { en: "no rate", zh: "无法计算" },
} as const satisfies Record<string, Label>;

/**
 * Draws the funnel of each channel: what share of its visits became leads and customers, each with its interval and its
 * count, the most customers first, 20 channels at most; where there are more it says of how many.
 *
 * @param report - From {@link measureTraffic}.
 * @param options - `locale`, `width` (default 560) and `height` (default 52 a channel, at least 240) in pixels.
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no report or no size, `unknown_id`
 * for another language.
 * @example
 * ```ts
 * const report = measureTraffic([{ source: "search", visits: 4000, leads: 200, customers: 40 }]);
 * trafficChart(report, { locale: "zh" }).title.text; // => "各渠道从访问到客户的转化"
 * ```
 */
export function trafficChart(report: TrafficReport, options: ChartOptions = {}): Chart {
  requireReport(report);
  const shown = Array.from(report.channels).slice(0, MOST);
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, ROW * shown.length), SMALLEST);
  const stages = (["leads", "customers"] as const).map((stage) => trafficLabels.trafficStage[stage][locale]);
  const nameOf = (channel: string, visits: number): string => {
    const visitsName = trafficLabels.trafficStage.visits[locale];
    const count = formatNumber(visits);
    const name = labelIn(trafficLabels.trafficChannel, channel, locale);
    return locale === "en" ? `${name} (${count} ${visitsName.toLowerCase()})` : `${name}（${visitsName} ${count}）`;
  };
  const rows = shown.flatMap((own) => {
    const channel = nameOf(own.channel, own.visits);
    return [
      { rate: own.visitToLead, count: own.leads, stage: stages[0] as string },
      { rate: own.visitToCustomer, count: own.customers, stage: stages[1] as string },
    ].map(({ rate, count, stage }) => {
      if ("abstained" in rate) {
        return { channel, stage, value: 0, lower: 0, upper: 0, text: `${formatNumber(count)} · ${texts.none[locale]}` };
      }
      const { lower, upper } = rate.interval;
      const text = `${formatNumber(count)} · ${formatShare(rate.value)}`;
      return { channel, stage, value: rate.value, lower, upper, text };
    });
  });
  const order = shown.map(({ channel, visits }) => nameOf(channel, visits));
  // renderers without a font would cut long names
  const extent = order.reduce((most, name) => Math.max(most, Math.min(WIDEST, textWidth(name))), 0);
  const y = category("channel", "", order, {
    axis: { labelLimit: WIDEST, minExtent: extent, ticks: false, domain: false },
    scale: { paddingInner: 0.3 },
  });
  const yOffset = { field: "stage", type: "nominal", sort: stages };
  const most = rows.reduce((high, { upper }) => Math.max(high, upper), 0.01);
  // room for the text behind the longest interval
  const x = { scale: { domain: [0, most * 1.3], nice: false }, axis: { format: "~%", tickCount: 5 } };
  return defineChart({
    title: { text: texts.title[locale], subtitle: subtitleOf(report, locale) },
    data: { values: rows },
    width,
    height,
    layer: [
      {
        mark: { type: "bar", height: { band: 0.86 } },
        encoding: {
          y,
          yOffset,
          x: quantity("value", texts.x[locale], { ...x, stack: null }),
          color: {
            ...colored("stage", stages, ["#56B4E9", chartInk.good]),
            legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 28, symbolType: "square" },
          },
        },
      },
      {
        mark: { type: "rule", color: chartInk.text, strokeWidth: 1.4 },
        encoding: { y, yOffset, x: quantity("lower", texts.x[locale], x), x2: { field: "upper" } },
      },
      {
        mark: { type: "text", align: "left", dx: 6, fontSize: 11, color: chartInk.muted },
        encoding: { y, yOffset, x: quantity("upper", texts.x[locale], x), text: { field: "text", type: "nominal" } },
      },
    ],
  });
}

function subtitleOf({ total, visitToCustomer, level, channels }: TrafficReport, locale: Locale): readonly string[] {
  const [visits, leads, customers] = [total.visits, total.leads, total.customers].map((value) => formatNumber(value));
  const range = formatShare(level);
  const rate = "abstained" in visitToCustomer ? "–" : formatShare(visitToCustomer.value, 2);
  const all = channels.length > MOST ? formatNumber(channels.length) : undefined;
  return locale === "en"
    ? [
        `${visits} visits, ${leads} leads, ${customers} customers (${rate} of visits)`,
        `Beside each bar: count and rate; lines are ${range} intervals`,
        ...(all === undefined ? [] : [`The ${MOST} of ${all} channels with the most customers`]),
      ]
    : [
        `访问 ${visits} 次，线索 ${leads} 条，客户 ${customers} 个（占访问 ${rate}）`,
        `条旁为数量与比率；横线为 ${range} 区间`,
        ...(all === undefined ? [] : [`共 ${all} 个渠道，仅示客户最多的 ${MOST} 个`]),
      ];
}

/** Refuses what {@link measureTraffic} did not make. */
function requireReport(report: TrafficReport): void {
  requireObject(report, "report");
  requireNumber(report.level, "report.level", { above: 0, below: 1 });
  requireObject(report.total, "report.total");
  requireColumn(report.channels, "report.channels");
  requireRate(report.visitToCustomer, "report.visitToCustomer");
  for (const stage of ["visits", "leads", "customers"] as const) {
    requireNumber(report.total[stage], `report.total.${stage}`, { min: 0 });
  }
  Array.from(report.channels).forEach((own, c) => {
    const name = `report.channels[${c}]`;
    requireObject(own, name);
    requireText(own.channel, `${name}.channel`);
    for (const stage of ["visits", "leads", "customers"] as const) {
      requireNumber(own[stage], `${name}.${stage}`, { min: 0 });
    }
    requireRate(own.visitToLead, `${name}.visitToLead`);
    requireRate(own.visitToCustomer, `${name}.visitToCustomer`);
  });
}

function requireRate(rate: Estimate | Abstention, name: string): void {
  requireObject(rate, name);
  if ("abstained" in rate) return;
  requireNumber(rate.value, `${name}.value`, { min: 0, max: 1 });
  requireObject(rate.interval, `${name}.interval`);
  requireNumber(rate.interval.lower, `${name}.interval.lower`, { min: 0, max: rate.value });
  requireNumber(rate.interval.upper, `${name}.interval.upper`, { min: rate.value, max: 1 });
}
