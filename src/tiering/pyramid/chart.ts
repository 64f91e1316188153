import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { tieringLabels } from "../../core/labels/tiering.ts";
import { type Label, type Locale, labelIn } from "../../core/locale.ts";
import type { TierSummary, TierSummaryRow } from "./types.ts";

const TEXT = {
  title: { en: "What each tier of customers brings", zh: "各层级客户带来多少价值" },
  customers: { en: "Share of customers", zh: "客户占比" },
  value: { en: "Share of value", zh: "价值占比" },
  noShare: { en: "Value (the book brings nothing on balance)", zh: "价值（客户总价值不为正）" },
} as const satisfies Readonly<Record<string, Label>>;

/** Pixels between the panels, and for the column of figures right of the bars. */
const GAP = 16;
const FIGURES = 125;
const PADDING = 12;

/**
 * Draws the customer pyramid: for each tier the share of customers beside the share of value, both with figures and
 * the share of customers with its interval.
 *
 * @param summary - From `summarizeTiers`.
 * @param options - `locale`, `width` (both panels, default 620) and `height` (pixels, default 52 per tier).
 * @returns A Vega-Lite specification as plain data. Both panels share one scale;
 * negative shares are drawn in another colour, by their size.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * pyramidChart(summarizeTiers(model, [5, 10, 90, 400])).title.text; // => "What each tier of customers brings"
 * ```
 */
export function pyramidChart(summary: TierSummary, options: ChartOptions = {}): Chart {
  requireObject(summary, "summary");
  requireNonEmpty(summary.rows, "summary.rows");
  requireNumber(summary.total, "summary.total");
  requireNumber(summary.customers, "summary.customers");
  const { locale, width, height } = chartFrame(options, 620, 52 * summary.rows.length);
  const rows = Array.from(summary.rows, (row, i) => panelRow(row, i, locale));
  const widest = Math.max(...rows.flatMap((row) => [Math.abs(row.customerShare), Math.abs(row.valueShare)])) || 1;
  const panelWidth = (width - GAP) / 2;
  // both panels share one scale, so that a tier's two bars compare; the figures stand in a column to their right
  const half = widest / 2;
  const room = Math.min(FIGURES, panelWidth / 2);
  const scale = { domain: [-half, half + (widest * room) / (panelWidth - room)], nice: false, zero: false };
  const x = { axis: null, scale };
  const panel = (field: "customerShare" | "valueShare", title: string, ink: string, named: boolean): object => {
    // by place rather than by name, because Vega orders rows by an object's keys and "__proto__" is none
    const y = { field: "place", type: "ordinal", axis: null };
    const lines = field === "customerShare" ? ["customerText", "customerDetail"] : ["valueText", "valueDetail"];
    return {
      width: panelWidth,
      height,
      title: { text: title, fontSize: 13, fontWeight: 500, color: chartInk.muted, offset: 6, frame: "group" },
      transform: [
        { calculate: `-abs(datum.${field}) / 2`, as: "from" },
        { calculate: `abs(datum.${field}) / 2`, as: "to" },
      ],
      layer: [
        {
          mark: { type: "bar", height: { band: 0.72 } },
          encoding: {
            y,
            x: quantity("from", "", x),
            x2: { field: "to" },
            color: { condition: { test: `datum.${field} < 0`, value: chartInk.bad }, value: ink },
          },
        },
        ...(named ? [names(y, half, x)] : []),
        ...lines.map((text, line) => ({
          mark: {
            type: "text",
            align: "left",
            dx: 8,
            dy: line === 0 ? -8 : 9,
            fontSize: line === 0 ? 13 : 11,
            fontWeight: line === 0 ? 600 : 400,
            color: line === 0 ? chartInk.text : chartInk.muted,
          },
          encoding: { y, x: { datum: half, type: "quantitative", ...x }, text: { field: text, type: "nominal" } },
        })),
      ],
    };
  };
  const shared = summary.rows[0]?.valueShare !== undefined;
  return defineChart({
    title: { text: TEXT.title[locale], subtitle: subtitle(summary, locale) },
    data: { values: rows },
    spacing: GAP,
    padding: {
      left: PADDING + leftBearing(rows.map((row) => row.tier)),
      right: PADDING,
      top: PADDING,
      bottom: PADDING,
    },
    hconcat: [
      panel("customerShare", TEXT.customers[locale], chartInk.neutral, true),
      panel("valueShare", (shared ? TEXT.value : TEXT.noShare)[locale], chartInk.good, false),
    ],
  });
}

function names(y: object, half: number, x: object): object {
  return {
    mark: { type: "text", align: "right", baseline: "middle", dx: -10, fontSize: 13, limit: 320 },
    encoding: { y, x: { datum: -half, type: "quantitative", ...x }, text: { field: "tier", type: "nominal" } },
  };
}

/** Renderers without a canvas, or without the theme's fonts, draw letters wider than measured, Chinese ones most. */
function leftBearing(labels: readonly string[]): number {
  return Math.max(
    ...labels.map((label) => 3 * (label.match(/\p{Script=Han}/gu)?.length ?? 0) + Math.min(40, label.length)),
  );
}

function panelRow(
  row: TierSummaryRow,
  index: number,
  locale: Locale,
): {
  readonly place: number;
  readonly tier: string;
  readonly customerShare: number;
  readonly valueShare: number;
  readonly [text: string]: string | number;
} {
  requireObject(row, `summary.rows[${index}]`);
  requireObject(row.shareInterval, `summary.rows[${index}].shareInterval`);
  const { id, customers, share, shareInterval, value, valueShare = 0 } = row;
  if (typeof id !== "string") {
    throw new ClienteleError("invalid_type", `summary.rows[${index}].id must be a text, got ${show(id)}`, { index });
  }
  const { lower, upper } = shareInterval;
  for (const [name, figure] of Object.entries({ customers, share, value, valueShare, lower, upper })) {
    requireNumber(figure, `summary.rows[${index}].${name}`);
  }
  const count = formatNumber(customers);
  return {
    place: index,
    tier: labelIn(tieringLabels.tier, id, locale),
    customerShare: share,
    valueShare,
    customerText: formatShare(share),
    customerDetail: `${locale === "en" ? count : `${count} 户`} (${formatShare(lower)}–${formatShare(upper)})`,
    valueText: row.valueShare === undefined ? formatNumber(value) : formatShare(valueShare),
    valueDetail: row.valueShare === undefined ? "" : formatNumber(value),
  };
}

function subtitle({ customers, total }: TierSummary, locale: Locale): string {
  return locale === "en"
    ? `${formatNumber(customers)} customers, total value ${formatNumber(total)}; in brackets the interval of the share`
    : `共 ${formatNumber(customers)} 户，总价值 ${formatNumber(total)}；括号内为占比区间`;
}
