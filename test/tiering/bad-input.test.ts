import { expect, test } from "vitest";
import {
  assignTier,
  assignTierColumn,
  explainTier,
  fitTiers,
  lorenzChart,
  measureConcentration,
  pyramidChart,
  summarizeTiers,
} from "../../src/tiering/index.ts";

const model = fitTiers([5, 10, 90, 400]);
const summary = summarizeTiers(model, [5, 10, 90, 400]);
const concentration = measureConcentration([5, 10, 90, 400]);
const refused = (code: string, text = "") =>
  expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });
const anything = (value: unknown): never => value as never;

const takesBook = [
  ["fitTiers", (data: unknown, options?: unknown) => fitTiers(anything(data), anything(options)), "customers"],
  [
    "summarizeTiers",
    (data: unknown, options?: unknown) => summarizeTiers(model, anything(data), anything(options)),
    "data",
  ],
  [
    "measureConcentration",
    (data: unknown, options?: unknown) => measureConcentration(anything(data), anything(options)),
    "data",
  ],
] as const;

test.each(takesBook)("%s refuses what is no book of finite numbers and names the row", (_, act, name) => {
  for (const bad of [undefined, null, 5, "12", true, {}, { length: -1 }, { length: 1.5 }]) {
    expect(() => act(bad)).toThrow(refused("invalid_type", name));
  }
  for (const empty of [[], new Float64Array(), { length: 0 }])
    expect(() => act(empty)).toThrow(refused("empty_input", name));
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(() => act([1, 2, bad])).toThrow(refused("not_finite", `${name}[2]`));
    expect(() => act(Float64Array.of(1, bad, 3))).toThrow(refused("not_finite", `${name}[1]`));
    expect(() => act([{ v: 1 }, { v: bad }], { value: (row: { v: number }) => row.v })).toThrow(
      refused("not_finite", `${name}[1]`),
    );
  }
  for (const bad of [undefined, null, "3", 4n, {}, [3], true]) {
    expect(() => act([1, bad])).toThrow(refused("invalid_type", `${name}[1]`));
  }
  expect(() => act(new Array(3))).toThrow(refused("invalid_type", `${name}[0]`));
  expect(() => act([{ v: 1 }])).toThrow(refused("invalid_type", `${name}[0]`));
  expect(() => act(BigInt64Array.of(1n))).toThrow(refused("invalid_type", `${name}[0]`));
  expect(() => act([1.7e308, 1.7e308])).toThrow(refused("out_of_range", "larger unit"));
});

test.each(takesBook)("%s refuses options of the wrong type", (_, act) => {
  for (const bad of [null, 5, "x", [], true])
    expect(() => act([1, 2], bad)).toThrow(refused("invalid_type", "options"));
  for (const bad of ["v", 3, null, {}])
    expect(() => act([1, 2], { value: bad })).toThrow(refused("invalid_type", "value"));
});

test.each(takesBook)("%s takes one row, equal rows, negative rows and array-likes", (_, act) => {
  for (const book of [
    [7],
    [0],
    [-7],
    [-0],
    [3, 3, 3],
    [-1, -2],
    [0, 0],
    Int8Array.of(1, 2),
    { length: 2, 0: 1, 1: 2 },
    [5e-324],
  ]) {
    expect(JSON.stringify(act(book))).not.toMatch(/null|NaN|Infinity/);
  }
});

test("levels and shares outside their range are refused", () => {
  for (const bad of [0, 1, -1, 2]) {
    expect(() => measureConcentration([1, 2], { level: bad })).toThrow(refused("out_of_range", "level"));
    expect(() => summarizeTiers(model, [1, 2], { level: bad })).toThrow(refused("out_of_range", "level"));
    expect(() => measureConcentration([1, 2], { topShares: [0.1, bad] })).toThrow(
      refused("out_of_range", "topShares[1]"),
    );
  }
  for (const act of [
    (bad: unknown) => measureConcentration([1, 2], { level: anything(bad) }),
    (bad: unknown) => summarizeTiers(model, [1, 2], { level: anything(bad) }),
    (bad: unknown) => measureConcentration([1, 2], { topShares: [anything(bad)] }),
  ]) {
    expect(() => act(Number.NaN)).toThrow(refused("not_finite"));
    expect(() => act("0.5")).toThrow(refused("invalid_type"));
    expect(() => act(null)).toThrow(refused("invalid_type"));
  }
  expect(() => measureConcentration([1, 2], { topShares: anything(0.2) })).toThrow(
    refused("invalid_type", "topShares"),
  );
  expect(measureConcentration([1, 2], { topShares: [] }).topShares).toEqual([]);
});

