import { expect, describe as group, it } from "vitest";
import { planExperiment } from "../../src/campaign/index.ts";
import { describe } from "../../src/core/index.ts";
import { createRandom, momentsOf, normalCdf, normalPdf, varianceOf } from "../../src/math/index.ts";
import {
  explainStrategies,
  measureStrategyFrontier,
  npvFanChart,
  planStrategyExperiment,
  type Strategy,
  type StrategyExperiment,
  simulateStrategies,
  strategyFrontierChart,
  tornadoChart,
} from "../../src/strategy/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { effect, MOVES, smallBook } from "./books.ts";

const { care, cross, bond, visit } = MOVES;

/** One move whose worth is linear in one normal assumption: gain = worth · x − price. */
function linear(mean: number, spread: number, draws: number) {
  const book = { customers: [{ id: "a", count: 100, monthlyRevenue: 10, monthlyChurn: 0 }] };
  const options = { horizonMonths: 12, discountRate: 0, draws, seed: 3, luck: "none" } as const;
  // no discount and no churn: revenue of the year is 12,000
  const move = {
    ...cross,
    startMonth: 0,
    months: 12,
    cost: { fixed: 1200 },
    effects: [effect("x", "revenue", mean, spread)],
  };
  return simulateStrategies(book, [{ id: "act", moves: [move] }], options);
}

/** Expected loss of the wrong choice between two actions when the gain is normal (unit normal linear loss). */
function unitLoss(mean: number, spread: number): number {
  const u = Math.abs(mean) / spread;
  return spread * (normalPdf(u) - u * normalCdf(-u));
}

group("the value of information", () => {
  const found = linear(0.12, 0.05, 5000);
  const exact = unitLoss(12_000 * 0.12 - 1200, 12_000 * 0.05);

  it("of perfect knowledge is the unit normal linear loss (Raiffa & Schlaifer 1961, section 5.4)", () => {
    const why = explainStrategies(found);
    const { value, standardError } = why.perfectInformation;
    expect(Math.abs(value - exact)).toBeLessThan(3.5 * standardError);
    const own = why.assumptions[0]?.perfectInformation;
    expect(Math.abs((own?.value as number) - exact)).toBeLessThan(3.5 * standardError);
    expect(standardError / exact).toBeLessThan(0.04);
  });

  it("of a test is the same loss with the spread that the test is expected to tell", () => {
    const sizes = [50, 400, 100_000];
    const outcome = { kind: "amount", standardDeviation: 0.4 } as const;
    const test = planStrategyExperiment(found, { assumption: "x", outcome, sizes }) as StrategyExperiment;
    // 4 · 0.4² / 0.05² customers would tell as much as the belief
    expect(test.priorCustomers / 256).toBeCloseTo(1, 1);
    test.tests.forEach(({ value, size }) => {
      const told = 12_000 * 0.05 * Math.sqrt(size / (size + 256));
      expect(Math.abs(value.value / unitLoss(240, told) - 1)).toBeLessThan(0.06);
    });
    expect(test.tests[2]?.value.value).toBeLessThanOrEqual(test.perfectInformation.value);
    // the choice turns where 12,000 x = 1,200
    expect(test.against).toBeCloseTo(0.1, 10);
    expect("sizes" in test.decisive && test.decisive.sizes.total).toBeGreaterThan(5000);
  });

  it("of a test that costs more than it tells is named as not worth it", () => {
    const outcome = { kind: "amount", standardDeviation: 0.4 } as const;
    const cost = { fixed: 1e6 };
    const test = planStrategyExperiment(found, { assumption: "x", outcome, cost }) as StrategyExperiment;
    expect(test.best).toBeUndefined();
    expect(test.reasons.map((reason) => reason.code)).toEqual(["strategy_test_too_dear"]);
  });

  it("of a belief about a conversion counts its beta as customers seen", () => {
    const book = smallBook(30, 4, { rivals: true });
    const wins = {
      ...visit,
      effects: [{ ...visit.effects[0], distribution: { kind: "beta", a: 8, b: 192 } as const }],
    };
    const simulation = simulateStrategies(book, [{ id: "visit", moves: [wins] }], {
      horizonMonths: 12,
      discountRate: 0.1,
      draws: 2000,
      seed: 1,
    });
    const test = planStrategyExperiment(simulation, { assumption: "visits win", outcome: { kind: "conversion" } });
    expect((test as StrategyExperiment).priorCustomers / 200).toBeCloseTo(1, 1);
  });
});

