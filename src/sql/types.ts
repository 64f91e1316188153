/** The SQL engines for which the package composes text. */
export type Dialect = "postgres" | "duckdb" | "sqlite" | "clickhouse" | "spark" | "trino" | "bigquery" | "snowflake";

/**
 * A column by its name, or by its path where it needs one: `["c", "order value"]` is the column `order value` of the
 * table or alias `c`. Every part is quoted.
 */
export type SqlColumn = string | readonly string[];

/** What every `xToSql` asks. */
export interface SqlOptions {
  /** The engine that will run the text. */
  readonly dialect: Dialect;
  /** Name of the resulting column; adds `AS` and the quoted name. Left out, the text is the expression alone. */
  readonly as?: string;
}
