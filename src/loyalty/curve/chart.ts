import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { loyaltyLabels } from "../../core/labels/loyalty.ts";
import { loyaltyCurveLabels } from "../../core/labels/loyalty-curve.ts";
import type { Locale } from "../../core/locale.ts";
import type { RatingScale } from "../quadrant/types.ts";
import { predictLoyalty, requireCurve } from "./predict.ts";
import type { LoyaltyCurveModel, LoyaltyCurvePoint, LoyaltyStep } from "./types.ts";

/** Places at which the power curve is drawn; straight pieces of 7 pixels look curved. */
const PIECES = 80;
const SMALLEST = 240;

const TITLE = { en: "Loyalty by satisfaction", zh: "忠诚度随满意度的变化" } as const;
const NAMES = {
  en: { power: "Power curve with its interval", steps: "Monotone steps", points: "Mean of a group" },
  zh: { power: "幂曲线及其区间", steps: "单调阶梯", points: "分组均值" },
} as const;

/**
 * Draws how loyalty rises with satisfaction: the power curve in the band of its interval, the monotone steps, and the
 * means of up to 20 groups of customers with their intervals, their size by area.
 *
 * @param curve - From {@link fitLoyaltyCurve} or `loadModel`.
 * @param options - `locale`, `width` (default 560) and `height` (default 400) in pixels, at least 240.
 * @returns A Vega-Lite specification. Without a power curve only steps and points are drawn.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another
 * language.
 * @example
 * ```ts
 * const answers = [[2, 0], [2, 1], [3, 2], [3, 4], [4, 5], [4, 6], [4, 4], [5, 10], [5, 8]];
 * const curve = fitLoyaltyCurve(answers, {
 *   satisfaction: (row) => row[0],
 *   loyalty: (row) => row[1],
 *   scales: { satisfaction: { min: 1, max: 5 }, loyalty: { min: 0, max: 10 } },
 * });
 * loyaltyCurveChart(curve, { locale: "zh" }).title.text; // => "忠诚度随满意度的变化"
 * ```
 */
export function loyaltyCurveChart(curve: LoyaltyCurveModel, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 400, SMALLEST);
  requireCurve(curve);
  requirePoints(curve);
  const { satisfaction, loyalty } = curve.scales;
  const names = NAMES[locale];
  const axis = (field: string, name: "satisfaction" | "loyalty", scale: RatingScale): Channel =>
    quantity(field, `${loyaltyLabels.loyaltyAxis[name][locale]} (${points(scale.min)}–${points(scale.max)})`, {
      scale: { domain: [scale.min, scale.max], nice: false, zero: false },
      axis: { tickCount: 6 },
    });
  const x = axis("x", "satisfaction", satisfaction);
  const y = axis("y", "loyalty", loyalty);
  const color = colored(
    "series",
    [...("exponent" in curve.power ? [names.power] : []), names.steps, names.points],
    ["exponent" in curve.power ? chartInk.good : [], chartInk.bad, chartInk.neutral].flat(),
    "",
  );
  const legend = {
    ...color,
    legend: { title: null, orient: "top", columnPadding: 28, direction: "horizontal", symbolType: "square" },
  };
  const largest = curve.points.reduce((most, point) => Math.max(most, point.n), 1);
  return defineChart({
    title: { text: TITLE[locale], subtitle: subtitleOf(curve, locale) },
    width,
    height,
    layer: [
      ...powerLayers(curve, names.power, x, y, legend),
      {
        data: { values: stepRows(curve, names.steps) },
        mark: { type: "line", interpolate: "step-after", strokeWidth: 2 },
        encoding: { x, y, color: legend },
      },
      {
        data: { values: curve.points.flatMap(intervalRow) },
        mark: { type: "rule", color: chartInk.muted, strokeWidth: 1.2 },
        encoding: { x, y, y2: { field: "y2" } },
      },
      {
        data: { values: curve.points.map((p) => ({ x: p.satisfaction, y: p.loyalty, n: p.n, series: names.points })) },
        mark: { type: "circle", opacity: 0.9, stroke: "#FFFFFF", strokeWidth: 0.5, clip: false },
        encoding: {
          x,
          y,
          color: legend,
          size: quantity("n", "", { scale: { type: "linear", domain: [0, largest], range: [12, 150] }, legend: null }),
        },
      },
    ],
  });
}

