import { describe, expect, test } from "vitest";
import { isClienteleError, parseRecords } from "../../src/core/index.ts";
import {
  assignSwitchingBand,
  defaultSwitchingModel,
  defineSwitchingModel,
  explainSwitching,
  scoreSwitchingCosts,
  summarizeSwitching,
  switchingBookChart,
  switchingChart,
} from "../../src/switching/index.ts";
import { switchingAccountSchema, switchingModelSchema } from "../../src/switching/schema.ts";

const ok = { id: "a", evidence: { habits: 0.5 } };
const model = defaultSwitchingModel;
const asOf = "2026-07-01";
const JUNK: readonly unknown[] = [undefined, null, 0, Number.NaN, "text", true, [], () => 1];

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "no error";
}

/** Calls as JavaScript does, without types. */
const js = (f: unknown): ((...args: unknown[]) => unknown) => f as (...args: unknown[]) => unknown;
const score = (account: unknown, options: unknown = { asOf }): string =>
  codeOf(() => js(scoreSwitchingCosts)(account, model, options));

describe("scoring", () => {
  test("refuses what is no account, no model or no options", () => {
    for (const junk of JUNK) {
      expect(score(junk)).toBe("invalid_type");
      expect(codeOf(() => js(scoreSwitchingCosts)(ok, junk))).toBe("invalid_type");
      if (junk !== undefined) expect(score(ok, junk)).toBe("invalid_type");
      expect(score({ ...ok, evidence: junk })).toBe("invalid_type");
      if (typeof junk !== "string") expect(score({ ...ok, id: junk })).toBe("invalid_type");
      if (junk !== undefined) expect(score({ ...ok, contract: junk })).toBe("invalid_type");
    }
    expect(score({ ...ok, id: "" })).toBe("invalid_type");
    expect(score({ ...ok, evidence: new Map([["habits", 1]]) })).toBe("invalid_type");
  });

  test("refuses evidence on a lever that does not exist, __proto__ among them", () => {
    for (const id of ["habit", "constructor", "toString", ""]) {
      expect(score({ id: "a", evidence: { [id]: 1 } })).toBe("unknown_id");
      expect(score({ id: "a", evidence: { habits: 1, [id]: 1 } })).toBe("unknown_id");
    }
    expect(score({ id: "a", evidence: JSON.parse('{"__proto__": 1, "habits": 1}') })).toBe("unknown_id");
  });

  test("refuses evidence that is no share", () => {
    for (const value of [-0.01, 1.01, 50]) expect(score({ id: "a", evidence: { habits: value } })).toBe("out_of_range");
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(score({ id: "a", evidence: { habits: value } })).toBe("not_finite");
    }
    for (const value of [null, "1", true, {}]) {
      expect(score({ id: "a", evidence: { habits: value } })).toBe("invalid_type");
    }
  });

  test("refuses amounts that are none", () => {
    const contract = { end: "2027-01-01", monthlyFee: 10 };
    for (const [value, code] of [
      [-1, "out_of_range"],
      [Number.NaN, "not_finite"],
      [Number.POSITIVE_INFINITY, "not_finite"],
      ["12", "invalid_type"],
      [null, "invalid_type"],
    ] as const) {
      expect(score({ ...ok, prepaidBalance: value })).toBe(code);
      expect(score({ ...ok, points: value, pointValue: 1 })).toBe(code);
      expect(score({ ...ok, points: 1, pointValue: value })).toBe(code);
      expect(score({ ...ok, monthlyRevenue: value })).toBe(code);
      expect(score({ ...ok, contract: { ...contract, monthlyFee: value } })).toBe(code);
      expect(score({ ...ok, contract: { ...contract, terminationShare: value } })).toBe(code);
    }
    expect(score({ ...ok, contract: { ...contract, terminationShare: 1.5 } })).toBe("out_of_range");
    expect(score({ ...ok, contract: { ...contract, monthlyFee: 1e308 } })).toBe("not_finite");
    expect(score({ ...ok, points: 12 })).toBe("inconsistent");
  });

  test("refuses dates that are none, and a contract without a day to value it on", () => {
    const contract = { end: "2027-01-01", monthlyFee: 10 };
    expect(score({ ...ok, contract: { ...contract, end: "2026-02-30" } })).toBe("invalid_date");
    expect(score({ ...ok, contract: { ...contract, end: undefined } })).toBe("invalid_type");
    expect(score({ ...ok, contract }, { asOf: "soon" })).toBe("invalid_date");
    expect(score({ ...ok, contract }, { asOf: Number.NaN })).toBe("invalid_date");
    expect(score({ ...ok, contract }, { asOf: null })).toBe("invalid_type");
    expect(score({ ...ok, contract, asOf: "soon" }, {})).toBe("invalid_date");
    expect(score({ ...ok, contract }, {})).toBe("invalid_type");
  });

  test("refuses models that are broken", () => {
    const broken = (change: object): string =>
      codeOf(() => js(scoreSwitchingCosts)(ok, { ...model, ...change }, { asOf }));
    expect(broken({ kind: "tiers" })).toBe("invalid_model");
    expect(broken({ weights: null })).toBe("invalid_model");
    expect(broken({ facets: undefined })).toBe("invalid_model");
    expect(broken({ weights: {} })).toBe("invalid_type");
    expect(broken({ weights: { ...model.weights, habits: Number.NaN } })).toBe("not_finite");
    expect(broken({ weights: { ...model.weights, habits: -1 } })).toBe("out_of_range");
    expect(broken({ weights: { ...model.weights, habits: 5 } })).toBe("invalid_model");
    expect(broken({ facets: {} })).toBe("invalid_type");
    expect(broken({ facets: { ...model.facets, habits: { procedural: 0.5 } } })).toBe("invalid_model");
  });
});

