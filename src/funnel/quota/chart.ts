import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, category, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { quotaLabels } from "../../core/labels/quota.ts";
import type { Locale } from "../../core/locale.ts";
import type { QuotaAttainment, QuotaDimension, UnitAttainment } from "./attainment-types.ts";
import { requireText } from "./category.ts";
import { QUOTA_DIMENSIONS } from "./ramp.ts";

/** Options of {@link quotaChart}. */
export interface QuotaChartOptions extends ChartOptions {
  /** Whose quotas to draw; default `"person"`. */
  readonly dimension?: QuotaDimension;
}

const ROW_HEIGHT = 34;
const SMALLEST = 120;

/** Pixels right of the words at the end of a row: renderers that lack the theme's fonts draw them wider than measured. */
const AIR = 40;

/** Axis of attainment ends here at the latest: one who tripled the quota must not flatten everybody else. */
const MOST = 3;

const WORDS = {
  en: {
    title: (dimension: string) => `Quota attainment by ${dimension.toLowerCase()}`,
    axis: "Share of the quota",
    marks: "Bar: booked; line: P10 to P90 at the period's end; dot: P50; rule: quota",
    beyond: "; arrow: beyond the edge",
    row: (chance: string) => `${chance} chance`,
    noQuota: "no quota",
  },
  zh: {
    title: (dimension: string) => `指标完成情况（按${dimension}）`,
    axis: "占指标的比例",
    marks: "条：已入账；横线：期末 P10 至 P90；圆点：P50；竖线：指标",
    beyond: "；箭头：超出图幅",
    row: (chance: string) => `达标概率 ${chance}`,
    noQuota: "无指标",
  },
} as const;

/**
 * Draws how far everybody is to their quota: a bar for what is booked, a line for where the period will end, a rule at
 * the quota, and the chance to reach it.
 *
 * @param attainment - From {@link measureQuotaAttainment}.
 * @param options - `dimension` (default `"person"`); `locale`; `width` (default 420) and `height` in pixels, at least
 * 120; the default height grows with the rows.
 * @returns A Vega-Lite specification, the rows in the order measured. A unit without a quota has a row that says so;
 * what lies beyond three times the quota ends in an arrow at the edge.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another language or a dimension
 * that was not measured.
 * @example
 * ```ts
 * const may = { from: "2026-05-01", to: "2026-05-31" };
 * const quotas = [{ dimension: "person", unit: "ann", ...may, amountMinor: 100_000 }];
 * const attainment = measureQuotaAttainment({ quotas, won: [] }, { ...may, asOf: "2026-05-10" });
 * quotaChart(attainment, { locale: "zh" }).title.text; // => "指标完成情况（按个人）"
 * ```
 */
export function quotaChart(attainment: QuotaAttainment, options: QuotaChartOptions = {}): Chart {
  const { locale, width, height: given } = chartFrame(options, 420, SMALLEST, SMALLEST);
  const { dimension = "person" } = options;
  requireOneOf(dimension, QUOTA_DIMENSIONS, "options.dimension");
  const words = WORDS[locale];
  const rows = rowsOf(attainment, dimension, locale);
  const height = options.height === undefined ? Math.max(SMALLEST, rows.length * ROW_HEIGHT) : given;
  const drawn = rows.filter(({ booked }) => booked !== undefined);
  const beyond = drawn.filter(({ upper = 0, booked = 0 }) => Math.max(upper, booked) > MOST);
  const far = Math.max(1.1, ...drawn.map(({ upper = 0, booked = 0 }) => Math.max(upper, booked) * 1.04));
  const scale = { domain: [0, Math.min(MOST, far)], nice: false, clamp: true };
  const x: Axis = (field) =>
    quantity(field, words.axis, { scale, axis: { format: SHARE_FORMAT, tickCount: 6, labelFlush: false } });
  const labels = rows.map(({ label }) => label);
  const extent = 12 + Math.max(0, ...labels.map(textWidth));
  const y = category("label", "", labels, {
    axis: { labelLimit: 0, labelPadding: 12, minExtent: extent, maxExtent: extent, ticks: false, domain: false },
  });
  return defineChart({
    title: {
      text: words.title(quotaLabels.quotaDimension[dimension][locale]),
      subtitle: [periodText(attainment, locale), `${words.marks}${beyond.length === 0 ? "" : words.beyond}`],
    },
    width,
    height,
    padding: { left: 12, top: 12, right: AIR, bottom: 12 },
    layer: [
      // Vega warns of a layer without a single row
      ...(drawn.length === 0 ? [] : [barLayer(drawn, x, y)]),
      {
        data: { values: [{ quota: 1 }] },
        mark: { type: "rule", color: chartInk.bad, strokeWidth: 2 },
        encoding: { x: x("quota") },
      },
      ...(drawn.length === 0 ? [] : outlookLayers(drawn, x, y)),
      ...(beyond.length === 0 ? [] : [arrowLayer(beyond, width, y)]),
      {
        data: { values: rows },
        mark: { type: "text", align: "left", dx: 14, fontSize: 12, color: chartInk.text },
        encoding: { x: { value: width }, y, text: { field: "text", type: "nominal" } },
      },
    ],
  });
}

