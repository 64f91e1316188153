import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/reasons.ts";
import {
  type DealHistory,
  dealSpells,
  explainDeal,
  fitFunnel,
  forecastFunnel,
  measureIncidence,
  predictDeal,
  standardPipeline,
} from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";
import { day, deal } from "./cases.ts";

const pipeline = standardPipeline;
const learn = (histories: readonly DealHistory[], asOf: number) =>
  fitFunnel(histories, { pipeline, asOf: day(asOf), shockPeriodDays: 30, smooth: false });
const fresh = (n: number, at: number) => Array.from({ length: n }, (_, i) => deal(`new ${i}`, ["bid", at]));
const codes = (reasons: readonly { readonly code: string }[]) => reasons.map((reason) => reason.code);

describe("an incidence of which little was seen", () => {
  const young = [...Array.from({ length: 1000 }, (_, i) => deal(`y${i}`, ["bid", 99])), deal("old", ["bid", 0])];

  test("where one deal was followed so far and none has closed, nearly anything is possible", () => {
    const row = measureIncidence(young, { pipeline, asOf: day(100), from: "bid", at: [100] }).at[0];
    if (row === undefined || "abstained" in row) throw new Error("within the time observed");
    // Jeffreys' interval of 0 of 1
    expectClose(row.won.interval.upper, 0.853254, 1e-6);
    expectClose(row.open.interval.lower, 1 - 0.853254, 1e-6);
    expect(row.won.n).toBe(1001);
  });

  test("95 % intervals cover wins that only old deals can show", () => {
    let covered = 0;
    let runs = 0;
    const truth = 1 - Math.exp(-5 / 50);
    for (let run = 0; run < 400; run++) {
      const random = createRandom(run);
      const histories = Array.from({ length: 60 }, (_, i) => {
        const watched = 100 * random.uniform();
        const closes = 85 - 50 * Math.log(1 - random.uniform());
        const won = closes < watched ? ([["contract", 100 - watched + closes]] as const) : [];
        return deal(`d${i}`, ["bid", 100 - watched], ...won);
      });
      const row = measureIncidence(histories, { pipeline, asOf: day(100), from: "bid", at: [90] }).at[0];
      if (row === undefined || "abstained" in row) continue;
      runs++;
      if (row.won.interval.lower <= truth && truth <= row.won.interval.upper) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
  });
});

describe("the chance of the quota", () => {
  test("has an interval that holds for any seed, and P10 and P90 stay where they are", () => {
    const past = Array.from({ length: 40 }, (_, i) =>
      deal(`p${i}`, ["bid", 0], [i % 2 === 0 ? "contract" : "lost", 1 + ((i * 7) % 20)]),
    );
    const model = learn(past, 30);
    const runs = Array.from({ length: 20 }, (_, seed) =>
      forecastFunnel(model, fresh(100, 30), { asOf: day(30), horizonDays: 25, seed, draws: 2000, quota: 55_000 }),
    );
    const mean = runs.reduce((sum, run) => sum + (run.chanceOfQuota?.value as number), 0) / runs.length;
    const missed = runs.filter(({ chanceOfQuota }) => {
      const { lower, upper } = (chanceOfQuota as { interval: { lower: number; upper: number } }).interval;
      return mean < lower || mean > upper;
    });
    // of 20 intervals of 95 % five miss once in 400
    expect(missed.length).toBeLessThan(5);
    for (const p of ["p10", "p90"] as const) {
      const values = runs.map((run) => run[p]);
      expect(Math.max(...values) - Math.min(...values)).toBeLessThan(8000);
    }
  });

  test("at horizon 0 nothing is simulated", () => {
    const forecast = forecastFunnel(learn([deal("a", ["bid", 0], ["contract", 5])], 30), fresh(3, 30), {
      asOf: day(30),
      horizonDays: 0,
      seed: 1,
    });
    expect(forecast).toMatchObject({ expected: 0, p90: 0, method: { count: "poisson_binomial" } });
  });
});

describe("a stage whose deals have all closed", () => {
  const past = Array.from({ length: 40 }, (_, i) =>
    deal(`p${i}`, ["bid", 0], [i % 2 === 0 ? "contract" : "lost", 1 + Math.floor(i / 2)]),
  );

  test("closes new deals too, at any age", () => {
    const model = learn(past, 60);
    const chances = (age: number, horizonDays: number) =>
      predictDeal(model, deal("x", ["bid", 60 - age]), { asOf: day(60), horizonDays });
    expect(chances(0, 25).open).toBeLessThan(0.01);
    expect(chances(0, 400).open).toBeLessThan(0.001);
    for (const won of [chances(0, 25).won, chances(0, 400).won, chances(15, 30).won]) {
      expect(Math.abs(won - 0.5)).toBeLessThan(0.02);
    }
  });

  test("says nothing of deals far older than any", () => {
    const old = explainDeal(learn(past, 60), deal("old", ["bid", 0]), { asOf: day(300), horizonDays: 90 });
    expect(old.won).toBeLessThan(0.02);
    expect(codes(old.cautions)).toEqual(["beyond_history"]);
  });
});

describe("next to no history", () => {
  const one = learn([deal("a", ["bid", 0], ["contract", 5])], 100);

  test("one deal won makes no deal certain, in its own stage or in one never seen", () => {
    for (const stage of ["prospect", "bid", "negotiation"]) {
      const { won, lost, cautions } = predictDeal(one, deal("x", [stage, 100]), { asOf: day(100), horizonDays: 30 });
      expect(won).toBeGreaterThan(0.5);
      expect(won).toBeLessThan(0.8);
      expect(lost).toBeGreaterThan(0.05);
      expect(cautions[0]).toEqual({ code: "funnel_few_closed", params: { n: 1, needed: 5 } });
    }
    const { count, chanceOfQuota, reasons } = forecastFunnel(one, fresh(10, 100), {
      asOf: day(100),
      horizonDays: 30,
      seed: 1,
      quota: 10_000,
    });
    expect(count.p90 - count.p10).toBeGreaterThan(4);
    expect(chanceOfQuota?.value).toBeLessThan(0.6);
    expect(codes(reasons)).toEqual([
      "funnel_few_closed",
      "funnel_thin_stage_deals",
      "funnel_shock_one_cohort",
      "funnel_new_deals_unknown",
    ]);
  });

  test("what a stage borrows counts for no more than there is, and its own deals are not lent to itself", () => {
    expect(one.stages.map((stage) => stage.pooledWeight)).toEqual([1, 0, 1]);
    for (const stage of one.stages) expect(stage.steady).toMatchObject({ events: 1, exposureDays: 5 });
    expect(
      explainDeal(one, fresh(1, 100)[0] as DealHistory, { asOf: day(100), horizonDays: 9 })
        .reasons.map((r) => word(r))
        .at(-1),
    ).toBe("Bid was seen only 1 time, so its figures are rough");
  });

  test("deals of which none has closed may still close, and the forecast says that this is assumed", () => {
    const open = Array.from({ length: 40 }, (_, i) => deal(`o${i}`, ["bid", 90 + (i % 10)]));
    const model = learn(open, 100);
    const forecast = forecastFunnel(model, open, { asOf: day(100), horizonDays: 365, seed: 1 });
    expect(forecast.expected).toBeGreaterThan(0);
    expect(forecast.p90).toBeGreaterThan(forecast.p10);
    expect(codes(forecast.reasons)).toEqual([
      "funnel_horizon_beyond_deals",
      "funnel_few_closed",
      "funnel_no_exits_deals",
      "funnel_shock_one_cohort",
      "funnel_new_deals_unknown",
    ]);
    const { cautions } = predictDeal(model, open[0] as DealHistory, { asOf: day(100), horizonDays: 365 });
    expect(codes(cautions)).toEqual(["funnel_few_closed", "funnel_horizon_beyond_history", "funnel_no_exits"]);
  });

  test.each([6, 20, 40])("P10 to P90 stay honest with %i past deals", (n) => {
    const random = createRandom(n);
    const runs = 100;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const p = 0.3 + 0.4 * random.uniform();
      const past = Array.from({ length: n }, (_, i) =>
        deal(`p${i}`, ["bid", 0], [random.uniform() < p ? "contract" : "lost", 1 + random.integer(0, 19)]),
      );
      const wins = random.binomial(100, p);
      const options = { asOf: day(30), horizonDays: 25, seed: run, draws: 400 };
      const { count } = forecastFunnel(learn(past, 30), fresh(100, 30), options);
      if (count.p10 <= wins && wins <= count.p90) covered++;
    }
    // .8 less three standard errors; counts cover a little more than their share
    expect(covered / runs).toBeGreaterThan(0.68);
    expect(covered / runs).toBeLessThan(0.93);
  });
});