group("a test of how many leave", () => {
  const book = { customers: [{ id: "a", count: 3000, monthlyRevenue: 10, monthlyChurn: 0.05 }] };
  const half = { ...bond, capacity: 2000, cost: { perCustomer: 1 } };
  const options = { horizonMonths: 12, discountRate: 0, draws: 2000, seed: 3, luck: "none" } as const;
  const found = simulateStrategies(book, [{ id: "bond", moves: [half] }], options);
  const testOf = (baseRate: number) =>
    planStrategyExperiment(found, {
      assumption: "bond holds",
      outcome: { kind: "churn", baseRate },
    }) as StrategyExperiment;
  const doubt = varianceOf(momentsOf(found.assumptions[0]?.draws as number[])) as number;

  it("tells the ratio of hazards as exactly as simulated tests do, also where many leave", () => {
    const random = createRandom(5);
    const [customers, runs, ratio] = [1000, 2500, found.assumptions[0]?.mean as number];
    for (const rate of [0.2, 0.6]) {
      const left = (chance: number) => {
        let n = 0;
        for (let i = 0; i < customers / 2; i++) n += Number(random.uniform() < chance);
        return -Math.log1p(-n / (customers / 2));
      };
      const told = Array.from({ length: runs }, () => left(1 - (1 - rate) ** ratio) / left(rate));
      const noise = customers * (varianceOf(momentsOf(told)) as number);
      // 3.5 standard errors of a variance of 2,500 runs, and the delta method's own error at 500 a half
      expect(Math.abs((testOf(rate).priorCustomers * doubt) / noise - 1)).toBeLessThan(0.13);
    }
    // the decisive test is between the chances to leave that these hazards make
    const { decisive, against } = testOf(0.6);
    expect("sizes" in decisive && decisive).toEqual(
      planExperiment({ kind: "rate", baseline: 1 - 0.4 ** against, effect: 0.4 ** against - 0.4 ** ratio }),
    );
  });

  it("takes a fifth of those whom its moves touch at most, unless sizes are asked for", () => {
    expect(testOf(0.2).tests.map(({ size }) => size)).toEqual([100, 200, 400]);
  });
});

