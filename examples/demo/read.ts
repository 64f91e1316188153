import { existsSync, readFileSync, statSync } from "node:fs";
import { parseRecords } from "clientele";
import { readCsv } from "../book/read.ts";
import { type Table, type TableName, tableNames, tables } from "./tables.ts";

/** Something in a file that could not be taken, told so that its owner can mend it. */
export interface Problem {
  readonly file: string;
  /** Line in the file, from 1; absent when the file as a whole is at fault. */
  readonly line?: number;
  readonly column?: string;
  readonly reason: string;
}

/** One file after reading: the good rows, and everything that was refused. */
export interface Reading<T = Readonly<Record<string, unknown>>> {
  readonly file: string;
  readonly rows: readonly T[];
  /** Line in the file of each row. */
  readonly lines: readonly number[];
  readonly problems: readonly Problem[];
  /** Rows refused; a row with three problems counts once. */
  readonly rejected: number;
}

/** Reads one file: cells to typed values by the table's fields, then every row through its schema. */
export function readTable<T>(name: TableName, file: string, columns: ReadonlyMap<string, string>): Reading<T> {
  const table = tables[name];
  const nothing = (reason: string): Reading<T> => ({
    file,
    rows: [],
    lines: [],
    problems: [{ file, reason }],
    rejected: 0,
  });
  if (!existsSync(file)) return nothing("the file does not exist");
  if (!statSync(file).isFile()) return nothing("this is not a file");
  const text = readFileSync(file, "utf8");
  if (text.trim() === "") return nothing("the file is empty");
  const { header, rows, problems: broken } = readCsv(text);
  const source = new Map(table.fields.map(({ field, column }) => [field, columns.get(`${name}.${field}`) ?? column]));
  const absent = table.fields.filter(
    ({ field, required }) =>
      !header.includes(source.get(field) as string) && (required || columns.has(`${name}.${field}`)),
  );
  if (absent.length > 0)
    return nothing(
      absentColumns(
        name,
        absent.map((f) => f.field),
        source,
        header,
      ),
    );
  if (rows.length === 0 && broken.length === 0) return nothing("the file has a header and no rows");

  const raw = rows.map(({ cells }) => typedRow(table, source, cells));
  const { uniqueBy } = table;
  const { accepted, rejected } = parseRecords(table.schema as never, raw, {
    ...(uniqueBy === undefined ? {} : { uniqueBy: (row: Record<string, unknown>) => row[uniqueBy] as string }),
  });
  const refused = new Set(rejected.map(({ index }) => index));
  const lineOf = (index: number): number => rows[index]?.line ?? 0;
  const problems: Problem[] = broken.map(({ line, message }) => ({ file, line, reason: message }));
  for (const { index, issues } of rejected) {
    for (const { path, message } of issues) {
      const column = path.length > 0 ? source.get(String(path[0])) : undefined;
      const cell = column === undefined ? undefined : rows[index]?.cells[column];
      const about = cell === undefined || cell === "" ? message : `"${cell}" ${message}`;
      const reason = about.replace(/row (\d+)$/, (_, first) => `line ${lineOf(Number(first))}`);
      problems.push({ file, line: lineOf(index), ...(column === undefined ? {} : { column }), reason });
    }
  }
  return {
    file,
    rows: accepted as readonly T[],
    lines: rows.map(({ line }) => line).filter((_, i) => !refused.has(i)),
    problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    rejected: rejected.length + broken.length,
  };
}

/** Refuses rows that point to an id that is nowhere defined; the rest is kept. */
export function keepKnown<T>(
  reading: Reading<T>,
  column: string,
  idOf: (row: T) => string | undefined,
  known: ReadonlySet<string>,
  what: string,
): Reading<T> {
  const kept: T[] = [];
  const lines: number[] = [];
  const problems = [...reading.problems];
  reading.rows.forEach((row, i) => {
    const id = idOf(row);
    const line = reading.lines[i] as number;
    if (id === undefined || known.has(id)) {
      kept.push(row);
      lines.push(line);
    } else problems.push({ file: reading.file, line, column, reason: `"${id}" is not among the ${what}` });
  });
  return { ...reading, rows: kept, lines, problems, rejected: reading.rejected + reading.rows.length - kept.length };
}

function typedRow(
  table: Table,
  source: ReadonlyMap<string, string>,
  cells: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { field, type, required } of table.fields) {
    const cell = cells[source.get(field) as string]?.trim();
    if (cell === undefined || cell === "") {
      // a needed text that is blank reaches its schema as blank, and is refused there by name
      if (required && type === "text") row[field] = "";
      continue;
    }
    // text that is no number stays text, so that the schema refuses it and the message can quote it
    const parsed = Number(cell);
    row[field] = type === "number" && Number.isFinite(parsed) ? parsed : cell;
  }
  return row;
}

function absentColumns(
  name: TableName,
  absent: readonly string[],
  source: ReadonlyMap<string, string>,
  header: readonly string[],
): string {
  const wanted = absent.map((field) => `"${source.get(field)}"`).join(", ");
  const hint = absent.map((field) => `--map ${name}.${field}=YOUR_COLUMN`).join(" ");
  return `needs the column${absent.length > 1 ? "s" : ""} ${wanted}; it has ${header.map((h) => `"${h}"`).join(", ")}. Name yours with ${hint}`;
}

/** Reads every file that was asked for. */
export function readAll(
  files: ReadonlyMap<TableName, string>,
  columns: ReadonlyMap<string, string>,
  progress: (name: TableName) => void,
): ReadonlyMap<TableName, Reading> {
  const readings = new Map<TableName, Reading>();
  for (const name of tableNames) {
    const file = files.get(name);
    if (file === undefined) continue;
    progress(name);
    readings.set(name, readTable(name, file, columns));
  }
  return readings;
}
