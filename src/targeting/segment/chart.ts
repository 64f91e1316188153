import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { requireTree } from "../tree/check.ts";
import { nodeValue, winnerOf } from "../tree/figures.ts";
import type { TreeModel, TreeNode } from "../tree/types.ts";
import { clip, FONT, questionText, wrap } from "./chart-text.ts";
import { readClass } from "./class.ts";
import { layoutTree, type PlacedNode } from "./layout.ts";
import { rulesOfTree } from "./rule.ts";
import type { SegmentFields } from "./types.ts";
import { ruleText } from "./words.ts";

/** Options of {@link treeChart}. */
export interface TreeChartOptions extends ChartOptions {
  /** Questions one above the other that are drawn, at least 1; by default as many as 32 ends have room for. */
  readonly levels?: number;
  /** Of several classes the one whose share is drawn; left out, each box tells its most frequent one. */
  readonly class?: string;
  /** How fields are called in the words. */
  readonly fields?: SegmentFields;
  /** What the value is called, such as `Uplift`; by default what a tree of that outcome foretells. */
  readonly valueName?: string;
}

const TEXTS = {
  en: {
    title: "Segments of customers",
    yes: "yes",
    no: "no",
    note: "* also where the value is not known",
    rate: "Share of yes",
    mean: "Mean amount",
    class: "Most frequent class",
    shareOf: (name: string) => `Share of ${name}`,
    segment: (leaf: number) => `segment ${leaf}`,
    cut: (leaves: number) => `${leaves} segments`,
    rule: "Rule",
    value: "Value",
    n: "Customers",
  },
  zh: {
    title: "客户细分树",
    yes: "是",
    no: "否",
    note: "* 值未知者也走此支",
    rate: "“是”的比例",
    mean: "平均金额",
    class: "最常见的类别",
    shareOf: (name: string) => `${name} 的比例`,
    segment: (leaf: number) => `群体 ${leaf}`,
    cut: (leaves: number) => `${leaves} 个群体`,
    rule: "规则",
    value: "数值",
    n: "客户数",
  },
} as const;

/** Pixels: a box needs a width for some twenty letters, and a row room for a box and its branches. */
const COLUMN = 122;
const LEAST_COLUMN = 60;
const LEAST_ROW = 80;
/** Above and below the boxes. */
const AIR = 8;
const BOX_HEIGHT = 62;
const ROW = 108;
const LINE = 15;
/** From the palest to the strongest; dark text can be read on each. */
const SHADES: readonly string[] = ["#F3F8FC", "#56B4E9"];

/**
 * Draws a tree: boxes with question or segment, value and customers, who answers yes to the left, coloured by value.
 *
 * @param model - A tree from {@link fitTree}, or an uplift tree through {@link upliftToTree}.
 * @param options - `locale`, `width` (at least 60 pixels for each end, by default 122), `height`, `levels` of questions
 * that are drawn, `class` whose share is told, `fields` and `valueName` as they are called in the words.
 * @returns A Vega-Lite specification; the tooltip of a box holds its whole rule. What lies below the levels drawn is one
 * box that says how many segments it holds.
 * @throws `ClienteleError` `invalid_type`, `invalid_model`, `unknown_id`, `not_finite`, `inconsistent` (`class` of a tree
 * without classes), `out_of_range` (size, or more ends than fit: lower `levels`).
 * @example
 * ```ts
 * const customers = [{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }];
 * const tree = fitTree(readFeatures(customers, ["age"]), [true, true, false, false], { minLeaf: 1 });
 * treeChart(tree, { locale: "zh" }).title.text; // => "客户细分树"
 * ```
 */
