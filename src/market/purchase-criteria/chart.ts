import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { purchaseCriteriaLabels } from "../../core/labels/purchase-criteria.ts";
import { type Locale, labelIn } from "../../core/locale.ts";
import { wordReason } from "../../core/word-reason.ts";
import { purchaseCriteriaEn, purchaseCriteriaZh } from "../../core/wording/purchase-criteria.ts";
import { requireScale } from "../portfolio/rating-scale.ts";
import type { CriterionResult, PurchaseGroup, PurchaseReport } from "./types.ts";

const SMALLEST = 280;

/** Pixels for each criterion. */
const ROW = 46;

const TITLE = {
  en: "What customers weigh, and how they rate suppliers",
  zh: "客户购买标准：权重与各供应商评分",
} as const;
const AXIS = { en: "Mean rating", zh: "平均评分" } as const;

/** Options of {@link purchaseCriteriaChart}. */
export interface PurchaseCriteriaChartOptions extends ChartOptions {
  /** The segment to draw; all respondents where it is left out. */
  readonly segment?: string;
}

/**
 * Draws the profile of all suppliers: criteria from the heaviest down with their weight, mean ratings as dots with their
 * intervals, ours joined by a line.
 *
 * @param report - From {@link measurePurchaseCriteria}.
 * @param options - `segment`, `locale`, `width` (default 560) and `height` (default 46 per criterion) in pixels, at least
 * 280.
 * @returns A Vega-Lite specification; one that says why where the group abstained.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for a segment that the report does
 * not hold or another language.
 * @example
 * ```ts
 * const answers = Array.from({ length: 20 }, (_, i) => ({
 *   weights: { price: 60 + (i % 3), performance: 40 },
 *   ratings: { us: { price: 2 + (i % 2), performance: 5 }, rival: { price: 4, performance: 3 + (i % 2) } },
 * }));
 * const report = measurePurchaseCriteria(answers, { us: "us", rivals: ["rival"], criteria: ["price", "performance"] });
 * purchaseCriteriaChart(report, { locale: "zh" }).title.text; // => "客户购买标准：权重与各供应商评分"
 * ```
 */
export function purchaseCriteriaChart(report: PurchaseReport, options: PurchaseCriteriaChartOptions = {}): Chart {
  requireObject(options, "options");
  const group = groupOf(report, options.segment);
  const rows = "abstained" in group ? [] : group.criteria;
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, ROW * rows.length), SMALLEST);
  const { scale, us, level } = report;
  const label = ({ criterion, weight }: CriterionResult): string =>
    `${labelIn(purchaseCriteriaLabels.purchaseCriterion, criterion, locale)} ${formatShare(weight.value, 0)}`;
  // a name for each row, and the suppliers in one order
  const suppliers = rows[0]?.ratings.map(({ supplier }) => supplier) ?? [us];
  const values = rows.flatMap((row, order) =>
    row.ratings.map(({ supplier, rating }) => ({
      criterion: label(row),
      order,
      supplier,
      rating: rating.value,
      lower: Math.max(scale.min, rating.interval.lower),
      upper: Math.min(scale.max, rating.interval.upper),
    })),
  );
  const y = category("criterion", "", rows.map(label), { axis: { domain: false, ticks: false, grid: true } });
  const yOffset = { field: "supplier", type: "nominal", sort: suppliers, scale: { paddingOuter: 0.6 } };
  const x = quantity("rating", AXIS[locale], { scale: { domain: [scale.min, scale.max], zero: false, nice: false } });
  const color = {
    ...colored(
      "supplier",
      suppliers,
      suppliers.map((_, i) => chartPalette[i % chartPalette.length] as string),
    ),
    legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 20, symbolType: "circle" },
  };
  return defineChart({
    title: { text: TITLE[locale], subtitle: subtitleOf(group, options.segment, level, locale) },
    width,
    height,
    layer: [
      {
        data: { values: values.filter(({ supplier }) => supplier === us) },
        mark: { type: "line", strokeWidth: 1.5, opacity: 0.5, color: chartPalette[0] },
        encoding: { x, y, yOffset, order: { field: "order", type: "quantitative" } },
      },
      {
        data: { values },
        mark: { type: "rule", strokeWidth: 2 },
        encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" }, y, yOffset, color },
      },
      {
        data: { values },
        mark: { type: "circle", size: 70, opacity: 1, stroke: "#FFFFFF", strokeWidth: 0.8 },
        encoding: { x, y, yOffset, color },
      },
    ],
    config: { axisY: { labelColor: chartInk.text } },
  });
}

function groupOf(report: PurchaseReport, segment: string | undefined): PurchaseGroup | Abstention {
  requireObject(report, "report");
  requireScale(report.scale, "report.scale");
  requireNumber(report.level, "report.level", { above: 0, below: 1 });
  requireColumn(report.segments, "report.segments");
  const group = segment === undefined ? report.overall : Array.from(report.segments).find((own) => own?.id === segment);
  if (segment !== undefined && group === undefined) {
    throw new ClienteleError("unknown_id", `options.segment ${show(segment)} is no segment of the report`, { segment });
  }
  requireObject(group, "report.overall");
  const found = group as PurchaseGroup | Abstention;
  if ("abstained" in found) return found;
  requireNumber(found.respondents, "report.overall.respondents", { min: 0 });
  requireColumn(found.criteria, "report.overall.criteria");
  Array.from(found.criteria).forEach((row, i) => {
    requireObject(row, `criteria[${i}]`);
    requireEstimate(row.weight, `criteria[${i}].weight`);
    requireColumn(row.ratings, `criteria[${i}].ratings`);
    Array.from(row.ratings).forEach((rated, k) => {
      requireObject(rated, `criteria[${i}].ratings[${k}]`);
      requireEstimate(rated.rating, `criteria[${i}].ratings[${k}].rating`);
    });
  });
  return found;
}

function requireEstimate(estimate: Estimate, name: string): void {
  requireObject(estimate, name);
  requireObject(estimate.interval, `${name}.interval`);
  for (const value of [estimate.value, estimate.interval.lower, estimate.interval.upper]) requireNumber(value, name);
}

function subtitleOf(
  group: PurchaseGroup | Abstention,
  segment: string | undefined,
  level: number,
  locale: Locale,
): string[] {
  if ("abstained" in group) {
    return [wordReason(locale === "zh" ? purchaseCriteriaZh : purchaseCriteriaEn, group.abstained)];
  }
  const n = formatNumber(group.respondents);
  const who = segment === undefined ? "" : `${segment}${locale === "zh" ? "：" : ": "}`;
  return locale === "zh"
    ? [`${who}${n} 位受访者；标准后为权重，横线为 ${formatShare(level)} 区间`]
    : [`${who}${n} respondents; weight beside each criterion, lines: ${formatShare(level)} intervals`];
}
