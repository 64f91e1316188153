import { describe, expect, test } from "vitest";
import {
  defaultSwitchingModel,
  defineSwitchingModel,
  scoreSwitchingCosts,
  summarizeSwitching,
  switchingBookChart,
  switchingChart,
} from "../../src/switching/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { harbour, sampleBook } from "./book.ts";

const score = scoreSwitchingCosts(harbour, defaultSwitchingModel, { asOf: "2026-07-01" });
const summary = summarizeSwitching(sampleBook(240), defaultSwitchingModel, { asOf: "2026-07-01" });

describe("the chart of one customer", () => {
  for (const locale of ["en", "zh"] as const) {
    test(`shows every lever with its points and its potential (${locale})`, async () => {
      const chart = switchingChart(score, { locale });
      expectValidChart(chart);
      const { values } = chart["data"] as { values: { points: number; lever: string; order: number }[] };
      const points = (rows: typeof values): number => rows.reduce((sum, row) => sum + row.points, 0);
      expect(new Set(values.map(({ lever }) => lever)).size).toBe(17);
      expect(points(values)).toBeCloseTo(100, 9);
      expect(points(values.filter(({ order }) => order === 0))).toBeCloseTo(score.indexRange[0], 9);
      const svg = await writePicture(chart, `switching-account-${locale}`);
      for (const { lever } of values) expect(svg).toContain(lever);
    });

    test(`says so where nothing is known (${locale})`, async () => {
      const empty = scoreSwitchingCosts({ id: "Unknown Ltd", evidence: {} }, defaultSwitchingModel);
      const chart = switchingChart(empty, { locale });
      expectValidChart(chart);
      await writePicture(chart, `switching-account-unknown-${locale}`);
    });
  }

  test("leaves out levers that weigh nothing", async () => {
    const model = defineSwitchingModel({ weights: { agreements: 1, habits: 2 } });
    const chart = switchingChart(scoreSwitchingCosts(harbour, model, { asOf: "2026-07-01" }), { height: 90 });
    expectValidChart(chart);
    const { values } = chart["data"] as { values: { lever: string }[] };
    expect(new Set(values.map(({ lever }) => lever))).toEqual(new Set(["Binding agreements", "Habits"]));
    await writePicture(chart, "switching-account-two");
  });

  test("stands on a score that came as JSON", () => {
    expect(switchingChart(JSON.parse(JSON.stringify(score)))).toEqual(switchingChart(score));
  });
});

describe("the chart of a book", () => {
  for (const locale of ["en", "zh"] as const) {
    test(`counts every scored customer once (${locale})`, async () => {
      const chart = switchingBookChart(summary, { locale });
      expectValidChart(chart);
      const { values } = chart["data"] as { values: { n: number }[] };
      expect(values.reduce((sum, { n }) => sum + n, 0)).toBe(summary.scored);
      await writePicture(chart, `switching-book-${locale}`);
    });
  }

  test("draws an empty book, a book of one and a book of equals", async () => {
    const one = { id: "a", evidence: { habits: 1 } };
    for (const [name, book] of [
      ["empty", []],
      ["one", [one]],
      ["equal", [one, { ...one, id: "b" }]],
    ] as const) {
      const chart = switchingBookChart(summarizeSwitching(book, defaultSwitchingModel));
      expectValidChart(chart);
      await writePicture(chart, `switching-book-${name}`);
    }
  });
});