describe("stating weights", () => {
  test("refuses junk, unknown levers, bad weights and shares", () => {
    const define = (options: unknown): string => codeOf(() => js(defineSwitchingModel)(options));
    for (const junk of JUNK) {
      expect(define(junk)).toBe("invalid_type");
      expect(define({ weights: junk })).toBe("invalid_type");
      if (junk !== undefined) expect(define({ weights: { habits: 1 }, facets: junk })).toBe("invalid_type");
      if (junk !== undefined) expect(define({ weights: { habits: 1 }, facets: { habits: junk } })).toBe("invalid_type");
    }
    expect(define({ weights: {} })).toBe("empty_input");
    expect(define({ weights: { habits: 0 } })).toBe("empty_input");
    expect(define({ weights: { constructor: 1 } })).toBe("unknown_id");
    expect(define({ weights: JSON.parse('{"__proto__": 1}') })).toBe("unknown_id");
    expect(define({ weights: { habits: -1 } })).toBe("out_of_range");
    expect(define({ weights: { habits: Number.NaN } })).toBe("not_finite");
    expect(define({ weights: { habits: "1" } })).toBe("invalid_type");
    expect(define({ weights: { habits: 1 }, facets: { habits: { procedural: 0.4 } } })).toBe("inconsistent");
    expect(define({ weights: { habits: 1 }, facets: { habits: { moral: 1 } } })).toBe("unknown_id");
    expect(define({ weights: { habits: 1 }, facets: { habits: { procedural: Number.NaN } } })).toBe("not_finite");
  });

  test("names a band for an index only", () => {
    for (const value of [-1, 100.5]) expect(codeOf(() => assignSwitchingBand(value))).toBe("out_of_range");
    expect(codeOf(() => assignSwitchingBand(Number.NaN))).toBe("not_finite");
    expect(codeOf(() => js(assignSwitchingBand)("50"))).toBe("invalid_type");
  });
});

describe("a book", () => {
  const summarize = (accounts: unknown, options: unknown = { asOf }, m: unknown = model): string =>
    codeOf(() => js(summarizeSwitching)(accounts, m, options));

  test("refuses what is no book, and names the row that is at fault", () => {
    for (const junk of JUNK.filter((value) => !Array.isArray(value) && typeof value !== "function")) {
      expect(summarize(junk)).toBe("invalid_type");
    }
    for (const junk of JUNK) {
      expect(summarize([ok, junk])).toBe("invalid_type");
      if (junk !== undefined) expect(summarize([ok], junk)).toBe("invalid_type");
    }
    expect(() => summarizeSwitching([ok, { id: "b", evidence: { habits: 2 } }], model)).toThrow(
      /accounts\[1\]\.evidence\.habits/,
    );
    expect(summarize([ok], {}, {})).toBe("invalid_model");
  });

  test("refuses an id that stands twice", () => {
    expect(summarize([ok, ok])).toBe("duplicate_id");
    const proto = { ...ok, id: "__proto__" };
    expect(summarize([proto, proto])).toBe("duplicate_id");
  });

  test("refuses options that are none", () => {
    for (const level of [0, 1, -1]) expect(summarize([ok], { level })).toBe("out_of_range");
    expect(summarize([ok], { level: Number.NaN })).toBe("not_finite");
    expect(summarize([ok], { top: -1 })).toBe("out_of_range");
    expect(summarize([ok], { top: 1.5 })).toBe("out_of_range");
    expect(summarize([ok], { value: "revenue" })).toBe("invalid_type");
    expect(summarize([ok], { value: () => Number.NaN })).toBe("not_finite");
    expect(summarize([ok], { value: () => "12" })).toBe("invalid_type");
    expect(summarize([ok], { value: () => -1 })).toBe("out_of_range");
    expect(summarize([ok], { asOf: "soon" })).toBe("invalid_date");
  });

  test("with sums beyond the largest number is refused, never infinite", () => {
    const rich = ["a", "b"].map((id) => ({ ...ok, id, prepaidBalance: 1.5e308 }));
    expect(summarize(rich)).toBe("out_of_range");
  });
});

