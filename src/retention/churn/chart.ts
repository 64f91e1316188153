import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartPalette } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { ChurnForecast, ChurnPrediction } from "./types.ts";

/** A customer, or a kind of customer, with its name in the chart. */
export interface ChurnChartEntry {
  /** Name in the legend; each once. */
  readonly name: string;
  readonly prediction: Pick<ChurnPrediction, "horizons">;
}

const SMALLEST = 240;
/** More lines than that cannot be told apart. */
const MOST_LINES = 6;

const TEXT = {
  en: {
    title: "Chance to leave by months ahead",
    x: "Months ahead",
    y: "Chance to have left",
    subtitle: (level: string, n: string) => `Given stayed so far; bands: ${level} interval; learned from ${n} months`,
  },
  zh: {
    title: "未来各月累计流失概率",
    x: "未来月数",
    y: "累计流失概率",
    subtitle: (level: string, n: string) => `以至今仍在网为前提；色带为 ${level} 区间；学自 ${n} 个客户月`,
  },
} as const;

/**
 * Draws the chance to have left month by month ahead, with the band of its interval, for up to six customers.
 *
 * @param entries - Customers with names and what {@link predictChurn} said of them over several horizons.
 * @param options - `locale`, `width` (default 560) and `height` (default 340) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id` for
 * another language.
 * @example
 * ```ts
 * const random = createRandom(1);
 * const rows = Array.from({ length: 600 }, (_, i) => ({ tenure: i % 24, plan: i % 3 === 0 ? "month" : "year" }));
 * const left = rows.map(({ plan }) => random.uniform() < (plan === "month" ? 0.25 : 0.05));
 * const table = { tenure: rows.map((r) => r.tenure), left, covariates: { plan: rows.map((r) => r.plan) } };
 * const model = fitChurn(table, { rows: "months" });
 * const prediction = predictChurn(model, { tenure: 3, covariates: { plan: "year" } }, { horizonMonths: [1, 6, 12] });
 * churnChart([{ name: "Ann", prediction }], { locale: "zh" }).title.text; // => "未来各月累计流失概率"
 * ```
 */
export function churnChart(entries: readonly ChurnChartEntry[], options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 340, SMALLEST);
  requireNonEmpty(entries, "entries");
  requireNumber(entries.length, "entries.length", { max: MOST_LINES });
  const names: string[] = [];
  const rows = Array.from(entries).flatMap((entry, i) => {
    requireObject(entry, `entries[${i}]`);
    const { name, prediction } = entry;
    if (typeof name !== "string" || name === "") {
      throw new ClienteleError("invalid_type", `entries[${i}].name must be text, got ${show(name)}`, { index: i });
    }
    if (names.includes(name)) {
      throw new ClienteleError("duplicate_id", `entries[${i}].name repeats ${show(name)}`, { index: i, name });
    }
    names.push(name);
    requireObject(prediction, `entries[${i}].prediction`);
    requireNonEmpty(prediction.horizons, `entries[${i}].prediction.horizons`);
    return [
      { name, x: 0, y: 0, lower: 0, upper: 0 },
      ...Array.from(prediction.horizons, (h, k) => rowOf(h, name, `entries[${i}].prediction.horizons[${k}]`)),
    ];
  });
  const text = TEXT[locale];
  const { interval, n } = ((entries[0] as ChurnChartEntry).prediction.horizons[0] as ChurnForecast).chance;
  const x = quantity("x", text.x, { scale: { nice: false }, axis: { tickMinStep: 1, tickCount: 12 } });
  const y = quantity("y", text.y, { scale: { zero: true, nice: true }, axis: { format: SHARE_FORMAT, tickCount: 6 } });
  const color = {
    ...colored("name", names, chartPalette, ""),
    legend:
      names.length < 2
        ? null
        : {
            title: null,
            orient: "top",
            direction: "horizontal",
            columnPadding: 28,
            symbolType: "square",
            symbolOpacity: 1,
          },
  };
  return defineChart({
    title: {
      text: text.title,
      subtitle:
        names.length < 2
          ? [names[0] as string, text.subtitle(formatShare(interval.level), formatNumber(n))]
          : [text.subtitle(formatShare(interval.level), formatNumber(n))],
    },
    width,
    height,
    data: { values: rows },
    layer: [
      {
        mark: { type: "area", opacity: 0.18 },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" }, color },
      },
      { mark: { type: "line", strokeWidth: 2.5, point: { filled: true, size: 28 } }, encoding: { x, y, color } },
    ],
  });
}

interface Row {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly lower: number;
  readonly upper: number;
}

function rowOf(forecast: ChurnForecast, series: string, name: string): Row {
  requireObject(forecast, name);
  const { months, chance } = forecast;
  requireNumber(months, `${name}.months`, { min: 1 });
  requireObject(chance, `${name}.chance`);
  requireObject(chance.interval, `${name}.chance.interval`);
  requireNumber(chance.value, `${name}.chance.value`, { min: 0, max: 1 });
  const { lower, upper, level } = chance.interval;
  requireNumber(lower, `${name}.chance.interval.lower`, { min: 0, max: 1 });
  requireNumber(upper, `${name}.chance.interval.upper`, { min: lower, max: 1 });
  requireNumber(level, `${name}.chance.interval.level`, { above: 0, below: 1 });
  requireNumber(chance.n, `${name}.chance.n`, { min: 0 });
  return { name: series, x: months, y: chance.value, lower, upper };
}
