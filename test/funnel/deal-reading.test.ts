import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/reasons.ts";
import {
  type DealHistory,
  explainDeal,
  type FunnelModel,
  fitFunnel,
  predictDeal,
  predictDealColumn,
  predictDealTimes,
  predictSlip,
  standardPipeline,
} from "../../src/funnel/index.ts";
import { gammaCdf } from "../../src/math/gamma-distribution.ts";
import { expectClose } from "../support/close.ts";
import { bidModel, bids, day, deal } from "./cases.ts";

/** Without calendar, day by day: every figure can be told by hand. */
const plain = fitFunnel(bids, { pipeline: standardPipeline, asOf: day(40), smooth: false, calendar: false });

describe("when a deal closes", () => {
  const fresh = deal("x", ["bid", 0]);

  test("is told by the days on which past deals were won", () => {
    // of 60 bids one is won each day from 1 to 30: a third of the wins have come by day 10
    const { wonIn, closedIn, won } = predictDealTimes(plain, fresh, {
      asOf: day(0),
      horizonDays: 30,
      quantiles: [1 / 3, 0.5, 0.9],
    });
    expectClose(won, 0.5, 1e-12);
    [10, 15, 27].forEach((days, i) => {
      expectClose(wonIn[i]?.days as number, days, 1e-9);
    });
    // closed: 45 of 60 within 30 days; a third is 20, reached after 14 days (14 won, 7 lost), inside the 14th
    expect(closedIn[0]?.days).toBeGreaterThan(13);
    expect(closedIn[0]?.days).toBeLessThanOrEqual(14);
    expect(closedIn[2]).toEqual({ share: 0.9 });
  });

  test("quantiles agree with the chances at those days, calendar and season included", () => {
    const model = bidModel();
    const options = { asOf: day(3), horizonDays: 20 };
    const { wonIn, closedIn, won } = predictDealTimes(model, fresh, { ...options, quantiles: [0.2, 0.4] });
    for (const { share, days } of wonIn) {
      const there = predictDeal(model, fresh, { ...options, horizonDays: days as number }).won;
      expectClose(there / won, share, 1e-6);
    }
    const { open } = predictDeal(model, fresh, { ...options, horizonDays: closedIn[0]?.days as number });
    expectClose(1 - open, 0.2, 1e-6);
  });

  test("a deal that can no longer be won names no day, and a closed one none at all", () => {
    const past = predictDealTimes(plain, deal("z", ["bid", 0]), { asOf: day(5000) });
    expect(past.closedIn.every((quantile) => quantile.days === undefined)).toBe(true);
    const closed = predictDealTimes(plain, deal("x", ["bid", 0], ["lost", 5]), { asOf: day(9) });
    expect(closed).toMatchObject({ lost: 1, wonIn: [], closedIn: [], horizonDays: 365 });
    expect(closed).not.toHaveProperty("amount");
  });

  test("listed and signed amounts are apart, with the range of a single deal", () => {
    // signed at 70 % and 90 % of the list in turn: 80 % on the whole
    const signed = bids.map((bid, i) =>
      bid.dealId.startsWith("won") ? { ...bid, signedAmount: i % 2 === 0 ? 700 : 900 } : bid,
    );
    const model = fitFunnel(signed, { pipeline: standardPipeline, asOf: day(40), calendar: false });
    const { amount, won } = predictDealTimes(model, { ...fresh, amount: 2000 }, { asOf: day(0), horizonDays: 30 });
    const { spread } = model.amounts;
    if (amount === undefined) throw new Error("an amount");
    expect(amount.listed).toBe(2000);
    expectClose(amount.ifWon.expected, 1600, 1e-9);
    expectClose(amount.expected, won * 1600, 1e-9);
    expectClose(gammaCdf(amount.ifWon.p10 as number, spread ** -2, 1600 * spread ** 2), 0.1, 1e-9);
    expectClose(gammaCdf(amount.ifWon.p90 as number, spread ** -2, 1600 * spread ** 2), 0.9, 1e-9);
    // no past deal was signed: the list stands as it is, without a range
    expect(predictDealTimes(plain, fresh, { asOf: day(0) }).amount?.ifWon).toEqual({ expected: 1000, n: 0 });
    const { amount: _, ...without } = fresh;
    expect(predictDealTimes(plain, without, { asOf: day(0) })).not.toHaveProperty("amount");
  });
});

