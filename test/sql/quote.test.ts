import { describe, expect, test } from "vitest";
import { type Dialect, dialects, sqlName, sqlText } from "../../src/sql/index.ts";
import { type Engine, engines } from "./engines.ts";

const inEach = (write: (dialect: Dialect) => string) =>
  Object.fromEntries(dialects.map((dialect) => [dialect, write(dialect)]));

test("a name keeps its spaces, its keyword and its quotes in every dialect", () => {
  expect(inEach((dialect) => sqlName('a "b" `c` \\', dialect))).toEqual({
    postgres: '"a ""b"" `c` \\"',
    duckdb: '"a ""b"" `c` \\"',
    sqlite: '`a "b" ``c`` \\`',
    clickhouse: '`a "b" \\`c\\` \\\\`',
    spark: '`a "b" ``c`` \\`',
    trino: '"a ""b"" `c` \\"',
    bigquery: '`a "b" \\`c\\` \\\\`',
    snowflake: '"a ""b"" `c` \\"',
  });
});

test("a text keeps its quotes and backslashes in every dialect", () => {
  expect(inEach((dialect) => sqlText("it's \\ \"`", dialect))).toEqual({
    postgres: "E'it''s \\\\ \"`'",
    duckdb: "'it''s \\ \"`'",
    sqlite: "'it''s \\ \"`'",
    clickhouse: "'it\\'s \\\\ \"`'",
    spark: "'it\\'s \\\\ \"`'",
    trino: "'it''s \\ \"`'",
    bigquery: "'it\\'s \\\\ \"`'",
    snowflake: "'it\\'s \\\\ \"`'",
  });
});

test("BigQuery never sees a raw line break, which would end the text", () => {
  expect(sqlText("one\r\ntwo", "bigquery")).toBe("'one\\r\\ntwo'");
  expect(sqlName("one\ntwo", "bigquery")).toBe("`one\\ntwo`");
});

test("Spark finds no variable to replace inside a text", () => {
  expect(sqlText(`$\${env:HOME} $`, "spark")).toBe("'$$\\{env:HOME} $'");
});

describe("a PostgreSQL server that reads backslashes as escapes", () => {
  test("reads the same text", async () => {
    const open = engines.find(([name]) => name === "PostgreSQL")?.[1] as () => Promise<Engine>;
    const engine = await open();
    await engine.run("SET standard_conforming_strings = off; SET escape_string_warning = off");
    expect(await engine.rows("SELECT '\\\\' AS read_as_escape")).toEqual([["\\"]]);
    for (const text of ["\\", "\\'", "\\'; DROP TABLE t; --", "a\\nb", "plain", "it's", "\\\\''"]) {
      expect(await engine.rows(`SELECT ${sqlText(text, "postgres")} AS t`)).toEqual([[text]]);
    }
    await engine.close();
  }, 60_000);
});
