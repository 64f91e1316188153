import { requireColumn, requireNumber, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { SpendingState, SpendingTable } from "./types.ts";

/** Mean spends that a model can be told about; the ends are no limit to any currency. */
const SMALLEST_SPEND = 1e-100;
const LARGEST_SPEND = 1e100;

/** Cells in the making: mean spends with their counts, by number of purchases. */
type Cells = Map<number, { readonly spend: Float64Array; readonly count: Float64Array | undefined }[]>;

/**
 * Condenses customers into the cells that a spending model is fitted to, so that a shard can be counted where its data
 * lie.
 *
 * @param table - Repeat purchases and their mean spend, one row per customer: a buying table will do. Where there was no
 * repeat purchase the mean is 0. Refunds have no place in a mean: see {@link measureRefunds}.
 * @returns Plain JSON. States of parts of a customer base merge by {@link mergeSpendingStates} into the state of the
 * whole, bit by bit, in whatever order.
 * @throws ClienteleError `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`, `inconsistent`; the row and
 * the remedy are named.
 * @example
 * ```ts
 * spendingStateOf({ frequency: [2, 0, 2], meanSpend: [10, 0, 10] }).counts; // => [2]
 * ```
 */
export function spendingStateOf(table: SpendingTable): SpendingState {
  const { frequency, meanSpend } = requireSpendingTable(table);
  const sizes = new Map<number, number>();
  for (let i = 0; i < frequency.length; i++) {
    const x = frequency[i] as number;
    if (x > 0) sizes.set(x, (sizes.get(x) ?? 0) + 1);
  }
  const rows = new Map([...sizes].map(([x, size]) => [x, { spend: new Float64Array(size), filled: 0 }]));
  for (let i = 0; i < frequency.length; i++) {
    const own = rows.get(frequency[i] as number);
    if (own !== undefined) own.spend[own.filled++] = meanSpend[i] as number;
  }
  const cells: Cells = new Map([...rows].map(([x, { spend }]) => [x, [{ spend: spend.sort(), count: undefined }]]));
  return stateFrom(cells, frequency.length);
}

/**
 * Puts the states of parts of a customer base together, as if all customers had been counted at once.
 *
 * @param states - From {@link spendingStateOf}, of customers who are in one part alone; at least one.
 * @returns The state of the whole.
 * @throws ClienteleError `invalid_type`, `empty_input`, `invalid_model`, `out_of_range` (more customers than can be
 * counted).
 * @example
 * ```ts
 * const shards = [[2, 10], [3, 12], [2, 10]].map(([x, z]) => spendingStateOf({ frequency: [x], meanSpend: [z] }));
 * mergeSpendingStates(shards).counts; // => [2, 1]
 * ```
 */
export function mergeSpendingStates(states: readonly SpendingState[]): SpendingState {
  requireColumn(states, "states");
  if (states.length === 0) throw new ClienteleError("empty_input", "states must hold at least one state", {});
  const cells: Cells = new Map();
  let customers = 0;
  for (let i = 0; i < states.length; i++) {
    const state = states[i] as SpendingState;
    requireSpendingState(state, `states[${i}]`);
    customers += state.customers;
    for (let from = 0, to = 0; from < state.counts.length; from = to) {
      const x = state.frequency[from] as number;
      while (to < state.counts.length && state.frequency[to] === x) to++;
      const part = {
        spend: Float64Array.from(state.meanSpend.slice(from, to)),
        count: Float64Array.from(state.counts.slice(from, to)),
      };
      const own = cells.get(x);
      if (own === undefined) cells.set(x, [part]);
      else own.push(part);
    }
  }
  return stateFrom(cells, customers);
}

function stateFrom(cells: Cells, customers: number): SpendingState {
  requireNumber(customers, "customers in all", { max: Number.MAX_SAFE_INTEGER });
  const frequency: number[] = [];
  const meanSpend: number[] = [];
  const counts: number[] = [];
  for (const [x, parts] of [...cells].sort(([a], [b]) => a - b)) {
    for (const [spend, count] of sortedCells(parts)) {
      frequency.push(x);
      meanSpend.push(spend);
      counts.push(count);
    }
  }
  return { kind: "spending_state", version: 1, customers, frequency, meanSpend, counts };
}

/** Equal spends of all parts as one cell each, in ascending order. */
function sortedCells(
  parts: readonly { spend: Float64Array; count: Float64Array | undefined }[],
): Iterable<[number, number]> {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const runs: [number, number][] = [];
    for (let i = 0; i < only.spend.length; i++) {
      const spend = only.spend[i] as number;
      const last = runs.at(-1);
      const count = only.count?.[i] ?? 1;
      if (last !== undefined && last[0] === spend) last[1] += count;
      else runs.push([spend, count]);
    }
    return runs;
  }
  const totals = new Map<number, number>();
  for (const { spend, count } of parts) {
    spend.forEach((cell, i) => {
      totals.set(cell, (totals.get(cell) ?? 0) + (count?.[i] ?? 1));
    });
  }
  return [...totals].sort(([a], [b]) => a - b);
}

