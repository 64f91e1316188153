import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, category, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { funnelLabels } from "../../core/labels/funnel.ts";
import { labelIn } from "../../core/locale.ts";
import type { FunnelSummary } from "../forecast/types.ts";
import { requireId } from "../pipeline/rules.ts";

/** Room per stage, pixels. */
const ROW_HEIGHT = 44;

const FUNNEL_TEXT = {
  title: { en: "What stands in each stage", zh: "各阶段的商机" },
  subtitle: {
    en: (day: string) => `Open deals as of ${day}; share that went on so far, with 95% interval`,
    zh: (day: string) => `截至 ${day} 进行中的商机；至今继续推进的比例（95% 区间）`,
  },
  deals: { en: "Open deals", zh: "进行中（单）" },
  amount: { en: "Amount", zh: "金额" },
  movedOn: { en: "Went on or won", zh: "推进到后续阶段或赢单" },
  listed: { en: "listed", zh: "标称金额" },
  expected: { en: (days: string) => `expected in ${days} days`, zh: (days: string) => `${days} 天内预期` },
} as const;

/**
 * Draws the funnel stage by stage: open deals, their amount (and what is to be expected of it), and the share that went
 * on with its interval.
 *
 * @param summary - From {@link summarizeFunnel}.
 * @param options - `locale`, `width` of the whole (default 720), `height` of the stages together.
 * @returns A Vega-Lite chart of three panels.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no stages), `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const deals = [{ dealId: "a", amount: 900, stages: [{ stage: "bid", entered: "2026-01-01" }] }];
 * const chart = funnelChart(summarizeFunnel(deals, { pipeline: standardPipeline, asOf: "2026-02-01" }));
 * chart.hconcat.length; // => 3
 * ```
 */
