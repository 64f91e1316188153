import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { dialects, sqlName } from "../../src/sql/index.ts";
import { assignTier, assignTierColumn, fitTiers, type TierModel, tiersToSql } from "../../src/tiering/index.ts";
import { awkward, type Cell, type Engine, engines, nextDouble, START_UP } from "./engines.ts";

const ROWS = 20_000;
const random = createRandom(7);
const fitted = fitTiers(
  Float64Array.from({ length: 5000 }, () => Math.exp(3 + 2 * random.normal())),
  {
    tiers: [
      { id: 'O\'Neill "top"', share: 0.01 },
      { id: "C:\\large\\", share: 0.04 },
      { id: "中客户 `x` -- ; /*", share: 0.15 },
      { id: "\\'); DROP TABLE book; --\n$${env:HOME}", share: 0.8 },
    ],
  },
);

/** A model by hand, whose cuts lie where doubles are hard to write, to read and to compare. */
function withCuts(cuts: readonly number[]): TierModel {
  const tiers = Array.from({ length: cuts.length + 1 }, (_, i) => ({ id: `tier ${i}`, share: 1 / (cuts.length + 1) }));
  return { ...fitted, tiers, cuts };
}

const models: readonly (readonly [name: string, model: TierModel])[] = [
  ["a fitted pyramid with names full of quotes", fitted],
  ["one tier", withCuts([])],
  ["a cut at zero", withCuts([0])],
  ["a cut at minus zero", withCuts([-0])],
  [
    "cuts at the ends of what a double holds",
    withCuts([Number.MAX_VALUE, 1e300, 599832.181222788, 0.1 + 0.2, 5e-324, 0, -5e-324, -1e-300, -Number.MAX_VALUE]),
  ],
  ["tied cuts", withCuts([100, 100, 2.5, 2.5])],
];

/** Every cut with its two neighbours, everything awkward, and a book around the cuts with ties and zeros. */
function bookFor({ cuts }: TierModel): Cell[] {
  const cells: Cell[] = [...awkward];
  for (const cut of cuts) cells.push(cut, nextDouble(cut, 1), nextDouble(cut, -1), -cut);
  while (cells.length < ROWS) {
    const draw = random.uniform();
    if (draw < 0.05) cells.push(null);
    else if (draw < 0.1) cells.push(Number.NaN);
    else if (draw < 0.3) cells.push(random.integer(-3, 110));
    else if (draw < 0.4 && cuts.length > 0) cells.push(cuts[random.integer(0, cuts.length - 1)] as number);
    else cells.push(Math.exp(3 + 2 * random.normal()));
  }
  return cells;
}

/** The same answer as SQL is asked for: NULL exactly where TypeScript refuses. */
function answerOf(model: TierModel, cell: Cell): string | null {
  if (cell === null || !Number.isFinite(cell)) {
    expect(() => assignTier(model, cell as number)).toThrow(expect.objectContaining({ name: "ClienteleError" }));
    return null;
  }
  return assignTier(model, cell);
}

