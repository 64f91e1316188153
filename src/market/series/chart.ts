import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import type { SeriesForecast } from "./types.ts";

const SMALLEST = 240;
/** Past periods drawn at most; more of them would press the forecast into a corner. */
const MOST_PAST = 120;

const WORDS = {
  en: {
    title: "What is to come",
    past: "Happened",
    next: "Expected",
    period: "Period",
    amount: "Amount",
    seasonal: "As last season",
  },
  zh: { title: "未来走势预测", past: "实际", next: "预测", period: "期间", amount: "数额", seasonal: "与上季同期相同" },
} as const;

/** Options of {@link seriesChart}. */
export interface SeriesChartOptions extends ChartOptions {
  /** Title of the vertical axis, unit included; default "Amount". */
  readonly amount?: string;
}

/**
 * Draws a series and its forecast: what happened, what is expected, and a band for each level of its intervals; beside
 * it, where there is a season, the rule of thumb "as last season".
 *
 * @param forecast - From {@link forecastSeries}; not an abstention.
 * @param options - `locale`, `amount`, `width` (default 640) and `height` (default 320) in pixels, at least 240. At most
 * the last 120 periods of the past are drawn.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `inconsistent` for an abstention, `unknown_id`.
 * @example
 * ```ts
 * const sales = [12, 15, 11, 9, 14, 17, 13, 10, 16, 19, 14, 12, 17, 21, 16, 13, 19, 23, 17, 14];
 * seriesChart(forecastSeries(sales, { horizon: 4, seasonLength: 4 }), { locale: "zh" }).title.text; // => "未来走势预测"
 * ```
 */
export function seriesChart(forecast: SeriesForecast, options: SeriesChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 640, 320, SMALLEST);
  requireForecast(forecast);
  const words = WORDS[locale];
  const { amount = words.amount } = options;
  if (typeof amount !== "string") {
    throw new ClienteleError("invalid_type", `options.amount must be a text, got ${show(amount)}`, {});
  }
  const { history, points, seasonLength } = forecast;
  const skipped = Math.max(0, history.length - MOST_PAST);
  const past = history.flatMap(({ value }, t) =>
    t < skipped || value === undefined ? [] : [{ t, value, series: words.past }],
  );
  const next = points.map(({ step, value }) => ({ t: history.length + step - 1, value, series: words.next }));
  const last = past.at(-1);
  const joined = last === undefined ? next : [{ ...last, series: words.next }, ...next];
  const rule =
    seasonLength > 1
      ? points.flatMap(({ step }) => {
          const value = history[history.length - seasonLength + ((step - 1) % seasonLength)]?.value;
          return value === undefined ? [] : [{ t: history.length + step - 1, value, series: words.seasonal }];
        })
      : [];
  const bands = (points[0]?.intervals ?? []).map((_, at) =>
    points.map(({ step, intervals }) => {
      const { lower, upper } = intervals[at] as Interval;
      return { t: history.length + step - 1, lower, upper };
    }),
  );
  const labels = [...history, ...points].map(({ label }, t) => label ?? `${t + 1}`);
  const x = quantity("t", words.period, {
    scale: { domain: [skipped, labels.length - 1], nice: false, zero: false },
    axis: {
      grid: false,
      values: ticks(skipped, labels.length, width),
      labelExpr: `${JSON.stringify(labels.slice(skipped))}[datum.value - ${skipped}]`,
      labelOverlap: true,
    },
  });
  const y = quantity("value", amount, {
    axis: { format: AMOUNT_FORMAT },
    scale: { zero: past.every(({ value }) => value >= 0) },
  });
  const names = [words.past, words.next, ...(rule.length > 0 ? [words.seasonal] : [])];
  const color = {
    ...colored("series", names, [chartInk.text, chartInk.good, chartInk.bad], ""),
    legend: { title: null, orient: "top", direction: "horizontal", symbolType: "stroke", columnPadding: 24 },
  };
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(forecast, locale) },
    width,
    height,
    layer: [
      ...bands.reverse().map((values) => ({
        data: { values },
        mark: { type: "area", color: chartInk.good, opacity: 0.2 },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
      })),
      ...(rule.length > 0
        ? [
            {
              data: { values: rule },
              mark: { type: "line", strokeWidth: 1.5, strokeDash: [4, 3] },
              encoding: { x, y, color },
            },
          ]
        : []),
      { data: { values: past }, mark: { type: "line", strokeWidth: 1.5 }, encoding: { x, y, color } },
      { data: { values: joined }, mark: { type: "line", strokeWidth: 2.5 }, encoding: { x, y, color } },
    ],
  });
}

