import { expect, test } from "vitest";
import { fitTiers, lorenzChart, measureConcentration, pyramidChart, summarizeTiers } from "../../src/tiering/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { logNormalBook } from "./book.ts";

const book = logNormalBook(6000, 1.6, 21);
const model = fitTiers(book);

test.each(["en", "zh"] as const)("the pyramid shows both shares with their figures (%s)", async (locale) => {
  const summary = summarizeTiers(model, book);
  const chart = pyramidChart(summary, { locale });
  expectValidChart(chart);
  const svg = await writePicture(chart, `tiering-pyramid-${locale}`);
  expect(svg).toContain(locale === "en" ? "Large" : "大顾客");
  for (const text of ["1%", "4%", "15%", "80%"]) expect(svg).toContain(`>${text}<`);
  expect(svg).not.toMatch(/NaN|undefined/);
});

test("a pyramid of losses, of own tiers and of one tier can be drawn", async () => {
  const tiers = ["key accounts with a long name", "__proto__", "base"].map((id) => ({ id, share: 1 / 3 }));
  const own = fitTiers([90, 40, 30, 8, -4, -20], { tiers });
  const losses = summarizeTiers(own, [90, 40, 30, 8, -4, -20]);
  expect(await writePicture(pyramidChart(losses), "tiering-pyramid-losses")).toContain("-16.7%");
  const nothing = pyramidChart(summarizeTiers(own, [-90, 40, 30]), { locale: "zh" });
  expectValidChart(nothing);
  expect(await writePicture(nothing, "tiering-pyramid-nothing")).not.toMatch(/NaN|undefined/);
  const one = pyramidChart(summarizeTiers(fitTiers([7], { tiers: [{ id: "all", share: 1 }] }), [7]));
  expect(await writePicture(one, "tiering-pyramid-one")).not.toMatch(/NaN|undefined/);
});

test.each(["en", "zh"] as const)("the curve marks the asked shares and names their figures (%s)", async (locale) => {
  const chart = lorenzChart(measureConcentration(book), { locale });
  expectValidChart(chart);
  const svg = await writePicture(chart, `tiering-lorenz-${locale}`);
  expect(svg).toContain(locale === "en" ? "best 20% bring" : "前 20% 带来");
  expect(svg).not.toMatch(/NaN|undefined/);
});

test("curves of small, flat, steep and losing books can be drawn", async () => {
  const books: Record<string, readonly number[]> = {
    small: [50, 20, 10, 10, 10],
    flat: [3, 3, 3],
    steep: [...new Array(60).fill(0), 5, 90],
    losing: [...logNormalBook(200, 1, 8), ...new Array(30).fill(-150)],
    nothing: [-5, 2],
  };
  for (const [name, values] of Object.entries(books)) {
    const chart = lorenzChart(measureConcentration(values));
    expectValidChart(chart);
    expect(await writePicture(chart, `tiering-lorenz-${name}`)).not.toMatch(/NaN|undefined/);
  }
});
