import { describe, expect, test } from "vitest";
import { reliabilityChart } from "../../src/funnel/index.ts";
import { churnChart, crossValidateChurn, fitChurn, predictChurn } from "../../src/retention/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { subscriptionBook } from "../support/subscription-book.ts";

const book = subscriptionBook(600, 12, 9);
const model = fitChurn(book, { rows: "months", ridge: 1, calibration: "none" });
if ("abstained" in model) throw new Error("no model");
const horizonMonths = Array.from({ length: 12 }, (_, k) => k + 1);
const at = (tenure: number, plan: string, usage: number, complaints: number) =>
  predictChurn(model, { tenure, covariates: { plan, usage, complaints } }, { horizonMonths });
const entries = {
  en: [
    { name: "New, monthly, one complaint", prediction: at(1, "monthly", 15, 1) },
    { name: "New, yearly", prediction: at(1, "yearly", 40, 0) },
    { name: "Two years, monthly", prediction: at(24, "monthly", 40, 0) },
  ],
  zh: [
    { name: "新客户、按月、一次投诉", prediction: at(1, "monthly", 15, 1) },
    { name: "新客户、按年", prediction: at(1, "yearly", 40, 0) },
    { name: "两年老客户、按月", prediction: at(24, "monthly", 40, 0) },
  ],
};

describe("chances by months ahead", () => {
  test.each(["en", "zh"] as const)("lines with bands (%s)", async (locale) => {
    const chart = churnChart(entries[locale], { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `churn-${locale}`);
    for (const { name } of entries[locale]) expect(svg).toContain(name);
  });

  test("one customer alone is named below the title", async () => {
    const chart = churnChart([{ name: "Ann", prediction: at(3, "monthly", 10, 2) }]);
    expectValidChart(chart);
    expect(await writePicture(chart, "churn-one")).toContain("Ann");
  });

  test("the judgement's groups are drawn as any reliability", () => {
    const result = crossValidateChurn(book, { rows: "months", ridge: 1, calibration: "none", parts: 2 });
    if ("abstained" in result) throw new Error("not judged");
    expectValidChart(reliabilityChart(result.judgement.reliability));
  });

  test("nothing to draw, a name twice, and what is no prediction are refused", () => {
    const refused = (code: string) => expect.objectContaining({ code });
    expect(() => churnChart([])).toThrow(refused("empty_input"));
    const [first] = entries.en;
    expect(() => churnChart([first, first] as never)).toThrow(refused("duplicate_id"));
    expect(() => churnChart([{ name: "", prediction: first?.prediction }] as never)).toThrow(refused("invalid_type"));
    expect(() => churnChart([{ name: "x", prediction: { horizons: [{}] } }] as never)).toThrow(refused("invalid_type"));
    expect(() => churnChart(Array.from({ length: 7 }, (_, i) => ({ ...first, name: `${i}` })) as never)).toThrow(
      refused("out_of_range"),
    );
    expect(() => churnChart(entries.en, { locale: "fr" as never })).toThrow(refused("unknown_id"));
  });
});
