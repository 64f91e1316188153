import { readFileSync } from "node:fs";
import { readCsv } from "../book/read.ts";
import type { Reading } from "./reading.ts";

/** One row of a file as text by column name. */
export type RawRow = Readonly<Record<string, string>>;

/** Reads a file as it stands, for sets whose columns the caller knows. */
export function readRaw(file: string): {
  readonly header: readonly string[];
  readonly rows: readonly RawRow[];
  readonly reading: Reading;
} {
  const { header, rows, problems } = readCsv(readFileSync(file, "utf8"));
  const cells = rows.map((row) => row.cells);
  return {
    header,
    rows: cells,
    reading: {
      file,
      rows: cells,
      lines: rows.map(({ line }) => line),
      problems: problems.map(({ line, message }) => ({ file, line, reason: message })),
      warnings: [],
      rejected: problems.length,
      refused: [],
      later: 0,
      columns: new Map(),
    },
  };
}
