import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  explainRelationship,
  measureRelationshipAgreement,
  type RelationshipAnswer,
  type RelationshipAnswers,
  type RelationshipRecord,
  type RelationshipScore,
  relationshipChart,
  relationshipLevels,
  relationshipSigns,
  type ScoreRelationshipOptions,
  scoreRelationship,
  summarizeRelationships,
} from "../../src/loyalty/index.ts";
import { relationshipAnswersSchema, relationshipRecordSchema } from "../../src/schemas.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { codeOf } from "./support.ts";

const SIGNS = relationshipSigns.map(({ id }) => id);
/** The ten answers in the order of the signs; gaps are left out. */
const ten = (...answers: RelationshipAnswer[]): RelationshipAnswers =>
  Object.fromEntries(answers.flatMap((answer, i) => (answer === undefined ? [] : [[SIGNS[i], answer]])));
const score = (
  answers: Parameters<typeof scoreRelationship>[0],
  options?: ScoreRelationshipOptions,
): RelationshipScore => {
  const result = scoreRelationship(answers, options);
  if ("abstained" in result) throw new Error(word(result.abstained));
  return result;
};
const person = (respondent: string, answers: RelationshipAnswers, weight = 1) => ({ respondent, answers, weight });
const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);

describe("the ten signs", () => {
  test("stand in both languages, seven seen and three believed", () => {
    expect(SIGNS).toHaveLength(10);
    for (const { name, question } of relationshipSigns) {
      for (const text of [name, question]) expect(text.en.length * text.zh.length).toBeGreaterThan(0);
      expect(question.zh.endsWith("？")).toBe(true);
    }
    expect(relationshipSigns.filter(({ kind }) => kind === "belief").map(({ id }) => id)).toEqual([
      "thinks_us_best",
      "believes_we_help",
      "needs_us_mutually",
    ]);
  });
});

