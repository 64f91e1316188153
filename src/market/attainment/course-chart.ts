import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireText, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { attainmentLabels } from "../../core/labels/attainment.ts";
import type { Locale } from "../../core/locale.ts";
import { toDay } from "../../time/day.ts";
import { requireDrawable } from "./drawn.ts";
import type { Attainment, AttainmentGroup, AttainmentPoint } from "./types.ts";

/** Options of {@link attainmentCourseChart}. */
export interface AttainmentCourseChartOptions extends ChartOptions {
  /** Whose course: values from the first dimension down; default the whole. */
  readonly path?: readonly string[];
}

const SMALLEST = 240;

/** The target is broken, so that grey print tells it from what came in. */
const DASHES = [6, 4];
const SOLID = [1, 0];

const NAMES = {
  en: {
    title: "Course of the year",
    actual: "Actual",
    target: "Target",
    outlook: "Outlook",
    likely: "80% interval",
    amount: "Amount since the start of the plan",
    whole: "the whole",
    end: (value: string, lower: string, upper: string, level: string) =>
      `Outlook at the end: ${value} (${level} interval ${lower}–${upper})`,
    aim: (target: string, chance: string) => `target ${target}, chance to reach it ${chance}`,
    none: "No outlook can be told yet",
  },
  zh: {
    title: "年度进程",
    actual: "实际",
    target: "指标",
    outlook: "预计",
    likely: "80% 区间",
    amount: "计划期累计金额",
    whole: "总体",
    end: (value: string, lower: string, upper: string, level: string) =>
      `期末预计：${value}（${level} 区间 ${lower}–${upper}）`,
    aim: (target: string, chance: string) => `指标 ${target}，达标概率 ${chance}`,
    none: "尚无法给出预计",
  },
} as const;

/**
 * Draws the year of one group: what came in, what was to come in by then, and where the year will end, in the bands of
 * its intervals.
 *
 * @param attainment - From {@link measureAttainment}.
 * @param options - `path` of the group (default the whole), which must carry its course; `locale`, `width` (default 560)
 * and `height` (default 340) in pixels, at least 240.
 * @returns A Vega-Lite specification. Without an outlook actual and target are drawn alone.
 * @throws `ClienteleError` `unknown_id` (no group of that path, or one without a course: set `courseDimension`),
 * `invalid_type`, `invalid_date`, `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const attainment = measureAttainment([{ region: "north", amount: 60, date: "2026-03-01" }], {
 *   dimensions: ["region"],
 *   targets: [{ cell: { region: "north" }, amount: 100 }],
 *   from: "2026-01-01",
 *   to: "2026-12-31",
 *   asOf: "2026-06-30",
 * });
 * attainmentCourseChart(attainment, { locale: "zh" }).title.text; // => "年度进程：总体"
 * ```
 */
