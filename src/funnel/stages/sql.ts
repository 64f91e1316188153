import { requireNumber, requireObject } from "../../core/checks.ts";
import { columnPath, numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlName, sqlText } from "../../sql/quote.ts";
import type { Dialect, SqlColumn, SqlOptions } from "../../sql/types.ts";
import { type ChanceTable, chanceTable, type FieldClasses, OLDEST_DAYS } from "../predict/chance-table.ts";
import { COLUMN_OF, fieldsIn } from "../predict/column.ts";
import { LONGEST_HORIZON, requireFunnelModel } from "../predict/deal.ts";
import type { FunnelModel } from "../types.ts";

/** Options of {@link funnelToSql}. */
export interface FunnelToSqlOptions extends SqlOptions {
  /** Days ahead, 0 to 3,650. */
  readonly horizonDays: number;
  /** Where the facts of a deal are; a segment without a column is known of no deal. Give paths: `["d", "stage"]`. */
  readonly columns: {
    /** Text: id of the open stage. */
    readonly stage: SqlColumn;
    /** Number: days in the stage. */
    readonly ageDays: SqlColumn;
    readonly product?: SqlColumn;
    readonly region?: SqlColumn;
    readonly owner?: SqlColumn;
    readonly amount?: SqlColumn;
    readonly pushes?: SqlColumn;
    readonly silenceDays?: SqlColumn;
    readonly wayDays?: SqlColumn;
  };
  /** What the table of chances is called in the query; default `"chances"`. */
  readonly alias?: string;
}

/** The parts of a query that looks chances up. */
export interface FunnelSql {
  /** The table of chances with its alias, for a LEFT JOIN. */
  readonly lookup: string;
  /** Condition of the join: stage, segments and age. */
  readonly on: string;
  /** The chance, for the SELECT list; NULL where TypeScript would refuse the row. */
  readonly chance: string;
  /** Rows of the table. */
  readonly rows: number;
}

const NAMES = ["chance_stage", "chance_kind", "chance_from", "chance_until", "chance_won"] as const;

/**
 * Writes the fitted chances as a table that your own engine joins on stage, segments and age: every open deal gets the
 * chance to be won within the horizon that `predictDealColumn` gives it, to the last bit, and NULL where that would refuse
 * it (no or another stage, an age or amount that is missing, negative or no number).
 *
 * The final chances stand in the table, so that the engine calculates nothing. Combinations of segments that do the same
 * are one kind, ages with the same chance one row. Calendar and season are left aside: the table holds on any day.
 *
 * @param model - From {@link fitFunnel}.
 * @param options - `dialect`; `horizonDays`, 0 to 3,650; `columns` of the deals, as paths; `alias` of the table; `as`, the
 * name of the resulting column.
 * @returns The parts of `SELECT …, chance FROM deals AS d LEFT JOIN lookup ON on`. Names and texts are quoted; nothing in
 * them can end the text.
 * @throws `ClienteleError` `invalid_type` (options, names), `unknown_id` (dialect), `invalid_model`, `not_finite`,
 * `out_of_range` (horizon; more than 10,000 combinations of segments or 20,000 rows).
 * @example
 * ```ts
 * const history = (dealId: string, days: number, end: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: 0 }, { stage: end, entered: days * 86_400_000 }] });
 * const past = Array.from({ length: 40 }, (_, i) => history(`past ${i}`, 10 + i, i % 4 === 0 ? "lost" : "contract"));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01" });
 * const columns = { stage: ["d", "stage"], ageDays: ["d", "days"] };
 * const { lookup, on, chance } = funnelToSql(model, { dialect: "duckdb", columns, horizonDays: 30, as: "won" });
 * const query = `SELECT d.id, ${chance} FROM deals AS d LEFT JOIN ${lookup} ON ${on}`;
 * chance; // => '"chances"."chance_won" AS "won"'
 * query.startsWith('SELECT d.id, "chances"."chance_won" AS "won" FROM deals AS d LEFT JOIN (VALUES'); // => true
 * ```
 */