/** A spending table whose rows have all been checked. */
export function requireSpendingTable(table: SpendingTable): Required<SpendingTable> {
  requireObject(table, "table");
  const { frequency, meanSpend } = table;
  if (meanSpend === undefined) {
    throw new ClienteleError(
      "invalid_type",
      "table.meanSpend must be the mean spend per repeat purchase, one number per customer; a table that was built without amounts has none",
      { name: "table.meanSpend" },
    );
  }
  requireSameLength(frequency, "table.frequency", meanSpend, "table.meanSpend");
  for (let i = 0; i < frequency.length; i++) {
    const [x, spend] = [frequency[i] as number, meanSpend[i] as number];
    // names are written for the row at fault alone
    if (!isSpending(x, spend)) requireSpending(x, spend, `table.frequency[${i}]`, `table.meanSpend[${i}]`);
  }
  return { frequency, meanSpend };
}

function isSpending(x: number, spend: number): boolean {
  if (!(Number.isInteger(x) && x >= 0 && x <= Number.MAX_SAFE_INTEGER)) return false;
  return x > 0 ? spend >= SMALLEST_SPEND && spend <= LARGEST_SPEND : spend === 0;
}

/** Refuses a number of purchases or a mean spend that cannot be, and says what to do with refunds. */
export function requireSpending(x: number, spend: number, xName: string, spendName: string): void {
  if (isSpending(x, spend)) return;
  requireNumber(x, xName, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(spend, spendName);
  if (x === 0) {
    throw new ClienteleError(
      "inconsistent",
      `${spendName} must be 0 where there was no repeat purchase, got ${spend}; the first purchase is not part of the mean`,
      { name: spendName, value: spend },
    );
  }
  const remedy =
    spend > 0
      ? "state it in another unit"
      : "leave refunds and free orders out of the mean (measureRefunds tells their share) and count repeat purchases without them";
  throw new ClienteleError(
    "out_of_range",
    `${spendName} must be from ${SMALLEST_SPEND} to ${LARGEST_SPEND}, got ${show(spend)}; ${remedy}`,
    { name: spendName, value: spend },
  );
}

/** Refuses a state that was built or edited by hand into something that cannot be. */
export function requireSpendingState(state: SpendingState, name: string): void {
  requireObject(state, name);
  if (state.kind !== "spending_state") refuse(`${name}.kind`, 'must be "spending_state"');
  const { frequency, meanSpend, counts, customers } = state;
  requireSameLength(frequency, `${name}.frequency`, meanSpend, `${name}.meanSpend`);
  requireSameLength(frequency, `${name}.frequency`, counts, `${name}.counts`);
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    const [x, spend, count] = [frequency[i] as number, meanSpend[i] as number, counts[i] as number];
    requireSpending(x, spend, `${name}.frequency[${i}]`, `${name}.meanSpend[${i}]`);
    requireNumber(count, `${name}.counts[${i}]`, { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true });
    total += count;
    const ascending =
      i === 0 || x > (frequency[i - 1] as number) || (x === frequency[i - 1] && spend > (meanSpend[i - 1] as number));
    if (x === 0 || !ascending) refuse(`${name}.frequency[${i}]`, "must stand in ascending order, from 1");
  }
  requireNumber(customers, `${name}.customers`, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
  if (customers < total) refuse(`${name}.customers`, `must be at least the ${total} in the cells`);
}

function refuse(name: string, rule: string): never {
  throw new ClienteleError("invalid_model", `${name} ${rule}`, { name });
}
