import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type BacktestFunnelOptions,
  backtestChart,
  backtestFunnel,
  type DealHistory,
  definePipeline,
  type FunnelBacktest,
  type JudgedOrigin,
  type OpportunityEvent,
  reliabilityChart,
  standardPipeline,
} from "../../src/funnel/index.ts";
import { expectValidChart, renderSvg, writePicture } from "../support/charts.ts";
import { describeWithData } from "../support/shared-data.ts";
import { DAY, makePast, type PastOptions } from "./backtest-books.ts";
import { crmPipeline, loanPipeline, readCrm, readLoans } from "./data.ts";

const DAYS = 300;
const plan = {
  pipeline: standardPipeline,
  origins: { from: 150 * DAY, to: 276 * DAY, every: 14 },
  horizonDays: 14,
  knownUntil: 300 * DAY,
  seed: 1,
  fit: { shockPeriodDays: 14 },
  forecast: { draws: 500 },
} as const satisfies BacktestFunnelOptions;

function judge(data: Parameters<typeof backtestFunnel>[0], options: BacktestFunnelOptions): FunnelBacktest {
  const test = backtestFunnel(data, options);
  if ("abstained" in test) throw new Error(word(test.abstained));
  return test;
}
const past = (options: Partial<PastOptions>): DealHistory[] => makePast({ seed: 1, days: DAYS, perDay: 3, ...options });
let steadyTest: FunnelBacktest | undefined;
/** The book whose future is like its past, judged once for several tests. */
const steadyMarket = (): FunnelBacktest => {
  steadyTest ??= judge(past({}), plan);
  return steadyTest;
};
const judged = (test: FunnelBacktest): JudgedOrigin[] =>
  test.origins.filter((origin): origin is JudgedOrigin => origin.status === "judged");

describe("the verdict", () => {
  test("says use it where the future is like the past", () => {
    const { verdict, deals, skill } = steadyMarket();
    expect(verdict.code).toBe("use");
    expect(verdict.parts).toEqual([]);
    expect(skill.brier?.interval?.lower).toBeGreaterThan(0);
    expect(deals?.calibration?.slope.interval.lower).toBeLessThan(1);
    expect(deals?.calibration?.slope.interval.upper).toBeGreaterThan(1);
    expect(word(verdict.reason)).toMatch(/^use it: error per deal .* less than constant chance per day; /);
    expect(word(verdict.reason, "zh")).toMatch(/^可以使用：/);
  });

  test("says not yet where ends are dealt out at random, so that stage and age tell nothing", () => {
    const { verdict, skill } = judge(past({ shuffled: true }), plan);
    expect(verdict.code).toBe("not_yet");
    expect(skill.brier?.value).toBeLessThanOrEqual(0);
    expect(verdict.parts).toContainEqual(
      expect.objectContaining({
        code: "backtest_not_better",
        params: expect.objectContaining({ measure: "brier", baseline: "constant_hazard" }),
      }),
    );
  });

  test("says not yet where the market turns and yesterday's run-rate knows better", () => {
    const { verdict, count } = judge(past({ turnsOn: 180 }), plan);
    expect(verdict.code).toBe("not_yet");
    expect(count.bias.interval?.lower).toBeGreaterThan(0);
    const codes = verdict.parts.map(({ code }) => code);
    expect(codes).toContain("backtest_not_better");
    expect(codes).toContain("backtest_biased");
    for (const part of verdict.parts) expect(word(part, "zh")).toMatch(/[一-鿿]/);
  });

  test("says not yet where too few origins or deals were judged, however well they went", () => {
    const few = { ...plan, origins: [150 * DAY, 164 * DAY], minimumDeals: 5000 };
    const { verdict } = judge(past({}), few);
    expect(verdict.code).toBe("not_yet");
    expect(verdict.parts.slice(0, 2).map(({ code }) => code)).toEqual([
      "backtest_too_few_origins",
      "backtest_too_few_deals",
    ]);
  });
});

