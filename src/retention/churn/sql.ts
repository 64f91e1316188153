import { requireNumber, requireObject } from "../../core/checks.ts";
import { type SqlBranch, sqlCase } from "../../sql/case.ts";
import { columnPath, numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlName, sqlText } from "../../sql/quote.ts";
import type { Dialect, SqlColumn, SqlOptions } from "../../sql/types.ts";
import { MOST_LOG_ODDS, requireChurnModel } from "./evaluate.ts";
import { piecesOf } from "./pieces.ts";
import { fillNumber } from "./shape.ts";
import { MOST_MONTHS } from "./table.ts";
import type { ChurnField, ChurnModel, ChurnNumberField } from "./types.ts";

/** Options of {@link riskToSql}. */
export interface RiskToSqlOptions extends SqlOptions {
  /** Column of each field, by its id, and of `tenure`; default the column of that name. Categories are texts. */
  readonly columns?: Readonly<Record<string, SqlColumn>>;
  /** Months ahead, whole, from 1 to 60; each month repeats the expression. Default 1. */
  readonly horizonMonths?: number;
}

/** Each month is a copy of the expression; beyond five years the text would not be read any more. */
const MOST_COPIES = 60;

/**
 * Writes a churn model as one SQL expression: every row gets the chance to leave that `predictChurn` gives the customer.
 *
 * @param model - From {@link fitChurn} or `loadModel(churnModelSpec, …)`.
 * @param options - `dialect` names the engine; `columns` the columns where they are not called as the fields and `tenure`;
 * `horizonMonths`; `as`. Names and levels are quoted; nothing in them can end the text.
 * @returns An expression for a SELECT list, a view or an UPDATE; it equals TypeScript to some 1e-12, for engines round
 * EXP and LN their own way. NULL, NaN and levels never seen count as `predictChurn` counts them, an infinite number as
 * not known. A tenure that is NULL, negative or beyond 12,000 makes the chance NULL. SQLite needs its math functions.
 * @throws ClienteleError `invalid_model`, `invalid_type` (options, names), `unknown_id` (dialect), `out_of_range`.
 * @example
 * ```ts
 * const random = createRandom(1);
 * const rows = Array.from({ length: 600 }, (_, i) => ({ tenure: i % 24, plan: i % 3 === 0 ? "month" : "year" }));
 * const left = rows.map(({ plan }) => random.uniform() < (plan === "month" ? 0.25 : 0.05));
 * const table = { tenure: rows.map((r) => r.tenure), left, covariates: { plan: rows.map((r) => r.plan) } };
 * const model = fitChurn(table, { rows: "months" });
 * riskToSql(model, { dialect: "duckdb", as: "risk" }).includes("WHEN \"plan\" = 'year' THEN"); // => true
 * ```
 */
export function riskToSql(model: ChurnModel, options: RiskToSqlOptions): string {
  requireChurnModel(model);
  requireObject(options, "options");
  const { dialect, columns = {}, horizonMonths = 1, as } = options;
  requireObject(columns, "options.columns");
  requireNumber(horizonMonths, "options.horizonMonths", { min: 1, max: MOST_COPIES, integer: true });
  const column = (id: string): SqlColumn => (Object.hasOwn(columns, id) ? (columns[id] as SqlColumn) : id);
  const written = (value: number): string => sqlNumber(value, dialect);
  const tenure = numberColumn(column("tenure"), "options.columns.tenure", dialect, { min: 0, max: MOST_MONTHS });
  const { intercept, slope } = model.calibration;
  const fixed = model.fields.map((field) => fieldSql(field, field.coefficients, column(field.id), dialect));
  const drifting = model.interactions.map(({ id, coefficients }) => {
    const field = model.fields.find((one) => one.id === id) as ChurnField;
    return `(${fieldSql(field, coefficients, column(id), dialect)})`;
  });
  const logOdds = Array.from({ length: horizonMonths }, (_, k) => {
    const age = k === 0 ? tenure.value : `(${tenure.value} + ${written(k)})`;
    const curve = curveSql(model.tenure as ChurnNumberField, model.tenure.coefficients, age, dialect);
    const drift =
      drifting.length === 0
        ? []
        : [`(${drifting.join(" + ")}) * (${shareSql(model.tenure as ChurnNumberField, age, dialect)})`];
    const raw = [written(model.intercept), `(${curve})`, ...fixed.map((text) => `(${text})`), ...drift].join(" + ");
    const bent = intercept === 0 && slope === 1 ? raw : `${written(intercept)} + ${written(slope)} * (${raw})`;
    return boundOf(model) < MOST_LOG_ODDS ? bent : held(bent, MOST_LOG_ODDS, dialect);
  });
  const chance =
    horizonMonths === 1
      ? `${written(1)} / (${written(1)} + EXP(-(${logOdds[0]})))`
      : `${written(1)} - EXP(${held(`-(${logOdds.map((text) => `LN(${written(1)} + EXP(${text}))`).join(" + ")})`, MOST_LOG_ODDS, dialect)})`;
  const expression = sqlCase([{ when: tenure.refused, result: "NULL" }], chance, { dialect });
  return as === undefined ? expression : `${expression} AS ${sqlName(as, dialect)}`;
}

