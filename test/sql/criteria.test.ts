import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { type Dialect, sqlName, sqlText } from "../../src/sql/index.ts";
import {
  type Criterion,
  type CriterionAnswer,
  criteriaToSql,
  fitCriteria,
  scoreAccount,
  scoreAccounts,
} from "../../src/tiering/index.ts";
import { awkward, type Cell, type Engine, engines, nextDouble, START_UP } from "./engines.ts";

const ROWS = 20_000;
const random = createRandom(31);
const numbers = ["order value", "days 'open'", "z", "顾客 visits", "grade"] as const;
const grades = ["it's \\ poor", 'fair "enough"', "很好 --", "top"];
const criteria: readonly Criterion[] = [
  { id: "order value", kind: "quantitative", weight: 0.31 },
  { id: "days 'open'", kind: "quantitative", normalise: "min_max", direction: "less", weight: 0.17 },
  { id: "z", kind: "quantitative", normalise: "z", weight: 0.23 },
  { id: "顾客 visits", kind: "quantitative", anchors: { worst: 12, best: -3 }, weight: 0.1 },
  { id: "grade", kind: "ordinal", levels: [0, 1, 2.5], utilities: [0.1, 0.1, 0.7], weight: 0.07 },
  { id: "opinion", kind: "ordinal", levels: grades, weight: 0.12 },
  { id: "refers", kind: "ordinal", levels: [false, true], weight: 0.9 },
  { id: "watched only", kind: "ordinal", levels: ["a", "b"], weight: 0 },
];
type Account = Readonly<Record<string, CriterionAnswer>>;

const ordinary = (): Account => ({
  "order value": Math.exp(3 + random.normal()),
  "days 'open'": random.integer(0, 90),
  z: random.normal() * 1e6,
  "顾客 visits": random.integer(-5, 15),
  grade: [0, 1, 2.5][random.integer(0, 2)] as number,
  opinion: grades[random.integer(0, 3)] as string,
  refers: random.uniform() < 0.5,
  "watched only": random.uniform() < 0.5 ? "a" : "b",
});
const learned = Array.from({ length: 3000 }, ordinary);
const model = fitCriteria(learned, { criteria });

/** Accounts with gaps, with every point of every line and its neighbours, and with what no scale knows. */
const accounts = Array.from({ length: ROWS }, (_, i): Account => {
  const account: Record<string, CriterionAnswer> = { ...ordinary() };
  const gaps = random.uniform() < 0.5 ? 0 : random.uniform();
  for (const { id } of criteria) if (random.uniform() < gaps) account[id] = null;
  if (i % 3 === 0) {
    const fitted = model.criteria[random.integer(0, 3)];
    if (fitted?.kind === "quantitative") {
      const at = fitted.at[random.integer(0, fitted.at.length - 1)] as number;
      account[fitted.id] = [at, nextDouble(at, 1), nextDouble(at, -1)][random.integer(0, 2)] as number;
    }
  }
  if (i % 50 === 0) account[numbers[i % 5] as string] = awkward[(i / 50) % awkward.length] as Cell;
  if (i % 97 === 0) account["opinion"] = "no such answer";
  if (i % 331 === 0) for (const { id } of criteria) account[id] = null;
  return account;
});

