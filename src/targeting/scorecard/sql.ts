import { requireObject, requireOneOf } from "../../core/checks.ts";
import { type SqlBranch, sqlCase } from "../../sql/case.ts";
import { columnPath, numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlName, sqlText } from "../../sql/quote.ts";
import type { SqlColumn, SqlOptions } from "../../sql/types.ts";
import { requireScorecard } from "./read.ts";
import type { ScorecardBin, ScorecardField, ScorecardModel } from "./types.ts";

/** Options of {@link scorecardToSql}. */
export interface ScorecardToSqlOptions extends SqlOptions {
  /** Column of each field, by the field's id; default the column of that name. Categories are columns of text. */
  readonly columns?: Readonly<Record<string, SqlColumn>>;
  /** What each row gets: whole points (default), or the log-odds of a yes. */
  readonly result?: "points" | "logOdds";
}

/**
 * Writes a scorecard as one SQL expression, a CASE per field: every row gets the points that `scoreScorecard` gives it.
 *
 * @param model - From {@link fitScorecard} or `loadModel(scorecardModelSpec, …)`.
 * @param options - `dialect` names the engine; `columns` the columns (names, or paths such as `["c", "age"]`) where they
 * are not called as the fields; `result` and `as`. Names and levels are quoted; nothing in them can end the text.
 * @returns An expression for a SELECT list, a view or an UPDATE. NULL, NaN, empty text and levels that the fit never saw
 * count as not known; so does an infinite number, which `scoreScorecard` refuses.
 * @throws `ClienteleError` `invalid_model`, `invalid_type` (options, names), `unknown_id` (dialect, result).
 * @example
 * ```ts
 * const rows = Array.from({ length: 400 }, (_, i) => ({ age: 20 + (i % 50) }));
 * const yes = rows.map((row, i) => ((row.age > 45 ? 4 : 1) > i % 7 ? 1 : 0));
 * const card = fitScorecard(readFeatures(rows, ["age"]), yes);
 * scorecardToSql(card, { dialect: "duckdb", as: "score" }).includes('CAST("age" AS DOUBLE) <= 4.5e+1'); // => true
 * ```
 */
export function scorecardToSql(model: ScorecardModel, options: ScorecardToSqlOptions): string {
  requireScorecard(model);
  requireObject(options, "options");
  const { dialect, columns = {}, result = "points", as } = options;
  requireOneOf(result, ["points", "logOdds"], "options.result");
  requireObject(columns, "options.columns");
  const written = (value: number): string => (result === "points" ? String(value) : sqlNumber(value, dialect));
  const terms = model.fields.map((field) => {
    const name = `options.columns.${field.id}`;
    const column = Object.hasOwn(columns, field.id) ? (columns[field.id] as SqlColumn) : field.id;
    const { branches, otherwise } = field.kind === "number" ? ranges(field, column, name) : levels(field, column, name);
    return `(${sqlCase(branches, otherwise, { dialect })})`;
  });
  // in the order of the card and from the base up, so that rounding is that of scoreScorecard
  const base = written(result === "points" ? model.basePoints : model.intercept);
  const expression = [base, ...terms].join(" + ");
  return as === undefined ? expression : `${expression} AS ${sqlName(as, dialect)}`;

  function levels({ bins }: ScorecardField, column: SqlColumn, name: string): Question {
    const path = columnPath(column, name, dialect);
    const branches = bins.flatMap(({ group, ...bin }): SqlBranch[] => {
      if (group.kind !== "levels") return [];
      const names = group.levels.map((level) => sqlText(level, dialect)).join(", ");
      return [{ when: `${path} IN (${names})`, result: written(bin[result]) }];
    });
    return { branches, otherwise: written((bins.at(-1) as ScorecardBin)[result]) };
  }

  function ranges({ bins }: ScorecardField, column: SqlColumn, name: string): Question {
    const { value, refused } = numberColumn(column, name, dialect);
    const missing = written((bins.at(-1) as ScorecardBin)[result]);
    const branches = [{ when: refused, result: missing }];
    let otherwise = missing;
    for (const { group, ...bin } of bins) {
      if (group.kind !== "range") continue;
      if (group.upTo === undefined) otherwise = written(bin[result]);
      else branches.push({ when: `${value} <= ${sqlNumber(group.upTo, dialect)}`, result: written(bin[result]) });
    }
    return { branches, otherwise };
  }
}

/** The branches of a field's CASE, and what all others get. */
interface Question {
  readonly branches: readonly SqlBranch[];
  readonly otherwise: string;
}
