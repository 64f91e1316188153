import { requireOneOf } from "../core/checks.ts";
import type { Dialect } from "./types.ts";

/** How a dialect writes what the others write differently. */
interface DialectRules {
  readonly nameQuote: '"' | "`";
  /** What stands before a quote inside a quoted name: the quote itself, or a backslash. */
  readonly nameEscape: '"' | "`" | "\\";
  /** What stands before a quote inside a text. */
  readonly textEscape: "'" | "\\";
  /** Around a number column: brings it to a double, as JavaScript reads it, and keeps a missing value missing. */
  readonly toDouble: Around;
  /** Around the decimal text of a double: has it read as a double and not as a decimal. */
  readonly double: Around;
}

type Around = readonly [before: string, after: string];

const rules: Readonly<Record<Dialect, DialectRules>> = {
  postgres: {
    nameQuote: '"',
    nameEscape: '"',
    textEscape: "'",
    toDouble: ["CAST(", " AS double precision)"],
    double: ["CAST('", "' AS double precision)"],
  },
  duckdb: {
    nameQuote: '"',
    nameEscape: '"',
    textEscape: "'",
    toDouble: ["CAST(", " AS DOUBLE)"],
    double: ["", ""],
  },
  // many builds of SQLite take "name" for a text where no such column exists, and answer without an error
  sqlite: {
    nameQuote: "`",
    nameEscape: "`",
    textEscape: "'",
    toDouble: ["CAST(", " AS REAL)"],
    double: ["", ""],
  },
  // CAST(… AS Float64) fails on a missing value
  clickhouse: {
    nameQuote: "`",
    nameEscape: "\\",
    textEscape: "\\",
    toDouble: ["toFloat64(", ")"],
    double: ["", ""],
  },
  // Spark before 4 reads 'a''b' as two texts side by side, and loses the quote
  spark: {
    nameQuote: "`",
    nameEscape: "`",
    textEscape: "\\",
    toDouble: ["CAST(", " AS DOUBLE)"],
    double: ["", "D"],
  },
  trino: {
    nameQuote: '"',
    nameEscape: '"',
    textEscape: "'",
    toDouble: ["CAST(", " AS DOUBLE)"],
    double: ["", ""],
  },
  bigquery: {
    nameQuote: "`",
    nameEscape: "\\",
    textEscape: "\\",
    toDouble: ["CAST(", " AS FLOAT64)"],
    double: ["", ""],
  },
  // a number with an exponent may be read as a decimal of 38 digits, a text that is cast never
  snowflake: {
    nameQuote: '"',
    nameEscape: '"',
    textEscape: "\\",
    toDouble: ["CAST(", " AS DOUBLE)"],
    double: ["CAST('", "' AS DOUBLE)"],
  },
};

/**
 * The SQL engines for which the package composes text: for a drop-down, or a loop over all of them.
 *
 * @example
 * ```ts
 * dialects.length; // => 8
 * dialects.map((dialect) => sqlName("order", dialect))[0]; // => '"order"'
 * ```
 */
export const dialects: readonly Dialect[] = [
  "postgres",
  "duckdb",
  "sqlite",
  "clickhouse",
  "spark",
  "trino",
  "bigquery",
  "snowflake",
];

/** The rules of a dialect; refuses what is none. */
export function rulesOf(dialect: Dialect): DialectRules {
  requireOneOf(dialect, dialects, "dialect");
  return rules[dialect];
}
