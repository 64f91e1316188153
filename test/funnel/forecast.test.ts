import { describe, expect, test } from "vitest";
import { poissonBinomial } from "../../src/funnel/forecast/poisson-binomial.ts";
import {
  type FunnelModel,
  fitFunnel,
  forecastFunnel,
  predictDeal,
  standardPipeline,
  summarizeFunnel,
} from "../../src/funnel/index.ts";
import { expectClose } from "../support/close.ts";
import { forecastCoverage } from "./books.ts";
import { bidModel, bids, day, deal } from "./cases.ts";
import { worldCoverage } from "./worlds.ts";

const at = { asOf: day(40), horizonDays: 10, seed: 7 };
const open = Array.from({ length: 50 }, (_, i) => ({
  ...deal(`d${i}`, ["bid", 20 + (i % 20)]),
  amount: 100 * (i + 1),
}));

/** The model with a shock of known variance in windows of 30 days, one of which begins on the day of looking. */
function shocked(variance: number): FunnelModel {
  const pace = [[{ mean: 1, n: 0, expected: 0 }]];
  return {
    ...bidModel(),
    season: { period: { unit: "days", days: 30, from: 40 }, bands: [], pace },
    shock: { variance, likely: [{ variance, weight: 1 }], periods: 24, effectivePeriods: 24 },
  };
}

describe("a forecast", () => {
  test("the mean is the sum of the deals' own chances and amounts", () => {
    const forecast = forecastFunnel(bidModel(), open, at);
    const chances = open.map((history) => predictDeal(bidModel(), history, at).won);
    expectClose(
      forecast.count.expected,
      chances.reduce((a, b) => a + b, 0),
      1e-12,
    );
    expectClose(
      forecast.expected,
      chances.reduce((sum, p, i) => sum + p * (open[i]?.amount as number), 0),
      1e-12,
    );
    expect(forecast.deals.map((entry) => entry.dealId)).toEqual(open.map((history) => history.dealId));
  });

  test("independent deals with known rates have an exact count, which the simulation meets", () => {
    const forecast = forecastFunnel(bidModel(), open, { ...at, rateDoubt: false, sharedShock: false });
    expect(forecast.method).toMatchObject({ count: "poisson_binomial", shockVariance: 0 });
    expectClose(
      forecast.count.distribution.reduce((sum, cell) => sum + cell.share, 0),
      1,
      1e-12,
    );
    const simulated = forecastFunnel(shocked(1e-9), open, { ...at, rateDoubt: false });
    expect(simulated.method.count).toBe("simulation");
    for (const { wins, share } of forecast.count.distribution) {
      const seen = simulated.count.distribution.find((cell) => cell.wins === wins)?.share ?? 0;
      // four standard errors of 10,000 futures
      expect(Math.abs(seen - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 10_000) + 1e-4);
    }
  });

  test("a shared shock widens the range and leaves the mean where it is", () => {
    const many = Array.from({ length: 400 }, (_, i) => deal(`m${i}`, ["bid", 20 + (i % 20)]));
    const alone = forecastFunnel(shocked(0), many, { ...at, rateDoubt: false });
    const shared = forecastFunnel(shocked(0.3), many, { ...at, rateDoubt: false });
    expect(shared.p90 - shared.p10).toBeGreaterThan(3 * (alone.p90 - alone.p10));
    const mean = shared.count.distribution.reduce((sum, { wins, share }) => sum + wins * share, 0);
    expect(Math.abs(mean / shared.count.expected - 1)).toBeLessThan(0.02);
    expect(shared.expected).toBe(alone.expected);
  });

  test("a longer horizon averages the shock of several periods out", () => {
    const variance = (horizonDays: number) =>
      forecastFunnel(shocked(0.24), open, { ...at, horizonDays }).method.shockVariance;
    expectClose(variance(10), 0.25, 1e-12);
    expectClose(variance(30), 0.25, 1e-12);
    // each period by its part of the intensity; what the level owes to the past periods' shocks does not average out
    const chances = [30, 60, 90].map((horizonDays) =>
      open.map((history) => -Math.log1p(-predictDeal(shocked(0), history, { ...at, horizonDays }).won)),
    );
    const upTo = chances.map((column) => column.reduce((a, b) => a + b, 0));
    const [first = 0, second = 0, third = 0] = upTo.map(
      (total, i) => (total - (upTo[i - 1] ?? 0)) / (upTo[2] as number),
    );
    expectClose(variance(90), 0.24 * (first ** 2 + second ** 2 + third ** 2 + 1 / 24), 1e-12);
    expect(variance(90)).toBeLessThan(variance(30));
  });

  test("rates learned from little widen the range", () => {
    const known = forecastFunnel(shocked(0), open, { ...at, rateDoubt: false });
    const doubted = forecastFunnel(shocked(0), open, at);
    expect(doubted.p90 - doubted.p10).toBeGreaterThan(known.p90 - known.p10);
  });

  test("the chance to reach the quota is the share of futures that reach it; without a quota there is none", () => {
    const forecast = forecastFunnel(bidModel(), open, { ...at, quota: 20_000 });
    expect(forecast.chanceOfQuota).toMatchObject({ n: 10_000, interval: { level: 0.95 } });
    expect(forecast.chanceOfQuota?.value).toBeGreaterThan(0);
    expect(forecast.chanceOfQuota?.value).toBeLessThan(1);
    expect(forecastFunnel(bidModel(), open, { ...at, quota: 0 }).chanceOfQuota?.value).toBe(1);
    expect(forecastFunnel(bidModel(), open, at)).not.toHaveProperty("chanceOfQuota");
  });

  test("no open deal is an answer of zero with its reason", () => {
    const none = forecastFunnel(bidModel(), [], { ...at, quota: 10 });
    expect(none).toMatchObject({
      expected: 0,
      p10: 0,
      p50: 0,
      p90: 0,
      chanceOfQuota: { value: 0 },
      count: { expected: 0, p90: 0 },
    });
    expect(none.reasons[0]).toEqual({ code: "funnel_no_open_deals", params: { given: 0 } });
  });

  test("closed deals, deals of the future, deals without amount and ancient deals are kept, counted and named", () => {
    const { amount: _, ...unpriced } = deal("unpriced", ["bid", 35]);
    const forecast = forecastFunnel(
      bidModel(),
      [deal("won", ["bid", 0], ["contract", 9]), deal("later", ["bid", 99]), unpriced, deal("old", ["bid", -100])],
      at,
    );
    expect(forecast.deals.map((entry) => entry.status)).toEqual(["won", "not_started", "open", "open"]);
    expect(forecast.reasons).toEqual([
      { code: "funnel_closed_deals", params: { n: 1 } },
      { code: "funnel_not_started", params: { n: 1 } },
      { code: "funnel_amount_missing", params: { n: 1 } },
      { code: "funnel_beyond_history_deals", params: { n: 1 } },
      { code: "funnel_shock_one_cohort", params: {} },
      { code: "funnel_new_deals_unknown", params: { why: "one_cohort" } },
    ]);
    expect(forecast.contains).toEqual({
      openDeals: true,
      rateDoubt: true,
      sharedShock: false,
      amountSpread: false,
      newDeals: false,
      calendar: false,
    });
  });

  test("what won deals came to against their list amount is carried over", () => {
    const signed = bids.map((history, i) => (i < 30 ? { ...history, signedAmount: i % 2 === 0 ? 700 : 900 } : history));
    const model = fitFunnel(signed, { pipeline: standardPipeline, asOf: day(40), smooth: false });
    expect(model.amounts).toMatchObject({ n: 30, ratio: 0.8 });
    expectClose(model.amounts.spread, Math.sqrt(((100 / 800) ** 2 * 30) / 29), 1e-12);
    const forecast = forecastFunnel(model, open, at);
    expectClose(forecast.expected, 0.8 * forecastFunnel(bidModel(), open, at).expected, 1e-9);
    expect(forecast.contains.amountSpread).toBe(true);
  });

  // the share itself is measured over 120 books in test/nightly
  test("P10 to P90 hold the truth where all deals share a shock, and independent deals would not", () => {
    const { shared, independent } = forecastCoverage(30, 250);
    // two standard errors of a share of .8 in 30 runs are .146; the same books without the shared shock
    expect(Math.abs(shared - 0.8)).toBeLessThan(0.146);
    expect(shared - independent).toBeGreaterThanOrEqual(0.1);
  });
});

