import { expect, test } from "vitest";
import {
  defineRfmSegments,
  fitRfm,
  rfmChart,
  summarizeRfm,
  summarizeRfmColumn,
  summarizeRfmSegments,
} from "../../src/tiering/index.ts";
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
    const chart = rfmChart(summarizeRfmSegments(fitRfm(summary), summary), { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `rfm-segments-${locale}`);
    expect(svg).toContain(locale === "en" ? "Potential loyalists" : "潜在忠诚客户");
    expect(svg).toContain("(6,286)");
    expect(svg).not.toMatch(/NaN|undefined/);
  });
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
  const losses = rfmChart(summarizeRfmSegments(fitRfm(book, { scores: 3, segments }), book));
  expectValidChart(losses);
  expect(await writePicture(losses, "rfm-segments-losses")).toContain("__proto__");
  const sunk = summarizeRfmColumn({ customers: [0, 0], days: [1, 2], amounts: [5, -9] }, { asOf: "1970-02-01" });
  const nothing = rfmChart(summarizeRfmSegments(fitRfm(sunk), sunk), { locale: "zh", width: 420 });
  expectValidChart(nothing);
  expect(await writePicture(nothing, "rfm-segments-nothing")).not.toMatch(/NaN|undefined/);
});
