import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, category, colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { formatShare } from "../../core/format.ts";
import { campaignLabels } from "../../core/labels/campaign.ts";
import type { Label, Locale } from "../../core/locale.ts";
import type { CampaignComparison } from "../compare/types.ts";
import { type RoiChartRow, type RoiJudgement, roiRows } from "./roi-chart-rows.ts";
import type { CampaignRoiResult } from "./types.ts";

/** Height of one row in pixels, enough for its label. */
const ROW_HEIGHT = 24;

/** Pixels between a label and its row. */
const LABEL_PADDING = 12;

const JUDGEMENTS: readonly RoiJudgement[] = ["gain", "open", "loss", "unknown"];

const JUDGEMENT_LABELS: Readonly<Record<RoiJudgement, Label>> = {
  gain: { en: "Above break-even", zh: "高于盈亏平衡" },
  open: { en: "Not settled either way", zh: "盈亏未定" },
  loss: { en: "Below break-even", zh: "低于盈亏平衡" },
  unknown: { en: "Too few for an interval", zh: "样本太少，无区间" },
};

const judgementColors = (): readonly string[] => [chartInk.good, chartInk.muted, chartInk.bad, "#9AA5B1"];

/**
 * Draws the return of each campaign, or of each group of campaigns, with its interval against the break-even line, best
 * first. A group also shows, as a diamond, what remains of its return after luck has been taken out.
 *
 * @param result - From `measureCampaignRoi` or `compareCampaigns`. Not mutated. Campaigns without cost are left out.
 * @param options - `locale`, `width` and `height` of the plotting area; the default height grows with the rows.
 * @returns A Vega-Lite chart as plain data.
 * @throws `ClienteleError` `invalid_type` for another object, `unknown_id` for another language, `out_of_range` or
 * `not_finite` for a bad size.
 * @example
 * ```ts
 * const campaigns = [{ id: "fair", region: "East", form: "exhibition", start: "2026-01-10", plannedCost: 1000 }];
 * const opportunities = [{ id: "o1", amount: 4000, won: true, wonOn: "2026-02-09" }];
 * const links = [{ campaignId: "fair", opportunityId: "o1" }];
 * const result = measureCampaignRoi(campaigns, opportunities, links, { asOf: "2026-03-31", marginRate: 0.4 });
 * roiChart(result, { locale: "zh" }).title.text; // => "各活动投入产出比"
 * ```
 */
export function roiChart(result: CampaignRoiResult | CampaignComparison, options: ChartOptions = {}): Chart {
  const { locale, width, height: given } = chartFrame(options, 560, ROW_HEIGHT);
  const rows = roiRows(result, locale);
  const height = options.height === undefined ? Math.max(3, rows.length) * ROW_HEIGHT : given;
  const named = rows.map((row) => ({ ...row, judgement: JUDGEMENT_LABELS[row.judgement][locale] }));
  const used = JUDGEMENTS.filter((judgement) => rows.some((row) => row.judgement === judgement));
  const axis = axisTitle(locale, rows.some((row) => row.lower !== undefined) ? result.level : undefined);
  const labels = rows.map((row) => row.label);
  const extent = LABEL_PADDING + Math.max(0, ...labels.map(textWidth));
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
  const scale = { domain: domainOf(rows), nice: false };
  const x = (field: string) => quantity(field, axis, { scale, axis: { format: SHARE_FORMAT, tickCount: 7 } });
  const color = colored(
    "judgement",
    used.map((judgement) => JUDGEMENT_LABELS[judgement][locale]),
    used.map((judgement) => judgementColors()[JUDGEMENTS.indexOf(judgement)] as string),
    "",
  );
  const legend = {
    ...color,
    legend: { title: null, orient: "bottom", symbolType: "circle", columns: 4, columnPadding: 44 },
  };
  return defineChart({
    title: { text: title(result, locale), subtitle: subtitle(result, rows, locale) },
    width,
    height,
    data: { values: named },
    layer: [
      {
        mark: { type: "rule", strokeDash: [5, 4], strokeWidth: 1.5, color: chartInk.text },
        data: { values: [{ breakEven: 0 }] },
        encoding: { x: x("breakEven") },
      },
      // Vega warns of a layer without a single row, so what no row carries is not drawn at all
      ...layerIf(rows, "lower", {
        transform: [{ filter: "isValid(datum.lower)" }],
        mark: { type: "rule", strokeWidth: 2.5 },
        encoding: { y, x: x("lower"), x2: { field: "upper" }, color: legend },
      }),
      ...layerIf(rows, "roi", {
        mark: { type: "point", filled: true, size: 80, opacity: 1 },
        encoding: { y, x: x("roi"), color: legend },
      }),
      ...layerIf(rows, "expected", {
        transform: [{ filter: "isValid(datum.expected)" }],
        mark: {
          type: "point",
          shape: "diamond",
          filled: false,
          size: 130,
          strokeWidth: 2,
          opacity: 1,
          color: chartInk.text,
        },
        encoding: { y, x: x("expected") },
      }),
    ],
  });
}

/** From the lowest to the highest figure, break-even included, with a little air: rounding would show returns below −100 %. */
function domainOf(rows: readonly RoiChartRow[]): readonly [number, number] {
  const figures = rows.flatMap(({ roi, lower = roi, upper = roi, expected = roi }) => [roi, lower, upper, expected]);
  const [low, high] = [Math.min(0, ...figures), Math.max(0, ...figures)];
  const air = 0.03 * (high - low || 1);
  return [low - air, high + air];
}

function layerIf(rows: readonly RoiChartRow[], field: keyof RoiChartRow, layer: Channel): readonly Channel[] {
  return rows.some((row) => row[field] !== undefined) ? [layer] : [];
}

function title(result: CampaignRoiResult | CampaignComparison, locale: Locale): string {
  if (!("groups" in result)) return locale === "zh" ? "各活动投入产出比" : "Return on cost by campaign";
  const by = campaignLabels.campaignGrouping[result.by];
  return locale === "zh" ? `投入产出比：按${by.zh}` : `Return on cost by ${by.en.toLowerCase()}`;
}

function axisTitle(locale: Locale, level: number | undefined): string {
  const percent = level === undefined ? undefined : formatShare(level);
  if (locale === "zh") return `（贡献 − 投入）÷ 投入${percent === undefined ? "" : `，含 ${percent} 区间`}`;
  return `(contribution − cost) ÷ cost${percent === undefined ? "" : `, with ${percent} interval`}`;
}

function subtitle(
  result: CampaignRoiResult | CampaignComparison,
  rows: readonly RoiChartRow[],
  locale: Locale,
): string {
  const asOf = locale === "zh" ? `截至 ${result.asOf}` : `As of ${result.asOf}`;
  const missing = "groups" in result ? result.excluded.length : result.campaigns.length - rows.length;
  const left = locale === "zh" ? `；${missing} 场无投入或未开始，未列出` : `; without cost or not begun: ${missing}`;
  const diamond = rows.some((row) => row.expected !== undefined)
    ? locale === "zh"
      ? "；菱形：剔除运气后的预期"
      : "; diamond: what to expect once luck is taken out"
    : "";
  return `${asOf}${missing > 0 ? left : ""}${diamond}`;
}
