import { expect, test } from "vitest";
import {
  defineRfmSegments,
  fitRfm,
  rfmChart,
  rfmSegmentChart,
  summarizeRfm,
  summarizeRfmColumn,
  summarizeRfmSegments,
} from "../../src/tiering/index.ts";
import { scoreNames } from "../../src/tiering/rfm/score-names.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData } from "../support/shared-data.ts";
import { CDNOW, CDNOW_END, readCdnow } from "./rfm-cdnow.ts";

describeWithData("the segments of a record shop", [CDNOW], () => {
  test.each(["en", "zh"] as const)("are drawn with both shares (%s)", async (locale) => {
    const summary = summarizeRfm(readCdnow(), {
      asOf: CDNOW_END,
      customerId: (row) => row.customer,
      date: (row) => row.date,
      amount: (row) => row.dollars,
    });
    const chart = rfmSegmentChart(summarizeRfmSegments(fitRfm(summary), summary), { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `rfm-segments-${locale}`);
    expect(svg).toContain(locale === "en" ? "Potential loyalists" : "潜在忠诚客户");
    expect(svg).toContain("(6,286)");
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  test.each(["en", "zh"] as const)(
    "stand on a map of lately and often, with what the scores mean in days (%s)",
    async (locale) => {
      const summary = summarizeRfm(readCdnow(), {
        asOf: CDNOW_END,
        customerId: (row) => row.customer,
        date: (row) => row.date,
        amount: (row) => row.dollars,
      });
      const segments = summarizeRfmSegments(fitRfm(summary), summary);
      const chart = rfmChart(segments, { locale });
      expectValidChart(chart);
      const svg = await writePicture(chart, `rfm-cells-${locale}`);
      expect(svg).not.toMatch(/NaN|undefined|null/);
      // the corner of the best, from the summary itself
      const best = segments.grid.find((cell) => cell.recency === 5 && cell.frequency === 5);
      const share = Math.round((100 * (best?.value as number)) / segments.total);
      expect(svg).toContain(`>${share}%<`);
      expect(svg).toContain(locale === "en" ? "or more" : "及以上");
    },
  );
});

test("the scales of the map say in whole days where each score begins", () => {
  const names = (cuts: readonly (readonly [number, number])[], scores: number, direction: 1 | -1, lowest: number) =>
    scoreNames(
      cuts.map(([score, bound]) => ({ score, bound })),
      scores,
      direction,
      lowest,
    ).map((label) => label.en);
  expect(
    names(
      [
        [3, 30.7],
        [2, 90],
      ],
      3,
      -1,
      0,
    ),
  ).toEqual(["over 90", "31–90", "up to 30"]);
  expect(
    names(
      [
        [3, 4.5],
        [2, 2],
      ],
      3,
      1,
      1,
    ),
  ).toEqual(["1", "2–4", "5 or more"]);
  // the best score that nobody can reach has no days
  expect(names([[2, 1]], 3, 1, 1)).toEqual(["–", "1 or more", "–"]);
  expect(names([], 2, 1, 1)).toEqual(["all", "–"]);
});

test("the map of a book with losses, of a narrow one and of one that brings nothing can be read", async () => {
  const book = summarizeRfmColumn(
    { customers: [0, 0, 1, 2, 2, 3, 3], days: [90, 80, 60, 95, 96, 10, 20], amounts: [50, 40, 20, 90, -10, 30, -85] },
    { asOf: "1970-04-11" },
  );
  const segments = summarizeRfmSegments(fitRfm(book, { scores: 3 }), book);
  const losses = rfmChart(segments);
  expectValidChart(losses);
  const lost = segments.grid.find((cell) => cell.value < 0);
  expect(await writePicture(losses, "rfm-cells-losses")).toContain(
    `>${((100 * (lost?.value as number)) / segments.total).toFixed(0)}%<`,
  );
  const sunk = summarizeRfmColumn({ customers: [0, 0], days: [1, 2], amounts: [5, -9] }, { asOf: "1970-02-01" });
  const nothing = rfmChart(summarizeRfmSegments(fitRfm(sunk), sunk), { locale: "zh", width: 360, height: 300 });
  expectValidChart(nothing);
  expect(await writePicture(nothing, "rfm-cells-nothing")).toContain("客户占比");
});

test("own segments, losses and one customer can be drawn", async () => {
  const segments = defineRfmSegments(
    [
      { id: "bought again in the last quarter of the year", blocks: [{ recency: [2, 3], frequency: [2, 3] }] },
      { id: "__proto__", blocks: [{ recency: [2, 3], frequency: [1, 1] }] },
      { id: "silent", blocks: [{ recency: [1, 1] }] },
    ],
    { scores: 3 },
  );
  const book = summarizeRfmColumn(
    { customers: [0, 0, 1, 2, 2, 3, 3], days: [90, 80, 60, 95, 96, 10, 20], amounts: [50, 40, 20, 90, -10, 30, -85] },
    { asOf: "1970-04-11" },
  );
  const losses = rfmSegmentChart(summarizeRfmSegments(fitRfm(book, { scores: 3, segments }), book));
  expectValidChart(losses);
  expect(await writePicture(losses, "rfm-segments-losses")).toContain("__proto__");
  const sunk = summarizeRfmColumn({ customers: [0, 0], days: [1, 2], amounts: [5, -9] }, { asOf: "1970-02-01" });
  const nothing = rfmSegmentChart(summarizeRfmSegments(fitRfm(sunk), sunk), { locale: "zh", width: 420 });
  expectValidChart(nothing);
  expect(await writePicture(nothing, "rfm-segments-nothing")).not.toMatch(/NaN|undefined/);
});
