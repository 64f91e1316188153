import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { columnPath, numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlName } from "../../sql/quote.ts";
import type { Dialect, SqlColumn } from "../../sql/types.ts";
import { requireNumbers } from "./comoments.ts";

/** The columns of an experiment's table, one row a customer. */
export interface LiftSqlColumns {
  /** The arm a customer was drawn for; customers without one are left out. */
  readonly arm: SqlColumn;
  readonly value: SqlColumn;
  readonly base?: SqlColumn;
  readonly covariates?: readonly SqlColumn[];
}

/** Options of {@link liftStateSql}. */
export interface LiftStateSqlOptions {
  readonly dialect: Dialect;
  /** Table or view, by name or path. */
  readonly table: SqlColumn;
  readonly columns: LiftSqlColumns;
  /** Values above it count as it; the answer of {@link liftBoundSql}. */
  readonly bound?: number;
  /**
   * A number near the mean of each column (value, base, covariates), subtracted before adding up, default 0: needed where
   * a mean is thousands of times its spread.
   */
  readonly centres?: readonly number[];
}

/** Options of {@link liftBoundSql}. */
export interface LiftBoundSqlOptions {
  readonly dialect: Dialect;
  readonly table: SqlColumn;
  readonly columns: LiftSqlColumns;
  /** Share of all rows that lie at or below the bound, in (0, 1). */
  readonly quantile: number;
}

/**
 * Writes the query that condenses an experiment in the database: one row per arm with its count, sums and sums of
 * products of outcome and covariates. `readLiftStates` turns the answer into what `measureLift` takes.
 *
 * A row in which a number is missing, NaN or infinite is left out of every sum and counted in `refused`. Whole numbers
 * give the same state as `liftStateOf` to the last bit; sums of fractions depend on the order in which an engine adds
 * them, and agree to about 1e-12.
 *
 * @param options - `dialect`, `table`, `columns`; `bound` caps the value; `centres` keeps digits where means are large.
 * @returns A SELECT with the columns `arm`, `n`, `refused`, `capped`, `sum_0`…, `product_0_0`….
 * @throws `ClienteleError` `invalid_type`, `unknown_id` (dialect), `length_mismatch` (centres), `not_finite`.
 * @example
 * ```ts
 * const columns = { arm: "segment", value: "spend", covariates: ["history"] };
 * const query = liftStateSql({ dialect: "duckdb", table: "mailing", columns, bound: 250 });
 * query.split("\n").slice(0, 5); // => ["SELECT", '  "arm",', '  COUNT("x0") AS "n",', '  COUNT(*) - COUNT("x0") AS "refused",', '  SUM("over") AS "capped",']
 * ```
 */
export function liftStateSql(options: LiftStateSqlOptions): string {
  requireObject(options, "options");
  const { dialect, table, columns, bound, centres } = options;
  const { arm, cells, refused } = readColumns(columns, dialect);
  if (bound !== undefined) requireNumber(bound, "options.bound");
  const shifts = centresOf(centres, cells.length);
  const from = columnPath(table, "options.table", dialect);
  const name = (text: string): string => sqlName(text, dialect);
  const limit = bound === undefined ? undefined : sqlNumber(bound, dialect);
  const over = limit === undefined ? "0" : `CASE WHEN ${cells[0]} > ${limit} THEN 1 ELSE 0 END`;
  const kept = cells.map((cell, i) => {
    const value = i > 0 || limit === undefined ? cell : `CASE WHEN ${cell} > ${limit} THEN ${limit} ELSE ${cell} END`;
    const shift = shifts[i] as number;
    return shift === 0 ? value : `${value} - ${sqlNumber(shift, dialect)}`;
  });
  const guarded = (expression: string): string => `CASE WHEN ${refused} THEN NULL ELSE ${expression} END`;
  const places = cells.map((_, i) => i);
  const lines = [
    name("arm"),
    `COUNT(${name("x0")}) AS ${name("n")}`,
    `COUNT(*) - COUNT(${name("x0")}) AS ${name("refused")}`,
    `SUM(${name("over")}) AS ${name("capped")}`,
    ...places.map((i) => `SUM(${name(`x${i}`)}) AS ${name(`sum_${i}`)}`),
    ...places.flatMap((i) =>
      places.slice(i).map((j) => `SUM(${name(`x${i}`)} * ${name(`x${j}`)}) AS ${name(`product_${i}_${j}`)}`),
    ),
  ];
  return [
    "SELECT",
    lines.map((line) => `  ${line}`).join(",\n"),
    "FROM (",
    "  SELECT",
    [
      `${arm} AS ${name("arm")}`,
      `${guarded(over)} AS ${name("over")}`,
      ...kept.map((expression, i) => `${guarded(expression)} AS ${name(`x${i}`)}`),
    ]
      .map((line) => `    ${line}`)
      .join(",\n"),
    `  FROM ${from}`,
    `  WHERE ${arm} IS NOT NULL`,
    `) AS ${name("cells")}`,
    `GROUP BY ${name("arm")}`,
  ].join("\n");
}