export function attainmentCourseChart(attainment: Attainment, options: AttainmentCourseChartOptions = {}): Chart {
  requireDrawable(attainment);
  const { locale, width, height } = chartFrame(options, 560, 340, SMALLEST);
  const { path = [] } = options;
  const group = groupAt(attainment, path);
  const course = requireCourse(group, path);
  const names = NAMES[locale];
  const { interval } = (course.at(-1) as AttainmentPoint).outlook ?? {};
  const wide = `${formatShare(interval?.level ?? 0.95, 0)}${locale === "zh" ? " 区间" : " interval"}`;
  const points: AttainmentPoint[] = [{ on: attainment.from, target: 0, actual: 0 }, ...course];
  const now = points.filter(({ actual }) => actual !== undefined).at(-1) as AttainmentPoint;
  const value = now.actual as number;
  const point = { interval: { lower: value, upper: value }, likely: { lower: value, upper: value }, value };
  const ahead = course.some(({ outlook }) => outlook !== undefined)
    ? [{ on: now.on, outlook: point }, ...course.filter(({ outlook }) => outlook !== undefined)]
    : [];
  const x = {
    field: "on",
    type: "temporal",
    title: null,
    scale: { type: "utc" },
    axis: { format: "%Y-%m", tickCount: 6, labelOverlap: true, grid: false },
  };
  const y = quantity("amount", names.amount, { axis: { format: AMOUNT_FORMAT, tickCount: 6 } });
  const domain = [names.actual, names.target, ...(ahead.length > 0 ? [names.outlook] : [])];
  const color = {
    field: "series",
    type: "nominal",
    scale: { domain, range: [chartInk.good, chartInk.text, chartInk.bad] },
    legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 24, symbolType: "stroke" },
  };
  const dash = {
    field: "series",
    type: "nominal",
    scale: { domain, range: [SOLID, DASHES, SOLID] },
    legend: color.legend,
  };
  const line = (rows: readonly object[], more: object = {}): object => ({
    data: { values: rows },
    mark: { type: "line", strokeWidth: 2.5, ...more },
    encoding: { x, y, color, strokeDash: dash },
  });
  const band = (key: "interval" | "likely", opacity: number): object => ({
    data: {
      values: ahead.map(({ on, outlook }) => ({ on, amount: outlook?.[key].lower, upper: outlook?.[key].upper })),
    },
    mark: { type: "area", color: chartInk.bad, opacity },
    encoding: { x, y, y2: { field: "upper" } },
  });
  const rows = (series: string, amount: (at: AttainmentPoint) => number | undefined): object[] =>
    points.flatMap((at) => {
      const much = amount(at);
      return much === undefined ? [] : [{ on: at.on, amount: much, series }];
    });
  return defineChart({
    title: {
      text: `${names.title}${locale === "zh" ? "：" : ": "}${path.length === 0 ? names.whole : path.join(" / ")}`,
      subtitle: [
        ...subtitleOf(group, locale),
        ...(ahead.length > 0
          ? [locale === "zh" ? `色带：${names.likely}与 ${wide}` : `Bands: ${names.likely} and ${wide}`]
          : []),
      ],
    },
    width,
    height,
    layer: [
      ...(ahead.length > 0 ? [band("interval", 0.16), band("likely", 0.22)] : []),
      line(
        rows(names.target, ({ target }) => target),
        { strokeWidth: 2 },
      ),
      ...(ahead.length > 0
        ? [line(ahead.map(({ on, outlook }) => ({ on, amount: outlook?.value, series: names.outlook })))]
        : []),
      line(
        rows(names.actual, ({ actual }) => actual),
        { point: { size: 40 } },
      ),
    ],
  });
}

function subtitleOf({ outlook, rating, target }: AttainmentGroup, locale: Locale): string[] {
  const names = NAMES[locale];
  const status = attainmentLabels.attainmentStatus[rating.status][locale];
  if ("abstained" in outlook) return [status, names.none];
  const { value, interval, chance } = outlook;
  const aim = chance === undefined ? "" : names.aim(formatNumber(target), formatShare(chance, 0));
  const end = names.end(
    formatNumber(value),
    formatNumber(interval.lower),
    formatNumber(interval.upper),
    formatShare(interval.level, 0),
  );
  return [aim === "" ? status : `${status}${locale === "zh" ? "：" : ": "}${aim}`, end];
}

function groupAt(attainment: Attainment, path: readonly string[]): AttainmentGroup {
  requireColumn(path, "options.path");
  if (path.length === 0) return attainment.whole;
  const found = attainment.levels[path.length - 1]?.find((group) => group.path.every((value, d) => value === path[d]));
  if (found !== undefined) return found;
  throw new ClienteleError("unknown_id", `options.path: no group is called ${show(Array.from(path).join(" / "))}`, {});
}

function requireCourse({ course }: AttainmentGroup, path: readonly string[]): readonly AttainmentPoint[] {
  if (course === undefined) {
    const remedy = "measure with courseDimension down to it";
    throw new ClienteleError("unknown_id", `the group of options.path carries no course; ${remedy}`, { path });
  }
  requireNonEmpty(course, "course");
  for (const [i, point] of Array.from(course).entries()) {
    requireObject(point, `course[${i}]`);
    requireText(point.on, `course[${i}].on`);
    toDay(point.on, `course[${i}].on`);
    requireNumber(point.target, `course[${i}].target`);
    if (point.actual !== undefined) requireNumber(point.actual, `course[${i}].actual`);
    if (point.outlook === undefined) continue;
    requireObject(point.outlook, `course[${i}].outlook`);
    requireNumber(point.outlook.value, `course[${i}].outlook.value`);
    for (const key of ["interval", "likely"] as const) {
      requireObject(point.outlook[key], `course[${i}].outlook.${key}`);
      requireNumber(point.outlook[key].lower, `course[${i}].outlook.${key}.lower`);
      requireNumber(point.outlook[key].upper, `course[${i}].outlook.${key}.upper`);
    }
  }
  return course;
}
