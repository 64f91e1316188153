import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { relationshipLabels } from "../../core/labels/relationship.ts";
import type { Locale } from "../../core/locale.ts";
import { requireScore } from "./require-score.ts";
import { relationshipLevels } from "./signs.ts";
import type { RelationshipPart, RelationshipScore } from "./types.ts";

const SMALLEST = 240;
/** Pixels of one row where the caller states no height. */
const ROW = 30;
/** Pixels by which a ring at the edge reaches over it, and a little air. */
const RING = 14;
/** Pixels across that the longest name of a level needs. */
const ROOM_FOR_NAME = 84;

const TEXTS = {
  en: {
    title: "Signs of a solid relationship",
    axis: "Degree to which the sign is present, and score (0–100)",
    total: "The relationship",
    behaviour: "Behaviour seen",
    belief: "What we believe they think",
    driver: "Driver of the level",
    unanswered: "not answered",
  },
  zh: {
    title: "牢固关系的征兆",
    axis: "征兆的程度与总分（0–100）",
    total: "关系总分",
    behaviour: "看到的行为",
    belief: "我们的判断",
    driver: "层次的成因",
    unanswered: "未作答",
  },
} as const;

/**
 * Draws a relationship sign by sign: the combined answer of each, every person's answer as a grey ring, the spread
 * between them as a line, and the whole score on top with the range that missing answers leave open, over the bands of
 * the four levels.
 *
 * @param score - From {@link scoreRelationship}; an abstention cannot be drawn.
 * @param options - `locale`, `width` (default 560) and `height` (default 30 a row) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range` for a score that was edited by hand, `unknown_id`
 * for another language.
 * @example
 * ```ts
 * const score = scoreRelationship({ returns_calls: "often", scolds_us: "never" });
 * relationshipChart(score, { locale: "zh" }).title.text; // => "牢固关系的征兆"
 * ```
 */
export function relationshipChart(score: RelationshipScore, options: ChartOptions = {}): Chart {
  requireScore(score);
  const parts = Array.from(score.parts);
  const { locale, width, height } = chartFrame(options, 560, ROW * (parts.length + 1), SMALLEST);
  const text = TEXTS[locale];
  const nameOf = (part: RelationshipPart): string =>
    ({ ...relationshipLabels.relationshipSign, ...relationshipLabels.relationshipDriver })[part][locale];
  const x = quantity("x", text.axis, {
    scale: { domain: [0, 100], nice: false },
    axis: { values: [0, ...score.cuts, 100], grid: false, domain: false },
  });
  const names = [text.total, ...parts.map(({ part }) => nameOf(part))];
  const y = category("row", "", names, {
    // a ring at 0 reaches over the edge; renderers without a font measure names too short
    axis: {
      domain: false,
      ticks: false,
      labelPadding: RING,
      minExtent: RING + Math.max(...names.map(textWidth)),
    },
  });
  const kinds = (["behaviour", "belief", "driver"] as const).filter((kind) =>
    parts.some((part) => (part.kind ?? "driver") === kind),
  );
  const color = {
    ...colored("series", [text.total, ...kinds.map((kind) => text[kind])], colorsOf(kinds), ""),
    legend: {
      title: null,
      orient: "bottom",
      direction: "horizontal",
      symbolType: "circle",
      symbolOpacity: 1,
      columnPadding: 18,
    },
  };
  const known = parts.filter(({ value }) => value !== undefined);
  const rows = [
    { row: text.total, x: score.score, low: score.lowest, high: score.highest, series: text.total },
    ...known.map(({ part, value = 0, answers, kind }) => ({
      row: nameOf(part),
      x: 100 * value,
      low: 100 * (answers[0] ?? value),
      high: 100 * (answers.at(-1) ?? value),
      series: text[kind ?? "driver"],
    })),
  ];
  const unanswered = parts.filter(({ value }) => value === undefined).map(({ part }) => ({ row: nameOf(part), x: 1 }));
  const several = parts.some(({ answers }) => answers.length > 1);
  return defineChart({
    title: { text: text.title, subtitle: subtitleOf(score, several, locale), offset: 24 },
    width,
    height,
    layer: [
      ...bandLayers(score, locale, width, x),
      {
        data: { values: rows },
        mark: { type: "rule", strokeWidth: 3, opacity: 0.45 },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y, color },
      },
      {
        data: { values: known.flatMap(({ part, answers }) => ringsOf(nameOf(part), answers)) },
        mark: { type: "point", stroke: chartInk.muted, strokeWidth: 1.1, filled: false, clip: false },
        encoding: {
          x,
          y,
          size: quantity("n", "", { scale: { type: "linear", domain: [0, 4], range: [0, 320] }, legend: null }),
        },
      },
      {
        data: { values: rows },
        mark: { type: "circle", size: 95, opacity: 1, stroke: "#FFFFFF", strokeWidth: 0.8, clip: false },
        encoding: { x, y, color },
      },
      ...(unanswered.length === 0
        ? []
        : [
            {
              data: { values: unanswered.map((row) => ({ ...row, text: text.unanswered })) },
              mark: { type: "text", align: "left", dx: 4, color: chartInk.muted, fontStyle: "italic" },
              encoding: { x, y, text: { field: "text" } },
            },
          ]),
    ],
  });
}