describe("whether the promised close date holds", () => {
  const promised = (expectedClose: DealHistory["expectedClose"], ...more: [string, number][]): DealHistory => ({
    ...deal("x", ["bid", 0], ...more),
    ...(expectedClose === undefined ? {} : { expectedClose }),
  });

  test("is the chance to be still open when the promised day ends", () => {
    // promised for the tenth day (day number 9): by its end 10 of 60 are won and 5 lost
    const slip = predictSlip(plain, promised(day(9)), { asOf: day(0) });
    expect(slip).toMatchObject({ status: "ahead", promised: "1970-01-10", stage: "bid", daysLeft: 10 });
    if (slip.status !== "ahead") throw new Error("ahead");
    expectClose(slip.slips, 45 / 60, 1e-12);
    expectClose(slip.won, 10 / 60, 1e-12);
    expectClose(slip.slips + slip.won + slip.endedOtherwise, 1, 1e-12);
    // the promised day itself is not over
    expect(predictSlip(plain, promised(day(9)), { asOf: day(9.9) }).status).toBe("ahead");
  });

  test("a promise that is over has slipped by so many days", () => {
    expect(predictSlip(plain, promised(day(9)), { asOf: day(12) })).toEqual({
      dealId: "x",
      promised: "1970-01-10",
      status: "slipped",
      stage: "bid",
      daysLate: 3,
    });
  });

  test("a closed deal was in time or late", () => {
    const late = (end: number) => predictSlip(plain, promised(day(9), ["contract", end]), { asOf: day(30) });
    expect(late(9.5)).toMatchObject({ status: "closed", outcome: "won", daysLate: 0 });
    expect(late(20)).toMatchObject({ status: "closed", outcome: "won", daysLate: 11 });
  });

  test("abstains without a date, and where the date lies beyond anything foreseeable", () => {
    expect(predictSlip(plain, promised(undefined), { asOf: day(0) })).toMatchObject({
      status: "unknown",
      abstained: { code: "deal_no_close_date" },
    });
    const far = predictSlip(plain, promised("+275760-09-13T00:00:00Z"), { asOf: day(0) });
    expect(far).toMatchObject({ status: "unknown", abstained: { code: "deal_close_date_far" } });
    if (far.status === "unknown") expect(word(far.abstained)).toContain("3,650 days that can be foreseen");
  });
});

