import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  assignLoyalty,
  assignLoyaltyColumn,
  explainLoyalty,
  fitLoyalty,
  type LoyaltyModel,
  type LoyaltySummary,
  measureNps,
  quadrantChart,
  summarizeLoyalty,
} from "../../src/loyalty/index.ts";
import { loyaltyModelSchema, satisfactionAnswerSchema } from "../../src/loyalty/quadrant/schema.ts";
import { type Answer, axes, byHand, codeOf, ELEVEN, FIVE, survey } from "./support.ts";

const WRONG: readonly unknown[] = [undefined, null, 7, "seven", true, [], {}, Number.NaN, () => 1, new Map()];
const BAD_NUMBERS: readonly unknown[] = [Number.NaN, Infinity, -Infinity, -1, 11, "3", null, undefined, {}, [3]];
const OURS =
  /^(empty_input|length_mismatch|not_finite|out_of_range|invalid_type|unknown_id|inconsistent|invalid_model)$/;

const scales = { satisfactionScale: FIVE, loyaltyScale: ELEVEN };
const rows = survey(20, 1);
const model = fitLoyalty(rows, { ...axes, ...scales });
const summary = summarizeLoyalty(model, rows, axes);
/** Callers without TypeScript may pass anything. */
const js = <T>(value: unknown): T => value as T;

describe("fitLoyalty", () => {
  test.each(WRONG.map((value) => [value]))("customers or options that are %s", (value) => {
    expect(codeOf(() => fitLoyalty(js<Answer[]>(value), { ...axes, ...scales }))).toMatch(OURS);
    expect(codeOf(() => fitLoyalty(rows, js(value)))).toMatch(OURS);
    for (const name of ["satisfactionScale", "loyaltyScale"]) {
      expect(codeOf(() => fitLoyalty(rows, { ...axes, ...scales, [name]: value }))).toMatch(OURS);
    }
    if (value !== undefined) {
      expect(codeOf(() => fitLoyalty(rows, { ...axes, ...scales, cuts: js(value) }))).toMatch(OURS);
      expect(
        codeOf(() => fitLoyalty(rows, { ...axes, ...scales, cuts: js({ satisfaction: value, loyalty: 5 }) })),
      ).toMatch(OURS);
    }
    if (typeof value !== "function") {
      expect(codeOf(() => fitLoyalty(rows, { ...axes, ...scales, loyalty: js(value) }))).toMatch(OURS);
    }
  });

  test.each(BAD_NUMBERS.map((value) => [value]))("a rating of %s is refused by row", (value) => {
    const bad = [...rows, { satisfaction: 3, loyalty: js<number>(value), revenue: 1 }];
    expect(codeOf(() => fitLoyalty(bad, { ...axes, ...scales }))).toMatch(/^(not_finite|out_of_range|invalid_type)$/);
    const run = () => summarizeLoyalty(model, bad, axes);
    expect(run).toThrow(expect.objectContaining({ details: expect.objectContaining({ index: 20 }) }));
  });

  test.each(BAD_NUMBERS.map((value) => [value]))("a zone or a cut of %s", (value) => {
    const zone = codeOf(() => fitLoyalty(rows, { ...axes, ...scales, indifference: js(value) }));
    // leaving the zone out, or an object that names no axis, asks for none
    if (value !== undefined && !(typeof value === "object" && value !== null && !Array.isArray(value))) {
      expect(zone).toMatch(OURS);
    }
    const cuts = js<{ satisfaction: number; loyalty: number }>({ satisfaction: 3, loyalty: value });
    expect(codeOf(() => fitLoyalty(rows, { ...axes, ...scales, cuts }))).toMatch(OURS);
  });

  test("no customers, one customer, all alike", () => {
    expect(codeOf(() => fitLoyalty<Answer>([], { ...axes, ...scales }))).toBe("empty_input");
    const one: Answer[] = [{ satisfaction: 3, loyalty: 5, revenue: 1 }];
    expect(fitLoyalty(one, { ...axes, ...scales }).fittedOn.counts.apostle).toBe(1);
    const alike = Array.from({ length: 50 }, () => one[0] as Answer);
    const { counts, notes } = fitLoyalty(alike, { ...axes, ...scales }).fittedOn;
    expect(counts.apostle).toBe(50);
    expect(notes.map((note) => note.code)).toContain("loyalty_axis_one_sided");
  });
});

