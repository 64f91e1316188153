import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import { groupName } from "./frequency-chart.ts";
import type { HoldoutScore } from "./holdout-types.ts";

const SMALLEST = 240;

const WORDS = {
  en: {
    means: "Purchases in the holdout by purchases before",
    x: "Repeat purchases in the calibration",
    y: "Mean purchases in the holdout",
    actual: "Actual",
    expected: "Expected",
    gains: "Purchases captured from the best customers down",
    customers: "Share of customers, highest forecast first",
    captured: "Share of holdout purchases",
    model: "By forecast",
    best: "Perfect order",
    chance: "By chance",
  },
  zh: {
    means: "按校准期复购次数统计的留出期购买次数",
    x: "校准期复购次数",
    y: "留出期平均购买次数",
    actual: "实际",
    expected: "预期",
    gains: "自预期最高的客户起累计的购买份额",
    customers: "客户占比（按预期由高到低）",
    captured: "留出期购买份额",
    model: "按预期排序",
    best: "完美排序",
    chance: "随机排序",
  },
} as const;

/**
 * Draws what customers bought in the holdout, by what they had bought before, beside what the model forecast.
 *
 * @param score - From {@link measureBuyingHoldout} or {@link compareBuyingModels}.
 * @param options - `locale`, `width` (default 560) and `height` (default 300) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const table = { unit: "week", frequency: [2, 0], recency: [30.43, 0], age: [38.86, 38.86] };
 * const holdout = { duration: { unit: "week", length: 39 }, purchases: [1, 0] };
 * holdoutChart(measureBuyingHoldout(model, { table, holdout })).mark.type; // => "line"
 * ```
 */
export function holdoutChart(score: HoldoutScore, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 300, SMALLEST);
  requireScore(score);
  requireNonEmpty(score.byFrequency, "score.byFrequency");
  const words = WORDS[locale];
  const names = score.byFrequency.map(({ frequency, orMore }) => groupName(frequency, orMore));
  const rows = score.byFrequency.flatMap((group, i) => {
    requireNumber(group.actual, `score.byFrequency[${i}].actual`);
    requireNumber(group.expected, `score.byFrequency[${i}].expected`);
    const own = { name: names[i], customers: formatNumber(group.customers) };
    return [
      { ...own, y: group.actual, series: words.actual },
      { ...own, y: group.expected, series: words.expected },
    ];
  });
  const series = [words.actual, words.expected];
  const legend = { title: null, orient: "top-left", symbolType: "stroke", symbolSize: 400 };
  return defineChart({
    title: { text: words.means, subtitle: subtitleOf(score, locale) },
    width,
    height,
    data: { values: rows },
    mark: { type: "line", point: { size: 60, filled: true }, strokeWidth: 2 },
    encoding: {
      x: category("name", words.x, names, { axis: { labelAngle: 0 } }),
      y: quantity("y", words.y),
      color: {
        ...colored("series", series, [chartInk.text, chartInk.bad], ""),
        legend,
      },
      strokeDash: {
        field: "series",
        type: "nominal",
        scale: {
          domain: series,
          range: [
            [1, 0],
            [6, 4],
          ],
        },
        legend,
      },
    },
  });
}

/**
 * Draws the share of holdout purchases that the customers with the highest forecasts made, between chance and a perfect
 * order.
 *
 * @param score - From {@link measureBuyingHoldout} or {@link compareBuyingModels}.
 * @param options - `locale`, `width` (default 420) and `height` (default 360) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const table = { unit: "week", frequency: [2, 0], recency: [30.43, 0], age: [38.86, 38.86] };
 * const holdout = { duration: { unit: "week", length: 39 }, purchases: [1, 0] };
 * buyingGainsChart(measureBuyingHoldout(model, { table, holdout }), { locale: "zh" }).width; // => 420
 * ```
 */
export function buyingGainsChart(score: HoldoutScore, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 420, 360, SMALLEST);
  requireScore(score);
  requireNonEmpty(score.gains, "score.gains");
  const words = WORDS[locale];
  const rows = score.gains.flatMap(({ customers, captured, best }, i) => {
    for (const value of [customers, captured, best])
      requireNumber(value, `score.gains[${i}]`, { min: 0, max: 1.000001 });
    return [
      { customers, y: best, series: words.best },
      { customers, y: captured, series: words.model },
      { customers, y: customers, series: words.chance },
    ];
  });
  const series = [words.model, words.best, words.chance];
  const legend = { title: null, orient: "bottom-right", symbolType: "stroke", symbolSize: 400 };
  const share = { scale: { domain: [0, 1], nice: false }, axis: { format: SHARE_FORMAT, tickCount: 6 } };
  return defineChart({
    title: { text: words.gains, subtitle: subtitleOf(score, locale) },
    width,
    height,
    data: { values: rows },
    mark: { type: "line", strokeWidth: 2 },
    encoding: {
      x: quantity("customers", words.customers, share),
      y: quantity("y", words.captured, share),
      color: {
        ...colored("series", series, [chartPalette[0] as string, chartInk.text, chartInk.neutral], ""),
        legend,
      },
      strokeDash: {
        field: "series",
        type: "nominal",
        scale: {
          domain: series,
          range: [
            [1, 0],
            [2, 2],
            [6, 4],
          ],
        },
        legend,
      },
    },
  });
}

function subtitleOf({ customers, actual, expected, totalError, gini }: HoldoutScore, locale: Locale): string[] {
  const n = formatNumber(customers);
  const counts = `${formatNumber(expected)} / ${formatNumber(actual)}`;
  const error = totalError === undefined ? "" : ` (${totalError > 0 ? "+" : ""}${formatShare(totalError)})`;
  const order = gini === undefined ? "" : `${locale === "zh" ? "；基尼系数 " : "; Gini "}${formatNumber(gini, 2)}`;
  return locale === "zh"
    ? [`${n} 位客户；预期 / 实际 ${counts}${error}${order}`]
    : [`${n} customers; expected / actual ${counts}${error}${order}`];
}

/** Refuses what was edited by hand into something that cannot be drawn. */
function requireScore(score: HoldoutScore): void {
  requireObject(score, "score");
  for (const field of ["customers", "actual", "expected"] as const)
    requireNumber(score[field], `score.${field}`, { min: 0 });
}
