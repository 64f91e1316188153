import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import type { Association, CategoryAssociation, MixedAssociation, NumberAssociation } from "./types.ts";

/** Options of `associationChart`. */
export interface AssociationChartOptions extends ChartOptions {
  /** Name of x, with its unit. */
  readonly x?: string;
  /** Name of y, with its unit. */
  readonly y?: string;
}

const SMALLEST = 200;
const CELL_PIXELS = 44;
const MOST_DRAWN = 30;
const TITLE = { en: "Association", zh: "关联" } as const;

/**
 * Draws an association: figures as points with the fitted line and the band of its mean, categories as a heat map of the
 * shares of y within each x, a figure by category as means with their intervals.
 *
 * @param association - From {@link measureAssociation}.
 * @param options - `x` and `y` name the axes; `locale`, `width` (default 560), `height` in pixels, at least 200. Of more
 * than 30 categories the most frequent are drawn, of more than 2,000 points an even sample.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const found = measureAssociation([1, 2, 3, 4, 5], { x: [1, 2, 3, 4, 5], y: [2, 1, 4, 3, 7] });
 * associationChart(found, { x: "Visits", y: "Orders", locale: "zh" }).title.text; // => "关联"
 * ```
 */
export function associationChart(association: Association, options: AssociationChartOptions = {}): Chart {
  requireObject(association, "association");
  requireOneOf(association.kind, ["number_number", "category_category", "number_category"], "association.kind");
  requireNumber(association.n, "association.n", { min: 1 });
  requireObject(options, "options");
  const names = { x: textOf(options.x, "x"), y: textOf(options.y, "y") };
  if (association.kind === "number_number") return scatter(association, names, options);
  if (association.kind === "category_category") return heat(association, names, options);
  return means(association, names, options);
}

interface AxisNames {
  readonly x: string;
  readonly y: string;
}

function textOf(text: unknown, name: string): string {
  if (text === undefined) return name;
  if (typeof text === "string") return text;
  throw new ClienteleError("invalid_type", `options.${name} must be a text, got ${show(text)}`, { name });
}

const rowsText = (n: number, locale: Locale): string =>
  locale === "zh" ? `共 ${formatNumber(n)} 行` : `${formatNumber(n)} rows`;
const range = (from: number, to: number, level: number, locale: Locale): string => {
  const text = `${formatNumber(from, 2)} ${locale === "zh" ? "至" : "to"} ${formatNumber(to, 2)}`;
  return locale === "zh" ? `（${formatShare(level)} 区间 ${text}）` : ` (${formatShare(level)} interval ${text})`;
};

function scatter(found: NumberAssociation, names: AxisNames, options: ChartOptions): Chart {
  const { locale, width, height } = chartFrame(options, 560, 360, SMALLEST);
  requireColumn(found.points, "association.points");
  const zh = locale === "zh";
  const coefficient = found[found.read];
  const name = found.read === "pearson" ? (zh ? "皮尔逊系数" : "Pearson") : zh ? "斯皮尔曼系数" : "Spearman";
  const subtitle =
    "value" in coefficient
      ? `${name} ${formatNumber(coefficient.value, 2)}${range(coefficient.interval.lower, coefficient.interval.upper, found.level, locale)}`
      : zh
        ? "数据不足以计算相关系数"
        : "No coefficient can be told from these rows";
  const sampled = found.points.length < found.n;
  const size = `${rowsText(found.n, locale)}${sampled ? (zh ? `，图中 ${formatNumber(found.points.length)} 个点` : `, ${formatNumber(found.points.length)} drawn`) : ""}`;
  const x = quantity("x", names.x, { scale: { zero: false, nice: true }, axis: { tickCount: 8 } });
  const y = quantity("y", names.y, { scale: { zero: false, nice: true } });
  // many points would hide one another
  const opacity = found.points.length > 500 ? 0.25 : 0.55;
  const band = found.line?.band ?? [];
  return defineChart({
    title: { text: TITLE[locale], subtitle: [subtitle, size] },
    width,
    height,
    layer: [
      {
        data: { values: found.points },
        mark: { type: "circle", size: 26, color: chartInk.neutral, opacity },
        encoding: { x, y },
      },
      ...(band.length === 0
        ? []
        : [
            {
              data: { values: band },
              mark: { type: "area", opacity: 0.28, color: chartPalette[0] },
              encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
            },
            { data: { values: band }, mark: { type: "line", strokeWidth: 2.5 }, encoding: { x, y } },
          ]),
    ],
  });
}

