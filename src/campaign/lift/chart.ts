import { type Chart, defineChart } from "../../chart/chart.ts";
import { type Channel, category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireObject, requireOneOf } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { type LiftFigure, liftLabels } from "../../core/labels/lift.ts";
import type { Label, Locale } from "../../core/locale.ts";
import type { LiftKind } from "./arm-types.ts";
import {
  type LiftChartEntry,
  type LiftChartOptions,
  type LiftChartRow,
  type LiftJudgement,
  liftRows,
} from "./chart-rows.ts";
import type { LiftComparison } from "./several-types.ts";

/** Height of one row in pixels: its label, and its figures above the line. */
const ROW_HEIGHT = 44;
/** Pixels between a label and its row. */
const LABEL_PADDING = 12;

const JUDGEMENTS: readonly LiftJudgement[] = ["up", "open", "down", "unknown"];

const JUDGEMENT_LABELS: Readonly<Record<LiftJudgement, Label>> = {
  up: { en: "Better than the control", zh: "优于对照组" },
  open: { en: "Not settled either way", zh: "优劣未定" },
  down: { en: "Worse than the control", zh: "劣于对照组" },
  unknown: { en: "No figure", zh: "无法给出" },
};

const TITLES: Readonly<Record<LiftFigure, Label>> = {
  absolute: { en: "What the campaign changed", zh: "活动带来的变化" },
  relative: { en: "What the campaign changed, against the control", zh: "活动带来的变化（相对对照组）" },
  adjusted: { en: "What the campaign changed, adjusted", zh: "活动带来的变化（调整后）" },
};

/**
 * Draws the effect of each arm against the control with its interval and the line of no effect: right of the line the
 * campaign helped, left of it it harmed, across it nothing is settled.
 *
 * @param lifts - From `measureArms`, or a list of `{ id, lift }` of one kind (`measureLift`). Not mutated.
 * @param options - `figure` (`"absolute"` by default, `"relative"` or `"adjusted"`), `locale`, `width` and `height` of
 * the plotting area in pixels; the default height grows with the rows.
 * @returns A Vega-Lite chart as plain data. Effects of rates and relative lifts are drawn in per cent.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `inconsistent` (lifts of different kinds or levels, a figure that
 * a lift has not), `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const rate = (n, successes) => ({ kind: "rate", n, successes });
 * const lift = measureLift(rate(21307, 3894), rate(21306, 2262));
 * liftChart([{ id: "Men's mailing", lift }], { locale: "zh" }).title.text; // => "活动带来的变化"
 * ```
 */
export function liftChart(lifts: LiftComparison | readonly LiftChartEntry[], options: LiftChartOptions = {}): Chart {
  requireObject(options, "options");
  const { figure = "absolute" } = options;
  requireOneOf(figure, ["absolute", "relative", "adjusted"], "options.figure");
  const { locale, width, height: given } = chartFrame(options, 560, ROW_HEIGHT);
  const { rows, kind, level } = liftRows(lifts, figure);
  const height = options.height === undefined ? Math.max(2, rows.length) * ROW_HEIGHT : given;
  const share = figure === "relative" || kind === "rate";
  const spread = Math.max(...rows.map(({ lower = 0, upper = 0 }) => Math.max(Math.abs(lower), Math.abs(upper))));
  const words = rows.map((row) => ({
    ...row,
    judgement: JUDGEMENT_LABELS[row.judgement][locale],
    at: row.value ?? 0,
    text: row.value === undefined ? JUDGEMENT_LABELS.unknown[locale] : textOf(row, share, spread),
  }));
  const used = JUDGEMENTS.filter((judgement) => rows.some((row) => row.judgement === judgement));
  const labels = rows.map((row) => row.label);
  const extent = LABEL_PADDING + Math.max(...labels.map(textWidth));
  const y = category("label", "", labels, {
    axis: {
      labelLimit: 0,
      labelPadding: LABEL_PADDING,
      minExtent: extent,
      maxExtent: extent,
      ticks: false,
      domain: false,
      grid: true,
    },
  });
  const scale = { domain: domainOf(rows), nice: false, zero: false };
  const x = (field: string): Channel =>
    quantity(field, axisTitle(locale, figure, kind, level), {
      scale,
      axis: { tickCount: 6, format: share ? (spread < 0.02 ? ".2%" : spread < 0.2 ? ".1%" : ".0%") : "~s" },
    });
  const color = colored(
    "judgement",
    used.map((judgement) => JUDGEMENT_LABELS[judgement][locale]),
    used.map(colorOf),
    "",
  );
  const legend = { ...color, legend: { title: null, orient: "bottom", symbolType: "circle", columnPadding: 44 } };
  return defineChart({
    title: { text: TITLES[figure][locale], subtitle: subtitleOf(lifts, locale) },
    width,
    height,
    data: { values: words },
    layer: [
      {
        mark: { type: "rule", strokeDash: [5, 4], strokeWidth: 1.5, color: chartInk.text },
        data: { values: [{ none: 0 }] },
        encoding: { x: x("none") },
      },
      // Vega warns of a layer without a single row, so what no row carries is not drawn at all
      ...(level === undefined
        ? []
        : [
            {
              transform: [{ filter: "isValid(datum.lower)" }],
              mark: { type: "rule", strokeWidth: 2.5 },
              encoding: { y, x: x("lower"), x2: { field: "upper" }, color: legend },
            },
            {
              transform: [{ filter: "isValid(datum.value)" }],
              mark: { type: "point", filled: true, size: 90, opacity: 1 },
              encoding: { y, x: x("value"), color: legend },
            },
          ]),
      // a white rim first, so that the line of no effect does not cross the figures
      ...[{ stroke: "#FFFFFF", strokeWidth: 5 }, { color: chartInk.text }].map((ink) => ({
        mark: { type: "text", dy: -13, fontSize: 11, ...ink },
        encoding: { y, x: x("at"), text: { field: "text", type: "nominal" } },
      })),
    ],
  });
}

