import { expect, test } from "vitest";
import {
  combineAhp,
  explainAccountScore,
  fitCriteria,
  measureWeightSensitivity,
  scoreAccount,
  scoreAccounts,
  solveAhp,
  solveAhpHierarchy,
} from "../../src/tiering/index.ts";

const refused = (code: string, text = "") =>
  expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });
const any = (value: unknown): never => value as never;
const x = { id: "x", kind: "quantitative" } as const;
const grade = { id: "g", kind: "ordinal", levels: ["low", "high"] } as const;

test("solveAhp names what is wrong with a matrix", () => {
  const solve = (data: unknown, options?: unknown) => () => solveAhp(any(data), any(options));
  for (const bad of [undefined, null, 5, "12", {}]) expect(solve(bad)).toThrow(refused("invalid_type", "data"));
  expect(solve([])).toThrow(refused("empty_input"));
  expect(solve([[1, 2]])).toThrow(refused("length_mismatch"));
  expect(solve([[1, 2], [1]])).toThrow(refused("length_mismatch", "data[1]"));
  expect(solve([[1, 2], 5])).toThrow(refused("invalid_type", "data[1]"));
  expect(
    solve([
      [1, 2],
      [0.4, 1],
    ]),
  ).toThrow(refused("inconsistent", "1 over data[0][1]"));
  expect(
    solve([
      [2, 2],
      [0.5, 1],
    ]),
  ).toThrow(refused("inconsistent", "must be 1"));
  for (const bad of [0, -3, 1e9])
    expect(
      solve([
        [1, bad],
        [null, 1],
      ]),
    ).toThrow(refused("out_of_range", "data[0][1]"));
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(
      solve([
        [1, bad],
        [null, 1],
      ]),
    ).toThrow(refused("not_finite"));
  expect(
    solve([
      [1, "2"],
      [null, 1],
    ]),
  ).toThrow(refused("invalid_type"));
  expect(
    solve([
      [1, null],
      [null, 1],
    ]),
  ).toThrow(refused("inconsistent", "connects"));
  expect(
    solve(
      [
        [1, 2],
        [null, 1],
      ],
      { ids: ["a"] },
    ),
  ).toThrow(refused("length_mismatch"));
  expect(
    solve(
      [
        [1, 2],
        [null, 1],
      ],
      { ids: ["a", "a"] },
    ),
  ).toThrow(refused("duplicate_id"));
  expect(
    solve(
      [
        [1, 2],
        [null, 1],
      ],
      { ids: ["a", ""] },
    ),
  ).toThrow(refused("invalid_type"));
  for (const bad of [null, 5, []]) expect(solve([[1]], bad)).toThrow(refused("invalid_type", "options"));
  expect(solveAhp([[1]]).weights).toEqual([{ id: "1", weight: 1 }]);
  expect(solveAhp([[null]]).lambdaMax).toBe(1);
});

test("solveAhp names what is wrong with a judgement", () => {
  const good = { item: "a", over: "b", ratio: 2 };
  const solve = (list: unknown[], options?: unknown) => () => solveAhp(any(list), any(options));
  for (const bad of [null, undefined, 5, "x"]) expect(solve([good, bad])).toThrow(refused("invalid_type", "data[1]"));
  expect(solve([{ ...good, over: "a" }])).toThrow(refused("inconsistent", "itself"));
  expect(solve([good, { item: "b", over: "a", ratio: 0.5 }])).toThrow(refused("duplicate_id", "second time"));
  expect(solve([good, { item: "c", over: "d", ratio: 2 }])).toThrow(refused("inconsistent", "connects"));
  expect(solve([good], { ids: ["a", "c"] })).toThrow(refused("unknown_id"));
  expect(solve([good], { ids: ["a", "b", "c"] })).toThrow(refused("inconsistent", "connects"));
  for (const field of ["item", "over", "by"]) expect(solve([{ ...good, [field]: 7 }])).toThrow(refused("invalid_type"));
  expect(solve([{ ...good, ratio: -2 }])).toThrow(refused("out_of_range", "data[0].ratio"));
  expect(solve([{ ...good, weight: 0 }])).toThrow(refused("out_of_range", "data[0].weight"));
  const odd = solveAhp([{ item: "__proto__", over: "constructor", ratio: 3 }]);
  expect(odd.weights.map(({ id }) => id)).toEqual(["__proto__", "constructor"]);
});

