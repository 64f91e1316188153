import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { errorOf, measureProjectRisks, scoreOptions } from "./project-support.ts";

describe("risks in expected money", () => {
  const risks = [
    { id: "delay", probability: 0.5, impact: 200, mitigation: { cost: 30, probability: 0.2 } },
    { id: "penalty", probability: 0.1, impact: 400, mitigation: { cost: 50, impact: 0 } },
    { id: "key person leaves", probability: 0.25, impact: 100 },
  ];

  test("the distribution of the total is added up outcome by outcome", () => {
    const { total } = measureProjectRisks(risks, { seed: 1, level: 0.9, reserve: 0.85 });
    // the eight totals by hand: 0 .3375, 100 .1125, 200 .3375, 300 .1125, 400 .0375, 500 .0125, 600 .0375, 700 .0125
    expect(total).toMatchObject({
      expectedLoss: 165,
      method: "exact",
      interval: { lower: 0, upper: 500 },
      reserve: 300,
    });
    expect(total.chanceOfNone).toBeCloseTo(0.3375, 12);
    expect(measureProjectRisks(risks, { seed: 1, reserve: 0.78 }).total.reserve).toBe(200);
  });
  test("a mitigation pays where it avoids more than it costs", () => {
    const { rows, mitigated } = measureProjectRisks(risks, { seed: 1 });
    expect(rows.map(({ id, net, pays }) => [id, net, pays])).toEqual([
      ["delay", 30, true],
      ["penalty", -10, false],
      ["key person leaves", undefined, undefined],
    ]);
    expect(mitigated).toMatchObject({ expectedLoss: 105, mitigationCost: 30 });
    expect(rows.flatMap(({ reasons }) => reasons.map((reason) => word(reason)))).toEqual([
      "mitigating delay pays: it avoids 60 on average for 30, 30 to the good",
      "mitigating penalty does not pay: it avoids 40 on average for 50, 10 short",
    ]);
  });
  test("losses in doubt are drawn, and the draws have the mean and spread that were stated", () => {
    const impact = { value: 100, n: 30, interval: { lower: 60.8007203, upper: 139.1992797, level: 0.95 } };
    const { total } = measureProjectRisks([{ id: "sure to come", probability: 1, impact }], {
      seed: 1,
      draws: 100_000,
      level: 0.8,
      reserve: 0.5,
    });
    expect(total.method).toBe("simulation");
    // a gamma of mean 100 and standard deviation 20; R 4.2.2: qgamma(c(.1, .5, .9), 25, scale = 4)
    const reference = [75.3774966, 98.6696862, 126.3342802];
    for (const [i, found] of [total.interval.lower, total.reserve, total.interval.upper].entries()) {
      expect(Math.abs(found - (reference[i] as number))).toBeLessThan(0.7);
    }
  });
  test("three guesses count with their mean", () => {
    const impact = { optimistic: 0, mostLikely: 60, pessimistic: 240 };
    const { rows, total } = measureProjectRisks([{ id: "a", probability: 0.5, impact }], { seed: 1, reserve: 0.95 });
    expect(rows[0]?.expectedLoss).toBe(40);
    expect(total.reserve).toBeGreaterThan(100);
    expect(total.chanceOfNone).toBe(0.5);
  });
  test("totals too many to add up are drawn, near the exact answer", () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      id: `r${i}`,
      probability: 0.3,
      impact: 2 ** (i % 20) + i / 7,
    }));
    const { total, rows } = measureProjectRisks(many, { seed: 2, draws: 20_000 });
    expect(total.method).toBe("simulation");
    expect(rows.reduce((sum, row) => sum + row.share, 0)).toBeCloseTo(1, 12);
    expect(total.interval.lower).toBeLessThan(total.expectedLoss);
    expect(total.interval.upper).toBeGreaterThan(total.expectedLoss);
  });
  test.each([
    ["out_of_range", { id: "a", probability: 1.1, impact: 1 }],
    ["out_of_range", { id: "a", probability: 0.1, impact: -1 }],
    [
      "inconsistent",
      { id: "a", probability: 0.1, impact: { value: 5, n: 1, interval: { lower: 6, upper: 7, level: 0.9 } } },
    ],
    ["invalid_type", { id: "a", probability: "0.1", impact: 1 }],
  ])("%s: %j", (code, risk) => {
    expect(errorOf(() => measureProjectRisks([risk as never], { seed: 1 })).code).toBe(code);
  });
});

