import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Label, Locale } from "../../core/locale.ts";
import { bringsValue, grossOf } from "../pyramid/balance.ts";
import { scoreNames } from "./score-names.ts";
import type { RfmGridCell, RfmSegmentSummary } from "./types.ts";

const TEXT = {
  title: { en: "The money, by how lately and how often", zh: "金额分布：最近购买与购买频率" },
  recency: { en: "days since the last purchase", zh: "距最近一次购买的天数" },
  frequency: { en: "days with a purchase", zh: "有购买的天数" },
} as const satisfies Readonly<Record<string, Label>>;

/** Colours of the palest square, where money comes in and where it is lost. */
const PALE = { gain: "#EAF3F9", loss: "#FBEEE6" } as const;

/** Share of the fullest square's figure from which white text is read better than dark. */
const DARK_FROM = 0.85;

const PADDING = 12;
const SMALLEST = 160;

/** Width in which the title fits. */
const USUAL_WIDTH = 420;

/** A share below this is written as less than it, since a customer who brings little is not one who brings nothing. */
const LEAST_SHARE = 0.001;

/**
 * Draws a book as a heat map of recency and frequency: the more of the money a square brings, the fuller its colour;
 * in each stand its share of the money and its customers.
 *
 * @param summary - From `summarizeRfmSegments`.
 * @param options - `locale`, `width` (default 112 per score, 420 or more) and `height` (pixels, default 60 per score), from 160.
 * @returns A Vega-Lite specification as plain data: who bought lately stands on top, who bought often on the right, so
 * that the best customers are in the upper right corner. The scales say what each score means in days. Squares that
 * cost more than they bring are drawn in another colour; where the whole book brings nothing on balance the colour
 * shows customers instead. `rfmSegmentChart` draws the named segments.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const book = summarizeRfmColumn({ customers: [0, 1, 0], days: [9, 5, 7], amounts: [5, 8, 2] }, { asOf: "1970-01-11" });
 * rfmChart(summarizeRfmSegments(fitRfm(book), book)).title.text; // => "The money, by how lately and how often"
 * ```
 */
export function rfmChart(summary: RfmSegmentSummary, options: ChartOptions = {}): Chart {
  const { scores, cuts, customers, total } = requireGrid(summary);
  const { locale, width, height } = chartFrame(options, Math.max(USUAL_WIDTH, 112 * scores), 60 * scores, SMALLEST);
  const cells = Array.from(summary.grid, (cell, i) => requireCell(cell, scores, i));
  const shared = bringsValue(total, grossOf(cells.map((cell) => cell.value)));
  const recency = scoreNames(cuts.recency, scores, -1, 0);
  const frequency = scoreNames(cuts.frequency, scores, 1, 1);
  const shares = cells.map((cell) => (shared ? cell.value / total : cell.customers / Math.max(1, customers)));
  const fullest = Math.max(...shares.map(Math.abs)) || 1;
  const values = cells.map((cell, i) => {
    const share = shares[i] as number;
    return {
      recency: cell.recency,
      frequency: cell.frequency,
      fill: cell.customers === 0 ? 0 : Math.min(1, Math.abs(share) / fullest),
      held: cell.customers > 0,
      loss: share < 0,
      shareText: cell.customers === 0 ? "" : shareOf(share),
      customersText: cell.customers === 0 ? "" : customersOf(cell.customers, locale, width / scores),
    };
  });
  const names = (labels: readonly Label[]): string =>
    `${JSON.stringify(labels.map((l) => l[locale]))}[datum.value - 1]`;
  const ascending = Array.from({ length: scores }, (_, i) => i + 1);
  const axis = (field: string, labels: readonly Label[], title: string, domain: readonly number[]): object => ({
    field,
    type: "ordinal",
    title,
    axis: { labelExpr: names(labels), labelAngle: 0, domain: false, ticks: false, labelPadding: 8 },
    scale: { paddingInner: 0.03, paddingOuter: 0, domain },
  });
  const x = axis("frequency", frequency, TEXT.frequency[locale], ascending);
  const y = axis("recency", recency, TEXT.recency[locale], [...ascending].reverse());
  const square = (test: string, pale: string, ink: string): object => ({
    transform: [{ filter: test }],
    mark: { type: "rect", cornerRadius: 3 },
    encoding: {
      x,
      y,
      color: quantity("fill", "", { scale: { domain: [0, 1], range: [pale, ink] }, legend: null }),
    },
  });
  const words = (field: string, fontSize: number, dy: number, fontWeight: number): object => ({
    mark: { type: "text", fontSize, dy, fontWeight },
    encoding: {
      x,
      y,
      text: { field, type: "nominal" },
      color: { condition: { test: `datum.fill >= ${DARK_FROM}`, value: "#FFFFFF" }, value: chartInk.text },
    },
  });
  return defineChart({
    title: { text: TEXT.title[locale], subtitle: subtitle(summary, shared, locale), frame: "group" },
    data: { values },
    width,
    height,
    padding: PADDING,
    resolve: { scale: { color: "independent" } },
    layer: [
      {
        mark: { type: "rect", cornerRadius: 3, fill: null, stroke: chartInk.grid },
        encoding: { x, y },
      },
      square("datum.held && !datum.loss", PALE.gain, chartInk.good),
      square("datum.held && datum.loss", PALE.loss, chartInk.bad),
      words("shareText", 14, -8, 600),
      words("customersText", 11, 9, 400),
    ],
  });
}