/** The table as an engine holds it: texts and truths beside the numbers. */
function source(dialect: Dialect): string {
  const name = (id: string) => sqlName(id, dialect);
  const words = [...grades, "no such answer"].map((word, k) => `WHEN ${k} THEN ${sqlText(word, dialect)}`).join(" ");
  return `(SELECT id, ${numbers.map(name).join(", ")}, CASE ${name("o")} ${words} END AS ${name("opinion")},
    CASE ${name("t")} WHEN 0 THEN FALSE WHEN 1 THEN TRUE END AS ${name("refers")},
    CASE ${name("w")} WHEN 0 THEN 'a' WHEN 1 THEN 'b' END AS ${name("watched only")} FROM book) AS accounts`;
}

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    const code = (list: readonly unknown[], answer: unknown): Cell => (answer === null ? null : list.indexOf(answer));
    await engine.load(
      [...numbers, "o", "t", "w"],
      [
        ...numbers.map((id) => accounts.map((account) => account[id] as Cell)),
        accounts.map((account) => code([...grades, "no such answer"], account["opinion"])),
        accounts.map((account) => code([false, true], account["refers"])),
        accounts.map((account) => code(["a", "b"], account["watched only"])),
      ],
    );
  }, START_UP);
  afterAll(() => engine.close());

  test("every one of 20,000 accounts gets the score and the coverage that TypeScript gives it", async () => {
    const { dialect } = engine;
    const score = criteriaToSql(model, { dialect, as: "score" });
    const coverage = criteriaToSql(model, {
      dialect,
      column: (id) => ["accounts", id],
      result: "coverage",
      as: "part",
    });
    const rows = await engine.rows(`SELECT ${score}, ${coverage} FROM ${source(dialect)} ORDER BY id`);
    const kept: number[] = [];
    const expected = accounts.map((account, i) => {
      // SQLite keeps NaN as a missing value
      const stored = Object.fromEntries(
        Object.entries(account).map(([id, a]) => [id, dialect === "sqlite" && Number.isNaN(a) ? null : a]),
      );
      try {
        const scored = scoreAccount(model, stored);
        kept.push(i);
        return [scored.score ?? null, scored.coverage];
      } catch {
        return [null, null];
      }
    });
    const wrong = expected.flatMap((row, i) =>
      Object.is(row[0], rows[i]?.[0]) && row[1] === rows[i]?.[1] ? [] : [[row, rows[i]]],
    );
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(kept.length).toBeGreaterThan(15_000);
    expect(kept.length).toBeLessThan(ROWS);
    const clean = kept.filter((i) => !Object.values(accounts[i] as Account).some(Number.isNaN));
    const column = scoreAccounts(
      model,
      clean.map((i) => accounts[i] as Account),
    );
    expect(column.map(({ score: own }) => own ?? null)).toEqual(clean.map((i) => rows[i]?.[0]));
  });
});

test("levels of several types are refused, as no column holds them", () => {
  const mixed = fitCriteria([], { criteria: [{ id: "x", kind: "ordinal", levels: [0, "many"] }] });
  expect(() => criteriaToSql(mixed, { dialect: "duckdb" })).toThrow(
    expect.objectContaining({ name: "ClienteleError", code: "inconsistent" }),
  );
});

test("bad models and options are refused", () => {
  const refused = (code: string, text = "") =>
    expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });
  const act = (m: unknown, o: unknown) => () => criteriaToSql(m as never, o as never);
  for (const bad of [undefined, null, 5, "m", []]) expect(act(bad, {})).toThrow(refused("invalid_type", "model"));
  for (const bad of [{}, { kind: "criteria" }, { kind: "criteria", criteria: [null] }]) {
    expect(act(bad, { dialect: "duckdb" })).toThrow(refused("invalid_model"));
  }
  for (const bad of [undefined, null, 5, "duckdb", []])
    expect(act(model, bad)).toThrow(refused("invalid_type", "options"));
  for (const bad of [undefined, "mysql", 5])
    expect(act(model, { dialect: bad })).toThrow(refused("unknown_id", "dialect"));
  for (const bad of ["", "points", null]) {
    expect(act(model, { dialect: "duckdb", result: bad })).toThrow(refused("unknown_id", "result"));
  }
  for (const bad of [null, "x", {}])
    expect(act(model, { dialect: "duckdb", column: bad })).toThrow(refused("invalid_type"));
  for (const bad of [undefined, "", 5, [], "\0"]) {
    expect(act(model, { dialect: "duckdb", column: () => bad })).toThrow(refused("invalid_type"));
  }
});
