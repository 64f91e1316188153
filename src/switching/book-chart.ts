import {
  type Channel,
  type Chart,
  type ChartOptions,
  chartFrame,
  chartInk,
  colored,
  defineChart,
  quantity,
} from "../chart/index.ts";
import { formatNumber, formatShare } from "../core/format.ts";
import { switchingLabels } from "../core/labels/switching.ts";
import { type Label, type Locale, labelIn } from "../core/locale.ts";
import { requireSummary } from "./checks.ts";
import type { SwitchingBandRow, SwitchingSummary } from "./types.ts";

/** From free to bound: warm to cold, so that the order shows in print as well. */
const BAND_COLORS: readonly string[] = ["#D55E00", "#E69F00", "#56B4E9", "#0072B2"];

/** Up to so many customers a bar, every whole number gets its tick. */
const FEW = 5;

const texts = {
  title: { en: "How firmly the customers are held", zh: "客户被留住的程度" },
  x: { en: "Switching index, 0–100", zh: "转移成本指数（0–100）" },
  y: { en: "Customers", zh: "客户数" },
} as const satisfies Record<string, Label>;

/**
 * Draws a book of customers by switching index: a histogram in bars of five points, coloured by band, each band with
 * its share and interval above, and the mean with its interval as a dot on a bar.
 *
 * @param summary - From {@link summarizeSwitching}.
 * @param options - Language, width and height of the plotting area.
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no summary or no size, `unknown_id` for
 * another language.
 * @example
 * ```ts
 * const book = [{ id: "a", evidence: { habits: 1 } }, { id: "b", evidence: { habits: 0 } }];
 * switchingBookChart(summarizeSwitching(book, defaultSwitchingModel)).data.values.length; // => 20
 * ```
 */
export function switchingBookChart(summary: SwitchingSummary, options: ChartOptions = {}): Chart {
  requireSummary(summary);
  const { locale, width, height } = chartFrame(options, 560, 260);
  const bands = summary.bands.map((row) => ({ ...bandTexts(row, locale), from: row.from, to: row.to }));
  const names = new Map(summary.bands.map(({ band }) => [band, labelIn(switchingLabels.hold, band, locale)]));
  const rows = summary.histogram.map(({ from, to, band, n }) => ({ from, to, n, band: names.get(band) ?? band }));
  const most = Math.max(1, ...rows.map(({ n }) => n));
  const { meanIndex } = summary;
  const mean = "abstained" in meanIndex ? [] : [{ mean: meanIndex.value, ...meanIndex.interval }];
  const axis = { tickCount: 11, grid: false, labelFlush: false };
  const x = (field: string): Channel => quantity(field, texts.x[locale], { scale: { domain: [0, 100] }, axis });
  const color = colored("band", [...names.values()], BAND_COLORS);
  const line = (field: string, y: number, more: Channel = {}): Channel => ({
    data: { values: bands },
    mark: { type: "text", y, ...more },
    encoding: { x: x("middle"), text: { field, type: "nominal" } },
  });
  return defineChart({
    title: { text: texts.title[locale], subtitle: subtitles(summary, locale) },
    data: { values: rows },
    width,
    height,
    layer: [
      {
        mark: { type: "bar", binSpacing: 1 },
        encoding: {
          x: { ...x("from"), bin: "binned" },
          x2: { field: "to" },
          y: quantity("n", texts.y[locale], {
            scale: { domain: [0, most], nice: true },
            axis: { format: ",d", ...(most <= FEW ? { values: Array.from({ length: most + 1 }, (_, i) => i) } : {}) },
          }),
          color,
        },
      },
      {
        data: { values: bands },
        mark: { type: "rect", y: -18, y2: -14 },
        encoding: { x: x("from"), x2: { field: "to" }, color },
      },
      line("band", -58, { fontWeight: 600 }),
      line("count", -43),
      line("share", -28, { color: chartInk.muted, fontSize: 11 }),
      {
        data: { values: mean },
        mark: { type: "rule", color: chartInk.text, strokeDash: [5, 3] },
        encoding: { x: x("mean") },
      },
      {
        data: { values: mean },
        mark: { type: "rule", color: chartInk.text, strokeWidth: 3, y: -6 },
        encoding: { x: x("lower"), x2: { field: "upper" } },
      },
      {
        data: { values: mean },
        mark: { type: "point", color: chartInk.text, y: -6, opacity: 1 },
        encoding: { x: x("mean") },
      },
    ],
  });
}

/** What stands above a band: its name, how many customers, and their share with its interval. */
function bandTexts({ band, from, to, n, share }: SwitchingBandRow, locale: Locale): Readonly<Record<string, unknown>> {
  const text = { band: labelIn(switchingLabels.hold, band, locale), middle: (from + to) / 2 };
  const count =
    locale === "en" ? `${formatNumber(n)} (index ${from}–${to})` : `${formatNumber(n)} 户（${from}–${to} 分）`;
  if (share === undefined) return { ...text, count, share: "" };
  const { lower, upper } = share.interval;
  const range = `${formatNumber(100 * lower)}–${formatShare(upper, 0)}`;
  return { ...text, count, share: `${formatShare(share.value, 0)} (${range})` };
}

function subtitles(summary: SwitchingSummary, locale: Locale): readonly string[] {
  const { meanIndex, scored, n, meanCoverage, money } = summary;
  const en = locale === "en";
  const lines: string[] = [];
  const parts: string[] = [];
  if (!("abstained" in meanIndex)) {
    const { lower, upper, level } = meanIndex.interval;
    const range = `${formatNumber(lower, 1)}–${formatNumber(upper, 1)}`;
    const value = formatNumber(meanIndex.value, 1);
    lines.push(
      en
        ? `Mean ${value} (${formatShare(level, 1)} interval ${range})`
        : `均值 ${value}（${formatShare(level, 1)} 区间 ${range}）`,
    );
  }
  parts.push(
    en
      ? `${formatNumber(scored)} of ${formatNumber(n)} scored`
      : `${formatNumber(n)} 户中 ${formatNumber(scored)} 户有指数`,
  );
  if (meanCoverage !== undefined) parts.push(`${en ? "answered" : "依据覆盖"} ${formatShare(meanCoverage, 0)}`);
  parts.push(`${en ? "money held" : "锁定金额"} ${formatNumber(money.total)}`);
  return [...lines, parts.join(" · ")];
}