/** A share with a decimal where that says more. */
function shareOf(share: number): string {
  const size = Math.abs(share);
  if (size > 0 && size < LEAST_SHARE) return `${share < 0 ? ">-" : "<"}${formatShare(LEAST_SHARE)}`;
  return formatShare(share, size < 0.1 ? 1 : 0);
}

/** The customers of a square, with the word where there is room for it. */
function customersOf(customers: number, locale: Locale, room: number): string {
  const count = formatNumber(customers);
  if (locale === "zh") return `${count} 户`;
  return room < 100 ? count : `${count} ${customers === 1 ? "customer" : "customers"}`;
}

function subtitle({ customers, total, asOf }: RfmSegmentSummary, shared: boolean, locale: Locale): string[] {
  return locale === "en"
    ? [
        `${formatNumber(customers)} customers, ${formatNumber(total)} in all, as of ${asOf}`,
        `figure and colour: ${shared ? "share of the money" : "share of the customers"}`,
      ]
    : [
        `共 ${formatNumber(customers)} 户，金额 ${formatNumber(total)}，截至 ${asOf}`,
        `数字与颜色：${shared ? "金额占比" : "客户占比"}`,
      ];
}

/** Refuses what is no summary with a grid. */
function requireGrid(summary: RfmSegmentSummary): RfmSegmentSummary {
  requireObject(summary, "summary");
  const { grid, scores, cuts, customers, total, asOf } = summary;
  requireNumber(scores, "summary.scores", { min: 2, max: 9, integer: true });
  requireNonEmpty(grid, "summary.grid");
  requireObject(cuts, "summary.cuts");
  for (const dimension of ["recency", "frequency"] as const) {
    requireColumn(cuts[dimension], `summary.cuts.${dimension}`);
    for (const [i, cut] of Array.from(cuts[dimension]).entries()) {
      requireObject(cut, `summary.cuts.${dimension}[${i}]`);
      requireNumber(cut.bound, `summary.cuts.${dimension}[${i}].bound`);
    }
  }
  requireNumber(customers, "summary.customers", { min: 0 });
  requireNumber(total, "summary.total");
  if (typeof asOf !== "string") {
    throw new ClienteleError("invalid_type", `summary.asOf must be text, got ${show(asOf)}`, { name: "asOf" });
  }
  return summary;
}

function requireCell(cell: RfmGridCell, scores: number, index: number): RfmGridCell {
  const name = `summary.grid[${index}]`;
  requireObject(cell, name);
  const range = { min: 1, max: scores, integer: true };
  requireNumber(cell.recency, `${name}.recency`, range);
  requireNumber(cell.frequency, `${name}.frequency`, range);
  requireNumber(cell.customers, `${name}.customers`, { min: 0 });
  requireNumber(cell.value, `${name}.value`);
  return cell;
}
