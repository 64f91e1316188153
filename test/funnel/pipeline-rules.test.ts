import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { loadModel } from "../../src/core/model.ts";
import {
  dealSpells,
  definePipeline,
  fitFunnel,
  forecastFunnel,
  measureIncidence,
  predictDeal,
  summarizeFunnel,
} from "../../src/funnel/index.ts";
import { funnelModelSpec, pipelineSpec } from "../../src/funnel/schema.ts";
import { day, deal } from "./cases.ts";

const pipeline = definePipeline({
  id: "with hold",
  stages: [
    { id: "hold", category: "suspended" },
    { id: "bid", category: "open", name: "Bid" },
    { id: "talk", category: "open", guard: { fields: ["amount", "__proto__"], approvals: ["price"] } },
    { id: "contract", category: "won" },
    { id: "lost", category: "lost" },
  ],
  transitions: [
    { from: "bid", to: "talk" },
    { from: "talk", to: "bid" },
  ],
  lossReasons: [{ id: "price" }, { id: "timing", name: "Bad timing" }],
  competitors: [{ id: "__proto__" }],
});
const options = { pipeline, asOf: day(40) };

describe("rules of a pipeline are data", () => {
  test("they survive a JSON round trip, through definePipeline and through loadModel alike", () => {
    expect(definePipeline(pipeline)).toEqual(pipeline);
    expect(loadModel(pipelineSpec, JSON.parse(JSON.stringify(pipeline)))).toEqual(pipeline);
  });

  test("the definition is copied, so that a later change of the input changes nothing", () => {
    const fields = ["amount"];
    const own = definePipeline({
      id: "p",
      stages: [
        { id: "o", category: "open", guard: { fields } },
        { id: "w", category: "won" },
      ],
    });
    fields.push("owner");
    expect(own.stages[0]?.guard).toEqual({ fields: ["amount"] });
  });

  test("bad rules are refused by name, in code and from JSON", () => {
    const cases: readonly [unknown, string, string][] = [
      [{ transitions: [{ from: "bid", to: "nowhere" }] }, "unknown_id", "definition.transitions[0].to"],
      [{ transitions: [{ from: "bid", to: "bid" }] }, "inconsistent", "definition.transitions[0]"],
      [{ transitions: [0, 0].map(() => ({ from: "bid", to: "lost" })) }, "duplicate_id", "definition.transitions[1]"],
      [{ transitions: "bid" }, "invalid_type", "definition.transitions"],
      [{ lossReasons: [{ id: "" }] }, "empty_input", "definition.lossReasons[0].id"],
      [{ lossReasons: [{ id: "a" }, { id: "a" }] }, "duplicate_id", "definition.lossReasons[1]"],
      [{ competitors: [null] }, "invalid_type", "definition.competitors[0]"],
      [{ competitors: [{ id: "a", name: 1 }] }, "invalid_type", "definition.competitors[0].name"],
      [{ stages: [{ id: "a", category: "open", guard: { fields: [1] } }] }, "invalid_type", "guard.fields[0]"],
      [
        { stages: [{ id: "a", category: "open", guard: { approvals: ["x", "x"] } }] },
        "duplicate_id",
        "guard.approvals",
      ],
      [{ stages: [{ id: "a", category: "open", guard: null }] }, "invalid_type", "definition.stages[0].guard"],
    ];
    for (const [change, code, where] of cases) {
      const bad = { ...pipeline, ...(change as object) };
      expect(() => definePipeline(bad)).toThrow(
        expect.objectContaining({ code, message: expect.stringContaining(where) }),
      );
      expect(() => loadModel(pipelineSpec, JSON.parse(JSON.stringify(bad)))).toThrow(
        expect.objectContaining({ code: "invalid_model" }),
      );
    }
  });
});

describe("a suspended stage is a stay, not an end", () => {
  const held = deal("held", ["bid", 0], ["hold", 10]);
  const resumed = deal("resumed", ["bid", 0], ["hold", 10], ["bid", 20], ["contract", 30]);

  test("a deal on hold has an open spell there, and one that was resumed goes on", () => {
    expect(dealSpells([held, resumed], options).map(({ stage, days, exit }) => [stage, days, exit])).toEqual([
      ["bid", 10, { to: "stage", stage: "hold" }],
      ["hold", 30, undefined],
      ["bid", 10, { to: "stage", stage: "hold" }],
      ["hold", 10, { to: "stage", stage: "bid" }],
      ["bid", 10, { to: "won" }],
    ]);
  });

  test("it counts as open in every summary, and going on hold is not progress", () => {
    const summary = summarizeFunnel([held, resumed], options);
    expect(summary).toMatchObject({ won: 1, lost: 0, cancelled: 0, notStarted: 0 });
    expect(summary.stages.map(({ stage, deals, movedOn }) => [stage, deals, movedOn?.value])).toEqual([
      ["hold", 1, 0.5],
      ["bid", 0, 1 / 3],
      ["talk", 0, undefined],
    ]);
    expect(measureIncidence([held, resumed], { ...options, from: "hold" })).toMatchObject({ n: 2, open: 1, won: 1 });
  });

  test("the stage model learns resumption from many of them, and thin ones still give whole chances", () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      i % 3 === 0
        ? deal(`lost ${i}`, ["bid", 0], ["hold", 5], ["lost", 6 + (i % 9)])
        : deal(`won ${i}`, ["bid", 0], ["hold", 5], ["bid", 6 + (i % 9)], ["contract", 20 + (i % 7)]),
    );
    for (const past of [many, many.slice(0, 4)]) {
      const model = fitFunnel(past, options);
      expect(loadModel(funnelModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
      expect(model.stages.map((stage) => stage.id)).toEqual(["hold", "bid", "talk"]);
      const fresh = deal("fresh", ["bid", 30], ["hold", 40]);
      const { won, lost, cancelled, open } = predictDeal(model, fresh, { asOf: day(40), horizonDays: 60 });
      expect(won + lost + cancelled + open).toBeCloseTo(1, 12);
      // two of three stays on hold are resumed, 40 of 100 bids are won: w = 2/3 · (0.4 + 0.6 · w), so w = 4/9
      if (past === many) expect(Math.abs(won - 4 / 9)).toBeLessThan(0.03);
      expect(forecastFunnel(model, [fresh], { asOf: day(40), horizonDays: 60, seed: 1 }).expected).toBeGreaterThan(0);
    }
  });

  test("incidence from an end is still refused", () => {
    let caught: unknown;
    try {
      measureIncidence([held], { ...options, from: "lost" });
    } catch (error) {
      caught = error;
    }
    expect(isClienteleError(caught) && caught.code).toBe("inconsistent");
  });
});
