import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import { type ForecastCause, type PipelineFlow, pipelineChangeLabels } from "../../core/labels/pipeline-change.ts";
import type { Label } from "../../core/locale.ts";
import type { Flow, Waterfall } from "./types.ts";

/** Options of {@link waterfallChart}. */
export interface WaterfallChartOptions extends ChartOptions {
  /** Title; by default one that says what the chart shows. */
  readonly title?: string;
  /** Minor units of one unit shown, greater than zero; default 100. */
  readonly minorPerUnit?: number;
}

const TEXT = {
  title: { en: "How the pipeline changed", zh: "销售漏斗的变化" },
  amount: { en: "Amount", zh: "金额" },
  kinds: { en: ["Level", "More", "Less", "Won"], zh: ["余额", "增加", "减少", "赢单"] },
} as const;

/** Flows that only move money between groups: drawn where they do not cancel out. */
const PAIRS = [
  ["owner_in", "owner_out"],
  ["stage_in", "stage_out"],
] as const;

const SIZES = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;
const LABELS: Readonly<Record<string, Label>> = /* @__PURE__ */ (() => ({
  ...pipelineChangeLabels.forecastCause,
  ...pipelineChangeLabels.pipelineFlow,
}))();

/**
 * Draws a change as a waterfall: from the opening level through everything that came in or went out to the closing one.
 *
 * @param change - From {@link comparePipeline}, one of its owners or stages, or from {@link compareForecasts}.
 * @param options - `locale`, `width` (default 640), `height` in pixels, at least 200; `title`; `minorPerUnit` (default 100).
 * @returns A Vega-Lite chart, one bar per flow with its amount and deals. Transfers and stage moves are left out where they
 * cancel out.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` (a flow or language that does not
 * exist), `inconsistent` (flows that do not lead from opening to closing).
 * @example
 * ```ts
 * const change = comparePipeline([], [{ dealId: "a", stage: "bid", category: "open", amountMinor: 500_00 }]);
 * waterfallChart(change, { locale: "zh" }).title.text; // => "销售漏斗的变化"
 * ```
 */
export function waterfallChart(
  change: Waterfall<PipelineFlow | ForecastCause>,
  options: WaterfallChartOptions = {},
): Chart {
  requireObject(change, "change");
  requireColumn(change.flows, "change.flows");
  const flows = visibleFlows(change);
  const { locale, width, height } = chartFrame(options, 640, Math.max(200, 60 + 28 * (flows.length + 2)), 200);
  const { title = TEXT.title[locale], minorPerUnit = 100 } = options;
  requireNumber(minorPerUnit, "options.minorPerUnit", { above: 0 });
  if (typeof title !== "string") throw new ClienteleError("invalid_type", "options.title must be text", {});
  const { openingMinor, closingMinor } = change;
  const [level, more, less, won] = TEXT.kinds[locale];
  const ends = pipelineChangeLabels.waterfallEnd;
  let reached = openingMinor;
  const shown = (minor: number): number => minor / minorPerUnit;
  const rows = [
    { name: ends.opening[locale], from: 0, to: shown(openingMinor), kind: level, text: compact(shown(openingMinor)) },
    ...flows.map(({ flow, amountMinor, dealIds }) => {
      const from = reached;
      reached += amountMinor;
      const deals = dealIds.length === 0 ? "" : ` (${formatNumber(dealIds.length)})`;
      const sign = amountMinor > 0 ? "+" : "";
      return {
        name: (LABELS[flow] as Label)[locale],
        from: shown(from),
        to: shown(reached),
        kind: flow === "won" ? won : amountMinor < 0 ? less : more,
        text: `${sign}${compact(shown(amountMinor))}${deals}`,
      };
    }),
    { name: ends.closing[locale], from: 0, to: shown(closingMinor), kind: level, text: compact(shown(closingMinor)) },
  ];
  if (reached !== closingMinor) {
    throw new ClienteleError("inconsistent", `change.flows lead to ${reached}, not to closingMinor ${closingMinor}`, {
      reached,
      closingMinor,
    });
  }
  const names = rows.map((row) => row.name);
  const y = category("name", "", names, { axis: { domain: false, ticks: false, labelPadding: 8 } });
  const most = rows.reduce((top, row) => Math.max(top, row.from, row.to), 0);
  const x = (field: string) =>
    quantity(field, TEXT.amount[locale], {
      // room for the text behind the longest bar
      scale: { domain: [0, Math.max(shown(1), most) * 1.22], nice: false },
      axis: { format: "~s", tickCount: 6 },
    });
  // what was won leaves the pipeline too, but is no loss
  const colors = [chartInk.neutral, chartInk.good, chartInk.bad, chartPalette[2] as string];
  return defineChart({
    title: { text: title, subtitle: subtitleOf(locale) },
    width,
    height,
    data: { values: rows.map((row) => ({ ...row, end: Math.max(row.from, row.to) })) },
    encoding: { y },
    layer: [
      {
        mark: { type: "bar", height: { band: 0.66 } },
        encoding: {
          x: x("from"),
          x2: { field: "to" },
          color: colored("kind", [level, more, less, won], colors),
        },
      },
      {
        mark: { type: "text", align: "left", dx: 6 },
        encoding: { x: x("end"), text: { field: "text", type: "nominal" } },
      },
    ],
  });
}

function subtitleOf(locale: "en" | "zh"): string {
  return locale === "zh"
    ? "各项变动金额，括号内为商机数"
    : "What each kind of change added or took away; deals in brackets";
}

function visibleFlows({ flows }: Waterfall<PipelineFlow | ForecastCause>): Flow<PipelineFlow | ForecastCause>[] {
  const amounts = new Map<string, number>();
  for (let i = 0; i < flows.length; i++) {
    const flow = flows[i] as Flow<PipelineFlow | ForecastCause>;
    requireObject(flow, `change.flows[${i}]`);
    requireOneOf(flow.flow, Object.keys(LABELS), `change.flows[${i}].flow`);
    requireNumber(flow.amountMinor, `change.flows[${i}].amountMinor`);
    requireColumn(flow.dealIds, `change.flows[${i}].dealIds`);
    amounts.set(flow.flow, flow.amountMinor);
  }
  const hidden = new Set<string>();
  for (const pair of PAIRS) {
    if (pair.reduce((total, flow) => total + (amounts.get(flow) ?? 0), 0) === 0)
      for (const flow of pair) hidden.add(flow);
  }
  return Array.from(flows).filter(({ flow }) => !hidden.has(flow));
}

/** 1.2M, 34.5k, 678: three digits are enough beside a bar. */
function compact(value: number): string {
  for (const [size, unit] of SIZES) if (Math.abs(value) >= size) return `${formatNumber(value / size, 1)}${unit}`;
  return formatNumber(value, 2);
}
