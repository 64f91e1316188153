import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { loadModel } from "../../src/core/model.ts";
import {
  dealSpells,
  definePipeline,
  explainDeal,
  fitFunnel,
  forecastChart,
  forecastFunnel,
  funnelChart,
  measureIncidence,
  predictDeal,
  standardPipeline,
  summarizeFunnel,
} from "../../src/funnel/index.ts";
import { dealHistorySchema, funnelModelSpec, pipelineSpec } from "../../src/funnel/schema.ts";
import { bidModel, bids, day, deal } from "./cases.ts";

// callers without TypeScript hand over anything
type Loose = (...args: readonly unknown[]) => unknown;
const options = { pipeline: standardPipeline, asOf: day(40) };
const ahead = { asOf: day(40), horizonDays: 30, seed: 1 };
const model = bidModel();
const forecast = forecastFunnel(model, [deal("a", ["bid", 30])], ahead);
const summary = summarizeFunnel(bids, options);

const JUNK: readonly unknown[] = [
  undefined,
  null,
  0,
  Number.NaN,
  "text",
  true,
  [],
  {},
  [null],
  [undefined],
  [{}],
  ["x"],
  { length: 2 },
  { kind: "funnel" },
  { kind: "pipeline" },
  { stages: [] },
  { stages: [null] },
];

const CALLS: readonly (readonly [name: string, fn: Loose, args: readonly unknown[]])[] = [
  ["definePipeline", definePipeline as Loose, [{ id: "p", stages: standardPipeline.stages }]],
  ["dealSpells", dealSpells as Loose, [bids, options]],
  ["measureIncidence", measureIncidence as Loose, [bids, { ...options, from: "bid" }]],
  ["fitFunnel", fitFunnel as Loose, [bids, options]],
  ["predictDeal", predictDeal as Loose, [model, bids[0], ahead]],
  ["explainDeal", explainDeal as Loose, [model, bids[0], ahead]],
  ["forecastFunnel", forecastFunnel as Loose, [model, bids, { ...ahead, draws: 100 }]],
  ["summarizeFunnel", summarizeFunnel as Loose, [bids, { ...options, model }]],
  ["funnelChart", funnelChart as Loose, [summary, {}]],
  ["forecastChart", forecastChart as Loose, [forecast, {}]],
];

/** Runs a call that may fail in one way only. */
function typedOutcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    return error;
  }
}

describe.each(CALLS)("%s", (_name, fn, args) => {
  test("the call itself is a good one", () => {
    expect(() => fn(...args)).not.toThrow();
  });

  test("junk in any argument, or in any field of one, gives a typed error and never a NaN", () => {
    for (let i = 0; i < args.length; i++) {
      for (const junk of JUNK) {
        const swapped = (value: unknown) => args.map((arg, j) => (j === i ? value : arg));
        expect(JSON.stringify(typedOutcome(() => fn(...swapped(junk))) ?? null)).not.toContain("NaN");
        const arg = args[i];
        if (typeof arg !== "object" || arg === null || Array.isArray(arg)) continue;
        for (const key of Object.keys(arg)) {
          expect(JSON.stringify(typedOutcome(() => fn(...swapped({ ...arg, [key]: junk }))) ?? null)).not.toContain(
            "NaN",
          );
        }
      }
    }
  });
});

function code(run: () => unknown): string {
  const outcome = typedOutcome(run);
  return isClienteleError(outcome) ? outcome.code : "fine";
}

test("a pipeline needs unique ids, an open and a won stage, and known categories", () => {
  const stage = (id: string, category: string) => ({ id, category });
  const define = (...stages: unknown[]) => code(() => (definePipeline as Loose)({ id: "p", stages }));
  expect(define()).toBe("empty_input");
  expect(define(stage("a", "open"))).toBe("inconsistent");
  expect(define(stage("a", "won"))).toBe("inconsistent");
  expect(define(stage("a", "open"), stage("a", "won"))).toBe("duplicate_id");
  expect(define(stage("a", "open"), stage("b", "paused"))).toBe("unknown_id");
  expect(define(stage("", "open"), stage("b", "won"))).toBe("empty_input");
  for (const id of ["__proto__", "constructor", "toString"]) {
    expect(define(stage(id, "open"), stage("hasOwnProperty", "won"))).toBe("fine");
  }
});

test("histories name the row and field at fault", () => {
  const learn = (...histories: unknown[]) => code(() => (fitFunnel as Loose)(histories, options));
  expect(learn()).toBe("empty_input");
  expect(learn({ dealId: "a", stages: [] })).toBe("empty_input");
  expect(learn(deal("a", ["bid", 0]), deal("a", ["bid", 1]))).toBe("duplicate_id");
  expect(learn(deal("a", ["nowhere", 0]))).toBe("unknown_id");
  expect(learn({ ...deal("a", ["bid", 0]), amount: -1 })).toBe("out_of_range");
  expect(learn({ ...deal("a", ["bid", 0]), amount: Number.POSITIVE_INFINITY })).toBe("not_finite");
  expect(learn({ ...deal("a", ["bid", 0]), signedAmount: Number.NaN })).toBe("not_finite");
  expect(learn({ dealId: "a", stages: [{ stage: "bid", entered: "2025-02-30" }] })).toBe("invalid_date");
  expect(learn({ ...deal("a", ["bid", 0]), expectedClose: "soon" })).toBe("invalid_date");
  expect(learn(...["__proto__", "constructor", "toString"].map((id) => deal(id, ["bid", 0])))).toBe("fine");
  expect(() =>
    fitFunnel([deal("a", ["bid", 0]), { dealId: "b", stages: [{ stage: "bid", entered: "soon" }] }], options),
  ).toThrow(/histories\[1\]\.stages\[0\]\.entered/);
});

