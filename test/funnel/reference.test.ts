import { expect, test } from "vitest";
import { fitFunnel, forecastFunnel, measureIncidence, predictDeal, summarizeFunnel } from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData } from "../support/shared-data.ts";
import { crmPipeline, loanPipeline, readCrm, readLoans } from "./data.ts";

/** Days, then won, lost (declined) and cancelled. Source: reference/funnel.md, "Stage log", calc. */
const FINALIZED = [
  [7, 0.028937, 0.013571, 0.023153],
  [14, 0.235544, 0.090841, 0.12575],
  [30, 0.428301, 0.15199, 0.207898],
  [60, 0.468047, 0.16701, 0.355277],
] as const;

/** Days, then won and lost. Source: reference/funnel.md, "CRM pipeline", calc. */
const ENGAGED = [
  [7, 0.091084, 0.079157],
  [30, 0.218995, 0.162206],
  [60, 0.264733, 0.185501],
  [90, 0.397015, 0.252125],
  [120, 0.500042, 0.2955],
  [138, 0.519439, 0.301741],
] as const;

/** Stage and age alone, day by day. */
const plain = { smooth: false, calendar: false, segments: [] } as const;

describeWithData("loan applications, 13,087 cases", ["stage-log/bpi_2012_a_stage_history.csv"], () => {
  const { histories, asOf } = readLoans();
  const options = { pipeline: loanPipeline, asOf };

  test("from the final offer, open cases cut off at the log's last time stamp, the incidences are the published ones", () => {
    const days = FINALIZED.map(([day]) => day);
    const incidence = measureIncidence(histories, { ...options, from: "A_FINALIZED", at: days });
    expect([incidence.n, incidence.won, incidence.open]).toEqual([5015, 2246, 327]);
    if (!("value" in incidence.median)) throw new Error("the median must be reached");
    expectClose(incidence.median.value, 15.1297, 5e-5);
    incidence.at.forEach((row, i) => {
      const [, won, lost, cancelled] = FINALIZED[i] as (typeof FINALIZED)[number];
      if ("abstained" in row) throw new Error("within the time observed");
      expectClose(row.won.value, won, 1e-6);
      expectClose(row.lost.value, lost, 1e-6);
      expectClose(row.cancelled.value, cancelled, 1e-6);
      expectClose(row.open.value, 1 - won - lost - cancelled, 2e-6);
    });
  });

  test("without pooling of ages the fitted model gives the same incidences at whole days", () => {
    const model = fitFunnel(histories, { ...options, ...plain });
    const offer = { dealId: "new", stages: [{ stage: "A_FINALIZED", entered: asOf }] };
    for (const [horizonDays, won, lost, cancelled] of FINALIZED) {
      const chances = predictDeal(model, offer, { asOf, horizonDays });
      expectClose(chances.won, won, 1e-6);
      expectClose(chances.lost, lost, 1e-6);
      expectClose(chances.cancelled, cancelled, 1e-6);
    }
  });

  test("followed through all its stages a new application ends as applications have ended", () => {
    const model = fitFunnel(histories, { ...options, ...plain });
    const application = { dealId: "new", stages: [{ stage: "A_SUBMITTED", entered: asOf }] };
    const row = measureIncidence(histories, { ...options, from: "A_SUBMITTED", at: [30] }).at[0];
    if (row === undefined || "abstained" in row) throw new Error("within the time observed");
    // the chain forgets how a case came to its stage, so this holds to the resolution of that assumption
    const chances = predictDeal(model, application, { asOf, horizonDays: 30 });
    expect(Math.abs(chances.won - row.won.value)).toBeLessThan(0.002);
    expect(Math.abs(chances.lost - row.lost.value)).toBeLessThan(0.002);
  });

  test("every conversion is the published one with its Jeffreys interval", () => {
    const [, partly, preaccepted, accepted, finalized] = fitFunnel(histories, options).stages;
    // source: reference/funnel.md, conversions with Jeffreys 95 %
    const expected = [
      [partly, 0.562925, 0.554414, 0.571409],
      [preaccepted, 0.694041, 0.683444, 0.704486],
      [accepted, 0.980833, 0.976798, 0.984324],
      [finalized, 0.447856, 0.434127, 0.461646],
    ] as const;
    for (const [stage, value, lower, upper] of expected) {
      expectClose(stage?.movedOn?.value as number, value, 1e-6);
      expectClose(stage?.movedOn?.interval.lower as number, lower, 1e-6);
      expectClose(stage?.movedOn?.interval.upper as number, upper, 1e-6);
    }
  });
});