describe("what moves a deal's chance", () => {
  // product fast is won twice as often a day as slow; Ann's deals like anybody's
  const past: DealHistory[] = Array.from({ length: 600 }, (_, i) => {
    const fast = i % 2 === 0;
    const gone = i % (fast ? 2 : 4) < 2;
    return {
      ...deal(
        `d${i}`,
        ["bid", i % 50],
        ...(gone ? ([["contract", (i % 50) + 1 + ((i * 7) % (fast ? 20 : 40))]] as const) : []),
      ),
      amount: 100 + ((i * 13) % 900),
      product: fast ? "fast" : "slow",
      owner: i % 3 === 0 ? "Ann" : "Bo",
      pushes: i % 5 === 0 ? [day((i % 50) + 1)] : [],
    };
  });
  const model = fitFunnel(past, { pipeline: standardPipeline, asOf: day(120) });
  const asked = { asOf: day(130), horizonDays: 20 };
  const mine: DealHistory = { ...deal("x", ["bid", 125]), amount: 500, product: "slow", owner: "Ann", pushes: [] };

  test("each segment is named with its factor, what it rests on, and the chance without it", () => {
    const { reasons, effects, won } = explainDeal(model, mine, asked);
    const product = reasons.find((reason) => reason.code === "funnel_segment" && reason.params.field === "product");
    const effect = effects.find(({ of }) => of === "product");
    if (product?.code !== "funnel_segment" || effect === undefined) throw new Error("the product");
    expect(product.params).toMatchObject({ value: "slow", factor: effect.factor, points: effect.points });
    expect(product.params.factor).toBeLessThan(0.8);
    expect(product.params.n).toBeGreaterThan(100);
    // the counterfactual is the chance of the same deal with no product told
    const { product: _, ...untold } = mine;
    expectClose(effect.without, predictDeal(model, untold, asked).won, 1e-12);
    expectClose(effect.points, won - effect.without, 1e-12);
    expect(word(product)).toMatch(
      /^product slow goes on 0\.\d+ times as fast \(\d+ went on, weight \d+%\): −[\d.]+ points/,
    );
    expect(word(product, "zh")).toMatch(/^产品“slow”推进速度为平均的 0\.\d+ 倍.*−[\d.]+ 个百分点$/);
  });

  test("reasons come by the strength of their factor, effects by what they do to the chance", () => {
    const { reasons, effects } = explainDeal(model, mine, asked);
    expect(reasons.slice(0, 2).map(({ code }) => code)).toEqual(["funnel_stage", "funnel_age"]);
    const factors = reasons.flatMap(({ params }) => ("factor" in params ? [Math.abs(Math.log(params.factor))] : []));
    expect(factors.length).toBeGreaterThan(0);
    expect([...factors].sort((a, b) => b - a)).toEqual(factors);
    const sizes = effects.map(({ points }) => Math.abs(points));
    expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
  });

  test("stage and age stand against a deal just begun and one that has just come", () => {
    const two = fitFunnel(
      [...bids, ...Array.from({ length: 40 }, (_, i) => deal(`n${i}`, ["negotiation", 0], ["contract", 1 + (i % 5)]))],
      { pipeline: standardPipeline, asOf: day(40), calendar: false, smooth: false },
    );
    const at = { asOf: day(3), horizonDays: 10 };
    const { effects } = explainDeal(two, deal("x", ["negotiation", 0]), at);
    const stage = effects.find(({ of }) => of === "stage");
    const age = effects.find(({ of }) => of === "age");
    expectClose(stage?.without as number, predictDeal(two, deal("y", ["prospect", 3]), at).won, 1e-12);
    expectClose(age?.without as number, predictDeal(two, deal("y", ["negotiation", 3]), at).won, 1e-12);
  });

  test("a close date put off, silence, size and calendar are worded in both languages", () => {
    const pull = { factor: 0.5, n: 12, weight: 0.25, points: -0.031 };
    const reasons = [
      { code: "funnel_pushes", params: { ...pull, from: 2 } },
      { code: "funnel_pushes", params: { ...pull, below: 1 } },
      { code: "funnel_pushes", params: { ...pull, from: 1, below: 2 } },
      { code: "funnel_silence", params: { ...pull, from: 30, below: 90 } },
      { code: "funnel_silence", params: { ...pull, below: 7 } },
      { code: "funnel_size", params: { ...pull, from: 500 } },
      { code: "funnel_calendar", params: { factor: 1.2, points: 0.01 } },
      { code: "funnel_season", params: { factor: 1.2, points: 0.012 } },
    ] as const;
    const does = "goes on 0.5 times as fast (12 went on, weight 25%): −3.1 points of chance to win";
    expect(reasons.map((reason) => word(reason))).toEqual([
      `a close date put off 2 times or more ${does}`,
      `a close date never put off ${does}`,
      `a close date put off 1 time ${does}`,
      `a silence from 30 to below 90 days ${does}`,
      `a deal touched within the last 7 days ${does}`,
      `an amount of 500 or more ${does}`,
      "on the days ahead it is 1.2 times as likely to be won as on average days (weekdays, holidays, month and quarter ends): +1 point of chance to win",
      "in the season ahead deals of its age are won 1.2 times as fast as on average: +1.2 points of chance to win",
    ]);
    for (const reason of reasons) expect(word(reason, "zh")).toMatch(/个百分点$/);
    expect(word(reasons[0], "zh")).toBe(
      "成交日期推迟 2 次及以上的商机推进速度为平均的 0.5 倍（12 次推进，权重 25%）：赢单机会 −3.1 个百分点",
    );
  });

  test("the calendar's effect is the chance on average days", () => {
    const weekday = model.calendar.weekday.map((one, i) => ({ ...one, factor: i < 5 ? 1.4 : 0.1 }));
    const busy: FunnelModel = { ...model, calendar: { ...model.calendar, weekday } };
    // day 130 is a Monday: four working days ahead
    const { effects, reasons } = explainDeal(busy, mine, { asOf: day(130), horizonDays: 4 });
    const calendar = effects.find(({ of }) => of === "calendar");
    expect(calendar?.points).toBeGreaterThan(0);
    expect(reasons.some(({ code }) => code === "funnel_calendar")).toBe(true);
    const even: FunnelModel = {
      ...busy,
      calendar: { ...model.calendar, weekday: weekday.map((one) => ({ ...one, factor: 1 })) },
    };
    const flat = { ...even.calendar, monthEnd: { ...even.calendar.monthEnd, factor: 1 } };
    const none = predictDeal({ ...even, calendar: flat }, mine, { asOf: day(130), horizonDays: 4 });
    expectClose(calendar?.without as number, none.won, 1e-12);
  });

  test("a whole book in columns has what single deals have at whole days, calendar aside", () => {
    const still = fitFunnel(past, { pipeline: standardPipeline, asOf: day(120), calendar: false });
    const rows = Array.from({ length: 40 }, (_, i) => ({
      age: i * 3,
      product: ["fast", "slow", "new", undefined][i % 4],
      amount: i % 5 === 0 ? undefined : 50 + i * 40,
      pushes: i % 3,
    }));
    const column = predictDealColumn(
      still,
      {
        stage: rows.map(() => "bid"),
        ageDays: rows.map(({ age }) => age + 0.75),
        product: rows.map(({ product }) => product),
        amount: rows.map(({ amount }) => amount),
        pushes: rows.map(({ pushes }) => pushes),
      },
      { horizonDays: 20 },
    );
    rows.forEach(({ age, product, amount, pushes }, i) => {
      const single: DealHistory = {
        dealId: "x",
        stages: [{ stage: "bid", entered: day(200 - age) }],
        ...(product === undefined ? {} : { product }),
        ...(amount === undefined ? {} : { amount }),
        pushes: Array.from({ length: pushes }, () => day(199)),
      };
      expectClose(column[i] as number, predictDeal(still, single, { asOf: day(200), horizonDays: 20 }).won, 1e-12);
    });
  });
});

