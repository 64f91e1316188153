// @ts-expect-error the package has no types
import * as cart from "ml-cart";
import { requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Abstention } from "../core/estimate.ts";
import { indicesOf } from "../math/outcomes.ts";
import { buildModel } from "./ml-cart/build.ts";
import { numberColumns } from "./ml-cart/columns.ts";
import { readNodes } from "./ml-cart/read.ts";
import { tallyRows } from "./ml-cart/tally.ts";
import type { FitMlCartOptions, MlCartModel } from "./ml-cart/types.ts";
import type { FeatureTable } from "./table/types.ts";
import { readOutcome, sameOutcome } from "./tree/outcome.ts";
import type { TreeOutcomes } from "./tree/types.ts";

export { fromMlCart } from "./ml-cart/from.ts";
export { toMlCart } from "./ml-cart/to.ts";
export type * from "./ml-cart/types.ts";

/** The part of ml-cart that is used. */
interface CartPackage {
  readonly DecisionTreeClassifier: new (options: object) => Trainable;
  readonly DecisionTreeRegression: new (options: object) => Trainable;
}
interface Trainable {
  readonly root: { readonly left?: unknown; readonly gain?: number };
  train(rows: readonly (readonly number[])[], outcome: readonly number[]): void;
}
const { DecisionTreeClassifier, DecisionTreeRegression } = cart as CartPackage;

/** Its time grows with the square of the rows: 4,000 customers of five fields take about two seconds. */
const MOST_ROWS = 4000;
const MOST_CELLS = 20_000;

/** Options of `fitTree` that ml-cart has nothing for. */
const NOT_KNOWN = ["weights", "classWeights", "monotone", "pruning", "method", "impurity", "minLeaf", "minGain"];

/**
 * Grows a tree with the package ml-cart, for those who have to compare with it or rebuild its trees; `fitTree` is faster
 * by far, and has weights, categories, missing values and pruning.
 *
 * @param table - At most 4,000 customers and 20,000 cells (customers × fields); numbers alone, all known, within ±9e307.
 * Not mutated.
 * @param outcome - What became of each customer: true/false or 0/1, the name of a class, or an amount within ±1e140.
 * @param options - `outcome`, `maxDepth` (0 to 1,000, default 5), `minNumSamples` (at least 1, default 3),
 * `gainThreshold` (default 0.01 for yes/no and classes, and whatever lowers the error for amounts).
 * @returns The tree as `fitTree` makes it, with the figures of the customers and `fittedOn.engine` "ml-cart". Customers
 * are sorted first, since ml-cart lets their order decide between equal values; the order of fields still decides
 * between equal splits. Or the reason why there is none: one outcome for all, or amounts that one question parts without
 * any error, which ml-cart takes for no gain.
 * @throws `ClienteleError` `out_of_range` (too many customers or cells: use fitTree), `not_finite` (values that are not
 * known), `invalid_type` (categories), `inconsistent` (options that ml-cart has nothing for, such as weights),
 * `empty_input`, `length_mismatch`, `duplicate_id`, `unknown_id`.
 * @example
 * ```ts
 * const customers = [{ age: 22 }, { age: 25 }, { age: 30 }, { age: 41 }, { age: 52 }];
 * const tree = fitMlCart(readFeatures(customers, ["age"]), [true, true, true, false, false]);
 * predictTree(tree, { age: 35.4 }).value; // => 1
 * predictTree(tree, { age: 35.5 }).value; // => 0
 * tree.fittedOn.engine; // => "ml-cart"
 * ```
 * @see https://github.com/mljs/decision-tree-cart
 */
export function fitMlCart(
  table: FeatureTable,
  outcome: TreeOutcomes,
  options: FitMlCartOptions = {},
): MlCartModel | Abstention {
  requireObject(options, "options");
  for (const key of NOT_KNOWN) {
    if ((options as Readonly<Record<string, unknown>>)[key] === undefined) continue;
    throw new ClienteleError(
      "inconsistent",
      `options.${key} has no counterpart in ml-cart; leave it out, or use fitTree`,
      {
        key,
      },
    );
  }
  const { maxDepth = 5, minNumSamples = 3, gainThreshold } = options;
  requireNumber(maxDepth, "options.maxDepth", { min: 0, max: 1000, integer: true });
  requireNumber(minNumSamples, "options.minNumSamples", { min: 1, integer: true });
  if (gainThreshold !== undefined) requireNumber(gainThreshold, "options.gainThreshold", { min: 0 });
  requireSize(table);
  const columns = numberColumns(table, "table");
  const read = readOutcome(outcome, table.rows, options.outcome);
  const values = "codes" in read ? read.codes : read.amounts;
  const same = sameOutcome(read, indicesOf(table.rows));
  if (same !== undefined) return same;
  const order = canonicalOrder(columns, values);
  const classifier = "codes" in read;
  const tree = new (classifier ? DecisionTreeClassifier : DecisionTreeRegression)({
    maxDepth,
    minNumSamples,
    // for amounts the error that is left must be above the threshold; below 0 lets a question leave none
    gainThreshold: gainThreshold ?? (classifier ? 0.01 : -1),
  });
  tree.train(
    order.map((row) => columns.map((column) => column[row] as number)),
    order.map((row) => values[row] as number),
  );
  // at the root ml-cart takes an error of nothing for no gain, whatever the threshold
  if (!classifier && tree.root.left === undefined && tree.root.gain === 0 && maxDepth > 0) {
    return { abstained: { code: "ml_cart_perfect_step", params: { n: table.rows } } };
  }
  const { root } = JSON.parse(JSON.stringify(tree)) as { root: unknown };
  const nodes = readNodes(root, classifier, columns.length);
  const data = "codes" in read ? { codes: read.codes, classes: read.classes.length } : { amounts: read.amounts };
  const ids = table.features.map(({ id }) => id);
  return buildModel(nodes, tallyRows(nodes, columns, data), read.outcome, ids);
}

function requireSize(table: FeatureTable): void {
  requireObject(table, "table");
  requireNumber(table.rows, "table.rows", { min: 0, integer: true });
  const cells = table.rows * ((table.features as ArrayLike<unknown> | undefined)?.length ?? 0);
  if (table.rows <= MOST_ROWS && cells <= MOST_CELLS) return;
  throw new ClienteleError(
    "out_of_range",
    `table has ${table.rows} rows and ${cells} cells; ml-cart takes at most ${MOST_ROWS} rows and ${MOST_CELLS} cells here, as its time grows with their square: use fitTree`,
    { rows: table.rows, cells },
  );
}

/** Customers by their values field by field, then by their outcome: the same for every order in which they come. */
function canonicalOrder(columns: readonly Float64Array[], outcome: ArrayLike<number>): number[] {
  return Array.from({ length: outcome.length }, (_, row) => row).sort((a, b) => {
    for (const column of columns) {
      const gap = (column[a] as number) - (column[b] as number);
      if (gap !== 0) return gap;
    }
    return (outcome[a] as number) - (outcome[b] as number);
  });
}
