import { requireNonEmpty } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { BuyingTable, TimeUnit } from "../types.ts";
import { type BuyingCells, collapse } from "./cells.ts";
import { requireCounts, requireState, requireTable } from "./checks.ts";
import { covariateColumns } from "./covariates.ts";
import type { BuyingState } from "./types.ts";

/**
 * Counts the customers of a table, or of one shard of a book, by what a buying model asks about them. States are small,
 * travel as JSON, and put together with {@link mergeStates} give the very model that all customers together give.
 *
 * @param table - Customers; not mutated.
 * @param options - `weights`: customers per row, above 0 (1 each by default); `covariates`: names of those to keep
 * (all of the table by default).
 * @returns Plain JSON: cells in ascending order with their counts.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`,
 * `length_mismatch`, `unknown_id` (unit or covariate); the row is named.
 * @example
 * ```ts
 * const table = { unit: "week", frequency: [0, 2, 0], recency: [0, 30, 0], age: [39, 39, 39] };
 * stateOf(table).count; // => [2, 1]
 * ```
 */
export function stateOf<Unit extends TimeUnit>(
  table: BuyingTable<Unit>,
  options: { readonly weights?: ArrayLike<number>; readonly covariates?: readonly string[] } = {},
): BuyingState<Unit> {
  requireTable(table);
  const { cells, names } = cellsOfTable(table, options);
  return stateOfCells(cells, table.unit, names);
}

/** The cells of a table that has been checked, with the covariates' names. */
export function cellsOfTable(
  table: BuyingTable,
  options: { readonly weights?: ArrayLike<number>; readonly covariates?: readonly string[] },
): { readonly cells: BuyingCells; readonly names: readonly string[] } {
  if (typeof options !== "object" || options === null) {
    throw new ClienteleError("invalid_type", "options must be an object", { name: "options" });
  }
  const { weights, covariates } = options;
  const rows = table.frequency.length;
  if (weights !== undefined) requireCounts(weights, "options.weights", rows);
  const all = covariateColumns(table.covariates, rows);
  const kept = keptOf(all.names, covariates);
  const values = kept.map((name) => all.values[all.names.indexOf(name)] as ArrayLike<number>);
  const { frequency, recency, age } = table;
  return { cells: collapse({ frequency, recency, age, values }, weights), names: kept };
}

/** The named covariates in the order of their names. */
function keptOf(all: readonly string[], asked: readonly string[] | undefined): readonly string[] {
  if (asked === undefined) return all;
  if (!Array.isArray(asked)) {
    throw new ClienteleError("invalid_type", "options.covariates must be an array of names", {
      name: "options.covariates",
    });
  }
  for (const name of asked) {
    if (!all.includes(name)) {
      throw new ClienteleError("unknown_id", `the table has no covariate called ${String(name)}`, { covariate: name });
    }
  }
  return all.filter((name) => asked.includes(name));
}

/**
 * Puts the counted customers of several shards, days or shops together, exactly: the sum does not depend on how they
 * were cut or in which order they come, as long as weights are whole numbers.
 *
 * @param states - From {@link stateOf}, at least one, all of one time unit and with the same covariates. Not mutated.
 * @returns One state.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `inconsistent` where units or covariates differ.
 * @example
 * ```ts
 * const north = stateOf({ unit: "week", frequency: [0, 2], recency: [0, 30], age: [39, 39] });
 * const south = stateOf({ unit: "week", frequency: [0], recency: [0], age: [39] });
 * mergeStates([north, south]).count; // => [2, 1]
 * ```
 */
export function mergeStates<Unit extends TimeUnit>(states: readonly BuyingState<Unit>[]): BuyingState<Unit> {
  requireNonEmpty(states, "states");
  const list = Array.from(states);
  const [first] = list as [BuyingState<Unit>];
  list.forEach((state, i) => {
    requireState(state, `states[${i}]`);
    const same =
      state.covariates.length === first.covariates.length &&
      state.covariates.every((name, c) => name === first.covariates[c]);
    if (state.unit !== first.unit || !same) {
      throw new ClienteleError(
        "inconsistent",
        `states[${i}] counts in ${state.unit}s with covariates (${state.covariates.join(", ")}), states[0] in ${first.unit}s with (${first.covariates.join(", ")}); they must agree`,
        { index: i },
      );
    }
  });
  const joined = (column: (state: BuyingState) => readonly number[]): Float64Array =>
    Float64Array.from(list.flatMap((state) => Array.from(column(state))));
  const cells = collapse(
    {
      frequency: joined((state) => state.frequency),
      recency: joined((state) => state.recency),
      age: joined((state) => state.age),
      values: first.covariates.map((_, c) => joined((state) => state.values[c] as readonly number[])),
    },
    joined((state) => state.count),
  );
  return stateOfCells(cells, first.unit, first.covariates);
}

function stateOfCells<Unit extends TimeUnit>(
  cells: BuyingCells,
  unit: Unit,
  covariates: readonly string[],
): BuyingState<Unit> {
  const { frequency, recency, age, count, values } = cells;
  return {
    kind: "buying_state",
    version: 1,
    unit,
    covariates: [...covariates],
    frequency: Array.from(frequency),
    recency: Array.from(recency),
    age: Array.from(age),
    count: Array.from(count),
    values: values.map((column) => Array.from(column)),
  };
}

/** The cells of a state that has been checked, with the covariates that are asked for alone. */
export function cellsOfState(state: BuyingState, covariates: readonly string[]): BuyingCells {
  const { frequency, recency, age, count } = state;
  const values = state.covariates.flatMap((name, c) =>
    covariates.includes(name) ? [state.values[c] as readonly number[]] : [],
  );
  return collapse({ frequency, recency, age, values }, count);
}
