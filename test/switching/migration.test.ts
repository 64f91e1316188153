import { expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { defaultSwitchingModel } from "../../src/switching/index.ts";
import { switchingModelSpec } from "../../src/switching/schema.ts";

test("a model saved by the first version is read as it was meant", () => {
  const saved: unknown = JSON.parse(JSON.stringify({ ...defaultSwitchingModel, version: 1 }));
  expect(loadModel(switchingModelSpec, saved)).toEqual(defaultSwitchingModel);
});

test("a learned model keeps its doubt and its chance to leave, and a broken one is refused", () => {
  const learned = {
    ...defaultSwitchingModel,
    doubt: { levers: ["habits", "points"], covariance: [1e-4, 0, 0, 1e-4] },
    leaving: { intercept: 0.5, slope: -0.03 },
    fittedOn: { source: "learned", n: 900, left: 200, priorStrength: 80, levers: ["habits", "points"] },
  };
  const load = (json: object) => loadModel(switchingModelSpec, JSON.parse(JSON.stringify(json)));
  expect(load(learned)).toEqual(learned);
  for (const change of [
    { doubt: { levers: ["habits"], covariance: [1, 2] } },
    { doubt: { levers: ["habits", "habits"], covariance: [1, 0, 0, 1] } },
    { leaving: { intercept: 0, slope: 0.1 } },
    { fittedOn: { ...learned.fittedOn, levers: ["habit"] } },
  ]) {
    expect(() => load({ ...learned, ...change })).toThrow(/not a valid "switching" model/);
  }
});
