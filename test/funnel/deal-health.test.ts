import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/reasons.ts";
import {
  dealHealthChart,
  definePipeline,
  type FunnelModel,
  fitFunnel,
  loadModel,
  measureDealHealth,
  standardPipeline,
} from "../../src/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { funnelModelSpec } from "../../src/schemas.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData } from "../support/shared-data.ts";
import { bidModel, bids, day, deal } from "./cases.ts";
import { crmPipeline, readCrm } from "./data.ts";

const healthOf = (model: FunnelModel, ages: readonly number[], more: object = {}) =>
  measureDealHealth(
    model,
    ages.map((age) => ({ ...deal(`age ${age}`, ["bid", 100 - age]), ...more })),
    { asOf: day(100) },
  );

describe("how old the deals won from a stage were", () => {
  test("is counted deal by deal where all were watched to the end", () => {
    // winners left on days 1 to 30, losers do not count, open ones are older than all
    const ages = bidModel().stages[1]?.wonAges;
    expect(ages?.n).toBe(30);
    expectClose(ages?.effective as number, 30, 1e-9);
    expect(ages?.days).toHaveLength(101);
    expect([0, 50, 95, 100].map((percent) => ages?.days[percent])).toEqual([1, 15, 29, 30]);
    expect(bidModel().stages[1]?.longestLeftDays).toBe(30);
  });

  test("counts deals cut off by the day as open, so that the ages do not favour the quick", () => {
    // half of the deals take 10 days, half 30; of those that came in late only the quick ones have been seen to win
    const slowAndQuick = (start: number, i: number) =>
      deal(`s${start} ${i}`, ["bid", start], ["contract", start + (i % 2 === 0 ? 10 : 30)]);
    const early = Array.from({ length: 40 }, (_, i) => slowAndQuick(0, i));
    const late = Array.from({ length: 40 }, (_, i) => slowAndQuick(60, i));
    const model = fitFunnel([...early, ...late], { pipeline: standardPipeline, asOf: day(80) });
    const ages = model.stages[1]?.wonAges;
    // of those won so far two in three were quick, of all that will be won one in two
    expect(ages?.n).toBe(60);
    expect([49, 51].map((percent) => ages?.days[percent])).toEqual([10, 30]);
    expect(ages?.effective).toBeLessThan(60);
  });

  test("looks to the deal's end, not to its next stage", () => {
    // from bid the quick go on to negotiation and lose, the slow go on and win
    const quick = Array.from({ length: 30 }, (_, i) => deal(`q${i}`, ["bid", 0], ["negotiation", 2], ["lost", 9]));
    const slow = Array.from({ length: 30 }, (_, i) => deal(`s${i}`, ["bid", 0], ["negotiation", 20], ["contract", 25]));
    const stage = fitFunnel([...quick, ...slow], { pipeline: standardPipeline, asOf: day(60) }).stages[1];
    expect(stage?.movedOnBy?.p50).toBe(2);
    expect(stage?.wonAges?.days[0]).toBe(20);
  });

  test("a deal open elsewhere counts by the share won of those that left the same way", () => {
    const done = (id: string, left: number, end: string) =>
      deal(id, ["bid", 0], ["negotiation", left], [end, left + 5]);
    const closed = Array.from({ length: 40 }, (_, i) => done(`c${i}`, 10, i % 2 === 0 ? "contract" : "lost"));
    const open = Array.from({ length: 20 }, (_, i) => deal(`o${i}`, ["bid", 0], ["negotiation", 30]));
    const ages = fitFunnel([...closed, ...open], { pipeline: standardPipeline, asOf: day(40) }).stages[1]?.wonAges;
    // 20 won on day 10, and half of 20 on day 30: two thirds had left on day 10
    expect([0, 66, 67, 100].map((percent) => ages?.days[percent])).toEqual([10, 10, 30, 30]);
    expect(ages?.n).toBe(20);
    expect(ages?.effective).toBeLessThanOrEqual(30);
  });

  test("recent deals count for more where they are told to", () => {
    const old = Array.from({ length: 30 }, (_, i) => deal(`old ${i}`, ["bid", 0], ["contract", 40]));
    const fresh = Array.from({ length: 30 }, (_, i) => deal(`new ${i}`, ["bid", 300], ["contract", 310]));
    const options = { pipeline: standardPipeline, asOf: day(340) };
    expect(fitFunnel([...old, ...fresh], options).stages[1]?.wonAges?.days[60]).toBe(40);
    expect(fitFunnel([...old, ...fresh], { ...options, halfLifeDays: 60 }).stages[1]?.wonAges?.days[60]).toBe(10);
  });

  test("a model of the first format takes them from its daily chances", () => {
    const { segments: _s, calendar: _c, season: _e, creation: _n, stages, shock, ...rest } = bidModel();
    const old = {
      ...rest,
      version: 1,
      shock: { periodDays: 30, variance: shock.variance, periods: 0, effectivePeriods: 0, unmeasured: "few_periods" },
      stages: stages.map(({ wonAges: _, longestLeftDays: __, ...stage }) => stage),
    };
    const bid = loadModel(funnelModelSpec, JSON.parse(JSON.stringify(old))).stages[1];
    expect(bid?.longestLeftDays).toBe(30);
    expect(bid?.wonAges?.n).toBe(30);
    expect([0, 50, 95, 100].map((percent) => bid?.wonAges?.days[percent])).toEqual([1, 15, 29, 30]);
  });
});