describeWithData("CRM pipeline, 8,800 opportunities", ["pipeline/sales_pipeline.csv", "pipeline/products.csv"], () => {
  const { histories, prospecting } = readCrm();
  const options = { pipeline: crmPipeline, asOf: "2017-12-31" };

  test("prospects without an engage date are left out and counted", () => {
    expect([prospecting, histories.length]).toEqual([500, 8300]);
  });

  test("with open deals counted as open the incidences are the published ones", () => {
    const incidence = measureIncidence(histories, { ...options, from: "Engaging", at: ENGAGED.map(([day]) => day) });
    expect([incidence.n, incidence.won, incidence.lost, incidence.open]).toEqual([8300, 4238, 2473, 1589]);
    expect(incidence.median).toMatchObject({ value: 69, n: 8300 });
    incidence.at.forEach((row, i) => {
      const [, won, lost] = ENGAGED[i] as (typeof ENGAGED)[number];
      if ("abstained" in row) throw new Error("within the time observed");
      expectClose(row.won.value, won, 1e-6);
      expectClose(row.lost.value, lost, 1e-6);
    });
    // closed deals alone would say .6315
    const last = incidence.at[5];
    if (last === undefined || "abstained" in last) throw new Error("within the time observed");
    expect(incidence.won / (incidence.won + incidence.lost) - last.won.value).toBeGreaterThan(0.11);
  });

  test("without pooling of ages the fitted model gives the same incidences at whole days", () => {
    const model = fitFunnel(histories, { ...options, ...plain });
    const engaged = { dealId: "new", stages: [{ stage: "Engaging", entered: "2017-12-31" }] };
    for (const [horizonDays, won, lost] of ENGAGED) {
      const chances = predictDeal(model, engaged, { asOf: "2017-12-31", horizonDays });
      expectClose(chances.won, won, 1e-6);
      expectClose(chances.lost, lost, 1e-6);
    }
  });

  test("deals older than the longest ever closed (138 days) are worth next to nothing", () => {
    const model = fitFunnel(histories, options);
    const old = { dealId: "old", stages: [{ stage: "Engaging", entered: "2017-06-01" }] };
    expect(predictDeal(model, old, { asOf: "2017-12-31", horizonDays: 90 }).won).toBeLessThan(0.005);
  });

  test("wins swing from month to month far beyond chance, and the forecast of the open deals says so", () => {
    const model = fitFunnel(histories, options);
    expect(model.shock.variance).toBeGreaterThan(0.05);
    expect(model.amounts.ratio).toBeGreaterThan(0.95);
    expect(model.amounts.ratio).toBeLessThan(1.05);
    const open = histories.filter((history) => history.stages.length === 1);
    const ahead = { asOf: "2017-12-31", horizonDays: 30, seed: 1, newDeals: false };
    const forecast = forecastFunnel(model, open, ahead);
    const alone = forecastFunnel(model, open, { ...ahead, sharedShock: false });
    expect(forecast.count.p90 - forecast.count.p10).toBeGreaterThan(alone.count.p90 - alone.count.p10);
    const summary = summarizeFunnel(histories, { ...options, model, horizonDays: 30 });
    expectClose(summary.stages[0]?.expectedAmount as number, forecast.expected, 1e-12);
  });
});

