import { requireObject } from "../../core/checks.ts";
import { sqlCase } from "../../sql/case.ts";
import { numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlText } from "../../sql/quote.ts";
import type { SqlColumn, SqlOptions } from "../../sql/types.ts";
import { requireTierModel } from "./assign.ts";
import type { TierModel } from "./types.ts";

/** Options of `tiersToSql`. */
export interface TiersToSqlOptions extends SqlOptions {
  /** The column with the customer's value, in the unit and period of the model: a number column. */
  readonly column: SqlColumn;
}

/**
 * Writes a tier model as one SQL expression, so that a warehouse places its customers where they lie: every row gets
 * the tier that `assignTier` gives it, and NULL where `assignTier` would refuse the value (missing, NaN, infinite).
 *
 * @param model - From `fitTiers` or `loadModel(tierModelSpec, …)`.
 * @param options - `dialect` names the engine, `column` the number column (a name, or a path such as
 * `["c", "revenue"]`), `as` the resulting column. Names and tier ids are quoted; nothing in them can end the text.
 * @returns An expression for a SELECT list, a view or an UPDATE; with `as` it ends in `AS` and the quoted name.
 * @throws `ClienteleError` `invalid_type` (options, names, a NUL character in a name or tier id), `unknown_id` (dialect),
 * `invalid_model`.
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * const lines = tiersToSql(model, { dialect: "trino", column: "revenue", as: "tier" }).split("\n");
 * lines[2]; // => `  WHEN CAST("revenue" AS DOUBLE) >= 1.675e+2 THEN 'gold'`
 * lines[4]; // => 'END AS "tier"'
 * ```
 */
export function tiersToSql(model: TierModel, options: TiersToSqlOptions): string {
  requireTierModel(model);
  requireObject(options, "options");
  const { dialect, column } = options;
  const { value, refused } = numberColumn(column, "options.column", dialect);
  const names = model.tiers.map(({ id }) => sqlText(id, dialect));
  const branches = model.cuts.map((cut, i) => ({
    when: `${value} >= ${sqlNumber(cut, dialect)}`,
    result: names[i] as string,
  }));
  return sqlCase([{ when: refused, result: "NULL" }, ...branches], names[branches.length] as string, options);
}