describe("assignLoyalty, assignLoyaltyColumn and explainLoyalty", () => {
  test.each(WRONG.map((value) => [value]))("a model or customer that is %s", (value) => {
    for (const act of [assignLoyalty, explainLoyalty]) {
      expect(codeOf(() => act(js(value), { satisfaction: 3, loyalty: 5 }))).toMatch(OURS);
      expect(codeOf(() => act(model, js(value)))).toMatch(OURS);
    }
    expect(codeOf(() => assignLoyaltyColumn(js(value), [3], [5]))).toMatch(OURS);
    expect(codeOf(() => assignLoyaltyColumn(model, js(value), [5]))).toMatch(OURS);
    expect(codeOf(() => assignLoyaltyColumn(model, [3], js(value)))).toMatch(OURS);
  });

  test.each(BAD_NUMBERS.map((value) => [value]))("a rating of %s", (value) => {
    for (const act of [assignLoyalty, explainLoyalty]) {
      expect(codeOf(() => act(model, { satisfaction: 3, loyalty: js(value) }))).toMatch(OURS);
      expect(codeOf(() => act(model, { satisfaction: js(value), loyalty: 5 }))).toMatch(OURS);
    }
    expect(codeOf(() => assignLoyaltyColumn(model, [3], [js(value)]))).toMatch(OURS);
  });

  test("columns of different lengths", () => {
    expect(codeOf(() => assignLoyaltyColumn(model, [3, 4], [5]))).toBe("length_mismatch");
  });

  test.each([
    ["another kind", { ...model, kind: "tiers" }],
    ["no axis", { ...model, loyalty: undefined }],
    ["no scale", { ...model, loyalty: { low: 1, high: 2 } }],
    ["a cut that is NaN", { ...model, loyalty: { ...model.loyalty, low: Number.NaN } }],
    ["cuts out of order", { ...model, loyalty: { ...model.loyalty, low: 6 } }],
    ["text for a number", { ...model, loyalty: { ...model.loyalty, high: "5" } }],
  ])("a model with %s", (_, broken) => {
    const wrong = js<LoyaltyModel>(broken);
    expect(codeOf(() => assignLoyalty(wrong, { satisfaction: 3, loyalty: 5 }))).toBe("invalid_model");
    expect(codeOf(() => summarizeLoyalty(wrong, rows, axes))).toBe("invalid_model");
    expect(loyaltyModelSchema.safeParse(broken).success).toBe(false);
  });
});

describe("summarizeLoyalty", () => {
  test.each(WRONG.map((value) => [value]))("customers or options that are %s", (value) => {
    expect(codeOf(() => summarizeLoyalty(model, js<Answer[]>(value), axes))).toMatch(OURS);
    expect(codeOf(() => summarizeLoyalty(model, rows, js(value)))).toMatch(OURS);
    if (value !== undefined) {
      expect(codeOf(() => summarizeLoyalty(model, rows, { ...axes, level: js(value) }))).toMatch(OURS);
      if (typeof value !== "function") {
        expect(codeOf(() => summarizeLoyalty(model, rows, { ...axes, value: js(value) }))).toMatch(OURS);
      }
    }
  });

  test("a value that is no number is refused by row, values beyond the largest number as a whole", () => {
    const read = (revenue: number) => codeOf(() => summarizeLoyalty(model, rows, { ...axes, value: () => revenue }));
    expect(read(Number.NaN)).toBe("not_finite");
    expect(read(js("12"))).toBe("invalid_type");
    expect(read(1e308)).toBe("out_of_range");
    expect(codeOf(() => summarizeLoyalty(model, rows, { ...axes, level: 1 }))).toBe("out_of_range");
  });
});

describe("measureNps", () => {
  test.each(WRONG.map((value) => [value]))("ratings or options that are %s", (value) => {
    expect(codeOf(() => measureNps(js(value)))).toMatch(OURS);
    if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) return;
    expect(codeOf(() => measureNps([9], js(value)))).toMatch(OURS);
    expect(codeOf(() => measureNps([9], { level: js(value) }))).toMatch(OURS);
  });

  test.each([...BAD_NUMBERS, 7.5, -0.5, 10.01].map((value) => [value]))("a rating of %s is refused by row", (value) => {
    const run = () => measureNps([9, 3, js(value)]);
    expect(codeOf(run)).toMatch(/^(not_finite|out_of_range|invalid_type)$/);
    expect(run).toThrow(expect.objectContaining({ details: expect.objectContaining({ index: 2 }) }));
  });

  test.each([...BAD_NUMBERS.filter((value) => value !== 11), 1.5, 1e300].map((value) => [value]))(
    "a count of %s",
    (value) => {
      expect(codeOf(() => measureNps({ promoters: 1, passives: 1, detractors: js(value) }))).toMatch(OURS);
    },
  );

  test("no answers", () => {
    expect(codeOf(() => measureNps([]))).toBe("empty_input");
    expect(codeOf(() => measureNps({ promoters: 0, passives: 0, detractors: 0 }))).toBe("empty_input");
  });

  test("a level so close to certain that it rounds still gives finite bounds", () => {
    for (const level of [1e-300, 1 - 2 ** -53]) {
      const { interval } = measureNps([9, 3, 8], { level });
      expect(Number.isFinite(interval.lower) && Number.isFinite(interval.upper)).toBe(true);
    }
  });
});