test.each([
  ["no options", () => predictDealTimes(plain, deal("x", ["bid", 0]), undefined as never), "invalid_type"],
  [
    "a quantile of one",
    () => predictDealTimes(plain, deal("x", ["bid", 0]), { asOf: 0, quantiles: [1] }),
    "out_of_range",
  ],
  [
    "quantiles that are none",
    () => predictDealTimes(plain, deal("x", ["bid", 0]), { asOf: 0, quantiles: 0.5 as never }),
    "invalid_type",
  ],
  ["a deal that stands nowhere", () => predictSlip(plain, deal("x"), { asOf: 0 }), "inconsistent"],
  ["a model that is none", () => predictSlip({} as never, deal("x"), { asOf: 0 }), "invalid_model"],
  [
    "columns of two lengths",
    () => predictDealColumn(plain, { stage: ["bid"], ageDays: [] }, { horizonDays: 1 }),
    "length_mismatch",
  ],
  [
    "a closed stage",
    () => predictDealColumn(plain, { stage: ["lost"], ageDays: [1] }, { horizonDays: 1 }),
    "unknown_id",
  ],
  [
    "an age of NaN",
    () => predictDealColumn(plain, { stage: ["bid"], ageDays: [Number.NaN] }, { horizonDays: 1 }),
    "not_finite",
  ],
  [
    "a negative amount",
    () => predictDealColumn(plain, { stage: ["bid"], ageDays: [1], amount: [-1] }, { horizonDays: 1 }),
    "out_of_range",
  ],
  [
    "a product that is a number",
    () => predictDealColumn(plain, { stage: ["bid"], ageDays: [1], product: [1 as never] }, { horizonDays: 1 }),
    "invalid_type",
  ],
])("refuses %s", (_, act, code) => {
  expect(act).toThrow(expect.objectContaining({ code }));
});