group("what decides", () => {
  const book = smallBook(60, 5, { rivals: true });
  const strategies: readonly Strategy[] = [
    { id: "care", name: "Care", moves: [care] },
    { id: "cross", moves: [cross] },
    { id: "all", moves: [bond, care, cross, visit] },
  ];
  const found = simulateStrategies(book, strategies, {
    horizonMonths: 24,
    discountRate: 0.1,
    seed: 2,
    draws: 2000,
    asOf: "2026-07-01",
  });
  const why = explainStrategies(found);

  it("is ordered by how far it moves the lead, and the shares of variance do not pass the whole", () => {
    const swings = why.assumptions.map(({ leadSwing }) => Math.abs(leadSwing));
    expect(swings).toEqual([...swings].sort((a, b) => b - a));
    const total = why.assumptions.reduce((sum, { varianceShare }) => sum + varianceShare.value, why.luckShare);
    expect(total).toBeGreaterThan(0.85);
    expect(total).toBeLessThan(1.1);
  });

  it("shares the variance of a sum of independent normals as their variances (Saltelli 2008, section 1.2)", () => {
    const two = {
      ...cross,
      startMonth: 0,
      months: 12,
      cost: {},
      effects: [effect("a", "margin", 0.1, 0.03), effect("b", "margin", 0.1, 0.04)],
    };
    const simple = { customers: [{ id: "a", count: 100, monthlyRevenue: 10, monthlyChurn: 0 }], marginRate: 0.5 };
    const options = { horizonMonths: 12, discountRate: 0, draws: 2000, seed: 5, luck: "none" } as const;
    const weights = explainStrategies(simulateStrategies(simple, [{ id: "two", moves: [two] }], options)).assumptions;
    const share = (id: string) => weights.find(({ assumption }) => assumption === id)?.varianceShare;
    for (const [id, exact] of [
      ["a", 0.36],
      ["b", 0.64],
    ] as const) {
      expect(share(id)?.interval.lower).toBeLessThan(exact);
      expect(share(id)?.interval.upper).toBeGreaterThan(exact);
    }
  });

  it("counts an assumption that takes a few values only", () => {
    const draws = [0.05, 0.05, 0.2];
    const few = { ...effect("x", "revenue", 0), distribution: { kind: "empirical", draws } as const };
    const simple = { customers: [{ id: "a", count: 100, monthlyRevenue: 10, monthlyChurn: 0 }] };
    const moves = [{ ...cross, startMonth: 0, months: 12, cost: { fixed: 1200 }, effects: [few] }];
    const options = { horizonMonths: 12, discountRate: 0, draws: 2000, seed: 5, luck: "none" } as const;
    const [weight] = explainStrategies(simulateStrategies(simple, [{ id: "act", moves }], options)).assumptions;
    expect(weight?.varianceShare.value).toBeCloseTo(1, 6);
    // acting gains 1,200 in a third of the draws and loses 600 in two thirds, so it is worth 400 to know which
    const known = weight?.perfectInformation;
    expect(Math.abs((known?.value as number) - 400)).toBeLessThan(4 * (known?.standardError as number));
  });

  it("counts what is so rare that neither outer point shows it", () => {
    const draws = [...new Array<number>(19).fill(0), 4];
    const rare = { ...effect("x", "revenue", 0), distribution: { kind: "empirical", draws } as const };
    const simple = { customers: [{ id: "a", count: 100, monthlyRevenue: 10, monthlyChurn: 0 }] };
    const moves = [{ ...cross, startMonth: 0, months: 12, cost: { fixed: 1200 }, effects: [rare] }];
    const options = { horizonMonths: 12, discountRate: 0, draws: 2000, seed: 5, luck: "none" } as const;
    const rarely = explainStrategies(simulateStrategies(simple, [{ id: "act", moves }], options));
    const [weight] = rarely.assumptions;
    expect(weight).toMatchObject({ assumption: "x", swing: 0, low: { value: 0 }, high: { value: 0 } });
    expect(weight?.varianceShare.value).toBeCloseTo(1, 6);
    expect(weight?.perfectInformation.value).toBeCloseTo(rarely.perfectInformation.value, 6);
    expectValidChart(tornadoChart(rarely));
  });

  it("names the point at which another strategy becomes the best", () => {
    const turned = explainStrategies(linear(0.12, 0.05, 500));
    expect(turned.assumptions[0]?.switchPoint?.to).toBe("nothing");
    expect(turned.assumptions[0]?.switchPoint?.value).toBeCloseTo(0.1, 10);
    const safe = explainStrategies(linear(0.3, 0.01, 500));
    expect(safe.assumptions[0]?.switchPoint).toBeUndefined();
    expect(safe.reasons.map(({ code }) => code)).toContain("strategy_holds");
  });

  it("shows what rests on beliefs alone", () => {
    expect(why.best).toBe("all");
    expect(why.beliefs.assumptions).toContain("care keeps");
    expect(why.beliefs.gainShare).toBeCloseTo(1, 10);
    expect(why.beliefs.varianceShare).toBeLessThanOrEqual(1);
    for (const reason of why.reasons) {
      expect(describe(reason, "en").length).toBeGreaterThan(10);
      expect(describe(reason, "zh").length).toBeGreaterThan(5);
    }
  });

  it("names who is dominated and what the budget allows", () => {
    const wasteful = { ...care, id: "waste", effects: [], cost: { fixed: 900 } };
    const more = simulateStrategies(book, [...strategies, { id: "waste", moves: [wasteful] }], {
      horizonMonths: 24,
      discountRate: 0.1,
      seed: 2,
      draws: 200,
    });
    const frontier = measureStrategyFrontier(more, { budget: 400 });
    expect(frontier.points.at(-1)).toMatchObject({
      dominatedBy: "nothing",
      affordable: false,
      efficientBySpend: false,
    });
    expect(frontier.points.find(({ strategy }) => strategy === frontier.best)?.spend).toBeLessThanOrEqual(400);
    expect(measureStrategyFrontier(more).best).toBe("all");
    expect(measureStrategyFrontier(more, { risk: "lowTenth", of: "npv" }).points[0]?.efficientBySpend).toBe(true);
  });

  for (const locale of ["en", "zh"] as const) {
    it(`is drawn in ${locale}`, async () => {
      const frontier = measureStrategyFrontier(found, { budget: 3000 });
      for (const [name, chart] of [
        ["fan", npvFanChart(found, { locale })],
        ["frontier", strategyFrontierChart(frontier, { locale })],
        ["tornado", tornadoChart(why, { locale })],
      ] as const) {
        expectValidChart(chart);
        await writePicture(chart, `strategy-${name}-${locale}`);
      }
      expectValidChart(npvFanChart(found, { locale, of: "cash", among: ["nothing", "care"] }));
      expectValidChart(tornadoChart(explainStrategies(linear(0.3, 0, 20)), { locale, of: "npv" }));
    });
  }
});
