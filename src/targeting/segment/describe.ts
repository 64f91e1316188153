import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireTree } from "../tree/check.ts";
import { classFigures, nodeFigure, nodeValue, winnerOf } from "../tree/figures.ts";
import type { TreeLeaf, TreeModel, TreeNode } from "../tree/types.ts";
import { readClass } from "./class.ts";
import { heldOutFigures } from "./held-out.ts";
import { type Lists, listOf, listsOf, readThresholds, verdictOf } from "./lists.ts";
import { rulesOfTree } from "./rule.ts";
import type { DescribeSegmentsOptions, SegmentCumulative, SegmentFigure, TreeSegment, TreeSegments } from "./types.ts";
import { ruleText } from "./words.ts";

/**
 * Reads a tree as segments of customers, the best first: who they are in words, how likely they say yes, how much
 * better that is than all customers, and who is nearly sure to say yes or no.
 *
 * @param model - A tree from {@link fitTree}.
 * @param options - `locale` of the words; `level` of intervals, in (0, 1), default 0.95; `class` whose share is told;
 * `thresholds` of the two lists (`likely` from 0.95 on, `unlikely` down to 0.05; amounts have no default); `heldOut`, a
 * table and outcomes of customers whom the tree has not seen; `fields`, the names of fields and levels in the words.
 * @returns Per leaf the rule as data and in words, the figure with its customers and interval, lift, shares and its
 * list. Each customer meets the rule of exactly one segment, the one that {@link assignTreeLeafColumn} tells. The
 * figures are those of the customers that the tree grew on and flatter: `heldOut` gives the honest ones beside.
 * @throws `ClienteleError` `invalid_type`, `invalid_model`, `unknown_id` (language, class, field), `out_of_range`,
 * `not_finite`, `inconsistent` (`class` without classes, thresholds that overlap), `length_mismatch`, `empty_input`,
 * `duplicate_id`.
 * @example
 * ```ts
 * const customers = Array.from({ length: 200 }, (_, i) => ({ age: 20 + (i % 50) }));
 * const yes = customers.map(({ age }, i) => (age < 45 ? i % 10 !== 0 : i % 10 === 0));
 * const { segments, overall } = describeSegments(fitTree(readFeatures(customers, ["age"]), yes, { maxDepth: 1 }));
 * segments.map(({ text }) => text); // => ["age at most 44.5 (or not known)", "age above 44.5"]
 * segments[0].figure.value; // ≈ 0.88
 * segments[0].lift; // ≈ 1.83
 * describeSegments(fitTree(readFeatures(customers, ["age"]), yes, { maxDepth: 1 }), { locale: "zh" }).segments[1].text; // => "age 高于 44.5"
 * ```
 */
export function describeSegments(model: TreeModel, options: DescribeSegmentsOptions = {}): TreeSegments {
  requireTree(model, "model");
  requireObject(options, "options");
  const { locale = "en", level = 0.95, heldOut, fields = {} } = options;
  requireOneOf(locale, ["en", "zh"], "options.locale");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireObject(fields, "options.fields");
  const position = readClass(model.outcome, options.class);
  const thresholds = readThresholds(model, options.thresholds, position);
  const seen = heldOut === undefined ? undefined : heldOutFigures(model, heldOut, position, level);
  const root = model.nodes[0] as TreeNode;
  const ruleOf = rulesOfTree(model);
  const ranked = rankLeaves(model, position);
  const sums = cumulativeOf(model, ranked, position);
  const segments = ranked.map(({ node, at }, rank): TreeSegment => {
    const rule = ruleOf(at);
    const figure = nodeFigure(model, node, position, level);
    const base = nodeValue(model, root, position ?? winnerOf(node));
    const list = thresholds === undefined ? undefined : listOf(figure.value, thresholds);
    const held = seen?.get(node.leaf);
    const verdict = thresholds === undefined || list === undefined ? undefined : verdictOf(list, held, thresholds);
    const cumulative = sums?.[rank];
    return {
      leaf: node.leaf,
      rule,
      text: ruleText(rule, node.n, fields, locale),
      figure,
      ...classFigures(model, node, level),
      ...(base > 0 ? { lift: figure.value / base } : {}),
      share: node.weight / root.weight,
      ...(cumulative === undefined ? {} : { cumulative }),
      ...(list === undefined ? {} : { list }),
      ...(held === undefined ? {} : { heldOut: held }),
      ...(verdict === undefined ? {} : { verdict }),
    };
  });
  const lists = thresholds === undefined ? {} : listsOf(segments, thresholds);
  return {
    outcome: model.outcome,
    ...(options.class === undefined ? {} : { class: options.class }),
    overall: nodeFigure(model, root, position, level),
    segments,
    ...lists,
    notes: notesOf(model, segments, lists, seen),
  };
}

