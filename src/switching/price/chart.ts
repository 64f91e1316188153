import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { formatNumber } from "../../core/format.ts";
import { type PricePoint, priceSensitivityLabels } from "../../core/labels/price-sensitivity.ts";
import { type Label, type Locale, labelIn } from "../../core/locale.ts";
import type { GaborGranger, VanWestendorp } from "./types.ts";

const SMALLEST = 240;

const texts = {
  meter: { en: "Which prices are acceptable", zh: "可接受的价格" },
  demand: { en: "Who would buy at which price", zh: "各价格下的购买意愿" },
  price: { en: "Price", zh: "价格" },
  share: { en: "Share of respondents", zh: "受访者占比" },
  tooCheap: { en: "Too cheap", zh: "过于便宜" },
  cheap: { en: "Cheap", zh: "便宜" },
  expensive: { en: "Expensive", zh: "偏贵" },
  tooExpensive: { en: "Too expensive", zh: "过于昂贵" },
  observed: { en: "Share with interval", zh: "比例及区间" },
  fitted: { en: "Fitted curve with interval", zh: "拟合曲线及区间" },
} as const satisfies Record<string, Label>;

/**
 * Draws a price survey: for van Westendorp's questions the four curves with the acceptable range and the optimal price,
 * for Gabor–Granger the share who would buy by price with the fitted curve and the best prices.
 *
 * @param survey - From {@link measureVanWestendorp} or {@link measureGaborGranger}.
 * @param options - Language, width (default 560) and height (default 340) in pixels, at least 240.
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no survey or no size, `unknown_id` for
 * another kind of survey or another language.
 * @example
 * ```ts
 * const answers = [{ tooCheap: 5, cheap: 8, expensive: 12, tooExpensive: 15 }, { tooCheap: 6, cheap: 9, expensive: 11, tooExpensive: 16 }];
 * priceSensitivityChart(measureVanWestendorp(answers), { locale: "zh" }).title.text; // => "可接受的价格"
 * ```
 */
export function priceSensitivityChart(survey: VanWestendorp | GaborGranger, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 340, SMALLEST);
  requireObject(survey, "survey");
  requireOneOf(survey.kind, ["van_westendorp", "gabor_granger"], "survey.kind");
  const frame = { width, height };
  return survey.kind === "van_westendorp" ? meterChart(survey, locale, frame) : demandChart(survey, locale, frame);
}

type Frame = Readonly<{ width: number; height: number }>;

const y = (locale: Locale): Channel =>
  quantity("share", texts.share[locale], { scale: { domain: [0, 1] }, axis: { format: SHARE_FORMAT, tickCount: 5 } });
const xOf = (locale: Locale): Channel =>
  quantity("price", texts.price[locale], {
    scale: { zero: false, nice: true },
    axis: { tickCount: 8, labelFlush: false },
  });
const legend = {
  title: null,
  orient: "top",
  direction: "horizontal",
  columnPadding: 24,
  columns: 4,
  symbolOpacity: 1,
} as const;

function meterChart(survey: VanWestendorp, locale: Locale, frame: Frame): Chart {
  const marks = {
    marginal_cheapness: survey.marginalCheapness,
    optimal_price: survey.optimalPrice,
    indifference_price: survey.indifferencePrice,
    marginal_expensiveness: survey.marginalExpensiveness,
  };
  for (const [name, estimate] of Object.entries(marks)) requireEstimate(estimate, `survey.${name}`);
  requireColumn(survey.curve, "survey.curve");
  const curves = ["tooCheap", "cheap", "expensive", "tooExpensive"] as const;
  const rows = Array.from(survey.curve).flatMap((point, i) => {
    requireObject(point, `survey.curve[${i}]`);
    requireNumber(point.price, `survey.curve[${i}].price`);
    return curves.map((curve) => {
      requireNumber(point[curve], `survey.curve[${i}].${curve}`);
      return { price: point.price, share: point[curve], series: texts[curve][locale] };
    });
  });
  const [blue, red, , , orange, sky] = chartPalette as [string, string, string, string, string, string];
  const color = colored(
    "series",
    curves.map((curve) => texts[curve][locale]),
    [blue, sky, orange, red],
  );
  const x = xOf(locale);
  const range = [{ price: survey.marginalCheapness.value, to: survey.marginalExpensiveness.value }];
  return defineChart({
    title: { text: texts.meter[locale], subtitle: pointLines(marks, locale) },
    data: { values: rows },
    ...frame,
    layer: [
      {
        data: { values: range },
        mark: { type: "rect", color: chartInk.grid, opacity: 0.6 },
        encoding: { x, x2: { field: "to" } },
      },
      {
        mark: { type: "line", strokeWidth: 2.2, interpolate: "step-after" },
        encoding: { x, y: y(locale), color: { ...color, legend } },
      },
      {
        data: { values: [{ price: survey.optimalPrice.value }] },
        mark: { type: "rule", color: chartInk.text, strokeDash: [5, 3] },
        encoding: { x },
      },
      named(
        [{ price: survey.optimalPrice.value, text: priceSensitivityLabels.pricePoint.optimal_price[locale] }],
        x,
        "left",
      ),
    ],
  });
}

