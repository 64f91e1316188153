import { expect, test } from "vitest";
import { isClienteleError } from "../../src/core/index.ts";
import {
  assignRfm,
  assignRfmColumn,
  defineRfmSegments,
  explainRfm,
  fitRfm,
  nearestAccounts,
  rfmChart,
  rfmSegmentChart,
  rfmSegments,
  summarizeRfm,
  summarizeRfmColumn,
  summarizeRfmSegments,
} from "../../src/tiering/index.ts";

// what a caller without TypeScript may hand over
const anything = (value: unknown): never => value as never;
const JUNK = [
  undefined,
  null,
  5,
  "12",
  true,
  Number.NaN,
  Symbol("x"),
  () => 1,
  [],
  {},
  [null],
  [undefined],
  { length: -1 },
];

const ROW = { id: "a", on: "2026-01-01", eur: 5 };
const READ = {
  asOf: "2026-03-31",
  customerId: (row: typeof ROW) => row.id,
  date: (row: typeof ROW) => row.on,
  amount: (row: typeof ROW) => row.eur,
};
const SUMMARY = summarizeRfm([ROW, { ...ROW, id: "b", eur: 7 }], READ);
const MODEL = fitRfm(SUMMARY);
const SEGMENTS = summarizeRfmSegments(MODEL, SUMMARY);
const NEAREST = {
  id: (row: typeof ROW) => row.id,
  attributes: [{ id: "eur", kind: "numeric", value: () => 1 }],
} as const;

function codeOf(act: () => unknown): string | undefined {
  try {
    expect(JSON.stringify(act()) ?? "").not.toMatch(/NaN|Infinity/);
    return undefined;
  } catch (error) {
    expect(isClienteleError(error), String(error)).toBe(true);
    return (error as { readonly code: string }).code;
  }
}

