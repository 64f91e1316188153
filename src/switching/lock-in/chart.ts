import {
  type Chart,
  type ChartOptions,
  chartFrame,
  chartInk,
  chartPalette,
  colored,
  defineChart,
  quantity,
} from "../../chart/index.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { switchingLabels } from "../../core/labels/switching.ts";
import { type Label, type Locale, labelIn } from "../../core/locale.ts";
import { commitmentKinds } from "../money.ts";
import { requireForecast } from "./checks.ts";
import type { LockInForecast, LockInMonth } from "./types.ts";

const texts = {
  ours: { en: "What still holds our customers", zh: "我方客户还被什么留住" },
  rival: { en: "What still holds the rival's customers", zh: "对手客户还被什么留住" },
  money: { en: "Money lost on leaving", zh: "离开的金钱损失" },
  month: { en: "Months from the start", zh: "距起始日的月数" },
  coming: { en: "Coming free", zh: "新增可离开" },
  customers: { en: "customers", zh: "客户数" },
} as const satisfies Record<string, Label>;

/** One colour more than the palette of the package has. */
const COLORS: readonly string[] = [...chartPalette, "#7F3C8D"];

/**
 * Draws a lock-in forecast: above, the money that still holds the customers as stacked bars by kind over the months;
 * below, how many customers come free in each month.
 *
 * Kinds of which there is no money at any time are left out. At month 0 the lower bars show those who can leave at once.
 *
 * @param forecast - From {@link forecastLockIn}.
 * @param options - Language, width of the plotting area, and height of the upper part; the lower part has half of it.
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no forecast or no size, `unknown_id`
 * for another language.
 * @example
 * ```ts
 * const book = [{ id: "a", evidence: {}, contract: { end: "2026-09-15", monthlyFee: 100 } }];
 * const forecast = forecastLockIn(book, { asOf: "2026-07-01", months: 3, model: defaultSwitchingModel });
 * lockInChart(forecast, { locale: "zh" }).title.text; // => "我方客户还被什么留住"
 * ```
 */
export function lockInChart(forecast: LockInForecast, options: ChartOptions = {}): Chart {
  requireForecast(forecast);
  const { locale, width, height } = chartFrame(options, 560, 240);
  const { months, side } = forecast;
  const kinds = commitmentKinds.filter((kind) => months.some(({ money }) => money.byKind[kind] > 0));
  const names = kinds.map((kind) => labelIn(switchingLabels.commitment, kind, locale));
  const money = months.flatMap(({ month, money }) =>
    kinds.map((kind, order) => ({ month, kind: names[order], amount: money.byKind[kind], order })),
  );
  const coming = months.map(({ month, comingFree }) => ({
    month,
    n: comingFree,
    label: comingFree === 0 ? "" : formatNumber(comingFree),
  }));
  const last = months.length - 1;
  const step = Math.max(1, Math.ceil(months.length / 13));
  const ticks = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
  const x = (title: string) => ({
    field: "month",
    type: "quantitative",
    title: title === "" ? null : title,
    scale: { domain: [-0.5, last + 0.5], nice: false },
    axis: { values: ticks, grid: false, format: "d", labels: title !== "", ticks: title !== "" },
  });
  const bar = { type: "bar", size: Math.max(2, Math.floor((0.72 * width) / months.length)) };
  const most = Math.max(1, ...coming.map(({ n }) => n));
  return defineChart({
    title: { text: texts[side][locale], subtitle: subtitles(forecast, locale) },
    spacing: 14,
    vconcat: [
      {
        data: { values: money },
        width,
        height,
        mark: bar,
        encoding: {
          x: x(""),
          y: quantity("amount", texts.money[locale], {
            stack: "zero",
            // no money at any time: an axis all the same
            ...(kinds.length === 0 ? { scale: { domain: [0, 1] } } : {}),
            axis: { format: "~s", minExtent: 44 },
          }),
          color: {
            ...colored("kind", names, COLORS),
            legend:
              kinds.length === 0
                ? null
                : { title: null, orient: "top", columns: 3, columnPadding: 24, symbolType: "square" },
          },
          order: { field: "order", type: "ordinal" },
        },
      },
      {
        data: { values: coming },
        width,
        height: Math.max(1, Math.round(height / 2)),
        layer: [
          { mark: { ...bar, color: chartInk.bad } },
          ...(months.length <= 25
            ? [
                {
                  mark: { type: "text", dy: -7, fontSize: 11, color: chartInk.text },
                  encoding: { text: { field: "label", type: "nominal" } },
                },
              ]
            : []),
        ],
        encoding: {
          x: x(texts.month[locale]),
          y: quantity("n", `${texts.coming[locale]} (${texts.customers[locale]})`, {
            scale: { domain: [0, most * 1.15] },
            axis: {
              format: ",d",
              minExtent: 44,
              tickCount: 4,
              ...(most <= 4 ? { values: Array.from({ length: most + 1 }, (_, i) => i) } : {}),
            },
          }),
        },
      },
    ],
  });
}

function subtitles({ months, n, meanCoverage, asOf }: LockInForecast, locale: Locale): readonly string[] {
  const first = months[0] as LockInMonth;
  const last = months.at(-1) as LockInMonth;
  const en = locale === "en";
  const amounts = `${formatNumber(first.money.total)} → ${formatNumber(last.money.total)}`;
  const coming = months.reduce((sum, { comingFree }) => sum + comingFree, 0);
  const value = months.reduce((sum, { valueComingFree }) => sum + valueComingFree, 0);
  const head = en ? `From ${asOf}: money held ${amounts}` : `自 ${asOf} 起：锁定金额 ${amounts}`;
  const free = en
    ? `${formatNumber(coming)} of ${formatNumber(n)} customers can leave within ${last.month} months, worth ${formatNumber(value)} a month`
    : `${formatNumber(n)} 户中 ${formatNumber(coming)} 户可在 ${last.month} 个月内离开，每月价值 ${formatNumber(value)}`;
  const parts: string[] = [];
  if (first.unknown > 0) {
    parts.push(
      en
        ? `${formatNumber(first.unknown)} with no contract on record`
        : `${formatNumber(first.unknown)} 户合同情况不明`,
    );
  }
  if (!("abstained" in first.meanIndex) && !("abstained" in last.meanIndex)) {
    const index = `${formatNumber(first.meanIndex.value, 1)} → ${formatNumber(last.meanIndex.value, 1)}`;
    parts.push(en ? `mean index ${index}` : `平均指数 ${index}`);
  }
  if (meanCoverage !== undefined) parts.push(`${en ? "answered" : "依据覆盖"} ${formatShare(meanCoverage, 0)}`);
  return [head, free, ...(parts.length === 0 ? [] : [parts.join(" · ")])];
}
