import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type LiftState,
  type LiftStateOptions,
  liftBoundSql,
  liftStateOf,
  liftStateSql,
  type NamedState,
  readLiftStates,
} from "../../src/campaign/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { dialects } from "../../src/sql/index.ts";
import { awkward, type Cell, type Engine, engines, START_UP } from "./engines.ts";

const ROWS = 4000;
const names = ["which arm", 'sp"end', "orders", "顾客's history", "visits"];
const columns = {
  arm: "which arm",
  value: 'sp"end',
  base: "orders",
  covariates: ["顾客's history", ["book", "visits"]],
};

/** A table of an experiment; every hundredth row or so has a cell that is no number, some have no arm. */
function tableOf(seed: number, money: (value: number) => number): Cell[][] {
  const random = createRandom(seed);
  const spoil = (cell: number): Cell => (random.uniform() < 0.01 ? (awkward[random.integer(0, 3)] as Cell) : cell);
  const rows = Array.from({ length: ROWS }, (): Cell[] => {
    const history = money(1000 * random.uniform());
    const spend = random.uniform() < 0.4 ? money(history * random.uniform() + 300 * random.gamma(0.5, 1)) : 0;
    return [
      random.uniform() < 0.02 ? null : random.integer(0, 2),
      spoil(spend),
      spoil(random.integer(0, 9)),
      spoil(history),
      spoil(random.integer(0, 1)),
    ];
  });
  return names.map((_, i) => rows.map((row) => row[i] as Cell));
}

/** What TypeScript makes of the rows that are whole. */
function statesOf(
  table: readonly (readonly Cell[])[],
  more: Partial<LiftStateOptions<readonly number[]>>,
): NamedState[] {
  const rows = Array.from({ length: ROWS }, (_, i) => table.map((column) => column[i] as number));
  const whole = rows.filter((row) => row.every((cell) => cell !== null && Number.isFinite(cell)));
  expect(whole.length).toBeGreaterThan(ROWS * 0.9);
  expect(whole.length).toBeLessThan(ROWS);
  const at = (i: number) => (row: readonly number[]) => row[i] as number;
  return liftStateOf(whole, { arm: at(0), value: at(1), base: at(2), covariates: [at(3), at(4)], ...more });
}

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, START_UP);
  afterAll(() => engine.close());

  async function read(bound: number | undefined, centres?: readonly number[]): Promise<NamedState[]> {
    const capped = bound === undefined ? {} : { bound };
    const shifted = centres === undefined ? {} : { centres };
    const query = liftStateSql({ dialect: engine.dialect, table: "book", columns, ...capped, ...shifted });
    const found = await engine.rows(query);
    const heads = [...query.matchAll(/AS ["`](n|refused|capped|sum_\d|product_\d_\d)["`]/g)].map(([, head]) => head);
    const rows = found.map((cells) => Object.fromEntries(cells.map((cell, i) => [["arm", ...heads][i], cell])));
    return readLiftStates(rows, { measures: "ratio", covariates: 2, ...capped, ...shifted });
  }

  test("whole amounts: bound, counts, means and products are those of TypeScript, to the last bit", async () => {
    const table = tableOf(1, Math.round);
    await engine.load(names, table);
    const [first] = await engine.rows(
      liftBoundSql({ dialect: engine.dialect, table: "book", columns, quantile: 0.99 }),
    );
    const expected = statesOf(table, { winsorize: { quantile: 0.99 } });
    const bound = first?.[0] as number;
    expect(bound).toBe(expected[0]?.arm.bound);
    const states = await read(bound);
    expect(states.every(({ arm }) => (arm.excluded as number) > 0)).toBe(true);
    expect(states.map(({ id, arm: { excluded, ...arm } }) => ({ id, arm }))).toEqual(expected);
    expect(await read(bound, [100, 0, 500, 1])).toEqual(states);
    expect((await read(undefined)).map(({ arm: { excluded, ...arm } }) => arm)).toEqual(
      statesOf(table, {}).map(({ arm }) => arm),
    );
  });

  // an engine adds fractions in an order of its own: n roundings of 1.1e-16 in a sum of n terms, here 1,300
  test("fractions: the same to 1e-12", async () => {
    const table = tableOf(2, (value) => value);
    await engine.load(names, table);
    const states = await read(undefined);
    const near = (found: LiftState, expected: LiftState) => {
      expect(found.n).toBe(expected.n);
      expected.means.forEach((mean, i) => {
        expect(Math.abs((found.means[i] as number) - mean)).toBeLessThanOrEqual(1e-12 * Math.abs(mean));
      });
      expected.comoments.forEach((row, i) => {
        row.forEach((cell, j) => {
          const size = Math.sqrt((row[i] as number) * (expected.comoments[j]?.[j] as number));
          expect(Math.abs((found.comoments[i]?.[j] as number) - cell)).toBeLessThanOrEqual(1e-12 * size);
        });
      });
    };
    statesOf(table, {}).forEach(({ id, arm }, i) => {
      expect(states[i]?.id).toBe(id);
      near(states[i]?.arm as LiftState, arm);
    });
  });
});

test("every dialect writes both queries with its own quotes", () => {
  for (const dialect of dialects) {
    const quote = ["postgres", "duckdb", "trino", "snowflake"].includes(dialect) ? '"' : "`";
    const options = { dialect, table: ["shop", "mailing"], columns: { arm: "segment", value: "spend" } };
    expect(liftStateSql(options)).toContain(`GROUP BY ${quote}arm${quote}`);
    expect(liftBoundSql({ ...options, quantile: 0.9 })).toContain(`FROM ${quote}shop${quote}.${quote}mailing${quote}`);
  }
});
