import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DealHistory, definePipeline, fitFunnel, funnelToSql, predictDealColumn } from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { dialects, sqlName, sqlText } from "../../src/sql/index.ts";
import { awkward, type Cell, type Engine, engines, START_UP } from "./engines.ts";

const ROWS = 20_000;
const DAY = 86_400_000;
const random = createRandom(5);

/** Stages, products and owners that would break out of their quotes if they could. */
const stages = ["talk'; --", 'offer "x"', "签约 \\"] as const;
const products = ["it's", "p\\q", "__proto__", "产品 B"];
const owners = ["Ann; DROP TABLE book", "Bo"];
const pipeline = definePipeline({
  id: "p",
  stages: [
    ...stages.map((id) => ({ id, category: "open" as const })),
    { id: "won", category: "won" },
    { id: "lost", category: "lost" },
  ],
});

const past: DealHistory[] = Array.from({ length: 900 }, (_, i) => {
  const product = products[i % products.length] as string;
  const pace = product === "it's" ? 4 : 12;
  let at = random.integer(0, 300);
  const steps: { stage: string; entered: number }[] = [];
  for (const stage of stages) {
    steps.push({ stage, entered: at * DAY });
    at += 1 + Math.floor(-pace * Math.log(1 - random.uniform()));
    if (random.uniform() < 0.15) break;
  }
  steps.push({ stage: steps.length === stages.length ? "won" : "lost", entered: at * DAY });
  return {
    dealId: `d${i}`,
    amount: random.integer(1, 900),
    product,
    owner: owners[i % 2] as string,
    pushes: i % 3 === 0 ? [at * DAY] : [],
    stages: steps,
  };
});
const model = fitFunnel(past, { pipeline, asOf: 250 * DAY });

/** The book's number columns: texts are coded, since engines are loaded with numbers. */
const names = ["stage code", "days", "product code", "owner code", "amount", "pushes"];
const stageTexts = [...stages, "won", "elsewhere"];
const productTexts = [...products, "new"];
const ownerTexts = [...owners, "Cy"];

const text = (column: string, texts: readonly string[], engine: Engine): string =>
  `CASE CAST(${sqlName(column, engine.dialect)} AS INTEGER) ${texts
    .map((value, i) => `WHEN ${i} THEN ${sqlText(value, engine.dialect)}`)
    .join(" ")} END`;

function bookRows(): Cell[][] {
  const rows: Cell[][] = [];
  for (const days of awkward) for (const amount of awkward) rows.push([0, days, 0, 0, amount, 0]);
  for (const pushes of awkward) rows.push([1, 3, 1, 1, 10, pushes]);
  rows.push([null, 3, 0, 0, 10, 0], [0, 36_525, 0, 0, 10, 0], [0, 36_524.9, 0, 0, 10, 0]);
  while (rows.length < ROWS) {
    rows.push([
      random.integer(0, stageTexts.length - 1),
      random.integer(0, 4) === 0 ? random.uniform() * 400 : random.integer(0, 60),
      random.integer(0, 9) === 0 ? null : random.integer(0, productTexts.length - 1),
      random.integer(0, 9) === 0 ? null : random.integer(0, ownerTexts.length - 1),
      random.integer(0, 9) === 0 ? null : random.integer(0, 1000),
      random.integer(0, 9) === 0 ? null : random.integer(0, 4),
    ]);
  }
  return rows;
}

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, START_UP);
  afterAll(() => engine.close());

  test("every one of 20,000 deals gets the chance that TypeScript gives it, and NULL where that refuses", async () => {
    const rows = bookRows();
    await engine.load(
      names,
      names.map((_name, k) => rows.map((row) => row[k] as Cell)),
    );
    const q = (name: string): string => sqlName(name, engine.dialect);
    const texts = [
      text("stage code", stageTexts, engine),
      text("product code", productTexts, engine),
      text("owner code", ownerTexts, engine),
    ];
    const deals = `(SELECT id, ${texts[0]} AS ${q("a stage")}, ${texts[1]} AS ${q("product")}, ${texts[2]} AS ${q("owner")}, ${q("days")}, ${q("amount")}, ${q("pushes")} FROM book) AS d`;
    const {
      lookup,
      on,
      chance,
      rows: size,
    } = funnelToSql(model, {
      dialect: engine.dialect,
      horizonDays: 30,
      alias: 'l "1"; --'.replaceAll('"', engine.dialect === "sqlite" ? "`" : '"'),
      as: "won within 30 days",
      columns: {
        stage: ["d", "a stage"],
        ageDays: ["d", "days"],
        product: ["d", "product"],
        owner: ["d", "owner"],
        amount: ["d", "amount"],
        pushes: ["d", "pushes"],
      },
    });
    expect(size).toBeGreaterThan(100);
    const answers = await engine.rows(
      `SELECT d.id, ${chance} FROM ${deals} LEFT JOIN ${lookup} ON ${on} ORDER BY d.id`,
    );
    expect(answers).toHaveLength(ROWS);

    // SQLite keeps NaN as a missing value
    const kept = (cell: Cell): Cell => (engine.dialect === "sqlite" && Number.isNaN(cell) ? null : cell);
    const taken = (cell: Cell): boolean => cell === null || (Number.isFinite(cell) && cell >= 0);
    const valid = rows.map(([stage, days, , , amount, pushes]) => {
      const age = days as Cell;
      const isOpen = stage !== null && (stage as number) < stages.length;
      const inRange = age !== null && Number.isFinite(age) && age >= 0 && age < 36_525;
      return isOpen && inRange && taken(kept(amount as Cell)) && taken(kept(pushes as Cell));
    });
    const good = rows.filter((_row, i) => valid[i]);
    expect(good.length).toBeGreaterThan(ROWS / 3);
    const expected = predictDealColumn(
      model,
      {
        stage: good.map((row) => stageTexts[row[0] as number] as string),
        ageDays: good.map((row) => row[1] as number),
        product: good.map((row) => (row[2] === null ? null : productTexts[row[2] as number])),
        owner: good.map((row) => (row[3] === null ? null : ownerTexts[row[3] as number])),
        amount: good.map((row) => kept(row[4] as Cell)),
        pushes: good.map((row) => kept(row[5] as Cell)),
      },
      { horizonDays: 30 },
    );
    let next = 0;
    const wanted = valid.map((isValid) => (isValid ? expected[next++] : null));
    const wrong = wanted.flatMap((value, i) => (answers[i]?.[1] === value ? [] : [[rows[i], answers[i]?.[1], value]]));
    expect(wrong).toEqual([]);
    expect(new Set(expected).size).toBeGreaterThan(100);
  }, 120_000);
});

