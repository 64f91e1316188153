import { describe, expect, test } from "vitest";
import { dealSpells, definePipeline, labelOf, measureIncidence, standardPipeline } from "../../src/index.ts";
import { bids, day, deal } from "./cases.ts";

const options = { pipeline: standardPipeline, asOf: day(100) };

describe("a pipeline", () => {
  test("the standard one wins by contract and names its stages in both languages", () => {
    expect(definePipeline(standardPipeline)).toEqual(standardPipeline);
    expect(standardPipeline.stages.map((stage) => labelOf("stage", stage.id, "zh"))).toEqual([
      "商机跟踪",
      "投标",
      "谈判",
      "签约",
      "丢单",
      "取消",
    ]);
  });

  test("what a stage means comes from its category, never from its name", () => {
    const pipeline = definePipeline({
      id: "odd",
      stages: [
        { id: "won", category: "open" },
        { id: "__proto__", category: "open", name: "Proto" },
        { id: "constructor", category: "won" },
      ],
    });
    const spells = dealSpells(
      [
        {
          dealId: "toString",
          stages: [
            { stage: "won", entered: day(0) },
            { stage: "__proto__", entered: day(1) },
            { stage: "constructor", entered: day(3) },
          ],
        },
      ],
      { pipeline, asOf: day(9) },
    );
    expect(spells.map(({ stage, exit, days }) => [stage, exit, days])).toEqual([
      ["won", { to: "stage", stage: "__proto__" }, 1],
      ["__proto__", { to: "won" }, 2],
    ]);
  });
});

describe("a history", () => {
  test("is ordered by time, and equal times keep the order given", () => {
    const late = deal("a", ["negotiation", 9], ["prospect", 0], ["bid", 0]);
    expect(dealSpells([late], options).map((spell) => [spell.stage, spell.days])).toEqual([
      ["prospect", 0],
      ["bid", 9],
      ["negotiation", 91],
    ]);
  });

  test("what happens after the day is never seen", () => {
    const history = deal("a", ["bid", 0], ["negotiation", 10], ["lost", 50]);
    expect(dealSpells([history], { ...options, asOf: day(9) })).toEqual([
      { dealId: "a", stage: "bid", entered: 0, days: 9 },
    ]);
    // a contradiction of the future is no contradiction yet
    const contradictory = deal("a", ["bid", 0], ["lost", 50], ["contract", 60]);
    expect(dealSpells([contradictory], { ...options, asOf: day(55) })).toHaveLength(1);
  });

  test("coming back to a stage makes a new spell; entering the stage one is in changes nothing", () => {
    const history = deal("a", ["bid", 0], ["bid", 3], ["negotiation", 5], ["bid", 8]);
    expect(dealSpells([history], options).map((spell) => [spell.stage, spell.days])).toEqual([
      ["bid", 5],
      ["negotiation", 3],
      ["bid", 92],
    ]);
  });

  test("several won stages within one moment win once, at the first of them", () => {
    const pipeline = definePipeline({
      id: "p",
      stages: [
        { id: "o", category: "open" },
        { id: "signed", category: "won" },
        { id: "paid", category: "won" },
      ],
    });
    const history = {
      dealId: "a",
      stages: [
        { stage: "o", entered: day(0) },
        { stage: "paid", entered: day(4) },
        { stage: "signed", entered: day(4) },
      ],
    };
    expect(dealSpells([history], { pipeline, asOf: day(9) })).toEqual([
      { dealId: "a", stage: "o", entered: 0, left: day(4), exit: { to: "won" }, days: 4 },
    ]);
  });

  test("a deal that is won and then lost, or goes on after its end, is refused by name", () => {
    for (const history of [
      deal("D-7", ["bid", 0], ["contract", 5], ["lost", 6]),
      deal("D-7", ["bid", 0], ["lost", 5], ["bid", 6]),
    ]) {
      expect(() => dealSpells([history], options)).toThrow(
        expect.objectContaining({ code: "inconsistent", message: expect.stringContaining("D-7") }),
      );
    }
  });
});

describe("incidence", () => {
  test("time counts from the first entry, through whatever stages follow", () => {
    const history = deal("a", ["bid", 0], ["negotiation", 4], ["bid", 6], ["contract", 10]);
    const incidence = measureIncidence([history], { ...options, from: "bid", at: [9, 10] });
    expect(incidence.at.map((row) => ("won" in row ? row.won.value : undefined))).toEqual([0, 1]);
  });

  test("an end at the moment of looking counts before a cut-off at the same moment", () => {
    const incidence = measureIncidence([deal("a", ["bid", 0], ["contract", 5]), deal("b", ["bid", 0])], {
      ...options,
      asOf: day(5),
      from: "bid",
      at: [5],
    });
    expect(incidence.at[0]).toMatchObject({ won: { value: 0.5 }, atRisk: 0 });
  });

  test("a day beyond everything watched is not guessed, unless every deal has closed", () => {
    const beyond = measureIncidence(bids, { ...options, asOf: day(40), from: "bid", at: [41] }).at[0];
    expect(beyond).toEqual({ days: 41, abstained: { code: "beyond_history", params: { days: 41, longestDays: 40 } } });
    const closed = measureIncidence(bids.slice(0, 45), { ...options, asOf: day(40), from: "bid", at: [41] }).at[0];
    expect(closed).toMatchObject({ won: { value: expect.closeTo(2 / 3, 12) }, open: { value: 0 } });
  });

  test("a median that was not reached says how many have closed", () => {
    const { median } = measureIncidence(bids.slice(30), { ...options, asOf: day(20), from: "bid" });
    expect(median).toMatchObject({ abstained: { code: "funnel_median_not_reached", params: { n: 30 } } });
  });

  test("no deal in the stage: nothing is estimated", () => {
    const incidence = measureIncidence(bids, { ...options, from: "negotiation", at: [7] });
    expect(incidence.n).toBe(0);
    expect(incidence.at[0]).toMatchObject({ abstained: { code: "too_few_rows" } });
  });
});
