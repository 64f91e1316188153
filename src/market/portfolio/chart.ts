import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { type PortfolioAxis, type PortfolioCell, portfolioLabels } from "../../core/labels/portfolio.ts";
import type { Label, Locale } from "../../core/locale.ts";
import { requireReport } from "./check-report.ts";
import { growthShareCells, spanCells } from "./place.ts";
import type { AnyPortfolioReport, AxisPlace, PortfolioPosition } from "./types.ts";

const SMALLEST = 320;

/** Radius in pixels of the largest business. */
const LARGEST = 22;

/** More names than this lie on top of each other; the largest businesses keep theirs. */
const NAMED = 25;

const TITLE = {
  growth_share: { en: "Growth–share matrix", zh: "波士顿矩阵（增长—份额）" },
  span: { en: "Strategy positioning (SPAN)", zh: "战略定位分析（SPAN）" },
} as const;
const AXES: Readonly<Record<AnyPortfolioReport["matrix"], readonly [x: PortfolioAxis, y: PortfolioAxis]>> = {
  growth_share: ["relative_share", "growth"],
  span: ["position", "attractiveness"],
};

const SHARES = [0.1, 0.2, 0.5, 1, 2, 5, 10];
const HALO = { stroke: "#FFFFFF", strokeWidth: 4, strokeJoin: "round" } as const;
const LEGEND = { title: null, orient: "bottom", symbolType: "circle", columnPadding: 24 } as const;

/** What is drawn of either matrix. */
type Position = PortfolioPosition<PortfolioCell>;

/**
 * Draws a portfolio: each business a circle as large as its size, the doubt of its place as bars on both axes, in the
 * colour of its quadrant, grey where the quadrant cannot be told.
 *
 * @param report - From {@link measurePortfolio} or {@link measureSpan}.
 * @param options - `locale`, `width` (default 620) and `height` (default 460) in pixels, at least 320.
 * @returns A Vega-Lite specification. Relative share runs from high on the left to low on the right, as the matrix is
 * drawn; bars that reach beyond the picture end at its edge.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const report = measurePortfolio([{ id: "pumps", revenue: 300, relativeShare: 2, growth: 0.02 }]);
 * portfolioChart(report, { locale: "zh" }).title.text; // => "波士顿矩阵（增长—份额）"
 * ```
 */
export function portfolioChart(report: AnyPortfolioReport, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 620, 460, SMALLEST);
  requireReport(report);
  const shares = report.matrix === "growth_share";
  const positions = report.positions as readonly Position[];
  const cells: readonly PortfolioCell[] = shares ? growthShareCells : spanCells;
  const labels: Readonly<Record<string, Label>> = shares ? portfolioLabels.portfolioQuadrant : portfolioLabels.spanCell;
  const label = (cell: string): string => (labels[cell] as Label)[locale];
  const [xAxis, yAxis] = AXES[report.matrix];
  const xs = domainOf(
    positions.map(({ x }) => x),
    report.cuts.x.value,
    shares,
    report.scale,
  );
  const ys = domainOf(
    positions.map(({ y }) => y),
    report.cuts.y.value,
    false,
    report.scale,
  );
  const x = quantity("x", portfolioLabels.portfolioAxis[xAxis][locale], {
    scale: { domain: xs, nice: false, ...(shares ? { type: "log", reverse: true } : { zero: false }) },
    axis: { grid: false, ...(shares ? { values: SHARES, format: "~g" } : { tickCount: 8 }) },
  });
  const y = quantity("y", portfolioLabels.portfolioAxis[yAxis][locale], {
    scale: { domain: ys, nice: false, zero: false },
    axis: { grid: false, ...(shares ? { format: ".0%" } : {}) },
  });
  const order = [...cells, "undecided"].map(label);
  const inks = [chartPalette[2], chartPalette[0], chartPalette[4], chartPalette[1], "#9AA5B1"] as string[];
  const color = {
    ...colored("quadrant", order, inks),
    legend: LEGEND,
  };
  const rows = rowsOf(positions, label, { xs, ys, height });
  return defineChart({
    title: { text: TITLE[report.matrix][locale], subtitle: subtitleOf(report, locale) },
    width,
    height,
    layer: [
      line({ x: { ...x, field: "cut" } }, report.cuts.x.value),
      line({ y: { ...y, field: "cut" } }, report.cuts.y.value),
      ...corners(cells, label, shares, width, height),
      {
        data: { values: rows },
        mark: { type: "circle", opacity: 0.82, stroke: "#FFFFFF", strokeWidth: 1 },
        encoding: { x, y, color, size: { field: "area", type: "quantitative", scale: null, legend: null } },
      },
      bars(rows, { x: { ...x, field: "xLower" }, x2: { field: "xUpper" }, y }),
      bars(rows, { x, y: { ...y, field: "yLower" }, y2: { field: "yUpper" } }),
      // white under the letters keeps them legible where a bar or a line runs through
      ...[HALO, {}].map((halo) => ({
        data: { values: rows.filter(({ name }) => name !== "") },
        mark: { type: "text", fontSize: 12, ...halo },
        encoding: { x, y: { ...y, field: "labelY" }, text: { field: "name", type: "nominal" } },
      })),
    ],
  });
}