describe("what is judged", () => {
  const day = (n: number): string => new Date(n * DAY).toISOString();
  const deal = (dealId: string, begun: number, end: string, ended: number, more = {}): DealHistory => ({
    dealId,
    stages: [
      { stage: "bid", entered: day(begun) },
      { stage: end, entered: day(ended) },
    ],
    ...more,
  });
  // one deal begins a day; every second is won ten days on, at twice the listed amount
  const steady = Array.from({ length: 120 }, (_, i) =>
    deal(`s${i}`, i, i % 2 === 0 ? "contract" : "lost", i + 10, i % 2 === 0 ? { amount: 100, signedAmount: 200 } : {}),
  );
  const small = {
    pipeline: standardPipeline,
    horizonDays: 10,
    knownUntil: day(120),
    seed: 1,
    forecast: { draws: 300 },
  };

  test("wins after the origin and up to the end of the horizon count, those on the origin do not", () => {
    const test = judge(steady, { ...small, origins: [day(60), day(80)] });
    // won on days 60, 62 … : after 60 and up to 70 are 62, 64, 66, 68, 70
    expect(judged(test).map(({ count }) => count.actual)).toEqual([5, 5]);
    expect(judged(test).map(({ amount }) => amount?.actual)).toEqual([1000, 1000]);
    // open on day 60 are those begun on days 51 to 60, which all end by day 70
    expect(judged(test)[0]).toMatchObject({ openDeals: 10, fromOpen: { actual: 5 } });
    expect(test.deals).toMatchObject({ n: 20, deals: 20, won: 10 });
  });

  test("deals created after the origin count in the totals, unless new deals are left out", () => {
    const quick = Array.from({ length: 60 }, (_, i) => deal(`q${i}`, i * 2, "contract", i * 2 + 1));
    const long = { ...small, horizonDays: 20, origins: [day(60)] };
    const all = judged(judge(quick, long))[0];
    const open = judged(judge(quick, { ...long, forecast: { draws: 300, newDeals: false } }))[0];
    expect(all).toMatchObject({ count: { actual: 10 }, fromOpen: { actual: 1 } });
    expect(open).toMatchObject({ count: { actual: 1 }, fromOpen: { actual: 1 } });
    expect(open?.baselines.find(({ baseline }) => baseline === "run_rate")?.count?.expected).toBe(1);
  });

  test("each baseline is what its name says", () => {
    const test = judge(steady, { ...small, origins: [day(60), day(80)] });
    const [first] = judged(test);
    const said = Object.fromEntries((first?.baselines ?? []).map(({ baseline, count }) => [baseline, count?.expected]));
    // closed by day 60: s0 to s50, of which 26 of 51 were won; ten are open
    expect(said["stage_percentages"]).toBeCloseTo((10 * 26) / 51, 10);
    // won on days 52, 54 … 60
    expect(said["run_rate"]).toBe(5);
    expect(said["last_year"]).toBeUndefined();
    // 26 wins and 25 losses in 51 · 10 + (0 + 1 + … + 9) days of exposure, run for 10 days
    const [win, lose] = [26 / 555, 25 / 555];
    expect(said["constant_hazard"]).toBeCloseTo(10 * (win / (win + lose)) * (1 - Math.exp(-10 * (win + lose))), 8);
    expect(test.notes).toContainEqual({
      code: "backtest_baseline_silent",
      params: { baseline: "last_year", silent: 2, origins: 2 },
    });
  });

  test("a constant chance runs through several stages, as the product of both rates does", () => {
    const pipeline = definePipeline({
      id: "two",
      stages: [
        { id: "a", category: "open" },
        { id: "b", category: "open" },
        { id: "won", category: "won" },
      ],
    });
    // a lasts 4 days and b 8, so rates are 1/4 and 1/8; nothing is open but one deal, entered at the origin itself
    const two = Array.from({ length: 30 }, (_, i) => ({
      dealId: `t${i}`,
      stages: [
        { stage: "a", entered: i * DAY },
        { stage: "b", entered: (i + 4) * DAY },
        { stage: "won", entered: (i + 12) * DAY },
      ],
    }));
    const late = { dealId: "late", stages: [{ stage: "a", entered: 50 * DAY }] };
    const test = judge([...two, late], {
      pipeline,
      origins: [50 * DAY],
      horizonDays: 6,
      knownUntil: 60 * DAY,
      seed: 1,
      forecast: { draws: 300 },
    });
    const said = judged(test)[0]?.baselines.find(({ baseline }) => baseline === "constant_hazard")?.count?.expected;
    // sum of two exponential times with rates p and q
    const [p, q] = [1 / 4, 1 / 8];
    expect(said).toBeCloseTo(1 - (q * Math.exp(-6 * p) - p * Math.exp(-6 * q)) / (q - p), 10);
  });

  test("stage percentages count only deals promised within the horizon, where deals carry close dates", () => {
    const promised = steady.map((one, i) => ({ ...one, expectedClose: day(i % 5 === 0 ? i + 10 : i + 100) }));
    const test = judge(promised, { ...small, origins: [day(60)] });
    const said = judged(test)[0]?.baselines.find(({ baseline }) => baseline === "stage_percentages")?.count?.expected;
    // of the ten open deals s51 to s60 those with numbers 55 and 60 are promised for days 65 and 70
    expect(said).toBeCloseTo((2 * 26) / 51, 10);
  });

  test("the same days of last year speak from the second year on", () => {
    const years = Array.from({ length: 400 }, (_, i) => deal(`y${i}`, i, i < 50 ? "contract" : "lost", i + 1));
    const test = judge(years, { ...small, horizonDays: 30, origins: [day(370)], knownUntil: day(401) });
    // a year before day 370 is day 5; won from day 6 to day 35
    const said = judged(test)[0]?.baselines.find(({ baseline }) => baseline === "last_year")?.count;
    expect(said).toEqual({ expected: 30, p10: 30, p50: 30, p90: 30 });
  });

  test("losses are those of the textbook", () => {
    const test = judge(steady, { ...small, origins: [day(60), day(80)] });
    const totals = judged(test).map(({ count }) => count);
    const loss = (q: number, key: "p10" | "p50" | "p90"): number =>
      totals.reduce((sum, at) => sum + Math.max(q * (at.actual - at[key]), (q - 1) * (at.actual - at[key])), 0) / 2;
    const { pinball, bias, wape, coverage } = test.count;
    expect(pinball.p10).toBeCloseTo(loss(0.1, "p10"), 12);
    expect(pinball.p90).toBeCloseTo(loss(0.9, "p90"), 12);
    expect(pinball.mean).toBeCloseTo((loss(0.1, "p10") + loss(0.5, "p50") + loss(0.9, "p90")) / 3, 12);
    expect(wape).toBeCloseTo(totals.reduce((sum, at) => sum + Math.abs(at.expected - at.actual), 0) / 10, 12);
    expect(bias.value).toBeCloseTo(totals.reduce((sum, at) => sum + at.expected - at.actual, 0) / 2, 12);
    // two of two: the lower bound solves p² = 0.025
    expect(coverage.interval.lower).toBeCloseTo(coverage.value === 1 ? Math.sqrt(0.025) : coverage.interval.lower, 10);
    const runRate = test.baselines.find(({ baseline }) => baseline === "run_rate");
    // the run-rate is right to the deal here, and nothing beats it
    expect(runRate?.count?.pinball.mean).toBe(0);
    expect(test.skill.count_pinball).toMatchObject({ baseline: "run_rate", value: -999 });
  });

  test("origins whose horizon is not over, or before all history, are listed and not judged", () => {
    const test = judge(steady, { ...small, origins: [day(-5), day(60), day(115)] });
    expect(test.origins.map(({ status }) => status)).toEqual(["no_history", "judged", "unresolved"]);
    expect(test.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["backtest_unresolved", "backtest_no_history"]),
    );
    expect(test.count.origins).toBe(1);
  });

  test("it abstains where no horizon is over", () => {
    const test = backtestFunnel(steady, { ...small, origins: [day(-5), day(115)] });
    expect(test).toMatchObject({
      abstained: { code: "backtest_nothing_resolved", params: { origins: 2, unresolved: 1 } },
      origins: [{ status: "no_history" }, { status: "unresolved" }],
    });
  });

  test("months keep the last day, weeks and days their step", () => {
    const at = (every: "week" | "month" | number, from: string, to: string): string[] =>
      backtestFunnel([], { ...small, knownUntil: "1960-01-01", origins: { from, to, every } }).origins.map((one) =>
        one.origin.slice(0, 10),
      );
    expect(at("month", "2026-01-31", "2026-04-30")).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
    expect(at("week", "2026-01-01", "2026-01-20")).toEqual(["2026-01-01", "2026-01-08", "2026-01-15"]);
    expect(at(10, "2026-01-01", "2026-01-20")).toEqual(["2026-01-01", "2026-01-11"]);
  });

  test("overlapping horizons are noted", () => {
    const { notes } = judge(steady, { ...small, origins: [day(60), day(65)] });
    expect(notes).toContainEqual({
      code: "backtest_overlap",
      params: { horizonDays: 10, shortestGapDays: 5 },
    });
  });
});