describe("a deal's health", () => {
  const model = bidModel();

  test("goes from fresh to beyond all history with age, never by a typed-in number of days", () => {
    const { deals } = healthOf(model, [3, 15, 27, 29.5, 31]);
    const statusAt = new Map(deals.map(({ ageDays, status }) => [ageDays, status]));
    expect([3, 15, 27, 29.5, 31].map((age) => statusAt.get(age))).toEqual([
      "fresh",
      "on_pace",
      "slow",
      "stalled",
      "zombie",
    ]);
  });

  test("names the share of winners that had left at that age, with its interval", () => {
    const entry = healthOf(model, [15]).deals[0];
    if (entry === undefined || "abstained" in entry.percentile) throw new Error("a percentile");
    const { value, n, interval } = entry.percentile;
    expectClose(value, 0.5, 0.01);
    expect(n).toBe(30);
    // Jeffreys at 15 of 30: Brown, Cai and DasGupta (2001)
    expectClose(interval.lower, 0.328, 0.01);
    expectClose(interval.upper, 0.672, 0.01);
    expect(word(entry.reason)).toBe("after 15 days in Bid it is older than 50% of the 30 deals won from there");
    expect(word(entry.reason, "zh")).toContain("投标");
  });

  test("abstains where too few were won from the stage", () => {
    const few = fitFunnel(
      [...bids, ...Array.from({ length: 8 }, (_, i) => deal(`n${i}`, ["negotiation", 0], ["contract", 3]))],
      { pipeline: standardPipeline, asOf: day(40) },
    );
    const health = measureDealHealth(few, [deal("x", ["negotiation", 0])], { asOf: day(90) });
    expect(health.deals[0]).toMatchObject({
      status: "unknown",
      percentile: { abstained: { code: "deal_health_thin", params: { stage: "negotiation", n: 8, needed: 20 } } },
      atRisk: 0,
    });
    expect(health.reasons.map(({ code }) => code)).toContain("deal_health_untold");
    const never = measureDealHealth(few, [deal("y", ["prospect", 0])], { asOf: day(90) }).deals[0];
    expect(word(never?.reason as never)).toMatch(/^no deal was won from Prospect tracked/);
  });

  test("prices zombies: what the list overstates comes first, and money adds up by status and owner", () => {
    const book = [
      { ...deal("small zombie", ["bid", 0]), amount: 100, owner: "Ann" },
      { ...deal("large zombie", ["bid", 20]), amount: 5000, owner: "__proto__" },
      { ...deal("fresh", ["bid", 97]), amount: 9000, owner: "Ann" },
      { ...deal("won", ["bid", 0], ["contract", 10]), amount: 700 },
      { dealId: "no amount", stages: [{ stage: "bid", entered: 0 }] },
    ];
    const health = measureDealHealth(model, book, { asOf: day(100) });
    expect(health.deals.map(({ dealId }) => dealId)).toEqual(["large zombie", "small zombie", "no amount", "fresh"]);
    const [first] = health.deals;
    expectClose(first?.atRisk as number, 5000 - (first?.expectedAmount as number), 1e-9);
    expect(first?.chance).toBeLessThan(0.1);
    expect(health.total.amount).toBe(14_100);
    expect(health.withoutAmount).toBe(1);
    for (const groups of [health.byStatus, health.byOwner]) {
      for (const key of ["deals", "amount", "expectedAmount", "atRisk"] as const) {
        expectClose(
          groups.reduce((sum, group) => sum + group[key], 0),
          health.total[key],
          1e-9,
        );
      }
    }
    expect(health.byOwner.map(({ owner, zombies }) => [owner, zombies])).toEqual([
      ["__proto__", 1],
      ["Ann", 1],
      [undefined, 1],
    ]);
    const zombies = health.reasons.find(({ code }) => code === "deal_health_zombies");
    expect(word(zombies as never)).toMatch(/^3 open deals are older than anything in history: listed at 5,100 \(36.2%/);
    expect(measureDealHealth(model, [...book].reverse(), { asOf: day(100) })).toEqual(health);
  });

  test("silence and pushes stand beside, as they were known on the day", () => {
    const facts = { pushes: [day(80), day(90), day(120)], activities: [day(60), day(130)] };
    expect(healthOf(model, [50], facts).deals[0]).toMatchObject({ pushes: 2, silenceDays: 40 });
    expect(healthOf(model, [50], { activities: [] }).deals[0]).toMatchObject({ silenceDays: 50 });
    expect(healthOf(model, [50]).deals[0]).not.toHaveProperty("silenceDays");
  });

  test("the interval of the percentile holds the truth about as often as it says, cut-offs included", () => {
    // winners leave after an exponential time of mean 20, a third of the deals are cut off; truth at age 30 is 1 − e^−1.5
    const truth = 1 - Math.exp(-1.5);
    const runs = 200;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const random = createRandom(run);
      const past = Array.from({ length: 80 }, (_, i) => {
        const start = random.uniform() * 60 + (i % 3 === 0 ? 60 : 0);
        return deal(`d${i}`, ["bid", start], ["contract", start - 20 * Math.log(1 - random.uniform())]);
      });
      const fitted = fitFunnel(past, { pipeline: standardPipeline, asOf: day(130), calendar: false, segments: [] });
      const { percentile } = measureDealHealth(fitted, [deal("x", ["bid", 100])], { asOf: day(130), horizonDays: 0 })
        .deals[0] as { percentile: { interval: { lower: number; upper: number } } };
      if (percentile.interval.lower <= truth && truth <= percentile.interval.upper) held++;
    }
    // 95 % nominal; three standard errors of 200 runs are 4.6 points
    expect(held / runs).toBeGreaterThan(0.9);
  });

  test.each([
    ["options", () => measureDealHealth(model, [], undefined as never), "invalid_type"],
    ["a horizon", () => measureDealHealth(model, [], { asOf: 0, horizonDays: -1 }), "out_of_range"],
    ["a level", () => measureDealHealth(model, [], { asOf: 0, level: 1 }), "out_of_range"],
    ["a date", () => measureDealHealth(model, [], { asOf: "soon" }), "invalid_date"],
    ["twice a deal", () => measureDealHealth(model, [deal("a"), deal("a")], { asOf: 0 }), "duplicate_id"],
    ["a chart of nothing", () => dealHealthChart(measureDealHealth(model, [], { asOf: 0 })), "empty_input"],
    ["a chart of no health", () => dealHealthChart({} as never), "not_finite|invalid_type"],
  ])("refuses %s that cannot be", (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ code: expect.stringMatching(new RegExp(`^(${code})$`)) as string }));
  });

  test("stages that nobody leaves and pipelines of one stage are no trouble", () => {
    const pipeline = definePipeline({
      id: "p",
      stages: [
        { id: "in", category: "open" },
        { id: "yes", category: "won" },
      ],
    });
    const stuck = fitFunnel([{ dealId: "a", stages: [{ stage: "in", entered: 0 }] }], { pipeline, asOf: day(9) });
    expect(stuck.stages[0]).not.toHaveProperty("wonAges");
    expect(loadModel(funnelModelSpec, JSON.parse(JSON.stringify(stuck)))).toEqual(stuck);
    const health = measureDealHealth(stuck, [{ dealId: "b", stages: [{ stage: "in", entered: 0 }] }], { asOf: day(9) });
    expect(health.deals[0]?.status).toBe("unknown");
    expect(health.reasons.map(({ code }) => code)).toContain("funnel_few_closed");
  });
});