function demandChart(survey: GaborGranger, locale: Locale, frame: Frame): Chart {
  requireColumn(survey.points, "survey.points");
  const points = Array.from(survey.points).map((point, i) => {
    requireObject(point, `survey.points[${i}]`);
    requireNumber(point.price, `survey.points[${i}].price`);
    requireEstimate(point.observed, `survey.points[${i}].observed`);
    if (point.fitted !== undefined) requireEstimate(point.fitted, `survey.points[${i}].fitted`);
    return point;
  });
  const rows = (field: "observed" | "fitted") =>
    points.flatMap((point) => {
      const estimate = point[field];
      if (estimate === undefined) return [];
      const { lower, upper } = estimate.interval;
      return [{ price: point.price, share: estimate.value, lower, upper, series: texts[field][locale] }];
    });
  const best = {
    revenue_price: survey.revenuePrice,
    ...(survey.profitPrice === undefined ? {} : { profit_price: survey.profitPrice }),
  };
  const told = Object.entries(best).flatMap(([id, estimate]) => {
    if (estimate === undefined || "abstained" in estimate) return [];
    requireEstimate(estimate, `survey.${id}`);
    return [{ price: estimate.value, text: labelIn(priceSensitivityLabels.pricePoint, id, locale) }];
  });
  const x = xOf(locale);
  const names = [texts.fitted[locale], texts.observed[locale]];
  const color = { ...colored("series", names, [chartInk.good, chartInk.bad]), legend };
  const top = { ...y(locale), field: "upper" };
  return defineChart({
    title: { text: texts.demand[locale], subtitle: pointLines(best, locale) },
    ...frame,
    layer: [
      {
        data: { values: rows("fitted") },
        mark: { type: "area", opacity: 0.18, interpolate: "monotone" },
        encoding: { x, y: { ...y(locale), field: "lower" }, y2: { field: "upper" }, color },
      },
      {
        data: { values: rows("fitted") },
        mark: { type: "line", interpolate: "monotone" },
        encoding: { x, y: y(locale), color },
      },
      {
        data: { values: rows("observed") },
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { x, y: { ...top, field: "lower" }, y2: { field: "upper" }, color },
      },
      { data: { values: rows("observed") }, mark: { type: "point", opacity: 1 }, encoding: { x, y: y(locale), color } },
      {
        data: { values: told },
        mark: { type: "rule", color: chartInk.text, strokeDash: [5, 3] },
        encoding: { x },
      },
      // profit is never highest below the price of the highest revenue, so that the names point away from each other
      named(told.slice(0, 1), x, told.length > 1 ? "right" : "left"),
      named(told.slice(1), x, "left"),
    ],
  });
}

/** Names dashed lines at their upper end, on one side of them. */
function named(
  lines: readonly { readonly price: number; readonly text: string }[],
  x: Channel,
  align: "left" | "right",
): Channel {
  return {
    data: { values: lines },
    mark: { type: "text", align, dx: align === "left" ? 5 : -5, y: 10, fontWeight: 600 },
    encoding: { x, text: { field: "text", type: "nominal" } },
  };
}

/** One line a point, with its interval. */
function pointLines(
  points: Readonly<Partial<Record<PricePoint, Estimate | Abstention>>>,
  locale: Locale,
): readonly string[] {
  const parts = Object.entries(points).flatMap(([id, estimate]) => {
    if (estimate === undefined || "abstained" in estimate) return [];
    const { lower, upper } = estimate.interval;
    const [value, low, high] = [estimate.value, lower, upper].map((price) => formatNumber(price, 2));
    const name = labelIn(priceSensitivityLabels.pricePoint, id, locale);
    return [locale === "en" ? `${name} ${value} (${low}–${high})` : `${name} ${value}（${low}–${high}）`];
  });
  const lines: string[] = [];
  for (let i = 0; i < parts.length; i += 2) lines.push(parts.slice(i, i + 2).join(" · "));
  return lines;
}

function requireEstimate(estimate: Estimate, name: string): void {
  requireObject(estimate, name);
  requireNumber(estimate.value, `${name}.value`);
  requireObject(estimate.interval, `${name}.interval`);
  requireNumber(estimate.interval.lower, `${name}.interval.lower`);
  requireNumber(estimate.interval.upper, `${name}.interval.upper`);
}