describe("options scored by weighted criteria", () => {
  const weights = [
    { id: "trust", weight: 3 },
    { id: "cost", weight: 1 },
  ];
  const site = { id: "team on site", ratings: { trust: 8, cost: 4 } };
  const desk = { id: "remote desk", ratings: { trust: 5, cost: 9 } };

  test("the choice and its margins are told in words", () => {
    const choice = scoreOptions([site, desk], { weights, seed: 1 });
    expect(choice.options.map(({ id, score, rank }) => [id, score, rank])).toEqual([
      ["team on site", 7, 1],
      ["remote desk", 6, 2],
    ]);
    expect(choice.notes.map((note) => word(note))).toEqual([
      "team on site stays in front until the weight of cost goes from 25% to 37.5%; then remote desk leads",
      "team on site stays in front until the rating of remote desk on trust goes from 5 to 6.33; then remote desk leads",
    ]);
  });
  test("an option that is better everywhere wins at every weight", () => {
    const choice = scoreOptions([site, { id: "worse", ratings: { trust: 7, cost: 4 } }], { weights, seed: 1 });
    expect(choice.options[1]?.dominatedBy).toBe("team on site");
    expect(choice.weightMargins).toEqual([]);
    expect(choice.notes.map(({ code }) => code)).toContain("option_weight_safe");
  });
  test("options of the same score share the first rank and are named", () => {
    const choice = scoreOptions([site, { ...site, id: "its twin" }], { weights, seed: 1 });
    expect(choice).toMatchObject({ tied: ["team on site"], best: "its twin", lead: 0 });
    expect(choice.options.map(({ chanceBest }) => chanceBest.value)).toEqual([0.5, 0.5]);
  });
  test("doubt in ratings gives the chance that the normal distribution says", () => {
    const choice = scoreOptions([site, desk], { weights, seed: 1, draws: 20_000, doubt: { ratings: 1 } });
    // R 4.2.2: pnorm(1 / sqrt(2 * (0.75^2 + 0.25^2))), ratings far enough from the ends of the scale
    expect(Math.abs((choice.options[0]?.chanceBest.value as number) - 0.8144533)).toBeLessThan(0.012);
    const estimate = (value: number) => ({
      value,
      n: 9,
      interval: { lower: value - 1.959964, upper: value + 1.959964, level: 0.95 },
    });
    const by = scoreOptions(
      [
        { id: "team on site", ratings: { trust: estimate(8), cost: estimate(4) } },
        { id: "remote desk", ratings: { trust: estimate(5), cost: estimate(9) } },
      ],
      { weights, seed: 1, draws: 20_000 },
    );
    expect(by.options[0]?.chanceBest.value).toBeCloseTo(choice.options[0]?.chanceBest.value as number, 2);
  });
  test("doubt in weights: each may be wrong by so many per cent", () => {
    const choice = scoreOptions([site, desk], { weights, seed: 1, draws: 20_000, doubt: { weights: 0.5 } });
    // the choice turns where cost over trust passes 0.6; it is log-normal about 1/3: pnorm(log(1.8) / (0.5 * sqrt(2)))
    expect(Math.abs((choice.options[0]?.chanceBest.value as number) - 0.7970855)).toBeLessThan(0.012);
    expect(choice.options[0]?.expectedRegret).toBeGreaterThan(0);
  });

  const judgements = [
    { item: "trust", over: "cost", ratio: 3 },
    { item: "cost", over: "speed", ratio: 4 },
    { item: "trust", over: "speed", ratio: 2 },
  ];
  const three = [
    { id: "a", ratings: { trust: 8, cost: 4, speed: 5 } },
    { id: "b", ratings: { trust: 5, cost: 9, speed: 5 } },
  ];
  test("judgements that contradict one another are named, and the doubt they show is drawn", () => {
    const choice = scoreOptions(three, { judgements, seed: 1 });
    expect(choice.notes.map(({ code }) => code)).toContain("ahp_inconsistent");
    expect(choice.weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    // one circle of three: its error log(3 * 4 / 2) is shared by three judgements, one degree of freedom
    expect(choice.weightDoubt).toBeCloseTo(Math.log(6) / Math.sqrt(3), 9);
    expect(choice.options[0]?.chanceBest.value).toBeLessThan(1);
    const consistent = judgements.map((row) =>
      row.item === "trust" && row.over === "speed" ? { ...row, ratio: 12 } : row,
    );
    expect(scoreOptions(three, { judgements: consistent, seed: 1 })).toMatchObject({ weightDoubt: 0 });
  });
  test("neither the order of options nor that of judgements matters", () => {
    const a = scoreOptions(three, { judgements, seed: 1 });
    const b = scoreOptions([...three].reverse(), { judgements: [...judgements].reverse(), seed: 1 });
    for (const [i, row] of b.options.entries()) {
      expect(row.score).toBeCloseTo(a.options[i]?.score as number, 12);
      expect(row.chanceBest.value).toBeCloseTo(a.options[i]?.chanceBest.value as number, 2);
    }
  });
  test.each([
    ["inconsistent", [site], {}],
    ["inconsistent", [{ id: "a", ratings: { trust: 1 } }], { weights }],
    ["unknown_id", [{ id: "a", ratings: { trust: 1, cost: 1, luck: 3 } }], { weights }],
    ["out_of_range", [{ id: "a", ratings: { trust: 11, cost: 1 } }], { weights }],
    ["duplicate_id", [site, site], { weights }],
    [
      "inconsistent",
      [site],
      {
        weights: [
          { id: "trust", weight: 0 },
          { id: "cost", weight: 0 },
        ],
      },
    ],
  ])("%s", (code, options, how) => {
    expect(errorOf(() => scoreOptions(options as never, { ...how, seed: 1 } as never)).code).toBe(code);
  });
});