export function funnelToSql(model: FunnelModel, options: FunnelToSqlOptions): FunnelSql {
  requireFunnelModel(model);
  requireObject(options, "options");
  const { dialect, columns, horizonDays, alias = "chances", as } = options;
  requireNumber(horizonDays, "options.horizonDays", { min: 0, max: LONGEST_HORIZON });
  requireObject(columns, "options.columns");
  const name = sqlName(alias, dialect);
  const cell = (column: (typeof NAMES)[number]): string => `${name}.${sqlName(column, dialect)}`;
  const stage = columnPath(columns.stage, "options.columns.stage", dialect);
  const age = numberColumn(columns.ageDays, "options.columns.ageDays", dialect, { min: 0 });
  const table = chanceTable(model, horizonDays, fieldsIn(columns));
  const parts = table.fields.map((classes) => {
    const column = COLUMN_OF[classes.field];
    return partOf(classes, columns[column] as SqlColumn, `options.columns.${column}`, dialect);
  });
  const on = [
    `${cell("chance_stage")} = ${stage}`,
    `${cell("chance_kind")} = ${kindText(table, parts)}`,
    `NOT (${age.refused})`,
    `${age.value} >= ${cell("chance_from")}`,
    `${age.value} < ${cell("chance_until")}`,
  ];
  const chance = cell("chance_won") + (as === undefined ? "" : ` AS ${sqlName(as, dialect)}`);
  return {
    lookup: tableText(rowsOf(model, table, dialect), name, dialect),
    on: on.join(" AND "),
    chance,
    rows: table.rows,
  };
}

/** A deal's part in the number of its combination; NULL where TypeScript would refuse the cell. */
function partOf({ edges, classOf, stride }: FieldClasses, column: SqlColumn, name: string, dialect: Dialect): string {
  if (edges === undefined) {
    const path = columnPath(column, name, dialect);
    const whens = [...classOf]
      .filter(([, c]) => c > 0)
      .map(([v, c]) => `WHEN ${sqlText(v, dialect)} THEN ${c * stride}`);
    return whens.length === 0 ? "0" : `CASE ${path} ${whens.join(" ")} ELSE 0 END`;
  }
  const path = columnPath(column, name, dialect);
  const number = numberColumn(column, name, dialect, { min: 0 });
  const part = (band: number): number => (classOf.get(String(band)) ?? 0) * stride;
  const whens = edges.map((edge, i) => `WHEN ${number.value} >= ${sqlNumber(edge, dialect)} THEN ${part(i + 1)}`);
  return `CASE WHEN ${path} IS NULL THEN 0 WHEN ${number.refused} THEN NULL ${whens.reverse().join(" ")} ELSE ${part(0)} END`;
}

/** The kind of a deal: the sum of its parts is its combination, and combinations that do the same are one kind. */
function kindText({ kindOf, bins }: ChanceTable, parts: readonly string[]): string {
  if (parts.length === 0) return "0";
  const combination = parts.join(" + ");
  if (kindOf.every((kind, i) => kind === i)) return `(${combination})`;
  const members: number[][] = bins.map(() => []);
  kindOf.forEach((kind, i) => {
    (members[kind] as number[]).push(i);
  });
  const whens = members.map((list, kind) => `WHEN ${combination} IN (${list.join(", ")}) THEN ${kind}`);
  return `CASE ${whens.join(" ")} END`;
}

function rowsOf(model: FunnelModel, { bins }: ChanceTable, dialect: Dialect): string[] {
  return bins.flatMap((stages, kind) =>
    stages.flatMap((list, i) =>
      list.map(({ fromAge, chance }, b) => {
        const until = list[b + 1]?.fromAge ?? OLDEST_DAYS;
        const [from, to, won] = [fromAge, until, chance].map((number) => sqlNumber(number, dialect));
        return `(${sqlText((model.stages[i] as { id: string }).id, dialect)}, ${kind}, ${from}, ${to}, ${won})`;
      }),
    ),
  );
}

/** The rows as a table; the dialects name its columns in four ways. */
function tableText(rows: readonly string[], alias: string, dialect: Dialect): string {
  const list = rows.join(",\n");
  const names = NAMES.map((column) => sqlName(column, dialect));
  if (dialect === "sqlite") {
    const columns = names.map((column, i) => `column${i + 1} AS ${column}`).join(", ");
    return `(SELECT ${columns} FROM (VALUES\n${list})) AS ${alias}`;
  }
  if (dialect === "bigquery") {
    const types = ["STRING", "INT64", "FLOAT64", "FLOAT64", "FLOAT64"];
    return `UNNEST(ARRAY<STRUCT<${NAMES.map((column, i) => `${column} ${types[i]}`).join(", ")}>>[\n${list}]) AS ${alias}`;
  }
  if (dialect === "clickhouse") {
    const types = ["String", "Int64", "Float64", "Float64", "Float64"];
    const structure = sqlText(NAMES.map((column, i) => `${column} ${types[i]}`).join(", "), dialect);
    return `(SELECT * FROM values(${structure},\n${list})) AS ${alias}`;
  }
  return `(VALUES\n${list}) AS ${alias} (${names.join(", ")})`;
}