function heat(found: CategoryAssociation, names: AxisNames, options: ChartOptions): Chart {
  requireColumn(found.counts, "association.counts");
  requireColumn(found.xNames, "association.xNames");
  requireColumn(found.yNames, "association.yNames");
  const totals = found.counts.map((row) => row.reduce((total, count) => total + count, 0));
  const columns = found.yNames.map((_, j) => found.counts.reduce((total, row) => total + (row[j] as number), 0));
  const most = (counts: readonly number[]): number[] =>
    [...counts.keys()]
      .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
      .slice(0, MOST_DRAWN)
      .sort((a, b) => a - b);
  const [rows, shown] = [most(totals), most(columns)];
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, rows.length * CELL_PIXELS), SMALLEST);
  const zh = locale === "zh";
  const nameOf = (i: number): string => `${found.xNames[i] as string} (${formatNumber(totals[i] as number)})`;
  const values = rows.flatMap((i) =>
    shown.map((j) => {
      const count = (found.counts[i] as readonly number[])[j] as number;
      return { x: nameOf(i), y: found.yNames[j], share: count / (totals[i] as number) };
    }),
  );
  const v = found.cramersV;
  const subtitle =
    "value" in v
      ? `${zh ? "克莱姆 V 系数" : "Cramér's V"} ${formatNumber(v.value, 2)}${range(v.interval.lower, v.interval.upper, found.level, locale)}`
      : zh
        ? "类别不足，无法度量关联"
        : "Too few categories for a measure";
  const across = category(
    "y",
    names.y,
    shown.map((j) => found.yNames[j] as string),
    {
      axis: { labelAngle: 0, orient: "top", domain: false, ticks: false, labelLimit: Math.floor(width / shown.length) },
    },
  );
  const down = category("x", names.x, rows.map(nameOf), { axis: { domain: false, ticks: false } });
  const share = zh ? "每行内的占比" : "Share within the row";
  return defineChart({
    title: { text: TITLE[locale], subtitle: [subtitle, rowsText(found.n, locale)] },
    width,
    height,
    data: { values },
    encoding: { x: across, y: down },
    layer: [
      {
        mark: { type: "rect", stroke: "#FFFFFF", strokeWidth: 2 },
        encoding: {
          color: quantity("share", share, {
            scale: { domain: [0, 1], range: ["#F3F7FB", chartPalette[0]] },
            legend: { format: SHARE_FORMAT, orient: "bottom", direction: "horizontal", gradientLength: 160 },
          }),
        },
      },
      {
        mark: { type: "text", fontSize: 12 },
        encoding: {
          text: { field: "share", type: "quantitative", format: SHARE_FORMAT },
          color: { condition: { test: "datum.share > 0.8", value: "#FFFFFF" }, value: chartInk.text },
        },
      },
    ],
  });
}

function means(found: MixedAssociation, names: AxisNames, options: ChartOptions): Chart {
  requireColumn(found.groups, "association.groups");
  const drawn = [...found.groups]
    .sort((a, b) => b.n - a.n)
    .slice(0, MOST_DRAWN)
    .sort((a, b) => b.mean.value - a.mean.value);
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, drawn.length * 30), SMALLEST);
  const zh = locale === "zh";
  const nameOf = (group: { id: string; n: number }): string => `${group.id} (${formatNumber(group.n)})`;
  const values = drawn.map((group) => ({
    group: nameOf(group),
    value: group.mean.value,
    lower: group.mean.interval?.lower ?? group.mean.value,
    upper: group.mean.interval?.upper ?? group.mean.value,
  }));
  const [figure, kind] = found.number === "x" ? [names.x, names.y] : [names.y, names.x];
  const omega = "omegaSquared" in found.means ? found.means.omegaSquared : undefined;
  const subtitle =
    omega === undefined
      ? zh
        ? "各类离散不足，无法度量关联"
        : "Too little spread within the categories for a measure"
      : `ω² ${formatNumber(omega.value, 2)}${range(omega.interval.lower, omega.interval.upper, found.level, locale)}`;
  const y = category("group", kind, drawn.map(nameOf));
  const x = quantity("value", figure, { scale: { zero: false }, axis: { tickCount: 8 } });
  return defineChart({
    title: { text: TITLE[locale], subtitle: [subtitle, rowsText(found.n, locale)] },
    width,
    height,
    data: { values },
    layer: [
      {
        mark: { type: "rule", strokeWidth: 2.5, color: chartInk.good },
        encoding: { y, x: { ...x, field: "lower" }, x2: { field: "upper" } },
      },
      { mark: { type: "point", filled: true, size: 70, opacity: 1 }, encoding: { y, x } },
    ],
  });
}
