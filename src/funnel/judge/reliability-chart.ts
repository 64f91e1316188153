import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { ReliabilityBin } from "../../math/reliability.ts";

/** Options of {@link reliabilityChart}. */
export interface ReliabilityChartOptions extends ChartOptions {
  /** In place of the chart's own title, for example the name of the model. */
  readonly title?: string;
}

const SMALLEST = 240;
/** An axis ends at the next tenth above everything drawn: small chances would otherwise huddle in a corner. */
const TENTH = 10;

const TEXT = {
  en: {
    title: "Do the chances come true?",
    x: "Forecast chance (mean of each group)",
    y: "Share that came true",
    subtitle: (n: string, level: string) => [
      `${n} forecasts in groups of about equal size; bars: ${level} interval`,
      "On the dashed line what was forecast came true",
      "Figures: forecasts of the group, where there is room",
    ],
  },
  zh: {
    title: "预测的机会兑现了吗？",
    x: "预测机会（各组均值）",
    y: "实际兑现比例",
    subtitle: (n: string, level: string) => [
      `共 ${n} 次预测，按预测值分为大致等量的组；竖线为 ${level} 区间`,
      "落在虚线上即预测与实际一致；点旁数字为组内样本数（空间允许时）",
    ],
  },
} as const;

/**
 * Draws what was forecast against what came true, group by group, with intervals and numbers: honest chances lie on
 * the diagonal.
 *
 * @param table - From `reliabilityTable`, or the `reliability` of any judgement.
 * @param options - `locale`, `title`, `width` (default 480) and `height` (default 440) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another
 * language.
 * @example
 * ```ts
 * const table = reliabilityTable([0.1, 0.1, 0.8, 0.8], [0, 0, 1, 0], { bins: 2 });
 * reliabilityChart(table, { locale: "zh" }).title.text; // => "预测的机会兑现了吗？"
 * ```
 * @see Bröcker & Smith (2007), Weather and Forecasting 22, on reliability diagrams with their doubt
 */
export function reliabilityChart(table: readonly ReliabilityBin[], options: ReliabilityChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 480, 440, SMALLEST);
  const text = TEXT[locale];
  const { title = text.title } = options;
  if (typeof title !== "string") {
    throw new ClienteleError("invalid_type", `options.title must be text, got ${show(title)}`, { name: "title" });
  }
  requireNonEmpty(table, "table");
  const rows = Array.from(table, (bin, i) => rowOf(bin, i));
  const total = rows.reduce((sum, { n }) => sum + n, 0);
  const most = rows.reduce((top, { x, upper }) => Math.max(top, x, upper), 0);
  const end = Math.min(1, Math.max(1, Math.ceil(most * TENTH - 1e-9)) / TENTH);
  const largest = rows.reduce((top, { n }) => Math.max(top, n), 0);
  const scale = { domain: [0, end], nice: false, zero: true };
  const axis = { format: SHARE_FORMAT, tickCount: 6 };
  const x = quantity("x", text.x, { scale, axis });
  const y = quantity("y", text.y, { scale, axis });
  const level = formatShare((table[0] as ReliabilityBin).observed.interval.level);
  return defineChart({
    title: { text: title, subtitle: text.subtitle(formatNumber(total), level) },
    width,
    height,
    layer: [
      {
        data: {
          values: [
            { x: 0, y: 0 },
            { x: end, y: end },
          ],
        },
        mark: { type: "line", color: chartInk.muted, strokeDash: [6, 4], strokeWidth: 1.5 },
        encoding: { x, y },
      },
      {
        data: { values: rows },
        mark: { type: "rule", color: chartInk.good, strokeWidth: 1.5, opacity: 0.6 },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
      },
      {
        data: { values: rows },
        mark: { type: "circle", color: chartInk.good, opacity: 1, stroke: "#FFFFFF", strokeWidth: 0.5 },
        encoding: {
          x,
          y,
          size: quantity("n", "", { scale: { type: "linear", domain: [0, largest], range: [16, 130] }, legend: null }),
          tooltip: [
            { field: "x", type: "quantitative", title: text.x, format: ".1%" },
            { field: "y", type: "quantitative", title: text.y, format: ".1%" },
            { field: "n", type: "quantitative", title: "n" },
          ],
        },
      },
      ...labelLayers(rows, end, [width, height], x, y),
    ],
  });
}

interface Row {
  readonly x: number;
  readonly y: number;
  readonly lower: number;
  readonly upper: number;
  readonly n: number;
}

/** Pixels between a point and its n, which stands on the side away from the diagonal where there is room. */
const GAP = 8;
const ROOM = 44;

/** Pixels across and upwards that one n takes. */
const LABEL = [40, 12] as const;

function labelLayers(
  rows: readonly Row[],
  end: number,
  size: readonly [width: number, height: number],
  x: Channel,
  y: Channel,
): object[] {
  const [width] = size;
  const left = rows.filter((row) => row.y > row.x && (row.x / end) * width > ROOM);
  const right = rows.filter((row) => !left.includes(row));
  return [
    { values: left, align: "right", dx: -GAP, dy: -GAP },
    { values: right, align: "left", dx: GAP, dy: GAP },
  ].flatMap(({ values, ...place }) => {
    const labels = apart(values, end, size).map((row) => ({ ...row, label: formatNumber(row.n, 1) }));
    const encoding = { x, y, text: { field: "label" } };
    const type = { type: "text", fontSize: 11, ...place };
    // a white rim keeps the figure apart from bars and grid
    return [
      { data: { values: labels }, mark: { ...type, stroke: "#FFFFFF", strokeWidth: 3, color: "#FFFFFF" }, encoding },
      { data: { values: labels }, mark: { ...type, color: chartInk.muted }, encoding },
    ];
  });
}

/** The rows whose n would not be written over that of an earlier one. */
function apart(rows: readonly Row[], end: number, [width, height]: readonly [number, number]): Row[] {
  const kept: Row[] = [];
  for (const row of rows) {
    const clear = kept.every(
      ({ x, y }) => (Math.abs(row.x - x) / end) * width >= LABEL[0] || (Math.abs(row.y - y) / end) * height >= LABEL[1],
    );
    if (clear) kept.push(row);
  }
  return kept;
}

function rowOf(bin: ReliabilityBin, i: number): Row {
  const name = `table[${i}]`;
  requireObject(bin, name);
  requireObject(bin.observed, `${name}.observed`);
  const { n, meanForecast, observed } = bin;
  requireObject(observed.interval, `${name}.observed.interval`);
  const { lower, upper, level } = observed.interval;
  requireNumber(n, `${name}.n`, { above: 0 });
  requireNumber(meanForecast, `${name}.meanForecast`, { min: 0, max: 1 });
  requireNumber(observed.value, `${name}.observed.value`, { min: 0, max: 1 });
  requireNumber(lower, `${name}.observed.interval.lower`, { min: 0, max: 1 });
  requireNumber(upper, `${name}.observed.interval.upper`, { min: lower, max: 1 });
  requireNumber(level, `${name}.observed.interval.level`, { above: 0, below: 1 });
  return { x: meanForecast, y: observed.value, lower, upper, n };
}
