import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { winOverAttemptSchema, winOverModelSpec } from "../../src/schemas.ts";
import {
  defaultSwitchingModel,
  defineSwitchingModel,
  explainWinOver,
  fitWinOver,
  measureRivalBarrier,
  planWinOver,
  type StatedChance,
  type SwitchingAccount,
  scoreSwitchingCosts,
  type WinOverAttempt,
  type WinOverModel,
} from "../../src/switching/index.ts";

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};
const modelOf = (attempts: readonly WinOverAttempt[]): WinOverModel => {
  const model = fitWinOver(attempts);
  if ("abstained" in model) throw new Error(word(model.abstained));
  return model;
};

const mill: SwitchingAccount = {
  id: "North Mill",
  evidence: { agreements: 1, habits: 0.5, contacts: 1, planned_visits: 0 },
  contract: { end: "2026-10-01", monthlyFee: 1000 },
  monthlyRevenue: 1000,
};

/** Attempts whose log-odds are −2 + 1.5 dose − 0.7 for each failed try before. */
const attemptsOf = (n: number, seed: number): WinOverAttempt[] => {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const dose = 2 * random.uniform();
    const triesBefore = random.integer(0, 3);
    const chance = 1 / (1 + Math.exp(2 - 1.5 * dose + 0.7 * triesBefore));
    return { dose, triesBefore, won: random.uniform() < chance };
  });
};

describe("what holds a rival's customer", () => {
  test("the money is that of the switching score on each day, and the cheapest day is the first without it", () => {
    const barrier = measureRivalBarrier(mill, defaultSwitchingModel, { asOf: "2026-07-01", horizonDays: 120 });
    expect(barrier.days).toHaveLength(121);
    for (const k of [0, 45, 92, 120]) {
      const day = barrier.days[k];
      const { money } = scoreSwitchingCosts(mill, defaultSwitchingModel, { asOf: day?.date as string });
      expect(day?.money).toBe(money.total);
    }
    expect(barrier.cheapest.date).toBe("2026-10-01");
    expect(barrier.offsets).toBe("money");
    expect(barrier.reasons.map(({ code }) => code)).toContain("barrier_no_rate");
  });

  test("money is not counted twice: the points leave the financial part of the index out", () => {
    const model = defineSwitchingModel({ weights: { agreements: 1, habits: 1 } });
    const barrier = measureRivalBarrier({ ...mill, evidence: { agreements: 1, habits: 0.5 } }, model, {
      asOf: "2026-07-01",
      perPoint: { amount: 10 },
    });
    expect(barrier.points).toEqual({ value: 25, lower: 25, upper: 25 });
    expect(barrier.inducement.value).toBeCloseTo(3000 + 250, 9);
  });

  test("the range runs from all unknown levers off at the low rate to all on at the high rate", () => {
    const model = defineSwitchingModel({ weights: { habits: 1, contacts: 1 } });
    const rate = { value: 0.02, n: 60, interval: { lower: 0.01, upper: 0.04, level: 0.95 } };
    const barrier = measureRivalBarrier({ ...mill, evidence: { habits: 0.5 } }, model, {
      asOf: "2026-10-01",
      perPoint: { months: rate },
    });
    expect(barrier.points).toEqual({ value: 50, lower: 25, upper: 75 });
    expect(barrier.inducement.value).toBeCloseTo(50 * 20, 9);
    expect(barrier.inducement.lower).toBeCloseTo(25 * 10, 9);
    expect(barrier.inducement.upper).toBeCloseTo(75 * 40, 9);
    expect(barrier.reasons.map(({ code }) => code)).not.toContain("barrier_rate_stated");
  });

  test("a rate that is a plain number is called stated, and no rate is ever made up", () => {
    const stated = measureRivalBarrier(mill, defaultSwitchingModel, { asOf: "2026-07-01", perPoint: { months: 0.02 } });
    expect(stated.reasons.map(({ code }) => code)).toContain("barrier_rate_stated");
    const bare = measureRivalBarrier(mill, defaultSwitchingModel, { asOf: "2026-07-01" });
    expect(bare.inducement.value).toBe(bare.money.total);
  });

  test("points of the levers add up to the points of the barrier", () => {
    const { levers, points } = measureRivalBarrier(mill, defaultSwitchingModel, { asOf: "2026-07-01" });
    expect(levers.reduce((total, row) => total + row.points, 0)).toBeCloseTo(points.value, 9);
  });

  test("bad input is refused", () => {
    const { monthlyRevenue: _, ...poor } = mill;
    expect(
      codeOf(() => measureRivalBarrier(poor, defaultSwitchingModel, { asOf: "2026-07-01", perPoint: { months: 1 } })),
    ).toBe("inconsistent");
    expect(codeOf(() => measureRivalBarrier({ id: "a", evidence: {} }, defaultSwitchingModel))).toBe("invalid_type");
    expect(
      codeOf(() => measureRivalBarrier(mill, defaultSwitchingModel, { asOf: "2026-07-01", horizonDays: -1 })),
    ).toBe("out_of_range");
    expect(
      codeOf(() => measureRivalBarrier(mill, defaultSwitchingModel, { asOf: "2026-07-01", perPoint: { amount: -1 } })),
    ).toBe("out_of_range");
  });
});

