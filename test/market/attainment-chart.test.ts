import { describe, expect, test } from "vitest";
import { type Attainment, attainmentChart, attainmentCourseChart, measureAttainment } from "../../src/market/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { drawSales, gammaMonths, MILD } from "./attainment-worlds.ts";

const PLAN = { from: "2026-01-01", to: "2026-12-31", asOf: "2026-08-15" };

const ENGLISH = { east: "East", north: "North", west: "West", A: "Pumps", B: "Valves", C: "Service" };
const CHINESE = { east: "华东", north: "华北", west: "西南", A: "水泵", B: "阀门", C: "服务" };

/** The year before plus 6 % is the target, but for one cell that has none. */
function grid(ids: readonly [string, string], names: Readonly<Record<string, string>>): Attainment {
  const world = { name: "", season: MILD, month: gammaMonths(0.3), shared: 0, pastYears: 2, asOf: PLAN.asOf };
  const sales = drawSales(world, createRandom(11));
  const before = new Map<string, number>();
  for (const { region, product, amount, date } of sales) {
    const key = `${region}/${product}`;
    if (date.startsWith("2025") && key !== "west/C") before.set(key, (before.get(key) ?? 0) + amount);
  }
  const named = (name: string | undefined): string => names[name as string] as string;
  return measureAttainment(sales, {
    dimensions: [
      { id: ids[0], value: ({ region }) => named(region) },
      { id: ids[1], value: ({ product }) => named(product) },
    ],
    targets: [...before].map(([key, amount]) => {
      const [region, product] = key.split("/");
      return { cell: { [ids[0]]: named(region), [ids[1]]: named(product) }, amount: Math.round(1.06 * amount) };
    }),
    courseDimension: ids[0],
    ...PLAN,
  });
}

const english = grid(["region", "product"], ENGLISH);
const chinese = grid(["区域", "产品"], CHINESE);

describe("the map of attainment", () => {
  test("every square says its status in colour, shape and word, with the share reached and the money at stake", async () => {
    const chart = attainmentChart(english);
    expectValidChart(chart);
    const svg = await writePicture(chart, "attainment-en");
    expect(svg).toContain("● On course");
    expect(svg).toContain("■ Behind");
    expect(svg).toContain("○ Not rated");
    const { values } = chart["data"] as { values: { row: string; column: string; status: string }[] };
    // nine squares and one for all of each row
    expect(values).toHaveLength(12);
    expect(values.filter(({ column }) => column === "All")).toHaveLength(3);
  });

  test("speaks Chinese throughout", async () => {
    const svg = await writePicture(attainmentChart(chinese, { locale: "zh" }), "attainment-zh");
    expect(svg).toContain("● 如期");
    expect(svg).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
  });

  test("one dimension alone is one column", () => {
    const rows = [{ region: "north", amount: 60, date: "2026-03-01" }];
    const targets = [{ cell: { region: "north" }, amount: 100 }];
    const chart = attainmentChart(measureAttainment(rows, { dimensions: ["region"], targets, ...PLAN }));
    expectValidChart(chart);
    expect((chart["data"] as { values: object[] }).values).toHaveLength(1);
  });

  test("of very many regions those with most at stake are drawn, and the subtitle says so", () => {
    const targets = Array.from({ length: 50 }, (_, i) => ({
      cell: { region: `region ${String(i).padStart(2, "0")}`, product: `product ${i % 14}` },
      amount: 100 + i,
    }));
    const none: { region: string; product: string; amount: number; date: string }[] = [];
    const chart = attainmentChart(measureAttainment(none, { dimensions: ["region", "product"], targets, ...PLAN }));
    expectValidChart(chart);
    const { subtitle } = chart["title"] as { subtitle: string[] };
    expect(subtitle).toContain("40 of 50 drawn by region: those with most at stake");
    expect(subtitle).toContain("12 of 14 drawn by product: those with most at stake");
    const { values } = chart["data"] as { values: { row: string }[] };
    expect(values.some(({ row }) => row === "region 49")).toBe(true);
    expect(values.some(({ row }) => row === "region 00")).toBe(false);
  });
});

describe("the course of the year", () => {
  test("actual, target and outlook with its bands", async () => {
    const chart = attainmentCourseChart(english);
    expectValidChart(chart);
    const svg = await writePicture(chart, "attainment-course-en");
    expect(svg).toContain("Outlook at the end: ");
  });

  test("speaks Chinese throughout", async () => {
    const svg = await writePicture(attainmentCourseChart(chinese, { locale: "zh" }), "attainment-course-zh");
    expect(svg).toContain("期末预计：");
    expect(svg).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
  });

  test("without an outlook actual and target are drawn alone", () => {
    const rows = [{ region: "north", amount: 60, date: "2026-03-01" }];
    const targets = [{ cell: { region: "north" }, amount: 100 }];
    const chart = attainmentCourseChart(
      measureAttainment(rows, { dimensions: ["region"], targets, ...PLAN, asOf: "2026-03-15" }),
    );
    expectValidChart(chart);
    expect(JSON.stringify(chart)).toContain("No outlook can be told yet");
  });

  test("a group that is not there, or carries no course, is named with the remedy", () => {
    expect(() => attainmentCourseChart(english, { path: ["South"] })).toThrow(/no group is called "South"/);
    expect(() => attainmentCourseChart(english, { path: ["East", "Pumps"] })).toThrow(/courseDimension/);
  });
});
