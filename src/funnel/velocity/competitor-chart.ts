import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { velocityLabels, type WinLossKey } from "../../core/labels/velocity.ts";
import { requireId } from "../pipeline/rules.ts";
import type { WinLoss, WinLossGroup } from "./types.ts";

/** Options of {@link competitorChart}. */
export interface CompetitorChartOptions extends ChartOptions {
  /** Groups shown at most, those with most deals, from 1 to 100; default 20. */
  readonly most?: number;
}

const ROW = 26;
const TEXT = {
  own: { en: "Group", zh: "分组" },
  title: { en: (key: string) => `Won and lost by ${key.toLowerCase()}`, zh: (key: string) => `按${key}的赢单与丢单` },
  subtitle: {
    en: (rate: string) => `Dashed: all deals, ${rate}. Bar: interval; diamond: rate drawn towards all`,
    zh: (rate: string) => `虚线：全部商机 ${rate}；横条：区间；菱形：向总体收缩后的赢单率`,
  },
  winRate: { en: "Win rate", zh: "赢单率" },
  counts: { en: "Won : lost", zh: "赢 : 丢" },
  lost: { en: "Amount lost", zh: "丢单金额" },
  kinds: { en: ["Better than the rest", "Worse", "Not told apart"], zh: ["高于其余", "低于其余", "无法区分"] },
} as const;

/**
 * Draws who wins against us and where, as a table: won and lost, the win rate in its interval and as drawn towards that
 * of all, coloured where the difference is more than chance, and the amount lost where lost deals carry one.
 *
 * @param winLoss - From {@link measureWinLoss}, by whatever it was grouped.
 * @param options - `locale`, `width` of the rates (default 360), `height`, and `most`, the groups shown at most.
 * @returns A Vega-Lite chart, best shrunk rate on top.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no group with a won or lost deal), `not_finite`,
 * `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const deals = ["won", "lost", "won"].map((outcome) => ({ outcome, competitor: "Acme" }));
 * competitorChart(measureWinLoss(deals, { by: "competitor" }), { locale: "zh" }).title.text; // => "按竞争对手的赢单与丢单"
 * ```
 */
export function competitorChart(winLoss: WinLoss, options: CompetitorChartOptions = {}): Chart {
  requireObject(winLoss, "winLoss");
  requireColumn(winLoss.groups, "winLoss.groups");
  requireObject(options, "options");
  const { most = 20 } = options;
  requireNumber(most, "options.most", { min: 1, max: 100, integer: true });
  const groups = Array.from(winLoss.groups, requireGroup)
    .filter(({ winRate }) => "value" in winRate)
    .slice(0, most);
  if (groups.length === 0) throw new ClienteleError("empty_input", "winLoss.groups must hold a won or lost deal", {});
  const { locale, width, height } = chartFrame(options, 360, groups.length * ROW, 20);
  const [better, worse, same] = TEXT.kinds[locale];
  const rows = groups
    .map((group) => {
      const { id, won, lost, lostAmount, winRate, shrunk, test } = group;
      const rate = winRate as Extract<typeof winRate, { value: number }>;
      const significant = "significant" in test && test.significant;
      return {
        id,
        rate: rate.value,
        lower: rate.interval.lower,
        upper: rate.interval.upper,
        shrunk: "value" in shrunk ? shrunk.value : rate.value,
        kind: significant ? (test.difference.value > 0 ? better : worse) : same,
        counts: `${formatNumber(won)} : ${formatNumber(lost)}`,
        lost: formatNumber(lostAmount),
      };
    })
    .sort((a, b) => b.shrunk - a.shrunk);
  const names = rows.map(({ id }) => id);
  const widest = Math.min(260, Math.max(...names.map(textWidth)));
  const y = category("id", "", names, { axis: { minExtent: widest, domain: false, ticks: false, labelPadding: 8 } });
  const bare = category("id", "", names, { axis: null });
  const x = (field: string) =>
    quantity(field, TEXT.winRate[locale], { scale: { domain: [0, 1] }, axis: { format: SHARE_FORMAT, tickCount: 5 } });
  const color = colored("kind", [better, worse, same], [chartInk.good, chartInk.bad, chartInk.neutral], "");
  const legend = { title: null, orient: "bottom", direction: "horizontal", columnPadding: 24, symbolType: "circle" };
  const { winRate } = winLoss;
  const overall = "value" in winRate ? winRate.value : 0;
  // won deals alone may carry amounts: a column of zeros would say that nothing was lost
  const priced = groups.some(({ lostAmount }) => lostAmount > 0);
  const text = (field: string, title: string) => ({
    width: 84,
    height,
    title: { text: title, fontSize: 12, fontWeight: 500, anchor: "end", color: chartInk.muted, offset: 6 },
    mark: { type: "text", align: "right", x: 84 },
    encoding: { y: bare, text: { field, type: "nominal" } },
  });
  const key = winLoss.by === "own" ? TEXT.own[locale] : keyName(winLoss.by, locale);
  return defineChart({
    title: { text: TEXT.title[locale](key), subtitle: TEXT.subtitle[locale](formatShare(overall)) },
    data: { values: rows },
    spacing: 14,
    hconcat: [
      {
        width,
        height,
        layer: [
          {
            data: { values: [{ overall }] },
            mark: { type: "rule", strokeDash: [4, 4], color: chartInk.muted },
            encoding: { x: x("overall") },
          },
          {
            mark: { type: "rule", strokeWidth: 7, opacity: 0.35 },
            encoding: { y, x: x("lower"), x2: { field: "upper" }, color: { ...color, legend } },
          },
          { mark: { type: "point", size: 60, opacity: 1 }, encoding: { y, x: x("rate"), color: { ...color, legend } } },
          {
            mark: {
              type: "point",
              shape: "diamond",
              size: 55,
              filled: false,
              color: chartPalette[3],
              strokeWidth: 1.6,
            },
            encoding: { y, x: x("shrunk") },
          },
        ],
      },
      text("counts", TEXT.counts[locale]),
      ...(priced ? [text("lost", TEXT.lost[locale])] : []),
    ],
  });
}

function keyName(key: WinLossKey, locale: "en" | "zh"): string {
  const labels = velocityLabels.winLossKey;
  if (!Object.hasOwn(labels, key)) {
    throw new ClienteleError("unknown_id", `winLoss.by must be one of ${Object.keys(labels).join(", ")}, own`, { key });
  }
  return labels[key][locale];
}

function requireGroup(group: WinLossGroup, i: number): WinLossGroup {
  const name = `winLoss.groups[${i}]`;
  requireObject(group, name);
  requireId(group.id, `${name}.id`);
  for (const key of ["won", "lost", "lostAmount"] as const) requireNumber(group[key], `${name}.${key}`, { min: 0 });
  for (const key of ["winRate", "shrunk", "test"] as const) requireObject(group[key], `${name}.${key}`);
  if ("value" in group.winRate) {
    requireNumber(group.winRate.value, `${name}.winRate.value`, { min: 0, max: 1 });
    requireObject(group.winRate.interval, `${name}.winRate.interval`);
    requireNumber(group.winRate.interval.lower, `${name}.winRate.interval.lower`);
    requireNumber(group.winRate.interval.upper, `${name}.winRate.interval.upper`);
  }
  if ("value" in group.shrunk) requireNumber(group.shrunk.value, `${name}.shrunk.value`, { min: 0, max: 1 });
  return group;
}
