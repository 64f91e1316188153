import {
  requireColumn,
  requireFinite,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireSameLength,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { BuyingRecord, BuyingTable } from "../types.ts";
import { LONGEST, requireUnit } from "../units.ts";
import type { BuyingState } from "./types.ts";

/** Most repeat purchases of one customer. */
const MOST = 1e9;

/** Columns of a table or a state, without its unit. */
interface Columns {
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly age: ArrayLike<number>;
}

function throwImpossible(name: string, index: number, x: unknown, recency: unknown, age: unknown): never {
  const where = index < 0 ? (field: string) => `${name}.${field}` : (field: string) => `${name}.${field}[${index}]`;
  const at = index < 0 ? {} : { index };
  for (const [field, value] of Object.entries({ frequency: x, recency, age })) {
    if (typeof value !== "number") {
      throw new ClienteleError("invalid_type", `${where(field)} must be a number, got ${show(value)}`, {
        ...at,
        field,
      });
    }
    if (!Number.isFinite(value)) {
      throw new ClienteleError("not_finite", `${where(field)} must be a finite number, got ${value}`, { ...at, field });
    }
  }
  const [count, last, watched] = [x as number, recency as number, age as number];
  if (!(Number.isInteger(count) && count >= 0 && count <= MOST)) {
    throw new ClienteleError("out_of_range", `${where("frequency")} must be a whole number from 0, got ${count}`, at);
  }
  if (!(watched >= 0 && watched <= LONGEST)) {
    throw new ClienteleError("out_of_range", `${where("age")} must lie in [0, ${LONGEST}], got ${watched}`, at);
  }
  if (!(last >= 0)) {
    throw new ClienteleError("out_of_range", `${where("recency")} must be 0 or more, got ${last}`, at);
  }
  if (last > watched) {
    throw new ClienteleError(
      "inconsistent",
      `${where("recency")} is ${last}, after the end of the customer's age of ${watched}; count both from the first purchase`,
      at,
    );
  }
  throw new ClienteleError(
    "inconsistent",
    `${where("recency")} is ${last} although there was no repeat purchase; it must be 0 then`,
    at,
  );
}

/** Whether a customer can have bought so. */
function isPossible(x: unknown, recency: unknown, age: unknown): boolean {
  return (
    typeof x === "number" &&
    typeof recency === "number" &&
    typeof age === "number" &&
    Number.isInteger(x) &&
    x >= 0 &&
    x <= MOST &&
    recency >= 0 &&
    recency <= age &&
    age <= LONGEST &&
    (x > 0 || recency === 0)
  );
}

function requireColumns(columns: Columns, name: string): void {
  const { frequency, recency, age } = columns;
  requireNonEmpty(frequency, `${name}.frequency`);
  requireSameLength(frequency, `${name}.frequency`, recency, `${name}.recency`);
  requireSameLength(frequency, `${name}.frequency`, age, `${name}.age`);
  for (let i = 0; i < frequency.length; i++) {
    if (!isPossible(frequency[i], recency[i], age[i])) throwImpossible(name, i, frequency[i], recency[i], age[i]);
  }
}

/** Refuses a table that no customers can have produced, and names the row. */
export function requireTable(table: BuyingTable): void {
  requireObject(table, "table");
  requireUnit(table.unit, "table.unit");
  requireColumns(table, "table");
}

/** Refuses a record that no customer can have produced. */
export function requireRecord(record: BuyingRecord): void {
  requireObject(record, "record");
  requireUnit(record.unit, "record.unit");
  const { frequency, recency, age } = record;
  if (!isPossible(frequency, recency, age)) throwImpossible("record", -1, frequency, recency, age);
}

/** Refuses what is no state of counted cells. */
export function requireState(state: BuyingState, name: string): void {
  requireObject(state, name);
  if (state.kind !== "buying_state" || state.version !== 1) {
    throw new ClienteleError("invalid_type", `${name} must come from stateOf or mergeStates`, { name });
  }
  requireUnit(state.unit, `${name}.unit`);
  requireColumns(state, name);
  requireCounts(state.count, `${name}.count`, state.frequency.length);
  requireColumn(state.covariates, `${name}.covariates`);
  requireSameLength(state.covariates, `${name}.covariates`, state.values, `${name}.values`);
  for (let c = 0; c < state.covariates.length; c++) {
    const covariate: unknown = state.covariates[c];
    if (typeof covariate !== "string") {
      throw new ClienteleError("invalid_type", `${name}.covariates[${c}] must be text, got ${show(covariate)}`, {
        index: c,
      });
    }
    requireFinite(state.values[c] as readonly number[], `${name}.values[${c}]`);
    requireSameLength(
      state.frequency,
      `${name}.frequency`,
      state.values[c] as readonly number[],
      `${name}.values[${c}]`,
    );
  }
}

/** Refuses weights or counts that are not all above 0. */
export function requireCounts(counts: ArrayLike<number>, name: string, length: number): void {
  requireFinite(counts, name);
  if (counts.length !== length) {
    throw new ClienteleError("length_mismatch", `${name} has ${counts.length} rows, the customers ${length}`, { name });
  }
  for (let i = 0; i < length; i++) {
    const count = counts[i] as number;
    if (!(count > 0 && count <= MOST)) requireNumber(count, `${name}[${i}]`, { above: 0, max: MOST });
  }
}