describe("good and bad periods", () => {
  const alternating = (days: number) =>
    Array.from({ length: 720 }, (_, k) => {
      const [period, i] = [Math.floor(k / 60), k % 60];
      const at = period * 30 + 10 + (i % 10);
      const end = i < (period % 2 === 0 ? 5 : 55) ? "contract" : "lost";
      return deal(`d${k}`, ["bid", at - 5], ["negotiation", at - days], [end, at]);
    });

  test("show in wins of the same day as in wins of the next", () => {
    const sameDay = learn(alternating(0), 360).shock;
    expect(sameDay.variance).toBeGreaterThan(0.5);
    expectClose(sameDay.variance, learn(alternating(1), 360).shock.variance, 0.02);
    expect(sameDay).not.toHaveProperty("unmeasured");
  });

  test("cannot be told from age where all deals came in at once", () => {
    const cohort = Array.from({ length: 900 }, (_, i) =>
      i < 300 ? deal(`c${i}`, ["bid", 0], ["contract", 1 + i]) : deal(`c${i}`, ["bid", 0]),
    );
    const model = learn(cohort, 360);
    expect(model.shock).toMatchObject({ variance: 0, unmeasured: "one_cohort" });
    const { contains, reasons } = forecastFunnel(model, cohort, { asOf: day(360), horizonDays: 30, seed: 1 });
    expect(contains.sharedShock).toBe(false);
    expect(codes(reasons)).toContain("funnel_shock_one_cohort");
  });

  test("count from the first end on record, and weigh by what they let one expect", () => {
    const full = Array.from({ length: 180 }, (_, i) =>
      deal(`f${i}`, ["bid", 1020 + (i % 60)], [i % 2 === 0 ? "contract" : "lost", 1020 + (i % 60) + 5 + (i % 7)]),
    );
    const { periods, effectivePeriods, unmeasured } = learn([deal("ancient", ["bid", 0]), ...full], 1100).shock;
    // what lies before the first end on record tells nothing about periods
    expect(periods).toBe(3);
    expect(effectivePeriods).toBeLessThan(3);
    expect(unmeasured).toBeUndefined();
  });
});