describe("strength and level", () => {
  test("are the weighted mean of the answers, and the points of the signs sum to the score", () => {
    const found = score(ten("often", "often", "sometimes", "never", true, false, 0.3, "often", "sometimes", 0.9));
    expect(found.score).toBeCloseTo(10 * (1 + 1 + 0.5 + 0 + 1 + 0 + 0.3 + 1 + 0.5 + 0.9), 10);
    expect(found.parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(found.score, 10);
    expect(found.coverage).toBe(1);
    expect([found.lowest, found.highest]).toEqual([found.score, found.score]);
    expect(found.level).toBe("face_to_face");
    expect(found.next?.level).toBe("intimate");
    expect(found.next?.points).toBeCloseTo(75 - 62, 10);
    expect(found.possibleLevels).toEqual(["face_to_face"]);
  });

  test("a score on a cut belongs to the better level, rounding or not", () => {
    const exactly = (k: number) => score(ten(...SIGNS.map((_, i) => (i < k ? 0.1 * k : 0.1 * k))));
    expect(score(ten(...SIGNS.map(() => 0.25))).level).toBe("brand");
    expect(exactly(5).level).toBe("face_to_face");
    const cuts = [10, 30, 70] as const;
    expect(score(ten(...SIGNS.map(() => 0.1)), { cuts }).level).toBe("brand");
    expect(score(ten(...SIGNS.map(() => 0.3)), { cuts }).level).toBe("face_to_face");
    expect(score(ten(...SIGNS.map(() => 0.7)), { cuts }).level).toBe("intimate");
    expect(score(ten(...SIGNS.map(() => 1))).next).toBeUndefined();
  });

  test("an unanswered sign is no zero: it widens the range and opens levels", () => {
    const found = score(ten("often", "often", "often", "often", "often", "often"));
    expect(found.score).toBe(100);
    expect(found.coverage).toBeCloseTo(0.6, 12);
    expect(found.lowest).toBeCloseTo(60, 10);
    expect(found.highest).toBe(100);
    expect(found.possibleLevels).toEqual(["face_to_face", "intimate"]);
    expect(codes(found.notes)).toEqual([...Array(4).fill("relationship_part_missing"), "relationship_level_open"]);
    expect(score({ returns_calls: "never", scolds_us: null }).coverage).toBeCloseTo(0.1, 12);
  });

  test("the sign most worth working on is the one with most weight left to win", () => {
    const answers = { returns_calls: 0.2, scolds_us: 0.5, thinks_us_best: 0.9 };
    expect(score(answers).workOn).toEqual({ part: "returns_calls", gain: expect.closeTo(80 / 3, 10) });
    const weights = { returns_calls: 1, scolds_us: 3, thinks_us_best: 1 };
    expect(score(answers, { weights }).workOn).toEqual({ part: "scolds_us", gain: expect.closeTo(30, 10) });
    const lifted = score({ ...answers, scolds_us: 1 }, { weights }).score - score(answers, { weights }).score;
    expect(lifted).toBeCloseTo(30, 10);
    expect(score(ten(...SIGNS.map(() => true))).workOn).toBeUndefined();
  });

  test("belief that runs ahead of behaviour is named", () => {
    const found = score(ten(0.2, 0.2, 0.2, 1, 0.2, 0.2, 0.2, 1, 0.2, 1));
    expect([found.behaviour, found.belief]).toEqual([expect.closeTo(20, 10), expect.closeTo(100, 10)]);
    expect(codes(found.notes)).toEqual(["relationship_belief_ahead"]);
  });

  test("personalisation and guilt stand beside the level, and enter it only with weight", () => {
    const signs = ten(...SIGNS.map(() => 0.9));
    const drivers = { personalisation: 0.2, guilt_on_leaving: 0 };
    const beside = score({ ...signs, ...drivers });
    expect(beside.score).toBeCloseTo(90, 10);
    expect(beside.drivers).toEqual({ personalisation: 0.2, guiltOnLeaving: 0, level: "distant" });
    expect(codes(beside.notes)).toEqual(["relationship_drivers_differ"]);
    expect(score({ ...signs, personalisation: 0.2 }).drivers).toBeUndefined();
    const weights = { ...Object.fromEntries(SIGNS.map((sign) => [sign, 1])), personalisation: 5, guilt_on_leaving: 5 };
    expect(score({ ...signs, ...drivers }, { weights }).score).toBeCloseTo((9 + 1) * 5, 10);
  });
});

describe("several people about one account", () => {
  const [all, half, none] = [0.9, 0.5, 0.1].map((v) => ten(...SIGNS.map(() => v))) as [
    RelationshipAnswers,
    RelationshipAnswers,
    RelationshipAnswers,
  ];

  test("become one answer per sign: the median, or the mean, by weight", () => {
    const three = [person("a", all), person("b", all), person("c", none)];
    expect(score(three).score).toBeCloseTo(90, 10);
    expect(score(three, { combine: "mean" }).score).toBeCloseTo(100 * (1.9 / 3), 10);
    expect(score([person("a", all), person("c", none)]).score).toBeCloseTo(50, 10);
    expect(score([person("a", all), person("c", none, 3)]).score).toBeCloseTo(10, 10);
    expect(score([person("a", all), person("c", none, 3)], { combine: "mean" }).score).toBeCloseTo(30, 10);
    expect(score([person("a", all, 0.1), person("b", half, 0.2), person("c", none, 0.3)]).score).toBeCloseTo(30, 10);
  });

  test("who strays is named, with the side to which they stray", () => {
    const found = score([person("a", all), person("b", ten(...SIGNS.map(() => 0.8))), person("c", none)]);
    expect(found.respondents.map(({ respondent, stray }) => [respondent, stray])).toEqual([
      ["a", false],
      ["b", false],
      ["c", true],
    ]);
    expect(found.respondents[2]?.bias).toBeCloseTo(-0.75, 10);
    expect(found.respondents[2]?.nearest).toBeCloseTo(0.7, 10);
    expect(found.respondents[2]?.level).toBe("distant");
    expect(codes(found.notes)).toEqual(["relationship_stray"]);
  });

  test("where nobody is near anybody, or there are only two, none strays", () => {
    expect(score([person("a", all), person("b", half), person("c", none)]).respondents.some((r) => r.stray)).toBe(
      false,
    );
    expect(score([person("a", all), person("c", none)]).respondents.some((r) => r.stray)).toBe(false);
  });

  test("their agreement is the mean distance of two answers, and the most disputed sign comes first", () => {
    const found = score([
      person("a", { returns_calls: 1, scolds_us: 1, thinks_us_best: 0.5 }),
      person("b", { returns_calls: 1, scolds_us: 0, thinks_us_best: 0.5 }),
      person("c", { returns_calls: 0.5, scolds_us: 0 }),
    ]);
    // distances: 1/3 over three pairs, 2/3 over three pairs, 0 over one pair
    expect(found.agreement).toEqual({
      closeness: expect.closeTo(1 - (1 / 3 + 2 / 3 + 0) / 3, 10),
      exact: 3 / 7,
      pairs: 7,
      disputed: ["scolds_us", "returns_calls"],
    });
    expect(found.parts.find(({ part }) => part === "scolds_us")?.answers).toEqual([0, 0, 1]);
  });

  test("people who answer different signs cannot be said to agree", () => {
    const found = score([person("a", { returns_calls: 1 }), person("b", { scolds_us: 1 })]);
    expect(found.agreement).toEqual({ abstained: { code: "relationship_no_overlap", params: { respondents: 2 } } });
    expect(codes(explainRelationship(found))).toContain("relationship_no_overlap");
  });

  test("one of them who answered nothing is listed and changes nothing", () => {
    const found = score([person("a", all), person("b", {})]);
    expect(found.score).toBeCloseTo(90, 10);
    expect(found.respondents[1]).toEqual({ respondent: "b", answered: 0, stray: false });
  });
});

describe("the explanation", () => {
  test("names level, way, sign and dispute in both languages", () => {
    const found = score([
      person("Li", ten(1, 1, 1, 1, 0, 0, 1, 0.5, 0.5)),
      person("Wang", ten(1, 0.5, 1, 0, 0, 0, 1, 0.5, 0.5)),
    ]);
    const reasons = explainRelationship(found);
    expect(codes(reasons)).toEqual([
      "relationship_level",
      "relationship_next_level",
      "relationship_work_on",
      "relationship_part_missing",
      "relationship_agreement",
      "relationship_disputed",
    ]);
    expect(reasons.map((reason) => word(reason))).toEqual([
      "face to face relationship: 58.3 of 100 from 2 people's answers",
      "16.7 points are missing to the level intimate",
      "most worth working on: “Signs no rival's contract”, up to 11.1 points",
      "“Needs us as we need them” was not answered; its weight of 10% is carried by the rest",
      "2 people asked: two answers lie 16.7% of the scale apart on average and are the same in 77.8% of pairs",
      "most disputed: “Thinks we are the best”, answers from 0 to 1",
    ]);
    expect(word(reasons[0] as (typeof reasons)[number], "zh")).toBe("面对面关系：58.3 分（满分 100），依据 2 人的回答");
    for (const reason of reasons) expect(word(reason, "zh")).not.toMatch(/undefined|NaN|[a-z_]{4,}/);
  });

  test("of an abstention is its reason", () => {
    const nothing = scoreRelationship({ personalisation: 1 });
    expect(explainRelationship(nothing)).toEqual([{ code: "relationship_unanswered", params: { parts: 10 } }]);
  });
});

/** Two people about each of many accounts, in the order in which a form would write them. */
const RECORDS: RelationshipRecord[] = Array.from({ length: 8 }, (_, i) => i).flatMap((i) =>
  ["Li", "Wang"].map((respondent, k) => ({
    account: i === 7 ? "__proto__" : `account ${i}`,
    respondent,
    answers:
      i === 6 ? {} : ten(...SIGNS.map((_sign, s) => Math.min(1, Math.max(0, i / 6 + (s === 2 && k === 1 ? 0.1 : 0))))),
  })),
);

describe("the book of accounts", () => {
  test("counts every account once, by level and by tier", () => {
    const book = summarizeRelationships(RECORDS, {
      tier: (id) => (id === "__proto__" ? undefined : id < "account 3" ? "top" : "small"),
    });
    expect(book.accounts).toBe(8);
    expect(book.unanswered).toBe(1);
    expect(book.levels.map(({ level }) => level)).toEqual(relationshipLevels);
    expect(book.levels.map(({ n }) => n)).toEqual([2, 1, 2, 2]);
    expect(book.levels[3]?.share?.value).toBeCloseTo(2 / 7, 12);
    expect(book.tiers?.map(({ tier, accounts }) => [tier, accounts])).toEqual([
      ["small", 4],
      ["top", 3],
    ]);
    expect(book.scores[0]?.account).toBe("__proto__");
  });

  test("tells which sign people read otherwise", () => {
    const records = RECORDS.map((r) => ({
      ...r,
      answers:
        r.respondent === "Wang" && r.answers.scolds_us !== undefined
          ? { ...r.answers, scolds_us: 1 - (r.answers.scolds_us as number) }
          : r.answers,
    }));
    const report = measureRelationshipAgreement(records);
    expect([report.accounts, report.respondents]).toEqual([8, 2]);
    const alphas = report.signs.map(
      ({ sign, agreement }) => [sign, "value" in agreement ? agreement.value : undefined] as const,
    );
    const least = alphas.reduce((worst, row) => ((row[1] ?? 1) < (worst[1] ?? 1) ? row : worst));
    expect(least[0]).toBe("scolds_us");
    expect(least[1]).toBeLessThan(0);
    expect("value" in report.strength && report.strength.value).toBeGreaterThan(0.9);
    expect("single" in report.intraclass.oneWay && report.intraclass.oneWay.single.n).toBe(7);
  });

  test("of people who answered nothing has no agreement", () => {
    const report = measureRelationshipAgreement([{ account: "a", respondent: "x", answers: {} }]);
    expect("abstained" in report.strength && report.strength.abstained.code).toBe("agreement_no_overlap");
  });
});

describe("answers that cannot be meant are refused", () => {
  test.each<[string, unknown]>([
    ["empty_input", []],
    ["unknown_id", { likes_us: 1 }],
    ["unknown_id", { returns_calls: "always" }],
    ["invalid_type", { returns_calls: [1] }],
    ["out_of_range", { returns_calls: 2 }],
    ["not_finite", { returns_calls: Number.NaN }],
    ["invalid_type", [{ respondent: "", answers: {} }]],
    ["invalid_type", [{ respondent: "a", answers: undefined }]],
    ["out_of_range", [{ respondent: "a", answers: {}, weight: 0 }]],
    ["duplicate_id", [person("a", {}), person("a", {})]],
  ])("%s: %j", (code, answers) => {
    expect(codeOf(() => scoreRelationship(answers as RelationshipAnswers))).toBe(code);
  });

  test.each<[string, unknown]>([
    ["out_of_range", { cuts: [50, 25, 75] }],
    ["length_mismatch", { cuts: [50, 75] }],
    ["out_of_range", { weights: {} }],
    ["unknown_id", { weights: { likes_us: 1 } }],
    ["unknown_id", { combine: "mode" }],
    ["out_of_range", { strayFrom: 0 }],
  ])("%s: options %j", (code, options) => {
    expect(codeOf(() => scoreRelationship({}, options as ScoreRelationshipOptions))).toBe(code);
  });

  test("a person who answers twice for an account is named with the row", () => {
    const twice = [RECORDS[0], RECORDS[0]] as RelationshipRecord[];
    expect(codeOf(() => summarizeRelationships(twice))).toBe("duplicate_id");
    expect(codeOf(() => summarizeRelationships(RECORDS, { tier: (() => 3) as never }))).toBe("invalid_type");
  });

  test("the schemas take what the functions take", () => {
    for (const record of RECORDS) expect(relationshipRecordSchema.safeParse(record).success).toBe(true);
    expect(relationshipAnswersSchema.safeParse({ scolds_us: "often", returns_calls: null }).success).toBe(true);
    expect(relationshipAnswersSchema.safeParse({ scolds_us: "always" }).success).toBe(false);
    expect(relationshipAnswersSchema.safeParse({ likes_us: 1 }).success).toBe(false);
    expect(relationshipAnswersSchema.safeParse({ scolds_us: 1.2 }).success).toBe(false);
  });
});

describe("the chart", () => {
  const three = score([
    person("Li", { ...ten(1, 0.5, 1, 1, 0, 0.5, 1, 0.5, undefined, 1), personalisation: 0.5, guilt_on_leaving: 0.2 }),
    person("Wang", ten(1, 0.5, 1, 0.5, 0, 0, 0.5, 0.5, undefined, 0.5)),
    person("Zhao", ten(0.5, 1, 1, 0, 0.5, 0, 1, 1, undefined, 0)),
  ]);

  test.each(["en", "zh"] as const)("shows every sign, every answer and the levels in %s", async (locale) => {
    const chart = relationshipChart(three, { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `relationship-${locale}`);
    for (const { name } of relationshipSigns) expect(svg).toContain(name[locale].replace("'", "&#39;").slice(0, 5));
    expect(svg).toContain(locale === "en" ? "not answered" : "未作答");
    expect(svg).not.toMatch(/undefined|NaN/);
  });

  test("of one person in a narrow frame with drivers that weigh holds what fits", async () => {
    const weights = { ...Object.fromEntries(SIGNS.map((sign) => [sign, 1])), personalisation: 2, guilt_on_leaving: 2 };
    const one = score(
      { ...ten(...SIGNS.map((_, i) => i / 9)), personalisation: 1, guilt_on_leaving: 0.4 },
      { weights },
    );
    const chart = relationshipChart(one, { width: 300, locale: "zh" });
    expectValidChart(chart);
    await writePicture(chart, "relationship-narrow");
  });

  test("of a score edited by hand into something else is refused", () => {
    expect(codeOf(() => relationshipChart({ ...three, score: 140 }))).toBe("out_of_range");
    expect(codeOf(() => relationshipChart({ ...three, level: "warm" as never }))).toBe("unknown_id");
    expect(codeOf(() => relationshipChart({ ...three, parts: [{ part: "x" }] as never }))).toBe("unknown_id");
  });
});
