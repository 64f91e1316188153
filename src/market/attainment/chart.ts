import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { attainmentLabels } from "../../core/labels/attainment.ts";
import type { Locale } from "../../core/locale.ts";
import { requireDrawable } from "./drawn.ts";
import type { Attainment, AttainmentGroup, AttainmentStatus } from "./types.ts";

const STATUSES = ["green", "amber", "red", "unrated"] as const;

/** Each status has a shape beside its colour, and its word in every square. */
const MARKS: Readonly<Record<AttainmentStatus, string>> = { green: "●", amber: "▲", red: "■", unrated: "○" };

/** Pale enough that dark text on them passes 4.5 : 1. */
const COLORS: Readonly<Record<AttainmentStatus, string>> = {
  green: "#BFE3D0",
  amber: "#FBE3A8",
  red: "#F6BFAE",
  unrated: "#EDF1F5",
};

const SQUARE = { width: 112, height: 46 } as const;
/** Longer names of columns are cut. */
const WIDEST = 168;
const SMALLEST = 160;
const USUAL_WIDTH = 440;

/** More do not fit on a page: those with most money at stake are drawn. */
const MOST = { rows: 40, columns: 12 } as const;

const WORDS = {
  en: {
    title: (names: readonly string[]) => `Attainment by ${names.join(" and ")}`,
    all: "All",
    whole: (share: string, atStake: string) => `${share} of the target reached; expected to be missing: ${atStake}`,
    squares: "In each square: status, share of the target reached, expected shortfall",
    cut: (shown: number, of: number, name: string) => `${shown} of ${of} drawn by ${name}: those with most at stake`,
    on: (day: string) => `As of ${day}`,
  },
  zh: {
    title: (names: readonly string[]) => `指标完成情况（按${names.join("、")}）`,
    all: "合计",
    whole: (share: string, atStake: string) => `已完成指标的 ${share}；预计缺口 ${atStake}`,
    squares: "每格：状态、已完成比例、预计缺口",
    cut: (shown: number, of: number, name: string) => `按${name}共 ${of} 项，仅画出缺口最大的 ${shown} 项`,
    on: (day: string) => `截至 ${day}`,
  },
} as const;

/**
 * Draws where targets are met and where they are not: a map of the first two dimensions, such as region and product, in
 * which every square carries its status as colour, shape and word, the share of the target reached and the money at
 * stake.
 *
 * @param attainment - From {@link measureAttainment}.
 * @param options - `locale`, `width` and `height` in pixels, at least 160; the defaults grow with the squares.
 * @returns A Vega-Lite specification: one row per value of the first dimension, one column per value of the second and
 * one for all of the row. Where there is one dimension alone, that column alone. At most 40 rows and 12 columns are
 * drawn, those with most at stake; the subtitle says so.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const attainment = measureAttainment([{ region: "north", amount: 60, date: "2026-03-01" }], {
 *   dimensions: ["region"],
 *   targets: [{ cell: { region: "north" }, amount: 100 }],
 *   from: "2026-01-01",
 *   to: "2026-12-31",
 *   asOf: "2026-06-30",
 * });
 * attainmentChart(attainment).title.text; // => "Attainment by region"
 * ```
 */