const oddNames = [
  "order value",
  'the "best"',
  "it's",
  "select",
  "顾客 价值",
  "back\\slash`",
  "x; DROP TABLE book",
  "Value",
];

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, START_UP);
  afterAll(() => engine.close());

  test.each(models)("%s: every one of 20,000 rows gets the tier that TypeScript gives it", async (_name, model) => {
    const cells = bookFor(model);
    const name = oddNames[model.cuts.length % oddNames.length] as string;
    await engine.load([name], [cells]);
    const tier = tiersToSql(model, { dialect: engine.dialect, column: name, as: "their tier" });
    const rows = await engine.rows(`SELECT ${tier} FROM book ORDER BY id`);
    expect(rows.map(([id]) => id)).toEqual(cells.map((cell) => answerOf(model, cell)));
    expect(rows).toHaveLength(ROWS);
    // scalar = column = SQL
    const kept = cells.flatMap((cell, i) => (cell !== null && Number.isFinite(cell) ? [i] : []));
    const column = assignTierColumn(
      model,
      kept.map((i) => cells[i] as number),
    );
    expect(Array.from(column, (tierAt) => model.tiers[tierAt]?.id)).toEqual(kept.map((i) => rows[i]?.[0]));
  });

  test.each(oddNames)("a column may be called %s", async (name) => {
    await engine.load([name], [[1, 1e6, null]]);
    const options = { dialect: engine.dialect, as: name };
    const byName = tiersToSql(fitted, { ...options, column: name });
    const byPath = tiersToSql(fitted, { ...options, column: ["b", name] });
    const last = fitted.tiers[3]?.id;
    const expected = [[last], [fitted.tiers[0]?.id], [null]];
    expect(await engine.rows(`SELECT ${byName} FROM book ORDER BY id`)).toEqual(expected);
    expect(await engine.rows(`SELECT ${byPath} FROM book AS b ORDER BY id`)).toEqual(expected);
    // the expression serves where a value does
    const filter = tiersToSql(fitted, { dialect: engine.dialect, column: name });
    expect(await engine.rows(`SELECT id FROM book WHERE ${filter} IS NULL`)).toHaveLength(1);
  });

  test("a column that does not exist is an error, never an empty answer", async () => {
    await engine.load(["value"], [[1]]);
    const tier = tiersToSql(fitted, { dialect: engine.dialect, column: "valeu" });
    await expect(engine.rows(`SELECT ${tier} FROM book`)).rejects.toThrow(/valeu/);
  });

  test("whole and decimal numbers are read as JavaScript reads them", async () => {
    const texts = ["9007199254740993", "-9007199254740993", "9007199254740992", "3", "0"];
    const model = withCuts([9007199254740992, 3, -9007199254740992]);
    const column = sqlName("n", engine.dialect);
    const tier = tiersToSql(model, { dialect: engine.dialect, column: "n" });
    for (const type of ["BIGINT", "DECIMAL(20, 3)"]) {
      const source = texts
        .map((text, i) => `SELECT ${i} AS i, CAST(${text} AS ${type}) AS ${column}`)
        .join(" UNION ALL ");
      const rows = await engine.rows(`SELECT ${tier} FROM (${source}) AS t ORDER BY i`);
      expect(
        rows.map(([id]) => id),
        type,
      ).toEqual(texts.map((text) => assignTier(model, Number(text))));
    }
  });
});

test("a text in a number column of SQLite gets no tier", async () => {
  const open = engines.find(([name]) => name === "SQLite")?.[1] as () => Promise<Engine>;
  const engine = await open();
  await engine.run("CREATE TABLE loose (id INTEGER, v)");
  await engine.run("INSERT INTO loose VALUES (0, 'n/a'), (1, x'31'), (2, '7'), (3, 1e9), (4, 1000000000)");
  const tier = tiersToSql(withCuts([5]), { dialect: "sqlite", column: "v" });
  expect(await engine.rows(`SELECT ${tier} AS t FROM loose ORDER BY id`)).toEqual([
    [null],
    [null],
    [null],
    ["tier 0"],
    ["tier 0"],
  ]);
  await engine.close();
});

test.each(dialects)("%s: what is missing or no number is asked about before any cut", (dialect) => {
  const [first, guard, ...others] = tiersToSql(withCuts([5, 1]), { dialect, column: "v" }).split("\n");
  expect(first).toBe("CASE");
  expect(guard).toMatch(
    /^ {2}WHEN (["`]v["`] IS NULL|typeof\(`v`\) NOT IN \('integer', 'real'\)) OR NOT \(.*\) THEN NULL$/,
  );
  expect(others.map((line) => line.split(" THEN ").at(-1)?.trim())).toEqual([
    "'tier 0'",
    "'tier 1'",
    "ELSE 'tier 2'",
    "END",
  ]);
});

test("all eight dialects, as they are written", () => {
  const cut = (dialect: (typeof dialects)[number]) =>
    tiersToSql(withCuts([0.5]), { dialect, column: ["c", "v"] })
      .split("\n")[2]
      ?.trim();
  expect(Object.fromEntries(dialects.map((dialect) => [dialect, cut(dialect)]))).toEqual({
    postgres: `WHEN CAST("c"."v" AS double precision) >= CAST('5e-1' AS double precision) THEN 'tier 0'`,
    duckdb: `WHEN CAST("c"."v" AS DOUBLE) >= 5e-1 THEN 'tier 0'`,
    sqlite: "WHEN CAST(`c`.`v` AS REAL) >= 5e-1 THEN 'tier 0'",
    clickhouse: "WHEN toFloat64(`c`.`v`) >= 5e-1 THEN 'tier 0'",
    spark: "WHEN CAST(`c`.`v` AS DOUBLE) >= 5e-1D THEN 'tier 0'",
    trino: `WHEN CAST("c"."v" AS DOUBLE) >= 5e-1 THEN 'tier 0'`,
    bigquery: "WHEN CAST(`c`.`v` AS FLOAT64) >= 5e-1 THEN 'tier 0'",
    snowflake: `WHEN CAST("c"."v" AS DOUBLE) >= CAST('5e-1' AS DOUBLE) THEN 'tier 0'`,
  });
});