test("the number of wins among 3 deals is what the eight cases add up to", () => {
  const mass = poissonBinomial([0.5, 0.2, 0.9]);
  for (const [wins, share] of [0.04, 0.41, 0.46, 0.09].entries()) expectClose(mass[wins] as number, share, 1e-15);
});

describe("a summary", () => {
  test("every deal stands in one place, and stages add up", () => {
    const { stages, won, lost, cancelled, notStarted } = summarizeFunnel([...bids, deal("later", ["bid", 99])], {
      pipeline: standardPipeline,
      asOf: day(40),
      model: bidModel(),
      horizonDays: 10,
    });
    expect([won, lost, cancelled, notStarted]).toEqual([30, 15, 0, 1]);
    expect(stages.map((stage) => [stage.stage, stage.deals, stage.amount])).toEqual([
      ["prospect", 0, 0],
      ["bid", 15, 15_000],
      ["negotiation", 0, 0],
    ]);
    expect(stages[1]?.movedOn).toMatchObject({ value: 0.5, n: 60 });
    expect(stages[0]).not.toHaveProperty("movedOn");
    expect(stages[0]?.expectedAmount).toBe(0);
  });
});

describe("a department whose truth is known, watched for a month ahead", () => {
  // the shares themselves are measured over 500 worlds in test/nightly
  const { count, amount, bias } = worldCoverage(16, { months: 24, perDay: 3, season: [0.6, 1, 1.4] });

  test("P10 to P90 hold what deals open and to come then bring", () => {
    // three standard errors of a share of .8 in 16 worlds are .3
    for (const share of [count, amount]) expect(Math.abs(share - 0.8)).toBeLessThan(0.3);
  });

  test("the expected number is right on average", () => {
    // luck with a variance of up to .12 a month, and chance, leave 8 % in 16 worlds; three times that
    expect(Math.abs(bias - 1)).toBeLessThan(0.24);
  });
});
