import { show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { rulesOf } from "./dialect.ts";
import { sqlNumber } from "./number.ts";
import { sqlName } from "./quote.ts";
import type { Dialect, SqlColumn } from "./types.ts";

/** A numeric column inside an expression. */
export interface NumberColumn {
  /** The column as a double. */
  readonly value: string;
  /**
   * Condition that holds exactly where TypeScript would refuse the value: missing, NaN, infinite, outside the range.
   * Never NULL itself. Engines differ in whether NaN is above every number or unordered, so NaN is caught by a range
   * that it lies outside of either way.
   */
  readonly refused: string;
}

/** The values that TypeScript takes, both ends included; an end left out is that of the finite numbers. */
interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** Reads a number column as TypeScript would: as a double, refusing what lies outside `range`. */
export function numberColumn(column: SqlColumn, name: string, dialect: Dialect, range: Range = {}): NumberColumn {
  const path = columnPath(column, name, dialect);
  const [before, after] = rulesOf(dialect).toDouble;
  const value = before + path + after;
  // SQLite compares a text as greater than every number, and reads it as 0 when asked for a number
  const missing = dialect === "sqlite" ? `typeof(${path}) NOT IN ('integer', 'real')` : `${path} IS NULL`;
  return { value, refused: `${missing} OR NOT (${inside(value, range, dialect)})` };
}

function inside(value: string, { min, max }: Range, dialect: Dialect): string {
  if (dialect !== "sqlite") {
    const { MAX_VALUE } = Number;
    return `${value} BETWEEN ${sqlNumber(min ?? -MAX_VALUE, dialect)} AND ${sqlNumber(max ?? MAX_VALUE, dialect)}`;
  }
  // 9e999 is the infinity of every SQLite, while the largest double is a text that an old one may misread
  const above = min === undefined ? "> -9e999" : `>= ${sqlNumber(min, dialect)}`;
  const below = max === undefined ? "< 9e999" : `<= ${sqlNumber(max, dialect)}`;
  return `${value} ${above} AND ${value} ${below}`;
}

/** The quoted name or path of a column. */
export function columnPath(column: SqlColumn, name: string, dialect: Dialect): string {
  const parts: readonly unknown[] = Array.isArray(column) ? column : [column];
  if (parts.length === 0 || !parts.every((part) => typeof part === "string" && part !== "")) {
    throw new ClienteleError("invalid_type", `${name} must be a column's name or its path, got ${show(column)}`, {
      name,
    });
  }
  return parts.map((part) => sqlName(part as string, dialect)).join(".");
}