test("from a log of events each origin sees the amount and the close date of its day", () => {
  const log: OpportunityEvent[] = [];
  for (let i = 0; i < 90; i++) {
    const dealId = `e${i}`;
    log.push({ type: "created", dealId, at: i * DAY, amountMinor: 10_000 });
    // far more than listed, and only after the deal has long been open
    if (i >= 60) log.push({ type: "amount_changed", dealId, at: (i + 9) * DAY, amountMinor: 900_000 });
    log.push({ type: i % 2 === 0 ? "won" : "lost", dealId, at: (i + 10) * DAY });
  }
  const options = {
    pipeline: standardPipeline,
    origins: [62 * DAY],
    horizonDays: 10,
    knownUntil: 100 * DAY,
    seed: 1,
    forecast: { draws: 300 },
  };
  const test = judge(log, options);
  const [first] = judged(test);
  expect(first?.amount?.p90).toBeLessThan(2000);
  expect(first?.count.actual).toBe(5);
  // 64 to 68 at 100, and e60, e62 at 9,000, won on days 70 and 72
  expect(first?.amount?.actual).toBe(3 * 100 + 2 * 9000);
  expect(test.notes.map(({ code }) => code)).not.toContain("backtest_facts_as_given");
});

test("charts show range and outcome in both languages", async () => {
  const test = steadyMarket();
  for (const locale of ["en", "zh"] as const) {
    for (const total of ["count", "amount"] as const) {
      const chart = backtestChart(test, { locale, total });
      expectValidChart(chart);
      expect(await writePicture(chart, `backtest-${total}-${locale}`)).toContain("P10");
    }
  }
  expect(JSON.parse(JSON.stringify(test))).toEqual(test);
  await renderSvg(reliabilityChart(test.deals?.reliability ?? []));
  const one = (): unknown => backtestChart({ ...test, origins: [] });
  expect(one).toThrow(expect.objectContaining({ code: "empty_input" }));
  expect(() => backtestChart(test, { total: "money" as never })).toThrow(
    expect.objectContaining({ code: "unknown_id" }),
  );
});