test.each(["en", "zh"] as const)("deals without amounts are drawn as deals (%s)", async (locale) => {
  const book = [3, 15, 27, 40].map((age) => ({
    dealId: `${age}`,
    stages: [{ stage: "bid", entered: day(100 - age) }],
  }));
  const chart = dealHealthChart(measureDealHealth(bidModel(), book, { asOf: day(100) }), { locale });
  expectValidChart(chart);
  await writePicture(chart, `funnel-health-count-${locale}`);
});

describeWithData(
  "the CRM pipeline as of 31 December 2017",
  ["pipeline/sales_pipeline.csv", "pipeline/products.csv"],
  () => {
    test.each(["en", "zh"] as const)("four fifths of its open money is beyond all history (%s)", async (locale) => {
      const { histories } = readCrm();
      const options = { pipeline: crmPipeline, asOf: "2017-12-31" };
      const model = fitFunnel(histories, { ...options, segments: [] });
      const health = measureDealHealth(model, histories, options);
      const zombies = health.byStatus.find(({ status }) => status === "zombie");
      // counted in the file itself: open deals engaged more than 138 days before, and the list prices of their products
      const old = histories.filter(
        ({ stages }) =>
          stages.length === 1 && Date.parse("2017-12-31") - Date.parse(stages[0]?.entered as string) > 138 * 86_400_000,
      );
      expect(zombies?.deals).toBe(old.length);
      expect(zombies?.amount).toBe(old.reduce((sum, { amount = 0 }) => sum + amount, 0));
      expect(health.total.deals).toBe(1589);
      expect((zombies?.amount as number) / health.total.amount).toBeGreaterThan(0.8);
      expect((zombies?.expectedAmount as number) / (zombies?.amount as number)).toBeLessThan(0.02);
      const chart = dealHealthChart(health, { locale });
      expectValidChart(chart);
      await writePicture(chart, `funnel-health-${locale}`);
    });
  },
);
