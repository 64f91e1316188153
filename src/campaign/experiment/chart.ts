import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireFinite, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { experimentLabels } from "../../core/labels/experiment.ts";
import type { Locale } from "../../core/locale.ts";
import { requireDesign } from "./design.ts";
import { comparisonPower } from "./power.ts";
import { FEWEST_UNITS, LARGEST_SIZE } from "./solve.ts";
import type { ExperimentDesign, ExperimentPlan } from "./types.ts";

/** Options of {@link experimentChart}. */
export interface ExperimentChartOptions extends ChartOptions {
  /** Effects to draw, one to seven, not 0; half, three quarters, all and one and a half of the plan's where left out. */
  readonly effects?: readonly number[];
}

const MULTIPLES = [0.5, 0.75, 1, 1.5];
const MOST_CURVES = 7;
/** Places of a curve; a sequential test takes long enough to be drawn from fewer. */
const PIECES = 60;
const SEQUENTIAL_PIECES = 24;
/** How far to the right of the planned size the picture reaches. */
const REACH = 2;
const SMALLEST = 260;

const TEXT = {
  en: {
    title: "How many customers find which effect",
    x: "Customers in the test, all arms",
    y: "Power (chance to find the effect)",
    plan: "planned",
  },
  zh: {
    title: "多少顾客能发现多大的效应",
    x: "参加试验的顾客数（各组合计）",
    y: "检验功效（发现效应的概率）",
    plan: "计划",
  },
} as const;

/**
 * Draws the chance to find an effect over the size of the test, for the planned effect and for smaller and larger
 * ones, with the planned size and power marked.
 *
 * @param plan - From {@link planExperiment}.
 * @param options - `effects` in the metric's unit; `locale`, `width` (default 560) and `height` (default 360) in
 * pixels, at least 260.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` (also for an effect that moves a rate out of
 * (0, 1)), `unknown_id`, `duplicate_id` for an effect that stands twice.
 * @example
 * ```ts
 * const plan = planExperiment({ kind: "rate", baseline: 0.1, effect: 0.02 });
 * experimentChart(plan, { locale: "zh" }).title.text; // => "多少顾客能发现多大的效应"
 * ```
 */
export function experimentChart(plan: ExperimentPlan, options: ExperimentChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 360, SMALLEST);
  const { design, total, power, effect } = readPlan(plan);
  const text = TEXT[locale];
  const effects = readEffects(options.effects, effect, design);
  const names = effects.map((each) => effectName(each, design, locale));
  const pieces = design.sequential === undefined ? PIECES : SEQUENTIAL_PIECES;
  const fewest = smallestTotal(design);
  const largest = Math.max(total * REACH, fewest * REACH);
  const rows = effects.flatMap((each, i) =>
    Array.from({ length: pieces + 1 }, (_, piece) => {
      const size = fewest + ((largest - fewest) * piece) / pieces;
      return { size, power: comparisonPower(design, each, unitsOf(design, size)), effect: names[i] };
    }),
  );
  const x = quantity("size", text.x, {
    scale: { domain: [0, largest], nice: false },
    axis: { labelExpr: "format(datum.value, '~s')", tickCount: 6 },
  });
  const y = quantity("power", text.y, { scale: { domain: [0, 1] }, axis: { format: SHARE_FORMAT, tickCount: 6 } });
  const color = colored("effect", names, chartPalette, "");
  const planned = [{ size: total, power, label: `${text.plan} ${formatNumber(total)} · ${formatShare(power)}` }];
  const right = total <= largest / 2;
  const rule = { type: "rule", color: chartInk.muted, strokeDash: [4, 4], strokeWidth: 1.2 };
  return defineChart({
    title: { text: text.title, subtitle: subtitleOf(design, locale) },
    width,
    height,
    layer: [
      { data: { values: planned }, mark: rule, encoding: { x } },
      { data: { values: planned }, mark: rule, encoding: { y } },
      {
        data: { values: rows },
        mark: { type: "line", strokeWidth: 2.5, interpolate: "monotone", clip: true },
        encoding: {
          x,
          y,
          color: {
            ...color,
            legend: { title: null, orient: "top", columns: 2, columnPadding: 28, symbolType: "stroke" },
          },
        },
      },
      {
        data: { values: planned },
        mark: { type: "point", filled: true, size: 70, color: chartInk.text, opacity: 1 },
        encoding: { x, y },
      },
      {
        data: { values: planned },
        mark: { type: "text", align: right ? "left" : "right", dx: right ? 10 : -10, dy: 16, fontWeight: 500 },
        encoding: { x, y, text: { field: "label", type: "nominal" } },
      },
    ],
  });
}

