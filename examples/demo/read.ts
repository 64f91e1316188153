import { existsSync, readFileSync, statSync } from "node:fs";
import { parseRecords } from "clientele";
import { type CsvProblem, readCsv } from "../book/read.ts";
import type { Problem } from "../page/source.ts";
import { planColumns } from "./columns.ts";
import { decode } from "./decode.ts";
import { nothingRead, quoted, type Reading, type RefusedRow } from "./reading.ts";
import { type Table, type TableName, tableNames, tables } from "./tables.ts";

/** Reads one file: cells to typed values by the table's fields, then every row through its schema. */
export function readTable<T>(name: TableName, file: string, mapped: ReadonlyMap<string, string>): Reading<T> {
  const table = tables[name];
  const nothing = (reason: string, warnings: readonly Problem[] = []): Reading<T> =>
    nothingRead(file, [{ file, reason }], warnings);
  if (!existsSync(file)) return nothing("the file does not exist");
  if (!statSync(file).isFile()) return nothing("this is not a file");
  const bytes = bytesOf(file);
  if (bytes === undefined) return nothing("the file may not be read");
  const decoded = decode(bytes);
  if ("refused" in decoded) return nothing(decoded.refused);
  const { text } = decoded;
  if (text.trim() === "") return nothing("the file is empty");
  const { header, rows, problems: found } = readCsv(text);
  const told = found.map(({ line, message }): Problem => ({ file, line, reason: message }));
  const about = told.filter((_, i) => isAboutTheFile(found[i] as CsvProblem));
  const broken = told.filter((problem) => !about.includes(problem));
  if (header.length === 0) return nothingRead(file, told, []);
  const { columns, absent } = planColumns(name, table, header, mapped);
  if (absent !== undefined) return nothingRead(file, [...about, { file, reason: absent }], []);
  if (rows.length === 0 && broken.length === 0) return nothing("the file has a header and no rows", about);

  const raw = rows.map(({ cells }) => typedRow(table, columns, cells));
  const { uniqueBy } = table;
  const { accepted, rejected } = parseRecords(table.schema as never, raw, {
    ...(uniqueBy === undefined ? {} : { uniqueBy: (row: Record<string, unknown>) => row[uniqueBy] as string }),
  });
  const out = new Set(rejected.map(({ index }) => index));
  const lineOf = (index: number): number => rows[index]?.line ?? 0;
  const problems: Problem[] = [...broken];
  for (const { index, issues } of rejected) {
    for (const { path, message } of issues) {
      const column = path.length > 0 ? columns.get(String(path[0])) : undefined;
      const cell = column === undefined ? undefined : rows[index]?.cells[column]?.trim();
      const said = cell === undefined || cell === "" ? message : `${quoted(cell)} ${message}`;
      const reason = said.replace(/row (\d+)$/, (_, first) => `line ${lineOf(Number(first))}`);
      problems.push({ file, line: lineOf(index), ...(column === undefined ? {} : { column }), reason });
    }
  }
  return {
    file,
    rows: accepted as readonly T[],
    lines: rows.map(({ line }) => line).filter((_, i) => !out.has(i)),
    problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    warnings: about,
    rejected: rejected.length + broken.length,
    refused: [
      ...rejected.map(({ index }) => ({ line: lineOf(index), cells: raw[index] as Record<string, unknown> })),
      ...brokenRows(text, broken, header, columns),
    ],
    later: 0,
    columns,
  };
}

function bytesOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** A remark about the header or the encoding costs no row. */
function isAboutTheFile({ message }: CsvProblem): boolean {
  return /^(column \d+ |separates its columns|holds characters that are not UTF-8)/.test(message);
}

/** What can be guessed of rows that have too few or too many cells: good enough to tell which deal they belong to. */
function brokenRows(
  text: string,
  broken: readonly Problem[],
  header: readonly string[],
  columns: ReadonlyMap<string, string>,
): RefusedRow[] {
  if (broken.length === 0) return [];
  const lines = text.split(/\r\n|\r|\n/);
  return broken.map(({ line = 1 }) => {
    const cells = (lines[line - 1] ?? "").split(",").map((cell) => cell.replaceAll('"', "").trim());
    return {
      line,
      cells: Object.fromEntries([...columns].map(([field, column]) => [field, cells[header.indexOf(column)]])),
    };
  });
}

function typedRow(
  table: Table,
  columns: ReadonlyMap<string, string>,
  cells: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { field, type, required } of table.fields) {
    const column = columns.get(field);
    const cell = column === undefined ? undefined : cells[column]?.trim();
    if (cell === undefined || cell === "") {
      // a needed text that is blank reaches its schema as blank, and is refused there by name
      if (required && type === "text") row[field] = "";
      continue;
    }
    // text that is no number stays text, so that the schema refuses it and the message can quote it
    row[field] = type === "number" ? (plainNumber(cell) ?? cell) : cell;
  }
  return row;
}

/** A decimal number as people write it, with an exponent at most; `undefined` for 0x10, 1e999 and everything else. */
export function plainNumber(text: string): number | undefined {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Reads every file that was asked for. */
export function readAll(
  files: ReadonlyMap<TableName, string>,
  mapped: ReadonlyMap<string, string>,
  progress: (name: TableName) => void,
): ReadonlyMap<TableName, Reading> {
  const readings = new Map<TableName, Reading>();
  for (const name of tableNames) {
    const file = files.get(name);
    if (file === undefined) continue;
    progress(name);
    readings.set(name, readTable(name, file, mapped));
  }
  return readings;
}
