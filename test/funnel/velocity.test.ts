import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { describe as wordsOf } from "../../src/core/reasons.ts";
import {
  ageingChart,
  type DealHistory,
  definePipeline,
  measureIncidence,
  measureVelocity,
  standardPipeline,
  type Velocity,
} from "../../src/funnel/index.ts";
import { jeffreysInterval } from "../../src/math/proportion.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { velocityBook, velocityCoverage } from "./velocity-books.ts";

const DAY = 86_400_000;
const options = { pipeline: standardPipeline, asOf: 100 * DAY, resamples: 100 };
/** A deal with days of entry by stage. */
const deal = (dealId: string, amount: number, ...stages: [string, number][]): DealHistory => ({
  dealId,
  amount,
  stages: stages.map(([stage, day]) => ({ stage, entered: day * DAY })),
});
const value = (figure: Velocity["perDay"]): number => {
  if ("abstained" in figure) throw new Error(`abstained: ${figure.abstained.code}`);
  return figure.value;
};

/** 40 deals a day apart: half won after 20 days at 100, half lost after 10; ten more are open. */
const steady = [
  ...Array.from({ length: 40 }, (_, i) =>
    i % 2 === 0
      ? deal(`w${i}`, 100, ["prospect", i], ["bid", i + 5], ["contract", i + 20])
      : deal(`l${i}`, 100, ["prospect", i], ["lost", i + 10]),
  ),
  ...Array.from({ length: 10 }, (_, i) => deal(`o${i}`, 100, ["prospect", 95.5 + 0.4 * i])),
];

test("velocity is open deals × win rate × won amount ÷ cycle", () => {
  const found = measureVelocity(steady, options);
  expect(found).toMatchObject({ n: 50, open: 10, won: 20, lost: 20, cancelled: 0 });
  // open deals are younger than any that ended, so half of the others won is half of all
  expect(value(found.winRate)).toBeCloseTo(0.5, 12);
  expect(value(found.cycleDays)).toBe(20);
  expect(value(found.wonAmount)).toBeCloseTo(100, 12);
  expect(value(found.perDay)).toBeCloseTo((10 * 0.5 * 100) / 20, 10);
  expect(value(found.enteredPerDay)).toBeCloseTo(50 / 100, 12);
  // all twenty were won in the last 90 days
  expect(found.revenuePerDay).toBeCloseTo((20 * 100) / 90, 10);
});

test("the win rate is Aalen's and Johansen's, and the closed-only figure stands beside it", () => {
  const { histories, asOf } = velocityBook(0.4, 60, createRandom(4));
  const found = measureVelocity(histories, { ...options, asOf, from: "prospect" });
  if ("abstained" in found.winRate) throw new Error("there is a win rate");
  const at = [found.winRate.withinDays];
  const reference = measureIncidence(histories, { pipeline: standardPipeline, asOf, from: "prospect", at }).at[0];
  if (reference === undefined || "abstained" in reference) throw new Error("there is an incidence");
  expect(found.winRate.value).toBeCloseTo(reference.won.value, 12);
  expect(found.winRate.stillOpen).toBeCloseTo(reference.open.value, 12);
  const closed = found.won + found.lost;
  expect(found.closedWinRate).toEqual({
    value: found.won / closed,
    n: closed,
    interval: jeffreysInterval(found.won, closed),
  });
  expect(found.winRateGap).toBeCloseTo(found.won / closed - found.winRate.value, 12);
});

test("what a better stage adds follows from the chain: 10 % more passed on is 10 % more won, in every stage of a line", () => {
  const found = measureVelocity(steady, options);
  const perPeriod = 0.5 * 0.5 * 100 * 30;
  const [prospect, bid] = found.stages;
  if (prospect === undefined || bid === undefined) throw new Error("two stages");
  if ("abstained" in prospect.better || "abstained" in bid.better) throw new Error("both are seen");
  expect(prospect.better.passOn.added.value).toBeCloseTo(0.1 * perPeriod, 3);
  // every bid was won already: it cannot pass on more
  expect(bid.better.passOn.added.value).toBeCloseTo(0, 3);
  // by Little's law: of 15 days on average, 7.5 in each stage, a tenth of one is saved
  expect(prospect.better.faster.added.value).toBeCloseTo((perPeriod * 0.75) / (15 - 0.75), 3);
  expect(bid.better.faster.added.value).toBeCloseTo((perPeriod * 0.75) / (15 - 0.75), 3);
  expect(found.bottleneck?.passOn).toBe("prospect");
  expect(prospect.better.passOn.mostOften).toBe(1);
});

test("a stage holds enough where what stands there brings what steady revenue needs", () => {
  const needed = (revenuePerDay: number) => measureVelocity(steady, { ...options, revenuePerDay }).stages;
  const [prospect, bid] = needed(5);
  // 5 a day for the 5 days of a prospect that will be won: 25 stand there at any time, and ten open deals bring 500
  expect(prospect?.holding).toMatchObject({ verdict: "enough", missingDeals: 0 });
  if (prospect === undefined || "abstained" in prospect.holding) throw new Error("it is seen");
  expect(prospect.holding.neededAmount).toBeCloseTo(25, 6);
  // none is as old as any that ended: each is worth half of its 100
  expect(prospect.holding.expectedAmount).toBeCloseTo(500, 6);
  // nothing stands at the bid, where 5 × 15 should
  expect(bid?.holding).toMatchObject({ verdict: "short", expectedAmount: 0 });
  if (bid === undefined || "abstained" in bid.holding) throw new Error("it is seen");
  expect(bid.holding.neededAmount).toBeCloseTo(75, 6);
  expect(bid.holding.missingDeals).toBeCloseTo(0.75, 6);
  expect(needed(0)[0]?.holding).toEqual({ abstained: { code: "velocity_no_revenue", params: { days: 90 } } });
});