test("tiers that do not divide the book are refused", () => {
  const withTiers = (tiers: unknown) => () => fitTiers([1, 2, 3], { tiers: anything(tiers) });
  const a = { id: "a", share: 0.5 };
  expect(withTiers([])).toThrow(refused("empty_input", "tiers"));
  for (const bad of [null, 5, "ab", {}]) expect(withTiers(bad)).toThrow(refused("invalid_type", "tiers"));
  for (const bad of [null, undefined, 5, "b", []])
    expect(withTiers([a, bad])).toThrow(refused("invalid_type", "tiers[1]"));
  for (const id of [undefined, null, 7, "", {}])
    expect(withTiers([a, { id, share: 0.5 }])).toThrow(refused("invalid_type", "tiers[1].id"));
  for (const share of [0, -0.5, 1.5])
    expect(withTiers([a, { id: "b", share }])).toThrow(refused("out_of_range", "tiers[1].share"));
  expect(withTiers([a, { id: "b", share: Number.NaN }])).toThrow(refused("not_finite", "tiers[1].share"));
  expect(withTiers([a, { id: "b", share: "0.5" }])).toThrow(refused("invalid_type", "tiers[1].share"));
  expect(withTiers([a, { id: "b", share: 0.4 }])).toThrow(refused("inconsistent", "sum to 1"));
  expect(withTiers([a, a])).toThrow(refused("duplicate_id", "a"));
  expect(withTiers(Array.from({ length: 256 }, (_, i) => ({ id: `${i}`, share: 1 / 256 })))).toThrow(
    refused("out_of_range", "255"),
  );
});

test("tiers may be called as JavaScript calls its own properties", () => {
  const tiers = ["__proto__", "constructor", "toString", "hasOwnProperty"].map((id) => ({ id, share: 0.25 }));
  const own = fitTiers([1, 2, 3, 4], { tiers });
  expect(own.fittedOn.realised.map((row) => row.id)).toEqual(tiers.map((tier) => tier.id));
  expect(assignTier(own, 9)).toBe("__proto__");
  expect(() => pyramidChart(summarizeTiers(own, [1, 2, 3, 4]))).not.toThrow();
  expect(() => fitTiers([1], { tiers: [...tiers, tiers[0] as never] })).toThrow(refused("duplicate_id", "__proto__"));
});

const takesModel = [
  ["assignTier", (m: unknown) => assignTier(anything(m), 1)],
  ["assignTierColumn", (m: unknown) => assignTierColumn(anything(m), [1])],
  ["explainTier", (m: unknown) => explainTier(anything(m), 1)],
  ["summarizeTiers", (m: unknown) => summarizeTiers(anything(m), [1])],
] as const;

test.each(takesModel)("%s refuses what is no tier model", (_, act) => {
  for (const bad of [undefined, null, 5, "m", []]) expect(() => act(bad)).toThrow(refused("invalid_type", "model"));
  for (const bad of [
    {},
    { kind: "loyalty" },
    { kind: "tiers" },
    { ...model, cuts: [1] },
    { ...model, cuts: [1, 2, 3] },
    { ...model, cuts: [3, Number.NaN, 1] },
    { ...model, cuts: ["3", "2", "1"] },
    { ...model, tiers: undefined },
    { ...model, tiers: [null, null, null, null] },
  ]) {
    expect(() => act(bad)).toThrow(refused("invalid_model"));
  }
});