const line = (encoding: object, cut: number): object => ({
  data: { values: [{ cut }] },
  mark: { type: "rule", strokeDash: [5, 4], color: chartInk.muted },
  encoding,
});

const bars = (rows: readonly object[], encoding: Readonly<Record<string, Channel>>): object => ({
  data: { values: rows },
  mark: { type: "rule", color: chartInk.muted, strokeWidth: 1.2 },
  encoding,
});

/** The names of the quadrants in the corners of the picture. */
function corners(
  cells: readonly PortfolioCell[],
  label: (cell: string) => string,
  reversed: boolean,
  width: number,
  height: number,
): object[] {
  return cells.map((cell, i) => {
    const high = i < 2;
    const right = high !== reversed;
    return {
      data: { values: [{ name: label(cell) }] },
      mark: { type: "text", align: right ? "right" : "left", fontSize: 13, fontWeight: 600, color: chartInk.muted },
      encoding: {
        x: { value: right ? width - 6 : 6 },
        y: { value: i % 2 === 0 ? 12 : height - 10 },
        text: { field: "name", type: "nominal" },
      },
    };
  });
}

/** From a little below the lowest to a little above the highest of places, their intervals and the cut. */
function domainOf(
  places: readonly AxisPlace[],
  cut: number,
  log: boolean,
  scale: AnyPortfolioReport["scale"],
): [number, number] {
  if (scale !== undefined) return [scale.min, scale.max];
  const read = (value: number): number => (log ? Math.log(value) : value);
  const middle = read(cut);
  let [low, high] = [middle, middle];
  for (const { value, interval } of places) {
    low = Math.min(low, read(value));
    high = Math.max(high, read(value));
    // a bar ten times as long as the picture tells no more than one that leaves it
    const reach = log ? Math.log(10) : 0.5;
    if (interval === undefined) continue;
    low = Math.min(low, Math.max(read(interval.lower), read(value) - reach));
    high = Math.max(high, Math.min(read(interval.upper), read(value) + reach));
  }
  const half = log ? Math.log(4) : 0.12;
  const air = Math.max(0.1 * (high - low), log ? 0.1 : 0.01);
  const ends = [Math.min(low - air, middle - half), Math.max(high + air, middle + half)] as [number, number];
  return log ? [Math.exp(ends[0]), Math.exp(ends[1])] : ends;
}

interface Row {
  readonly name: string;
  readonly [field: string]: unknown;
}

function rowsOf(
  positions: readonly Position[],
  label: (cell: string) => string,
  { xs, ys, height }: { xs: readonly [number, number]; ys: readonly [number, number]; height: number },
): Row[] {
  const most = positions.reduce((top, { size }) => Math.max(top, size), 0);
  const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, value));
  return positions.map(({ id, size, x, y, quadrant }, i) => {
    const radius = Math.max(4, most > 0 ? LARGEST * Math.sqrt(size / most) : 4);
    const rise = ((radius + 9) * (ys[1] - ys[0])) / height;
    const at = clamp(y.value, ys);
    return {
      name: i < NAMED ? id : "",
      quadrant: label(quadrant),
      x: clamp(x.value, xs),
      y: at,
      xLower: clamp(x.interval?.lower ?? x.value, xs),
      xUpper: clamp(x.interval?.upper ?? x.value, xs),
      yLower: clamp(y.interval?.lower ?? y.value, ys),
      yUpper: clamp(y.interval?.upper ?? y.value, ys),
      area: 4 * radius ** 2 * (Math.PI / 4),
      labelY: at + rise > ys[1] ? at - rise : at + rise,
    };
  });
}

function subtitleOf(report: AnyPortfolioReport, locale: Locale): string[] {
  const { x, y } = report.cuts;
  const source = (cut: typeof x): string => portfolioLabels.portfolioCutSource[cut.source][locale];
  const n = formatNumber(report.positions.length);
  const missing = formatNumber(report.unplaced.length);
  const level = formatShare(report.level);
  const growth = report.matrix === "growth_share" ? formatShare(y.value) : formatNumber(y.value, 2);
  return locale === "zh"
    ? [
        `已定位 ${n} 项，未能定位 ${missing} 项；圆的面积为规模，横竖线为 ${level} 区间`,
        `分界：横轴 ${formatNumber(x.value, 2)}，${source(x)}；纵轴 ${growth}，${source(y)}`,
      ]
    : [
        `${n} placed, ${missing} not; area: size, bars: ${level} intervals`,
        `Lines: ${formatNumber(x.value, 2)} across, ${source(x)}; ${growth} up, ${source(y)}`,
      ];
}
