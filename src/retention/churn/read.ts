import { requireColumn, requireFunction, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, toDay, toIsoDate } from "../../time/day.ts";
import { addPeriods, differenceInPeriods, startOfPeriod } from "../../time/period.ts";
import type { ChurnColumn, ChurnFacts, ChurnTable } from "./types.ts";

/** How {@link readChurnMonths} reads a customer out of the records. */
export interface ReadChurnMonthsOptions<T> {
  /** Whose records they are. */
  readonly customer: (row: T, index: number) => string | number;
  /** First day as a customer. */
  readonly start: (row: T, index: number) => DateLike;
  /** Day of leaving; nothing where the customer stays. */
  readonly end: (row: T, index: number) => DateLike | undefined | null;
  /** What was known of the customer on the first day of a month; `monthStart` is that day, such as `2026-03-01`. */
  readonly facts: (row: T, monthStart: string) => ChurnFacts;
  /** First month of the records; any day in it. Who left before is not in them. */
  readonly from: DateLike;
  /** Last day that the data know of; only months that had ended by then become rows. */
  readonly asOf: DateLike;
}

/** A table of months with what a backtest needs. */
export interface ChurnMonths extends ChurnTable {
  readonly tenure: readonly number[];
  readonly left: readonly boolean[];
  readonly customers: readonly (string | number)[];
  /** Months since that of `from`, which is 0. */
  readonly periods: readonly number[];
  readonly covariates: Readonly<Record<string, readonly (number | string | null)[] & ChurnColumn>>;
}

/** A century of months. */
const MOST_MONTHS_WATCHED = 1200;
const MOST_ROWS = 5_000_000;

/**
 * Turns customers with dates into months under watch, as {@link fitChurn} and {@link backtestChurn} read them: one row
 * per customer and calendar month at whose beginning they were there, with what was known then.
 *
 * @param records - One row per customer or contract. Not mutated.
 * @param options - Accessors, `from` and `asOf`, see {@link ReadChurnMonthsOptions}. `facts` is asked for the first day of
 * each month: answer with what your records said on that day, not with what they say today.
 * @returns Columns of equal length. Who joins within a month is first counted in the next; who joins and leaves within
 * one month is in none.
 * @throws ClienteleError `invalid_date`, `invalid_type`, `inconsistent` for an end before its start or a month at the
 * beginning of which one customer stands twice, `out_of_range` beyond 1,200 months or 5 million rows.
 * @example
 * ```ts
 * const months = readChurnMonths(
 *   [
 *     { id: "Ann", from: "2025-11-10", to: null },
 *     { id: "Bob", from: "2026-01-15", to: "2026-03-20" },
 *   ],
 *   {
 *     customer: (c) => c.id,
 *     start: (c) => c.from,
 *     end: (c) => c.to,
 *     facts: (c, monthStart) => ({ winter: monthStart < "2026-03-01" ? "yes" : "no" }),
 *     from: "2026-01-01",
 *     asOf: "2026-03-31",
 *   },
 * );
 * months.customers; // => ["Ann", "Ann", "Ann", "Bob", "Bob"]
 * months.tenure; // => [1, 2, 3, 0, 1]
 * months.periods; // => [0, 1, 2, 1, 2]
 * months.left; // => [false, false, false, false, true]
 * months.covariates.winter; // => ["yes", "yes", "no", "yes", "no"]
 * ```
 */
export function readChurnMonths<T>(records: ArrayLike<T>, options: ReadChurnMonthsOptions<T>): ChurnMonths {
  requireColumn(records, "records");
  requireObject(options, "options");
  const { customer, start, end, facts } = options;
  for (const [name, act] of Object.entries({ customer, start, end, facts })) requireFunction(act, `options.${name}`);
  const starts = monthStarts(toDay(options.from, "options.from"), toDay(options.asOf, "options.asOf"));
  const labels = starts.map((day) => toIsoDate(day));
  const rows = {
    tenure: [] as number[],
    left: [] as boolean[],
    customers: [] as (string | number)[],
    periods: [] as number[],
  };
  const known: ChurnFacts[] = [];
  const standing = new Set<string>();
  for (let i = 0; i < records.length; i++) {
    const record = records[i] as T;
    const id = customer(record, i);
    if (typeof id !== "string" && !(typeof id === "number" && Number.isFinite(id))) {
      throw new ClienteleError("invalid_type", `customer of records[${i}] must be text or a number, got ${show(id)}`, {
        index: i,
      });
    }
    const joined = toDay(start(record, i), `start of records[${i}]`);
    const given = end(record, i);
    const gone = given === undefined || given === null ? undefined : toDay(given, `end of records[${i}]`);
    if (gone !== undefined && gone < joined) {
      throw new ClienteleError("inconsistent", `records[${i}] ends ${joined - gone} days before it starts`, {
        index: i,
      });
    }
    for (let period = 0; period + 1 < starts.length; period++) {
      const first = starts[period] as number;
      if (joined > first) continue;
      if (gone !== undefined && gone < first) break;
      const key = `${typeof id} ${period} ${id}`;
      if (standing.has(key)) {
        throw new ClienteleError(
          "inconsistent",
          `records[${i}] is a second record of ${show(id)} on ${labels[period]}; join records of one customer that overlap`,
          { index: i, customer: id, monthStart: labels[period] },
        );
      }
      standing.add(key);
      requireNumber(standing.size, "rows", { max: MOST_ROWS });
      rows.tenure.push(differenceInPeriods(joined, first, "month"));
      rows.left.push(gone !== undefined && gone < (starts[period + 1] as number));
      rows.customers.push(id);
      rows.periods.push(period);
      const fact = facts(record, labels[period] as string);
      requireObject(fact, `facts of records[${i}]`);
      known.push(fact);
    }
  }
  return { ...rows, covariates: columnsOfFacts(known) };
}

/** First days of the months from the one that holds `from` to the first that had not ended; its own first day is last. */
function monthStarts(from: number, asOf: number): number[] {
  const starts = [startOfPeriod(from, "month")];
  for (;;) {
    const next = addPeriods(starts[starts.length - 1] as number, 1, "month");
    // a month has ended when its last day is over
    if (next - 1 > asOf) return starts;
    starts.push(next);
    requireNumber(starts.length - 1, "months from options.from to options.asOf", { max: MOST_MONTHS_WATCHED });
  }
}

/** Facts row by row as columns; what a row does not say is not known. */
function columnsOfFacts(known: readonly ChurnFacts[]): ChurnMonths["covariates"] {
  const names = new Set<string>();
  for (const fact of known) for (const name of Object.keys(fact)) names.add(name);
  const column = (name: string): (number | string | null)[] =>
    known.map((fact) => (Object.hasOwn(fact, name) ? (fact[name] ?? null) : null));
  return Object.fromEntries([...names].map((name) => [name, column(name)])) as ChurnMonths["covariates"];
}
