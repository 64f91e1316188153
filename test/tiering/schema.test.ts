import { expect, test } from "vitest";
import { loadModel, parseRecords } from "../../src/core/index.ts";
import { fitTiers } from "../../src/tiering/index.ts";
import {
  tierCustomerSchema,
  tierDefinitionSchema,
  tierModelSchema,
  tierModelSpec,
} from "../../src/tiering/pyramid/schema.ts";

const model = fitTiers([-3, 0, 5, 5, 90, 400]);

test("customer rows come in typed; rows without a number, an id or a finite value stay behind", () => {
  const rows = [
    { id: "a", value: 12, region: "north", unknown: true },
    { id: "", value: 1 },
    { id: "b", value: "12" },
    { id: "c", value: Number.NaN },
    { id: "d", value: Number.POSITIVE_INFINITY },
    { id: "__proto__", value: -4, name: "Loss Ltd" },
    { id: "a", value: 3 },
    { id: "e", value: 1, name: undefined },
    null,
  ];
  const { accepted, rejected } = parseRecords(tierCustomerSchema, rows, { uniqueBy: (row) => row.id });
  expect(accepted).toEqual([
    { id: "a", value: 12, region: "north" },
    { id: "__proto__", value: -4, name: "Loss Ltd" },
  ]);
  expect(rejected.map((row) => row.index)).toEqual([1, 2, 3, 4, 6, 7, 8]);
  expect(fitTiers(accepted, { value: (row) => row.value }).fittedOn.total).toBe(8);
});

test("a tier definition needs an id and a share above zero", () => {
  expect(tierDefinitionSchema.safeParse({ id: "a", share: 0.2 }).success).toBe(true);
  for (const bad of [
    { id: "", share: 0.2 },
    { id: "a", share: 0 },
    { id: "a", share: 1.1 },
    { id: "a", share: 0.2, x: 1 },
  ]) {
    expect(tierDefinitionSchema.safeParse(bad).success).toBe(false);
  }
});

test("a model from outside is checked field by field and the fields against one another", () => {
  expect(loadModel(tierModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
  const { fittedOn } = model;
  const [first, ...rest] = fittedOn.realised;
  const spoilt: readonly (readonly [string, object])[] = [
    ["cuts must be one fewer", { ...model, cuts: [1] }],
    ["cuts must not ascend", { ...model, cuts: [1, 2, 3] }],
    ["ids must be unique", { ...model, tiers: model.tiers.map((tier) => ({ ...tier, id: "x" })) }],
    ["shares must sum", { ...model, tiers: model.tiers.map((tier) => ({ ...tier, share: 0.2 })) }],
    ["name the tiers", { ...model, fittedOn: { ...fittedOn, realised: rest } }],
    ["customers must sum", { ...model, fittedOn: { ...fittedOn, realised: [{ ...first, customers: 5 }, ...rest] } }],
    ["values must sum", { ...model, fittedOn: { ...fittedOn, realised: [{ ...first, value: 5 }, ...rest] } }],
    [
      "valueShare stands",
      { ...model, fittedOn: { ...fittedOn, realised: fittedOn.realised.map(({ valueShare, ...row }) => row) } },
    ],
    ["", { ...model, cuts: [Number.NaN, 1, 0] }],
    ["", { ...model, extra: 1 }],
    ["", { ...model, method: "nonsense" }],
    ["", { ...model, fittedOn: { ...fittedOn, notes: [{ code: "nonsense", params: {} }] } }],
    ["", { ...model, fittedOn: { ...fittedOn, customers: 0 } }],
  ];
  for (const [text, bad] of spoilt) {
    const result = tierModelSchema.safeParse(bad);
    expect(result.success, JSON.stringify(bad)).toBe(false);
    expect(result.error?.issues.map((issue) => issue.message).join()).toContain(text);
    expect(() => loadModel(tierModelSpec, bad)).toThrow(expect.objectContaining({ code: "invalid_model" }));
  }
  expect(() => loadModel(tierModelSpec, { ...model, version: 2 })).toThrow(
    expect.objectContaining({ code: "unsupported_version" }),
  );
});
