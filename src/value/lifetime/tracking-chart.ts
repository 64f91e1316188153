import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { lifetimeValueLabels } from "../../core/labels/lifetime-value.ts";
import type { Locale } from "../../core/locale.ts";
import { requireUnit } from "../units.ts";
import type { Tracking, TrackingTotal } from "./tracking-types.ts";

const SMALLEST = 240;

const WORDS = {
  en: {
    cumulative: "Repeat purchases so far, actual and expected",
    single: "Repeat purchases, actual and expected",
    purchases: "Repeat purchases",
    actual: "Actual",
    expected: "Expected",
    end: "calibration ends",
  },
  zh: {
    cumulative: "累计复购次数：实际与预期",
    single: "复购次数：实际与预期",
    purchases: "复购次数",
    actual: "实际",
    expected: "预期",
    end: "校准期结束",
  },
} as const;

/** Options of {@link trackingChart}. */
export interface TrackingChartOptions extends ChartOptions {
  /** `"cumulative"` (default) adds the periods up, `"single"` shows each. */
  readonly mode?: "cumulative" | "single";
}

/**
 * Draws repeat purchases against what the model expected, with a rule where the calibration ends and the forecast begins.
 *
 * @param tracking - From {@link measureTracking}.
 * @param options - `mode`; `locale`, `width` (default 560) and `height` (default 320) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const orders = [["a", "2026-01-01"], ["a", "2026-01-20"], ["b", "2026-01-03"], ["b", "2026-02-02"]];
 * const options = { model, customerId: (row) => row[0], date: (row) => row[1], end: "2026-01-28" };
 * trackingChart(measureTracking(orders, options), { locale: "zh" }).title.text; // => "累计复购次数：实际与预期"
 * ```
 */
export function trackingChart(tracking: Tracking, options: TrackingChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 320, SMALLEST);
  const { mode = "cumulative" } = options;
  requireOneOf(mode, ["cumulative", "single"], "options.mode");
  requireTracking(tracking);
  const words = WORDS[locale];
  const rows = tracking.points.flatMap((point) => [
    { period: point.period, y: mode === "single" ? point.actual : point.cumulativeActual, series: words.actual },
    { period: point.period, y: mode === "single" ? point.expected : point.cumulativeExpected, series: words.expected },
  ]);
  const last = tracking.points.length;
  const x = quantity("period", lifetimeValueLabels.timeUnit[tracking.unit][locale], {
    scale: { domain: [mode === "single" ? 1 : 0, last], nice: false },
    axis: { grid: false, tickCount: Math.min(last, 12), format: "d" },
  });
  const y = quantity("y", words.purchases, { axis: { format: ",d", tickCount: 6 } });
  const series = colored("series", [words.actual, words.expected], [chartInk.text, chartInk.bad], "");
  const legend = {
    title: null,
    orient: mode === "single" ? "top-right" : "top-left",
    symbolType: "stroke",
    symbolSize: 400,
  };
  const start = [words.actual, words.expected].map((name) => ({ period: 0, y: 0, series: name }));
  return defineChart({
    title: { text: words[mode], subtitle: subtitleOf(tracking, locale) },
    width,
    height,
    layer: [
      {
        data: { values: mode === "single" ? rows : [...start, ...rows] },
        mark: { type: "line", strokeWidth: 2, point: last === 1 },
        encoding: {
          x,
          y,
          color: { ...series, legend },
          strokeDash: {
            field: "series",
            type: "nominal",
            scale: {
              domain: [words.actual, words.expected],
              range: [
                [1, 0],
                [6, 4],
              ],
            },
            legend,
          },
        },
      },
      {
        data: { values: [{ period: Math.min(last, tracking.calibrationPeriods), text: words.end }] },
        layer: [
          { mark: { type: "rule", color: chartInk.muted, strokeDash: [3, 3] }, encoding: { x } },
          {
            mark: { type: "text", align: "right", dx: -6, y: height - 10, color: chartInk.muted },
            encoding: { x, text: { field: "text", type: "nominal" } },
          },
        ],
      },
    ],
  });
}

function subtitleOf({ customers, calibration, holdout }: Tracking, locale: Locale): string[] {
  const n = formatNumber(customers);
  const total = ({ actual, expected, error }: TrackingTotal): string => {
    const counts = `${formatNumber(expected)} / ${formatNumber(actual)}`;
    return error === undefined ? counts : `${counts} (${error > 0 ? "+" : ""}${formatShare(error)})`;
  };
  return locale === "zh"
    ? [`${n} 位客户；预期 / 实际`, `校准期 ${total(calibration)}，留出期 ${total(holdout)}`]
    : [`${n} customers; expected / actual`, `calibration ${total(calibration)}, holdout ${total(holdout)}`];
}

/** Refuses what was edited by hand into something that cannot be drawn. */
function requireTracking(tracking: Tracking): void {
  requireObject(tracking, "tracking");
  const { points, unit, customers, calibrationPeriods } = tracking;
  requireUnit(unit, "tracking.unit");
  requireNumber(customers, "tracking.customers", { min: 0 });
  requireNumber(calibrationPeriods, "tracking.calibrationPeriods", { min: 0 });
  for (const name of ["calibration", "holdout"] as const) {
    requireObject(tracking[name], `tracking.${name}`);
    requireNumber(tracking[name].actual, `tracking.${name}.actual`);
    requireNumber(tracking[name].expected, `tracking.${name}.expected`);
  }
  requireNonEmpty(points, "tracking.points");
  points.forEach((point, i) => {
    requireObject(point, `tracking.points[${i}]`);
    for (const field of ["period", "actual", "expected", "cumulativeActual", "cumulativeExpected"] as const) {
      requireNumber(point[field], `tracking.points[${i}].${field}`);
    }
  });
}
