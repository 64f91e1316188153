import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, category, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import { exponential } from "./effects.ts";
import { requireCox } from "./model-check.ts";
import type { CoxModel, HazardTerm } from "./types.ts";

/** Options of {@link coxChart}. */
export interface CoxChartOptions extends ChartOptions {
  /**
   * How many units of a number an effect is drawn for, above 0; 1 where left out. An age reads better by 10 years, an
   * invoice by 100.
   */
  readonly units?: Readonly<Record<string, number>>;
}

const SMALLEST = 200;
/** Pixels per effect where no height is asked for. */
const PER_ROW = 30;
/** No ratio is drawn further from 1 than this factor; an arrowless rule at the edge says that it goes on. */
const FURTHEST = 1000;
/** The narrowest range that is drawn, as factor on each side of 1. */
const NEAREST = 1.5;

const WORDS = {
  en: {
    title: "What makes customers leave sooner",
    axis: "Hazard ratio (above 1: leaves sooner)",
    against: (level: string, reference: string) => `${level} (against ${reference})`,
    per: (column: string, units: number) => `${column} (per ${formatNumber(units, 6)})`,
    empty: "no effects",
  },
  zh: {
    title: "哪些因素使客户更早离开",
    axis: "风险比（大于 1：更早离开）",
    against: (level: string, reference: string) => `${level}（相对 ${reference}）`,
    per: (column: string, units: number) => `${column}（每 ${formatNumber(units, 6)} 单位）`,
    empty: "没有影响",
  },
} as const;

/**
 * Draws what makes customers leave sooner or later as a forest plot: one hazard ratio per effect with its interval, on a
 * logarithmic scale around 1, with the figures beside.
 *
 * @param model - From {@link fitCox} or `loadModel`.
 * @param options - `units` per column of numbers, `locale`, `width` (default 420) and `height` (default 30 pixels per
 * effect) in pixels, at least 200 wide and 60 high.
 * @returns A Vega-Lite specification. Intervals that clear 1 are drawn in colour; what lies beyond a factor of 1,000 is
 * cut at the edge, its figures are not.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another
 * language or a column in `units` that has no effect of a number.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitCox(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] });
 * coxChart(model, { locale: "zh" }).title.text; // => "哪些因素使客户更早离开"
 * ```
 */
export function coxChart(model: CoxModel, options: CoxChartOptions = {}): Chart {
  requireCox(model);
  requireObject(options, "options");
  const { units = {}, ...frame } = options;
  const most = Math.max(60, PER_ROW * model.terms.length);
  const { locale, width, height } = chartFrame(frame, 420, Math.min(most, 10_000), 60);
  requireNumber(width, "options.width", { min: SMALLEST });
  requireUnits(model, units);
  const words = WORDS[locale];
  const rows = model.terms.map((term) => rowOf(model, term, units, locale));
  const low = Math.max(
    1 / FURTHEST,
    rows.reduce((least, { lower }) => Math.min(least, lower / 1.05), 1 / NEAREST),
  );
  const high = Math.min(
    FURTHEST,
    rows.reduce((most, { upper }) => Math.max(most, upper * 1.05), NEAREST),
  );
  const held = (value: number): number => Math.min(high, Math.max(low, value));
  const order = rows.map(({ name }) => name);
  const drawn = rows.map((row) => ({
    ...row,
    lower: held(row.lower),
    upper: held(row.upper),
    ratio: held(row.ratio),
  }));
  const x = quantity("ratio", words.axis, {
    scale: { type: "log", domain: [low, high], nice: false },
    axis: { values: ticks(low, high), format: ".3~r", grid: true },
  });
  const y = category("name", "", order, { axis: { labelLimit: 420, ticks: false, domain: false, labelPadding: 10 } });
  const color: Channel = {
    field: "clear",
    type: "nominal",
    scale: { domain: ["sooner", "later", "open"], range: [chartInk.bad, chartInk.good, chartInk.neutral] },
    legend: null,
  };
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(model, locale) },
    width,
    height,
    // figures stand outside the plotting area, where renderers without a font leave too little room
    padding: { left: 24, top: 12, right: 36, bottom: 12 },
    data: { values: drawn },
    layer: [
      {
        data: { values: [{ one: 1 }] },
        mark: { type: "rule", color: chartInk.muted, strokeDash: [4, 3] },
        encoding: { x: { ...x, field: "one" } },
      },
      {
        mark: { type: "rule", strokeWidth: 2 },
        encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" }, y, color },
      },
      { mark: { type: "point", filled: true, size: 80, opacity: 1 }, encoding: { x, y, color } },
      {
        mark: { type: "text", align: "left", baseline: "middle" },
        encoding: { x: { value: width + 14 }, y, text: { field: "label", type: "nominal" } },
      },
    ],
  });
}