const points = (value: number): string => formatNumber(value, 3);

function powerLayers(curve: LoyaltyCurveModel, series: string, x: Channel, y: Channel, color: Channel): object[] {
  if (!("exponent" in curve.power)) return [];
  const { min, max } = curve.scales.satisfaction;
  const rows = Array.from({ length: PIECES + 1 }, (_, i) => {
    // closer together towards the worst end, where a small exponent rises steeply
    const at = i === PIECES ? max : min + (max - min) * (i / PIECES) ** 2;
    const power = predictLoyalty(curve, at).power as { value: number; interval: { lower: number; upper: number } };
    return { x: at, y: power.value, lower: power.interval.lower, upper: power.interval.upper, series };
  });
  return [
    {
      data: { values: rows },
      mark: { type: "area", opacity: 0.22, color: chartPalette[0] },
      encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
    },
    { data: { values: rows }, mark: { type: "line", strokeWidth: 2.5 }, encoding: { x, y, color } },
  ];
}

function stepRows({ steps }: LoyaltyCurveModel, series: string): object[] {
  const last = steps.at(-1) as LoyaltyStep;
  const rows = steps.map(({ from, loyalty }) => ({ x: from, y: loyalty, series }));
  return last.to > last.from ? [...rows, { x: last.to, y: last.loyalty, series }] : rows;
}

function intervalRow({ satisfaction, interval }: LoyaltyCurvePoint): object[] {
  return interval === undefined ? [] : [{ x: satisfaction, y: interval.lower, y2: interval.upper }];
}

function subtitleOf({ power, regime, customers }: LoyaltyCurveModel, locale: Locale): string[] {
  const zh = locale === "zh";
  const n = formatNumber(customers);
  const market = loyaltyCurveLabels.marketRegime[regime][locale];
  if (!("exponent" in power))
    return [zh ? `共 ${n} 位客户；无法拟合幂曲线` : `${n} customers; no power curve can be fitted`];
  const { value, interval } = power.exponent;
  const range = `${formatNumber(interval.lower, 2)}–${formatNumber(interval.upper, 2)}`;
  const level = formatShare(interval.level);
  const k = formatNumber(value, 2);
  return zh
    ? [`共 ${n} 位客户；市场形态：${market}`, `幂指数 k = ${k}（${level} 区间 ${range}）；竖线为均值的区间`]
    : [
        `${n} customers; market: ${market.toLowerCase()}`,
        `Exponent k = ${k} (${level} interval ${range}); bars: interval of each mean`,
      ];
}

/** Refuses points and a regime that were edited by hand into something that cannot be drawn. */
function requirePoints(curve: LoyaltyCurveModel): void {
  requireOneOf(curve.regime, ["competitive", "non_competitive", "undecided"], "curve.regime");
  requireNumber(curve.customers, "curve.customers", { min: 1, integer: true });
  if (!Array.isArray(curve.points)) {
    throw new ClienteleError("invalid_type", `curve.points must be an array, got ${show(curve.points)}`, {
      name: "curve.points",
    });
  }
  curve.points.forEach((point, i) => {
    requireObject(point, `curve.points[${i}]`);
    requireNumber(point.satisfaction, `curve.points[${i}].satisfaction`, curve.scales.satisfaction);
    requireNumber(point.loyalty, `curve.points[${i}].loyalty`, curve.scales.loyalty);
    requireNumber(point.n, `curve.points[${i}].n`, { min: 1 });
    if (point.interval === undefined) return;
    requireObject(point.interval, `curve.points[${i}].interval`);
    requireNumber(point.interval.lower, `curve.points[${i}].interval.lower`);
    requireNumber(point.interval.upper, `curve.points[${i}].interval.upper`);
  });
}
