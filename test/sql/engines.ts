import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { PGlite } from "@electric-sql/pglite";
import sqlite from "node-sqlite3-wasm";
import { type Dialect, sqlName } from "../../src/sql/index.ts";

/** A cell of a number column. */
export type Cell = number | null;

/** An engine that runs inside the test process. */
export interface Engine {
  readonly dialect: Dialect;
  /** Answers a query, row by row, every row as its cells in order. */
  rows(query: string): Promise<readonly (readonly unknown[])[]>;
  run(statement: string): Promise<void>;
  /** Makes the table `book` with a whole-number column `id` (0, 1, …) and number columns as named, and fills it. */
  load(names: readonly string[], columns: readonly (readonly Cell[])[]): Promise<void>;
  close(): Promise<void>;
}

const DOUBLE = { duckdb: "DOUBLE", postgres: "double precision", sqlite: "REAL" } as const;

function createBook(dialect: keyof typeof DOUBLE, names: readonly string[]): string {
  const columns = names.map((name) => `${sqlName(name, dialect)} ${DOUBLE[dialect]}`);
  return `CREATE TABLE book (id INTEGER, ${columns.join(", ")})`;
}

async function openDuckDB(): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection: DuckDBConnection = await instance.connect();
  return {
    dialect: "duckdb",
    rows: async (query) => (await connection.runAndReadAll(query)).getRows(),
    run: async (statement) => void (await connection.run(statement)),
    async load(names, columns) {
      await connection.run(`DROP TABLE IF EXISTS book; ${createBook("duckdb", names)}`);
      const appender = await connection.createAppender("book");
      for (let i = 0; i < (columns[0]?.length ?? 0); i++) {
        appender.appendInteger(i);
        for (const column of columns) {
          const cell = column[i] ?? null;
          if (cell === null) appender.appendNull();
          else appender.appendDouble(cell);
        }
        appender.endRow();
      }
      appender.closeSync();
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Where the server of a worker is kept from one test file to the next: starting one takes seconds. */
const KEPT = Symbol.for("clientele.tests.postgres");

/** The worker's server as a new one would be: no tables and no settings of the file before. */
async function cleanPostgres(): Promise<PGlite> {
  const kept = globalThis as { [KEPT]?: PGlite };
  kept[KEPT] ??= await PGlite.create();
  const db = kept[KEPT];
  await db.exec("DISCARD ALL");
  await db.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  return db;
}

async function openPostgres(): Promise<Engine> {
  const db = await cleanPostgres();
  return {
    dialect: "postgres",
    rows: async (query) => (await db.query<unknown[]>(query, [], { rowMode: "array" })).rows,
    run: async (statement) => void (await db.exec(statement)),
    async load(names, columns) {
      await db.exec(`DROP TABLE IF EXISTS book; ${createBook("postgres", names)}`);
      const written = (cell: Cell): string => (Object.is(cell, -0) ? "-0" : cell === null ? "" : String(cell));
      const lines = Array.from(columns[0] ?? [], (_, i) =>
        [String(i), ...columns.map((column) => written(column[i] ?? null))].join(","),
      );
      await db.query("COPY book FROM '/dev/blob' WITH (FORMAT csv)", [], { blob: new Blob([lines.join("\n")]) });
    },
    close: async () => {},
  };
}

async function openSQLite(): Promise<Engine> {
  const db = new sqlite.Database(":memory:");
  return {
    dialect: "sqlite",
    rows: async (query) => db.all(query).map((row) => Object.values(row as object)),
    run: async (statement) => db.exec(statement),
    async load(names, columns) {
      db.exec(`DROP TABLE IF EXISTS book; ${createBook("sqlite", names)}; BEGIN`);
      const insert = db.prepare(`INSERT INTO book VALUES (?${", ?".repeat(names.length)})`);
      for (let i = 0; i < (columns[0]?.length ?? 0); i++) {
        // SQLite keeps NaN as a missing value, whoever binds it
        insert.run([i, ...columns.map((column) => (Number.isNaN(column[i]) ? null : (column[i] ?? null)))]);
      }
      insert.finalize();
      db.exec("COMMIT");
    },
    close: async () => db.close(),
  };
}

/** Milliseconds that an engine may take to start on a busy machine. */
export const START_UP = 240_000;

/** The engines that run here; the other five dialects are composed and read back by the scanners of `scanners.ts`. */
export const engines: readonly (readonly [name: string, open: () => Promise<Engine>])[] = [
  ["DuckDB", openDuckDB],
  ["PostgreSQL", openPostgres],
  ["SQLite", openSQLite],
];

const cell = new Float64Array(1);
const bits = new BigInt64Array(cell.buffer);

/** The neighbouring double, towards +∞ for a step of 1 and towards −∞ for −1. */
export function nextDouble(value: number, step: 1 | -1): number {
  if (value === 0) return step * 5e-324;
  cell[0] = value;
  bits[0] = (bits[0] as bigint) + BigInt(value > 0 ? step : -step);
  return cell[0];
}

/** What is hard to compare: no value, no number, no end, both zeros, and both ends of what a double can hold. */
export const awkward: readonly Cell[] = [
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  9007199254740993,
  0.1 + 0.2,
  1e21,
  -1e-7,
];
