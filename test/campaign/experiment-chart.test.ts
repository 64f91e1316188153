import { expect, test } from "vitest";
import { type ExperimentPlan, experimentChart } from "../../src/campaign/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { planned } from "./experiment-worlds.ts";

const rate = planned({ kind: "rate", baseline: 0.1, effect: 0.02 });
const amount = planned({ kind: "mean", baseline: 0.6528, standardDeviation: 11.6, size: 40_000, treatments: 2 });
const looks = planned({ kind: "rate", baseline: 0.04, relativeEffect: -0.2, sequential: {}, power: 0.9 });
const shops = planned({ kind: "rate", baseline: 0.3, effect: 0.08, clusters: { size: 60, icc: 0.05 } });

interface Row {
  readonly size: number;
  readonly power: number;
  readonly effect: string;
}
const layers = (chart: unknown) => (chart as { layer: { data: { values: Row[] } }[] }).layer;

test.each([
  ["experiment-rate-en", rate, "en"],
  ["experiment-rate-zh", rate, "zh"],
  ["experiment-amount-en", amount, "en"],
  ["experiment-sequential-zh", looks, "zh"],
  ["experiment-clusters-en", shops, "en"],
] as const)("%s is a valid chart that can be looked at", async (name, plan, locale) => {
  const chart = experimentChart(plan, { locale });
  expectValidChart(chart);
  await writePicture(chart, name);
});

test("each curve rises with the size, larger effects lie higher, and the plan's curve passes through its point", () => {
  const rows = layers(experimentChart(rate))[2]?.data.values ?? [];
  const curves = new Map<string, Row[]>();
  for (const row of rows) curves.set(row.effect, [...(curves.get(row.effect) ?? []), row]);
  expect([...curves.keys()]).toEqual(["+1 pp (+10%)", "+1.5 pp (+15%)", "+2 pp (+20%)", "+3 pp (+30%)"]);
  const lists = [...curves.values()];
  for (const list of lists)
    expect(list.map((row) => row.power)).toEqual(list.map((row) => row.power).sort((a, b) => a - b));
  lists.reduce((a, b) => {
    a.slice(1).forEach((row, i) => {
      expect(b[i + 1]?.power).toBeGreaterThanOrEqual(row.power);
    });
    return b;
  });
  const own = (lists[2] as Row[]).reduce((a, b) =>
    Math.abs(b.size - rate.sizes.total) < Math.abs(a.size - rate.sizes.total) ? b : a,
  );
  expect(own.power).toBeCloseTo(rate.power, 2);
});

test("the effects to draw may be stated, and an effect that no rate can have is refused", () => {
  const chart = experimentChart(rate, { effects: [0.01, -0.02] });
  expect(new Set((layers(chart)[2]?.data.values ?? []).map((row) => row.effect)).size).toBe(2);
  for (const [effects, code] of [
    [[0], "out_of_range"],
    [[-0.2], "out_of_range"],
    [[], "out_of_range"],
    [[0.01, 0.01], "duplicate_id"],
    [[Number.NaN], "not_finite"],
  ] as const) {
    expect(() => experimentChart(rate, { effects })).toThrow(expect.objectContaining({ code }));
  }
});

test("a plan edited by hand into something that cannot be drawn is refused", () => {
  const edit = (design: object) => ({ ...rate, design: { ...rate.design, ...design } }) as ExperimentPlan;
  for (const [plan, code] of [
    [edit({ baseline: 1 }), "out_of_range"],
    [edit({ test: "welch" }), "unknown_id"],
    [edit({ test: "cluster" }), "inconsistent"],
    [edit({ ratio: 0 }), "out_of_range"],
    [{ ...rate, sizes: undefined } as unknown as ExperimentPlan, "invalid_type"],
    [{ ...rate, power: 2 }, "out_of_range"],
  ] as const) {
    expect(() => experimentChart(plan)).toThrow(expect.objectContaining({ code }));
  }
});