describe("quadrantChart", () => {
  test.each(WRONG.map((value) => [value]))("a summary or options that are %s", (value) => {
    expect(codeOf(() => quadrantChart(js(value)))).toMatch(OURS);
    for (const name of ["satisfaction", "groups", "cells", "customers"]) {
      const broken = js<LoyaltySummary>({ ...summary, [name]: value });
      expect(codeOf(() => quadrantChart(broken))).toMatch(OURS);
    }
    if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) return;
    expect(codeOf(() => quadrantChart(summary, js(value)))).toMatch(OURS);
    expect(codeOf(() => quadrantChart(summary, { locale: js(value) }))).toMatch(OURS);
    expect(codeOf(() => quadrantChart(summary, { width: js(value) }))).toMatch(OURS);
    expect(codeOf(() => quadrantChart(summary, { height: js(value) }))).toMatch(OURS);
  });

  test("cells and groups that are broken inside", () => {
    const cell = { satisfaction: 3, loyalty: 5, n: 1, quadrant: "apostle" };
    for (const change of [{ n: 0 }, { satisfaction: Number.NaN }, { loyalty: 99 }, { quadrant: "__proto__" }]) {
      const cells = [{ ...cell, ...change }];
      expect(codeOf(() => quadrantChart(js({ ...summary, cells })))).toMatch(OURS);
    }
    const [first, ...others] = summary.groups;
    for (const change of [{ n: -1 }, { share: undefined }, { share: { value: 2 } }, { quadrant: "hostage" }]) {
      const groups = [{ ...first, ...change }, ...others];
      expect(codeOf(() => quadrantChart(js({ ...summary, groups })))).toMatch(OURS);
    }
  });
});

describe("records of a survey", () => {
  const answer = { customerId: "constructor", satisfaction: 4, loyalty: 8 };

  test("ids such as __proto__ and constructor are ordinary ids, and unknown fields are dropped", () => {
    for (const customerId of ["__proto__", "constructor", "toString"]) {
      expect(satisfactionAnswerSchema.safeParse({ ...answer, customerId }).data?.customerId).toBe(customerId);
    }
    expect(satisfactionAnswerSchema.safeParse({ ...answer, colour: "red" }).data).toEqual(answer);
  });

  test("what is optional may be absent, and is checked where it stands", () => {
    const ok = (change: object) => satisfactionAnswerSchema.safeParse({ ...answer, ...change }).success;
    expect(ok({ recommend: 10, wave: "2026-H1", date: "2026-03-31" })).toBe(true);
    expect(ok({ date: 0 })).toBe(true);
    for (const change of [
      { recommend: 11 },
      { recommend: 7.5 },
      { date: "2025-02-30" },
      { date: Number.NaN },
      { wave: "" },
      { customerId: "" },
      { customerId: 7 },
      { satisfaction: Number.NaN },
      { loyalty: "8" },
    ]) {
      expect(ok(change), JSON.stringify(change)).toBe(false);
    }
  });
});

test("every note and reason of the module is worded in both languages", () => {
  const zoned = byHand({ scale: FIVE, low: 2, high: 4 }, { scale: ELEVEN, low: 4, high: 7 });
  const reasons = [
    ...explainLoyalty(zoned, { satisfaction: 3, loyalty: 9 }).reasons,
    ...explainLoyalty(zoned, { satisfaction: 1, loyalty: 1 }).reasons,
    { code: "loyalty_axis_one_sided", params: { axis: "loyalty", position: "between", n: 9 } },
    { code: "loyalty_zone_empty", params: { axis: "satisfaction", low: 2, high: 4, n: 9 } },
    { code: "loyalty_scale_top_unused", params: { axis: "loyalty", highest: 5, max: 10, n: 40 } },
    { code: "loyalty_value_negative", params: { quadrant: "hostage", value: -3 } },
    { code: "loyalty_value_zero", params: { n: 9 } },
  ] as const;
  for (const reason of reasons) {
    expect(word(reason)).toMatch(/^[a-z].*[^.]$/);
    expect(word(reason, "zh")).not.toMatch(/[A-Za-z]{2,}|。$/);
  }
});