interface ForestRow {
  readonly name: string;
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
  readonly label: string;
  readonly clear: "sooner" | "later" | "open";
}

function rowOf(
  { covariates }: CoxModel,
  { column, level, coefficient }: HazardTerm,
  units: Readonly<Record<string, number>>,
  locale: Locale,
): ForestRow {
  const words = WORDS[locale];
  const code = covariates.find(({ name }) => name === column);
  const per = level === undefined && Object.hasOwn(units, column) ? (units[column] as number) : 1;
  const name =
    level !== undefined && code?.kind === "category"
      ? `${column}${locale === "zh" ? "：" : ": "}${words.against(level, code.reference)}`
      : per === 1
        ? column
        : words.per(column, per);
  const ratio = exponential(coefficient.value * per);
  const lower = exponential(coefficient.interval.lower * per);
  const upper = exponential(coefficient.interval.upper * per);
  return {
    name,
    ratio,
    lower,
    upper,
    label: `${figure(ratio)} (${figure(lower)}–${figure(upper)})`,
    clear: lower > 1 ? "sooner" : upper < 1 ? "later" : "open",
  };
}

/** Two decimals, three for what is close to zero, and powers for what no table can hold. */
function figure(value: number): string {
  if (value >= 1e5 || value < 5e-4) return value.toExponential(1);
  return value.toFixed(value < 0.1 ? 3 : 2);
}

/** Round ratios between two, closer where the range is narrow. */
function ticks(low: number, high: number): number[] {
  const decades = [1e-3, 1e-2, 0.1, 1, 10, 100, 1000];
  const steps = high / low <= 12 ? [1, 1.5, 2, 3, 5, 7] : high / low <= 1000 ? [1, 2, 5] : [1];
  return decades
    .flatMap((decade) => steps.map((step) => Number((decade * step).toPrecision(2))))
    .filter((tick) => tick >= low && tick <= high);
}

function subtitleOf({ fittedOn, concordance, level, terms, ties, baseline }: CoxModel, locale: Locale): string[] {
  const zh = locale === "zh";
  const rows = formatNumber(fittedOn.rows);
  const leavers = formatNumber(fittedOn.leavers);
  const share = formatShare(level);
  const method = ties === "efron" ? "Efron" : "Breslow";
  const strata = baseline.length > 1 ? (zh ? `，${baseline.length} 个分层` : `, ${baseline.length} strata`) : "";
  const first = zh
    ? `共 ${rows} 行，${leavers} 个离开者${strata}（Cox 模型，${method} 法）`
    : `${rows} rows, ${leavers} leavers${strata} (Cox model, ${method}'s ties)`;
  if (terms.length === 0) return [first, WORDS[locale].empty];
  const order =
    "abstained" in concordance
      ? ""
      : zh
        ? `；一致性 ${figure(concordance.value)}（${figure(concordance.interval.lower)}–${figure(concordance.interval.upper)}）`
        : `; concordance ${figure(concordance.value)} (${figure(concordance.interval.lower)}–${figure(concordance.interval.upper)})`;
  return [first, zh ? `横线为 ${share} 区间${order}` : `Bars: ${share} interval${order}`];
}

function requireUnits({ terms }: CoxModel, units: Readonly<Record<string, number>>): void {
  requireObject(units, "options.units");
  for (const column of Object.keys(units)) {
    requireNumber(units[column] as number, `options.units.${column}`, { above: 0 });
    if (terms.some((term) => term.column === column && term.level === undefined)) continue;
    throw new ClienteleError("unknown_id", `options.units.${column} names no column of numbers with an effect`, {
      column,
    });
  }
}