function colorsOf(kinds: readonly ("behaviour" | "belief" | "driver")[]): string[] {
  const colors = { behaviour: chartPalette[0], belief: chartPalette[1], driver: chartPalette[2] };
  return [chartInk.text, ...kinds.map((kind) => colors[kind] as string)];
}

/** The levels as shades that deepen, each with its name above where there is room. */
function bandLayers({ cuts, level }: RelationshipScore, locale: Locale, width: number, x: Channel): object[] {
  const edges = [0, ...cuts, 100];
  const bands = relationshipLevels.map((id, i) => ({
    x: edges[i] as number,
    x2: edges[i + 1] as number,
    middle: ((edges[i] as number) + (edges[i + 1] as number)) / 2,
    shade: 0.03 + 0.06 * i,
    weight: id === level ? "bold" : "normal",
    name: relationshipLabels.relationshipLevel[id][locale],
  }));
  const drawn = bands.filter((band) => band.x2 > band.x);
  const shades: object[] = drawn.map((band) => ({
    data: { values: [band] },
    mark: { type: "rect", color: chartInk.good, opacity: band.shade },
    encoding: { x, x2: { field: "x2" } },
  }));
  // a band that is too narrow for its name would write over its neighbour
  const named = drawn.filter((band) => ((band.x2 - band.x) / 100) * width >= ROOM_FOR_NAME);
  return [
    ...shades,
    ...named.map((band) => ({
      data: { values: [{ ...band, x: band.middle }] },
      mark: {
        type: "text",
        y: -9,
        fontWeight: band.weight,
        color: band.weight === "bold" ? chartInk.text : chartInk.muted,
      },
      encoding: { x, text: { field: "name" } },
    })),
  ];
}

function ringsOf(row: string, answers: readonly number[]): object[] {
  if (answers.length < 2) return [];
  const counts = new Map<number, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  // beyond four people a ring would cover its neighbours
  return [...counts].map(([value, n]) => ({ row, x: 100 * value, n: Math.min(4, n + 0.6) }));
}

function subtitleOf(score: RelationshipScore, several: boolean, locale: Locale): string[] {
  const level = relationshipLabels.relationshipLevel[score.level][locale];
  const points = formatNumber(score.score, 1);
  const range = `${formatNumber(score.lowest, 1)}–${formatNumber(score.highest, 1)}`;
  const people = formatNumber(score.respondents.length);
  const closeness = "closeness" in score.agreement ? formatShare(1 - score.agreement.closeness) : undefined;
  if (locale === "zh") {
    return [
      `${level}：${points} 分${score.coverage < 1 ? `；补全未答项后可能为 ${range} 分` : ""}`,
      `${people} 人作答${several && closeness !== undefined ? `；圆圈为各人的答案，两人平均相差 ${closeness}` : ""}`,
    ];
  }
  return [
    `${level}: ${points} of 100${score.coverage < 1 ? `; ${range} once everything is answered` : ""}`,
    `${people} ${people === "1" ? "person" : "people"} asked${several && closeness !== undefined ? `; rings: each answer, two people lie ${closeness} apart on average` : ""}`,
  ];
}
