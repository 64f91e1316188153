import { requireNonEmpty, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TreeOutcome } from "../tree/types.ts";
import { buildModel, type LeafTally } from "./build.ts";
import { numberColumns } from "./columns.ts";
import { type ReadNode, readNodes } from "./read.ts";
import { outcomeValues, tallyRows } from "./tally.ts";
import type { FromMlCartOptions, MlCartModel } from "./types.ts";

/**
 * Takes over a tree that ml-cart grew elsewhere, from the JSON that it wrote, so that it can be described, drawn, turned
 * into SQL or a filter like any other tree.
 *
 * @param json - What `JSON.parse` returned of a `DecisionTreeClassifier` or `DecisionTreeRegression`. It may come from
 * anywhere: every field is checked. Not mutated.
 * @param options - `features`, the names of the matrix's columns in their order; `outcome`, what is foretold (classes by
 * the order of their labels 0, 1, …); `table` and `outcomes`, the customers that the tree was grown on. ml-cart keeps
 * the number of customers of large nodes alone, and no spread of amounts: without the table a model that lacks them is
 * refused, because no interval could be told.
 * @returns The tree. Every decision is ml-cart's own: its question "below s" is "at or below the double before s", and
 * a value that is not known goes right, as NaN does there.
 * @throws `ClienteleError` `invalid_model` (no such JSON), `invalid_type`, `empty_input`, `duplicate_id`, `unknown_id`,
 * `length_mismatch`, `not_finite`, `out_of_range`, `inconsistent` (an outcome that the JSON does not foretell, customers
 * that do not have the shares or means that it tells, or no customers where it tells too little).
 * @example
 * ```ts
 * const leaf = (yes, n) => ({ distribution: [[1 - yes, yes]], numberSamples: n });
 * const root = { splitColumn: 0, splitValue: 30, left: leaf(0.75, 40), right: leaf(0.25, 60) };
 * const tree = fromMlCart({ name: "DTClassifier", root }, { features: ["age"] });
 * predictTree(tree, { age: 30 }).value; // => 0.25
 * predictTree(tree, { age: 29.9 }).n; // => 40
 * ```
 */
export function fromMlCart(json: unknown, options: FromMlCartOptions): MlCartModel {
  requireObject(options, "options");
  const { features, table, outcomes } = options;
  requireNonEmpty(features, "options.features");
  Array.from(features).forEach((id: unknown, index) => {
    if (typeof id === "string" && id !== "") return;
    throw new ClienteleError("invalid_type", `options.features[${index}] must be a name, got ${show(id)}`, { index });
  });
  requireUnique(features, "options.features");
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new ClienteleError("invalid_model", `json must be a model of ml-cart, got ${show(json)}`, {});
  }
  const { name, root } = json as { name?: unknown; root?: unknown };
  if (name !== "DTClassifier" && name !== "DTRegression") {
    throw new ClienteleError("invalid_model", `json.name must be DTClassifier or DTRegression, got ${show(name)}`, {});
  }
  const outcome = outcomeOf(options.outcome, name === "DTClassifier");
  const nodes = readNodes(root, name === "DTClassifier", features.length);
  if (table === undefined && outcomes === undefined) {
    return buildModel(nodes, talliesOfJson(nodes, outcome), outcome, features);
  }
  if (table === undefined || outcomes === undefined) {
    throw new ClienteleError("inconsistent", "options.table and options.outcomes belong together: give both", {});
  }
  const columns = numberColumns(table, "options.table", features);
  const tallies = tallyRows(nodes, columns, outcomeValues(outcomes, table.rows, outcome));
  requireSameFigures(nodes, tallies, classesOf(outcome));
  return buildModel(nodes, tallies, outcome, features);
}

