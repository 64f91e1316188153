import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Interval } from "../../core/estimate.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { StrategyMonth, StrategyOutcome, StrategySimulation } from "../simulate/types.ts";
import { strategyName } from "./names.ts";
import { placesOf, requireSimulation } from "./read-simulation.ts";

/** What {@link npvFanChart} draws. */
export interface NpvFanChartOptions extends ChartOptions {
  /** Present value so far against doing nothing (default), present value so far, or the cash of each month. */
  readonly of?: "difference" | "cumulative" | "cash";
  /** Strategies by id, one panel each; default all that do something. */
  readonly among?: readonly string[];
}

/** Panels beside one another: four make a square. */
function columnsFor(panels: number): number {
  return panels === 4 ? 2 : Math.min(3, panels);
}

const WORDS = {
  en: {
    title: { difference: "Gain over doing nothing, so far", cumulative: "Present value so far", cash: "Cash by month" },
    month: "Month",
    band: (level: string, draws: string) => `Mean and ${level} band of ${draws} draws`,
  },
  zh: {
    title: { difference: "相对不采取行动的累计收益", cumulative: "累计现值", cash: "逐月现金流" },
    month: "月份",
    band: (level: string, draws: string) => `均值与 ${level} 区间（${draws} 次抽样）`,
  },
} as const;

/**
 * Draws how the worth of each strategy builds up over the months, with the band in which it may lie: when a strategy pays
 * back, and how sure that is.
 *
 * @param simulation - From `simulateStrategies`.
 * @param options - `of`: `difference` (default), `cumulative` or `cash`; `among`: which strategies; `locale`; `width`
 * (default 240) and `height` (default 180) of a panel in pixels, at least 120.
 * @returns A Vega-Lite specification with one panel per strategy, all on one scale.
 * @throws `ClienteleError` `invalid_type`, `length_mismatch`, `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const book = { customers: [{ id: "a", count: 500, monthlyRevenue: 100, monthlyChurn: 0.03 }] };
 * const gift = { id: "gift", aim: "retain", means: "campaign", cost: { perCustomer: 5 }, effects: [] };
 * const found = simulateStrategies(book, [{ id: "gifts", moves: [gift] }], { horizonMonths: 12, discountRate: 0.1, seed: 1 });
 * npvFanChart(found, { locale: "zh" }).title.text; // => "相对不采取行动的累计收益"
 * ```
 */
export function npvFanChart(simulation: StrategySimulation, options: NpvFanChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 240, 180, 120);
  requireSimulation(simulation);
  const { of = "difference", among } = options;
  requireOneOf(of, ["difference", "cumulative", "cash"], "options.of");
  const busy = simulation.outcomes.filter(({ moves }) => moves.length > 0).map(({ strategy }) => strategy);
  const wanted = among ?? (busy.length > 0 ? busy : undefined);
  const outcomes = placesOf(simulation, wanted).map((s) => simulation.outcomes[s] as StrategyOutcome);
  const words = WORDS[locale];
  const names = outcomes.map((outcome) => strategyName(outcome, locale));
  const values = outcomes.flatMap((outcome, k) => rowsOf(outcome, of).map((row) => ({ ...row, strategy: names[k] })));
  const color = colored(
    "strategy",
    names,
    names.map((_, k) => chartPalette[k % (chartPalette.length - 1)] as string),
  );
  const x = quantity("month", words.month, { axis: { grid: false, tickCount: 6 }, scale: { nice: false } });
  const y = (field: string) => quantity(field, "", { axis: { format: AMOUNT_FORMAT, tickCount: 5 } });
  return defineChart({
    title: {
      text: words.title[of],
      subtitle: words.band(formatShare(simulation.level), formatNumber(simulation.draws)),
    },
    data: { values },
    columns: columnsFor(names.length),
    spacing: 24,
    facet: {
      field: "strategy",
      type: "nominal",
      sort: names,
      title: null,
      header: { labelFontWeight: 600, labelAnchor: "start", labelLimit: width },
    },
    spec: {
      width,
      height,
      layer: [
        { mark: { type: "area", opacity: 0.22 }, encoding: { x, y: y("lower"), y2: { field: "upper" }, color } },
        { mark: { type: "rule", color: chartInk.muted, strokeDash: [4, 4] }, encoding: { y: { datum: 0 } } },
        { mark: { type: "line", strokeWidth: 2.5 }, encoding: { x, y: y("mean"), color } },
      ],
    },
  });
}

function rowsOf(outcome: StrategyOutcome, of: "difference" | "cumulative" | "cash") {
  requireColumn(outcome.months, "simulation.outcomes[].months");
  return outcome.months.map((month: StrategyMonth, i) => {
    requireObject(month, `months[${i}]`);
    const interval: Interval = month[`${of}Interval`];
    requireObject(interval, `months[${i}].${of}Interval`);
    requireNumber(month[of], `months[${i}].${of}`);
    requireNumber(interval.lower, `months[${i}].${of}Interval.lower`);
    requireNumber(interval.upper, `months[${i}].${of}Interval.upper`);
    // the end of the month, where its money is valued
    return { month: month.month + 1, mean: month[of], lower: interval.lower, upper: interval.upper };
  });
}