describe("the chance to win, from past attempts", () => {
  test("a larger offer and fewer failed tries before win more", () => {
    const model = modelOf(attemptsOf(4000, 1));
    expect(model.dose).toBeGreaterThan(1.3);
    expect(model.dose).toBeLessThan(1.7);
    expect(model.triesBefore).toBeGreaterThan(-0.85);
    expect(model.triesBefore).toBeLessThan(-0.55);
  });

  test("a model survives the trip through JSON, and the order of attempts does not matter", () => {
    const attempts = attemptsOf(80, 2);
    const model = modelOf(attempts);
    expect(loadModel(winOverModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect(fitWinOver([...attempts].reverse())).toEqual(model);
    expect(codeOf(() => loadModel(winOverModelSpec, { ...model, covariance: [1] }))).toBe("invalid_model");
  });

  test("too few attempts, or all of one kind, give no chance and say so", () => {
    expect(fitWinOver(attemptsOf(9, 3))).toHaveProperty("abstained.code", "too_few_rows");
    const lost = attemptsOf(20, 3).map((row) => ({ ...row, won: false }));
    expect(fitWinOver(lost)).toHaveProperty("abstained.code", "win_over_one_outcome");
  });

  test("attempts that are told apart perfectly stay finite and carry a note", () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ dose: i / 10, won: i >= 10 }));
    const model = modelOf(rows);
    expect(model.fittedOn.ridge).toBe(1);
    expect(model.fittedOn.notes.map(({ code }) => code)).toEqual(["win_over_separated"]);
    expect(Number.isFinite(model.dose)).toBe(true);
  });

  test("bad attempts are refused", () => {
    expect(codeOf(() => fitWinOver([]))).toBe("empty_input");
    expect(codeOf(() => fitWinOver([{ dose: -1, won: true }]))).toBe("out_of_range");
    expect(codeOf(() => fitWinOver([{ dose: 1, won: 1 as never }]))).toBe("invalid_type");
    expect(
      codeOf(() =>
        fitWinOver([
          { dose: 1, won: true, triesBefore: 0 },
          { dose: 1, won: false },
        ]),
      ),
    ).toBe("inconsistent");
    expect(winOverAttemptSchema.safeParse({ dose: 1, won: true, triesBefore: 1.5 }).success).toBe(false);
  });
});

