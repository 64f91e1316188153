import { expect, test } from "vitest";
import { fitTree, readFeatures, treeChart } from "../../src/targeting/index.ts";
import { expectValidChart, renderSvg, writePicture } from "../support/charts.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { grown } from "./segment-support.ts";

const people = Array.from({ length: 400 }, (_, i) => ({
  age: 20 + (i % 50),
  region: ["north", "south", "east", "west"][i % 4] as string,
  spend: i % 7 === 0 ? null : (i * 37) % 100,
}));
const table = readFeatures(people, ["age", "region", "spend"]);
const answered = people.map(({ age, region }, i) => (age < 45 && region !== "west" ? i % 10 !== 0 : i % 5 === 0));

test("a tree is drawn with question, value and customers in each box, in both languages", async () => {
  const model = grown(fitTree(table, answered, { maxDepth: 3 }));
  for (const locale of ["en", "zh"] as const) {
    const chart = treeChart(model, { locale, fields: { age: { name: locale === "zh" ? "年龄" : "Age" } } });
    expectValidChart(chart);
    const svg = await writePicture(chart, `tree-yes-no-${locale}`);
    expect(svg.includes(locale === "zh" ? "年龄" : "Age at most")).toBe(true);
    for (const node of model.nodes) if (!("question" in node)) expect(svg.includes(`n ${node.n}`)).toBe(true);
  }
});

test("classes are drawn in their own colours, amounts by their size", async () => {
  const classes = people.map(({ age, region }) => (region === "west" ? "rest" : age < 40 ? "young and eager" : "old"));
  const byClass = grown(fitTree(table, classes, { maxDepth: 3 }));
  const chart = treeChart(byClass);
  expectValidChart(chart);
  const svg = await writePicture(chart, "tree-classes");
  for (const name of ["rest", "old"]) expect(svg.includes(`>${name}<`)).toBe(true);
  expectValidChart(treeChart(byClass, { class: "old" }));
  expect((await renderSvg(treeChart(byClass, { class: "old" }))).includes("Share of old")).toBe(true);
  const amounts = people.map(({ age }, i) => age * 1000 + (i % 13) * 77);
  const byAmount = treeChart(grown(fitTree(table, amounts, { maxDepth: 2 })), { locale: "zh" });
  expectValidChart(byAmount);
  expect((await writePicture(byAmount, "tree-amounts-zh")).includes("平均金额")).toBe(true);
});

test("a tree of one leaf is one box, and a deep one is cut where its ends would not fit", async () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({ x: i }));
  const noise = rows.map((_, i) => (i * i) % 7 < 3);
  const deep = grown(fitTree(readFeatures(rows, ["x"]), noise, { maxDepth: 100, minLeaf: 1 }));
  const one = grown(fitTree(readFeatures(rows, ["x"]), noise, { maxDepth: 0 }));
  expectValidChart(treeChart(one));
  expect((await renderSvg(treeChart(one))).includes("segment 1")).toBe(true);
  const svg = await writePicture(treeChart(deep, { levels: 4 }), "tree-cut");
  expect(/\d+ segments/.test(svg)).toBe(true);
  expect(() => treeChart(deep, { levels: 1000 })).toThrow(expect.objectContaining({ code: "out_of_range" }));
});

test("bad options are refused", () => {
  const model = grown(fitTree(table, answered, { maxDepth: 2 }));
  const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
  expect(() => treeChart(model, { class: "yes" })).toThrow(refused("inconsistent"));
  expect(() => treeChart(model, { levels: 0 })).toThrow(refused("out_of_range"));
  expect(() => treeChart(model, { locale: "fr" as never })).toThrow(refused("unknown_id"));
  expect(() => treeChart({ abstained: {} } as never)).toThrow(refused("invalid_type"));
  expect(() => treeChart(model, { width: 100 })).toThrow(refused("out_of_range"));
});

describeWithData("telecom customers", ["telco/telco-customer-churn.csv"], () => {
  test("sixteen segments of those who leave can be read", async () => {
    const rows = readSharedCsv("telco/telco-customer-churn.csv");
    const read = readFeatures(rows, [
      { id: "tenure", value: (row) => Number(row["tenure"]) },
      { id: "MonthlyCharges", value: (row) => Number(row["MonthlyCharges"]) },
      "Contract",
      "InternetService",
      "PaymentMethod",
    ]);
    const left = rows.map((row) => row["Churn"] === "Yes");
    const model = grown(fitTree(read, left, { maxDepth: 4, minLeaf: 30 }));
    for (const locale of ["en", "zh"] as const) {
      const chart = treeChart(model, { locale });
      expectValidChart(chart);
      const svg = locale === "en" ? await writePicture(chart, "tree-telco") : await renderSvg(chart);
      expect(svg.includes(locale === "en" ? "segment 16" : "群体 16")).toBe(true);
    }
  });
});
