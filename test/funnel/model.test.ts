import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/reasons.ts";
import { explainDeal, fitFunnel, predictDeal, standardPipeline } from "../../src/funnel/index.ts";
import { expectClose } from "../support/close.ts";
import { bidModel, bids, day, deal } from "./cases.ts";

const options = { pipeline: standardPipeline, asOf: day(40) };

describe("a fitted funnel", () => {
  test("counts every deal once and keeps what each stage rests on", () => {
    const model = bidModel();
    expect(model.fittedOn).toMatchObject({ deals: 60, won: 30, lost: 15, cancelled: 0, open: 15, notStarted: 0 });
    const bid = model.stages[1];
    expect(bid).toMatchObject({ id: "bid", n: 60, open: 15, pooledWeight: 0, longestDays: 40 });
    expect(bid?.exits.map((exit) => [exit.to, exit.n])).toEqual([
      ["won", 30],
      ["lost", 15],
      ["cancelled", 0],
    ]);
    expect(bid?.movedOnBy).toEqual({ p50: 15, p95: 29 });
  });

  test("an untouched stage borrows all of its figures from the pipeline, a thin one part of them", () => {
    const few = Array.from({ length: 12 }, (_, i) => deal(`few ${i}`, ["negotiation", 0], ["contract", 3]));
    const [prospect, bid, negotiation] = fitFunnel([...bids, ...few], options).stages;
    expect([prospect?.pooledWeight, bid?.pooledWeight, negotiation?.pooledWeight]).toEqual([1, 0, 18 / 30]);
    expect(prospect?.movedOn).toBeUndefined();
    // the pipeline's way on is a prospect's way to a bid
    expect(prospect?.exits.map((exit) => exit.stage ?? exit.to)).toEqual(["bid", "won", "lost", "cancelled"]);
  });

  test("past the longest age ever watched chances are close to zero, and the reason says so", () => {
    const model = fitFunnel(bids.slice(0, 45), options);
    const { reasons, won } = explainDeal(model, deal("old", ["bid", 0]), { asOf: day(400), horizonDays: 30 });
    expect(won).toBeLessThan(0.02);
    expect(reasons.map((reason) => reason.code)).toEqual(["funnel_stage", "funnel_stalled", "beyond_history"]);
  });
});

describe("a deal's chances", () => {
  test("depend on the age it has reached", () => {
    const model = bidModel();
    // of 60: after 10 days 10 won and 5 lost, so 45 are left, of which 10 win and 5 lose by day 20
    const { won, lost, open, ageDays } = predictDeal(model, deal("x", ["bid", 30]), { asOf: day(40), horizonDays: 10 });
    expect(ageDays).toBe(10);
    expectClose(won, 10 / 45, 1e-12);
    expectClose(lost, 5 / 45, 1e-12);
    expectClose(open, 30 / 45, 1e-12);
  });

  test("run through later stages, back moves and skips included", () => {
    // bid → negotiation after 2 days; negotiation → half won after 3 days, half back to bid after 1 day
    const straight = Array.from({ length: 100 }, (_, i) =>
      deal(`s${i}`, ["bid", 0], ["negotiation", 2], ["contract", 5]),
    );
    const looping = Array.from({ length: 100 }, (_, i) =>
      deal(`l${i}`, ["bid", 0], ["negotiation", 2], ["bid", 3], ["negotiation", 5], ["contract", 8]),
    );
    const model = fitFunnel([...straight, ...looping], options);
    const chance = (horizonDays: number) =>
      predictDeal(model, deal("x", ["bid", 40]), { asOf: day(40), horizonDays }).won;
    // in negotiation 300 spells: 100 go back on day 1, the other 200 win on day 3
    expectClose(chance(4), 0, 1e-12);
    expectClose(chance(5), 2 / 3, 1e-12);
    expectClose(chance(7), 2 / 3, 1e-12);
    expectClose(chance(8), 2 / 3 + (1 / 3) * (2 / 3), 1e-12);
    expectClose(chance(300), 1, 1e-9);
  });

  test("a closed deal is certain", () => {
    const closed = deal("x", ["bid", 0], ["lost", 5]);
    expect(predictDeal(bidModel(), closed, { asOf: day(9), horizonDays: 30 })).toEqual({
      dealId: "x",
      stage: "bid",
      won: 0,
      lost: 1,
      cancelled: 0,
      open: 0,
      cautions: [],
    });
    expect(explainDeal(bidModel(), closed, { asOf: day(9), horizonDays: 30 }).reasons).toEqual([
      { code: "funnel_closed", params: { outcome: "lost" } },
    ]);
  });

  test("reasons are worded in both languages", () => {
    const [stage, age] = explainDeal(bidModel(), deal("x", ["bid", 0]), { asOf: day(10), horizonDays: 30 }).reasons;
    if (stage === undefined || age === undefined) throw new Error("two reasons");
    expect(word(stage)).toBe("stands in Bid, from where 50% of 60 stays have gone on so far");
    expect(word(age, "zh")).toBe("已在本阶段停留 10 天；继续推进的商机有一半在第 15 天前离开");
  });
});
