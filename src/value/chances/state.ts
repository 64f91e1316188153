import { requireColumn, requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TimeUnit } from "../types.ts";
import { requireUnit } from "../units.ts";
import type { OccasionState, OccasionTable } from "./types.ts";

/** Most occasions of one customer; the likelihood looks at each. */
export const MOST_OCCASIONS = 10_000;

/** One cell: occasions used, the last of them, occasions there were, customers. */
type Cell = [frequency: number, recency: number, periods: number, count: number];

/**
 * Counts customers by what they did at set occasions: all that the BG/BB model asks of them.
 *
 * @param table - Occasions used after the first purchase, the number of the last one used and the occasions there were,
 * one row per customer or per group of `counts` customers alike.
 * @returns Plain JSON. States of parts of a customer base merge by {@link mergeOccasionStates} into the state of the
 * whole, bit by bit, in whatever order.
 * @throws ClienteleError `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`, `inconsistent`, `empty_input`;
 * the row is named.
 * @example
 * ```ts
 * const table = { unit: "year", frequency: [0, 2, 2], recency: [0, 4, 4], periods: [6, 6, 6] };
 * occasionStateOf(table).counts; // => [1, 2]
 * ```
 */
export function occasionStateOf<Unit extends TimeUnit>(table: OccasionTable<Unit>): OccasionState<Unit> {
  requireOccasionTable(table);
  const { unit, frequency, recency, periods, counts } = table;
  if (counts !== undefined) requireSameLength(frequency, "table.frequency", counts, "table.counts");
  const cells: Cell[] = [];
  for (let i = 0; i < frequency.length; i++) {
    const cell: Cell = [frequency[i] as number, recency[i] as number, periods[i] as number, counts?.[i] ?? 1];
    if (counts !== undefined) {
      requireNumber(cell[3], `table.counts[${i}]`, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
    }
    if (cell[3] > 0) cells.push(cell);
  }
  if (cells.length === 0) throw new ClienteleError("empty_input", "table must hold at least one customer", {});
  return stateFrom(unit, cells);
}

/**
 * Puts the states of parts of a customer base together, as if all customers had been counted at once.
 *
 * @param states - From {@link occasionStateOf}, of customers who are in one part alone; at least one, all in one unit.
 * @returns The state of the whole.
 * @throws ClienteleError `invalid_type`, `empty_input`, `invalid_model`, `inconsistent`.
 * @example
 * ```ts
 * const part = occasionStateOf({ unit: "year", frequency: [1], recency: [2], periods: [3] });
 * mergeOccasionStates([part, part]).counts; // => [2]
 * ```
 */
export function mergeOccasionStates<Unit extends TimeUnit>(
  states: readonly OccasionState<Unit>[],
): OccasionState<Unit> {
  requireColumn(states, "states");
  if (states.length === 0) throw new ClienteleError("empty_input", "states must hold at least one state", {});
  const first = states[0] as OccasionState<Unit>;
  const cells: Cell[] = [];
  for (let i = 0; i < states.length; i++) {
    const state = states[i] as OccasionState<Unit>;
    requireOccasionState(state, `states[${i}]`);
    if (state.unit !== first.unit) {
      throw new ClienteleError("inconsistent", `states[${i}].unit is ${state.unit}, that of states[0] ${first.unit}`, {
        index: i,
      });
    }
    state.counts.forEach((count, k) => {
      cells.push([state.frequency[k] as number, state.recency[k] as number, state.periods[k] as number, count]);
    });
  }
  return stateFrom(first.unit, cells);
}

function stateFrom<Unit extends TimeUnit>(unit: Unit, cells: readonly Cell[]): OccasionState<Unit> {
  const groups = new Map<number, Map<number, Cell>>();
  for (const [x, last, n, count] of cells) {
    const key = n * (MOST_OCCASIONS + 1) + x;
    let byLast = groups.get(key);
    if (byLast === undefined) {
      byLast = new Map();
      groups.set(key, byLast);
    }
    const own = byLast.get(last);
    if (own === undefined) byLast.set(last, [x, last, n, count]);
    else own[3] += count;
  }
  const sorted = [...groups.values()]
    .flatMap((byLast) => [...byLast.values()])
    .sort((a, b) => a[2] - b[2] || a[0] - b[0] || a[1] - b[1]);
  const total = sorted.reduce((sum, cell) => sum + cell[3], 0);
  requireNumber(total, "customers in all", { max: Number.MAX_SAFE_INTEGER });
  const column = (k: 0 | 1 | 2 | 3): number[] => sorted.map((cell) => cell[k]);
  return {
    kind: "occasion_state",
    version: 1,
    unit,
    frequency: column(0),
    recency: column(1),
    periods: column(2),
    counts: column(3),
  };
}

/** Refuses a table with a row that no customer can have produced; its counts are not looked at. */
export function requireOccasionTable(table: OccasionTable): void {
  requireObject(table, "table");
  const { unit, frequency, recency, periods } = table;
  requireUnit(unit, "table.unit");
  requireSameLength(frequency, "table.frequency", recency, "table.recency");
  requireSameLength(frequency, "table.frequency", periods, "table.periods");
  if (frequency.length === 0) throw new ClienteleError("empty_input", "table must hold at least one customer", {});
  for (let i = 0; i < frequency.length; i++) {
    const [x, last, n] = [frequency[i] as number, recency[i] as number, periods[i] as number];
    requireOccasions(x, last, n, (field) => `table.${field}[${i}]`);
  }
}

/** Refuses what no customer can have done. */
export function requireOccasions(
  x: number,
  last: number,
  n: number,
  nameOf: (field: "frequency" | "recency" | "periods") => string,
): void {
  const whole = Number.isInteger(x) && Number.isInteger(last) && Number.isInteger(n);
  if (whole && n <= MOST_OCCASIONS && x >= 0 && x <= last && last <= n && (x > 0 || last === 0)) return;
  requireNumber(n, nameOf("periods"), { min: 0, max: MOST_OCCASIONS, integer: true });
  requireNumber(x, nameOf("frequency"), { min: 0, max: MOST_OCCASIONS, integer: true });
  requireNumber(last, nameOf("recency"), { min: 0, max: MOST_OCCASIONS, integer: true });
  const rule =
    x === 0
      ? "0 where no occasion was used"
      : `from ${x} to ${n}, the number of the last of ${x} occasions used out of ${n}`;
  throw new ClienteleError("inconsistent", `${nameOf("recency")} is ${last}; it must be ${rule}`, {
    frequency: x,
    recency: last,
    periods: n,
  });
}

/** Refuses a state that was built or edited by hand into something that cannot be. */
export function requireOccasionState(state: OccasionState, name: string): void {
  requireObject(state, name);
  if (state.kind !== "occasion_state") {
    throw new ClienteleError("invalid_model", `${name}.kind must be "occasion_state"`, { name });
  }
  const { unit, frequency, recency, periods, counts } = state;
  requireUnit(unit, `${name}.unit`);
  requireSameLength(counts, `${name}.counts`, frequency, `${name}.frequency`);
  requireSameLength(counts, `${name}.counts`, recency, `${name}.recency`);
  requireSameLength(counts, `${name}.counts`, periods, `${name}.periods`);
  if (counts.length === 0) {
    throw new ClienteleError("invalid_model", `${name}.counts must hold at least one cell`, { name });
  }
  for (let i = 0; i < counts.length; i++) {
    const [x, last, n] = [frequency[i] as number, recency[i] as number, periods[i] as number];
    requireOccasions(x, last, n, (field) => `${name}.${field}[${i}]`);
    requireNumber(counts[i] as number, `${name}.counts[${i}]`, {
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
      integer: true,
    });
    if (i === 0) continue;
    const before =
      n - (periods[i - 1] as number) || x - (frequency[i - 1] as number) || last - (recency[i - 1] as number);
    if (!(before > 0)) {
      throw new ClienteleError("invalid_model", `${name} must hold its cells once each, in ascending order`, {
        name,
        index: i,
      });
    }
  }
}
