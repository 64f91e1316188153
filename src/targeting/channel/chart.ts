import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { channelLabels } from "../../core/labels/channel.ts";
import { labelIn } from "../../core/locale.ts";
import { ANSWERS } from "./read.ts";
import type { ChannelFigures, ChannelMap } from "./types.ts";

const SMALLEST = 240;
/** Pixels of one channel's bar with its gap. */
const ROW = 40;

/** Narrower parts have no room for their share. */
const LABELLED = 0.07;
/** Right end of the axis: beyond 100 % there is room for the number of answers. */
const EDGE = 1.28;
/** Ink on dark bars. */
const PALE = "#FFFFFF";

/** From far to near: what pushes away warm, what draws near from pale to deep blue; apart in grey print too. */
const COLORS = ["#D55E00", "#BFD7EA", "#6AAED6", "#0B559F"];

const TEXT = {
  en: {
    title: "Channel preference map",
    x: "← would never · share of those who answered · open →",
    subtitle: (n: string, level: string) => `${n} customers; lines: ${level} interval of openness`,
    answered: (n: string) => `n = ${n}`,
  },
  zh: {
    title: "渠道偏好图",
    x: "← 绝不会 · 占作答客户的比例 · 开放 →",
    subtitle: (n: string, level: string) => `共 ${n} 个客户；横线为开放度的 ${level} 区间`,
    answered: (n: string) => `n = ${n}`,
  },
} as const;

/**
 * Draws the channel preference map: a bar per channel, to the left those who would never buy there, to the right those who
 * would consider it, may, or have bought; the channel to which most are open on top.
 *
 * @param map - From {@link measureChannelPreferences}.
 * @param options - `locale`, `width` (default 560) and `height` (default 40 per channel) in pixels, at least 240.
 * @returns A Vega-Lite specification. A channel that nobody answered for has no bar.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const map = measureChannelPreferences([{ id: "a", answers: { shop: "bought", internet: "never" } }]);
 * channelMapChart(map, { locale: "zh" }).title.text; // => "渠道偏好图"
 * ```
 */
export function channelMapChart(map: ChannelMap, options: ChartOptions = {}): Chart {
  requireObject(map, "map");
  requireNonEmpty(map.channels, "map.channels");
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, ROW * map.channels.length), SMALLEST);
  requireNumber(map.customers, "map.customers", { min: 1, integer: true });
  requireNumber(map.level, "map.level", { above: 0, below: 1 });
  const text = TEXT[locale];
  const drawn = map.channels.map((figures, i) => readChannel(figures, `map.channels[${i}]`));
  const named = (channel: string): string => labelIn(channelLabels.salesChannel, channel, locale);
  const ordered = [...drawn].sort((a, b) => b.open - a.open);
  const names = ordered.map(({ channel }) => named(channel));
  const answers = ANSWERS.map((answer) => channelLabels.channelAnswer[answer][locale]);
  const y = category("channel", "", names, {
    axis: {
      labelLimit: 400,
      minExtent: Math.max(...names.map(textWidth)),
      domain: false,
      ticks: false,
      labelPadding: 8,
    },
  });
  const x = quantity("from", text.x, {
    scale: { domain: [-1, EDGE], nice: false },
    axis: { values: [-1, -0.5, 0, 0.5, 1], labelExpr: "format(abs(datum.value), '.0%')" },
  });
  const parts = ordered.flatMap(({ channel, shares }) => barsOf(named(channel), shares, answers));
  return defineChart({
    title: { text: text.title, subtitle: text.subtitle(formatNumber(map.customers), formatShare(map.level)) },
    width,
    height,
    layer: [
      {
        data: { values: parts },
        mark: { type: "bar", height: { band: 0.62 } },
        encoding: {
          y,
          x,
          x2: { field: "to" },
          color: {
            ...colored("answer", answers, COLORS, ""),
            legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 18, symbolType: "square" },
          },
          tooltip: [
            { field: "channel", type: "nominal", title: "" },
            { field: "answer", type: "nominal", title: "" },
            { field: "share", type: "quantitative", title: "", format: ".1%" },
          ],
        },
      },
      ...[chartInk.text, PALE].map((color) => ({
        data: { values: parts.filter(({ share, ink }) => share >= LABELLED && ink === color) },
        mark: { type: "text", fontSize: 11, color },
        encoding: { y, x: { ...x, field: "middle" }, text: { field: "label", type: "nominal" } },
      })),
      {
        data: {
          values: ordered.flatMap(({ channel, interval }) =>
            interval === undefined ? [] : [{ channel: named(channel), from: interval.lower, to: interval.upper }],
          ),
        },
        mark: { type: "rule", color: chartInk.text, strokeWidth: 1.6, yOffset: 15 },
        encoding: { y, x, x2: { field: "to" } },
      },
      { data: { values: [{ from: 0 }] }, mark: { type: "rule", color: chartInk.muted }, encoding: { x } },
      {
        data: {
          values: ordered.map(({ channel, n }) => ({
            channel: named(channel),
            from: EDGE,
            label: text.answered(formatNumber(n)),
          })),
        },
        mark: { type: "text", align: "right", color: chartInk.muted, fontSize: 11 },
        encoding: { y, x, text: { field: "label", type: "nominal" } },
      },
    ],
  });
}

