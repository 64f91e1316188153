import { show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { rulesOf } from "./dialect.ts";
import type { Dialect } from "./types.ts";

/**
 * Quotes the name of a table, a column or an alias, so that spaces, keywords and quotes in it are part of the name and
 * nothing in it can end it.
 *
 * @param name - The name exactly as the engine stores it: a quoted name keeps its case, so an unquoted `value` of
 * Snowflake is `"VALUE"` here. Not empty.
 * @param dialect - The engine that will read it.
 * @returns The quoted name: in double quotes for PostgreSQL, DuckDB, Trino and Snowflake, in backticks for the others.
 * @throws `ClienteleError` `invalid_type` for what is not text, an empty name, a NUL character, half of a surrogate
 * pair, and for Spark `${`, which it would replace before reading; `unknown_id` for an unknown dialect.
 * @example
 * ```ts
 * sqlName("order value", "postgres"); // => '"order value"'
 * sqlName('the "best"', "duckdb"); // => '"the ""best"""'
 * sqlName("group", "spark"); // => "`group`"
 * ```
 */
export function sqlName(name: string, dialect: Dialect): string {
  const { nameQuote, nameEscape } = rulesOf(dialect);
  requireText(name, "name");
  if (name === "") throw new ClienteleError("invalid_type", "name must not be empty", { name });
  if (dialect === "spark" && name.includes("${")) {
    throw new ClienteleError("invalid_type", `name must not hold "\${" for Spark, got ${show(name)}`, { name });
  }
  return nameQuote + escapeQuotes(name, nameQuote, nameEscape) + nameQuote;
}

/**
 * Writes a text as a literal that the engine reads back character by character, whatever it holds.
 *
 * @param text - Any text, may be empty.
 * @param dialect - The engine that will read it.
 * @returns The literal in single quotes. ClickHouse, Spark, BigQuery and Snowflake escape by backslash, the others
 * double the quote; PostgreSQL writes a text with a backslash as `E'…'`, which holds under every server setting.
 * @throws `ClienteleError` `invalid_type` for what is not text, a NUL character or half of a surrogate pair, which
 * engines cannot store; `unknown_id` for an unknown dialect.
 * @example
 * ```ts
 * sqlText("O'Neill", "duckdb"); // => "'O''Neill'"
 * sqlText("O'Neill", "bigquery"); // => "'O\\'Neill'"
 * sqlText("A\\B", "postgres"); // => "E'A\\\\B'"
 * ```
 */
export function sqlText(text: string, dialect: Dialect): string {
  const { textEscape } = rulesOf(dialect);
  requireText(text, "text");
  const escaped = escapeQuotes(text, "'", textEscape);
  // Spark replaces ${…} by its settings before it reads the statement
  if (dialect === "spark") return `'${escaped.replaceAll("${", "$\\{")}'`;
  // the meaning of a backslash in '…' is a setting of the PostgreSQL server, in E'…' it is not
  const marked = dialect === "postgres" && text.includes("\\");
  return marked ? `E'${escaped.replaceAll("\\", "\\\\")}'` : `'${escaped}'`;
}

/** Line breaks have the same escapes wherever a backslash has a meaning, and BigQuery ends a text at a raw one. */
function escapeQuotes(text: string, quote: string, mark: string): string {
  if (mark !== "\\") return text.replaceAll(quote, mark + quote);
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, mark + quote)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}

function requireText(text: string, name: string): void {
  if (typeof text !== "string") {
    throw new ClienteleError("invalid_type", `${name} must be text, got ${show(text)}`, { name });
  }
  if (/[\0\p{Surrogate}]/u.test(text)) {
    const problem = "must hold no NUL character and no half of a surrogate pair";
    throw new ClienteleError("invalid_type", `${name} ${problem}, got ${show(text)}`, { name });
  }
}