describe("a horizon past everything observed", () => {
  const recent = Array.from({ length: 200 }, (_, i) => {
    const at = 80 + (i % 20);
    return deal(`h${i}`, ["bid", at], ...(i % 20 <= 14 && i % 3 === 0 ? ([["contract", at + 5]] as const) : []));
  });
  const model = learn(recent, 100);

  test("adds next to nothing, and the reason says so", () => {
    const at = (horizonDays: number) => predictDeal(model, deal("x", ["bid", 100]), { asOf: day(100), horizonDays });
    expect(at(20).cautions).toEqual([]);
    expect(at(3650).won - at(20).won).toBeLessThan(0.01);
    expect(codes(at(3650).cautions)).toEqual(["funnel_horizon_beyond_history"]);
    expect(at(3650).cautions[0]?.params).toEqual({ days: 3650, longestDays: 20 });
    const { reasons } = forecastFunnel(model, recent, { asOf: day(100), horizonDays: 365, seed: 1, draws: 100 });
    expect(codes(reasons)).toContain("funnel_horizon_beyond_deals");
  });
});

describe("rows of one date", () => {
  test("decide by their order, and the message says so", () => {
    const mixedUp = deal("D-9", ["bid", 0], ["contract", 31], ["negotiation", 31]);
    expect(() => dealSpells([mixedUp], { pipeline, asOf: day(60) })).toThrow(/same time.*order of rows/);
  });

  test("the day of recording decides nothing", () => {
    const past = [deal("a", ["bid", 0], ["contract", 5])];
    expect(
      learn(
        past.map((history) => ({ ...history, created: day(200) })),
        100,
      ),
    ).toEqual(learn(past, 100));
  });
});