interface DrawnChannel {
  readonly channel: string;
  readonly n: number;
  readonly shares: readonly number[];
  readonly open: number;
  readonly interval: { readonly lower: number; readonly upper: number } | undefined;
}

/** Refuses figures that were edited by hand into something that cannot be drawn. */
function readChannel(figures: ChannelFigures, name: string): DrawnChannel {
  requireObject(figures, name);
  const { channel, n, shares, openness } = figures;
  if (typeof channel !== "string") requireObject(channel, `${name}.channel`);
  requireNumber(n, `${name}.n`, { min: 0, integer: true });
  requireColumn(shares, `${name}.shares`);
  const values = ANSWERS.map(() => 0);
  for (let i = 0; i < shares.length; i++) {
    const part = shares[i] as ChannelFigures["shares"][number];
    requireObject(part, `${name}.shares[${i}]`);
    requireOneOf(part.answer, ANSWERS, `${name}.shares[${i}].answer`);
    requireObject(part.share, `${name}.shares[${i}].share`);
    requireNumber(part.share.value, `${name}.shares[${i}].share.value`, { min: 0, max: 1 });
    values[ANSWERS.indexOf(part.answer)] = part.share.value;
  }
  requireObject(openness, `${name}.openness`);
  if ("abstained" in openness) return { channel, n, shares: values, open: -1, interval: undefined };
  requireNumber(openness.value, `${name}.openness.value`, { min: 0, max: 1 });
  requireObject(openness.interval, `${name}.openness.interval`);
  requireNumber(openness.interval.lower, `${name}.openness.interval.lower`);
  requireNumber(openness.interval.upper, `${name}.openness.interval.upper`);
  return { channel, n, shares: values, open: openness.value, interval: openness.interval };
}

function barsOf(channel: string, shares: readonly number[], answers: readonly string[]): BarPart[] {
  let at = -(shares[0] as number);
  return shares.flatMap((share, code) => {
    const from = at;
    at += share;
    const part = { channel, answer: answers[code] as string, share, from, to: at, middle: from + share / 2 };
    // dark ink on the two pale ones
    return share === 0
      ? []
      : [{ ...part, label: formatShare(share, 0), ink: code === 1 || code === 2 ? chartInk.text : PALE }];
  });
}

interface BarPart {
  readonly channel: string;
  readonly answer: string;
  readonly share: number;
  readonly from: number;
  readonly to: number;
  readonly middle: number;
  readonly label: string;
  readonly ink: string;
}