function readPlan(plan: ExperimentPlan): { design: ExperimentDesign; total: number; power: number; effect: number } {
  requireObject(plan, "plan");
  requireDesign(plan.design, "plan.design");
  requireObject(plan.sizes, "plan.sizes");
  requireObject(plan.effect, "plan.effect");
  const total = plan.sizes.total;
  requireNumber(total, "plan.sizes.total", { min: 1, max: 4 * LARGEST_SIZE });
  requireNumber(plan.power, "plan.power", { min: 0, max: 1 });
  requireEffect(plan.effect.absolute, "plan.effect.absolute", plan.design);
  return { design: plan.design, total, power: plan.power, effect: plan.effect.absolute };
}

function requireEffect(effect: number, name: string, { kind, baseline }: ExperimentDesign): void {
  requireNumber(effect, name);
  const after = (baseline ?? 0) + effect;
  if (effect === 0 || (kind === "rate" && !(after > 0 && after < 1))) {
    throw new ClienteleError(
      "out_of_range",
      `${name} must not be 0 and must keep a rate inside (0, 1), got ${effect}`,
      {
        name,
        value: effect,
      },
    );
  }
}

function readEffects(
  asked: readonly number[] | undefined,
  effect: number,
  design: ExperimentDesign,
): readonly number[] {
  if (asked === undefined) {
    const after = (multiple: number): number => (design.baseline ?? 0) + multiple * effect;
    return MULTIPLES.filter((m) => design.kind === "mean" || (after(m) > 0 && after(m) < 1)).map((m) => m * effect);
  }
  requireFinite(asked, "options.effects");
  requireNumber(asked.length, "the number of options.effects", { min: 1, max: MOST_CURVES });
  asked.forEach((each, i) => {
    requireEffect(each, `options.effects[${i}]`, design);
    if (asked.indexOf(each) < i) {
      throw new ClienteleError("duplicate_id", `options.effects[${i}] stands twice: ${each}`, { index: i });
    }
  });
  return asked;
}

function smallestTotal({ ratio, treatments, clusters }: ExperimentDesign): number {
  return Math.max(FEWEST_UNITS, FEWEST_UNITS / ratio) * (1 + ratio * treatments) * (clusters?.size ?? 1);
}

function unitsOf({ ratio, treatments, clusters }: ExperimentDesign, total: number) {
  const control = total / ((1 + ratio * treatments) * (clusters?.size ?? 1));
  return { control, treated: control * ratio };
}

function effectName(effect: number, { kind, baseline }: ExperimentDesign, locale: Locale): string {
  const sign = effect > 0 ? "+" : "−";
  const size = Math.abs(effect);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(kind === "rate" ? size * 100 : size)));
  const number = formatNumber(kind === "rate" ? size * 100 : size, Math.min(20, digits));
  const unit = kind === "mean" ? "" : locale === "zh" ? " 个百分点" : " pp";
  const relative = baseline === undefined || baseline === 0 ? undefined : size / Math.abs(baseline);
  const share = relative !== undefined && relative < 100 ? ` (${sign}${formatShare(relative)})` : "";
  return `${sign}${number}${unit}${locale === "zh" ? share.replace(" (", "（").replace(")", "）") : share}`;
}

function subtitleOf(design: ExperimentDesign, locale: Locale): string[] {
  const zh = locale === "zh";
  const test = experimentLabels.experimentTest[design.test][locale];
  const level = formatShare(design.comparisonLevel, 2);
  const sides = zh ? (design.sides === "two" ? "双侧" : "单侧") : design.sides === "two" ? "two-sided" : "one-sided";
  const arms =
    design.treatments > 1 ? (zh ? `，${design.treatments} 个实验组` : `, ${design.treatments} treated arms`) : "";
  return [zh ? `${test}，${sides}，置信水平 ${level}${arms}` : `${test}, ${sides}, level ${level}${arms}`];
}