describe("bad input is refused by name", () => {
  test.each<[string, object, string]>([
    ["a horizon of nothing", { horizonDays: 0 }, "out_of_range"],
    ["origins out of order", { origins: ["2026-02-01", "2026-01-01"] }, "inconsistent"],
    ["an origin twice", { origins: ["2026-02-01", "2026-02-01"] }, "duplicate_id"],
    ["no origins", { origins: [] }, "empty_input"],
    ["an origin that is no date", { origins: ["soon"] }, "invalid_date"],
    ["a step of no known name", { origins: { from: 0, to: DAY, every: "year" } }, "unknown_id"],
    ["a step of part of a day", { origins: { from: 0, to: DAY, every: 0.5 } }, "out_of_range"],
    ["steps back in time", { origins: { from: DAY, to: 0, every: 1 } }, "inconsistent"],
    ["too many origins", { origins: { from: 0, to: 5000 * DAY, every: 1 } }, "out_of_range"],
    ["no last moment", { knownUntil: undefined }, "invalid_type"],
    ["no seed", { seed: undefined }, "invalid_type"],
    ["one origin as enough", { minimumOrigins: 1 }, "out_of_range"],
    ["no deals as enough", { minimumDeals: 0 }, "out_of_range"],
    ["a level of one", { level: 1 }, "out_of_range"],
    ["fit options that are none", { fit: 3 }, "invalid_type"],
    ["forecast options that are none", { forecast: null }, "invalid_type"],
  ])("%s", (_, wrong, code) => {
    const run = (): unknown => backtestFunnel(past({ days: 10 }), { ...plan, ...wrong } as BacktestFunnelOptions);
    expect(run).toThrow(expect.objectContaining({ code }));
  });

  test("rows of the wrong kind are named", () => {
    const mixed = [
      { dealId: "a", stages: [] },
      { type: "won", dealId: "b", at: 0 },
    ] as never;
    expect(() => backtestFunnel(mixed, plan)).toThrow(/histories\[1\]/);
    expect(() => backtestFunnel(7 as never, plan)).toThrow(expect.objectContaining({ code: "invalid_type" }));
  });
});

describeWithData("on public data", ["stage-log", "pipeline"], () => {
  test("a single deal is rated better than by any rule of thumb, and totals come inside", () => {
    const crm = judge(readCrm().histories, {
      pipeline: crmPipeline,
      origins: ["2017-06-30", "2017-07-31", "2017-08-31"],
      horizonDays: 30,
      knownUntil: "2017-12-31",
      seed: 1,
      forecast: { draws: 1000 },
    });
    expect(crm.deals?.brier.value).toBeLessThan(0.112);
    expect(crm.skill.brier?.value).toBeGreaterThan(0);
    expect(crm.count.coverage.value).toBe(1);
    // counted in the file: closed as won from 2017-07-01 to 07-30, and so on
    expect(judged(crm).map(({ count }) => count.actual)).toEqual([296, 436, 503]);
    expect(crm.verdict.code).toBe("not_yet");
    expect(crm.verdict.parts[0]?.code).toBe("backtest_too_few_origins");
  });

  test("fixed stage percentages are as far off as the first check of the project found", () => {
    const { histories, asOf } = readLoans();
    const loans = judge(histories, {
      pipeline: loanPipeline,
      origins: ["2012-01-07"],
      horizonDays: 7,
      knownUntil: asOf,
      seed: 1,
      fit: { shockPeriodDays: 7, segments: [] },
      forecast: { draws: 500 },
    });
    const wape = (name: string): number =>
      loans.baselines.find(({ baseline }) => baseline === name)?.count?.wape ?? Number.NaN;
    expect(wape("stage_percentages")).toBeGreaterThan(1);
    expect(loans.count.wape).toBeLessThan(wape("stage_percentages"));
  });
});