/**
 * Writes the query that finds the bound at which `liftStateSql` caps values: the smallest value at or below which the
 * given share of all rows lies, over all arms together, as `liftStateOf` finds it. Rows that `liftStateSql` would leave
 * out are left out here too.
 *
 * @param options - `dialect`, `table`, `columns` as of `liftStateSql`, `quantile` in (0, 1).
 * @returns A SELECT of one row with the column `bound`, NULL where no row is left.
 * @throws `ClienteleError` `invalid_type`, `unknown_id` (dialect), `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const columns = { arm: "segment", value: "spend" };
 * const query = liftBoundSql({ dialect: "sqlite", table: "mailing", columns, quantile: 0.99 });
 * query.split("\n")[0]; // => "SELECT MIN(`x`) AS `bound`"
 * ```
 */
export function liftBoundSql(options: LiftBoundSqlOptions): string {
  requireObject(options, "options");
  const { dialect, table, columns, quantile } = options;
  const { arm, cells, refused } = readColumns(columns, dialect);
  requireNumber(quantile, "options.quantile", { above: 0, below: 1 });
  const from = columnPath(table, "options.table", dialect);
  const name = (text: string): string => sqlName(text, dialect);
  return [
    `SELECT MIN(${name("x")}) AS ${name("bound")}`,
    "FROM (",
    "  SELECT",
    `    ${name("x")},`,
    `    ROW_NUMBER() OVER (ORDER BY ${name("x")}) AS ${name("place")},`,
    `    COUNT(*) OVER () AS ${name("total")}`,
    "  FROM (",
    `    SELECT ${cells[0]} AS ${name("x")}`,
    `    FROM ${from}`,
    `    WHERE ${arm} IS NOT NULL AND NOT (${refused})`,
    `  ) AS ${name("cells")}`,
    `) AS ${name("ranked")}`,
    `WHERE ${name("place")} >= ${sqlNumber(quantile, dialect)} * ${name("total")}`,
  ].join("\n");
}

interface ReadColumns {
  readonly arm: string;
  /** Value, base and covariates as doubles. */
  readonly cells: readonly string[];
  readonly refused: string;
}

function readColumns(columns: LiftSqlColumns, dialect: Dialect): ReadColumns {
  requireObject(columns, "options.columns");
  const { arm, value, base, covariates = [] } = columns;
  requireColumn(covariates, "options.columns.covariates");
  const read = [
    numberColumn(value, "options.columns.value", dialect),
    ...(base === undefined ? [] : [numberColumn(base, "options.columns.base", dialect)]),
    ...Array.from(covariates, (column, k) => numberColumn(column, `options.columns.covariates[${k}]`, dialect)),
  ];
  return {
    arm: columnPath(arm, "options.columns.arm", dialect),
    cells: read.map((column) => column.value),
    refused: read.map((column) => column.refused).join(" OR "),
  };
}

function centresOf(centres: readonly number[] | undefined, length: number): readonly number[] {
  if (centres === undefined) return Array.from({ length }, () => 0);
  requireNumbers(centres, "options.centres", length);
  return centres;
}
