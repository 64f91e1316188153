import { requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type SqlBranch, sqlCase } from "../../sql/case.ts";
import { columnPath, numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlText } from "../../sql/quote.ts";
import type { Dialect, SqlColumn, SqlOptions } from "../../sql/types.ts";
import { gaugesOf } from "./score.ts";
import type { CriteriaModel, CriterionLevel, FittedCriterion, FittedOrdinal, FittedQuantitative } from "./types.ts";

/** Points of the best possible account. */
const FULL = 100;

/** Options of `criteriaToSql`. */
export interface CriteriaToSqlOptions extends SqlOptions {
  /** The column with the answers to a criterion; the column of the criterion's id unless given. */
  readonly column?: (criterion: string) => SqlColumn;
  /** What each row gets: the `score` (default) or the `coverage` of `scoreAccount`. */
  readonly result?: "score" | "coverage";
}

/** One criterion in SQL. */
interface CriterionSql {
  readonly weight: number;
  /** Where there is no answer. */
  readonly missing: string;
  /** Where TypeScript would refuse the answer. */
  readonly refused: string;
  /** Weight times utility of an answer. */
  readonly points: string;
}

/**
 * Writes a criteria model as one SQL expression: every account gets the score that `scoreAccount` gives it, and NULL
 * where `scoreAccount` abstains (no criterion that weighs is answered) or would refuse an answer (NaN, infinite, no level
 * of the criterion). A missing answer is left out there as here, never taken for a zero.
 *
 * @param model - From `fitCriteria` or `loadModel(criteriaModelSpec, …)`.
 * @param options - `dialect` names the engine; `column` gives the column of each criterion: a number column for
 * numbers, and for levels a column of their type. `result` asks for the score from 0 to 100 (default) or for the share
 * of the weight that is answered; `as` names the resulting column. Names and levels are quoted; nothing in them can end
 * the text.
 * @returns An expression for a SELECT list, a view or an UPDATE; with `as` it ends in `AS` and the quoted name. A
 * percentile criterion is written with all its points, up to a hundred branches.
 * @throws `ClienteleError` `invalid_type` (options, names), `unknown_id` (dialect, result), `invalid_model`, `inconsistent`
 * (levels of several types, which no column holds).
 * @example
 * ```ts
 * const model = fitCriteria([], { criteria: [{ id: "refers", kind: "ordinal", levels: ["no", "yes"] }] });
 * const lines = criteriaToSql(model, { dialect: "duckdb" }).split("\n");
 * lines[1]; // => `  WHEN ("refers" IS NOT NULL AND NOT ("refers" IN ('no', 'yes'))) THEN NULL`
 * ```
 */
export function criteriaToSql(model: CriteriaModel, options: CriteriaToSqlOptions): string {
  gaugesOf(model);
  requireObject(options, "options");
  const { dialect, column = (id: string) => id, result = "score" } = options;
  requireOneOf(result, ["score", "coverage"], "options.result");
  if (typeof column !== "function") {
    throw new ClienteleError("invalid_type", `options.column must be a function, got ${show(column)}`, {});
  }
  const number = (value: number): string => sqlNumber(value, dialect);
  const criteria = model.criteria.map((criterion) => criterionSql(criterion, column(criterion.id), dialect));
  const weighing = criteria.filter(({ weight }) => weight > 0);
  const sumOf = (of: (criterion: CriterionSql) => string): string =>
    weighing.map((own) => `CASE WHEN ${own.missing} THEN ${number(0)} ELSE ${of(own)} END`).join(" + ");
  const answered = sumOf(({ weight }) => number(weight));
  const branches: SqlBranch[] = [{ when: criteria.map(({ refused }) => refused).join(" OR "), result: "NULL" }];
  if (result === "coverage") {
    const whole = model.criteria.reduce((sum, { weight }) => sum + weight, 0);
    return sqlCase(branches, `(${answered}) / ${number(whole)}`, options);
  }
  branches.push({ when: weighing.map(({ missing }) => missing).join(" AND "), result: "NULL" });
  const share = `(${sumOf(({ points }) => points)}) / (${answered})`;
  return sqlCase(branches, extremum("least", number(FULL), `${number(FULL)} * (${share})`, dialect), options);
}