const columns = { stage: ["d", "stage"], ageDays: ["d", "days"] };

test("a segment without a column is known of no deal, so the table is the shorter for it", () => {
  const whole = funnelToSql(model, {
    dialect: "duckdb",
    horizonDays: 30,
    columns: { ...columns, product: ["d", "product"] },
  });
  const bare = funnelToSql(model, { dialect: "duckdb", horizonDays: 30, columns });
  expect(bare.rows).toBeLessThan(whole.rows);
  expect(bare.on).not.toContain("product");
});

test.each(dialects)("%s: the table is written in the dialect's own words", (dialect) => {
  const { lookup, on, chance, rows } = funnelToSql(model, { dialect, horizonDays: 7, columns });
  expect(lookup.split("\n").filter((line) => line.startsWith("(") && /^\(E?'/.test(line))).toHaveLength(rows);
  expect(chance).toBe(`${sqlName("chances", dialect)}.${sqlName("chance_won", dialect)}`);
  expect(on).toContain(sqlName("chance_stage", dialect));
});

test.each([
  ["no options", () => funnelToSql(model, undefined as never), "invalid_type"],
  ["no columns", () => funnelToSql(model, { dialect: "duckdb", horizonDays: 1 } as never), "invalid_type"],
  ["another engine", () => funnelToSql(model, { dialect: "oracle" as never, horizonDays: 1, columns }), "unknown_id"],
  [
    "a column without a name",
    () => funnelToSql(model, { dialect: "duckdb", horizonDays: 1, columns: { ...columns, stage: "" } }),
    "invalid_type",
  ],
  [
    "a horizon of eleven years",
    () => funnelToSql(model, { dialect: "duckdb", horizonDays: 4000, columns }),
    "out_of_range",
  ],
])("refuses %s", (_, act, code) => {
  expect(act).toThrow(expect.objectContaining({ code }));
});

test("a table that nobody would want to read is refused, and the remedy named", () => {
  const effect = (i: number) => ({ value: `v${i}`, factor: 1 + i / 1000, weight: 1, n: 9, expected: 9, stages: [] });
  const many = Array.from({ length: 120 }, (_, i) => effect(i + 1));
  const wide = {
    ...model,
    segments: [
      { field: "product" as const, effects: many },
      { field: "owner" as const, effects: many },
    ],
  };
  const ask = (own: object) => () =>
    funnelToSql(wide, { dialect: "duckdb", horizonDays: 1, columns: { ...columns, ...own } });
  expect(ask({ product: "p", owner: "o" })).toThrow(
    /more than 10000 combinations of segments; leave out a segment's column/,
  );
  expect(ask({ product: "p" })).not.toThrow();
});
