import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { FunnelForecast } from "./types.ts";

/** The right-most line stands at most this far from the left, so that its text fits: 1.3 leaves a quarter free. */
const ROOM_FOR_TEXT = 1.3;

/** Numbers along an axis of counts. */
const MOST_TICKS = 10;

const FORECAST_TEXT = {
  amountTitle: {
    en: (days: string) => `What the open deals will bring in ${days} days`,
    zh: (days: string) => `进行中的商机 ${days} 天内将带来多少`,
  },
  wholeTitle: {
    en: (days: string) => `What the funnel will bring in ${days} days`,
    zh: (days: string) => `销售漏斗 ${days} 天内将带来多少`,
  },
  amountAxis: { en: "Amount won", zh: "赢单金额" },
  countAxis: { en: "Deals won", zh: "赢单数" },
  share: { en: "Share of simulated futures", zh: "占模拟情景的比例" },
  shareExact: { en: "Probability", zh: "概率" },
  quota: { en: "Quota", zh: "指标" },
  reach: {
    en: (share: string) => `chance to reach the quota ${share}`,
    zh: (share: string) => `达到指标的机会 ${share}`,
  },
  expected: { en: (text: string) => `Expected ${text}`, zh: (text: string) => `期望值 ${text}` },
  limits: { en: "Deals not yet created are not included", zh: "不含尚未创建的商机" },
  includes: { en: "Deals still to come are included", zh: "已计入将要创建的商机" },
} as const;

/**
 * Draws a forecast as a distribution with P10, P50 and P90 marked, and the quota where there is one.
 *
 * @param forecast - From {@link forecastFunnel}. Where no open deal has an amount, the number of deals won is drawn.
 * @param options - `locale`, `width` (default 560), `height` (default 260).
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no distribution), `not_finite`, `out_of_range`,
 * `unknown_id`.
 * @example
 * ```ts
 * const past = [{ dealId: "p", stages: [{ stage: "bid", entered: "2026-01-01" }, { stage: "contract", entered: "2026-01-31" }] }];
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "2026-02-01" });
 * const deals = [{ dealId: "a", amount: 900, stages: [{ stage: "bid", entered: "2026-01-20" }] }];
 * const chart = forecastChart(forecastFunnel(model, deals, { asOf: "2026-02-01", horizonDays: 30, seed: 1 }), { locale: "zh" });
 * chart.title.text; // => "进行中的商机 30 天内将带来多少"
 * ```
 */
