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

/** "1 deals", "1 open deals", "1 past periods": a lone 1 and a noun in the plural within two words. */
const PLURAL_OF_ONE =
  /(?<![\d.,])1 (?:open |past |complete )?(?:deals|stays|times|days|pairs|criteria|accounts|values|rows|drivers|answers|tiers|customers|periods|questions)\b/;

test("one is one: a count of 1 has a noun in the singular", () => {
  const one: readonly Reason[] = [
    { code: "funnel_stage", params: { stage: "own", share: 1, n: 1 } },
    { code: "funnel_closed_deals", params: { n: 1 } },
    { code: "funnel_not_started", params: { n: 1 } },
    { code: "funnel_amount_missing", params: { n: 1 } },
    { code: "funnel_beyond_history_deals", params: { n: 1 } },
    { code: "funnel_no_exits_deals", params: { n: 1 } },
    { code: "funnel_no_exits", params: { stage: "own", n: 1 } },
    { code: "funnel_thin_stage", params: { stage: "own", n: 1, weight: 0 } },
    { code: "funnel_thin_stage_deals", params: { n: 1, needed: 5 } },
    { code: "funnel_no_open_deals", params: { given: 1 } },
    { code: "funnel_age", params: { ageDays: 1, medianDays: 9 } },
    { code: "beyond_history", params: { days: 1, longestDays: 1 } },
    { code: "ahp_incomplete", params: { missing: 1, pairs: 1 } },
    { code: "criteria_unanswered", params: { criteria: 1 } },
    { code: "criteria_ranking_short", params: { accounts: 1, asked: 5 } },
    { code: "all_values_equal", params: { n: 1, value: 3 } },
    { code: "drivers_few_rows", params: { n: 1, drivers: 1, needed: 20 } },
    { code: "survey_scale_top_unused", params: { highest: 2, max: 9, n: 1 } },
    { code: "tier_too_few_values", params: { distinct: 1, tiers: 4 } },
    { code: "concentration_no_spread", params: { customers: 1 } },
  ];
  for (const reason of one) expect(word(reason), reason.code).not.toMatch(PLURAL_OF_ONE);
  expect(word(one[1] as Reason)).toBe("1 deal is closed already and counts as zero");
  expect(word({ code: "funnel_closed_deals", params: { n: 1200 } })).toBe(
    "1,200 deals are closed already and count as zero",
  );
});

test("a reason names a stage of the standard pipeline by its label, and an own stage as it is called", () => {
  const reason = (stage: string): Reason => ({ code: "funnel_stage_unseen", params: { stage } });
  expect(word(reason("prospect"))).toBe("stands in Prospect tracked, in which no past deal was seen");
  expect(word(reason("prospect"), "zh")).toContain("“商机跟踪”");
  expect(word(reason("Demo given"))).toContain("stands in Demo given");
  expect(word(reason("__proto__"), "zh")).toContain("“__proto__”");
});
