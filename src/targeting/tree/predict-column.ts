import { show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { copyCodes, requireValueTable } from "../table/check.ts";
import type { Feature, FeatureTable } from "../table/types.ts";
import { requireTree } from "./check.ts";
import { routeRows, routerOf } from "./router.ts";
import type { TreeLeaf, TreeModel } from "./types.ts";

/**
 * Says for many customers at once what to expect of them: the batch form of {@link predictTree}.
 *
 * @param model - A tree from {@link fitTree}.
 * @param table - Customers as columns. Fields are found by name; only those that the tree asks for are needed.
 * @returns For each customer the value of their leaf: share of yes, mean amount, or share of the most frequent class.
 * @throws `ClienteleError` `invalid_type`, `invalid_model`, `empty_input`, `length_mismatch`, `duplicate_id`,
 * `out_of_range`, `unknown_id` (the tree asks for a field that the table does not have).
 * @example
 * ```ts
 * const table = readFeatures([{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }], ["age"]);
 * const tree = fitTree(table, [true, true, false, false], { minLeaf: 1 });
 * Array.from(predictTreeColumn(tree, table)); // => [1, 1, 0, 0]
 * ```
 */
export function predictTreeColumn(model: TreeModel, table: FeatureTable): Float64Array {
  const ends = endsOf(model, table);
  const values = Float64Array.from(model.nodes, ({ value }) => value);
  const predicted = new Float64Array(ends.length);
  for (let i = 0; i < ends.length; i++) predicted[i] = values[ends[i] as number] as number;
  return predicted;
}

/**
 * Says for many customers at once which segment (leaf of the tree) they fall into.
 *
 * @param model - A tree from {@link fitTree}.
 * @param table - Customers as columns, as for {@link predictTreeColumn}.
 * @returns For each customer the number of their leaf, from 1.
 * @throws As {@link predictTreeColumn}.
 * @example
 * ```ts
 * const table = readFeatures([{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }], ["age"]);
 * const tree = fitTree(table, [true, true, false, false], { minLeaf: 1 });
 * Array.from(assignTreeLeafColumn(tree, table)); // => [1, 1, 2, 2]
 * ```
 */
export function assignTreeLeafColumn(model: TreeModel, table: FeatureTable): Int32Array {
  const ends = endsOf(model, table);
  const leaves = Int32Array.from(model.nodes, (node) => (node as Partial<TreeLeaf>).leaf ?? 0);
  for (let i = 0; i < ends.length; i++) ends[i] = leaves[ends[i] as number] as number;
  return ends;
}

const NONE: Float64Array = /* @__PURE__ */ new Float64Array(0);

/** Position of the node in which each customer ends. */
function endsOf(model: TreeModel, table: FeatureTable): Int32Array {
  requireTree(model, "model");
  requireValueTable(table, "table");
  const places = new Map(table.features.map((feature, f) => [feature.id, f]));
  const asked = new Set(model.nodes.flatMap((node) => ("question" in node ? [node.question.feature] : [])));
  const levels = model.features.map((): readonly string[] => []);
  const columns = model.features.map((wanted, m): Float64Array => {
    if (!asked.has(m)) return NONE;
    const place = places.get(wanted.id);
    const feature = place === undefined ? undefined : (table.features[place] as Feature);
    if (feature === undefined) {
      throw new ClienteleError("unknown_id", `table has no field ${show(wanted.id)}, which the tree asks for`, {
        id: wanted.id,
      });
    }
    if (feature.kind !== wanted.kind) {
      throw new ClienteleError(
        "invalid_type",
        `table.features[${place}] (${wanted.id}) is a ${feature.kind}; the tree knows it as a ${wanted.kind}`,
        { id: wanted.id },
      );
    }
    if (feature.kind === "number") return numbersOf(feature.values, `table.features[${place}].values`);
    levels[m] = feature.levels;
    const codes = new Float64Array(table.rows);
    copyCodes(feature, -1, codes, `table.features[${place}].codes`);
    return codes;
  });
  const known = model.features.map((feature) => new Set(feature.kind === "category" ? feature.levels : []));
  const router = routerOf(
    model.nodes,
    (m) => levels[m] as readonly string[],
    (m) => known[m] as ReadonlySet<string>,
  );
  return routeRows(router, columns, table.rows);
}

function numbersOf(values: ArrayLike<number>, name: string): Float64Array {
  if (values instanceof Float64Array) return values;
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const value: unknown = values[i];
    if (typeof value !== "number") {
      throw new ClienteleError(
        "invalid_type",
        `${name}[${i}] must be a number, or NaN where not known; got ${show(value)}`,
        {
          index: i,
        },
      );
    }
    numbers[i] = value;
  }
  return numbers;
}
