import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireTree } from "../tree/check.ts";
import { winnerOf } from "../tree/figures.ts";
import type { TreeLeaf, TreeModel } from "../tree/types.ts";
import { readClass } from "./class.ts";
import { rulesOfTree } from "./rule.ts";
import type { SegmentCondition } from "./types.ts";

/** A JsonLogic rule: a literal, a list, or one operator with its arguments. Plain JSON. */
export type FilterRule =
  | boolean
  | number
  | string
  | null
  | readonly FilterRule[]
  | { readonly [operator: string]: FilterRule };

/** Options of {@link treeToFilter}: the segments to select, by number or by what they are. */
export interface TreeToFilterOptions {
  /** Numbers of the leaves. Not together with the other choices. */
  readonly leaves?: readonly number[];
  /** Leaves whose value (share of yes, mean amount, share of the most frequent class) is at least this. */
  readonly minValue?: number;
  /** Leaves whose value is at most this. */
  readonly maxValue?: number;
  /** Leaves whose most frequent class is this; may go with `minValue` and `maxValue`. */
  readonly class?: string;
  /** Where the record holds each field, as JsonLogic's `var` reads it: a dot steps into a record. Default the field's id. */
  readonly paths?: Readonly<Record<string, string>>;
}

/**
 * Writes chosen segments as a filter that a CRM can run on its own records: the list of whom to ask next, as JSON.
 *
 * @param model - A tree from {@link fitTree}, or an uplift tree through {@link upliftToTree}.
 * @param options - Which segments: `leaves` by number, or `minValue`, `maxValue` and `class`; `paths` of the fields.
 * @returns A JsonLogic rule that is true for exactly the customers whom {@link assignTreeLeafColumn} puts into one of
 * the segments. Operators used: `or`, `and`, `!`, `<=`, `>`, `in`, `===`, `!==`, `var`. A field that is absent, null,
 * empty text or NaN is not known and goes as the tree sends it, and so does a level that the tree never saw. Numbers
 * must be numbers or true/false and levels text, as for {@link predictTree}. Whole branches are one rule, so the filter
 * is as short as the choice allows; `true` where all segments are chosen, `false` where none is.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`, `unknown_id` (leaf, class), `inconsistent` (no
 * choice, two choices that exclude each other, a field whose id holds a dot and has no path).
 * @example
 * ```ts
 * const customers = [{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }, { age: null }];
 * const tree = fitTree(readFeatures(customers, ["age"]), [true, true, false, false, false], { minLeaf: 1 });
 * treeToFilter(tree, { minValue: 0.9 }); // => { and: [{ "!": { in: [{ var: "age" }, [null, ""]] } }, { "<=": [{ var: "age" }, 33] }] }
 * treeToFilter(tree, { minValue: 0 }); // => true
 * ```
 * @see https://jsonlogic.com/operations.html
 */
export function treeToFilter(model: TreeModel, options: TreeToFilterOptions): FilterRule {
  requireTree(model, "model");
  requireObject(options, "options");
  const { paths = {} } = options;
  requireObject(paths, "options.paths");
  const chosen = chosenLeaves(model, options);
  const { nodes } = model;
  const whole = new Uint8Array(nodes.length);
  for (let t = nodes.length - 1; t >= 0; t--) {
    const node = nodes[t] as (typeof nodes)[number];
    const all = "question" in node ? whole[node.left] === 1 && whole[node.right] === 1 : chosen(node);
    whole[t] = all ? 1 : 0;
  }
  const ruleOf = rulesOfTree(model);
  const rules: FilterRule[] = [];
  // from the left, and of a branch that is chosen as a whole its top alone
  const rest = [0];
  while (rest.length > 0) {
    const t = rest.pop() as number;
    const node = nodes[t] as (typeof nodes)[number];
    if (whole[t] === 1) {
      const rule = allOf(ruleOf(t).map((condition) => conditionFilter(condition, paths)));
      if (rule !== false) rules.push(rule);
    } else if ("question" in node) rest.push(node.right, node.left);
  }
  return rules.length === 0 ? false : rules.length === 1 ? (rules[0] as FilterRule) : { or: rules };
}