export function forecastChart(forecast: FunnelForecast, options: ChartOptions = {}): Chart {
  requireObject(forecast, "forecast");
  requireObject(forecast.count, "forecast.count");
  const { locale, width, height } = chartFrame(options, 560, 260, 100);
  const rows = {
    "forecast.distribution": forecast.distribution,
    "forecast.count.distribution": forecast.count.distribution,
  };
  for (const [name, list] of Object.entries(rows)) {
    if (!Array.isArray(list)) throw new ClienteleError("invalid_type", `${name} must be an array`, { name });
    for (let i = 0; i < list.length; i++) requireObject(list[i], `${name}[${i}]`);
  }
  const byCount = forecast.distribution.every((bin) => bin.to === 0);
  const figures = byCount ? forecast.count : forecast;
  for (const key of ["expected", "p10", "p50", "p90"] as const) requireNumber(figures[key], `forecast.${key}`);
  const bins = byCount
    ? forecast.count.distribution.map(({ wins, share }) => ({ from: wins - 0.5, to: wins + 0.5, share }))
    : barsOf(forecast);
  if (bins.length === 0) throw new ClienteleError("empty_input", "forecast must hold a distribution", {});
  for (let i = 0; i < bins.length; i++) {
    for (const key of ["from", "to", "share"] as const)
      requireNumber(bins[i]?.[key] as number, `forecast bin ${i} ${key}`);
  }
  const digits = byCount || figures.p90 >= 1000 ? 0 : 2;
  const { quota, chanceOfQuota } = forecast;
  if (quota !== undefined) requireNumber(quota, "forecast.quota", { min: 0 });
  if (chanceOfQuota !== undefined) requireObject(chanceOfQuota, "forecast.chanceOfQuota");
  const exact = byCount && forecast.method?.count === "poisson_binomial";
  const shareTitle = (exact ? FORECAST_TEXT.shareExact : FORECAST_TEXT.share)[locale];
  const hasGoal = quota !== undefined && !byCount;
  const marks = [
    { name: "P10", value: figures.p10 },
    { name: "P50", value: figures.p50 },
    { name: "P90", value: figures.p90 },
    ...(hasGoal ? [{ name: FORECAST_TEXT.quota[locale], value: quota }] : []),
  ];
  // from left to right each line is lower than the one before, so that no text to the right of its line crosses another
  marks.sort((a, b) => a.value - b.value);
  const low = Math.min(...bins.map((bin) => bin.from), ...marks.map((mark) => mark.value));
  const last = Math.max(...marks.map((mark) => mark.value));
  const high = Math.max(...bins.map((bin) => bin.to), low + (last - low) * ROOM_FOR_TEXT);
  const room = (high - low) * 0.02;
  const scale = { domain: [low - room, high + room], nice: false, zero: false };
  const step = Math.max(1, Math.ceil((high - low) / MOST_TICKS));
  const ticks = Array.from({ length: Math.floor(high / step) + 1 }, (_, i) => i * step).filter((tick) => tick >= low);
  const x = (field: string): Readonly<Record<string, unknown>> =>
    quantity(field, (byCount ? FORECAST_TEXT.countAxis : FORECAST_TEXT.amountAxis)[locale], {
      scale,
      axis: byCount ? { format: "d", values: ticks, grid: false } : { format: AMOUNT_FORMAT, grid: false },
    });
  const top = Math.max(...bins.map((bin) => bin.share));
  const figuresLine = [
    FORECAST_TEXT.expected[locale](formatNumber(figures.expected, byCount ? 1 : digits)),
    ...(hasGoal && chanceOfQuota !== undefined ? [FORECAST_TEXT.reach[locale](formatShare(chanceOfQuota.value))] : []),
  ].join(locale === "zh" ? "；" : "; ");
  const whole = forecast.contains?.newDeals === true;
  const subtitle = [figuresLine, (whole ? FORECAST_TEXT.includes : FORECAST_TEXT.limits)[locale]];
  const title = (whole ? FORECAST_TEXT.wholeTitle : FORECAST_TEXT.amountTitle)[locale];
  const values = marks.map((mark, row) => ({
    ...mark,
    height: top * (1.38 - 0.1 * row),
    zero: 0,
    text: `${mark.name} ${formatNumber(mark.value, digits)}`,
  }));
  const y = (field: string): Readonly<Record<string, unknown>> =>
    quantity(field, shareTitle, {
      axis: { format: ".0%", tickCount: 5, labelExpr: "datum.value > 1 ? '' : datum.label" },
      // the lines stand above the bars
      scale: { domain: [0, top * 1.45], nice: false },
    });
  const ink = {
    field: "name",
    type: "nominal",
    scale: {
      domain: marks.map((mark) => mark.name),
      range: marks.map((mark) => (mark.name === FORECAST_TEXT.quota[locale] ? chartInk.bad : chartInk.text)),
    },
    legend: null,
  };
  return defineChart({
    title: { text: title(formatNumber(forecast.horizonDays, 1)), subtitle },
    width,
    height,
    layer: [
      {
        data: { values: bins },
        mark: { type: "bar", color: chartPalette[5], binSpacing: 1 },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("share"), y2: { datum: 0 } },
      },
      {
        data: { values },
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { x: x("value"), y: y("zero"), y2: { field: "height" }, color: ink },
      },
      {
        data: { values },
        mark: { type: "text", align: "left", dx: 5, fontWeight: 600 },
        encoding: { x: x("value"), y: y("height"), text: { field: "text", type: "nominal" }, color: ink },
      },
    ],
  });
}

/** A certain amount has one bin without width; it is given a little so that it can be seen. */
function barsOf({ distribution }: FunnelForecast): { from: number; to: number; share: number }[] {
  return distribution.map(({ from, to, share }) =>
    to > from ? { from, to, share } : { from: from - Math.max(0.5, from / 50), to: to + Math.max(0.5, to / 50), share },
  );
}
