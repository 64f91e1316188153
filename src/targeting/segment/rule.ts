import type { RoutedNode } from "../tree/router.ts";
import type { TreeFeature, TreeQuestion } from "../tree/types.ts";
import type { SegmentCondition } from "./types.ts";

/** What the questions on a path leave of one field. */
interface Allowed {
  low: number;
  high: number;
  /** Levels that may still be; of fields of categories alone. */
  levels: readonly string[];
  missing: boolean;
}

/** The rule of a node: what its path asks, one condition per field; conditions that all customers meet are left out. */
export type RuleOf = (node: number) => readonly SegmentCondition[];

/** Prepares the rules of a tree's nodes. */
export function rulesOfTree({
  features,
  nodes,
}: {
  readonly features: readonly TreeFeature[];
  readonly nodes: readonly RoutedNode[];
}): RuleOf {
  const parents = parentsOf(nodes);
  return (node) => {
    const path: number[] = [];
    for (let t = node; t >= 0; t = parents[t] as number) path.push(t);
    path.reverse();
    const allowed = new Map<number, Allowed>();
    for (let step = 0; step + 1 < path.length; step++) {
      const { question, left } = nodes[path[step] as number] as Extract<RoutedNode, { question: TreeQuestion }>;
      const feature = features[question.feature] as TreeFeature;
      const state = allowed.get(question.feature) ?? everything(feature);
      allowed.set(question.feature, state);
      narrow(state, question, left === path[step + 1]);
    }
    return [...allowed].flatMap(([f, state]) => conditionOf(features[f] as TreeFeature, state) ?? []);
  };
}

/** The node above each node; −1 for the root. */
function parentsOf(nodes: readonly RoutedNode[]): Int32Array {
  const parents = new Int32Array(nodes.length).fill(-1);
  nodes.forEach((node, t) => {
    if (!("question" in node)) return;
    parents[node.left] = t;
    parents[node.right] = t;
  });
  return parents;
}

function everything(feature: TreeFeature): Allowed {
  const levels = feature.kind === "category" ? feature.levels : [];
  return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, levels, missing: true };
}

function narrow(state: Allowed, question: TreeQuestion, goesLeft: boolean): void {
  state.missing &&= (question.missing === "left") === goesLeft;
  if (question.kind === "category") {
    const left = new Set(question.left);
    state.levels = state.levels.filter((level) => left.has(level) === goesLeft);
  } else if (goesLeft) state.high = Math.min(state.high, question.threshold);
  else state.low = Math.max(state.low, question.threshold);
}

/** The condition as data; undefined where it lets everyone in. */
function conditionOf(feature: TreeFeature, { low, high, levels, missing }: Allowed): SegmentCondition | undefined {
  const field = feature.id;
  if (feature.kind === "category") {
    const kept = new Set(levels);
    const others = feature.levels.filter((level) => !kept.has(level));
    return others.length === 0 && missing
      ? undefined
      : { code: "segment_category", params: { field, levels, others, missing } };
  }
  // nothing known lies above the largest double
  const known = low < high && low < Number.MAX_VALUE;
  const above = known && low > Number.NEGATIVE_INFINITY ? { above: low } : {};
  const upTo = known && high < Number.MAX_VALUE ? { upTo: high } : {};
  if (known && missing && low === Number.NEGATIVE_INFINITY && high >= Number.MAX_VALUE) return undefined;
  return { code: "segment_number", params: { field, known, ...above, ...upTo, missing } };
}
