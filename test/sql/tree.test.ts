import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { type Dialect, dialects, sqlName, sqlText } from "../../src/sql/index.ts";
import {
  assignTreeLeafColumn,
  type FeatureTable,
  fitTree,
  predictTree,
  predictTreeColumn,
  readFeatures,
  type TreeModel,
  type TreeNode,
  treeToSql,
} from "../../src/targeting/index.ts";
import { awkward, type Cell, type Engine, engines, nextDouble, START_UP } from "./engines.ts";

const ROWS = 20_000;
const random = createRandom(43);
const words = ["it's \\ poor", 'fair "enough"', "很好 --", "top", "'; DROP TABLE book; --"];
/** What the column holds beside the levels that the tree saw. */
const written = [...words, "never seen", "", "IT'S \\ POOR"];
const numbers = ["order value", "days 'open'", "顾客 visits"] as const;

interface Customer {
  readonly numbers: readonly Cell[];
  /** Position in `written`, or null. */
  readonly word: Cell;
}
const draw = (seen: number): Customer => ({
  numbers: [
    random.uniform() < 0.1 ? null : Math.exp(3 + random.normal()),
    random.uniform() < 0.1 ? null : random.integer(0, 90),
    random.uniform() < 0.1 ? null : random.integer(-5, 15) / 8,
  ],
  word: random.uniform() < 0.1 ? null : random.integer(0, seen - 1),
});

function tableOf(customers: readonly Customer[]): FeatureTable {
  const levels = [...written.filter((word) => word !== "")];
  return {
    rows: customers.length,
    features: [
      ...numbers.map((id, f) => ({
        id,
        kind: "number" as const,
        values: Float64Array.from(customers, (own) => own.numbers[f] ?? Number.NaN),
      })),
      {
        id: "said",
        kind: "category",
        levels,
        codes: Int32Array.from(customers, ({ word }) => (word === null ? -1 : levels.indexOf(written[word] as string))),
      },
    ],
  };
}

function grown(model: ReturnType<typeof fitTree>): TreeModel {
  if ("abstained" in model) throw new Error(model.abstained.code);
  return model;
}

const learned = Array.from({ length: 4000 }, () => draw(words.length));
// the tree knows the levels of its customers alone
const learnedTable = readFeatures(learned, [
  ...numbers.map((id, f) => ({ id, kind: "number" as const, value: (own: Customer) => own.numbers[f] })),
  { id: "said", value: (own: Customer) => (own.word === null ? null : written[own.word]) },
]);
const score = (own: Customer): number =>
  ((own.numbers[0] ?? 60) > 25 ? 2 : 0) +
  ((own.numbers[1] ?? 0) % 30) / 15 +
  (own.word === 1 || own.word === null ? 2 : 0);
const yes = learned.map((own) => score(own) + random.normal() > 2.5);
const deep = grown(fitTree(learnedTable, yes, { maxDepth: 20, minLeaf: 2 }));
const classes = grown(
  fitTree(
    learnedTable,
    learned.map((own) => words[Math.min(4, Math.floor(score(own)))] as string),
  ),
);
const amounts = grown(
  fitTree(
    learnedTable,
    learned.map((own) => score(own) * 1e-7 + random.normal() / 3),
    { maxDepth: 9 },
  ),
);

const depthOf = (nodes: readonly TreeNode[], at: number = 0): number => {
  const node = nodes[at] as TreeNode;
  return "question" in node ? 1 + Math.max(depthOf(nodes, node.left), depthOf(nodes, node.right)) : 0;
};

/** Each field's thresholds, to stand on them and right beside. */
const cuts = numbers.map((_, f) =>
  [deep, classes, amounts].flatMap(({ nodes }) =>
    nodes.flatMap((node) =>
      "question" in node && node.question.kind === "number" && node.question.feature === f
        ? [node.question.threshold]
        : [],
    ),
  ),
);
const customers = Array.from({ length: ROWS }, (_, i): Customer => {
  const own = draw(written.length);
  const cells = [...own.numbers];
  const f = i % 3;
  if (i % 4 === 0) {
    const own = cuts[f] as number[];
    const at = own[random.integer(0, own.length - 1)] as number;
    cells[f] = [at, nextDouble(at, 1), nextDouble(at, -1)][random.integer(0, 2)] as number;
  } else if (i % 50 === 1) cells[f] = awkward[((i - 1) / 50) % awkward.length] as Cell;
  return { numbers: cells, word: own.word };
});
const table = tableOf(customers);

test("the trees ask deep questions of every field, and send those not known both ways", () => {
  expect(depthOf(deep.nodes)).toBe(20);
  for (const model of [deep, amounts]) {
    const asked = model.nodes.flatMap((node) => ("question" in node ? [node.question] : []));
    expect(new Set(asked.map(({ feature }) => feature)).size).toBe(4);
    expect(new Set(asked.map(({ kind, missing }) => `${kind} ${missing}`)).size).toBe(4);
  }
});