test("combineAhp and solveAhpHierarchy refuse what does not fit together", () => {
  const two = [
    [1, 2],
    [null, 1],
  ];
  for (const bad of [undefined, null, 5]) expect(() => combineAhp(any(bad))).toThrow(refused("invalid_type"));
  expect(() => combineAhp([])).toThrow(refused("empty_input"));
  expect(() => combineAhp([two, [[1]]])).toThrow(refused("length_mismatch", "matrices[1]"));
  expect(() => combineAhp([two], { weights: [1, 2] })).toThrow(refused("length_mismatch"));
  expect(() => combineAhp([two], { weights: [-1] })).toThrow(refused("out_of_range"));
  for (const bad of [undefined, null, 5, "x", []])
    expect(() => solveAhpHierarchy(any(bad))).toThrow(refused("invalid_type"));
  const children = [{ id: "a" }, { id: "b" }];
  const solve = (goal: unknown) => () => solveAhpHierarchy(any(goal));
  expect(solve({ id: "g", children })).toThrow(refused("inconsistent", "no judgements"));
  expect(solve({ id: "g", judgements: two })).toThrow(refused("inconsistent", "no children"));
  expect(solve({ id: "g", judgements: [[1]], children })).toThrow(refused("length_mismatch"));
  expect(solve({ id: "g", judgements: two, children: [{ id: "a" }, { id: "a" }] })).toThrow(refused("duplicate_id"));
  expect(solve({ id: "g", judgements: two, children: [{ id: "a" }, { id: "g", children: [{ id: "c" }] }] })).toThrow(
    refused("duplicate_id"),
  );
  expect(solve({ id: "g", children: [null] })).toThrow(refused("invalid_type"));
  const loop: { id: string; children: unknown[] } = { id: "g", children: [] };
  loop.children.push({ id: "h", children: [loop] });
  expect(solve(loop)).toThrow(refused("duplicate_id"));
  let deep: object = { id: "leaf" };
  for (let i = 0; i < 50; i++) deep = { id: `level ${i}`, children: [deep] };
  expect(solve(deep)).toThrow(refused("out_of_range", "levels"));
  expect(solveAhpHierarchy({ id: "alone" }).weights).toEqual([{ id: "alone", weight: 1 }]);
});

test("fitCriteria refuses criteria, weights and answers that cannot be used", () => {
  const fitting = (rows: unknown, options: unknown) => () => fitCriteria(any(rows), any(options));
  for (const bad of [undefined, null, 5, "x"])
    expect(fitting(bad, { criteria: [x] })).toThrow(refused("invalid_type", "accounts"));
  for (const bad of [undefined, null, 5, []])
    expect(fitting([{ x: 1 }], bad)).toThrow(refused("invalid_type", "options"));
  expect(fitting([{ x: 1 }], {})).toThrow(refused("invalid_type", "criteria"));
  expect(fitting([{ x: 1 }], { criteria: [] })).toThrow(refused("empty_input"));
  for (const [code, bad] of [
    ["invalid_type", null],
    ["invalid_type", { ...x, id: "" }],
    ["unknown_id", { ...x, kind: "numbers" }],
    ["unknown_id", { ...x, direction: "up" }],
    ["unknown_id", { ...x, normalise: "log" }],
    ["out_of_range", { ...x, weight: -1 }],
    ["not_finite", { ...x, weight: Number.NaN }],
    ["invalid_type", { ...x, name: "x" }],
    ["inconsistent", { ...x, anchors: { worst: 1, best: 1 } }],
    ["inconsistent", { ...x, direction: "more", anchors: { worst: 2, best: 1 } }],
    ["not_finite", { ...x, anchors: { worst: 2, best: Number.POSITIVE_INFINITY } }],
    ["out_of_range", { ...grade, levels: ["one"] }],
    ["duplicate_id", { ...grade, levels: ["a", "a"] }],
    ["invalid_type", { ...grade, levels: ["a", null] }],
    ["length_mismatch", { ...grade, utilities: [1] }],
    ["inconsistent", { ...grade, utilities: [1, 0] }],
    ["out_of_range", { ...grade, utilities: [0, 2] }],
  ] as const) {
    expect(fitting([{ x: 1, g: "low" }], { criteria: [bad] }), JSON.stringify(bad)).toThrow(refused(code));
  }
  const rows = [
    { x: 1, g: "low" },
    { x: 2, g: "high" },
  ];
  expect(fitting(rows, { criteria: [x, x] })).toThrow(refused("duplicate_id"));
  expect(fitting(rows, { criteria: [{ ...x, weight: 0 }] })).toThrow(refused("inconsistent"));
  expect(fitting(rows, { criteria: [x], weights: "equal" })).toThrow(refused("invalid_type"));
  expect(fitting(rows, { criteria: [x], weights: {} })).toThrow(refused("invalid_type"));
  expect(fitting(rows, { criteria: [x], weights: [] })).toThrow(refused("inconsistent", "no weight"));
  expect(
    fitting(rows, {
      criteria: [x],
      weights: [
        { id: "x", weight: 1 },
        { id: "y", weight: 1 },
      ],
    }),
  ).toThrow(refused("unknown_id"));
  expect(fitting(rows, { criteria: [x], weights: [{ id: "x", weight: -1 }] })).toThrow(refused("out_of_range"));
  expect(fitting([], { criteria: [x] })).toThrow(refused("empty_input", "anchors"));
  expect(fitting([{ x: null }], { criteria: [x] })).toThrow(refused("empty_input", "x"));
  expect(fitting([1, 2], { criteria: [x] })).toThrow(refused("invalid_type", "accounts[0]"));
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(fitting([{ x: 1 }, { x: bad }], { criteria: [x] })).toThrow(refused("not_finite", "x of accounts[1]"));
  }
  expect(fitting([{ x: "1" }], { criteria: [x] })).toThrow(refused("invalid_type", "x of accounts[0]"));
  expect(fitting([{ g: "best" }], { criteria: [grade] })).toThrow(refused("unknown_id", "g of accounts[0]"));
  expect(fitting(rows, { criteria: [x], answer: "x" })).toThrow(refused("invalid_type"));
});

