import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import { requireId, requireLabel, requireOnce } from "../questionnaire/read.ts";
import type { DealMaturity } from "./types.ts";

const SMALLEST = 200;
/** The blue of what is known, much paler. */
const PALE = "#BBD6EA";
/** Pixels of a bar with the room around it. */
const ROW = 34;

const WORDS = {
  en: { title: "Deal maturity", known: "Known", open: "Not yet known", axis: "Points of 100", score: "Score so far" },
  zh: { title: "商机成熟度", known: "已知", open: "尚未知", axis: "得分（满分 100）", score: "目前得分" },
} as const;

/**
 * Draws how ripe a deal is, part by part, weakest on top: what is known as a bar, what the open questions could still add
 * as a pale range, and the score so far as a tick.
 *
 * @param maturity - From {@link scoreDealMaturity}.
 * @param options - `locale`, `width` (default 460) and `height` (default 34 a part) in pixels, at least 200.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `duplicate_id`, `inconsistent` (a
 * range upside down), `unknown_id` for another language.
 * @example
 * ```ts
 * const deal = scoreDealMaturity({ need: "planned", finances: "initial" });
 * maturityChart(deal, { locale: "zh" }).title.text; // => "商机成熟度：75 分"
 * ```
 */
export function maturityChart(maturity: DealMaturity, options: ChartOptions = {}): Chart {
  requireMaturity(maturity);
  const parts = Array.from(maturity.parts);
  const { locale, width, height } = chartFrame(options, 460, Math.max(SMALLEST, ROW * parts.length), SMALLEST);
  const words = WORDS[locale];
  // names may repeat where ids do not
  const order = parts.map(({ id }) => id);
  const names = parts.map(({ name }) => name[locale]);
  const x = quantity("from", words.axis, { scale: { domain: [0, 100] }, axis: { tickCount: 6 } });
  const y = category("part", "", order, {
    axis: {
      labelExpr: `${JSON.stringify(names)}[indexof(${JSON.stringify(order)}, datum.value)]`,
      minExtent: Math.max(...names.map(textWidth)),
      domain: false,
      ticks: false,
      labelPadding: 8,
    },
  });
  const color = {
    ...colored("kind", [words.known, words.open], [chartInk.good, PALE], ""),
    legend: { title: null, orient: "top", symbolType: "square", columnPadding: 24 },
  };
  const bars = parts.flatMap(({ id, range: [low, high] }) => [
    { part: id, from: 0, to: low, kind: words.known },
    { part: id, from: low, to: high, kind: words.open },
  ]);
  const ticks = parts.flatMap(({ id, score }) => (score === undefined ? [] : [{ part: id, from: score }]));
  return defineChart({
    title: { text: titleOf(maturity, locale), subtitle: subtitleOf(maturity, locale) },
    width,
    height,
    layer: [
      {
        data: { values: bars },
        mark: { type: "bar", height: { band: 0.6 } },
        encoding: {
          x,
          x2: { field: "to" },
          y,
          color,
        },
      },
      {
        data: { values: ticks },
        mark: { type: "tick", thickness: 3, opacity: 1, color: chartInk.text, height: { band: 0.75 }, clip: false },
        encoding: { x, y },
      },
    ],
  });
}

const points = (value: number): string => formatNumber(value, 0);

function titleOf({ score }: DealMaturity, locale: Locale): string {
  const { title } = WORDS[locale];
  if (score === undefined) return locale === "zh" ? `${title}：尚无答案` : `${title}: nothing answered yet`;
  return locale === "zh" ? `${title}：${points(score)} 分` : `${title}: ${points(score)} of 100`;
}

function subtitleOf({ range: [low, high], coverage, next }: DealMaturity, locale: Locale): string[] {
  const zh = locale === "zh";
  const share = formatShare(coverage, 0);
  const span = points(low) === points(high) ? points(low) : `${points(low)}–${points(high)}`;
  const first = zh
    ? `已知权重 ${share}；可能得分 ${span}；黑线为目前得分`
    : `${share} of the weight is known; the score can be ${span}; black tick: score so far`;
  if (next === undefined) return [first];
  const verb = next.kind === "ask" ? (zh ? "先问" : "Ask next") : zh ? "先改善" : "Work on next";
  return [first, zh ? `${verb}：${next.text.zh}` : `${verb}: ${next.text.en}`];
}

/** Refuses what was edited by hand into something that cannot be drawn. */
function requireMaturity(maturity: DealMaturity): void {
  requireObject(maturity, "maturity");
  if (maturity.score !== undefined) requireNumber(maturity.score, "maturity.score", { min: 0, max: 100 });
  requireNumber(maturity.coverage, "maturity.coverage", { min: 0, max: 1 });
  requireRange(maturity.range, "maturity.range");
  if (maturity.next !== undefined) {
    requireObject(maturity.next, "maturity.next");
    requireLabel(maturity.next.text, "maturity.next.text");
  }
  requireNonEmpty(maturity.parts, "maturity.parts");
  const seen = new Set<string>();
  Array.from(maturity.parts).forEach((part, i) => {
    const where = `maturity.parts[${i}]`;
    requireObject(part, where);
    requireId(part.id, `${where}.id`);
    requireOnce(seen, part.id, where);
    requireLabel(part.name, `${where}.name`);
    if (part.score !== undefined) requireNumber(part.score, `${where}.score`, { min: 0, max: 100 });
    requireRange(part.range, `${where}.range`);
  });
}

function requireRange(range: readonly [number, number], name: string): void {
  requireNonEmpty(range, name);
  requireNumber(range[0], `${name}[0]`, { min: 0, max: 100 });
  requireNumber(range[1], `${name}[1]`, { min: 0, max: 100 });
  if (range[0] > range[1]) {
    throw new ClienteleError("inconsistent", `${name} must run from the lowest to the highest score`, { name });
  }
}