describe("whether and how to win a customer over", () => {
  const asOf = "2026-07-01";
  const stated: StatedChance = {
    source: "stated",
    points: [
      { dose: 0, chance: 0.05 },
      { dose: 1, chance: 0.3 },
      { dose: 2, chance: 0.4 },
    ],
    triesWorth: 4,
  };
  const target = { id: "North Mill", value: 40000, attemptCost: 1500, doseUnit: 4000 };

  test("no other inducement brings more (measured chance, tried on a fine grid)", () => {
    const model = modelOf(attemptsOf(600, 5).map(({ triesBefore: _, ...row }) => row));
    for (const value of [3000, 9000, 40000, 200000]) {
      const [plan] = planWinOver([{ ...target, value }], { asOf, chance: model }).plans;
      const worth = (x: number) => {
        const dose = Math.min(x / 4000, model.fittedOn.doses[1]);
        return (value - x) / (1 + Math.exp(-model.intercept - model.dose * dose)) - 1500;
      };
      const grid = Array.from({ length: 2001 }, (_, k) => (value * k) / 2000);
      expect(plan?.expectedValue).toBeCloseTo(worth(plan?.inducement as number), 6);
      expect(plan?.expectedValue).toBeGreaterThanOrEqual(Math.max(...grid.map(worth)) - 1e-6);
      if (plan?.ceiling !== undefined) {
        expect(worth(plan.ceiling)).toBeCloseTo(0, 4);
        expect(worth(plan.ceiling * 1.001)).toBeLessThan(0);
      }
    }
  });

  test("no other inducement brings more (stated chance, tried on a fine grid)", () => {
    const chance = (dose: number) => (dose <= 1 ? 0.05 + 0.25 * dose : Math.min(0.4, 0.3 + 0.1 * (dose - 1)));
    for (const value of [2000, 8000, 20000, 40000]) {
      const [plan] = planWinOver([{ ...target, value }], { asOf, chance: stated }).plans;
      const worth = (x: number) => chance(x / 4000) * (value - x) - 1500;
      const best = Math.max(...Array.from({ length: 4001 }, (_, k) => worth((value * k) / 4000)));
      expect(plan?.expectedValue).toBeGreaterThanOrEqual(best - 1e-9);
    }
  });

  test("the chance says where it comes from", () => {
    const told = planWinOver([target], { asOf, chance: stated }).plans[0];
    expect(told?.chance).toEqual({ value: 0.4, source: "stated", n: 0 });
    const measured = planWinOver([target], { asOf, chance: modelOf(attemptsOf(300, 5)) }).plans[0];
    expect(measured?.chance.source).toBe("measured");
    expect(measured?.chance.n).toBe(300);
    expect(measured?.chance.interval?.lower).toBeLessThan(measured?.chance.value as number);
  });

  test("worth it where the whole interval pays, not where none of it does, else learn first", () => {
    const doubt: StatedChance = { source: "stated", points: [{ dose: 0, chance: 0.2, lower: 0.05, upper: 0.4 }] };
    const verdict = (value: number) => planWinOver([{ ...target, value }], { asOf, chance: doubt }).plans[0]?.verdict;
    expect(verdict(100000)).toBe("worth_it");
    expect(verdict(20000)).toBe("learn_first");
    expect(verdict(3000)).toBe("not_worth_it");
  });

  test("tries end with the first whose chance times win is below its cost", () => {
    const { stop, inducement } =
      planWinOver([{ ...target, attemptCost: 4000 }], { asOf, chance: stated, maxTries: 50 }).plans[0] ?? {};
    // a belief worth four tries: 0.4, then 0.4 · 4 / 5, 0.4 · 4 / 6, …
    const chances = Array.from({ length: 50 }, (_, failed) => (0.4 * 4) / (4 + failed));
    const pays = chances.filter((chance) => chance * (40000 - (inducement ?? 0)) > 4000);
    expect(stop?.tries).toBe(pays.length);
    expect(stop?.chances).toEqual(pays);
    expect(stop?.spend).toBe(4000 * pays.length);
    expect(stop?.chance).toBeCloseTo(1 - pays.reduce((lost, chance) => lost * (1 - chance), 1), 12);
    expect(stop?.learnsFrom).toBe("belief");
  });

  test("where past later tries are known they say how fast the chance falls", () => {
    const model = modelOf(attemptsOf(2000, 7));
    const { stop } = planWinOver([target], { asOf, chance: model }).plans[0] ?? {};
    expect(stop?.learnsFrom).toBe("measured");
    const odds = (chance: number) => Math.log(chance / (1 - chance));
    expect(odds(stop?.chances[1] as number) - odds(stop?.chances[0] as number)).toBeCloseTo(
      model.triesBefore as number,
      9,
    );
  });

  test("a budget is never passed, and takes the best combination", () => {
    const flat: StatedChance = { source: "stated", points: [{ dose: 0, chance: 0.5 }], triesWorth: 1 };
    const targets = [10, 14, 20, 24, 31, 38].map((value, i) => ({
      id: `t${i}`,
      value: 100 * value,
      attemptCost: 40 + 35 * i,
      doseUnit: 1,
    }));
    const free = planWinOver(targets, { asOf, chance: flat, maxTries: 1 });
    for (const budget of [0, 80, 200, 333, 600]) {
      const { plans, total } = planWinOver(targets, { asOf, chance: flat, maxTries: 1, budget });
      expect(total.committed).toBeLessThanOrEqual(budget);
      let best = 0;
      for (let mask = 0; mask < 64; mask++) {
        const taken = free.plans.filter((_, i) => ((mask >> i) & 1) === 1);
        const cost = taken.reduce((sum, { stop, inducement }) => sum + stop.spend + inducement, 0);
        if (cost <= budget)
          best = Math.max(
            best,
            taken.reduce((sum, { stop }) => sum + stop.expectedValue, 0),
          );
      }
      expect(total.expectedValue).toBeCloseTo(best, 6);
      expect(plans.filter(({ chosen }) => chosen)).toHaveLength(total.chosen);
    }
  });

  test("steps follow one another, and the try waits for the day on which moving is cheapest", () => {
    const barrier = measureRivalBarrier(mill, defaultSwitchingModel, { asOf, perPoint: { months: 0.02 } });
    const { doseUnit: _, ...rest } = target;
    const { steps, inducement } = planWinOver([{ ...rest, barrier }], { asOf, chance: stated }).plans[0] ?? {
      steps: [],
    };
    // a unit of dose is what offsets the barrier on that day, not today
    expect(inducement).toBeCloseTo(2 * barrier.cheapest.inducement.value, 9);
    expect(steps.map(({ step }) => step)).toEqual(["study", "goal", "prepare", "act", "secure"]);
    expect(steps[0]?.from).toBe(asOf);
    expect(steps[3]?.from).toBe("2026-10-01");
    for (const [i, { from, to }] of steps.entries()) {
      expect(from <= to).toBe(true);
      if (i > 0) expect((steps[i - 1]?.to as string) < from).toBe(true);
    }
  });

  test("no more is advised than was ever offered", () => {
    const model = modelOf(attemptsOf(300, 5));
    const [plan] = planWinOver([{ ...target, value: 1e7 }], { asOf, chance: model }).plans;
    expect(plan?.inducement).toBeCloseTo(4000 * model.fittedOn.doses[1], 6);
    expect(plan?.reasons.map(({ code }) => code)).toContain("win_over_dose_capped");
  });

  test("the order of targets does not matter, and money in another unit gives the same plan", () => {
    const targets = [target, { ...target, id: "b", value: 30000 }, { ...target, id: "c", value: 9000 }];
    const plans = planWinOver(targets, { asOf, chance: stated, budget: 20000 });
    expect(planWinOver([...targets].reverse(), { asOf, chance: stated, budget: 20000 })).toEqual(plans);
    const scaled = planWinOver(
      targets.map((row) => ({
        ...row,
        value: row.value * 8,
        attemptCost: row.attemptCost * 8,
        doseUnit: row.doseUnit * 8,
      })),
      { asOf, chance: stated, budget: 160000 },
    );
    expect(scaled.total.expectedValue / 8).toBeCloseTo(plans.total.expectedValue, 6);
  });

  test("every reason is worded in both languages", () => {
    const plans = [
      ...planWinOver([target, { ...target, id: "b", value: 100 }], { asOf, chance: stated, budget: 3000 }).plans,
      ...planWinOver([target], { asOf, chance: modelOf(attemptsOf(60, 5)) }).plans,
    ];
    for (const plan of plans) {
      for (const reason of explainWinOver(plan)) {
        for (const locale of ["en", "zh"] as const) expect(word(reason, locale)).not.toMatch(/undefined|NaN/);
      }
    }
  });

  test.each([
    ["no targets", [], { asOf, chance: stated }, "empty_input"],
    ["the same target twice", [target, target], { asOf, chance: stated }, "duplicate_id"],
    ["a negative cost", [{ ...target, attemptCost: -1 }], { asOf, chance: stated }, "out_of_range"],
    ["no unit of dose", [{ ...target, doseUnit: undefined }], { asOf, chance: stated }, "inconsistent"],
    ["no day", [target], { chance: stated }, "invalid_type"],
    [
      "a chance that falls with the dose",
      [target],
      {
        asOf,
        chance: {
          source: "stated",
          points: [
            { dose: 0, chance: 0.5 },
            { dose: 1, chance: 0.4 },
          ],
        },
      },
      "out_of_range",
    ],
    ["no chance", [target], { asOf, chance: { kind: "tiers" } }, "invalid_model"],
    [
      "a model of lost customers",
      [target],
      { asOf, chance: { ...modelOf(attemptsOf(40, 2)), monthsSince: 1, covariance: Array(16).fill(0) } },
      "inconsistent",
    ],
  ] as const)("%s", (_, targets, options, code) => {
    expect(codeOf(() => planWinOver(targets as never, options as never))).toBe(code);
  });
});
