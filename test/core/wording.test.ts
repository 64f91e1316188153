import { expect, test } from "vitest";
import {
  formatNumber,
  formatShare,
  labelOf,
  labelsOf,
  type Reason,
  reasonCodes,
  describe as word,
} from "../../src/core/index.ts";

test("a reason is worded in both languages from the same numbers", () => {
  const reason: Reason = { code: "too_few_rows", params: { n: 2, needed: 1200 } };
  expect(word(reason)).toBe("too few observations: 2 where at least 1,200 are needed");
  expect(word(reason, "zh")).toBe("样本太少：只有 2 个，至少需要 1,200 个");
});

test("every code exists once, in snake case", () => {
  expect(new Set(reasonCodes).size).toBe(reasonCodes.length);
  for (const code of reasonCodes) expect(code).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
});

test("an unknown code or language is refused", () => {
  for (const code of ["nonsense", "__proto__", "toString", undefined]) {
    expect(() => word({ code, params: {} } as never)).toThrow(expect.objectContaining({ code: "unknown_id" }));
  }
  expect(() => word(undefined as never)).toThrow(expect.objectContaining({ code: "unknown_id" }));
  expect(() => word({ code: "zero_base", params: { what: "x" } }, "fr" as never)).toThrow(
    expect.objectContaining({ code: "unknown_id" }),
  );
});

test("labels exist in both languages, and the Chinese ones hold Chinese", () => {
  for (const family of ["tier", "quadrant", "lever", "stage", "facet", "outcome"] as const) {
    const entries = Object.entries(labelsOf(family));
    expect(entries.length).toBeGreaterThan(0);
    for (const [id, label] of entries) {
      expect(labelOf(family, id, "en")).toBe(label.en);
      expect(label.en).toMatch(/^[\x20-\x7e–’]+$/);
      expect(labelOf(family, id, "zh")).toMatch(/\p{Script=Han}/u);
    }
  }
  expect(labelOf("quadrant", "hostage", "zh")).toBe("囚禁者");
});

test("an id that the caller made up is its own label, also when it looks like a property", () => {
  for (const id of ["platinum", "__proto__", "constructor"]) expect(labelOf("tier", id, "zh")).toBe(id);
  expect(() => labelOf("toString" as never, "x")).toThrow(expect.objectContaining({ code: "unknown_id" }));
  expect(() => labelsOf("toString" as never)).toThrow(expect.objectContaining({ code: "unknown_id" }));
  expect(() => labelOf("tier", "top", "fr" as never)).toThrow(expect.objectContaining({ code: "unknown_id" }));
});

test("numbers are written the same everywhere", () => {
  expect([0, -0, 999, 1000, -1234567.891, 0.05, 1e21, Number.NaN].map((x) => formatNumber(x, 1))).toEqual([
    "0",
    "0",
    "999",
    "1,000",
    "-1,234,567.9",
    "0.1",
    "1.00e+21",
    "–",
  ]);
  expect(formatNumber(-0.04, 1)).toBe("0");
  expect([0, 0.125, 1, 12.3456].map((x) => formatShare(x))).toEqual(["0%", "12.5%", "100%", "1,234.6%"]);
  expect(formatShare(Number.POSITIVE_INFINITY)).toBe("–");
});
