import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { rfmLabels } from "../../core/labels/rfm.ts";
import { type Label, type Locale, labelIn } from "../../core/locale.ts";
import type { RfmSegmentRow, RfmSegmentSummary } from "./types.ts";

const TEXT = {
  title: { en: "Customers and their money by segment", zh: "各细分客户的数量与金额" },
  customers: { en: "share of customers", zh: "客户占比" },
  value: { en: "share of money", zh: "金额占比" },
} as const satisfies Readonly<Record<string, Label>>;

const PADDING = 12;
/** Pixels for the figures right of the longest bar, and the longest name that is written in full. */
const FIGURES = 150;
const LONGEST_NAME = 220;

/** Pixels that a letter may be wider where the usual typeface is missing. */
const WIDER = 0.8;

/**
 * Draws the segments of a book: for each the share of customers, with its interval, above the share of money.
 *
 * @param summary - From `summarizeRfmSegments`.
 * @param options - `locale`, `width` (default 560) and `height` (pixels, default 44 per segment).
 * @returns A Vega-Lite specification as plain data, segments in the order of the model. Where the book brings nothing on
 * balance the money stands as a figure without a bar; negative shares are drawn in another colour. `rfmChart` draws the
 * squares behind the segments.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const book = summarizeRfmColumn({ customers: [0, 1, 0], days: [9, 5, 7], amounts: [5, 8, 2] }, { asOf: "1970-01-11" });
 * rfmSegmentChart(summarizeRfmSegments(fitRfm(book), book)).title.text; // => "Customers and their money by segment"
 * ```
 */
export function rfmSegmentChart(summary: RfmSegmentSummary, options: ChartOptions = {}): Chart {
  requireObject(summary, "summary");
  requireNonEmpty(summary.rows, "summary.rows");
  requireNumber(summary.customers, "summary.customers", { min: 0 });
  requireNumber(summary.total, "summary.total");
  if (typeof summary.asOf !== "string") {
    throw new ClienteleError("invalid_type", `summary.asOf must be text, got ${show(summary.asOf)}`, { name: "asOf" });
  }
  const { locale, width, height } = chartFrame(options, 560, 44 * summary.rows.length);
  const values = Array.from(summary.rows, (row, i) => barRow(row, i, locale));
  const most = Math.max(...values.flatMap((row) => [row.customerUpper, row.valueShare])) || 1;
  const least = Math.min(0, ...values.map((row) => row.valueShare));
  const room = Math.min(FIGURES, width / 2);
  const scale = { domain: [least, most + ((most - least) * room) / (width - room)], nice: false };
  // by place rather than by name, because Vega orders rows by an object's keys and "__proto__" is none
  const y = { field: "place", type: "ordinal", axis: null, scale: { paddingInner: 0, paddingOuter: 0 } };
  const x = (field: string): object => quantity(field, "", { scale, axis: null });
  const bars = (field: string, up: boolean, ink: string): object => ({
    mark: { type: "bar", height: { band: 0.32 }, yOffset: up ? -9 : 9 },
    encoding: {
      y,
      x: x(field),
      x2: { datum: 0 },
      color: { condition: { test: `datum.${field} < 0`, value: chartInk.bad }, value: ink },
    },
  });
  const figures = (at: string, text: string, up: boolean): object => ({
    mark: { type: "text", align: "left", baseline: "middle", dx: 6, dy: up ? -9 : 9, fontSize: 11 },
    encoding: { y, x: x(at), text: { field: text, type: "nominal" } },
  });
  // renderers without a canvas take every letter for 0.8 of the type size; Chinese characters need all of it
  const bearing = Math.max(
    ...values.map((row) => 3 * (row.segment.match(/\p{Script=Han}/gu)?.length ?? 0) + WIDER * row.segment.length),
  );
  return defineChart({
    title: { text: TEXT.title[locale], subtitle: subtitle(summary, locale), frame: "group" },
    data: { values },
    width,
    height,
    padding: { left: PADDING + bearing, right: PADDING, top: PADDING, bottom: PADDING },
    layer: [
      bars("customerShare", true, chartInk.neutral),
      bars("valueShare", false, chartInk.good),
      {
        mark: { type: "rule", yOffset: -9, y2Offset: -9, strokeWidth: 1.2 },
        encoding: { y, x: x("customerLower"), x2: { field: "customerUpper" } },
      },
      {
        mark: { type: "text", align: "right", baseline: "middle", dx: -10, fontSize: 12, limit: LONGEST_NAME },
        encoding: {
          y,
          x: { datum: least, type: "quantitative", scale, axis: null },
          text: { field: "segment", type: "nominal" },
        },
      },
      figures("customerUpper", "customerText", true),
      figures("valueEnd", "valueText", false),
    ],
  });
}

interface BarRow {
  readonly place: number;
  readonly segment: string;
  readonly customerShare: number;
  readonly customerLower: number;
  readonly customerUpper: number;
  readonly valueShare: number;
  readonly valueEnd: number;
  readonly customerText: string;
  readonly valueText: string;
}

function barRow(row: RfmSegmentRow, index: number, locale: Locale): BarRow {
  const name = `summary.rows[${index}]`;
  requireObject(row, name);
  if (typeof row.id !== "string") {
    throw new ClienteleError("invalid_type", `${name}.id must be text, got ${show(row.id)}`, { name, index });
  }
  requireNumber(row.customers, `${name}.customers`, { min: 0 });
  requireNumber(row.share, `${name}.share`, { min: 0, max: 1 });
  requireNumber(row.value, `${name}.value`);
  requireObject(row.shareInterval, `${name}.shareInterval`);
  const { lower, upper } = row.shareInterval;
  requireNumber(lower, `${name}.shareInterval.lower`, { min: 0, max: 1 });
  requireNumber(upper, `${name}.shareInterval.upper`, { min: 0, max: 1 });
  const { valueShare = 0 } = row;
  requireNumber(valueShare, `${name}.valueShare`);
  return {
    place: index,
    segment: labelIn(rfmLabels.rfmSegment, row.id, locale),
    customerShare: row.share,
    customerLower: lower,
    customerUpper: upper,
    valueShare,
    valueEnd: Math.max(0, valueShare),
    customerText: `${formatShare(row.share)} (${formatNumber(row.customers)})`,
    valueText:
      row.valueShare === undefined
        ? formatNumber(row.value)
        : `${formatShare(valueShare)} (${formatNumber(row.value)})`,
  };
}

function subtitle({ customers, total, asOf }: RfmSegmentSummary, locale: Locale): string[] {
  return locale === "en"
    ? [
        `${formatNumber(customers)} customers, ${formatNumber(total)} in all, as of ${asOf}`,
        `grey: ${TEXT.customers.en} with its interval (customers); blue: ${TEXT.value.en} (amount)`,
      ]
    : [
        `共 ${formatNumber(customers)} 户，金额 ${formatNumber(total)}，截至 ${asOf}`,
        `灰色：${TEXT.customers.zh}及其区间（括号内为户数）；蓝色：${TEXT.value.zh}（括号内为金额）`,
      ];
}
