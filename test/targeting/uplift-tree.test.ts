import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { treeModelSpec } from "../../src/schemas.ts";
import {
  describeSegments,
  describeUpliftSegments,
  fitUplift,
  measureTreeImportance,
  planUpliftMailing,
  predictTree,
  predictTreeColumn,
  predictUplift,
  predictUpliftColumn,
  readFeatures,
  treeChart,
  treeToFilter,
  treeToSql,
  type UpliftModel,
  type UpliftTreeModel,
  upliftToTree,
} from "../../src/targeting/index.ts";
import { engines, START_UP } from "../sql/engines.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { columns, figure } from "./uplift-simulations.ts";
import { worldOf } from "./uplift-worlds.ts";

const random = createRandom(29);
/** A book of which the uplift hangs on age and city, both not always known. */
const rows = Array.from({ length: 12_000 }, () => ({
  age: random.uniform() < 0.1 ? null : random.integer(18, 80),
  city: random.uniform() < 0.1 ? null : (["Lyon", "Nice", "L'Haÿ"][random.integer(0, 2)] as string),
}));
const treated = rows.map(() => random.integer(0, 1));
const moved = ({ age, city }: (typeof rows)[number]): number =>
  ((age ?? 30) > 50 ? 0.2 : -0.1) + (city === "Nice" || city === null ? 0.15 : 0);
const bought = rows.map((row, i) => Number(random.uniform() < 0.3 + (treated[i] === 1 ? moved(row) : 0)));
const spent = rows.map((row, i) => 20 + 8 * random.normal() + (treated[i] === 1 ? 30 * moved(row) : 0));
const table = readFeatures(rows, ["age", "city"]);
const grow = (outcomes: readonly number[]): UpliftTreeModel =>
  fitUplift(table, treated, outcomes, { method: "tree", honest: {} }) as UpliftTreeModel;
const byAnswer = grow(bought);
const bySpend = grow(spent);

