import { requireObject } from "../../core/checks.ts";
import { type SqlBranch, sqlCase } from "../../sql/case.ts";
import { type NumberColumn, numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlText } from "../../sql/quote.ts";
import type { Dialect, SqlColumn, SqlOptions } from "../../sql/types.ts";
import { requireLoyaltyModel } from "./axis.ts";
import type { LoyaltyAxis, LoyaltyAxisName, LoyaltyModel, LoyaltyQuadrant } from "./types.ts";

/** Options of `loyaltyToSql`. */
export interface LoyaltyToSqlOptions extends SqlOptions {
  /** The number columns with both ratings, in points of the model's scales. */
  readonly columns: Readonly<Record<LoyaltyAxisName, SqlColumn>>;
}

/**
 * Writes a loyalty model as one SQL expression: every row gets the quadrant that {@link assignLoyalty} gives it, and
 * NULL where {@link assignLoyalty} would refuse a rating (missing, NaN, outside its scale).
 *
 * @param model - From {@link fitLoyalty} or `loadModel`.
 * @param options - `dialect` names the engine, `columns` the number columns of both ratings (a name, or a path such as
 * `["answers", "satisfaction"]`), `as` the resulting column. Names are quoted; nothing in them can end the text.
 * @returns An expression for a SELECT list, a view or an UPDATE; with `as` it ends in `AS` and the quoted name.
 * @throws ClienteleError `invalid_type` (options, names), `unknown_id` (dialect), `invalid_model`.
 * @example
 * ```ts
 * const model = fitLoyalty([[4, 5], [2, 1]], {
 *   satisfaction: (row) => row[0],
 *   loyalty: (row) => row[1],
 *   satisfactionScale: { min: 1, max: 5 },
 *   loyaltyScale: { min: 1, max: 5 },
 * });
 * const columns = { satisfaction: "csat", loyalty: "would stay" };
 * const lines = loyaltyToSql(model, { dialect: "duckdb", columns }).split("\n");
 * lines[3]; // => `  WHEN CAST("would stay" AS DOUBLE) >= 3e+0 THEN 'hostage'`
 * ```
 */
export function loyaltyToSql(model: LoyaltyModel, options: LoyaltyToSqlOptions): string {
  requireLoyaltyModel(model);
  requireObject(options, "options");
  const { dialect, columns } = options;
  requireObject(columns, "options.columns");
  const across = axisSql("satisfaction", model, columns, dialect);
  const upwards = axisSql("loyalty", model, columns, dialect);
  const quadrant = (id: LoyaltyQuadrant): string => sqlText(id, dialect);
  const zone = [...across.between, ...upwards.between].join(" OR ");
  const branches: SqlBranch[] = [
    { when: `${across.refused} OR ${upwards.refused}`, result: "NULL" },
    ...(zone === "" ? [] : [{ when: zone, result: quadrant("indifferent") }]),
    { when: `${across.high} AND ${upwards.high}`, result: quadrant("apostle") },
    { when: upwards.high, result: quadrant("hostage") },
    { when: across.high, result: quadrant("mercenary") },
  ];
  return sqlCase(branches, quadrant("defector"), options);
}

/** Conditions of one axis; `between` is empty where the axis has no zone of indifference. */
interface AxisSql extends NumberColumn {
  readonly high: string;
  readonly between: readonly string[];
}

function axisSql(
  name: LoyaltyAxisName,
  model: LoyaltyModel,
  columns: LoyaltyToSqlOptions["columns"],
  dialect: Dialect,
): AxisSql {
  const { scale, low, high }: LoyaltyAxis = model[name];
  const column = numberColumn(columns[name], `options.columns.${name}`, dialect, scale);
  const { value } = column;
  const [lower, upper] = [sqlNumber(low, dialect), sqlNumber(high, dialect)];
  const between = low < high ? [`(${value} > ${lower} AND ${value} < ${upper})`] : [];
  return { ...column, high: `${value} >= ${upper}`, between };
}
