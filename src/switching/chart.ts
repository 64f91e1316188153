import {
  type Chart,
  type ChartOptions,
  category,
  chartFrame,
  chartInk,
  colored,
  defineChart,
  quantity,
  textWidth,
} from "../chart/index.ts";
import { formatNumber, formatShare } from "../core/format.ts";
import { switchingLabels } from "../core/labels/switching.ts";
import { type Label, type Locale, labelIn } from "../core/locale.ts";
import { requireScore } from "./checks.ts";
import { facetIds, leverFacets, leverIds } from "./levers.ts";
import type { LeverId, SwitchingFacet, SwitchingScore } from "./types.ts";

/** Height of one bar in pixels, unless the caller gives a height for all. */
const BAR_HEIGHT = 20;

const texts = {
  title: { en: "What holds", zh: "什么留住了" },
  points: { en: "Points of the index, of 100", zh: "指数分（满分 100）" },
  works: { en: "At work", zh: "已起作用" },
  open: { en: "Still open", zh: "尚可提升" },
  unknown: { en: "Not known", zh: "尚不清楚" },
} as const satisfies Record<string, Label>;

/** One part of a lever's bar. */
interface Segment {
  readonly lever: string;
  readonly facet: string;
  readonly state: string;
  readonly points: number;
  readonly order: number;
}

/**
 * Draws what holds one customer: a bar for each of the levers, grouped by facet, filled as far as the lever is at
 * work, pale where more could be done and hollow where nobody knows.
 *
 * The bars run on the scale of a fully answered index: the filled parts add up to the lower end of the index range,
 * all outlines to 100. A lever of two facets stands under its leading one. Levers that weigh nothing are left out.
 *
 * @param score - From {@link scoreSwitchingCosts}.
 * @param options - Language, width of the plotting area, and its height over all bars together (default 20 pixels a bar).
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no score or no size, `unknown_id` for
 * another language.
 * @example
 * ```ts
 * const score = scoreSwitchingCosts({ id: "a", evidence: { agreements: 1 } }, defaultSwitchingModel);
 * switchingChart(score, { locale: "zh" }).title.text; // => "什么留住了 a"
 * ```
 */
export function switchingChart(score: SwitchingScore, options: ChartOptions = {}): Chart {
  requireScore(score);
  const { locale, width, height } = chartFrame(options, 420, BAR_HEIGHT * leverIds.length);
  const facetName = (facet: SwitchingFacet): string => labelIn(switchingLabels.facet, facet, locale);
  const states = [texts.works[locale], texts.open[locale], texts.unknown[locale]] as const;
  const [works, open, unknown] = states;
  const drawn = score.levers
    .flatMap(({ lever, weight, evidence }): Segment[] => {
      const row = { lever: labelIn(switchingLabels.lever, lever, locale), facet: facetName(leadingFacet(lever)) };
      if (evidence === undefined) return [{ ...row, state: unknown, points: 100 * weight, order: 2 }];
      return [
        { ...row, state: works, points: 100 * weight * evidence, order: 0 },
        { ...row, state: open, points: 100 * weight * (1 - evidence), order: 1 },
      ];
    })
    .filter(({ points }) => points > 0);
  const names = [...new Set(drawn.map(({ lever }) => lever))];
  const extent = Math.max(0, ...names.map(textWidth));
  return defineChart({
    title: { text: `${texts.title[locale]} ${score.id}`, subtitle: subtitles(score, locale), offset: 10 },
    data: { values: drawn },
    facet: {
      row: {
        field: "facet",
        type: "nominal",
        title: null,
        sort: facetIds.map(facetName),
        header: { labelOrient: "top", labelAnchor: "start", labelFontWeight: 600, labelFontSize: 13, labelPadding: 4 },
      },
    },
    spacing: 12,
    resolve: { scale: { y: "independent" } },
    spec: {
      width,
      height: { step: options.height === undefined ? BAR_HEIGHT : height / Math.max(1, names.length) },
      mark: { type: "bar", height: { band: 0.72 }, stroke: chartInk.muted, strokeWidth: 0.75 },
      encoding: {
        y: category("lever", "", names, {
          axis: { labelLimit: 400, ticks: false, minExtent: extent, maxExtent: extent },
        }),
        x: quantity("points", texts.points[locale], { axis: { tickCount: 6, labelFlush: false } }),
        order: { field: "order", type: "ordinal" },
        color: {
          ...colored("state", states, [chartInk.good, chartInk.grid, "#FFFFFF"]),
          legend: {
            title: null,
            orient: "bottom",
            symbolType: "square",
            columnPadding: 32,
            symbolStrokeColor: chartInk.muted,
          },
        },
      },
    },
  });
}

/** The facet that the catalogue names first. */
function leadingFacet(lever: LeverId): SwitchingFacet {
  return Object.keys(leverFacets[lever])[0] as SwitchingFacet;
}

function subtitles(score: SwitchingScore, locale: Locale): readonly string[] {
  const { index, coverage, indexRange, money } = score;
  const one = (value: number): string => formatNumber(value, 1);
  const [lowest, highest] = [one(indexRange[0]), one(indexRange[1])];
  const en = locale === "en";
  const head = index === undefined ? (en ? "No index" : "无指数") : `${en ? "Index" : "指数"} ${one(index)}`;
  const cover = `${en ? "answered" : "依据覆盖"} ${formatShare(coverage, 0)}`;
  const exact = indexRange[0] === indexRange[1];
  const range = en ? `possible ${lowest}–${highest}` : `可能范围 ${lowest}–${highest}`;
  const loss = `${en ? "money lost on leaving" : "离开的金钱损失"} ${formatNumber(money.total, 0)}`;
  const facets = facetIds.map((facet) => {
    const value = score.facets[facet]?.index;
    return `${labelIn(switchingLabels.facet, facet, locale)} ${value === undefined ? "–" : one(value)}`;
  });
  return [(exact ? [head, cover, loss] : [head, cover, range, loss]).join(" · "), facets.join(" · ")];
}