/** Places of labels: no more than fit beside each other. */
function ticks(from: number, to: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((to - from) / Math.max(2, Math.floor(width / 80))));
  const places: number[] = [];
  for (let t = to - 1; t >= from; t -= step) places.push(t);
  return places.reverse();
}

function subtitleOf({ method, points, total, benchmarks }: SeriesForecast, locale: Locale): string[] {
  const zh = locale === "zh";
  const widest = total.intervals.at(-1) as Interval;
  const figure = (value: number): string => formatNumber(value, Math.abs(value) >= 100 ? 0 : 2);
  const levels = total.intervals.map(({ level }) => formatShare(level));
  const sum = `${figure(total.value)} (${figure(widest.lower)}–${figure(widest.upper)})`;
  const hardest = [...benchmarks].sort((a, b) => a.meanAbsoluteError - b.meanAbsoluteError)[0];
  const skill =
    hardest === undefined
      ? zh
        ? "序列太短，无法检验"
        : "too short to be checked"
      : hardest.verdict === "better"
        ? zh
          ? "优于简单法则"
          : "beats the rule of thumb"
        : zh
          ? "不能断定优于简单法则"
          : "not shown to beat the rule of thumb";
  return zh
    ? [`未来 ${points.length} 期合计 ${sum}；阴影为 ${levels.join(" 与 ")} 区间`, `${method.code}；${skill}`]
    : [
        `Next ${points.length} periods in total ${sum}; bands: ${levels.join(" and ")} intervals`,
        `${method.code}; ${skill}`,
      ];
}

/** Refuses an abstention, and what was edited by hand into something that cannot be drawn. */
function requireForecast(forecast: SeriesForecast): void {
  requireObject(forecast, "forecast");
  if ("abstained" in forecast) {
    throw new ClienteleError(
      "inconsistent",
      "forecast is an abstention; there is nothing to draw, word its reason",
      {},
    );
  }
  const { kind, history, points, total, method, benchmarks, seasonLength } = forecast;
  const lists = [history, points, benchmarks, total?.intervals].every(Array.isArray);
  if (kind !== "series_forecast" || !lists || typeof method?.code !== "string") {
    throw new ClienteleError("invalid_type", `forecast must come from forecastSeries, got ${show(forecast)}`, {});
  }
  requireNumber(seasonLength, "forecast.seasonLength", { min: 1, integer: true });
  requireNumber(total.value, "forecast.total.value");
  if (total.intervals.length === 0) {
    throw new ClienteleError("empty_input", "forecast.total.intervals must hold at least one interval", {});
  }
  const interval = (one: Interval | undefined, name: string): void => {
    requireObject(one, name);
    for (const [key, value] of Object.entries(one as Interval)) requireNumber(value, `${name}.${key}`);
  };
  total.intervals.forEach((one, i) => {
    interval(one, `forecast.total.intervals[${i}]`);
  });
  points.forEach((point, i) => {
    requireObject(point, `forecast.points[${i}]`);
    requireNumber(point.value, `forecast.points[${i}].value`);
    requireNumber(point.step, `forecast.points[${i}].step`, { min: 1, integer: true });
    if (!Array.isArray(point.intervals)) requireObject(undefined, `forecast.points[${i}].intervals`);
    for (let at = 0; at < total.intervals.length; at++)
      interval(point.intervals[at], `forecast.points[${i}].intervals[${at}]`);
  });
  history.forEach((period, i) => {
    requireObject(period, `forecast.history[${i}]`);
    if (period.value !== undefined) requireNumber(period.value, `forecast.history[${i}].value`);
  });
}
