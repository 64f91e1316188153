import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, category, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { dealHealthLabels } from "../../core/labels/deal-health.ts";
import type { DealHealth, DealStatus } from "./types.ts";

/** Colours from fresh to stale: the longer, the warmer; what cannot be told is grey. */
const INK: Readonly<Record<DealStatus, string>> = {
  fresh: "#0072B2",
  on_pace: "#56B4E9",
  slow: "#E69F00",
  stalled: "#D55E00",
  zombie: "#8C2D04",
  unknown: "#6B6B6B",
};

/** What is expected of listed money is drawn over it, in the text's own ink. */
const EXPECTED_HEIGHT = 9;

/** Fonts that are not at hand are replaced by wider ones. */
const WIDE_FONT = 1.15;

const HEALTH_TEXT = {
  title: { en: "How old the open deals are, against those that were won", zh: "进行中商机的时长：与已赢单商机相比" },
  subtitle: {
    en: (day: string, days: string) => `As of ${day}; coloured: listed amount, dark: expected within ${days} days`,
    zh: (day: string, days: string) => `截至 ${day}；彩色：标称金额，深色：${days} 天内的预期金额`,
  },
  deals: {
    en: (n: number, share: string, worth: string) =>
      `${formatNumber(n)} ${n === 1 ? "deal" : "deals"}, ${share} of the money, worth ${worth}`,
    zh: (n: number, share: string, worth: string) => `${formatNumber(n)} 单，占金额 ${share}，约值 ${worth}`,
  },
  count: {
    en: (n: number) => `${formatNumber(n)} ${n === 1 ? "deal" : "deals"}`,
    zh: (n: number) => `${formatNumber(n)} 单`,
  },
  axis: { en: "Listed amount", zh: "标称金额" },
  dealsAxis: { en: "Open deals", zh: "进行中（单）" },
} as const;

/**
 * Draws the open deals by how old they are against those that were won: the money listed, and the little of it that is to
 * be expected where deals have stalled.
 *
 * @param health - From {@link measureDealHealth}. Where no deal has an amount, deals are drawn.
 * @param options - `locale`, `width` (default 560), `height` (default 260).
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no open deals), `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const past = Array.from({ length: 40 }, (_, i) =>
 *   ({ dealId: `p${i}`, stages: [{ stage: "bid", entered: 0 }, { stage: "contract", entered: (10 + i) * 86_400_000 }] }));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01" });
 * const open = [{ dealId: "a", amount: 900, stages: [{ stage: "bid", entered: "2026-01-01" }] }];
 * dealHealthChart(measureDealHealth(model, open, { asOf: "2026-06-10" })).layer.length; // => 3
 * ```
 */
export function dealHealthChart(health: DealHealth, options: ChartOptions = {}): Chart {
  requireObject(health, "health");
  const { locale, width, height } = chartFrame(options, 560, 260, 100);
  requireNumber(health.horizonDays, "health.horizonDays", { min: 0 });
  requireColumn(health.byStatus, "health.byStatus");
  const rows = Array.from(health.byStatus, (row, i) => {
    requireObject(row, `health.byStatus[${i}]`);
    for (const key of ["deals", "amount", "expectedAmount"] as const) {
      requireNumber(row[key], `health.byStatus[${i}].${key}`, { min: 0 });
    }
    requireOneOf(row.status, Object.keys(INK), `health.byStatus[${i}].status`);
    return row;
  }).filter(({ deals, status }) => deals > 0 || status !== "unknown");
  if (rows.every(({ deals }) => deals === 0)) {
    throw new ClienteleError("empty_input", "health must hold at least one open deal", {});
  }
  const money = rows.some(({ amount }) => amount > 0);
  const total = rows.reduce((all, { amount }) => all + amount, 0);
  const values = rows.map(({ status, deals, amount, expectedAmount }) => ({
    status: dealHealthLabels.dealStatus[status][locale],
    size: money ? amount : deals,
    expected: money ? expectedAmount : 0,
    text: money
      ? HEALTH_TEXT.deals[locale](deals, formatShare(amount / total), formatNumber(expectedAmount))
      : HEALTH_TEXT.count[locale](deals),
    color: INK[status],
  }));
  const longest = Math.max(...values.map(({ size, expected }) => Math.max(size, expected)));
  // the axis ends where the words after each bar do
  const room = values.map(
    ({ size, text }) => (size * width) / Math.max(width / 5, width - textWidth(text) * WIDE_FONT),
  );
  const names = Math.ceil(WIDE_FONT * Math.max(...values.map(({ status }) => textWidth(status))));
  const y = category(
    "status",
    "",
    values.map(({ status }) => status),
    { axis: { ticks: false, domain: false, labelPadding: 8, minExtent: names } },
  );
  const x = (field: string): Readonly<Record<string, unknown>> =>
    quantity(field, (money ? HEALTH_TEXT.axis : HEALTH_TEXT.dealsAxis)[locale], {
      scale: { domain: [0, Math.max(longest, ...room)], nice: false },
      axis: {
        format: money ? AMOUNT_FORMAT : "d",
        tickCount: money ? 5 : Math.min(5, longest),
        grid: false,
      },
    });
  const day = typeof health.asOf === "string" ? health.asOf.slice(0, 10) : "";
  return defineChart({
    title: {
      text: HEALTH_TEXT.title[locale],
      ...(money ? { subtitle: HEALTH_TEXT.subtitle[locale](day, formatNumber(health.horizonDays, 1)) } : {}),
    },
    width,
    height,
    data: { values },
    layer: [
      {
        mark: { type: "bar", height: { band: 0.62 } },
        encoding: { y, x: x("size"), color: { field: "color", type: "nominal", scale: null } },
      },
      {
        mark: { type: "bar", height: EXPECTED_HEIGHT, color: chartInk.text },
        encoding: { y, x: x("expected") },
      },
      {
        mark: { type: "text", align: "left", dx: 6 },
        encoding: { y, x: x("size"), text: { field: "text", type: "nominal" } },
      },
    ],
  });
}
