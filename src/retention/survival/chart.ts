import { type Chart, defineChart } from "../../chart/chart.ts";
import { type Channel, colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import { counted } from "../../core/wording/count.ts";
import { allOpenInterval, watchedAt } from "../../math/survival-read.ts";
import { ageTicks, ageTitle, drawnSteps, requireColumns, type StayChartOptions } from "./chart-rows.ts";
import { lastAge } from "./horizon.ts";
import type { SurvivalFigures, SurvivalMeasure } from "./types.ts";

const SMALLEST = 240;
/** Pixels of a line of numbers at risk. */
const LINE = 20;
/** Pixels between a name and its first number, which is centred on age 0. */
const RISK_GAP = 22;
/** Pixels that a name in the legend takes beyond its text. */
const LEGEND_GAP = 50;

const WORDS = {
  en: { title: "How long customers stay", staying: "Share staying", all: "All", risk: "Customers watched at that age" },
  zh: { title: "客户留存时间", staying: "留存比例", all: "全部", risk: "各时点处于观察中的客户数" },
} as const;

interface Series {
  readonly name: string;
  readonly figures: SurvivalFigures;
}

/**
 * Draws the share of customers staying by age as steps in the band of its interval, one curve per group, and below how
 * many customers were watched at each age: where those numbers are small the curve says little.
 *
 * @param survival - From {@link measureSurvival}; its groups where it has any, seven at most.
 * @param options - `unit` of the ages, `locale`, `width` (default 560) and `height` (default 320) in pixels, at least 240.
 * @returns A Vega-Lite specification. Beyond 400 steps a curve is drawn at evenly spaced ages.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`, `unknown_id` for another
 * language or unit.
 * @example
 * ```ts
 * const survival = measureSurvival({ durations: [9, 19, 30, 32, 34, 37], left: [1, 1, 0, 1, 1, 0] });
 * survivalChart(survival, { locale: "zh", unit: "month" }).title.text; // => "客户留存时间"
 * ```
 */
export function survivalChart(survival: SurvivalMeasure, options: StayChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 320, SMALLEST);
  const words = WORDS[locale];
  const series = seriesOf(survival, words.all);
  const names = series.map(({ name }) => name);
  const end = Math.max(...series.map(({ figures }) => lastAge(figures.curve)));
  const ticks = ageTicks(end);
  const scale = { domain: [0, end > 0 ? end : 1], nice: false };
  const x = quantity("age", ageTitle(options, locale), { scale, axis: { values: ticks, grid: false } });
  const y = quantity("staying", words.staying, {
    scale: { domain: [0, 1] },
    axis: { format: SHARE_FORMAT, tickCount: 5 },
  });
  const widest = Math.min(160, Math.max(...names.map(textWidth)));
  const legend = {
    ...colored("group", names, chartPalette, ""),
    ...(names.length > 1
      ? {
          legend: {
            title: null,
            orient: "top",
            direction: "horizontal",
            symbolType: "stroke",
            symbolOpacity: 1,
            symbolStrokeWidth: 3,
            columns: Math.max(1, Math.floor(width / (widest + LEGEND_GAP))),
            columnPadding: 24,
          },
        }
      : { legend: null }),
  };
  const rows = series.flatMap((entry) => stepRows(entry, end));
  const band: Channel = { ...y, field: "lower" };
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(survival, series, width, locale) },
    spacing: 14,
    vconcat: [
      {
        width,
        height,
        data: { values: rows },
        layer: [
          {
            mark: { type: "area", interpolate: "step-after", opacity: 0.16, line: false },
            encoding: { x, y: band, y2: { field: "upper" }, color: legend },
          },
          { mark: { type: "line", interpolate: "step-after", strokeWidth: 2.2 }, encoding: { x, y, color: legend } },
        ],
      },
      {
        title: { text: words.risk, fontSize: 12, fontWeight: 500, color: chartInk.muted, offset: 6 },
        width,
        height: LINE * names.length,
        view: { stroke: null },
        data: { values: series.flatMap((entry) => riskRows(entry, ticks)) },
        mark: { type: "text", fontSize: 12 },
        encoding: {
          x: quantity("age", "", { scale, axis: null }),
          y: {
            field: "group",
            type: "nominal",
            title: null,
            sort: names,
            axis: {
              domain: false,
              ticks: false,
              labelLimit: 160,
              minExtent: widest + RISK_GAP + 12,
              labelPadding: RISK_GAP,
            },
          },
          text: { field: "atRisk", type: "nominal" },
          color: { ...legend, legend: null },
        },
      },
    ],
    resolve: { scale: { color: "independent" } },
  });
}

