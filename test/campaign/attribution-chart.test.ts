import { expect, test } from "vitest";
import { attributionChart, compareAttribution, measureAttribution } from "../../src/campaign/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { path, population, wholeOf } from "./attribution-support.ts";

const zh: Readonly<Record<string, string>> = {
  ads: "展示广告",
  direct: "直接访问",
  mail: "邮件",
  search: "搜索",
  social: "社交媒体",
};
const paths = wholeOf(population(3, 200)).map((row) => ({ ...row, count: Math.ceil((row.count as number) / 100) }));
const inChinese = paths.map((row) => ({
  ...row,
  touches: row.touches.map((t) => ({ ...t, channel: zh[t.channel] as string })),
}));

function scene(locale: "en" | "zh", tested: boolean) {
  const attribution = measureAttribution(locale === "zh" ? inChinese : paths);
  const name = (channel: string) => (locale === "zh" ? (zh[channel] as string) : channel);
  const found = (value: number, reach: number) => ({
    value,
    n: 4000,
    interval: { lower: value - reach, upper: value + reach, level: 0.95 },
  });
  const comparison = compareAttribution(attribution, [
    { channel: name("mail"), conversions: found(280, 90) },
    { channel: name("ads"), conversions: found(90, 120) },
  ]);
  return attributionChart(attribution, { locale, ...(tested && { comparison }) });
}

test.each([
  ["attribution-en", scene("en", true)],
  ["attribution-zh", scene("zh", true)],
  ["attribution-plain-en", scene("en", false)],
])("%s can be drawn, with a warning that credit is not cause", async (name, chart) => {
  expectValidChart(chart);
  const svg = await writePicture(chart, name);
  expect(svg).toMatch(/not cause|并非因果/);
  expect(svg.includes("Experiment") || svg.includes("实验结果")).toBe(name !== "attribution-plain-en");
});

test("negative credits are drawn to the left, and where nothing was credited the title still stands", async () => {
  const diluted = [
    path("A >", { count: 9 }),
    path("A"),
    path("B", { count: 9 }),
    path("A B", { count: 20 }),
    path("A B >"),
  ];
  const chart = attributionChart(measureAttribution(diluted, { game: "rate", methods: ["shapley", "linear"] }));
  expectValidChart(chart);
  await writePicture(chart, "attribution-negative");
  const empty = attributionChart(measureAttribution([path("A")]), { height: 200 });
  expectValidChart(empty);
  await writePicture(empty, "attribution-empty");
});