export function funnelChart(summary: FunnelSummary, options: ChartOptions = {}): Chart {
  requireObject(summary, "summary");
  requireColumn(summary.stages, "summary.stages");
  if (summary.stages.length === 0) {
    throw new ClienteleError("empty_input", "summary.stages must hold at least one stage", {});
  }
  const { locale, width, height } = chartFrame(options, 720, summary.stages.length * ROW_HEIGHT, 20);
  const { stages, horizonDays } = summary;
  const listed = FUNNEL_TEXT.listed[locale];
  const hoped = FUNNEL_TEXT.expected[locale](formatNumber(horizonDays ?? 0, 1));
  const values = Array.from(stages, (stage, i) => {
    requireObject(stage, `summary.stages[${i}]`);
    for (const key of ["deals", "amount"] as const)
      requireNumber(stage[key], `summary.stages[${i}].${key}`, { min: 0 });
    const { movedOn, name } = stage;
    if (name !== undefined) requireId(name, `summary.stages[${i}].name`);
    requireId(stage.stage, `summary.stages[${i}].stage`);
    if (movedOn !== undefined) {
      requireObject(movedOn, `summary.stages[${i}].movedOn`);
      requireObject(movedOn.interval, `summary.stages[${i}].movedOn.interval`);
    }
    return {
      stage: name ?? labelIn(funnelLabels.stage, stage.stage, locale),
      deals: stage.deals,
      dealsText: formatNumber(stage.deals),
      amount: stage.amount,
      ...(stage.expectedAmount === undefined ? {} : { expectedAmount: stage.expectedAmount }),
      ...(movedOn === undefined
        ? {}
        : {
            movedOn: movedOn.value,
            lower: movedOn.interval.lower,
            upper: movedOn.interval.upper,
            movedOnText: `${formatShare(movedOn.value)} (n ${formatNumber(movedOn.n)})`,
          }),
    };
  });
  const names = values.map((row) => row.stage);
  // renderers without a font at hand take Chinese letters for narrow ones: room is set aside by hand
  const widest = Math.max(0, ...names.map(textWidth));
  const y = category("stage", "", names, { axis: { minExtent: Math.min(260, widest) } });
  const mostDeals = Math.max(...values.map((row) => row.deals));
  const bare = { ...y, axis: null };
  const panel = { height, width: Math.round(width / 3.6) };
  const withModel = values.some((row) => row.expectedAmount !== undefined);
  const both = { domain: [listed, hoped], range: [chartPalette[5], chartPalette[0]] };
  const amounts = {
    ...panel,
    transform: [
      { calculate: JSON.stringify(listed), as: "listedName" },
      { calculate: JSON.stringify(hoped), as: "hopedName" },
    ],
    layer: [
      {
        mark: { type: "bar", height: { band: 0.6 } },
        encoding: {
          y: bare,
          x: quantity("amount", FUNNEL_TEXT.amount[locale], {
            axis: { format: AMOUNT_FORMAT, tickCount: 4 },
            scale: { domainMin: 0, ...(values.some((row) => row.amount > 0) ? {} : { domainMax: 1 }) },
          }),
          color: withModel
            ? {
                field: "listedName",
                type: "nominal",
                scale: both,
                legend: { title: null, orient: "top", columnPadding: locale === "zh" ? 40 : 16 },
              }
            : { value: chartPalette[5] },
        },
      },
      ...(withModel
        ? [
            {
              mark: { type: "bar", height: { band: 0.3 } },
              encoding: {
                y: bare,
                x: quantity("expectedAmount", FUNNEL_TEXT.amount[locale]),
                color: { field: "hopedName", type: "nominal", scale: both },
              },
            },
          ]
        : []),
    ],
  };
  return defineChart({
    title: { text: FUNNEL_TEXT.title[locale], subtitle: FUNNEL_TEXT.subtitle[locale](dayOf(summary.asOf)) },
    data: { values },
    spacing: 28,
    hconcat: [
      {
        ...panel,
        layer: [
          {
            mark: { type: "bar", height: { band: 0.6 }, color: chartPalette[6] },
            encoding: {
              y,
              x: quantity("deals", FUNNEL_TEXT.deals[locale], {
                axis: { format: "d", tickCount: Math.min(4, Math.max(1, mostDeals)) },
                // room for the number behind the longest bar
                scale: { domain: [0, Math.max(1, mostDeals) * 1.2], nice: false },
              }),
            },
          },
          {
            mark: { type: "text", align: "left", dx: 5 },
            encoding: {
              y,
              x: quantity("deals", FUNNEL_TEXT.deals[locale]),
              text: { field: "dealsText", type: "nominal" },
            },
          },
        ],
      },
      amounts,
      {
        ...panel,
        transform: [{ filter: "isValid(datum.movedOn)" }],
        encoding: { y: { ...bare, scale: { domain: names } } },
        layer: [
          {
            // a wide pale band stays visible behind the point where the interval is narrow
            mark: { type: "rule", strokeWidth: 8, color: chartPalette[5] },
            encoding: {
              x: quantity("lower", FUNNEL_TEXT.movedOn[locale], {
                axis: { format: SHARE_FORMAT, tickCount: 3 },
                scale: { domain: [0, 1] },
              }),
              x2: { field: "upper" },
            },
          },
          {
            mark: { type: "point", color: chartPalette[0], size: 30, opacity: 1 },
            encoding: { x: quantity("movedOn", FUNNEL_TEXT.movedOn[locale]) },
          },
          {
            mark: { type: "text", dy: -12, fontSize: 11 },
            encoding: {
              // kept off the edges, where the text would be cut
              x: quantity("place", FUNNEL_TEXT.movedOn[locale]),
              text: { field: "movedOnText", type: "nominal" },
            },
            transform: [{ calculate: "min(0.8, max(0.2, datum.movedOn))", as: "place" }],
          },
        ],
      },
    ],
  });
}

function dayOf(iso: string): string {
  requireId(iso, "summary.asOf");
  return iso.slice(0, 10);
}
