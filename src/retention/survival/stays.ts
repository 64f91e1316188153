import { requireColumn, requireFunction, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, toDay } from "../../time/day.ts";
import { MEAN_DAYS } from "../../time/period-units.ts";
import type { Stays, StayUnit } from "./types.ts";

/** What a stay may be counted in. */
const UNITS: readonly StayUnit[] = ["day", "week", "month", "year"];

/** How {@link measureStays} reads a customer. */
export interface MeasureStaysOptions<T> {
  /** First day as a customer. */
  readonly start: (row: T, index: number) => DateLike;
  /** Day of leaving; nothing where the customer stays. */
  readonly end: (row: T, index: number) => DateLike | undefined | null;
  /** Last day that the data know of; what lies after it has not happened yet. */
  readonly asOf: DateLike;
  /** First day of the records: who left before it is not in them, which would make stays look longer. */
  readonly watchedFrom?: DateLike;
  /** Unit of the durations; default `"day"`. */
  readonly unit?: StayUnit;
  /** Why the customer left: one of the ids of D28 or your own text; nothing where not known. */
  readonly reason?: (row: T, index: number) => string | undefined | null;
}

/**
 * Turns customers with a first day and, where they left, a last day into stays: how long each stayed as far as known.
 *
 * @param customers - One row per customer or contract. Not mutated.
 * @param options - Accessors, `asOf` and `unit`, see {@link MeasureStaysOptions}.
 * @returns Columns for `measureSurvival` and its neighbours. Who begins after `asOf` is left out and counted; who leaves
 * after it stays. With `watchedFrom` an older customer counts from the age at which the records begin.
 * @throws ClienteleError `invalid_date`, `invalid_type`, `unknown_id`, `inconsistent` for an end before its start.
 * @example
 * ```ts
 * const stays = measureStays(
 *   [
 *     { from: "2024-01-01", to: "2024-03-01" },
 *     { from: "2024-02-01", to: null },
 *     { from: "2025-02-01", to: null },
 *   ],
 *   { start: (c) => c.from, end: (c) => c.to, asOf: "2024-12-31" },
 * );
 * stays.durations; // => Float64Array.of(60, 334)
 * stays.left; // => Uint8Array.of(1, 0)
 * stays.notStarted; // => 1
 * ```
 */
export function measureStays<T>(customers: ArrayLike<T>, options: MeasureStaysOptions<T>): Stays {
  requireColumn(customers, "customers");
  requireObject(options, "options");
  const { start, end, reason, unit = "day" } = options;
  requireFunction(start, "options.start");
  requireFunction(end, "options.end");
  if (reason !== undefined) requireFunction(reason, "options.reason");
  requireOneOf(unit, UNITS, "options.unit");
  const asOf = toDay(options.asOf, "options.asOf");
  const first = options.watchedFrom === undefined ? undefined : toDay(options.watchedFrom, "options.watchedFrom");
  const n = customers.length;
  const durations = new Float64Array(n);
  const entries = new Float64Array(n);
  const left = new Uint8Array(n);
  const rows = new Uint32Array(n);
  const reasons: string[] = [];
  let kept = 0;
  let notStarted = 0;
  let endedUnseen = 0;
  for (let i = 0; i < n; i++) {
    const row = customers[i] as T;
    const from = toDay(start(row, i), `start of customers[${i}]`);
    const given = end(row, i);
    const to = given === undefined || given === null ? undefined : toDay(given, `end of customers[${i}]`);
    if (to !== undefined && to < from) {
      throw new ClienteleError("inconsistent", `customers[${i}] ends ${from - to} days before it starts`, { index: i });
    }
    if (from > asOf) {
      notStarted++;
      continue;
    }
    const gone = to !== undefined && to <= asOf;
    const last = gone ? to : asOf;
    const entry = first === undefined ? 0 : Math.max(0, first - from);
    if (entry > 0 && last - from <= entry) {
      endedUnseen++;
      continue;
    }
    durations[kept] = (last - from) / MEAN_DAYS[unit];
    entries[kept] = entry / MEAN_DAYS[unit];
    left[kept] = gone ? 1 : 0;
    rows[kept++] = i;
    if (reason !== undefined) reasons.push(gone ? readReason(reason(row, i), i) : "");
  }
  return {
    durations: durations.slice(0, kept),
    left: left.slice(0, kept),
    ...(first !== undefined && { entries: entries.slice(0, kept) }),
    unit,
    rows: rows.slice(0, kept),
    ...(reason !== undefined && { reasons }),
    notStarted,
    endedUnseen,
  };
}

function readReason(reason: unknown, index: number): string {
  if (reason === undefined || reason === null) return "";
  if (typeof reason === "string") return reason;
  throw new ClienteleError("invalid_type", `the reason of customers[${index}] must be text, got ${show(reason)}`, {
    index,
  });
}
