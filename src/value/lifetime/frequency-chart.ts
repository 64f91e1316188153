import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import { formatNumber } from "../../core/format.ts";
import type { PurchaseFrequency } from "./holdout-types.ts";

const SMALLEST = 240;

const WORDS = {
  en: {
    title: "Customers by repeat purchases, actual and expected",
    x: "Repeat purchases in the calibration",
    y: "Customers",
    actual: "Actual",
    expected: "Expected",
  },
  zh: {
    title: "按复购次数统计的客户数：实际与预期",
    x: "校准期复购次数",
    y: "客户数",
    actual: "实际",
    expected: "预期",
  },
} as const;

/**
 * Draws how many customers bought again never, once, twice…, beside what the model expects.
 *
 * @param frequencies - From {@link measurePurchaseFrequencies}.
 * @param options - `locale`, `width` (default 560) and `height` (default 300) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const table = { unit: "week", frequency: [2, 0, 0, 1], recency: [30.4, 0, 0, 5], age: [39, 39, 30, 30] };
 * frequencyChart(measurePurchaseFrequencies(model, table)).encoding.x.title; // => "Repeat purchases in the calibration"
 * ```
 */
export function frequencyChart(frequencies: readonly PurchaseFrequency[], options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 300, SMALLEST);
  requireNonEmpty(frequencies, "frequencies");
  const words = WORDS[locale];
  const rows = Array.from(frequencies).flatMap((row, i) => {
    requireObject(row, `frequencies[${i}]`);
    for (const field of ["frequency", "actual", "expected"] as const) {
      requireNumber(row[field], `frequencies[${i}].${field}`, { min: 0 });
    }
    const name = groupName(row.frequency, row.orMore);
    return [
      { name, y: row.actual, series: words.actual, text: formatNumber(row.actual) },
      { name, y: row.expected, series: words.expected, text: formatNumber(row.expected) },
    ];
  });
  const names = Array.from(frequencies, (row) => groupName(row.frequency, row.orMore));
  const series = [words.actual, words.expected];
  return defineChart({
    title: { text: words.title },
    width,
    height,
    data: { values: rows },
    mark: { type: "bar" },
    encoding: {
      x: category("name", words.x, names, { axis: { labelAngle: 0 } }),
      xOffset: { field: "series", type: "nominal", sort: series },
      y: quantity("y", words.y, { axis: { format: ",d", tickCount: 6 } }),
      color: {
        ...colored("series", series, [chartInk.neutral, chartPalette[0] as string], ""),
        legend: { title: null, orient: "top-right" },
      },
      tooltip: [
        { field: "series", type: "nominal" },
        { field: "text", type: "nominal", title: words.y },
      ],
    },
  });
}

/** Name of a group of customers by their number of repeat purchases. @internal */
export function groupName(frequency: number, orMore: boolean): string {
  return `${formatNumber(frequency)}${orMore ? "+" : ""}`;
}