function colorOf(judgement: LiftJudgement): string {
  if (judgement === "up") return chartInk.good;
  return judgement === "down" ? chartInk.bad : judgement === "open" ? chartInk.muted : "#9AA5B1";
}

/** From the lowest to the highest figure, the line of no effect included, with a little air. */
function domainOf(rows: readonly { readonly lower?: number; readonly upper?: number }[]): readonly [number, number] {
  const ends = rows.flatMap(({ lower = 0, upper = 0 }) => [lower, upper]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const size = high - low;
  // an interval as wide as all doubles leaves no air
  if (!Number.isFinite(size * 1.2)) return [low, high];
  const air = 0.06 * (size || 1);
  return [low - air, high + air];
}

function textOf({ value = 0, lower = value, upper = value }: LiftChartRow, share: boolean, spread: number): string {
  const digits = share ? (spread < 0.2 ? 2 : 1) : spread < 10 ? 2 : spread < 1000 ? 1 : 0;
  const write = (amount: number): string => (share ? formatShare(amount, digits) : formatNumber(amount, digits));
  return `${value > 0 ? "+" : ""}${write(value)}  [${write(lower)}, ${write(upper)}]`;
}

function axisTitle(locale: Locale, figure: LiftFigure, kind: LiftKind | undefined, level: number | undefined): string {
  const name = liftLabels.liftFigure[figure][locale];
  const unit =
    figure === "relative" || kind === undefined
      ? ""
      : locale === "zh"
        ? { rate: "（百分点）", mean: "（每位客户）", ratio: "" }[kind]
        : { rate: " in percentage points", mean: " per customer", ratio: "" }[kind];
  if (level === undefined) return `${name}${unit}`;
  const percent = formatShare(level, 2);
  return locale === "zh" ? `${name}${unit}，含 ${percent} 区间` : `${name}${unit}, with ${percent} interval`;
}

function subtitleOf(lifts: LiftComparison | readonly LiftChartEntry[], locale: Locale): string {
  if (!("control" in lifts))
    return locale === "zh" ? "相对于未被触达的对照组" : "Against customers who were left alone";
  const { control, correction, comparisons } = lifts;
  const n = comparisons.length;
  // one interval has no others to hold together with
  if (n === 1) return locale === "zh" ? `对照组：${control}` : `Control: ${control}`;
  if (locale === "zh") {
    const all = n === 2 ? "两" : `${formatNumber(n)} `;
    const kept = { holm: `${all}个区间同时成立`, benjamini_hochberg: "各区间单独成立", none: "各区间单独成立" };
    return `对照组：${control}；${kept[correction]}`;
  }
  const kept = {
    holm: `${n === 2 ? "both" : `all ${formatNumber(n)}`} intervals hold together`,
    benjamini_hochberg: "each interval on its own",
    none: "each interval on its own",
  };
  return `Control: ${control}; ${kept[correction]}`;
}
