import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import type { BudgetPlan } from "./types.ts";

/** Height of one channel in pixels: two bars and some air. */
const ROW_HEIGHT = 44;
const LABEL_PADDING = 10;

const WORDS = {
  en: {
    title: "Budget by channel",
    spend: "money over the horizon",
    margin: "what the next unit of money brings",
    planned: "Planned",
    current: "Now",
    price: "dashed: what one more unit of total brings",
  },
  zh: {
    title: "各渠道预算",
    spend: "投入金额（整个期间）",
    margin: "再投一个单位带来的收入",
    planned: "计划",
    current: "目前",
    price: "虚线：总额再增一个单位带来的收入",
  },
} as const;

/**
 * Draws a budget plan: planned against current spend by channel, and beside it what the next unit of money brings in
 * each, against what it brings in the total.
 *
 * @param plan - From {@link planBudget}.
 * @param options - `locale`; `width` of the spend panel in pixels, default 360 (the margins take three fifths of it);
 * the default height grows with the channels.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `empty_input`, `unknown_id` for another
 * language.
 * @example
 * ```ts
 * const curves = [{ id: "tv", effect: 100, saturation: { kind: "log", scale: 10 } }];
 * const plan = planBudget(curves, { total: 70, current: [{ id: "tv", spend: 40 }] });
 * budgetChart(plan, { locale: "zh" }).title.text; // => "各渠道预算"
 * ```
 */
export function budgetChart(plan: BudgetPlan, options: ChartOptions = {}): Chart {
  const { locale, width, height: given } = chartFrame(options, 360, ROW_HEIGHT, 20);
  requirePlan(plan);
  const words = WORDS[locale];
  const { channels, shadowPrice } = plan;
  const height = options.height === undefined ? Math.max(2, channels.length) * ROW_HEIGHT : given;
  const ids = channels.map(({ id }) => id);
  const extent = LABEL_PADDING + Math.max(...ids.map(textWidth));
  const axis = { labelPadding: LABEL_PADDING, ticks: false, domain: false, labelLimit: 0, minExtent: extent };
  const names = channels.some(({ current }) => current !== undefined)
    ? [words.planned, words.current]
    : [words.planned];
  const bars = channels.flatMap(({ id, spend, current }) => [
    { id, series: words.planned, spend },
    ...(current === undefined ? [] : [{ id, series: words.current, spend: current }]),
  ]);
  const spends = {
    width,
    height,
    data: { values: bars },
    mark: { type: "bar", height: { band: 0.9 } },
    encoding: {
      y: category("id", "", ids, { axis, scale: { paddingInner: 0.3 } }),
      yOffset: { field: "series", type: "nominal", sort: names },
      x: quantity("spend", words.spend, { axis: { format: AMOUNT_FORMAT, tickCount: 5 } }),
      color: {
        ...colored("series", names, [chartInk.good, "#9AA5B1"], ""),
        ...(names.length > 1
          ? { legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 28 } }
          : { legend: null }),
      },
    },
  };
  const y = category("id", "", ids, { axis: { labels: false, ticks: false, domain: false, grid: true } });
  // a Hill curve with a shape below 1 begins upright: its margin at no spend has no place on an axis
  const drawn = channels.filter(({ spend, marginalReturn }) => spend > 0 || marginalReturn < 1e3 * (1 + shadowPrice));
  const margins = {
    width: Math.round(0.6 * width),
    height,
    layer: [
      {
        data: { values: [{ price: shadowPrice }] },
        mark: { type: "rule", strokeDash: [5, 4], color: chartInk.text },
        encoding: { x: quantity("price", words.margin) },
      },
      ...(drawn.length === 0
        ? []
        : [
            {
              data: { values: drawn.map(({ id, marginalReturn }) => ({ id, marginalReturn })) },
              mark: { type: "point", filled: true, size: 90, opacity: 1, color: chartInk.bad },
              encoding: {
                y,
                x: quantity("marginalReturn", words.margin, { scale: { zero: true }, axis: { tickCount: 5 } }),
              },
            },
          ]),
    ],
  };
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(plan, locale) },
    spacing: 24,
    hconcat: [spends, margins],
  });
}

function subtitleOf({ spend, response, roas, comparison }: BudgetPlan, locale: Locale): readonly string[] {
  const zh = locale === "zh";
  const money = (value: number): string => formatNumber(value, Math.abs(value) < 100 ? 2 : 0);
  const ratio = roas === undefined ? "" : formatNumber(roas, 2);
  const lines = [
    zh
      ? `投入 ${money(spend)}，带来 ${money(response)}，每单位 ${ratio}；${WORDS.zh.price}`
      : `${money(spend)} spent brings ${money(response)}, ${ratio} for each unit; ${WORDS.en.price}`,
  ];
  const gain = comparison?.gain;
  if (typeof gain !== "object") return lines;
  const range = `${money(gain.interval.lower)} – ${money(gain.interval.upper)}`;
  const level = formatShare(gain.interval.level);
  return [
    ...lines,
    zh
      ? `比目前多 ${money(gain.value)}（${level} 区间 ${range}）`
      : `${money(gain.value)} more than now (${level} interval ${range})`,
  ];
}

function requirePlan(plan: BudgetPlan): void {
  requireObject(plan, "plan");
  requireColumn(plan.channels, "plan.channels");
  if (plan.channels.length === 0) throw new ClienteleError("empty_input", "plan.channels must hold a channel", {});
  for (const field of ["spend", "response", "shadowPrice"] as const) requireNumber(plan[field], `plan.${field}`);
  Array.from(plan.channels).forEach((channel, i) => {
    const name = `plan.channels[${i}]`;
    requireObject(channel, name);
    if (typeof channel.id !== "string") {
      throw new ClienteleError("invalid_type", `${name}.id must be text, got ${show(channel.id)}`, { index: i });
    }
    requireNumber(channel.spend, `${name}.spend`, { min: 0 });
    requireNumber(channel.marginalReturn, `${name}.marginalReturn`, { min: 0 });
    if (channel.current !== undefined) requireNumber(channel.current, `${name}.current`, { min: 0 });
  });
  const gain = plan.comparison?.gain;
  if (typeof gain !== "object") return;
  requireObject(gain, "plan.comparison.gain");
  requireNumber(gain.value, "plan.comparison.gain.value");
  requireObject(gain.interval, "plan.comparison.gain.interval");
  for (const end of ["lower", "upper", "level"] as const) {
    requireNumber(gain.interval[end], `plan.comparison.gain.interval.${end}`);
  }
}