test("thin data abstain figure by figure and say why, in both languages", () => {
  const few = measureVelocity(steady.slice(0, 6), options);
  expect(few.perDay).toEqual({ abstained: { code: "too_few_rows", params: { n: 3, needed: 10 } } });
  expect("value" in few.winRate).toBe(true);
  expect(few.bottleneck).toBeUndefined();
  const none = measureVelocity([], options);
  expect(none.stages.every(({ days, n }) => days === undefined && n === 0)).toBe(true);
  const closed = measureVelocity(steady.slice(0, 40), options);
  expect(closed.perDay).toEqual({ abstained: { code: "funnel_no_open_deals", params: { given: 40 } } });
  const unpriced = measureVelocity(
    steady.map(({ amount: _, ...rest }, i) => (i === 0 ? { ...rest, amount: 1 } : rest)),
    options,
  );
  expect(unpriced.reasons).toContainEqual({ code: "velocity_amount_missing", params: { n: 19 } });
  const atOnce = measureVelocity(
    Array.from({ length: 30 }, (_, i) =>
      i < 20 ? deal(`d${i}`, 5, ["bid", i], ["contract", i]) : deal(`d${i}`, 5, ["bid", i]),
    ),
    options,
  );
  expect(atOnce.perDay).toEqual({ abstained: { code: "velocity_no_cycle", params: { n: 20 } } });
  for (const locale of ["en", "zh"] as const) {
    for (const reason of [...unpriced.reasons, ...closed.reasons]) expect(wordsOf(reason, locale)).toMatch(/\d/);
  }
});

test("a circle that no deal leaves, a suspension and a reopened stage keep every figure finite", () => {
  const pipeline = definePipeline({
    id: "p",
    stages: [
      { id: "a", category: "open" },
      { id: "b", category: "open" },
      { id: "h", category: "suspended" },
      { id: "w", category: "won" },
    ],
  });
  const round = Array.from({ length: 30 }, (_, i) =>
    deal(
      `r${i}`,
      10,
      ["a", i],
      ["b", i + 1],
      ["a", i + 2],
      ["h", i + 3],
      ["a", i + 4],
      ...(i < 12 ? [["w", i + 6] as [string, number]] : []),
    ),
  );
  const found = measureVelocity(round, { ...options, pipeline });
  expect(JSON.stringify(found)).not.toMatch(/null|NaN|Infinity/);
  expect(value(found.winRate)).toBeGreaterThan(0);
});

test("order of rows decides nothing, and the seed decides the intervals", () => {
  const { histories, asOf } = velocityBook(1, 120, createRandom(8));
  const found = measureVelocity(histories, { ...options, asOf, seed: 3 });
  expect(measureVelocity(histories, { ...options, asOf, seed: 3 })).toEqual(found);
  expect(measureVelocity([...histories].reverse(), { ...options, asOf, seed: 3 })).toEqual(found);
  expect(measureVelocity(histories, { ...options, asOf, seed: 4 }).perDay).not.toEqual(found.perDay);
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

describe("intervals", () => {
  const covered = velocityCoverage(0.6, 300, 60, 100, 11);
  test.each([
    "winRate",
    "wonAmount",
    "cycleDays",
    "perDay",
    "enteredPerDay",
    "wentOn1",
    "passOn0",
    "faster1",
    "holding2",
  ])("the interval of %s holds the truth in nearly all of 60 simulated books", (figure) => {
    // 95 % nominal; 51 of 60 or fewer would happen once in 10,000 runs at 95 %
    expect(covered[figure]).toBeGreaterThan(51 / 60);
  });
});

test.each(["en", "zh"] as const)("open deals are drawn against those that went on (%s)", async (locale) => {
  const { histories, asOf } = velocityBook(2, 200, createRandom(5));
  const velocity = measureVelocity(histories, { ...options, asOf });
  const chart = ageingChart(velocity, { locale });
  expectValidChart(chart);
  const svg = await writePicture(chart, `ageing-${locale}`);
  expect(svg).toContain(locale === "zh" ? "投标" : "Bid");
  expect(() => ageingChart(measureVelocity([], options))).toThrow(/hold a stage/);
});

test.each<[string, object]>([
  ["unknown_id", { from: "?" }],
  ["inconsistent", { from: "lost" }],
  ["out_of_range", { level: 1 }],
  ["out_of_range", { resamples: 10 }],
  ["out_of_range", { improvement: 0 }],
  ["not_finite", { revenuePerDay: Number.NaN }],
  ["out_of_range", { periodDays: 0 }],
  ["out_of_range", { seed: 0.5 }],
])("bad options are refused with a code: %s %j", (code, more) => {
  try {
    measureVelocity(steady, { ...options, ...more });
  } catch (error) {
    expect(isClienteleError(error) && error.code).toBe(code);
    return;
  }
  throw new Error("nothing was refused");
});