test("one deal, and deals that are all alike, still make a model", () => {
  for (const histories of [
    [deal("a", ["bid", 40])],
    [deal("a", ["bid", 0], ["contract", 0])],
    Array.from({ length: 50 }, (_, i) => deal(`${i}`, ["bid", 0], ["contract", 5])),
  ]) {
    const fitted = fitFunnel(histories, options);
    expect(loadModel(funnelModelSpec, JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
    const { won, lost, cancelled, open } = predictDeal(fitted, deal("x", ["bid", 39]), ahead);
    expect(won + lost + cancelled + open).toBeCloseTo(1, 12);
  }
});

test("options out of range are refused", () => {
  const incidence = (more: object) => code(() => measureIncidence(bids, { ...options, from: "bid", ...more }));
  expect(incidence({ from: "nowhere" })).toBe("unknown_id");
  expect(incidence({ from: "contract" })).toBe("inconsistent");
  expect(incidence({ at: [-1] })).toBe("out_of_range");
  expect(incidence({ at: [Number.NaN] })).toBe("not_finite");
  expect(incidence({ level: 1 })).toBe("out_of_range");
  const predict = (more: object) => code(() => predictDeal(model, deal("a", ["bid", 30]), { ...ahead, ...more }));
  expect(predict({ horizonDays: -1 })).toBe("out_of_range");
  expect(predict({ horizonDays: Number.POSITIVE_INFINITY })).toBe("not_finite");
  expect(predict({ asOf: day(20) })).toBe("inconsistent");
  const bring = (more: object) => code(() => forecastFunnel(model, bids, { ...ahead, ...more }));
  expect(bring({ seed: 1.5 })).toBe("out_of_range");
  expect(bring({ draws: 10 })).toBe("out_of_range");
  expect(bring({ quota: -1 })).toBe("out_of_range");
  expect(bring({ rateDoubt: "no" })).toBe("invalid_type");
  expect(code(() => forecastFunnel(model, [...bids, bids[0] as never], ahead))).toBe("duplicate_id");
  expect(code(() => fitFunnel(bids, { ...options, shockPeriodDays: 0 }))).toBe("out_of_range");
});

test("amounts too large to add up are refused, large ones are not", () => {
  const priced = (amount: number) => [1, 2].map((i) => ({ ...deal(`d${i}`, ["bid", 30]), amount }));
  expect(code(() => forecastFunnel(model, priced(1e200), ahead))).toBe("fine");
  expect(code(() => summarizeFunnel(priced(Number.MAX_VALUE), options))).toBe("out_of_range");
});

test("a summary refuses a model of another pipeline", () => {
  const other = definePipeline({
    id: "other",
    stages: [
      { id: "bid", category: "open" },
      { id: "contract", category: "won" },
    ],
  });
  expect(code(() => summarizeFunnel([deal("a", ["bid", 0])], { pipeline: other, asOf: day(9), model }))).toBe(
    "inconsistent",
  );
});

test("models with a loose end are not loaded", () => {
  const wire = JSON.parse(JSON.stringify(model));
  const stage = wire.stages[1];
  const broken: readonly unknown[] = [
    { ...wire, stages: wire.stages.slice(1) },
    { ...wire, stages: [wire.stages[0], { ...stage, grid: { ...stage.grid, atRisk: [] } }, wire.stages[2]] },
    { ...wire, stages: [wire.stages[0], { ...stage, exits: stage.exits.slice(1) }, wire.stages[2]] },
    { ...wire, stages: [wire.stages[0], { ...stage, beyond: { ...stage.beyond, hazard: [2, 0, 0] } }, wire.stages[2]] },
    { ...wire, shock: { ...wire.shock, variance: -1 } },
    { ...wire, extra: 1 },
  ];
  for (const json of broken) expect(code(() => loadModel(funnelModelSpec, json))).toBe("invalid_model");
  expect(code(() => loadModel(funnelModelSpec, { ...wire, version: 3 }))).toBe("unsupported_version");
  const pipeline = JSON.parse(JSON.stringify(standardPipeline));
  expect(code(() => loadModel(pipelineSpec, { ...pipeline, stages: [...pipeline.stages, pipeline.stages[0]] }))).toBe(
    "invalid_model",
  );
  expect(dealHistorySchema.safeParse({ dealId: "a", stages: [{ stage: "bid", entered: "yesterday" }] }).success).toBe(
    false,
  );
});

test("a model that loops for ever within a moment is refused, not followed", () => {
  const loop = (from: string, to: string) => ({
    ...model.stages[1],
    id: from,
    exits: [{ to: "stage", stage: to, n: 1, share: 1 }],
    grid: { age: [0], atRisk: [50], hazard: [[1]] },
    steady: { fromAge: 0, exposureDays: 0, hazard: [0] },
    beyond: { fromAge: 0, exposureDays: 0, hazard: [0] },
  });
  const looping = { ...model, stages: [loop("prospect", "bid"), loop("bid", "prospect"), model.stages[2]] };
  expect(code(() => (predictDeal as Loose)(looping, deal("a", ["bid", 30]), ahead))).toBe("invalid_model");
});
