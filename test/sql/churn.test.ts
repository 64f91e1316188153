import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { type ChurnModel, fitChurn, predictChurn, predictChurnColumn, riskToSql } from "../../src/retention/index.ts";
import { dialects, sqlName, sqlText } from "../../src/sql/index.ts";
import { type Engine, engines, START_UP } from "./engines.ts";

const random = createRandom(61);
const CITIES = ["Lyon", "O'Slo", "北京 \\ ;--", "Rome"];
const FEE = 'fee "net"';
const customers = Array.from({ length: 2500 }, () => ({
  tenure: random.integer(0, 60),
  [FEE]: random.uniform() < 0.1 ? null : random.integer(10, 900) / 10,
  calls: random.poisson(1.5),
  city: random.uniform() < 0.1 ? null : (CITIES[random.integer(0, 3)] as string),
}));
const left = customers.map(({ tenure, city, calls, ...facts }) => {
  const logOdds =
    -2 - tenure / 20 + (city === "Lyon" ? 1 - tenure / 15 : 0) + calls / 3 + ((facts[FEE] as number) ?? 40) / 50;
  return random.uniform() < 1 / (1 + Math.exp(-logOdds));
});
const table = {
  tenure: customers.map(({ tenure }) => tenure),
  left,
  covariates: {
    [FEE]: customers.map((c) => c[FEE] as number | null),
    calls: customers.map(({ calls }) => calls),
    city: customers.map(({ city }) => city),
  },
};
const learn = (more: object) => fitChurn(table, { rows: "months", folds: 2, ridge: 1, ...more }) as ChurnModel;
const bent = learn({ interactions: ["city", FEE] });
const models: readonly (readonly [string, ChurnModel])[] = [
  ["splines, missing facts, effects that change", bent],
  ["groups and lines", learn({ shapes: { [FEE]: "groups", calls: "straight" } })],
  ["a calibration", { ...bent, calibration: { intercept: -0.2, slope: 0.85 } }],
  ["log-odds out of all bounds", { ...bent, intercept: 5000 }],
];
type Row = Readonly<Record<string, number | string | null>>;

function rowsFor(model: ChurnModel): Row[] {
  const knots = model.fields.flatMap((field) =>
    field.kind === "number" ? [...field.knots, field.min, field.max] : [],
  );
  const fees = [null, -0, -5, 5e-324, 1e300, -1e300, ...knots];
  const tenures = [0, 1, 59, 60, 61, 400, 12_000];
  const cities = [null, "", "Paris", "lyon", ...CITIES];
  return [
    ...fees.flatMap((fee, i) =>
      cities.map(
        (city, k): Row => ({ tenure: tenures[(i + k) % tenures.length] as number, [FEE]: fee, calls: i % 4, city }),
      ),
    ),
    ...customers.slice(0, 250),
  ];
}

test("the models under test hold what SQL must be able to write", () => {
  expect(bent.interactions.map(({ id }) => id)).toContain("city");
  expect(bent.fields.map(({ missing }) => missing)).toEqual([false, true, true]);
  expect((models[1] as (typeof models)[number])[1].fields.map(({ kind }) => kind)).toEqual([
    "number",
    "category",
    "groups",
  ]);
});

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, START_UP);
  afterAll(() => engine.close());

  test.each(models)("%s: every row gets the chance that TypeScript gives it", async (_name, model) => {
    const rows = rowsFor(model);
    const { dialect } = engine;
    const number = dialect === "sqlite" ? "REAL" : dialect === "duckdb" ? "DOUBLE" : "double precision";
    const text = dialect === "duckdb" ? "VARCHAR" : "TEXT";
    await engine.run("DROP TABLE IF EXISTS people");
    await engine.run(
      `CREATE TABLE people (id INTEGER, tenure ${number}, ${sqlName(FEE, dialect)} ${number}, calls ${number}, town ${text})`,
    );
    const cell = (value: number | string | null) =>
      value === null ? "NULL" : typeof value === "string" ? sqlText(value, dialect) : literal(value, dialect);
    for (let from = 0; from < rows.length; from += 500) {
      const values = rows
        .slice(from, from + 500)
        .map(
          (row, i) =>
            `(${from + i}, ${cell(row["tenure"] as number)}, ${cell(row[FEE] as number)}, ${cell(row["calls"] as number)}, ${cell(row["city"] as string)})`,
        );
      await engine.run(`INSERT INTO people VALUES ${values.join(", ")}`);
    }
    const columns = { city: ["p", "town"] };
    const next = riskToSql(model, { dialect, columns, as: "risk of it" });
    const quarter = riskToSql(model, { dialect, columns, horizonMonths: 3 });
    const answered = await engine.rows(`SELECT ${next}, ${quarter} FROM people AS p ORDER BY id`);
    rows.forEach(({ tenure, ...covariates }, i) => {
      const { horizons } = predictChurn(model, { tenure: tenure as number, covariates }, { horizonMonths: [1, 3] });
      horizons.forEach(({ chance }, k) => {
        expect(answered[i]?.[k] as number, JSON.stringify(rows[i])).toBeCloseTo(chance.value, 11);
      });
    });
    const column = predictChurnColumn(
      model,
      {
        tenure: rows.map((row) => row["tenure"] as number),
        covariates: {
          [FEE]: rows.map((row) => row[FEE] as number),
          calls: rows.map((row) => row["calls"] as number),
          city: rows.map((row) => row["city"] as string),
        },
      },
      { horizonMonths: 3 },
    );
    column.forEach((chance, i) => {
      expect(answered[i]?.[1] as number).toBeCloseTo(chance, 11);
    });
  });

  test("a tenure that TypeScript refuses has no chance", async () => {
    const { dialect } = engine;
    await engine.run("DROP TABLE IF EXISTS odd");
    const number = dialect === "sqlite" ? "REAL" : dialect === "duckdb" ? "DOUBLE" : "double precision";
    const text = dialect === "duckdb" ? "VARCHAR" : "TEXT";
    await engine.run(
      `CREATE TABLE odd (tenure ${number}, ${sqlName(FEE, dialect)} ${number}, calls ${number}, city ${text})`,
    );
    await engine.run("INSERT INTO odd VALUES (NULL, 1, 1, 'Rome'), (-1, 1, 1, 'Rome'), (12001, 1, 1, 'Rome')");
    const answered = await engine.rows(`SELECT ${riskToSql(bent, { dialect, horizonMonths: 2 })} FROM odd`);
    expect(answered).toEqual([[null], [null], [null]]);
  });
});

/** A double as the engine reads it back to the last bit. */
function literal(value: number, dialect: string): string {
  const text = Object.is(value, -0) ? "-0.0" : value.toExponential();
  return dialect === "postgres" ? `'${text}'::double precision` : text;
}

test("every dialect is composed, and a bad column, horizon or model is refused", () => {
  for (const dialect of dialects) expect(riskToSql(bent, { dialect, horizonMonths: 2 }).startsWith("CASE")).toBe(true);
  const act = (options: unknown) => () => riskToSql(bent, options as never);
  const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
  expect(act(undefined)).toThrow(refused("invalid_type"));
  expect(act({ dialect: "mysql" })).toThrow(refused("unknown_id"));
  expect(act({ dialect: "duckdb", horizonMonths: 61 })).toThrow(refused("out_of_range"));
  expect(act({ dialect: "duckdb", columns: { city: "" } })).toThrow(refused("invalid_type"));
  expect(() => riskToSql({} as never, { dialect: "duckdb" })).toThrow(refused("invalid_model"));
});