function seriesOf(survival: SurvivalMeasure, all: string): Series[] {
  requireObject(survival, "survival");
  const { groups } = survival;
  if (groups === undefined) {
    requireFigures(survival, "survival");
    return [{ name: all, figures: survival }];
  }
  requireNonEmpty(groups, "survival.groups");
  const most = chartPalette.length - 1;
  if (groups.length > most) {
    throw new ClienteleError(
      "out_of_range",
      `survival.groups must be at most ${most} to be told apart in a chart, got ${groups.length}; draw some of them`,
      { groups: groups.length },
    );
  }
  return Array.from(groups, (group, i) => {
    requireFigures(group, `survival.groups[${i}]`);
    if (typeof group.id !== "string") {
      throw new ClienteleError("invalid_type", `survival.groups[${i}].id must be text, got ${show(group.id)}`, {
        index: i,
      });
    }
    // Vega shows no name that every object has, so that one begins with a sign of no width
    return { name: group.id in {} ? `\u200b${group.id}` : group.id, figures: group };
  });
}

function requireFigures(figures: SurvivalFigures, name: string): void {
  requireObject(figures, name);
  const curve = `${name}.curve`;
  requireColumns(figures.curve, curve, ["times", "survival", "lower", "upper"]);
  requireColumns(figures.curve, curve, ["ages"]);
  requireNonEmpty(figures.curve.ages, `${curve}.ages`);
  requireNumber(figures.n, `${name}.n`, { above: 0 });
  requireNumber(figures.curve.n, `${curve}.n`, { above: 0 });
  requireNumber(figures.curve.level, `${curve}.level`, { above: 0, below: 1 });
  requireObject(figures.median, `${name}.median`);
}

/** The curve from its start to the last age watched. */
function stepRows({ name, figures }: Series, end: number): object[] {
  const { curve } = figures;
  const last = Math.min(end, lastAge(curve));
  const first = curve.times[0];
  const begin = allOpenInterval(watchedAt(curve, first ?? 0), curve.level);
  const rows = drawnSteps(curve.times, last).map((step) =>
    step < 0
      ? { age: 0, staying: 1, lower: begin.lower, upper: 1, group: name }
      : {
          age: curve.times[step] as number,
          staying: curve.survival[step] as number,
          lower: curve.lower[step] as number,
          upper: curve.upper[step] as number,
          group: name,
        },
  );
  return [...rows, { ...(rows.at(-1) as object), age: last }];
}

function riskRows({ name, figures }: Series, ticks: readonly number[]): object[] {
  return ticks.map((age) => ({ age, group: name, atRisk: formatNumber(watchedAt(figures.curve, age)) }));
}

function subtitleOf(survival: SurvivalMeasure, series: readonly Series[], width: number, locale: Locale): string[] {
  const zh = locale === "zh";
  const level = formatShare(series[0]?.figures.curve.level ?? 0.95);
  const medians = series.map(({ name, figures }) => {
    const { value } = figures.median;
    const text = value === undefined ? (zh ? "未达到" : "not reached") : formatNumber(value, 2);
    return series.length === 1 ? text : `${name} ${text}`;
  });
  const left = formatNumber(survival.left);
  const counts = zh
    ? `共 ${formatNumber(survival.n)} 个客户，其中 ${left} 个已离开；色带：${level} 区间`
    : `${counted(survival.n, "customer", "customers")}, ${left} of whom left; band: ${level} interval`;
  return [counts, ...linesOf(zh ? "半数离开的时长：" : "Half have left by: ", medians, zh ? "、" : ", ", width)];
}

/** Joins parts into lines no wider than the picture. */
function linesOf(start: string, parts: readonly string[], between: string, width: number): string[] {
  const lines: string[] = [];
  let line = start;
  parts.forEach((part, i) => {
    const next = i === parts.length - 1 ? part : part + between;
    if (line !== "" && line !== start && textWidth(line + next) > width) {
      lines.push(line);
      line = "";
    }
    line += next;
  });
  return [...lines, line];
}