test("junk in any place is a typed error, never a TypeError", () => {
  const calls: ((junk: never) => unknown)[] = [
    (junk) => summarizeRfm(junk, READ),
    (junk) => summarizeRfm([ROW], junk),
    (junk) => summarizeRfm([ROW], { ...READ, asOf: junk }),
    (junk) => summarizeRfm([ROW], { ...READ, date: junk }),
    (junk) => summarizeRfm([ROW], { ...READ, date: () => junk }),
    (junk) => summarizeRfm([ROW], { ...READ, customerId: () => junk }),
    (junk) => summarizeRfm([ROW], { ...READ, amount: () => junk }),
    (junk) => summarizeRfm([ROW], { ...READ, refunds: junk }),
    (junk) => summarizeRfmColumn(junk, { asOf: 0 }),
    (junk) => summarizeRfmColumn({ customers: junk, days: [1], amounts: [1] }, { asOf: 0 }),
    (junk) => summarizeRfmColumn({ customers: [0], days: junk, amounts: [1] }, { asOf: 0 }),
    (junk) => summarizeRfmColumn({ customers: [0], days: [1], amounts: junk }, { asOf: 0 }),
    (junk) => summarizeRfmColumn({ customers: [junk], days: [junk], amounts: [junk] }, { asOf: 0 }),
    (junk) => summarizeRfmColumn({ customers: [0], days: [1], amounts: [1], customerCount: junk }, { asOf: 0 }),
    (junk) => summarizeRfmColumn({ customers: [0], days: [1], amounts: [1] }, junk),
    (junk) => fitRfm(junk),
    (junk) => fitRfm({ ...SUMMARY, customers: junk }),
    (junk) => fitRfm({ ...SUMMARY, customers: [{ ...SUMMARY.customers[0], frequency: junk }] } as never),
    (junk) => fitRfm(SUMMARY, junk),
    (junk) => fitRfm(SUMMARY, { scores: junk }),
    (junk) => fitRfm(SUMMARY, { method: junk }),
    (junk) => fitRfm(SUMMARY, { method: "fixed", cuts: junk }),
    (junk) => fitRfm(SUMMARY, { method: "fixed", cuts: { recency: junk, frequency: junk, monetary: junk } }),
    (junk) => fitRfm(SUMMARY, { weights: junk }),
    (junk) => fitRfm(SUMMARY, { weights: { recency: junk, frequency: 1, monetary: 1 } }),
    (junk) => fitRfm(SUMMARY, { segments: junk }),
    (junk) => fitRfm(SUMMARY, { segments: { scores: 5, rules: junk } }),
    (junk) => assignRfm(junk, SUMMARY.customers[0] as never),
    (junk) => assignRfm(MODEL, junk),
    (junk) => assignRfm({ ...MODEL, cuts: junk }, SUMMARY.customers[0] as never),
    (junk) => assignRfm({ ...MODEL, segments: junk }, SUMMARY.customers[0] as never),
    (junk) => assignRfm({ ...MODEL, segments: { scores: 5, rules: junk } }, SUMMARY.customers[0] as never),
    (junk) => assignRfm({ ...MODEL, weights: junk }, SUMMARY.customers[0] as never),
    (junk) => assignRfmColumn(junk, SUMMARY as never),
    (junk) => assignRfmColumn(MODEL, junk),
    (junk) => assignRfmColumn(MODEL, { recencyDays: junk, frequency: [1], monetary: [1], meanAmount: [1] }),
    (junk) => explainRfm(MODEL, junk),
    (junk) => defineRfmSegments(junk),
    (junk) => defineRfmSegments(rfmSegments.rules, junk),
    (junk) => defineRfmSegments([{ id: junk, blocks: [{}] }]),
    (junk) => defineRfmSegments([{ id: "a", blocks: junk }]),
    (junk) => defineRfmSegments([{ id: "a", blocks: [{ recency: junk }] }]),
    (junk) => summarizeRfmSegments(junk, SUMMARY),
    (junk) => summarizeRfmSegments(MODEL, junk),
    (junk) => summarizeRfmSegments(MODEL, SUMMARY, { level: junk }),
    (junk) => rfmChart(junk),
    (junk) => rfmChart({ ...SEGMENTS, grid: junk }),
    (junk) => rfmChart({ ...SEGMENTS, cuts: junk }),
    (junk) => rfmChart({ ...SEGMENTS, cuts: { ...SEGMENTS.cuts, recency: [junk] } } as never),
    (junk) => rfmChart({ ...SEGMENTS, grid: [{ ...SEGMENTS.grid[0], value: junk }] } as never),
    (junk) => rfmChart(SEGMENTS, junk),
    (junk) => rfmSegmentChart(junk),
    (junk) => rfmSegmentChart({ ...SEGMENTS, rows: junk }),
    (junk) => rfmSegmentChart({ ...SEGMENTS, rows: [{ ...SEGMENTS.rows[0], id: junk }] } as never),
    (junk) => rfmSegmentChart({ ...SEGMENTS, rows: [{ ...SEGMENTS.rows[0], shareInterval: junk }] } as never),
    (junk) => rfmSegmentChart({ ...SEGMENTS, total: junk }),
    (junk) => rfmSegmentChart(SEGMENTS, junk),
    (junk) => nearestAccounts(junk, ["a"], NEAREST as never),
    (junk) => nearestAccounts([ROW], junk, NEAREST),
    (junk) => nearestAccounts([ROW], [junk], NEAREST),
    (junk) => nearestAccounts([ROW], ["a"], junk),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, id: junk }),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, id: () => junk }),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, attributes: junk }),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, attributes: [junk] }),
    (junk) =>
      nearestAccounts([ROW], ["a"], { ...NEAREST, attributes: [{ id: "x", kind: "numeric", value: () => junk }] }),
    (junk) =>
      nearestAccounts([ROW], ["a"], { ...NEAREST, attributes: [{ id: "x", kind: "category", value: () => junk }] }),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, attributes: [{ id: "x", kind: "numeric", value: junk }] }),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, k: junk }),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, minCoverage: junk }),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, to: junk }),
    (junk) => nearestAccounts([ROW], ["a"], { ...NEAREST, level: junk }),
  ];
  let refused = 0;
  for (const act of calls) for (const junk of JUNK) if (codeOf(() => act(anything(junk))) !== undefined) refused++;
  expect(refused).toBeGreaterThan(calls.length * 8);
});

test("bad rows are named by their place", () => {
  const rows = [ROW, { ...ROW, eur: Number.NaN }];
  expect(() => summarizeRfm(rows, READ)).toThrow(/transactions\[1\]/);
  expect(() => summarizeRfm([ROW, { ...ROW, on: "2026-02-30" }], READ)).toThrow(/transactions\[1\].*2026-02-30/);
  expect(() => summarizeRfm([ROW, null] as never, READ)).toThrow(/transactions\[1\] must be a row/);
  const columns = { customers: [0, 1], days: [1, 2], amounts: [1, Number.POSITIVE_INFINITY] };
  expect(() => summarizeRfmColumn(columns, { asOf: 0 })).toThrow(/amounts\[1\]/);
});