export function attainmentChart(attainment: Attainment, options: ChartOptions = {}): Chart {
  requireDrawable(attainment);
  const { dimensions, whole } = attainment;
  const [first, second = []] = attainment.levels as [readonly AttainmentGroup[], (readonly AttainmentGroup[])?];
  const rows = kept(first, 0, MOST.rows);
  const columns = kept(second, 1, MOST.columns);
  // a column is as wide as its name, within reason
  const named = Math.min(WIDEST, 16 + Math.max(0, ...columns.shown.map(textWidth)));
  const usual = { width: Math.max(USUAL_WIDTH, (columns.shown.length + 1) * Math.max(SQUARE.width, named)) };
  const { locale, width, height } = chartFrame(options, usual.width, heightOf(rows.shown.length), SMALLEST);
  const words = WORDS[locale];
  const all = columns.shown.includes(words.all) ? `Σ ${words.all}` : words.all;
  const groups = [...second, ...first].filter(
    ({ path: [row, column = all] }) =>
      rows.shown.includes(row as string) && (column === all || columns.shown.includes(column)),
  );
  const values = groups.map((group) => squareOf(group, all, locale));
  const labels = attainmentLabels.attainmentStatus;
  const legend = STATUSES.map((status) => `${MARKS[status]} ${labels[status][locale]}`);
  const extent = 16 + Math.max(...rows.shown.map(textWidth));
  const x = category("column", second.length > 0 ? (dimensions[1] as string) : "", [...columns.shown, all], {
    axis: { orient: "top", labelAngle: 0, domain: false, ticks: false, labelLimit: width / (columns.shown.length + 1) },
    scale: { paddingInner: 0.03, paddingOuter: 0 },
  });
  const y = category("row", dimensions[0] as string, rows.shown, {
    axis: { domain: false, ticks: false, labelLimit: 0, labelPadding: 8, minExtent: extent, maxExtent: extent },
    scale: { paddingInner: 0.06, paddingOuter: 0 },
  });
  const text = (field: string, dy: number, fontWeight: number): object => ({
    mark: { type: "text", fontSize: 11, dy, fontWeight, color: chartInk.text },
    encoding: { x, y, text: { field, type: "nominal" } },
  });
  return defineChart({
    title: {
      text: words.title(dimensions.slice(0, second.length > 0 ? 2 : 1)),
      subtitle: [
        `${words.on(attainment.asOf)}${locale === "zh" ? "，" : ": "}${words.whole(shareText(whole, locale), formatNumber(whole.atStake))}`,
        words.squares,
        ...[rows, columns].flatMap(({ shown, of }, d) =>
          shown.length < of ? [words.cut(shown.length, of, dimensions[d] as string)] : [],
        ),
      ],
    },
    data: { values },
    width,
    height,
    layer: [
      {
        mark: { type: "rect", cornerRadius: 3 },
        encoding: {
          x,
          y,
          color: {
            field: "status",
            type: "nominal",
            scale: { domain: legend, range: STATUSES.map((status) => COLORS[status]) },
            legend: { title: null, orient: "bottom", direction: "horizontal", symbolType: "square", columnPadding: 24 },
          },
        },
      },
      text("status", -8, 600),
      text("figures", 9, 400),
    ],
  });
}

function heightOf(rows: number): number {
  return Math.max(SMALLEST, rows * SQUARE.height);
}

/** Names of one dimension in order; where there are too many, those with most at stake. */
function kept(
  groups: readonly AttainmentGroup[],
  d: number,
  most: number,
): { readonly shown: readonly string[]; readonly of: number } {
  const atStake = new Map<string, number>();
  for (const { path, atStake: money } of groups) {
    const name = path[d] as string;
    atStake.set(name, (atStake.get(name) ?? 0) + money);
  }
  const names = [...atStake.keys()].sort();
  if (names.length <= most) return { shown: names, of: names.length };
  const worst = [...names].sort((a, b) => (atStake.get(b) as number) - (atStake.get(a) as number)).slice(0, most);
  return { shown: worst.sort(), of: names.length };
}

function squareOf(group: AttainmentGroup, all: string, locale: Locale): object {
  const [row, column = all] = group.path;
  const { status } = group.rating;
  const share = shareText(group, locale);
  const stake = group.atStake >= 0.5 ? `−${shortened(group.atStake, locale)}` : "";
  return {
    row,
    column,
    status: `${MARKS[status]} ${attainmentLabels.attainmentStatus[status][locale]}`,
    figures: [share, stake].filter((part) => part !== "").join(" · "),
  };
}

function shareText({ attainment, actual }: AttainmentGroup, locale: Locale): string {
  return attainment === undefined ? shortened(actual, locale) : formatShare(attainment, 0);
}

/** What a large number is counted in, largest first. */
const UNITS = {
  en: [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ],
  zh: [
    [1e8, "亿"],
    [1e4, "万"],
  ],
} as const;

/** A number in the width of a square: 1,234; 12.3k or 1.2 万; 4.6M or 460 万. */
function shortened(value: number, locale: Locale): string {
  const [size, name] = UNITS[locale].find(([unit]) => Math.abs(value) >= Math.max(unit, 10_000)) ?? [1, ""];
  return size === 1 ? formatNumber(value) : `${formatNumber(value / size, 1)}${locale === "zh" ? " " : ""}${name}`;
}
