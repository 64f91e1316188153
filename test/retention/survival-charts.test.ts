import { expect, test } from "vitest";
import { textWidth } from "../../src/chart/index.ts";
import { createRandom } from "../../src/math/index.ts";
import {
  leavingReasonsChart,
  measureLeavingReasons,
  measureSurvival,
  type SurvivalMeasure,
  survivalChart,
} from "../../src/retention/index.ts";
import { codeOf } from "../loyalty/support.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";

const random = createRandom(5);
const n = 600;
const groups = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? "on contract" : "month by month"));
const lives = groups.map((group) => -Math.log(1 - random.uniform()) * (group === "on contract" ? 40 : 18));
const seen = lives.map(() => 6 + 42 * random.uniform());
const durations = lives.map((life, i) => Math.ceil(Math.min(life, seen[i] as number)));
const left = lives.map((life, i) => life <= (seen[i] as number));
const why = ["price", "rival_offer", "service", "systemic", "moved away"];
const reasons = left.map((gone) => (gone ? (why[Math.floor(5 * random.uniform() ** 1.6)] as string) : ""));
const stays = { durations, left };

test.each(["en", "zh"] as const)("the curves of two groups stand above the numbers watched (%s)", async (locale) => {
  const chart = survivalChart(measureSurvival(stays, { by: groups }), { locale, unit: "month" });
  expectValidChart(chart);
  const svg = await writePicture(chart, `survival-${locale}`);
  expect(svg).toContain("on contract");
});

test.each(["en", "zh"] as const)("reasons to leave are stacked up to those who stay (%s)", async (locale) => {
  const measured = measureLeavingReasons(stays, reasons);
  const chart = leavingReasonsChart(measured, { locale, unit: "month" });
  expectValidChart(chart);
  const svg = await writePicture(chart, `leaving-reasons-${locale}`);
  expect(svg).toContain(locale === "zh" ? "对手的优惠" : "Rival's offer");
  const { values } = chart["data"] as { values: { age: number; share: number }[] };
  const wholes = new Map<number, number>();
  for (const { age, share } of values) wholes.set(age, (wholes.get(age) ?? 0) + share);
  for (const [age, whole] of wholes) expect(whole, `at ${age}`).toBeCloseTo(1, 10);
});

test("one curve without groups, one row, and nobody leaving can be drawn", async () => {
  for (const [name, measure] of [
    ["one", measureSurvival({ durations: [3], left: [1] })],
    ["nobody", measureSurvival({ durations: [3, 5], left: [0, 0] })],
    ["at-once", measureSurvival({ durations: [0, 0], left: [1, 0] })],
  ] as const) {
    const chart = survivalChart(measure);
    expectValidChart(chart);
    await writePicture(chart, `survival-${name}`);
  }
  await writePicture(leavingReasonsChart(measureLeavingReasons({ durations: [3], left: [0] }, [""])), "leaving-nobody");
});

test("a million steps are drawn as four hundred", () => {
  const many = Float64Array.from({ length: 20_000 }, (_, i) => i + 1);
  const chart = survivalChart(measureSurvival({ durations: many, left: new Uint8Array(20_000).fill(1) }));
  const [panel] = chart["vconcat"] as [{ data: { values: unknown[] } }];
  expect(panel.data.values.length).toBeLessThan(410);
});

test("more groups than colours are refused with the remedy, and what is no measure too", () => {
  const by = Array.from({ length: n }, (_, i) => `group ${i % 9}`);
  expect(() => survivalChart(measureSurvival(stays, { by }))).toThrow(/at most 7/);
  expect(codeOf(() => survivalChart({} as SurvivalMeasure))).toBe("invalid_type");
  expect(codeOf(() => leavingReasonsChart({} as never))).toBe("invalid_type");
  expect(codeOf(() => survivalChart(measureSurvival(stays), { unit: "hour" as never }))).toBe("unknown_id");
});

test("the medians of many groups are told in lines that fit the picture", async () => {
  const by = Array.from({ length: n }, (_, i) => `customers of region ${i % 7}`);
  const chart = survivalChart(measureSurvival(stays, { by }), { unit: "month" });
  const { subtitle } = chart["title"] as { subtitle: string[] };
  expect(subtitle.length).toBeGreaterThan(2);
  for (const line of subtitle) expect(textWidth(line)).toBeLessThanOrEqual(560);
  expect(subtitle.join("").match(/customers of region \d/g)).toHaveLength(7);
  await writePicture(chart, "survival-regions");
});

test("a group may be called like a property of every object", async () => {
  const by = groups.map((_, i) => (i % 2 === 0 ? "__proto__" : "constructor"));
  const svg = await writePicture(survivalChart(measureSurvival(stays, { by })), "survival-names");
  expect(svg).toContain("__proto__");
});
