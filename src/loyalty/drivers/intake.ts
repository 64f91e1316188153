import { requireColumn, requireNonEmpty, requireUnique, show, throwNotFinite } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { DriverAnswer, DriverColumns, DriverSource } from "./types.ts";

/** A named figure and how to read it by row number. */
export interface Reader {
  readonly id: string;
  readonly at: (index: number) => DriverAnswer;
}

/** Rows, or columns by name, behind one way to read them. */
export interface Table<T> {
  readonly rows: number;
  reader(source: DriverSource<T>, name: string): Reader;
  weights(source: string | ((row: T, index: number) => number) | undefined): ((index: number) => number) | undefined;
}

/** Opens rows or columns for reading. */
export function openTable<T>(data: readonly T[] | DriverColumns): Table<T> {
  if (typeof data !== "object" || data === null) {
    throw new ClienteleError("invalid_type", `data must be rows or columns by name, got ${show(data)}`, {
      name: "data",
    });
  }
  const table = Array.isArray(data) ? openRows(data as readonly T[]) : openColumns<T>(data as DriverColumns);
  const field = (source: string, name: string): ((index: number) => DriverAnswer) => table.field(source, name);
  const read = (act: (row: T, index: number) => DriverAnswer): ((index: number) => DriverAnswer) => {
    if (table.rowAt === undefined) {
      throw new ClienteleError("invalid_type", "columns are named, not read by a function; give rows for that", {});
    }
    const { rowAt } = table;
    return (index) => act(rowAt(index), index);
  };
  return {
    rows: table.rows,
    reader: (source, name) => {
      if (typeof source === "string") return { id: source, at: field(source, name) };
      const { id, value } = (source ?? {}) as { id: unknown; value: unknown };
      if (typeof id !== "string" || typeof value !== "function") {
        throw new ClienteleError(
          "invalid_type",
          `${name} must be a field's name, or { id, value }, got ${show(source)}`,
          {
            name,
          },
        );
      }
      return { id, at: read(value as (row: T, index: number) => DriverAnswer) };
    },
    weights: (source) => {
      if (source === undefined) return undefined;
      const at = typeof source === "string" ? field(source, "options.weight") : undefined;
      if (at === undefined && typeof source !== "function") {
        throw new ClienteleError(
          "invalid_type",
          `options.weight must be a field or a function, got ${show(source)}`,
          {},
        );
      }
      const raw = at ?? read(source as (row: T, index: number) => number);
      return (index) => {
        const weight = raw(index);
        if (typeof weight !== "number" || !Number.isFinite(weight)) throwNotFinite(weight, "weight", index);
        if (weight >= 0) return weight;
        throw new ClienteleError("out_of_range", `weight[${index}] must be 0 or more, got ${weight}`, { index });
      };
    },
  };
}

interface Source<T> {
  readonly rows: number;
  readonly rowAt?: (index: number) => T;
  field(source: string, name: string): (index: number) => DriverAnswer;
}

function openRows<T>(rows: readonly T[]): Source<T> {
  requireNonEmpty(rows, "data");
  const known = (key: string): boolean =>
    rows.some((row) => typeof row === "object" && row !== null && Object.hasOwn(row, key));
  return {
    rows: rows.length,
    rowAt: (index) => rows[index] as T,
    field: (key, name) => {
      if (!known(key)) throwUnknown(key, name, "no row has a field of that name");
      return (index) => {
        const row = rows[index] as Readonly<Record<string, DriverAnswer>> | null | undefined;
        return typeof row === "object" && row !== null && Object.hasOwn(row, key) ? row[key] : undefined;
      };
    },
  };
}

function openColumns<T>(columns: DriverColumns): Source<T> {
  const names = Object.keys(columns);
  if (names.length === 0) throw new ClienteleError("empty_input", "data must hold at least one column", {});
  const rows = requireLengths(columns, names);
  return {
    rows,
    field: (key, name) => {
      if (!Object.hasOwn(columns, key)) throwUnknown(key, name, `the columns are ${names.slice(0, 20).join(", ")}`);
      const column = columns[key] as ArrayLike<DriverAnswer>;
      return (index) => column[index];
    },
  };
}

function requireLengths(columns: DriverColumns, names: readonly string[]): number {
  const length = (name: string): number => {
    requireColumn(columns[name] as ArrayLike<unknown>, `data.${name}`);
    return (columns[name] as ArrayLike<unknown>).length;
  };
  const [first = ""] = names;
  const rows = length(first);
  for (const name of names) {
    if (length(name) === rows) continue;
    throw new ClienteleError("length_mismatch", `data.${name} has ${length(name)} rows and data.${first} ${rows}`, {
      name,
    });
  }
  requireNonEmpty(columns[first] as ArrayLike<unknown>, `data.${first}`);
  return rows;
}

function throwUnknown(key: string, name: string, hint: string): never {
  throw new ClienteleError("unknown_id", `${name} names ${show(key)}, but ${hint}`, { name, key });
}

/** Reads the sources, refuses doubles and too many. */
export function readersOf<T>(table: Table<T>, drivers: readonly DriverSource<T>[], most: number): Reader[] {
  requireNonEmpty(drivers, "options.drivers");
  if (drivers.length > most) {
    throw new ClienteleError(
      "out_of_range",
      `options.drivers must be at most ${most} here, got ${drivers.length}; fewer drivers, or method "relative_weights"`,
      { name: "options.drivers", most },
    );
  }
  const readers = Array.from(drivers, (source, i) => table.reader(source, `options.drivers[${i}]`));
  requireUnique(
    readers.map(({ id }) => id),
    "options.drivers",
  );
  return readers;
}

/** One answer, checked: a finite number, or undefined where there is none. */
export function answerOf({ id, at }: Reader, index: number): number | undefined {
  const answer = at(index);
  if (answer === undefined || answer === null) return undefined;
  if (typeof answer !== "number" || !Number.isFinite(answer)) throwNotFinite(answer, id, index);
  return answer;
}