test("one account, equal accounts and huge numbers give finite scores", () => {
  for (const normalise of ["percentile", "min_max", "z"] as const) {
    for (const rows of [[{ x: 7 }], [{ x: 3 }, { x: 3 }], [{ x: -1e300 }, { x: 1e300 }], [{ x: 0 }, { x: 5e-324 }]]) {
      if (normalise === "z" && rows.some((row) => row.x === 1e300)) {
        expect(() => fitCriteria(rows, { criteria: [{ ...x, normalise }] })).toThrow(refused("out_of_range"));
        continue;
      }
      for (const weights of [undefined, "entropy" as const]) {
        const model = fitCriteria(rows, { criteria: [{ ...x, normalise }], ...(weights && { weights }) });
        expect(JSON.stringify([model, scoreAccounts(model, rows)])).not.toMatch(/NaN|Infinity|null/);
        for (const { score = -1 } of scoreAccounts(model, rows)) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
      }
    }
  }
});

test("criteria may be called as JavaScript calls its own properties", () => {
  const criteria = ["__proto__", "constructor", "toString"].map((id) => ({ ...grade, id }));
  const model = fitCriteria([], { criteria });
  expect(scoreAccount(model, {}).missing).toEqual(["__proto__", "constructor", "toString"]);
  expect(scoreAccount(model, JSON.parse('{"__proto__": "high"}')).score).toBe(100);
});

const model = fitCriteria([{ x: 1 }, { x: 2 }], { criteria: [x] });
const takesModel = [
  ["scoreAccount", (m: unknown, row: unknown, o?: unknown) => scoreAccount(any(m), any(row), any(o))],
  ["explainAccountScore", (m: unknown, row: unknown, o?: unknown) => explainAccountScore(any(m), any(row), any(o))],
  ["scoreAccounts", (m: unknown, row: unknown, o?: unknown) => scoreAccounts(any(m), any([row]), any(o))],
  [
    "measureWeightSensitivity",
    (m: unknown, row: unknown, o?: unknown) => measureWeightSensitivity(any(m), any([row]), any(o)),
  ],
] as const;

test.each(takesModel)("%s refuses what is no criteria model, no account, no options", (_, act) => {
  for (const bad of [undefined, null, 5, "m", []])
    expect(() => act(bad, { x: 1 })).toThrow(refused("invalid_type", "model"));
  const [first] = model.criteria;
  for (const bad of [
    {},
    { ...model, kind: "tiers" },
    { ...model, criteria: [] },
    { ...model, criteria: [null] },
    { ...model, criteria: [{ ...first, weight: Number.NaN }] },
    { ...model, criteria: [{ ...first, weight: 0 }] },
    { ...model, criteria: [{ ...first, at: [] }] },
    { ...model, criteria: [{ ...first, utility: [2, 3] }] },
    { ...model, criteria: [{ ...first, kind: "ordinal" }] },
  ]) {
    expect(() => act(bad, { x: 1 }), JSON.stringify(bad)).toThrow(refused("invalid_model"));
  }
  for (const bad of [undefined, null, 5, "row"])
    expect(() => act(model, bad)).toThrow(refused("invalid_type", "accounts[0]"));
  expect(() => act(model, { x: Number.NaN })).toThrow(refused("not_finite"));
  for (const bad of [null, 5, []]) expect(() => act(model, { x: 1 }, bad)).toThrow(refused("invalid_type", "options"));
});

test("measureWeightSensitivity takes books without a score and refuses a bad number of accounts", () => {
  expect(measureWeightSensitivity(model, []).ranking).toEqual([]);
  expect(measureWeightSensitivity(model, [{}, {}]).criteria).toEqual([{ id: "x", weight: 1, lower: 0, upper: 1 }]);
  for (const top of [0, -1, 1.5])
    expect(() => measureWeightSensitivity(model, [], { top })).toThrow(refused("out_of_range"));
  expect(() => measureWeightSensitivity(model, [], { top: Number.NaN })).toThrow(refused("not_finite"));
  for (const bad of [undefined, null, 5])
    expect(() => measureWeightSensitivity(model, any(bad))).toThrow(refused("invalid_type"));
});