interface RankedLeaf {
  readonly node: TreeLeaf;
  readonly at: number;
}

/** The best first; without a class that is asked for by class, within it the surest first. */
function rankLeaves(model: TreeModel, position: number | undefined): readonly RankedLeaf[] {
  const leaves = model.nodes.flatMap((node, at): RankedLeaf[] => ("question" in node ? [] : [{ node, at }]));
  const byClass = model.outcome.kind === "class" && position === undefined;
  const keyed = leaves.map((leaf) => ({
    leaf,
    group: byClass ? winnerOf(leaf.node) : 0,
    value: nodeValue(model, leaf.node, position),
  }));
  keyed.sort((a, b) => a.group - b.group || b.value - a.value || a.leaf.node.leaf - b.leaf.node.leaf);
  return keyed.map(({ leaf }) => leaf);
}

function cumulativeOf(
  model: TreeModel,
  ranked: readonly RankedLeaf[],
  position: number | undefined,
): readonly SegmentCumulative[] | undefined {
  if (model.outcome.kind === "class" && position === undefined) return undefined;
  const root = model.nodes[0] as TreeNode;
  const base = nodeValue(model, root, position);
  let weight = 0;
  let brought = 0;
  return ranked.map(({ node }) => {
    weight += node.weight;
    brought += node.weight * nodeValue(model, node, position);
    const value = brought / weight;
    const against = base > 0 ? { lift: value / base, captured: brought / (base * root.weight) } : {};
    return { share: weight / root.weight, value, ...against };
  });
}

function notesOf(
  model: TreeModel,
  segments: readonly TreeSegment[],
  lists: Lists,
  seen: ReadonlyMap<number, SegmentFigure> | undefined,
): readonly Reason[] {
  const { n, weight } = model.nodes[0] as TreeNode;
  const notes: Reason[] = [];
  if (seen === undefined) notes.push({ code: "segment_in_sample", params: { n, segments: segments.length } });
  else {
    const judged = segments.filter(({ heldOut }) => heldOut?.interval !== undefined);
    const outside = judged.filter(({ figure: { value }, heldOut }) => {
      const interval = heldOut?.interval;
      return interval !== undefined && (value < interval.lower || value > interval.upper);
    });
    const customers = [...seen.values()].reduce((sum, own) => sum + own.n, 0);
    const params = { n: customers, segments: judged.length, outside: outside.length };
    notes.push({ code: "segment_held_out", params });
    const empty = segments.length - seen.size;
    if (empty > 0) notes.push({ code: "segment_not_held_out", params: { segments: empty } });
  }
  const values = segments.map(({ figure }) => figure.value);
  const unit = model.outcome.kind === "amount" ? "amount" : "share";
  for (const list of ["likely", "unlikely"] as const) {
    const own = lists[list];
    if (own === undefined || own.leaves.length > 0) continue;
    const nearest = list === "likely" ? Math.max(...values) : Math.min(...values);
    notes.push({ code: "segment_list_empty", params: { list, unit, threshold: own.threshold, nearest } });
  }
  if (weight !== n) notes.push({ code: "segment_weighted", params: { n, weight } });
  return notes;
}
