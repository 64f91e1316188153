import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireOneOf } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import { channelsWithCurve, drawnCurves, requireResponseModel } from "./curves.ts";
import { estimate } from "./interval.ts";
import { responseAt } from "./saturation.ts";
import type { ResponseCurve, ResponseCurveModel } from "./types.ts";

/** Places at which a curve is drawn, closer together where it rises most. */
const PIECES = 60;

/** Air beyond the largest spend seen. */
const BEYOND = 1.15;
const SMALLEST = 120;

const WORDS = {
  en: {
    title: "What each channel brings by weekly spend",
    x: "spend a week, carryover settled",
    y: "response a week",
    seen: "Line: best fit, dashed beyond what was ever spent; dot: mean spend; ticks: weeks as they were",
  },
  zh: {
    title: "各渠道每周投入带来的收入",
    x: "每周投入（延续效应稳定后）",
    y: "每周带来的收入",
    seen: "线：最佳拟合，超出历史投入处为虚线；圆点：平均投入；刻度：各周实际投入",
  },
} as const;

/**
 * Draws the response curve of each channel with the band of its plausible curves, where it was seen, and where the mean
 * spend stands on it.
 *
 * @param model - From {@link fitResponseCurve} or `loadModel`.
 * @param options - `channel` draws one channel alone; `locale`; `width` and `height` in pixels of each panel, at least
 * 120, default 300 × 200.
 * @returns A Vega-Lite specification, two panels a row.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another
 * language or channel.
 * @example
 * ```ts
 * const weeks = Array.from({ length: 60 }, (_, i) => ({ day: 86400000 * 7 * i, tv: [0, 40, 100, 10, 70][(i * i) % 5] }));
 * const model = fitResponseCurve(weeks, {
 *   week: (w) => w.day,
 *   revenue: (w) => 1000 + 50 * Math.log1p(w.tv / 20),
 *   channels: [{ id: "tv", spend: (w) => w.tv, saturation: "log" }],
 *   maxLag: 0,
 *   harmonics: 0,
 * });
 * responseChart(model, { locale: "zh" }).title.text; // => "各渠道每周投入带来的收入"
 * ```
 */
export function responseChart(
  model: ResponseCurveModel,
  options: ChartOptions & { readonly channel?: string } = {},
): Chart {
  const { locale, width, height } = chartFrame(options, 300, 200, SMALLEST);
  requireResponseModel(model);
  const ids = channelsWithCurve(model).map(({ id }) => id);
  const { channel } = options;
  if (channel !== undefined) requireOneOf(channel, ids, "options.channel");
  const drawn = model.draws.map((_, d) => drawnCurves(model, d));
  const panels = ids.flatMap((id, c) => {
    if (channel !== undefined && id !== channel) return [];
    const curves = drawn.map((set) => set[c] as ResponseCurve);
    return [{ width, height, ...panel(model, c, curves, locale) }];
  });
  const words = WORDS[locale];
  const level = formatShare(model.level);
  const band = locale === "zh" ? `带：${level} 区间` : `band: ${level} interval`;
  const weeks = locale === "zh" ? `${formatNumber(model.fittedOn.weeks)} 周；` : `${model.fittedOn.weeks} weeks; `;
  return defineChart({
    title: { text: words.title, subtitle: [words.seen, `${weeks}${band}`] },
    columns: 2,
    spacing: 28,
    concat: panels,
  });
}

function panel(model: ResponseCurveModel, c: number, curves: readonly ResponseCurve[], locale: Locale): object {
  const { id, curve, observed } = channelsWithCurve(model)[c] as ReturnType<typeof channelsWithCurve>[number];
  const words = WORDS[locale];
  const end = BEYOND * Math.max(observed.carriedMax, observed.mean, Number.MIN_VALUE * 1e16);
  const places = Array.from({ length: PIECES + 1 }, (_, i) => end * (i / PIECES) ** 1.5);
  // a corner at the largest spend seen, where the line changes to dashes
  const at = [...places, observed.carriedMax].sort((a, b) => a - b);
  const rows = at.map((x) => {
    const heights = Float64Array.from(curves, (drawn) => responseAt(drawn, x));
    const y = responseAt(curve, x);
    const { interval } = estimate(y, heights, model.fittedOn.weeks, model.level);
    return {
      x,
      y,
      lower: interval.lower,
      upper: interval.upper,
    };
  });
  const x = quantity("x", words.x, {
    scale: { domain: [0, end], nice: false },
    axis: { format: AMOUNT_FORMAT, tickCount: 5, grid: false },
  });
  const y = quantity("y", words.y, { axis: { format: AMOUNT_FORMAT, tickCount: 5 } });
  const line = (part: typeof rows, dash: readonly number[]): object => ({
    data: { values: part },
    mark: { type: "line", strokeWidth: 2.5, strokeDash: dash },
    encoding: { x, y },
  });
  return {
    title: { text: id, fontSize: 13, offset: 6 },
    layer: [
      {
        data: { values: rows },
        mark: { type: "area", opacity: 0.2 },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
      },
      line(
        rows.filter((row) => row.x <= observed.carriedMax),
        [1, 0],
      ),
      line(
        rows.filter((row) => row.x >= observed.carriedMax),
        [3, 5],
      ),
      {
        data: { values: observed.carried.map((seen) => ({ x: seen })) },
        mark: {
          type: "tick",
          orient: "vertical",
          thickness: 1,
          size: 9,
          opacity: 0.45,
          color: chartInk.text,
          yOffset: -5,
        },
        encoding: { x, y: { value: "height" } },
      },
      {
        data: { values: [{ x: observed.mean, y: responseAt(curve, observed.mean) }] },
        mark: { type: "point", filled: true, size: 90, opacity: 1, color: chartInk.bad },
        encoding: { x, y },
      },
    ],
  };
}
