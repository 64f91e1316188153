import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { dialects } from "../../src/sql/index.ts";
import {
  type BuyingKind,
  type ClvToSqlOptions,
  clvToSql,
  defineBuyingModel,
  type LifetimeModels,
  type LifetimeValueColumns,
  predictLifetimeValueColumn,
} from "../../src/value/index.ts";
import { publishedSpending as spending } from "../value/lifetime-books.ts";
import { type Cell, type Engine, engines, START_UP } from "./engines.ts";

const published: Readonly<Record<BuyingKind, Readonly<Record<string, number>>>> = {
  bg_nbd: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  mbg_nbd: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
  pareto_nbd: { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 },
};
const modelsOf = (kind: BuyingKind, parameters = published[kind]): LifetimeModels<"week"> => ({
  buying: defineBuyingModel(kind, { unit: "week", parameters: parameters as never }) as never,
  spending,
});

const random = createRandom(8);
const range = { frequency: 24, age: 60 };
const customers = Array.from({ length: 1500 }, (_, i) => {
  const age = i % 7 === 0 ? 0 : random.uniform() ** 2 * range.age;
  const most = [0, 1, 3, 9, 20, range.frequency][i % 6] as number;
  const frequency = age === 0 ? 0 : random.integer(0, most);
  const recency = frequency === 0 ? 0 : age * random.uniform() ** (1 / (1 + frequency));
  return { frequency, recency, age, meanSpend: frequency === 0 ? 0 : 1 + 80 * random.uniform() };
});
const table = {
  unit: "week",
  frequency: customers.map((c) => c.frequency),
  recency: customers.map((c) => c.recency),
  age: customers.map((c) => c.age),
  meanSpend: customers.map((c) => c.meanSpend),
} as const;
const names = ["frequency", "recency", "age", "meanSpend"] as const;
const terms = { discountRate: 0.15, marginRate: 0.3, refundShare: 0.02 } as const;
const cases: readonly (readonly [string, LifetimeModels<"week">, Partial<ClvToSqlOptions<"week">>])[] = [
  ["BG/NBD, without end", modelsOf("bg_nbd"), { horizon: "infinite" }],
  ["BG/NBD, a year by months", modelsOf("bg_nbd"), { horizon: { unit: "week", length: 52 }, compounding: "periodic" }],
  ["MBG/NBD, a year", modelsOf("mbg_nbd"), { horizon: { unit: "week", length: 52 } }],
  ["Pareto/NBD, without end", modelsOf("pareto_nbd"), { horizon: "infinite" }],
  [
    "Pareto/NBD, without end or discount",
    modelsOf("pareto_nbd", { r: 2, alpha: 20, s: 1.6, beta: 9 }),
    { horizon: "infinite", discountRate: 0 },
  ],
  [
    "MBG/NBD, without end or discount",
    modelsOf("mbg_nbd", { r: 2, alpha: 1, a: 1.4, b: 0.3 }),
    { horizon: "infinite", discountRate: 0 },
  ],
];

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await engine.load(
      names,
      names.map((name) => table[name]),
    );
  }, START_UP);
  afterAll(() => engine.close());

  test.each(cases)(
    "%s: a row is worth what TypeScript says, to 1e-8 of a live customer's worth",
    async (_name, models, own) => {
      const options = { ...terms, horizon: "infinite" as const, ...own };
      const expected = predictLifetimeValueColumn(models, table, options) as LifetimeValueColumns;
      const results = ["value", "alive", "discountedPurchases", "spend"] as const;
      const texts = results.map((result) =>
        clvToSql(models, { ...options, dialect: engine.dialect, range, result, as: result }),
      );
      const answered = await engine.rows(`SELECT ${texts.join(", ")} FROM book ORDER BY id`);
      let worst = 0;
      answered.forEach((row, i) => {
        results.forEach((result, k) => {
          const right = expected[result][i] as number;
          const alive = result === "spend" ? 1 : (expected.alive[i] as number);
          const got = Number(row[k]);
          const whole = result === "alive" ? 1 : Math.abs(right) / Math.max(alive, Number.MIN_VALUE);
          if (whole > 0) worst = Math.max(worst, Math.abs(got - right) / whole);
        });
      });
      expect(answered.length).toBe(customers.length);
      expect(worst).toBeLessThan(1e-8);
    },
  );

  test("rows that TypeScript would refuse, and those out of range, get NULL", async () => {
    const rows: Cell[][] = [
      [1, 2, 3, 20],
      [1.5, 2, 3, 20],
      [1, 4, 3, 20],
      [0, 1, 3, 0],
      [null, 0, 3, 0],
      [1, 2, 3, null],
      [1, 2, 3, -1],
      [25, 2, 3, 10],
      [1, 2, 61, 10],
      [-1, 0, 1, 0],
      [0, 0, 3, null],
      [0, 0, 3, 7],
    ];
    await engine.load(
      names,
      names.map((_, k) => rows.map((row) => row[k] as Cell)),
    );
    const text = clvToSql(modelsOf("bg_nbd"), { ...terms, horizon: "infinite", dialect: engine.dialect, range });
    const answered = await engine.rows(`SELECT ${text} FROM book ORDER BY id`);
    expect(answered.map(([cell]) => cell === null)).toEqual(rows.map((_, i) => i !== 0 && i !== 10));
  });
});

test("every dialect is composed, and what cannot be written is refused", () => {
  const models = modelsOf("bg_nbd");
  const options = { ...terms, horizon: "infinite" as const, range: { frequency: 3, age: 50 } };
  for (const dialect of dialects) {
    expect(clvToSql(models, { ...options, dialect, as: "worth" }).startsWith("CASE")).toBe(true);
  }
  const act = (own: object) => () => clvToSql(models, { ...options, dialect: "duckdb", ...own } as never);
  const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
  expect(act({ dialect: "mysql" })).toThrow(refused("unknown_id"));
  expect(act({ result: "worth" })).toThrow(refused("unknown_id"));
  expect(act({ range: { frequency: 2.5, age: 1 } })).toThrow(refused("out_of_range"));
  expect(act({ range: undefined })).toThrow(refused("invalid_type"));
  expect(act({ discountRate: 0 })).toThrow(refused("inconsistent"));
  expect(act({ columns: { age: "" } })).toThrow(refused("invalid_type"));
  const edited = (own: object) => () =>
    clvToSql({ ...models, spending: own } as never, { ...options, dialect: "duckdb" });
  expect(edited({})).toThrow(refused("invalid_model"));
  expect(edited({ ...spending, parameters: undefined })).toThrow(refused("invalid_type"));
  expect(edited({ ...spending, parameters: { ...spending.parameters, v: -1 } })).toThrow(refused("out_of_range"));
  const effects = [{ covariate: "shop", on: "alpha", coefficient: 0.1 }] as const;
  const moved = { ...models, buying: { ...models.buying, effects } } as LifetimeModels<"week">;
  expect(() => clvToSql(moved, { ...options, dialect: "duckdb" })).toThrow(refused("inconsistent"));
});
