import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { ForecastPeriod, FunnelForecast } from "./types.ts";

const TEXT = {
  title: { en: "What will have been won by when", zh: "到何时将赢得多少" },
  amount: { en: "Amount won so far", zh: "累计赢单金额" },
  count: { en: "Deals won so far", zh: "累计赢单数" },
  reading: {
    en: (p50: string, p10: string, p90: string) => `By the end ${p50}, with 80% probability ${p10} to ${p90}`,
    zh: (p50: string, p10: string, p90: string) => `期末 ${p50}，80% 的可能在 ${p10} 至 ${p90} 之间`,
  },
  quota: { en: (share: string) => `Quota, reached in ${share}`, zh: (share: string) => `指标，达成机会 ${share}` },
} as const;

/** One point of the fan. */
interface FanPoint {
  readonly date: string;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/**
 * Draws a forecast over time as a fan: what will have been won by the end of each day, week, month or quarter, P50 as a
 * line within P10 to P90, and the quota where there is one.
 *
 * @param forecast - From {@link forecastFunnel} with `by`. Where no deal has an amount, the number of deals is drawn.
 * @param options - `locale`, `width` (default 560), `height` (default 280).
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `empty_input` (a forecast without `by`), `invalid_type`, `not_finite`, `out_of_range`,
 * `unknown_id`.
 * @example
 * ```ts
 * const past = [{ dealId: "p", stages: [{ stage: "bid", entered: "2026-01-01" }, { stage: "contract", entered: "2026-01-31" }] }];
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "2026-02-01" });
 * const deals = [{ dealId: "a", amount: 900, stages: [{ stage: "bid", entered: "2026-01-20" }] }];
 * const forecast = forecastFunnel(model, deals, { asOf: "2026-02-01", horizonDays: 28, seed: 1, by: "week" });
 * forecastFanChart(forecast, { locale: "zh" }).title.text; // => "到何时将赢得多少"
 * ```
 */
export function forecastFanChart(forecast: FunnelForecast, options: ChartOptions = {}): Chart {
  requireObject(forecast, "forecast");
  const { locale, width, height } = chartFrame(options, 560, 280, 100);
  const { periods, quota, chanceOfQuota } = forecast;
  if (!Array.isArray(periods) || periods.length === 0) {
    throw new ClienteleError(
      "empty_input",
      "forecast.periods must hold at least one part; ask forecastFunnel for `by`",
      {},
    );
  }
  const byCount = periods.every((period) => period?.cumulative?.amount?.p90 === 0);
  const points: FanPoint[] = [{ date: String(forecast.asOf).slice(0, 10), p10: 0, p50: 0, p90: 0 }];
  (periods as readonly ForecastPeriod[]).forEach((period, i) => {
    requireObject(period?.cumulative, `forecast.periods[${i}].cumulative`);
    const range = byCount ? period.cumulative.count : period.cumulative.amount;
    requireObject(range, `forecast.periods[${i}].cumulative`);
    const { p10, p50, p90 } = range;
    for (const [name, value] of Object.entries({ p10, p50, p90 })) {
      requireNumber(value, `forecast.periods[${i}].cumulative.${name}`);
    }
    points.push({ date: period.to, p10, p50, p90 });
  });
  const end = points[points.length - 1] as FanPoint;
  const goal = quota !== undefined && !byCount && chanceOfQuota !== undefined;
  if (goal) requireNumber(quota, "forecast.quota", { min: 0 });
  const x = {
    field: "date",
    type: "temporal",
    title: null,
    scale: { type: "utc" },
    axis: { grid: false, labelOverlap: true, tickCount: 5, format: "%Y-%m-%d" },
  };
  const y = (field: string): Readonly<Record<string, unknown>> =>
    quantity(field, (byCount ? TEXT.count : TEXT.amount)[locale], {
      axis: { format: byCount ? "d" : AMOUNT_FORMAT, tickCount: 6 },
      scale: { zero: true },
    });
  const [p50, p10, p90] = [end.p50, end.p10, end.p90].map((value) => formatNumber(value, 0)) as [
    string,
    string,
    string,
  ];
  return defineChart({
    title: { text: TEXT.title[locale], subtitle: TEXT.reading[locale](p50, p10, p90) },
    width,
    height,
    layer: [
      {
        data: { values: points },
        mark: { type: "area", color: chartPalette[5], opacity: 0.45 },
        encoding: { x, y: y("p10"), y2: { field: "p90" } },
      },
      {
        data: { values: points },
        mark: { type: "line", color: chartPalette[0], strokeWidth: 2, point: { size: 25, color: chartPalette[0] } },
        encoding: { x, y: y("p50") },
      },
      ...(goal
        ? [
            {
              data: { values: [{ quota }] },
              mark: { type: "rule", color: chartInk.bad, strokeDash: [5, 3] },
              encoding: { y: y("quota") },
            },
            {
              data: {
                values: [{ quota, date: points[0]?.date, text: TEXT.quota[locale](formatShare(chanceOfQuota.value)) }],
              },
              mark: { type: "text", color: chartInk.bad, align: "left", dx: 4, dy: -7, fontWeight: 600 },
              encoding: { x, y: y("quota"), text: { field: "text", type: "nominal" } },
            },
          ]
        : []),
    ],
  });
}