describe("an uplift tree as a tree of amounts", () => {
  test.each([
    ["answers", byAnswer],
    ["spending", bySpend],
  ])("%s: says of every customer the uplift that the model says", (_, model) => {
    const tree = upliftToTree(model);
    expect(tree.nodes.length).toBeGreaterThan(5);
    expect(predictTreeColumn(tree, table)).toEqual(predictUpliftColumn(model, table));
    for (const record of [{}, { age: 64 }, { city: "Brest" }, { age: 20, city: "Nice" }]) {
      const own = predictUplift(model, record);
      expect(predictTree(tree, record)).toMatchObject({ value: figure(own.uplift), leaf: own.leaf });
    }
    expect(loadModel(treeModelSpec, JSON.parse(JSON.stringify(tree)))).toEqual(tree);
  });

  test(
    "a query gives every customer the same uplift",
    async () => {
      const [, , [, open] = []] = engines;
      const engine = await (open as (typeof engines)[number][1])();
      const known = [...new Set(rows.map(({ city }) => city))];
      await engine.load(["age", "k"], [rows.map(({ age }) => age), rows.map(({ city }) => known.indexOf(city))]);
      const cases = known.map((city, k) => `WHEN ${k} THEN ${city === null ? "NULL" : `'${city.replace("'", "''")}'`}`);
      const source = `(SELECT id, age, CASE k ${cases.join(" ")} END AS city FROM book)`;
      for (const model of [byAnswer, bySpend]) {
        const uplift = treeToSql(upliftToTree(model), { dialect: engine.dialect });
        const answers = await engine.rows(`SELECT ${uplift} FROM ${source} ORDER BY id`);
        expect(Float64Array.from(answers, ([value]) => value as number)).toEqual(predictUpliftColumn(model, table));
      }
      await engine.close();
    },
    START_UP,
  );

  test("its intervals have the width of the difference between the arms", () => {
    for (const model of [byAnswer, bySpend]) {
      const own = new Map(describeUpliftSegments(model).segments.map((segment) => [segment.leaf, segment]));
      for (const { leaf, figure: drawn, text } of describeSegments(upliftToTree(model)).segments) {
        const { uplift, n, rule } = own.get(leaf) as NonNullable<ReturnType<typeof own.get>>;
        if (!("value" in uplift) || drawn.interval === undefined) throw new Error("no interval");
        const width = uplift.interval.upper - uplift.interval.lower;
        // Newcombe's and Welch's intervals against Student's on all customers of the segment, 300 or more
        expect((drawn.interval.upper - drawn.interval.lower) / width).toBeCloseTo(1, 1);
        expect([drawn.n, text]).toEqual([n, rule]);
      }
    }
  });

  test("tells which fields set the uplifts apart, by what they part", () => {
    const tree = upliftToTree(bySpend);
    const importance = measureTreeImportance(tree);
    expect(importance.map(({ id }) => id)).toEqual(["age", "city"]);
    // between segments of uplift 30·moved: age parts by 9 at p = 3/8, city by 4.5 at p = 2/5 of customers
    expect(importance[0]?.share).toBeGreaterThan(0.7);
    const [root] = tree.nodes;
    expect(importance.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(root?.impurity ?? 0, 10);
  });

  test("selects and draws whom to contact", async () => {
    const tree = upliftToTree(byAnswer);
    expect(treeToFilter(tree, { minValue: -1 })).toBe(true);
    expect(JSON.stringify(treeToFilter(tree, { minValue: 0.2 }))).toContain('{"var":"age"}');
    for (const [locale, valueName] of [
      ["en", "Uplift"],
      ["zh", "增量"],
    ] as const) {
      const chart = treeChart(tree, { locale, valueName });
      expectValidChart(chart);
      const svg = await writePicture(chart, `uplift-tree-${locale}`);
      expect(svg).toContain(`>${valueName}<`);
      // an uplift far below 1 keeps its digits
      expect(svg).toMatch(/>-?0\.\d{3,} · n /);
    }
  });

  test("refuses what is no uplift tree", () => {
    const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
    const act = (model: unknown) => () => upliftToTree(model as UpliftModel);
    expect(act(fitUplift(table, treated, bought, { method: "two_model" }))).toThrow(refused("invalid_type"));
    expect(act(upliftToTree(byAnswer))).toThrow(refused("invalid_model"));
    const edited = (change: (node: Record<string, unknown>) => object) => ({
      ...bySpend,
      nodes: bySpend.nodes.map((node) => ({ ...node, ...change(node as never) })),
    });
    expect(act(edited(() => ({ control: { n: 0, mean: 0, m2: 0 } })))).toThrow(refused("invalid_model"));
    const huge = (sign: number) => ({ n: 9, mean: sign * 1e308, m2: 1 });
    expect(act(edited(() => ({ treated: huge(1), control: huge(-1) })))).toThrow(refused("out_of_range"));
    const unknown = edited(({ question }) =>
      (question as { kind?: string } | undefined)?.kind === "category"
        ? { question: { ...(question as object), left: ["Brest"] } }
        : {},
    );
    expect(act(unknown)).toThrow(refused("invalid_model"));
    expect(() => treeChart(upliftToTree(byAnswer), { valueName: 3 as never })).toThrow(refused("invalid_type"));
  });
});

test("uplift segments are told under the names that the caller gives", () => {
  const fields = {
    age: { name: "年龄" },
    city: { name: "城市", levels: { Nice: "尼斯", Lyon: "里昂", "L'Haÿ": "拉伊" } },
  };
  const { segments } = describeUpliftSegments(byAnswer, { locale: "zh", fields });
  expect(segments.some(({ rule }) => rule.includes("年龄"))).toBe(true);
  expect(segments.some(({ rule }) => rule.includes("尼斯"))).toBe(true);
  for (const { rule } of segments) expect(rule).not.toMatch(/[A-Za-z]/);
  const plain = describeUpliftSegments(byAnswer, { locale: "zh" }).segments;
  expect(plain.map(({ leaf }) => leaf)).toEqual(segments.map(({ leaf }) => leaf));
  expect(() => describeUpliftSegments(byAnswer, { fields: 3 as never })).toThrow(
    expect.objectContaining({ code: "invalid_type" }),
  );
});

test("a plan for a smaller book still rests on all customers of the experiment", () => {
  const world = worldOf(6, { kind: "yes_no", n: 5000, base: 0.2 });
  const money = { contactCost: 0.3, valuePerResponse: 10 };
  const small = planUpliftMailing(...columns(world), { ...money, customers: 1000 });
  const own = planUpliftMailing(...columns(world), money);
  const [a, b] = [small.everybody, own.everybody];
  if ("abstained" in a || "abstained" in b) throw new Error("no profit");
  expect([a.n, small.heldOut.n, b.n]).toEqual([5000, 5000, 5000]);
  expect(a.value).toBeCloseTo(b.value / 5, 9);
});