function outcomeOf(asked: TreeOutcome | undefined, classifier: boolean): TreeOutcome {
  if (asked === undefined) return { kind: classifier ? "yes_no" : "amount" };
  requireObject(asked, "options.outcome");
  requireOneOf(asked.kind, ["yes_no", "class", "amount"], "options.outcome.kind");
  if ((asked.kind === "amount") === classifier) {
    const found = classifier ? "a classifier" : "a regression";
    throw new ClienteleError("inconsistent", `options.outcome is ${asked.kind}, but json is ${found}`, {});
  }
  if (asked.kind !== "class") return { kind: asked.kind };
  requireNonEmpty(asked.classes, "options.outcome.classes");
  requireUnique(asked.classes, "options.outcome.classes");
  const classes = Array.from(asked.classes, (own: unknown, index) => {
    if (typeof own === "string" && own !== "") return own;
    throw new ClienteleError("invalid_type", `options.outcome.classes[${index}] must be a name, got ${show(own)}`, {
      index,
    });
  });
  return { kind: "class", classes };
}

const classesOf = (outcome: TreeOutcome): number => (outcome.kind === "class" ? outcome.classes.length : 2);

/** Shares over all classes: ml-cart ends a leaf's row at the last label that the leaf holds. */
function sharesOf(says: readonly number[], classes: number): readonly number[] {
  if (says.length > classes) {
    throw new ClienteleError(
      "inconsistent",
      `json tells ${says.length} classes, options.outcome ${classes}: name all classes in the order of their labels`,
      {},
    );
  }
  return Array.from({ length: classes }, (_, k) => says[k] ?? 0);
}

/** A share that misses a whole number of customers by less is one, added up from many parts. */
const COUNT_TOLERANCE = 1e-6;

function talliesOfJson(nodes: readonly ReadNode[], outcome: TreeOutcome): ReadonlyMap<number, LeafTally> {
  const samples = samplesOf(nodes);
  const tallies = new Map<number, LeafTally>();
  nodes.forEach(({ says, variance }, at) => {
    if (says === undefined) return;
    const n = samples[at];
    if (n === undefined || (typeof says === "number" && variance === undefined)) {
      throw new ClienteleError(
        "inconsistent",
        `json does not tell ${n === undefined ? "how many customers" : "how widely spread amounts"} each leaf holds; give options.table and options.outcomes that the tree was grown on`,
        {},
      );
    }
    if (typeof says === "number") {
      tallies.set(at, { n, mean: says, squares: (variance as number) * n });
      return;
    }
    const counts = sharesOf(says, classesOf(outcome)).map((share) => {
      const count = share * n;
      const round = Math.round(count);
      return Math.abs(count - round) < COUNT_TOLERANCE * n ? round : count;
    });
    tallies.set(at, { n, counts });
  });
  return tallies;
}

/** Customers of each node, completed from a node and one of its branches, or from both branches. */
function samplesOf(nodes: readonly ReadNode[]): readonly (number | undefined)[] {
  const samples = nodes.map((node) => node.samples);
  for (let at = nodes.length - 1; at >= 0; at--) {
    const { says, left, right } = nodes[at] as ReadNode;
    const [a, b] = [samples[left], samples[right]];
    if (says !== undefined || a === undefined || b === undefined) continue;
    samples[at] ??= a + b;
    if (samples[at] !== a + b) throwSamples();
  }
  nodes.forEach(({ says, left, right }, at) => {
    const n = samples[at];
    if (says !== undefined || n === undefined) return;
    samples[left] ??= samples[right] === undefined ? undefined : n - (samples[right] as number);
    samples[right] ??= samples[left] === undefined ? undefined : n - (samples[left] as number);
    if (!((samples[left] ?? 1) > 0 && (samples[right] ?? 1) > 0)) throwSamples();
  });
  return samples;
}

function throwSamples(): never {
  throw new ClienteleError("invalid_model", "json is no model of ml-cart: its numberSamples do not add up", {});
}

/** Refuses customers that are not those of the JSON. */
function requireSameFigures(
  nodes: readonly ReadNode[],
  tallies: ReadonlyMap<number, LeafTally>,
  classes: number,
): void {
  nodes.forEach(({ says }, at) => {
    if (says === undefined) return;
    const tally = tallies.get(at);
    if (tally !== undefined && !("counts" in tally)) return;
    const shares = typeof says === "number" ? [] : sharesOf(says, classes);
    const same = tally?.counts.every((count, k) => Math.abs(count / tally.n - (shares[k] as number)) < COUNT_TOLERANCE);
    if (same === true) return;
    throw new ClienteleError(
      "inconsistent",
      "options.table is not what the tree was grown on: its customers do not have the shares of json's leaves",
      {},
    );
  });
}
