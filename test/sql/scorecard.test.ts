import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { dialects, sqlName, sqlText } from "../../src/sql/index.ts";
import {
  fitScorecard,
  readFeatures,
  type ScorecardModel,
  scorecardToSql,
  scoreScorecard,
} from "../../src/targeting/index.ts";
import { type Engine, engines, nextDouble, START_UP } from "./engines.ts";

const random = createRandom(41);
const CITIES = ["Lyon", "O'Slo", "北京 \\ ;--", "Rome"];
const AGE = 'age "years"';
const records = Array.from({ length: 3000 }, () => {
  const age = random.uniform() < 0.1 ? null : random.integer(180, 800) / 10;
  const city = random.uniform() < 0.1 ? null : (CITIES[random.integer(0, 3)] as string);
  const balance = random.uniform() < 0.05 ? null : random.normal() * 1e4;
  return { [AGE]: age, city, balance };
});
const outcomes = records.map((record) => {
  const lift =
    ((record[AGE] as number | null) ?? 40) / 20 +
    (record.city === "Lyon" ? 1 : 0) +
    ((record.balance ?? 0) > 0 ? 0.8 : 0);
  return random.uniform() < 1 / (1 + Math.exp(4 - lift)) ? 1 : 0;
});
const table = readFeatures(records, [AGE, "city", "balance"]);
const models: readonly (readonly [string, ScorecardModel])[] = [
  ["weights of evidence", fitScorecard(table, outcomes)],
  ["one coefficient per group", fitScorecard(table, outcomes, { coding: "bins", direction: "free" })],
];
type Row = Readonly<Record<string, number | string | null>>;

/** Boundaries and their neighbours, levels never seen, and the customers of the fit. */
function rowsFor(model: ScorecardModel): Row[] {
  const edges = model.fields
    .flatMap(({ bins }) =>
      bins.flatMap(({ group }) => (group.kind === "range" && group.upTo !== undefined ? [group.upTo] : [])),
    )
    .flatMap((cut) => [cut, nextDouble(cut, 1), nextDouble(cut, -1)]);
  const numbers = [null, 0, -0, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, ...edges];
  const cities = [null, "", "Paris", "lyon", ...CITIES];
  return [
    ...numbers.flatMap((a) =>
      cities.map(
        (city): Row => ({ [AGE]: a, city, balance: numbers[random.integer(0, numbers.length - 1)] as number }),
      ),
    ),
    ...records,
  ];
}

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, START_UP);
  afterAll(() => engine.close());

  test.each(models)("%s: every row gets the points and the log-odds that TypeScript gives it", async (_name, model) => {
    const rows = rowsFor(model);
    const { dialect } = engine;
    const quoted = (name: string) => sqlName(name, dialect);
    const number = dialect === "sqlite" ? "REAL" : dialect === "duckdb" ? "DOUBLE" : "double precision";
    const text = dialect === "duckdb" ? "VARCHAR" : "TEXT";
    await engine.run("DROP TABLE IF EXISTS people");
    await engine.run(`CREATE TABLE people (id INTEGER, ${quoted(AGE)} ${number}, town ${text}, balance ${number})`);
    const cell = (value: number | string | null) =>
      value === null ? "NULL" : typeof value === "string" ? sqlText(value, dialect) : literal(value, dialect);
    for (let from = 0; from < rows.length; from += 500) {
      const values = rows
        .slice(from, from + 500)
        .map(
          (row, i) =>
            `(${from + i}, ${cell(row[AGE] as number)}, ${cell(row["city"] as string)}, ${cell(row["balance"] as number)})`,
        );
      await engine.run(`INSERT INTO people VALUES ${values.join(", ")}`);
    }
    const columns = { city: ["p", "town"] };
    const points = scorecardToSql(model, { dialect, columns, as: "points of it" });
    const logOdds = scorecardToSql(model, { dialect, columns, result: "logOdds" });
    const answered = await engine.rows(`SELECT ${points}, ${logOdds} FROM people AS p ORDER BY id`);
    expect(answered.map(([p, l]) => [Number(p), l])).toEqual(
      rows.map((row) => {
        const score = scoreScorecard(model, row);
        return [score.points, score.logOdds];
      }),
    );
  });
});

/** A double as the engine reads it back to the last bit. */
function literal(value: number, dialect: string): string {
  const text = Object.is(value, -0) ? "-0.0" : value.toExponential();
  return dialect === "postgres" ? `'${text}'::double precision` : text;
}

test("every dialect is composed, and a bad column or result is refused", () => {
  const [, model] = models[0] as (typeof models)[number];
  for (const dialect of dialects)
    expect(scorecardToSql(model, { dialect }).startsWith(String(model.basePoints))).toBe(true);
  const act = (options: unknown) => () => scorecardToSql(model, options as never);
  const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
  expect(act(undefined)).toThrow(refused("invalid_type"));
  expect(act({ dialect: "mysql" })).toThrow(refused("unknown_id"));
  expect(act({ dialect: "duckdb", result: "chance" })).toThrow(refused("unknown_id"));
  expect(act({ dialect: "duckdb", columns: { city: "" } })).toThrow(refused("invalid_type"));
  expect(() => scorecardToSql({} as never, { dialect: "duckdb" })).toThrow(refused("invalid_model"));
});
