import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { type Dialect, dialects, sqlNumber } from "../../src/sql/index.ts";
import { awkward, type Engine, engines, START_UP } from "./engines.ts";

const random = createRandom(20260101);
const words = new Int32Array(2);
const double = new Float64Array(words.buffer);

/** Doubles of every kind: any bits at all, amounts in cents, interpolated cuts, whole numbers, powers of two and ten. */
function sample(n: number): number[] {
  const numbers = awkward.filter((cell): cell is number => cell !== null && Number.isFinite(cell));
  // read as 599832.1812227881 by SQLite 3.40
  numbers.push(599832.181222788, 1.1493914778300023e-306, 1e22, 1e23, 8.41e21, 2 ** -1022, 2 ** -1074 * 3, 2 ** 1023);
  while (numbers.length < n) {
    words[0] = random.integer(-(2 ** 31), 2 ** 31 - 1);
    words[1] = random.integer(-(2 ** 31), 2 ** 31 - 1);
    if (Number.isFinite(double[0])) numbers.push(double[0] as number);
    numbers.push(random.integer(-1e9, 1e9) / 100, random.uniform() * 1e6, random.integer(-1e15, 1e15));
    numbers.push(2 ** random.integer(-1074, 1023), -(10 ** random.integer(-300, 300)));
  }
  return numbers.slice(0, n);
}

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, START_UP);
  afterAll(() => engine.close());

  test("reads every number back to the last bit", async () => {
    const numbers = sample(20_000);
    const read: unknown[] = [];
    for (let from = 0; from < numbers.length; from += 500) {
      const list = numbers.slice(from, from + 500).map((x, i) => `${sqlNumber(x, engine.dialect)} AS c${i}`);
      read.push(...((await engine.rows(`SELECT ${list.join(", ")}`))[0] as unknown[]));
    }
    const wrong = numbers.filter((x, i) => !Object.is(read[i], x));
    expect(wrong).toEqual([]);
  });
});

/** What an engine does to the text before it parses the decimal inside, and the parsed double. */
const unwrapped = (literal: string): number => {
  const text = /^CAST\('(.*)' AS (?:double precision|DOUBLE)\)$/.exec(literal)?.[1] ?? literal.replace(/D$/, "");
  return Number(text);
};

test.each(dialects.filter((dialect) => dialect !== "sqlite"))(
  "%s: the decimal text is the double itself",
  (dialect) => {
    for (const x of sample(5000)) expect(unwrapped(sqlNumber(x, dialect))).toBe(x);
  },
);

test("SQLite is asked for nothing that an old one could misread", () => {
  for (const x of sample(5000)) {
    const literal = sqlNumber(x, "sqlite");
    if (/^-?[\d.]+e[+-]\d+$/.test(literal)) {
      // few enough digits for one exact division
      expect(Math.abs(x)).toBeLessThan(1e11);
      expect(
        Math.abs(x)
          .toExponential()
          .replace(/e.*|\./g, "").length,
      ).toBeLessThanOrEqual(15);
    } else {
      const parts = /^-?\((\d+)\.0((?: [*/] \d+\.0)+)?\)$/.exec(literal);
      expect(parts, literal).not.toBeNull();
      let value = Number(parts?.[1]);
      for (const [, sign, power] of (parts?.[2] ?? "").matchAll(/ ([*/]) (\d+)\.0/g)) {
        expect(Math.log2(Number(power)) % 1).toBe(0);
        value = sign === "*" ? value * Number(power) : value / Number(power);
      }
      expect(value).toBe(Math.abs(x));
    }
  }
});

test("every dialect writes a double, and never a decimal", () => {
  const written = (dialect: Dialect) => sqlNumber(-1234.5, dialect);
  expect(Object.fromEntries(dialects.map((dialect) => [dialect, written(dialect)]))).toEqual({
    postgres: "CAST('-1.2345e+3' AS double precision)",
    duckdb: "-1.2345e+3",
    sqlite: "-1.2345e+3",
    clickhouse: "-1.2345e+3",
    spark: "-1.2345e+3D",
    trino: "-1.2345e+3",
    bigquery: "-1.2345e+3",
    snowflake: "CAST('-1.2345e+3' AS DOUBLE)",
  });
});
