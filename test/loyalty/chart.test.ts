import { describe, expect, test } from "vitest";
import { fitLoyalty, type LoyaltySummary, quadrantChart, summarizeLoyalty } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectValidChart, renderSvg, writePicture } from "../support/charts.ts";
import { type Answer, axes, ELEVEN, FIVE, survey } from "./support.ts";

const scales = { satisfactionScale: FIVE, loyaltyScale: ELEVEN };

function surveySummary(n: number, more: object): LoyaltySummary {
  const answers = survey(n, 7);
  const model = fitLoyalty(answers, { ...axes, ...scales, ...more });
  return summarizeLoyalty(model, answers, { ...axes, value: (answer: Answer) => answer.revenue });
}

const given = { cuts: { satisfaction: { low: 2, high: 4 }, loyalty: { low: 4, high: 7 } } };

describe("the quadrant chart", () => {
  test("is a valid specification with its rows inside", () => {
    const summary = surveySummary(1200, given);
    const chart = quadrantChart(summary);
    expectValidChart(chart);
    const layers = chart["layer"] as { data: { values: { n?: number }[] } }[];
    const drawn = layers.flatMap((layer) => layer.data.values).reduce((total, row) => total + (row.n ?? 0), 0);
    expect(drawn).toBe(1200);
  });

  test("shows ties on whole-number scales as larger circles", async () => {
    const svg = await writePicture(quadrantChart(surveySummary(1200, given)), "loyalty-quadrants-en");
    expect(svg).toContain("Hostage: ");
    expect(svg).toContain("of value");
    expect(svg).toContain("Zone of indifference (grey)");
  });

  test("speaks Chinese throughout", async () => {
    const chart = quadrantChart(surveySummary(1200, given), { locale: "zh" });
    const svg = await writePicture(chart, "loyalty-quadrants-zh");
    expect(svg).toContain("囚禁者：");
    expect(svg).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
  });

  test("draws a small book without ties as single dots, without a size legend", async () => {
    const random = createRandom(3);
    const answers = Array.from({ length: 40 }, () => ({ satisfaction: random.uniform(), loyalty: random.uniform() }));
    const scale = { min: 0, max: 1 };
    const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale });
    const chart = quadrantChart(summarizeLoyalty(model, answers, axes), { width: 480, height: 360 });
    expectValidChart(chart);
    await writePicture(chart, "loyalty-quadrants-small-book");
  });

  test("draws many fractional ratings on a grid, with the narrow quadrant of two best answers", async () => {
    const random = createRandom(5);
    const answers = Array.from({ length: 20_000 }, () => {
      const satisfaction = random.beta(5, 2) * 100;
      return { satisfaction, loyalty: 100 * random.beta(1 + satisfaction / 25, 3) };
    });
    const hundred = { min: 0, max: 100 };
    const model = fitLoyalty(answers, {
      ...axes,
      satisfactionScale: hundred,
      loyaltyScale: hundred,
      cuts: { satisfaction: 80, loyalty: 60 },
      indifference: { satisfaction: 10 },
    });
    const chart = quadrantChart(summarizeLoyalty(model, answers, axes));
    expectValidChart(chart);
    await writePicture(chart, "loyalty-quadrants-grid");
  });

  test("names cuts and ends of a narrow scale in full", async () => {
    const answers = [0.001, 0.004, 0.009].map((rate) => ({ satisfaction: rate, loyalty: 1000 * rate }));
    const small = { satisfactionScale: { min: 0, max: 0.01 }, loyaltyScale: ELEVEN };
    const model = fitLoyalty(answers, { ...axes, ...small });
    const svg = await renderSvg(quadrantChart(summarizeLoyalty(model, answers, axes)));
    expect(svg).toContain("satisfaction from 0.005, loyalty from 5");
    expect(svg).toContain("Satisfaction (0–0.01)");
  });

  test("draws a narrow top-two-box quadrant and a single customer", async () => {
    const answers = survey(300, 11).map(({ loyalty, revenue }) => ({ satisfaction: loyalty, loyalty, revenue }));
    const model = fitLoyalty(answers, {
      ...axes,
      satisfactionScale: ELEVEN,
      loyaltyScale: ELEVEN,
      cuts: "top_two_box",
      indifference: 3,
    });
    await writePicture(quadrantChart(summarizeLoyalty(model, answers, axes)), "loyalty-quadrants-top-two-box");
    const one = quadrantChart(summarizeLoyalty(model, answers.slice(0, 1), axes), { width: 240, height: 240 });
    expectValidChart(one);
    await writePicture(one, "loyalty-quadrants-one-customer");
  });
});
