import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { groupComparisonLabels } from "../../core/labels/group-comparison.ts";
import type { Locale } from "../../core/locale.ts";
import { pText } from "../../core/wording/p-value.ts";
import { judgedBy } from "./advice.ts";
import type { GroupAnswer, GroupComparison, GroupFigure, GroupSummary } from "./types.ts";

/** Options of `groupsChart`. */
export interface GroupsChartOptions extends ChartOptions {
  /** What is compared, with its unit, for the axis. */
  readonly figure?: string;
}

/** Groups that one picture can name; of more, the largest are drawn. */
const MOST_DRAWN = 40;
const ROW_PIXELS = 34;
const SMALLEST = 200;

const TITLE = { en: "Groups compared", zh: "各组比较" } as const;

/**
 * Draws groups side by side: mean and median of each with their intervals, highest first, and which of the two to read.
 *
 * @param comparison - From {@link compareGroups}.
 * @param options - `figure` names the axis; `locale`, `width` (default 560) and `height` (by the number of groups) in
 * pixels, at least 200. Of more than 40 groups the largest are drawn.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another language.
 * @example
 * ```ts
 * const compared = compareGroups([4, 6, 5, 9, 12, 10], { group: ["a", "a", "a", "b", "b", "b"] });
 * groupsChart(compared, { figure: "Visits", locale: "zh" }).title.text; // => "各组比较"
 * ```
 */
export function groupsChart(comparison: GroupComparison, options: GroupsChartOptions = {}): Chart {
  requireObject(comparison, "comparison");
  requireColumn(comparison.groups, "comparison.groups");
  requireOneOf(comparison.read, ["means", "ranks"], "comparison.read");
  requireObject(options, "options");
  const { figure = "" } = options;
  if (typeof figure !== "string") {
    throw new ClienteleError("invalid_type", `options.figure must be a text, got ${show(figure)}`, { name: "figure" });
  }
  const all = Array.from(comparison.groups);
  all.forEach((group, i) => {
    requireGroup(group, `comparison.groups[${i}]`);
  });
  const field = comparison.read === "means" ? "mean" : "median";
  const drawn = (all.length > MOST_DRAWN ? [...all].sort((a, b) => b.n - a.n).slice(0, MOST_DRAWN) : [...all]).sort(
    (a, b) => b[field].value - a[field].value || (a.id < b.id ? -1 : 1),
  );
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, drawn.length * ROW_PIXELS), SMALLEST);
  const names: Readonly<Record<GroupAnswer, string>> = {
    means: groupComparisonLabels.groupAnswer.means[locale],
    ranks: groupComparisonLabels.groupAnswer.ranks[locale],
  };
  const nameOf = ({ id, n }: GroupSummary): string => `${id} (${formatNumber(n)})`;
  const row = (group: GroupSummary, series: GroupAnswer, { value, interval }: GroupFigure): object => ({
    group: nameOf(group),
    series: names[series],
    value,
    // a bar without length where there is no interval
    lower: interval?.lower ?? value,
    upper: interval?.upper ?? value,
  });
  const values = drawn.flatMap((group) => [row(group, "means", group.mean), row(group, "ranks", group.median)]);
  const y = category("group", "", drawn.map(nameOf), { axis: { grid: true, tickBand: "extent", ticks: false } });
  const yOffset = { field: "series", type: "nominal", sort: [names.means, names.ranks], scale: { paddingOuter: 0.6 } };
  const x = quantity("value", figure, { scale: { zero: false } });
  const color = {
    ...colored("series", [names.means, names.ranks], [chartInk.good, chartInk.bad], ""),
    legend: { title: null, orient: "top", direction: "horizontal", symbolType: "circle" },
  };
  const strong = { condition: { test: `datum.series === '${names[comparison.read]}'`, value: 1 }, value: 0.45 };
  return defineChart({
    title: { text: TITLE[locale], subtitle: subtitleOf(comparison, drawn.length, locale) },
    width,
    height,
    data: { values },
    layer: [
      {
        mark: { type: "rule", strokeWidth: 2.5 },
        encoding: { y, yOffset, x: { ...x, field: "lower" }, x2: { field: "upper" }, color, opacity: strong },
      },
      { mark: { type: "point", filled: true, size: 70 }, encoding: { y, yOffset, x, color, opacity: strong } },
    ],
  });
}

function subtitleOf(comparison: GroupComparison, drawn: number, locale: Locale): string[] {
  const zh = locale === "zh";
  const { read, groups, n, differ } = comparison;
  const judged = judgedBy(comparison[read]);
  const level = formatShare(comparison.level);
  const name = groupComparisonLabels.groupAnswer[read][locale];
  const verdict =
    judged !== undefined
      ? zh
        ? `以${name}为准：${differ ? "存在差异" : "无法区分"}（${pText(judged.pValue)}）`
        : `Read the ${name.toLowerCase()}s: ${differ ? "groups differ" : "groups cannot be told apart"} (${pText(judged.pValue)})`
      : zh
        ? "无法检验各组差异"
        : "No test of the groups is possible";
  const few = drawn < groups.length;
  const size = zh
    ? `共 ${formatNumber(n)} 行、${formatNumber(groups.length)} 个组${few ? `，仅画出最大的 ${drawn} 个` : ""}；线段为 ${level} 区间，括号内为行数`
    : `${formatNumber(n)} rows in ${formatNumber(groups.length)} groups${few ? `, the largest ${drawn} drawn` : ""}; bars: ${level} intervals, in brackets: rows`;
  return [verdict, size];
}

function requireGroup(group: GroupSummary, name: string): void {
  requireObject(group, name);
  requireNumber(group.n, `${name}.n`, { min: 1 });
  for (const field of ["mean", "median"] as const) {
    requireObject(group[field], `${name}.${field}`);
    requireNumber(group[field].value, `${name}.${field}.value`);
  }
}
