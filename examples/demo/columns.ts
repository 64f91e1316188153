import { quoted } from "./reading.ts";
import type { Field, Table, TableName } from "./tables.ts";

/** Which column of the file each field is read from, and what is wrong if one is missing. */
export interface ColumnPlan {
  readonly columns: ReadonlyMap<string, string>;
  readonly absent?: string;
}

/**
 * Finds each field's column: the one that the user named, else the default one, else one called like the field. Case
 * and surrounding spaces do not matter.
 */
export function planColumns(
  name: TableName,
  table: Table,
  header: readonly string[],
  mapped: ReadonlyMap<string, string>,
): ColumnPlan {
  const find = (wanted: string): string | undefined =>
    header.find((h) => h === wanted.trim()) ??
    header.find((h) => h.toLowerCase() === wanted.trim().toLowerCase() && h !== "");
  const columns = new Map<string, string>();
  const absent: Field[] = [];
  for (const field of table.fields) {
    const own = mapped.get(`${name}.${field.field}`);
    const found = own === undefined ? (find(field.column) ?? find(field.field)) : find(own);
    if (found !== undefined) columns.set(field.field, found);
    else if (field.required || own !== undefined) absent.push(field);
  }
  return absent.length === 0 ? { columns } : { columns, absent: absentColumns(name, absent, header, mapped) };
}

function absentColumns(
  name: TableName,
  absent: readonly Field[],
  header: readonly string[],
  mapped: ReadonlyMap<string, string>,
): string {
  const wanted = absent.map(({ field, column }) => quoted(mapped.get(`${name}.${field}`) ?? column)).join(", ");
  const hint = absent.map(({ field }) => `--map ${name}.${field}=YOUR_COLUMN`).join(" ");
  return `needs the column${absent.length > 1 ? "s" : ""} ${wanted}; it has ${header.map(quoted).join(", ")}. Name yours with ${hint}`;
}
