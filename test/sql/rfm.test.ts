import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { dialects } from "../../src/sql/index.ts";
import {
  assignRfm,
  assignRfmColumn,
  defineRfmSegments,
  fitRfm,
  type RfmAssignment,
  type RfmModel,
  rfmToSql,
  summarizeRfmColumn,
} from "../../src/tiering/index.ts";
import { awkward, type Cell, type Engine, engines, nextDouble, START_UP } from "./engines.ts";

const ROWS = 20_000;
const random = createRandom(23);
const N = 30_000;
const book = summarizeRfmColumn(
  {
    customers: Int32Array.from({ length: N }, () => Math.floor(6000 * random.uniform() ** 2)),
    days: Int32Array.from({ length: N }, () => random.integer(0, 500)),
    amounts: Float64Array.from({ length: N }, () => random.integer(-2000, 30000) / 100),
  },
  { asOf: "1971-05-17" },
);
const quoted = defineRfmSegments(
  [
    { id: 'it\'s "active" -- \\', blocks: [{ recency: [2, 3] }] },
    { id: "沉默 ; /* `", blocks: [{ recency: [1, 1] }] },
  ],
  { scores: 3 },
);
const models: readonly (readonly [name: string, model: RfmModel])[] = [
  ["quantiles", fitRfm(book)],
  [
    "means, own weights, own segments",
    fitRfm(book, {
      scores: 3,
      monetary: "mean",
      segments: quoted,
      weights: { recency: 0.5, frequency: 0.3, monetary: 0.2 },
    }),
  ],
  [
    "fixed cuts, some of which nobody or everybody reaches",
    fitRfm(book, {
      method: "fixed",
      scores: 4,
      cuts: { recency: [-3, 0, Number.MAX_VALUE], frequency: [4, 0, -1], monetary: [0.1 + 0.2, 0, -Number.MAX_VALUE] },
    }),
  ],
];
const names = ["days since", "group", "顾客 'money'"];
const results: readonly (keyof RfmAssignment)[] = ["segment", "cell", "score", "recency", "frequency", "monetary"];

function around(cuts: readonly { readonly bound: number }[]): Cell[] {
  return cuts.flatMap(({ bound }) => [bound, nextDouble(bound, 1), nextDouble(bound, -1)]);
}

/** Every boundary and awkward figure against a few of the others, then customers as the book has them. */
function figuresFor({ cuts, monetary }: RfmModel): Cell[][] {
  const days = [...awkward, ...around(cuts.recency)];
  const orders = [...awkward, ...around(cuts.frequency)];
  const money = [...awkward, ...around(cuts.monetary)];
  const rows: Cell[][] = [];
  const any = (cells: readonly Cell[]): Cell => cells[random.integer(0, cells.length - 1)] as Cell;
  for (const day of days) for (const order of orders) rows.push([day, order, any(money)]);
  for (const order of orders) for (const amount of money) rows.push([any(days), order, amount]);
  for (const day of days) for (const amount of money) rows.push([day, any(orders), amount]);
  const amounts = monetary === "mean" ? book.meanAmount : book.monetary;
  for (let i = 0; rows.length < ROWS; i++) {
    const at = i % book.customers.length;
    rows.push([book.recencyDays[at] as number, book.frequency[at] as number, amounts[at] as number]);
  }
  return rows;
}

const isTaken = ([days, orders, money]: readonly Cell[]) =>
  [days, orders, money].every((cell) => typeof cell === "number" && Number.isFinite(cell)) &&
  (days as number) >= 0 &&
  (orders as number) >= 0;

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, START_UP);
  afterAll(() => engine.close());

  test.each(models)(
    "%s: every one of 20,000 rows gets what TypeScript gives it, in all six results",
    async (_n, model) => {
      const figures = figuresFor(model);
      await engine.load(
        names,
        names.map((_name, k) => figures.map((row) => row[k] as Cell)),
      );
      const columns = {
        recencyDays: names[0] as string,
        frequency: ["b", names[1] as string],
        monetary: names[2] as string,
      };
      const expressions = results.map((result) =>
        rfmToSql(model, { dialect: engine.dialect, columns, result, as: `its ${result}` }),
      );
      const rows = await engine.rows(`SELECT ${expressions.join(", ")} FROM book AS b ORDER BY id`);
      const expected = figures.map((row) => {
        if (!isTaken(row)) return results.map(() => null);
        const [recencyDays, frequency, monetary] = row as number[];
        const assigned = assignRfm(model, {
          recencyDays: recencyDays as number,
          frequency: frequency as number,
          monetary: monetary as number,
          meanAmount: monetary as number,
        });
        return results.map((result) => assigned[result]);
      });
      expect(rows).toEqual(expected);
      // scalar = column = SQL
      const kept = figures.flatMap((row, i) => (isTaken(row) ? [i] : []));
      const columnOf = (k: number) => Float64Array.from(kept, (i) => figures[i]?.[k] as number);
      const placed = assignRfmColumn(model, {
        recencyDays: columnOf(0),
        frequency: columnOf(1),
        monetary: columnOf(2),
        meanAmount: columnOf(2),
      });
      expect(Array.from(placed.segment, (k) => model.segments.rules[k]?.id)).toEqual(kept.map((i) => rows[i]?.[0]));
      expect(Array.from(placed.score)).toEqual(kept.map((i) => rows[i]?.[2]));
      expect(kept.length).toBeGreaterThan(10_000);
    },
  );
});

test("the segment is what is written unless something else is asked", () => {
  const [, model] = models[0] as (typeof models)[number];
  const columns = { recencyDays: "r", frequency: "f", monetary: "m" };
  for (const dialect of dialects) {
    expect(rfmToSql(model, { dialect, columns })).toBe(rfmToSql(model, { dialect, columns, result: "segment" }));
    expect(rfmToSql(model, { dialect, columns })).toContain("'champions'");
  }
});

test("a bad model, bad columns and an unknown result are refused", () => {
  const [, model] = models[0] as (typeof models)[number];
  const refused = (code: string, text = "") =>
    expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });
  const columns = { recencyDays: "r", frequency: "f", monetary: "m" };
  const act = (m: unknown, o: unknown) => () => rfmToSql(m as never, o as never);
  for (const bad of [undefined, null, 5, "m", []]) expect(act(bad, {})).toThrow(refused("invalid_type", "model"));
  for (const bad of [{}, { kind: "rfm" }, { ...model, cuts: { ...model.cuts, recency: [{ score: 5, bound: "1" }] } }]) {
    expect(act(bad, { dialect: "duckdb", columns })).toThrow(refused("invalid_model"));
  }
  for (const bad of [undefined, null, 5, "x", []]) expect(act(model, bad)).toThrow(refused("invalid_type", "options"));
  for (const bad of [undefined, null, "r", []]) {
    expect(act(model, { dialect: "duckdb", columns: bad })).toThrow(refused("invalid_type", "columns"));
  }
  for (const key of ["recencyDays", "frequency", "monetary"]) {
    for (const bad of [undefined, "", 5, [], ["a", ""]]) {
      expect(act(model, { dialect: "duckdb", columns: { ...columns, [key]: bad } })).toThrow(
        refused("invalid_type", `options.columns.${key}`),
      );
    }
  }
  for (const bad of ["mysql", undefined, 5]) {
    expect(act(model, { dialect: bad, columns })).toThrow(refused("unknown_id", "dialect"));
  }
  for (const bad of ["", "segments", "__proto__", 5, null]) {
    expect(act(model, { dialect: "duckdb", columns, result: bad })).toThrow(refused("unknown_id", "result"));
  }
});