describe("explanations and charts", () => {
  const good = scoreSwitchingCosts({ ...ok, prepaidBalance: 5 }, model);
  const book = summarizeSwitching([ok, { ...ok, id: "b", evidence: { habits: 1 } }], model);

  /** Every single field of a result taken away or spoilt, at any depth. */
  function* spoilt(value: unknown): Generator<unknown> {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      const inner: unknown = (value as Record<string, unknown>)[key];
      const put = (other: unknown): unknown =>
        Array.isArray(value) ? value.map((x, i) => (String(i) === key ? other : x)) : { ...value, [key]: other };
      for (const junk of [undefined, null, Number.NaN, "junk", {}, [null]]) yield put(junk);
      for (const deeper of spoilt(inner)) yield put(deeper);
    }
  }

  test("refuse junk, and never fail on half a score with anything but a typed error", () => {
    for (const junk of [...JUNK, {}]) {
      expect(codeOf(() => js(explainSwitching)(junk))).toBe("invalid_type");
      expect(codeOf(() => js(switchingChart)(junk))).toBe("invalid_type");
      expect(codeOf(() => js(switchingBookChart)(junk))).toBe("invalid_type");
    }
    for (const half of spoilt(good)) {
      codeOf(() => js(explainSwitching)(half));
      codeOf(() => js(switchingChart)(half));
    }
    for (const half of spoilt(book)) codeOf(() => js(switchingBookChart)(half));
  });

  test("refuse sizes and languages that do not exist", () => {
    const charts = [(o: unknown) => js(switchingChart)(good, o), (o: unknown) => js(switchingBookChart)(book, o)];
    for (const chart of charts) {
      expect(codeOf(() => chart(null))).toBe("invalid_type");
      expect(codeOf(() => chart({ locale: "fr" }))).toBe("unknown_id");
      expect(codeOf(() => chart({ locale: "__proto__" }))).toBe("unknown_id");
      expect(codeOf(() => chart({ width: Number.NaN }))).toBe("not_finite");
      expect(codeOf(() => chart({ height: -5 }))).toBe("out_of_range");
    }
  });
});

describe("schemas", () => {
  test("reject the bad rows with their reason and lose none", () => {
    const rows = [
      ok,
      { id: "b", evidence: { habits: 2 } },
      { id: "c", evidence: JSON.parse('{"__proto__": 1}') },
      { id: "d", evidence: {}, points: 5 },
      { id: "e", evidence: {}, contract: { end: "2026-02-30", monthlyFee: 1 } },
      { id: "f", evidence: {}, contract: { end: 0, monthlyFee: 1, terminationShare: 0.5 }, asOf: "2026-01-01" },
      { ...ok, colour: "red" },
      { id: "", evidence: {} },
      null,
    ];
    const { accepted, rejected } = parseRecords(switchingAccountSchema, rows);
    expect(accepted.map(({ id }) => id)).toEqual(["a", "f"]);
    expect(rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 6, 7, 8]);
    expect(rejected[2]?.issues[0]?.path).toEqual(["pointValue"]);
  });

  test("refuse models whose weights or shares do not sum to 1", () => {
    expect(switchingModelSchema.safeParse(model).success).toBe(true);
    for (const change of [
      { weights: { ...model.weights, habits: 0.9 } },
      { weights: { ...model.weights, habit: 0 } },
      { facets: { ...model.facets, habits: { procedural: 0.9 } } },
      { fittedOn: { source: "learned", basis: "own" } },
      { version: 1 },
      { version: 3 },
    ]) {
      expect(switchingModelSchema.safeParse({ ...model, ...change }).success).toBe(false);
    }
  });
});