test.each([
  [{ customers: [0, -1], days: [1, 2], amounts: [1, 2] }, "out_of_range"],
  [{ customers: [0, 1.5], days: [1, 2], amounts: [1, 2] }, "out_of_range"],
  [{ customers: [0, 5], days: [1, 2], amounts: [1, 2], customerCount: 3 }, "out_of_range"],
  [{ customers: [0, 2_000_000_000], days: [1, 2], amounts: [1, 2] }, "out_of_range"],
  [{ customers: [0, 1], days: [1, 2 ** 40], amounts: [1, 2] }, "out_of_range"],
  [{ customers: [0, 1], days: [1, -(2 ** 31)], amounts: [1, 2] }, "invalid_date"],
  [{ customers: [0, 1], days: [1], amounts: [1, 2] }, "length_mismatch"],
  [{ customers: [0, 0], days: [1, 2], amounts: [1.7e308, 1.7e308] }, "out_of_range"],
  [{ customers: [0, 1], days: [1, 2], amounts: [1.7e308, 1.7e308] }, "out_of_range"],
])("columns %j are refused as %s", (columns, code) => {
  expect(codeOf(() => summarizeRfmColumn(columns, { asOf: "2026-01-01" }))).toBe(code);
});

test("no transactions are no error, but nothing to learn from", () => {
  const nothing = summarizeRfm([], READ);
  expect([nothing.customers, nothing.total, nothing.transactions]).toEqual([[], 0, 0]);
  expect(codeOf(() => fitRfm(nothing))).toBe("empty_input");
  expect(codeOf(() => fitRfm(summarizeRfmColumn({ customers: [], days: [], amounts: [] }, { asOf: 0 })))).toBe(
    "empty_input",
  );
  expect(assignRfmColumn(MODEL, { recencyDays: [], frequency: [], monetary: [], meanAmount: [] }).segment).toHaveLength(
    0,
  );
});

test("one customer, and customers who are all alike, beat nobody: the lowest scores, and a note says so", () => {
  for (const rows of [[ROW], [ROW, { ...ROW, id: "b" }]]) {
    const summary = summarizeRfm(rows, READ);
    const model = fitRfm(summary);
    expect(model.fittedOn.notes.map((note) => note.code)).toEqual(["rfm_all_equal", "rfm_all_equal", "rfm_all_equal"]);
    expect(assignRfm(model, summary.customers[0] as never).cell).toBe("111");
  }
});

test("scalars outside their range are refused", () => {
  const good = { recencyDays: 1, frequency: 1, monetary: 1, meanAmount: 1 };
  for (const field of ["recencyDays", "frequency", "monetary"]) {
    expect(codeOf(() => assignRfm(MODEL, { ...good, [field]: Number.NaN }))).toBe("not_finite");
    expect(codeOf(() => assignRfm(MODEL, { ...good, [field]: "1" } as never))).toBe("invalid_type");
  }
  expect(codeOf(() => assignRfm(MODEL, { ...good, recencyDays: -1 }))).toBe("out_of_range");
  for (const scores of [0, 1, 10, 2.5]) expect(codeOf(() => fitRfm(SUMMARY, { scores }))).toBe("out_of_range");
  const zero = { recency: 0, frequency: 0, monetary: 0 };
  expect(codeOf(() => fitRfm(SUMMARY, { weights: zero }))).toBe("inconsistent");
  const unordered = { recency: [90, 30], frequency: [5, 2], monetary: [9, 1] };
  expect(codeOf(() => fitRfm(SUMMARY, { scores: 3, method: "fixed", cuts: unordered }))).toBe("inconsistent");
  expect(codeOf(() => fitRfm(SUMMARY, { method: "fixed", cuts: unordered }))).toBe("length_mismatch");
});

test("accounts and targets must be there once", () => {
  expect(codeOf(() => nearestAccounts([ROW, ROW], ["a"], NEAREST))).toBe("duplicate_id");
  expect(codeOf(() => nearestAccounts([ROW], ["a", "a"], NEAREST))).toBe("duplicate_id");
  expect(codeOf(() => nearestAccounts([ROW], ["toString"], NEAREST))).toBe("unknown_id");
  const twice = [...NEAREST.attributes, ...NEAREST.attributes];
  expect(codeOf(() => nearestAccounts([ROW], ["a"], { ...NEAREST, attributes: twice }))).toBe("duplicate_id");
  expect(nearestAccounts([ROW], ["a"], NEAREST)).toMatchObject({ nearest: [], shared: [], candidates: 0 });
});

test("sales to nobody in particular are refused, because together they would look like the best customer", () => {
  const read = { customerId: (r: string) => r, date: () => "2026-01-01", amount: () => 5 };
  const act = () => summarizeRfm(["a", ""], { asOf: "2026-01-31", ...read });
  expect(act).toThrow(expect.objectContaining({ code: "invalid_type", message: expect.stringContaining("[1]") }));
});