/** Log-odds can never lie farther from zero than this. */
function boundOf({ intercept, tenure, fields, interactions, calibration }: ChurnModel): number {
  const all = [tenure, ...fields, ...interactions].flatMap(({ coefficients }) => [...coefficients]);
  const most = all.reduce((sum, beta) => sum + Math.abs(beta), Math.abs(intercept));
  return Math.abs(calibration.intercept) + Math.abs(calibration.slope) * most;
}

/** Holds a number within ± a limit: engines refuse EXP of what is larger, some of what is smaller. */
function held(text: string, limit: number, dialect: Dialect): string {
  const [least, greatest] = dialect === "sqlite" ? ["MIN", "MAX"] : ["LEAST", "GREATEST"];
  return `${greatest}(${sqlNumber(-limit, dialect)}, ${least}(${sqlNumber(limit, dialect)}, ${text}))`;
}

/** What a field adds to the log-odds, as a CASE. */
function fieldSql(field: ChurnField, coefficients: readonly number[], column: SqlColumn, dialect: Dialect): string {
  const name = `options.columns.${field.id}`;
  const written = (value: number): string => sqlNumber(value, dialect);
  const average = coefficients.reduce((sum, beta, k) => sum + beta * (field.averages[k] as number), 0);
  const own = coefficients.length - (field.missing ? 1 : 0);
  if (field.kind === "category") {
    const path = columnPath(column, name, dialect);
    const branches = field.levels.map(
      (level, k): SqlBranch => ({
        when: `${path} = ${sqlText(level, dialect)}`,
        result: written(coefficients[k] as number),
      }),
    );
    if (field.missing) branches.push({ when: `${path} IS NULL`, result: written(coefficients[own] as number) });
    return sqlCase(branches, written(average), { dialect });
  }
  const { value, refused } = numberColumn(column, name, dialect);
  const missing = field.missing
    ? (coefficients[own] as number) +
      (field.kind === "number"
        ? coefficients.slice(0, own).reduce((sum, beta, k) => sum + beta * (field.averages[k] as number), 0)
        : 0)
    : average;
  const unknown: SqlBranch = { when: refused, result: written(missing) };
  if (field.kind === "groups") {
    const branches = field.upTo.map(
      (bound, k): SqlBranch => ({ when: `${value} <= ${written(bound)}`, result: written(coefficients[k] as number) }),
    );
    return sqlCase([unknown, ...branches], written(coefficients[own - 1] as number), { dialect });
  }
  return sqlCase([unknown], `(${curveSql(field, coefficients, value, dialect)})`, { dialect });
}

/** A curve as cubic pieces, level beyond its ends. */
function curveSql(field: ChurnNumberField, coefficients: readonly number[], value: string, dialect: Dialect): string {
  const written = (number: number): string => sqlNumber(number, dialect);
  const cells = new Float64Array(coefficients.length);
  const endAt = (x: number): string => {
    fillNumber(field, x, cells, 0);
    return written(cells.reduce((sum, cell, k) => sum + cell * (coefficients[k] as number), 0));
  };
  const pieces = piecesOf(field, coefficients);
  const branches = pieces.map(({ upTo, ...piece }): SqlBranch => {
    const d = `(${value} - ${written(piece.from)})`;
    const cubic =
      piece.bend === 0 && piece.twist === 0
        ? written(piece.slope)
        : `(${written(piece.slope)} + ${d} * (${written(piece.bend)} + ${d} * ${written(piece.twist)}))`;
    return { when: `${value} <= ${written(upTo)}`, result: `${written(piece.value)} + ${d} * ${cubic}` };
  });
  return sqlCase(
    [{ when: `${value} <= ${written(field.min)}`, result: endAt(field.min) }, ...branches],
    endAt(field.max),
    {
      dialect,
    },
  );
}

/** Tenure as a share of the tenures seen. */
function shareSql({ min, max }: ChurnNumberField, value: string, dialect: Dialect): string {
  const written = (number: number): string => sqlNumber(number, dialect);
  if (!(max > min)) return written(0);
  return sqlCase(
    [
      { when: `${value} <= ${written(min)}`, result: written(0) },
      { when: `${value} < ${written(max)}`, result: `(${value} - ${written(min)}) / ${written(max - min)}` },
    ],
    written(1),
    { dialect },
  );
}
