import { requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { columnPath, numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlName, sqlText } from "../../sql/quote.ts";
import type { Dialect, SqlColumn, SqlOptions } from "../../sql/types.ts";
import { requireTree } from "../tree/check.ts";
import { winnerOf } from "../tree/figures.ts";
import type { TreeFeature, TreeLeaf, TreeModel, TreeQuestion } from "../tree/types.ts";

/** Options of {@link treeToSql}. */
export interface TreeToSqlOptions extends SqlOptions {
  /** Column of each field, by the field's id; default the column of that name. Categories are columns of text. */
  readonly columns?: Readonly<Record<string, SqlColumn>>;
  /** What each row gets: the value of its leaf (default), the leaf's number, or its most frequent class. */
  readonly output?: "value" | "leaf" | "class";
}

/**
 * Writes a tree as one SQL expression, a CASE inside a CASE: every row gets what {@link predictTreeColumn} and
 * {@link assignTreeLeafColumn} give it.
 *
 * @param model - A tree from {@link fitTree}, or an uplift tree through {@link upliftToTree}.
 * @param options - `dialect` names the engine; `columns` the columns (names, or paths such as `["c", "age"]`) where they
 * are not called as the fields; `output`: `value` (share of yes, mean amount, share of the most frequent class), `leaf`
 * or `class`; `as` names the resulting column. Names and levels are quoted; nothing in them can end the text.
 * @returns An expression for a SELECT list, a view or an UPDATE. NULL and NaN go the way of values that are not known,
 * NULL, empty text and levels that the tree never saw that of levels not known; in SQLite also what is no number in a
 * field of numbers. One CASE stands inside another for each question on a path, so an engine's own limit on nesting
 * holds for trees deeper than some hundred questions (SQLite: 1,000 levels of an expression); prune such a tree first.
 * @throws `ClienteleError` `invalid_model`, `invalid_type` (options, names), `unknown_id` (dialect, output),
 * `inconsistent` (`class` of a tree without classes), `not_finite`.
 * @example
 * ```ts
 * const customers = [{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }];
 * const tree = fitTree(readFeatures(customers, ["age"]), [true, true, false, false], { minLeaf: 1 });
 * const lines = treeToSql(tree, { dialect: "duckdb", output: "leaf", as: "segment" }).split("\n");
 * lines[0]; // => 'CASE WHEN CAST("age" AS DOUBLE) > 3.3e+1 AND NOT isnan(CAST("age" AS DOUBLE)) THEN'
 * lines.at(-1); // => 'END AS "segment"'
 * ```
 */
export function treeToSql(model: TreeModel, options: TreeToSqlOptions): string {
  requireTree(model, "model");
  requireObject(options, "options");
  const { dialect, columns = {}, output = "value", as } = options;
  requireOneOf(output, ["value", "leaf", "class"], "options.output");
  requireObject(columns, "options.columns");
  const { outcome, nodes } = model;
  if (output === "class" && outcome.kind !== "class") {
    throw new ClienteleError(
      "inconsistent",
      `options.output "class" needs a tree of classes, not of ${outcome.kind}`,
      {},
    );
  }
  const conditionOf = conditionsIn(model, columns, dialect);
  const resultOf = (leaf: TreeLeaf): string => {
    if (output === "leaf") return String(leaf.leaf);
    if (outcome.kind === "class" && output === "class")
      return sqlText(outcome.classes[winnerOf(leaf)] as string, dialect);
    return sqlNumber(leaf.value, dialect);
  };
  // a stack of what is still to be written, so that no depth of a tree ends that of the calls
  const lines: string[] = [];
  const rest: (string | { readonly node: number; readonly depth: number })[] = [{ node: 0, depth: 0 }];
  while (rest.length > 0) {
    const next = rest.pop() as (typeof rest)[number];
    if (typeof next === "string") {
      lines.push(next);
      continue;
    }
    const node = nodes[next.node] as (typeof nodes)[number];
    const { depth } = next;
    if (!("question" in node)) {
      lines.push(indent(depth) + resultOf(node));
      continue;
    }
    const { when, then } = conditionOf(node.question);
    const [first, second] = then === "left" ? [node.left, node.right] : [node.right, node.left];
    lines.push(`${indent(depth)}CASE WHEN ${when} THEN`);
    rest.push(`${indent(depth)}END`, { node: second, depth: depth + 1 }, `${indent(depth)}ELSE`);
    rest.push({ node: first, depth: depth + 1 });
  }
  const expression = lines.join("\n");
  return as === undefined ? expression : `${expression} AS ${sqlName(as, dialect)}`;
}

/** Deeper lines are not moved further, so that the text does not grow with the square of the depth. */
const DEEPEST_INDENT = 20;

function indent(depth: number): string {
  return "  ".repeat(Math.min(depth, DEEPEST_INDENT));
}

/** A question in SQL: where `when` holds a customer goes to `then`, all others to the other side. */
interface Condition {
  readonly when: string;
  readonly then: "left" | "right";
}

/**
 * Words questions so that who is not known falls into ELSE: a comparison with NULL is never true, and one with NaN is
 * excluded where an engine takes NaN for the largest number.
 */
function conditionsIn(
  { features }: TreeModel,
  columns: Readonly<Record<string, SqlColumn>>,
  dialect: Dialect,
): (question: TreeQuestion) => Condition {
  const read = features.map((feature) => {
    const name = `options.columns.${feature.id}`;
    const column = Object.hasOwn(columns, feature.id) ? (columns[feature.id] as SqlColumn) : feature.id;
    let made: { readonly path: string; readonly value: string } | undefined;
    // a field that the tree does not ask for needs no column
    return () => {
      made ??= {
        path: columnPath(column, name, dialect),
        value: feature.kind === "number" ? numberColumn(column, name, dialect).value : "",
      };
      return made;
    };
  });
  return (question) => {
    const { path, value } = (read[question.feature] as (typeof read)[number])();
    const then = question.missing === "left" ? "right" : "left";
    if (question.kind === "category") return { when: levelsCondition(path, question, features, dialect), then };
    // SQLite compares a text as greater than every number
    const guard = dialect === "sqlite" ? `typeof(${path}) IN ('integer', 'real') AND ` : "";
    const cut = sqlNumber(question.threshold, dialect);
    const when = then === "left" ? `${value} <= ${cut}` : `${value} > ${cut}${notNaN(value, dialect)}`;
    return { when: guard + when, then };
  };
}

function levelsCondition(
  path: string,
  { feature, left, missing }: TreeQuestion & { readonly kind: "category" },
  features: readonly TreeFeature[],
  dialect: Dialect,
): string {
  const known = features[feature] as TreeFeature & { readonly kind: "category" };
  const goLeft = new Set(left);
  const levels = missing === "left" ? known.levels.filter((level) => !goLeft.has(level)) : left;
  if (levels.length === 0) return "1 = 0";
  return `${path} IN (${levels.map((level) => sqlText(level, dialect)).join(", ")})`;
}

/** Excludes NaN from "greater than". SQLite holds none; the others write the test in their own way. */
function notNaN(value: string, dialect: Dialect): string {
  switch (dialect) {
    case "sqlite":
      return "";
    case "postgres":
      return ` AND ${value} <> CAST('NaN' AS double precision)`;
    case "snowflake":
      return ` AND ${value} <> CAST('NaN' AS DOUBLE)`;
    case "clickhouse":
      return ` AND NOT isNaN(${value})`;
    case "trino":
      return ` AND NOT is_nan(${value})`;
    case "bigquery":
      return ` AND NOT IS_NAN(${value})`;
    default:
      return ` AND NOT isnan(${value})`;
  }
}