test("a value that is no finite number is refused, in a column with its row", () => {
  for (const act of [assignTier, explainTier]) {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => act(model, bad)).toThrow(refused("not_finite", "value"));
    for (const bad of [undefined, null, "5", {}])
      expect(() => act(model, anything(bad))).toThrow(refused("invalid_type", "value"));
  }
  const two = fitTiers([1, 2], {
    tiers: [
      { id: "a", share: 0.5 },
      { id: "b", share: 0.5 },
    ],
  });
  for (const own of [model, two]) {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => assignTierColumn(own, Float64Array.of(1, bad))).toThrow(refused("not_finite", "column[1]"));
      expect(() => assignTierColumn(own, [bad])).toThrow(refused("not_finite", "column[0]"));
    }
    expect(() => assignTierColumn(own, anything(["5"]))).toThrow(refused("invalid_type", "column[0]"));
    for (const bad of [undefined, null, 5, "5"])
      expect(() => assignTierColumn(own, anything(bad))).toThrow(refused("invalid_type"));
    expect(assignTierColumn(own, [])).toEqual(new Uint8Array());
  }
});

test("distances never overflow", () => {
  const tiers = [
    { id: "a", share: 0.5 },
    { id: "b", share: 0.5 },
  ];
  const wide = fitTiers([1.7e308, -1.7e308], { tiers });
  const why = explainTier(wide, -1.7e308);
  expect(Number.isFinite(why.toNextTier)).toBe(true);
  expect(Number.isFinite(explainTier(fitTiers([-1.7e308, 1e307], { tiers }), 1.7e308).aboveCut)).toBe(true);
});

test("charts refuse what is no summary, and draw the poorest book", () => {
  for (const bad of [undefined, null, 5, "s", []]) {
    expect(() => pyramidChart(anything(bad))).toThrow(refused("invalid_type", "summary"));
    expect(() => lorenzChart(anything(bad))).toThrow(refused("invalid_type", "concentration"));
  }
  for (const bad of [{}, { rows: 5 }, { ...summary, rows: [null] }, { ...summary, rows: [{ id: "a" }] }]) {
    expect(() => pyramidChart(anything(bad))).toThrow(refused("invalid_type"));
  }
  const row = summary.rows[0] as object;
  for (const field of ["share", "customers", "value", "valueShare"]) {
    const rows = [{ ...row, [field]: Number.NaN }];
    expect(() => pyramidChart(anything({ ...summary, rows }))).toThrow(refused("not_finite", field));
  }
  expect(() => pyramidChart(anything({ ...summary, rows: [{ ...row, id: 5 }] }))).toThrow(
    refused("invalid_type", "id"),
  );
  expect(() => pyramidChart({ ...summary, rows: [] })).toThrow(refused("empty_input"));
  expect(() => pyramidChart({ ...summary, total: Number.NaN })).toThrow(refused("not_finite", "total"));
  for (const bad of [
    {},
    { ...concentration, lorenz: [null] },
    { ...concentration, lorenz: [{}] },
    { ...concentration, topShares: [null] },
    { ...concentration, topShares: [{ topShare: 0.1 }] },
    { ...concentration, topShares: [{ topShare: 0.1, valueShare: { value: 0.2, n: 5, interval: {} } }] },
    { ...concentration, gini: undefined },
    { ...concentration, customersFor80: undefined },
    { ...concentration, customersFor80: {} },
    { ...concentration, gini: {} },
  ]) {
    expect(() => lorenzChart(anything(bad)), JSON.stringify(bad).slice(0, 80)).toThrow(refused("invalid_type"));
  }
  for (const act of [
    (o: unknown) => pyramidChart(summary, anything(o)),
    (o: unknown) => lorenzChart(concentration, anything(o)),
  ]) {
    for (const bad of [null, 5, "zh", []]) expect(() => act(bad)).toThrow(refused("invalid_type", "options"));
    expect(() => act({ locale: "fr" })).toThrow(refused("unknown_id", "locale"));
    expect(() => act({ width: 0 })).toThrow(refused("out_of_range", "width"));
    expect(() => act({ height: Number.NaN })).toThrow(refused("not_finite", "height"));
    expect(() => act({ height: "3" })).toThrow(refused("invalid_type", "height"));
  }
});