type Axis = (field: string) => Channel;

function barLayer(rows: readonly Row[], x: Axis, y: Channel): object {
  return {
    data: { values: rows },
    mark: { type: "bar", color: chartInk.good, height: 0.5 * ROW_HEIGHT, opacity: 0.75 },
    encoding: { x: x("booked"), y },
  };
}

function outlookLayers(rows: readonly Row[], x: Axis, y: Channel): object[] {
  return [
    {
      data: { values: rows },
      mark: { type: "rule", color: chartInk.text, strokeWidth: 2 },
      encoding: { x: x("lower"), x2: { field: "upper" }, y },
    },
    {
      data: { values: rows },
      mark: { type: "point", filled: true, size: 80, color: chartInk.text, opacity: 1, stroke: "#FFFFFF" },
      encoding: { x: x("middle"), y },
    },
  ];
}

/** What goes on beyond the axis must not look as if it ended there. */
function arrowLayer(rows: readonly Row[], width: number, y: Channel): object {
  return {
    data: { values: rows },
    mark: { type: "point", shape: "triangle-right", filled: true, size: 90, color: chartInk.text, opacity: 1 },
    encoding: { x: { value: width }, y },
  };
}

interface Row {
  readonly label: string;
  readonly text: string;
  readonly booked?: number;
  readonly lower?: number;
  readonly middle?: number;
  readonly upper?: number;
}

function rowsOf(attainment: QuotaAttainment, dimension: QuotaDimension, locale: Locale): Row[] {
  requireObject(attainment, "attainment");
  if (!Array.isArray(attainment.units)) {
    const text = `attainment.units must be an array, got ${show(attainment.units)}`;
    throw new ClienteleError("invalid_type", text, { name: "attainment.units" });
  }
  const rows = (attainment.units as readonly UnitAttainment[]).flatMap((unit, i): Row[] => {
    requireObject(unit, `attainment.units[${i}]`);
    if (unit.dimension !== dimension || unit.unit === undefined) return [];
    requireText(unit.unit, `attainment.units[${i}].unit`);
    return [rowOf(unit, `attainment.units[${i}]`, locale)];
  });
  if (rows.length > 0) return rows;
  throw new ClienteleError("unknown_id", `attainment holds no unit of the dimension "${dimension}"`, { dimension });
}

function rowOf(unit: UnitAttainment, name: string, locale: Locale): Row {
  const { outlook, attainment, quota, chanceToReach = 0 } = unit;
  const label = unit.unit as string;
  if (attainment === undefined || quota === undefined) return { label, text: WORDS[locale].noQuota };
  requireObject(quota, `${name}.quota`);
  requireNumber(quota.effectiveMinor, `${name}.quota.effectiveMinor`, { above: 0 });
  requireNumber(attainment, `${name}.attainment`, { min: 0 });
  requireNumber(chanceToReach, `${name}.chanceToReach`, { min: 0, max: 1 });
  requireObject(outlook, `${name}.outlook`);
  const share = (field: "p10" | "p50" | "p90"): number => {
    requireNumber(outlook[field], `${name}.outlook.${field}`, { min: 0 });
    return Math.min(Number.MAX_VALUE, outlook[field] / quota.effectiveMinor);
  };
  const text = `${formatShare(attainment, 0)}${locale === "zh" ? "，" : ", "}${WORDS[locale].row(formatShare(chanceToReach, 0))}`;
  return { label, text, booked: attainment, lower: share("p10"), middle: share("p50"), upper: share("p90") };
}

function periodText({ from, to, asOf, daysLeft }: QuotaAttainment, locale: Locale): string {
  requireText(from, "attainment.from");
  requireText(to, "attainment.to");
  requireText(asOf, "attainment.asOf");
  requireNumber(daysLeft, "attainment.daysLeft", { min: 0 });
  const left = formatNumber(daysLeft);
  return locale === "zh"
    ? `${from} 至 ${to}；截至 ${asOf}，剩余 ${left} 天`
    : `${from} to ${to}; as of ${asOf}, ${left} ${left === "1" ? "day" : "days"} left`;
}
