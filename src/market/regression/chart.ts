import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { requireRegression } from "./require-model.ts";
import type { RegressionModel, RegressionTerm } from "./types.ts";

/** Options of `regressionChart`. */
export interface RegressionChartOptions extends ChartOptions {
  /** What is explained, with its unit, for the axis. */
  readonly outcome?: string;
}

const MOST_DRAWN = 30;
const ROW_PIXELS = 28;
const SMALLEST = 200;

const TEXT = {
  en: {
    title: "What goes along with the outcome",
    clear: "Clearly not zero",
    open: "May be zero",
    fallback: "the outcome",
  },
  zh: { title: "哪些因素与结果相关", clear: "明显不为零", open: "可能为零", fallback: "结果" },
} as const;

/**
 * Draws what each field goes along with, in units of the outcome so that all can be compared: a figure by one standard
 * deviation more, a category against its reference; each with its interval, the largest first.
 *
 * @param model - From {@link fitRegression} or `loadModel`.
 * @param options - `outcome` names the axis; `locale`, `width` (default 560), `height` (by the number of terms) in pixels,
 * at least 200. Of more than 30 terms the largest are drawn.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const model = fitRegression([3, 5, 6, 9, 10, 13], { predictors: [{ id: "hours", value: [1, 2, 3, 4, 5, 6] }] });
 * regressionChart(model, { outcome: "orders", locale: "zh" }).title.text; // => "哪些因素与结果相关"
 * ```
 */
export function regressionChart(model: RegressionModel, options: RegressionChartOptions = {}): Chart {
  requireRegression(model);
  requireObject(options, "options");
  const { outcome } = options;
  if (outcome !== undefined && typeof outcome !== "string") {
    throw new ClienteleError("invalid_type", `options.outcome must be a text, got ${show(outcome)}`, {
      name: "outcome",
    });
  }
  const references = new Map(
    Array.from(model.inputs).flatMap((input) =>
      input.kind === "category" ? [[input.id, input.reference] as const] : [],
    ),
  );
  const step = ({ category: own, sd }: RegressionTerm): number => (own === undefined ? sd : 1);
  const drawn = Array.from(model.terms)
    .sort((a, b) => Math.abs(b.estimate.value * step(b)) - Math.abs(a.estimate.value * step(a)))
    .slice(0, MOST_DRAWN);
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, drawn.length * ROW_PIXELS), SMALLEST);
  const text = TEXT[locale];
  const nameOf = ({ predictor, category: own, sd }: RegressionTerm): string => {
    if (own === undefined) return `${predictor} (+${short(sd)})`;
    const against = references.get(predictor) ?? "";
    return locale === "zh" ? `${predictor}：${own}（对 ${against}）` : `${predictor}: ${own} (vs ${against})`;
  };
  const values = drawn.map((term) => {
    const { value, interval } = term.estimate;
    const by = step(term);
    const clear = interval.lower > 0 || interval.upper < 0;
    return {
      term: nameOf(term),
      value: value * by,
      lower: interval.lower * by,
      upper: interval.upper * by,
      told: clear ? text.clear : text.open,
    };
  });
  const y = category("term", "", drawn.map(nameOf));
  const axis = locale === "zh" ? `${outcome ?? text.fallback}的变化` : `Change of ${outcome ?? text.fallback}`;
  const x = quantity("value", axis, { axis: { tickCount: 8 } });
  const color = {
    ...colored("told", [text.clear, text.open], [chartInk.good, chartInk.neutral], ""),
    legend: { title: null, orient: "top", direction: "horizontal", symbolType: "circle" },
  };
  return defineChart({
    title: { text: text.title, subtitle: subtitleOf(model, locale) },
    width,
    height,
    data: { values },
    layer: [
      { mark: { type: "rule", color: chartInk.muted, strokeDash: [4, 3] }, encoding: { x: { datum: 0 } } },
      {
        mark: { type: "rule", strokeWidth: 2.5 },
        encoding: { y, x: { ...x, field: "lower" }, x2: { field: "upper" }, color },
      },
      { mark: { type: "point", filled: true, size: 70, opacity: 1 }, encoding: { y, x, color } },
    ],
  });
}

/** Three digits of a step. */
const short = (value: number): string => formatNumber(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3);

function subtitleOf({ n, rSquared, level, terms }: RegressionModel, locale: "en" | "zh"): string[] {
  const few = terms.length > MOST_DRAWN;
  return locale === "zh"
    ? [
        `共 ${formatNumber(n)} 行，解释了 ${formatShare(rSquared)} 的差异；线段为 ${formatShare(level)} 区间`,
        `数值：增加括号中的一个标准差；类别：与参照类别相比${few ? `；仅画出最大的 ${MOST_DRAWN} 项` : ""}`,
      ]
    : [
        `${formatNumber(n)} rows, ${formatShare(rSquared)} of the differences explained; bars: ${formatShare(level)} intervals`,
        `Figures: one standard deviation more, in brackets; categories: against a reference${few ? `; the largest ${MOST_DRAWN} drawn` : ""}`,
      ];
}