function criterionSql(criterion: FittedCriterion, column: SqlColumn, dialect: Dialect): CriterionSql {
  const name = `options.column("${criterion.id}")`;
  const path = columnPath(column, name, dialect);
  const { weight } = criterion;
  const known = (refused: string): CriterionSql["refused"] => `(${path} IS NOT NULL AND ${refused})`;
  if (criterion.kind === "quantitative") {
    const { value, refused } = numberColumn(column, name, dialect);
    const points = lineSql(criterion, value, dialect);
    return { weight, missing: `${path} IS NULL`, refused: known(`(${refused})`), points };
  }
  const levels = criterion.levels.map(({ level }) => levelSql(level, dialect));
  const numbers = typeOfLevels(criterion) === "number" ? numberColumn(column, name, dialect) : undefined;
  const value = numbers?.value ?? path;
  const unknown = `NOT (${value} IN (${levels.join(", ")}))`;
  const points = criterion.levels.map(({ utility }) => sqlNumber(weight * utility, dialect));
  const whens = levels.map((level, i) => `WHEN ${value} = ${level} THEN ${points[i]}`);
  return {
    weight,
    missing: `${path} IS NULL`,
    refused: known(numbers === undefined ? unknown : `(${numbers.refused} OR ${unknown})`),
    points: `CASE ${whens.join(" ")} END`,
  };
}

function typeOfLevels({ id, levels }: FittedOrdinal): string {
  const types = new Set(levels.map(({ level }) => typeof level));
  const [type = "string"] = types;
  if (types.size > 1) {
    const found = [...types].join(" and ");
    throw new ClienteleError("inconsistent", `levels of ${show(id)} mix ${found}; one column cannot hold both`, { id });
  }
  return type;
}

function levelSql(level: CriterionLevel, dialect: Dialect): string {
  if (typeof level === "boolean") return level ? "TRUE" : "FALSE";
  return typeof level === "number" ? sqlNumber(level, dialect) : sqlText(level, dialect);
}

/** Weight times the value on a line through points, step by step as `valueAt` calculates it. */
function lineSql({ at, utility, weight }: FittedQuantitative, value: string, dialect: Dialect): string {
  const number = (x: number): string => sqlNumber(x, dialect);
  const last = number(weight * (utility[utility.length - 1] as number));
  if (at.length === 1) return last;
  const whens = [`WHEN ${value} <= ${number(at[0] as number)} THEN ${number(weight * (utility[0] as number))}`];
  for (let i = 0; i < at.length - 1; i++) {
    const [from, to] = [at[i] as number, at[i + 1] as number];
    const [start, end] = [utility[i] as number, utility[i + 1] as number];
    const span = to - from;
    const share = Number.isFinite(span)
      ? `((${value} - ${number(from)}) / ${number(span)})`
      : `((${value} / ${number(2)} - ${number(from / 2)}) / ${number(to / 2 - from / 2)})`;
    const raw = `${number(start)} + ${number(end - start)} * ${share}`;
    const above = extremum("greatest", number(Math.min(start, end)), raw, dialect);
    const kept = extremum("least", number(Math.max(start, end)), above, dialect);
    const points = start === end ? number(weight * start) : `${number(weight)} * ${kept}`;
    const isFelt = (x: number): boolean => {
      const rise = (end - start) * ((x - from) / span);
      return rise !== 0 && (start !== 0 || weight * rise !== 0);
    };
    const felt = start === end || !Number.isFinite(span) ? undefined : firstFelt(isFelt, from, to);
    if (felt !== undefined) whens.push(`WHEN ${value} < ${number(felt)} THEN ${number(weight * start)}`);
    whens.push(`WHEN ${value} < ${number(to)} THEN ${points}`);
  }
  return `CASE ${whens.join(" ")} ELSE ${last} END`;
}

/**
 * The smallest number of a step whose distance from the beginning does not vanish in rounding, where there are smaller
 * ones: PostgreSQL stops with an error at a product that vanishes, where JavaScript goes on with 0.
 */
function firstFelt(isFelt: (x: number) => boolean, from: number, to: number): number | undefined {
  let [low, high] = [from, to];
  for (;;) {
    const middle = low / 2 + high / 2;
    if (middle <= low || middle >= high) break;
    if (isFelt(middle)) high = middle;
    else low = middle;
  }
  return low > from ? high : undefined;
}

function extremum(which: "least" | "greatest", a: string, b: string, dialect: Dialect): string {
  const name = dialect === "sqlite" ? { least: "min", greatest: "max" }[which] : which;
  return `${name}(${a}, ${b})`;
}
