import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { formatNumber } from "../../core/format.ts";
import type { Label, Locale } from "../../core/locale.ts";
import { requireVisitPlan } from "./explain.ts";
import type { VisitPlan } from "./types.ts";

const SMALLEST = 240;
/** Accounts drawn at most: more names cannot be read. */
const MOST = 20;
/** Pixels of a name at most. */
const WIDEST = 180;
/** Pixels of one account. */
const ROW = 24;

const colors = [chartInk.good, chartPalette[5] as string, chartInk.bad];

const texts = {
  title: { en: "Visits by account", zh: "各客户拜访次数" },
  x: { en: "Visits", zh: "拜访次数" },
  promised: { en: "Promised", zh: "已承诺" },
  beyond: { en: "Beyond the promise", zh: "承诺之外" },
  missing: { en: "Promised, not made", zh: "承诺而未兑现" },
} as const satisfies Record<string, Label>;

/**
 * Draws how often the 20 accounts with the most worth from visits are visited: promised visits, those beyond, and those
 * promised that are not made; beside each bar what the visits bring. The subtitle holds the plan against equal shares.
 *
 * @param plan - From {@link planVisits}.
 * @param options - `locale`, `width` (default 560) and `height` (default 24 an account, at least 240) in pixels.
 * @returns A Vega-Lite chart.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no plan or no size, `unknown_id` for
 * another language.
 * @example
 * ```ts
 * const plan = planVisits([{ id: "Harbour", worth: 9000 }], { people: [{ id: "Lin", hours: 2 }], response: { rate: 0.5 } });
 * visitsChart(plan, { locale: "zh" }).title.text; // => "各客户拜访次数"
 * ```
 */
export function visitsChart(plan: VisitPlan, options: ChartOptions = {}): Chart {
  requireVisitPlan(plan);
  const shown = plan.actions.slice(0, MOST);
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, ROW * shown.length), SMALLEST);
  const order = shown.map(({ account }) => account);
  const names = [texts.promised[locale], texts.beyond[locale], texts.missing[locale]];
  const rows = shown.flatMap(({ account, visits, promised }) => {
    const parts = [Math.min(visits, promised), Math.max(0, visits - promised), Math.max(0, promised - visits)];
    return parts.flatMap((value, part) => (value > 0 ? [{ account, visits: value, part, series: names[part] }] : []));
  });
  const drawn = names.filter((series) => rows.some((row) => row.series === series));
  const ends = shown.map(({ account, visits, promised, worth }) => ({
    account,
    end: Math.max(visits, promised),
    text: formatNumber(worth),
  }));
  const most = ends.reduce((high, { end }) => Math.max(high, end), 1);
  // renderers without a font would cut long names
  const extent = order.reduce((most, name) => Math.max(most, Math.min(WIDEST, textWidth(name))), 0);
  const y = category("account", "", order, {
    axis: { labelLimit: WIDEST, minExtent: extent, ticks: false, domain: false },
  });
  // room for the text behind the longest bar
  const x = { scale: { domain: [0, most * 1.15], nice: false }, axis: { tickMinStep: 1, tickCount: 6, format: "d" } };
  return defineChart({
    title: { text: texts.title[locale], subtitle: subtitleOf(plan, shown.length, locale) },
    width,
    height,
    layer: [
      {
        data: { values: rows },
        mark: { type: "bar", height: { band: 0.68 } },
        encoding: {
          y,
          x: quantity("visits", texts.x[locale], { ...x, stack: "zero" }),
          order: { field: "part", type: "quantitative" },
          color: {
            ...colored(
              "series",
              drawn,
              drawn.map((series) => colors[names.indexOf(series)] as string),
            ),
            legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 28, symbolType: "square" },
          },
        },
      },
      {
        data: { values: ends },
        mark: { type: "text", align: "left", dx: 6, color: chartInk.muted },
        encoding: { y, x: quantity("end", texts.x[locale], x), text: { field: "text", type: "nominal" } },
      },
    ],
  });
}

function subtitleOf({ gain, equal, actions }: VisitPlan, shown: number, locale: Locale): readonly string[] {
  const [plan, rival, n] = [gain, equal.gain, shown].map((value) => formatNumber(value));
  const all = formatNumber(actions.length);
  return locale === "en"
    ? [
        `The plan gains ${plan}, the same number of visits for all ${rival}`,
        `${n} of ${all} accounts, the most worth first; beside each bar what its visits bring`,
      ]
    : [
        `本方案净得 ${plan}，所有客户次数相同则为 ${rival}`,
        `共 ${all} 个客户，列出带来价值最多的 ${n} 个；条旁为拜访带来的价值`,
      ];
}
