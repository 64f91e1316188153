import { requireObject, requireOneOf } from "../../core/checks.ts";
import { type SqlBranch, sqlCase } from "../../sql/case.ts";
import { numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlText } from "../../sql/quote.ts";
import type { SqlColumn, SqlOptions } from "../../sql/types.ts";
import { assignRfm } from "./assign.ts";
import { requireRfmModel } from "./figures.ts";
import type { RfmAssignment, RfmFigures, RfmModel } from "./types.ts";

/** Options of `rfmToSql`. */
export interface RfmToSqlOptions extends SqlOptions {
  /** The number columns with the figures of a customer. */
  readonly columns: {
    /** Days from the last purchase to the day of the model, 0 or more. */
    readonly recencyDays: SqlColumn;
    /** Days with a purchase, 0 or more. */
    readonly frequency: SqlColumn;
    /** The money that the model scores: the sum, or the mean per purchase day where `model.monetary` is `"mean"`. */
    readonly monetary: SqlColumn;
  };
  /** What each row gets: a part of what `assignRfm` returns; default `"segment"`. */
  readonly result?: keyof RfmAssignment;
}

const RESULTS: readonly (keyof RfmAssignment)[] = ["segment", "cell", "score", "recency", "frequency", "monetary"];

/** One dimension: what each step asks, and a figure that takes it. The last step asks nothing. */
interface Step {
  readonly when: string | undefined;
  readonly figure: number;
}

/** A leaf of the three nested questions: what has been asked on the way, and the answer. */
interface Answer {
  readonly asked: readonly string[];
  readonly result: string;
}

/**
 * Writes an RFM model as one SQL expression: every row gets the segment, the cell or the score that `assignRfm` gives
 * it, and NULL where `assignRfm` would refuse a figure (missing, NaN, infinite, negative days or purchases).
 *
 * @param model - From `fitRfm` or `loadModel(rfmModelSpec, …)`.
 * @param options - `dialect` names the engine; `columns` the number columns (names, or paths such as
 * `["c", "recency"]`); `result` what to write, the segment unless given; `as` the resulting column. Names and segment
 * ids are quoted; nothing in them can end the text.
 * @returns An expression for a SELECT list, a view or an UPDATE; with `as` it ends in `AS` and the quoted name.
 * @throws `ClienteleError` `invalid_type` (options, names), `unknown_id` (dialect, result), `invalid_model`,
 * `inconsistent` (segments that miss a cell).
 * @example
 * ```ts
 * const book = summarizeRfmColumn({ customers: [0, 1, 0], days: [9, 5, 7], amounts: [5, 8, 2] }, { asOf: "1970-01-11" });
 * const model = fitRfm(book, { scores: 2 });
 * const columns = { recencyDays: "days silent", frequency: "orders", monetary: "spent" };
 * const lines = rfmToSql(model, { dialect: "duckdb", columns, result: "recency" }).split("\n");
 * lines.slice(2, 4); // => ['  WHEN CAST("days silent" AS DOUBLE) <= 1e+0 THEN 2', "  ELSE 1"]
 * ```
 */
export function rfmToSql(model: RfmModel, options: RfmToSqlOptions): string {
  requireRfmModel(model);
  requireObject(options, "options");
  const { dialect, columns, result = "segment" } = options;
  requireOneOf(result, RESULTS, "options.result");
  requireObject(columns, "options.columns");
  const days = numberColumn(columns.recencyDays, "options.columns.recencyDays", dialect, { min: 0 });
  const orders = numberColumn(columns.frequency, "options.columns.frequency", dialect, { min: 0 });
  const money = numberColumn(columns.monetary, "options.columns.monetary", dialect);
  const { cuts } = model;
  const stepsOf = (bounds: readonly { readonly bound: number }[], reaches: string, worst: number): Step[] => [
    ...bounds.map(({ bound }) => ({ when: `${reaches} ${sqlNumber(bound, dialect)}`, figure: bound })),
    { when: undefined, figure: worst },
  ];
  const steps = [
    stepsOf(cuts.recency, `${days.value} <=`, Number.MAX_VALUE),
    stepsOf(cuts.frequency, `${orders.value} >=`, 0),
    stepsOf(cuts.monetary, `${money.value} >=`, -Number.MAX_VALUE),
  ];
  const written = (figures: RfmFigures): string => {
    const answer = assignRfm(model, figures)[result];
    if (typeof answer === "string") return sqlText(answer, dialect);
    return result === "score" ? sqlNumber(answer, dialect) : String(answer);
  };
  const answers = answersOf(steps, [], ([recencyDays = 0, frequency = 0, monetary = 0]) => {
    // a bound below zero is reached by everybody, as zero is
    const reached = { recencyDays: Math.max(0, recencyDays), frequency: Math.max(0, frequency) };
    return written({ ...reached, monetary, meanAmount: monetary });
  });
  const branches = answers.map(({ asked, result }): SqlBranch => ({ when: asked.join(" AND "), result }));
  const refused = [days, orders, money].map((column) => column.refused).join(" OR ");
  const otherwise = branches.pop() as SqlBranch;
  return sqlCase([{ when: refused, result: "NULL" }, ...branches], otherwise.result, options);
}

/**
 * The questions of all dimensions in a row, so that the first one that holds has the answer. A step with the same answers
 * as the next one is left out: whoever takes it takes the next one too.
 */
function answersOf(
  steps: readonly (readonly Step[])[],
  figures: readonly number[],
  leaf: (figures: readonly number[]) => string,
): Answer[] {
  const own = steps[figures.length];
  if (own === undefined) return [{ asked: [], result: leaf(figures) }];
  const below = own.map(({ figure }) => answersOf(steps, [...figures, figure], leaf));
  const texts = below.map((answers) => JSON.stringify(answers));
  return own.flatMap(({ when }, i) => {
    if (texts[i] === texts[i + 1]) return [];
    return (below[i] as Answer[]).map(({ asked, result }) => ({
      asked: when === undefined ? asked : [when, ...asked],
      result,
    }));
  });
}
