import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import { backtestLabels } from "../../core/labels/backtest.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import type { BacktestTotal, BacktestTotalAt, FunnelBacktest, JudgedOrigin } from "./types.ts";

/** Options of {@link backtestChart}. */
export interface BacktestChartOptions extends ChartOptions {
  /** Deals or money; default `"count"`. */
  readonly total?: BacktestTotal;
}

/** Pixels between two dates along the axis, so that they do not run into each other. */
const LABEL_ROOM = 56;

const TEXT = {
  en: {
    title: (days: string) => `Forecast for ${days} days against what came`,
    x: "Day of the forecast",
    inside: "came inside P10–P90",
    outside: "came outside",
    subtitle: (verdict: string, covered: string, n: string) => [
      `${verdict}: ${covered} of ${n} inside P10–P90, where 80% should be`,
      "Bars: P10 to P90; white line: median; points: what came",
    ],
  },
  zh: {
    title: (days: string) => `${days} 天预测与实际对比`,
    x: "预测日",
    inside: "实际落在 P10–P90 内",
    outside: "实际落在区间外",
    subtitle: (verdict: string, covered: string, n: string) => [
      `${verdict}：${n} 期中 ${covered} 期落在 P10–P90 内，应为 80%`,
      "竖条为 P10 至 P90，白线为中位数，点为实际",
    ],
  },
} as const;

/**
 * Draws what was forecast at each past day, as a range, and what came.
 *
 * @param backtest - From {@link backtestFunnel}, where it does not abstain.
 * @param options - `total`, `"count"` or `"amount"`; `locale`; `width` (default 560) and `height` (default 300) in pixels.
 * @returns A Vega-Lite specification. `reliabilityChart(backtest.deals.reliability)` draws the chances of single deals.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no judged origin; no amounts), `not_finite`, `out_of_range`,
 * `unknown_id`, `invalid_date`.
 * @example
 * ```ts
 * const day = (n: number) => n * 86_400_000;
 * const deals = Array.from({ length: 90 }, (_, i) => ({
 *   dealId: `d${i}`,
 *   stages: [{ stage: "bid", entered: day(i) }, { stage: i % 2 === 0 ? "contract" : "lost", entered: day(i + 9) }],
 * }));
 * const test = backtestFunnel(deals, {
 *   pipeline: standardPipeline, origins: [day(70)], horizonDays: 7, knownUntil: day(90), seed: 1,
 * });
 * backtestChart(test).title.text; // => "Forecast for 7 days against what came"
 * ```
 */
export function backtestChart(backtest: FunnelBacktest, options: BacktestChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 300, 100);
  const { total = "count" } = options;
  requireOneOf(total, ["count", "amount"], "options.total");
  requireObject(backtest, "backtest");
  requireColumn(backtest.origins, "backtest.origins");
  requireNumber(backtest.horizonDays, "backtest.horizonDays", { above: 0 });
  requireObject(backtest.verdict, "backtest.verdict");
  const verdict = backtestLabels.backtestVerdict;
  requireOneOf(backtest.verdict.code, Object.keys(verdict), "backtest.verdict.code");
  const text = TEXT[locale];
  const rows = Array.from(backtest.origins).flatMap((origin, i) => rowOf(origin as JudgedOrigin, i, total));
  if (rows.length === 0) {
    throw new ClienteleError("empty_input", `backtest must hold a judged origin with its ${total}`, { total });
  }
  const inside = rows.filter((row) => row.actual >= row.p10 && row.actual <= row.p90);
  const value = backtestLabels.backtestTotal[total][locale];
  const highest = rows.reduce((most, { p90, actual }) => Math.max(most, p90, actual), 0);
  // never more ticks than deals: halves would be labelled as whole numbers
  const axis =
    total === "amount"
      ? { format: AMOUNT_FORMAT, tickCount: 6 }
      : { format: ",d", tickCount: Math.max(1, Math.min(10, Math.floor(highest))) };
  const every = Math.ceil((rows.length * LABEL_ROOM) / width);
  const shown = rows.filter((_, i) => i % every === 0).map((row) => row.origin);
  const x = {
    field: "origin",
    type: "ordinal",
    title: text.x,
    sort: null,
    axis: { values: shown, labelAngle: -40, grid: false },
  };
  const y = (field: string) => quantity(field, value, { scale: { zero: true }, axis });
  // one legend for colour and shape
  const legend = { title: null, orient: "bottom", columnPadding: 20 };
  const places = [text.inside, text.outside];
  const colour = {
    field: "place",
    type: "nominal",
    scale: { domain: places, range: [chartInk.text, chartInk.bad] },
    legend,
  };
  const bar = Math.max(3, Math.min(28, (width / rows.length) * 0.55));
  return defineChart({
    title: {
      text: text.title(formatNumber(backtest.horizonDays, 1)),
      subtitle: text.subtitle(
        verdict[backtest.verdict.code][locale],
        formatNumber(inside.length),
        formatNumber(rows.length),
      ),
    },
    width,
    height,
    data: { values: rows.map((row) => ({ ...row, place: inside.includes(row) ? text.inside : text.outside })) },
    layer: [
      { mark: { type: "bar", color: chartPalette[5], size: bar }, encoding: { x, y: y("p10"), y2: { field: "p90" } } },
      { mark: { type: "tick", color: "#FFFFFF", thickness: 2, size: bar }, encoding: { x, y: y("p50") } },
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1, stroke: "#FFFFFF", strokeWidth: 1 },
        encoding: {
          x,
          y: y("actual"),
          color: colour,
          shape: { field: "place", type: "nominal", scale: { domain: places, range: ["circle", "diamond"] }, legend },
        },
      },
    ],
  });
}

interface Row extends BacktestTotalAt {
  /** `YYYY-MM-DD`. */
  readonly origin: string;
}

function rowOf(origin: JudgedOrigin, i: number, total: BacktestTotal): Row[] {
  const name = `backtest.origins[${i}]`;
  requireObject(origin, name);
  if (origin.status !== "judged") return [];
  const at = origin[total];
  if (at === undefined) return [];
  requireObject(at, `${name}.${total}`);
  const { expected, p10, p50, p90, actual } = at;
  for (const [key, figure] of Object.entries({ expected, p10, p50, p90, actual })) {
    requireNumber(figure, `${name}.${total}.${key}`, { min: 0 });
  }
  return [{ origin: toIsoDate(toDay(origin.origin, `${name}.origin`)), expected, p10, p50, p90, actual }];
}
