import { expect, test } from "vitest";
import {
  fitFunnel,
  forecastChart,
  forecastFanChart,
  forecastFunnel,
  funnelChart,
  standardPipeline,
  summarizeFunnel,
} from "../../src/funnel/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData } from "../support/shared-data.ts";
import { makeBook } from "./books.ts";
import { bidModel, day, deal } from "./cases.ts";
import { loanPipeline, readLoans } from "./data.ts";

const book = makeBook({ seed: 3, periods: 24, perPeriod: 60, shock: 0.1, horizonDays: 30 });
const model = fitFunnel(book.histories, { pipeline: standardPipeline, asOf: book.asOf });

test.each(["en", "zh"] as const)(
  "the funnel shows deals, amount and conversion with its interval (%s)",
  async (locale) => {
    const summary = summarizeFunnel(book.histories, {
      pipeline: standardPipeline,
      asOf: book.asOf,
      model,
      horizonDays: 90,
    });
    const chart = funnelChart(summary, { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `funnel-stages-${locale}`);
    expect(svg).toContain(locale === "en" ? "Negotiation" : "谈判");
  },
);

test.each(["en", "zh"] as const)(
  "a forecast shows its distribution with P10, P50, P90 and the quota (%s)",
  async (locale) => {
    const forecast = forecastFunnel(model, book.open, { asOf: book.asOf, horizonDays: 30, seed: 1, quota: 35_000 });
    const chart = forecastChart(forecast, { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `funnel-forecast-${locale}`);
    for (const text of ["P10", "P50", "P90", locale === "en" ? "Quota" : "指标"]) expect(svg).toContain(text);
  },
);

test.each(["en", "zh"] as const)("a fan shows what will have been won by when, and the quota (%s)", async (locale) => {
  const options = { asOf: book.asOf, horizonDays: 90, seed: 1, quota: 120_000, by: "week" } as const;
  const chart = forecastFanChart(forecastFunnel(model, book.open, options), { locale });
  expectValidChart(chart);
  expect(await writePicture(chart, `funnel-fan-${locale}`)).toContain(locale === "en" ? "Quota" : "指标");
});

test("deals without amounts are drawn as a count", async () => {
  const open = Array.from({ length: 12 }, (_, i) => {
    const { dealId, stages } = deal(`d${i}`, ["bid", 30 + (i % 9)]);
    return { dealId, stages };
  });
  const chart = forecastChart(
    forecastFunnel(bidModel(), open, { asOf: day(40), horizonDays: 10, seed: 1, sharedShock: false, rateDoubt: false }),
  );
  expectValidChart(chart);
  expect(await writePicture(chart, "funnel-forecast-count")).toContain("Deals won");
});

test("an empty book is drawn as a certain zero, and stages nobody entered stay empty", async () => {
  const forecast = forecastChart(
    forecastFunnel(bidModel(), [], { asOf: day(40), horizonDays: 10, seed: 1, quota: 100 }),
  );
  expectValidChart(forecast);
  await writePicture(forecast, "funnel-forecast-empty");
  const chart = funnelChart(summarizeFunnel([], { pipeline: standardPipeline, asOf: day(40) }), { locale: "zh" });
  expectValidChart(chart);
  await writePicture(chart, "funnel-stages-empty");
});

describeWithData("charts of the loan applications", ["stage-log/bpi_2012_a_stage_history.csv"], () => {
  test("long stage ids stay readable", async () => {
    const { histories, asOf } = readLoans();
    const fitted = fitFunnel(histories, { pipeline: loanPipeline, asOf });
    const chart = funnelChart(
      summarizeFunnel(histories, { pipeline: loanPipeline, asOf, model: fitted, horizonDays: 30 }),
    );
    expectValidChart(chart);
    await writePicture(chart, "funnel-stages-loans");
  });
});
