import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import type { Label, Locale } from "../../core/locale.ts";
import { requirePlan } from "./explain.ts";
import type { DefencePlan } from "./types.ts";

const SMALLEST = 240;

const texts = {
  title: { en: "What defending the book brings", zh: "客户保卫方案的收益" },
  x: { en: "Budget", zh: "预算" },
  y: { en: "Value kept less cost", zh: "保住的价值减去成本" },
  plan: { en: "Plan", zh: "方案" },
  naive: { en: "Naive list", zh: "简单名单" },
  chosen: { en: "This plan", zh: "本方案" },
} as const satisfies Record<string, Label>;

/**
 * Draws what a defence plan gains against its budget, beside what the naive list gains, with the plan at hand as a dot.
 *
 * @param plan - From {@link planDefence} with `options.budgets`.
 * @param options - Language, width (default 560) and height (default 320) in pixels, at least 240.
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no plan or no size, `inconsistent` for
 * a plan with fewer than two budgets, `unknown_id` for another language.
 * @example
 * ```ts
 * const levers = [{ id: "planned_visits", cost: 500, effect: 0.2 }];
 * const accounts = [{ id: "a", value: 90000, risk: 0.3 }, { id: "b", value: 40000, risk: 0.2 }];
 * const plan = planDefence(accounts, levers, { budget: 600, budgets: [0, 500, 1000] });
 * defenceChart(plan, { locale: "zh" }).title.text; // => "客户保卫方案的收益"
 * ```
 */
export function defenceChart(plan: DefencePlan, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 320, SMALLEST);
  requirePlan(plan);
  if (plan.curve.length < 2) {
    throw new ClienteleError("inconsistent", "plan.curve must hold two budgets or more; plan with options.budgets", {
      budgets: plan.curve.length,
    });
  }
  const names = [texts.plan[locale], texts.naive[locale]];
  const rows = plan.curve.flatMap(({ budget, gain, naive }) => [
    { budget, gain, series: texts.plan[locale] },
    { budget, gain: naive, series: texts.naive[locale] },
  ]);
  const x = quantity("budget", texts.x[locale], { axis: { format: AMOUNT_FORMAT, tickCount: 6, labelFlush: false } });
  const y = quantity("gain", texts.y[locale], { axis: { format: AMOUNT_FORMAT } });
  const color = {
    ...colored("series", names, [chartInk.good, chartInk.bad]),
    legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 28 },
  };
  const here = [{ budget: plan.cost, gain: plan.gain, text: texts.chosen[locale] }];
  return defineChart({
    title: { text: texts.title[locale], subtitle: subtitleOf(plan, locale) },
    data: { values: rows },
    width,
    height,
    layer: [
      { mark: { type: "line", strokeWidth: 2.5 }, encoding: { x, y, color } },
      { mark: { type: "point", size: 36, opacity: 1 }, encoding: { x, y, color } },
      {
        data: { values: here },
        mark: { type: "point", shape: "diamond", size: 160, color: chartInk.text, opacity: 1 },
        encoding: { x, y },
      },
      {
        data: { values: here },
        mark: { type: "text", dy: 20, align: "center", fontWeight: 600 },
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      },
    ],
  });
}

function subtitleOf({ gain, naive, cost, accounts }: DefencePlan, locale: Locale): readonly string[] {
  const [a, b, c, n] = [gain, naive.gain, cost, accounts].map((x) => formatNumber(x));
  return locale === "en"
    ? [`This plan gains ${a} for ${c} at ${n} accounts; the naive list with the same limits ${b}`]
    : [`本方案为 ${n} 个客户投入 ${c}，净得 ${a}；同样限制下简单名单净得 ${b}`];
}