function source(dialect: Dialect): string {
  const name = (id: string) => sqlName(id, dialect);
  const list = written.map((word, k) => `WHEN ${k} THEN ${sqlText(word, dialect)}`).join(" ");
  return `(SELECT id, ${numbers.map(name).join(", ")}, CASE ${name("w")} ${list} END AS ${name("said")} FROM book) AS c`;
}

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await engine.load(
      [...numbers, "w"],
      [...numbers.map((_, f) => customers.map((own) => own.numbers[f] ?? null)), customers.map(({ word }) => word)],
    );
  }, START_UP);
  afterAll(() => engine.close());

  test("every one of 20,000 customers gets the value, the segment and the class that TypeScript gives them", async () => {
    const { dialect } = engine;
    const columns = Object.fromEntries([...numbers, "said"].map((id) => [id, ["c", id]]));
    const text = [
      treeToSql(deep, { dialect, as: "value" }),
      treeToSql(deep, { dialect, columns, output: "leaf", as: "segment" }),
      treeToSql(amounts, { dialect, columns }),
      treeToSql(classes, { dialect, output: "class" }),
      treeToSql(classes, { dialect, output: "value" }),
    ];
    const rows = await engine.rows(`SELECT ${text.join(",\n")} FROM ${source(dialect)} ORDER BY id`);
    const named = customers.map((own) => {
      const word = own.word === null ? null : written[own.word];
      return { ...Object.fromEntries(numbers.map((id, f) => [id, own.numbers[f]])), said: word };
    });
    const expected = [
      predictTreeColumn(deep, table),
      assignTreeLeafColumn(deep, table),
      predictTreeColumn(amounts, table),
      named.map((record) => predictTree(classes, record as never).class),
      predictTreeColumn(classes, table),
    ];
    const wrong = rows.flatMap((row, i) =>
      expected.every((column, k) => column[i] === (k === 1 ? Number(row[k]) : row[k])) ? [] : [[customers[i], row]],
    );
    expect(rows.length).toBe(ROWS);
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});

test("every dialect gets its own test of NaN, where a NaN would count as the largest number", () => {
  const model = grown(fitTree(readFeatures([{ x: 1 }, { x: 2 }, { x: null }], ["x"]), [1, 0, 1], { minLeaf: 1 }));
  const texts = Object.fromEntries(dialects.map((dialect) => [dialect, treeToSql(model, { dialect })]));
  expect(texts["postgres"]).toContain("<> CAST('NaN' AS double precision)");
  expect(texts["snowflake"]).toContain("<> CAST('NaN' AS DOUBLE)");
  expect(texts["clickhouse"]).toContain("NOT isNaN(toFloat64(`x`))");
  expect(texts["spark"]).toContain("NOT isnan(CAST(`x` AS DOUBLE))");
  expect(texts["trino"]).toContain('NOT is_nan(CAST("x" AS DOUBLE))');
  expect(texts["bigquery"]).toContain("NOT IS_NAN(CAST(`x` AS FLOAT64))");
  expect(texts["sqlite"]).toContain("typeof(`x`) IN ('integer', 'real') AND");
  for (const text of Object.values(texts)) expect(text.split("CASE").length).toBe(2);
});

test("a text in a field of numbers is not known to SQLite, whatever it sorts after", async () => {
  const [, , [, open] = []] = engines;
  const engine = await (open as (typeof engines)[number][1])();
  const model = grown(fitTree(readFeatures([{ x: 1 }, { x: 2 }, { x: null }], ["x"]), [1, 0, 1], { minLeaf: 1 }));
  const expression = treeToSql(model, { dialect: "sqlite", output: "value" });
  const rows = await engine.rows(
    `SELECT ${expression} FROM (SELECT 'many' AS x UNION ALL SELECT 2 UNION ALL SELECT NULL)`,
  );
  await engine.close();
  expect(rows.map(([value]) => value)).toEqual([1, 0, 1]);
});

test("bad models and options are refused", () => {
  const refused = (code: string, text = "") =>
    expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });
  const act = (m: unknown, o: unknown) => () => treeToSql(m as never, o as never);
  for (const bad of [undefined, null, 5, "m", [], {}]) expect(act(bad, {})).toThrow(refused("invalid_type", "model"));
  expect(act({ ...deep, nodes: deep.nodes.slice(1) }, { dialect: "duckdb" })).toThrow(refused("invalid_model"));
  for (const bad of [undefined, null, 5, "duckdb", []])
    expect(act(deep, bad)).toThrow(refused("invalid_type", "options"));
  expect(act(deep, { dialect: "mysql" })).toThrow(refused("unknown_id", "dialect"));
  expect(act(deep, { dialect: "duckdb", output: "points" })).toThrow(refused("unknown_id", "output"));
  expect(act(deep, { dialect: "duckdb", output: "class" })).toThrow(refused("inconsistent", "class"));
  expect(act(deep, { dialect: "duckdb", columns: "x" })).toThrow(refused("invalid_type", "columns"));
  expect(act(deep, { dialect: "duckdb", columns: { said: "" } })).toThrow(refused("invalid_type", "columns.said"));
  const bad = { ...deep, nodes: deep.nodes.map((node) => ({ ...node, value: Number.NaN })) };
  expect(act(bad, { dialect: "duckdb" })).toThrow(refused("not_finite"));
});