export function treeChart(model: TreeModel, options: TreeChartOptions = {}): Chart {
  requireTree(model, "model");
  requireObject(options, "options");
  const { levels, fields = {} } = options;
  if (levels !== undefined) requireNumber(levels, "options.levels", { min: 1, max: 1000, integer: true });
  requireObject(fields, "options.fields");
  const { valueName } = options;
  if (valueName !== undefined && typeof valueName !== "string") {
    throw new ClienteleError("invalid_type", `options.valueName must be text, got ${show(valueName)}`, {});
  }
  const { outcome } = model;
  const position = readClass(outcome, options.class);
  const { placed, ends, rows } = layoutTree(model, levels);
  const frame = chartFrame(options, Math.max(3, ends) * COLUMN, (rows - 1) * ROW + BOX_HEIGHT + AIR);
  const { locale, width, height } = frame;
  requireNumber(width, "options.width", { min: ends * LEAST_COLUMN });
  requireNumber(height, "options.height", { min: (rows - 1) * LEAST_ROW + BOX_HEIGHT });
  const texts = TEXTS[locale];
  const byClass = outcome.kind === "class" && position === undefined;
  const column = width / ends;
  const box = Math.min(column - 8, COLUMN * 1.5);
  const row = rows === 1 ? 0 : (height - BOX_HEIGHT - AIR) / (rows - 1);
  const centre = ({ column: at, depth }: Pick<PlacedNode, "column" | "depth">) => ({
    x: at * column,
    y: (BOX_HEIGHT + AIR) / 2 + depth * row,
  });
  const largest = Math.max(...placed.map(({ at }) => Math.abs((model.nodes[at] as TreeNode).value)));
  const small = outcome.kind === "amount" && largest > 0 && largest < 1;
  // three digits of the largest, so that amounts far below 1 can be told apart
  const digits = small ? Math.min(20, 2 - Math.floor(Math.log10(largest))) : 2;
  const written = (value: number): string =>
    outcome.kind === "amount" ? formatNumber(value, digits) : formatShare(value);
  const ruleOf = rulesOfTree(model);
  const byNode = new Map(placed.map((own) => [own.at, own]));

  const boxes = placed.map((own) => {
    const node = model.nodes[own.at] as TreeNode;
    const { x, y } = centre(own);
    const value = nodeValue(model, node, position);
    return {
      x: x - box / 2,
      x2: x + box / 2,
      y: y - BOX_HEIGHT / 2,
      y2: y + BOX_HEIGHT / 2,
      value,
      shown: written(value),
      class: outcome.kind === "class" ? (outcome.classes[winnerOf(node)] as string) : "",
      n: node.n,
      rule: ruleText(ruleOf(own.at), node.n, fields, locale),
    };
  });
  const lines = placed.flatMap((own) => {
    const node = model.nodes[own.at] as TreeNode;
    const { x, y } = centre(own);
    const figure = `${written(nodeValue(model, node, position))} · n ${formatNumber(node.n)}`;
    const name = byClass && outcome.kind === "class" ? [outcome.classes[winnerOf(node)] as string] : [];
    const head =
      "question" in node && !own.end
        ? wrap(questionText(model, node, fields, locale), box - AIR * 2, 3 - name.length)
        : ["question" in node ? texts.cut(own.leaves) : texts.segment(node.leaf)];
    const all = [...head, ...name.map((own) => clip(own, box - AIR * 2)), figure];
    return all.map((text, i) => ({
      x,
      y: y + (i - (all.length - 1) / 2) * LINE,
      text,
      strong: i === all.length - 1,
    }));
  });
  const edges = placed.flatMap((own) => {
    const node = model.nodes[own.at] as TreeNode;
    if (!("question" in node) || own.end) return [];
    const from = centre(own);
    return (["left", "right"] as const).map((side) => {
      const to = centre(byNode.get(node[side]) as PlacedNode);
      const star = node.question.missing === side ? "*" : "";
      return {
        x: from.x,
        y: from.y + BOX_HEIGHT / 2,
        x2: to.x,
        y2: to.y - BOX_HEIGHT / 2,
        lx: from.x + (to.x - from.x) * 0.5,
        ly: from.y + (to.y - from.y) * 0.5,
        text: (side === "left" ? texts.yes : texts.no) + star,
      };
    });
  });
  const x = { field: "x", type: "quantitative", scale: { domain: [0, width], nice: false, zero: false }, axis: null };
  const y = { field: "y", type: "quantitative", scale: { domain: [height, 0], nice: false, zero: false }, axis: null };
  const told =
    valueName ??
    (outcome.kind === "yes_no"
      ? texts.rate
      : outcome.kind === "amount"
        ? texts.mean
        : texts.shareOf(options.class ?? ""));
  return defineChart({
    title: { text: texts.title, ...(edges.length === 0 ? {} : { subtitle: texts.note }) },
    width,
    height,
    layer: [
      {
        data: { values: edges },
        mark: { type: "rule", color: chartInk.muted, strokeWidth: 1 },
        encoding: { x, y, x2: { field: "x2" }, y2: { field: "y2" } },
      },
      {
        data: { values: boxes },
        mark: {
          type: "rect",
          stroke: chartInk.muted,
          strokeWidth: 1,
          cornerRadius: 4,
          ...(byClass ? { fillOpacity: 0.35 } : {}),
        },
        encoding: {
          x,
          y,
          x2: { field: "x2" },
          y2: { field: "y2" },
          color: byClass
            ? classColour(outcome.kind === "class" ? outcome.classes : [], texts.class)
            : valueColour(
                boxes.map(({ value }) => value),
                told,
                outcome.kind !== "amount" ? ".0%" : small ? ".3~r" : "~s",
              ),
          tooltip: [
            { field: "rule", title: texts.rule },
            { field: "shown", title: byClass ? texts.value : told },
            { field: "n", title: texts.n, format: "," },
          ],
        },
      },
      {
        data: { values: lines },
        mark: { type: "text", baseline: "middle", fontSize: FONT },
        encoding: {
          x,
          y,
          text: { field: "text" },
          // the renderer has no weight between, and the figure is what the eye looks for
          opacity: { condition: { test: "datum.strong", value: 1 }, value: 0.85 },
        },
      },
      // white below the letters, so that the line does not strike them through
      ...[{ stroke: "#FFFFFF", strokeWidth: 5, strokeJoin: "round" }, {}].map((halo) => ({
        data: { values: edges },
        mark: { type: "text", baseline: "middle", fontSize: FONT, color: chartInk.muted, ...halo },
        encoding: { x: { ...x, field: "lx" }, y: { ...y, field: "ly" }, text: { field: "text" } },
      })),
    ],
  });
}

function valueColour(values: readonly number[], title: string, format: string): Readonly<Record<string, unknown>> {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // one value has no scale of its own
  const domain = low < high ? [low, high] : [Math.min(0, low), Math.max(1, high)];
  return {
    field: "value",
    type: "quantitative",
    scale: { domain, range: SHADES, zero: false, nice: false },
    legend: { title, format, orient: "bottom", direction: "horizontal", gradientLength: 180 },
  };
}

function classColour(classes: readonly string[], title: string): Readonly<Record<string, unknown>> {
  return {
    field: "class",
    type: "nominal",
    scale: { domain: classes, range: chartPalette },
    legend: { title, orient: "bottom", direction: "horizontal", symbolType: "square" },
  };
}