function chosenLeaves({ outcome, nodes }: TreeModel, options: TreeToFilterOptions): (leaf: TreeLeaf) => boolean {
  const { leaves, minValue, maxValue } = options;
  const byWhat = minValue !== undefined || maxValue !== undefined || options.class !== undefined;
  if ((leaves !== undefined) === byWhat) {
    throw new ClienteleError(
      "inconsistent",
      "options must say which segments: either leaves, or minValue, maxValue or class",
      {},
    );
  }
  if (leaves !== undefined) {
    requireColumn(leaves, "options.leaves");
    const known = new Set(nodes.map((node) => ("question" in node ? 0 : node.leaf)));
    for (let i = 0; i < leaves.length; i++) {
      const leaf = leaves[i] as number;
      if (leaf === 0 || !known.has(leaf)) {
        throw new ClienteleError("unknown_id", `options.leaves[${i}] is ${show(leaf)}, which is no leaf of the tree`, {
          index: i,
        });
      }
    }
    const asked = new Set(Array.from(leaves));
    return ({ leaf }) => asked.has(leaf);
  }
  if (minValue !== undefined) requireNumber(minValue, "options.minValue");
  if (maxValue !== undefined) requireNumber(maxValue, "options.maxValue");
  const winner = readClass(outcome, options.class);
  return (leaf) =>
    leaf.value >= (minValue ?? Number.NEGATIVE_INFINITY) &&
    leaf.value <= (maxValue ?? Number.POSITIVE_INFINITY) &&
    (winner === undefined || winnerOf(leaf) === winner);
}

/** All conditions of a rule; false where one of them lets nobody in. */
function allOf(conditions: readonly (readonly FilterRule[] | false)[]): FilterRule {
  const parts: FilterRule[] = [];
  for (const condition of conditions) {
    if (condition === false) return false;
    parts.push(...condition);
  }
  return parts.length === 0 ? true : parts.length === 1 ? (parts[0] as FilterRule) : { and: parts };
}

/** A condition as parts that must all hold. NaN fails every comparison, so its side stands behind a "not". */
function conditionFilter(
  condition: SegmentCondition,
  paths: Readonly<Record<string, string>>,
): readonly FilterRule[] | false {
  const field: FilterRule = { var: pathOf(condition.params.field, paths) };
  if (condition.code === "segment_category") {
    const { levels, others, missing } = condition.params;
    if (missing) return [{ "!": { in: [field, others] } }];
    return levels.length === 0 ? false : [{ in: [field, levels] }];
  }
  const { known, above, upTo, missing } = condition.params;
  const blank: FilterRule = { in: [field, [null, ""]] };
  if (!known) return missing ? [{ or: [blank, { "!==": [field, field] }] }] : false;
  if (!missing) {
    const parts: FilterRule[] = [{ "!": blank }];
    if (above !== undefined) parts.push({ ">": [field, above] });
    if (upTo !== undefined) parts.push({ "<=": [field, upTo] });
    if (parts.length === 1) parts.push({ "===": [field, field] });
    return parts;
  }
  const inside: FilterRule[] = [];
  if (above !== undefined) inside.push({ "!": { "<=": [field, above] } });
  if (upTo !== undefined) inside.push({ "!": { ">": [field, upTo] } });
  return [{ or: [blank, inside.length === 1 ? (inside[0] as FilterRule) : { and: inside }] }];
}

function pathOf(id: string, paths: Readonly<Record<string, string>>): string {
  const path: unknown = Object.hasOwn(paths, id) ? paths[id] : id;
  if (typeof path !== "string" || path === "") {
    throw new ClienteleError(
      "invalid_type",
      `options.paths.${id} must be a path such as "customer.age", got ${show(path)}`,
      {
        id,
      },
    );
  }
  if (path === id && !Object.hasOwn(paths, id) && id.includes(".")) {
    throw new ClienteleError(
      "inconsistent",
      `the field ${show(id)} holds a dot, which JsonLogic reads as a step into a record; say in options.paths where it stands`,
      { id },
    );
  }
  return path;
}
