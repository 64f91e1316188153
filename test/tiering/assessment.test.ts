import fc from "fast-check";
import { expect, test } from "vitest";
import { describe } from "../../src/core/index.ts";
import { type Assessment, calibreAssessment, scoreAssessment, willingnessAssessment } from "../../src/tiering/index.ts";
import { deepFreeze } from "./book.ts";

const both = [willingnessAssessment, calibreAssessment];
const best = (assessment: Assessment): Record<string, string> =>
  Object.fromEntries(assessment.questions.map(({ id, options }) => [id, options.at(-1)?.id as string]));

test.each(both.map((a) => [a.id, a] as const))(
  "%s has nine questions in two languages, answers from 0 to 1",
  (_, assessment) => {
    expect(assessment.questions).toHaveLength(9);
    for (const { text, options } of assessment.questions) {
      expect(text.en).toMatch(/\?$/);
      expect(text.zh).toMatch(/？$/);
      expect(options.map(({ value }) => value)).toEqual([0, 0.5, 1]);
      for (const option of options) expect(option.text.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(new Set(assessment.questions.map(({ id }) => id)).size).toBe(9);
  },
);

test("an open question is reported and never counts as zero", () => {
  const full = best(willingnessAssessment);
  const { used_before: _dropped, ...open } = full;
  const score = scoreAssessment(willingnessAssessment, open);
  expect(score.score).toBe(100);
  expect(score.unanswered).toEqual(["used_before"]);
  expect(score.range.map((bound) => bound.toFixed(2))).toEqual(["88.89", "100.00"]);
  expect(score.reasons.map((reason) => describe(reason))).toEqual([
    "8 of 9 questions answered; the others could bring it anywhere from 88.9 to 100",
  ]);
  expect(scoreAssessment(willingnessAssessment, { ...full, used_before: "never" }).score).toBeCloseTo(88.889, 3);
});

test("personal questions are left out unless the person agreed", () => {
  const full = best(calibreAssessment);
  const without = scoreAssessment(calibreAssessment, full);
  expect(without.questions).toBe(3);
  expect(without.withheld).toContain("beliefs");
  expect(without.contributions.map(({ id }) => id)).toEqual(["years_in_business", "industry_position", "standing"]);
  expect(describe(without.reasons[0] as never, "zh")).toBe("未经授权，6 项敏感内容未纳入");
  expect(scoreAssessment(calibreAssessment, full, { sensitive: true })).toMatchObject({ answered: 9, withheld: [] });
});

test("without an answer there is no score", () => {
  const score = scoreAssessment(willingnessAssessment, {});
  expect(score.score).toBeUndefined();
  expect(score.range).toEqual([0, 100]);
  expect(score.abstained).toEqual({ code: "assessment_unanswered", params: { questions: 9 } });
});

test("contributions sum to the score, which lies in its range, and a better answer never lowers it", () => {
  const answer = fc.option(fc.integer({ min: 0, max: 2 }), { freq: 3 });
  fc.assert(
    fc.property(fc.array(answer, { minLength: 9, maxLength: 9 }), fc.nat(8), (picks, k) => {
      const answersOf = (list: readonly (number | null)[]) =>
        Object.fromEntries(
          willingnessAssessment.questions.map(({ id, options }, i) => [
            id,
            list[i] == null ? null : (options[list[i]]?.id as string),
          ]),
        );
      const { score, range, contributions, answered, unanswered } = scoreAssessment(
        willingnessAssessment,
        deepFreeze(answersOf(picks)),
      );
      expect(answered + unanswered.length).toBe(9);
      if (score === undefined) return;
      expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 10);
      expect(range[0]).toBeLessThanOrEqual(score + 1e-12);
      expect(range[1]).toBeGreaterThanOrEqual(score - 1e-12);
      const pick = picks[k];
      if (pick == null || pick === 2) return;
      const better = scoreAssessment(willingnessAssessment, answersOf(picks.map((p, i) => (i === k ? pick + 1 : p))));
      expect(better.score).toBeGreaterThanOrEqual(score);
    }),
  );
});

test("questions and options that nobody asked are refused, whatever they are called", () => {
  const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
  const score =
    (answers: unknown, assessment: unknown = willingnessAssessment, options?: unknown) =>
    () =>
      scoreAssessment(assessment as never, answers as never, options as never);
  expect(score({ colour: "red" })).toThrow(refused("unknown_id"));
  expect(score({ deciders: "nobody" })).toThrow(refused("unknown_id"));
  expect(score({ deciders: 1 })).toThrow(refused("unknown_id"));
  expect(score(JSON.parse('{"__proto__": "one"}'))).toThrow(refused("unknown_id"));
  for (const bad of [undefined, null, 5, "x", []]) {
    expect(score(bad)).toThrow(refused("invalid_type"));
    expect(score({}, bad ?? null)).toThrow(refused("invalid_type"));
  }
  for (const bad of [null, 5, [], "yes"])
    expect(score({}, willingnessAssessment, bad)).toThrow(refused("invalid_type"));
  expect(score({}, willingnessAssessment, { sensitive: "yes" })).toThrow(refused("invalid_type"));
  const question = {
    id: "constructor",
    text: { en: "?", zh: "？" },
    options: [
      { id: "toString", text: { en: "a", zh: "甲" }, value: 1 },
      { id: "b", text: { en: "b", zh: "乙" }, value: 0 },
    ],
  };
  const own = { id: "own", name: { en: "Own", zh: "自定" }, questions: [question] };
  expect(scoreAssessment(own, { constructor: "toString" } as never).score).toBe(100);
  expect(scoreAssessment(own, {}).unanswered).toEqual(["constructor"]);
  const [first, second] = question.options as [object, object];
  for (const [code, broken] of [
    ["empty_input", { ...own, questions: [] }],
    ["invalid_type", { ...own, questions: [null] }],
    ["invalid_type", { ...own, id: "" }],
    ["duplicate_id", { ...own, questions: [question, question] }],
    ["out_of_range", { ...own, questions: [{ ...question, weight: -1 }] }],
    ["not_finite", { ...own, questions: [{ ...question, weight: Number.NaN }] }],
    ["inconsistent", { ...own, questions: [{ ...question, weight: 0 }] }],
    ["out_of_range", { ...own, questions: [{ ...question, options: [first] }] }],
    ["duplicate_id", { ...own, questions: [{ ...question, options: [first, first] }] }],
    ["out_of_range", { ...own, questions: [{ ...question, options: [{ ...first, value: 2 }, second] }] }],
  ] as const) {
    expect(score({}, broken), JSON.stringify(broken)).toThrow(refused(code));
  }
});