test("the Kaplan–Meier curve and intervals of leukaemia patients are those of the textbook", () => {
  // Freireich et al. (1963), 6-MP arm, weeks; S and Greenwood errors: Klein & Moeschberger (2003), table 4.1B
  const relapses = [6, 6, 6, 7, 10, 13, 16, 22, 23];
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
  const start = 100;
  const histories = [
    ...relapses.map((t, i) => ({
      dealId: `r${i}`,
      stages: [
        { stage: "Engaging", entered: (start - t) * DAY },
        { stage: "Won", entered: start * DAY },
      ],
    })),
    ...censored.map((t, i) => ({ dealId: `c${i}`, stages: [{ stage: "Engaging", entered: (start - t) * DAY }] })),
  ];
  const { at, median } = measureIncidence(histories, {
    pipeline: crmPipeline,
    asOf: start * DAY,
    from: "Engaging",
    at: [6, 10, 23],
  });
  const survival = [0.8571, 0.7529, 0.4482];
  at.forEach((row, i) => {
    if ("abstained" in row) throw new Error("within the time observed");
    expectClose(row.open.value, survival[i] as number, 5e-5);
  });
  expect(median).toMatchObject({ value: 23, lower: 13 });
});

const DAY = 86_400_000;

test("without censoring the interval's error is that of a plain share", () => {
  // 4 of 10 won by day 3: log(−log) interval with error √(.4·.6/10)
  const histories = Array.from({ length: 10 }, (_, i) => ({
    dealId: `d${i}`,
    stages: [
      { stage: "Engaging", entered: 0 },
      { stage: i < 4 ? "Won" : "Lost", entered: (i < 4 ? 1 + (i % 3) : i) * DAY },
    ],
  }));
  const row = measureIncidence(histories, { pipeline: crmPipeline, asOf: 20 * DAY, from: "Engaging", at: [3] }).at[0];
  if (row === undefined || "abstained" in row) throw new Error("within the time observed");
  const stretch = Math.exp((1.959963984540054 * Math.sqrt(0.024)) / (0.6 * -Math.log(0.6)));
  expectClose(row.won.value, 0.4, 1e-12);
  expectClose(row.won.interval.lower, 1 - 0.6 ** (1 / stretch), 1e-9);
  expectClose(row.won.interval.upper, 1 - 0.6 ** stretch, 1e-9);
});

test("95 % intervals of an incidence with censoring cover the truth about 95 times in 100", () => {
  let covered = 0;
  let medians = 0;
  const runs = 600;
  for (let run = 0; run < runs; run++) {
    const random = createRandom(run);
    const histories = Array.from({ length: 60 }, (_, i) => {
      const entered = 75 - 40 * random.uniform();
      const closed = entered - 20 * Math.log(1 - random.uniform());
      const end = random.uniform() < 0.6 ? "Won" : "Lost";
      return {
        dealId: `d${i}`,
        stages: [
          { stage: "Engaging", entered: entered * DAY },
          ...(closed <= 100 ? [{ stage: end, entered: closed * DAY }] : []),
        ],
      };
    });
    const { at, median } = measureIncidence(histories, {
      pipeline: crmPipeline,
      asOf: 100 * DAY,
      from: "Engaging",
      at: [15],
    });
    const row = at[0];
    if (row === undefined || "abstained" in row) throw new Error("within the time observed");
    const truth = 0.6 * (1 - Math.exp(-15 / 20));
    if (row.won.interval.lower <= truth && truth <= row.won.interval.upper) covered++;
    const half = 20 * Math.LN2;
    if ("abstained" in median) throw new Error("the median must be reached");
    if ((median.lower ?? 0) <= half && half <= (median.upper ?? Number.POSITIVE_INFINITY)) medians++;
  }
  // three standard errors of a share of .95 in 600 runs are .027
  expect(Math.abs(covered / runs - 0.95)).toBeLessThan(0.027);
  expect(Math.abs(medians / runs - 0.95)).toBeLessThan(0.027);
});
