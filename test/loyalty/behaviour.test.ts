import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { assignSatisfactionGrade, scoreLoyalty, scoreSatisfaction } from "../../src/loyalty/index.ts";
import { codeOf, ELEVEN, FIVE } from "./support.ts";

const weights = { repeat: 3, tenure: 2, share_of_wallet: 2, referrals: 1, forgiveness: 1, intention: 1 };
const options = { weights, intentionScale: ELEVEN };
const full = { repeatRate: 1, tenureYears: 2, shareOfWallet: 1, referrals: 1, forgiveness: 1, intention: 10 };
const js = <T>(value: unknown): T => value as T;

describe("loyalty from behaviour and intention", () => {
  test("who does everything scores 100, who does nothing 0", () => {
    expect(scoreLoyalty(full, options)).toMatchObject({
      score: 100,
      coverage: 1,
      lowest: 100,
      highest: 100,
      notes: [],
    });
    const none = { repeatRate: 0, tenureYears: 0, shareOfWallet: 0, referrals: 0, forgiveness: 0, intention: 0 };
    expect(scoreLoyalty(none, options)).toMatchObject({ score: 0, behaviour: 0, intention: 0 });
  });

  test("more years than the full mark do not count beyond it", () => {
    expect(scoreLoyalty({ ...full, tenureYears: 30 }, options)).toMatchObject({ score: 100 });
  });

  test("what is not known counts neither way, and the range says what it could change", () => {
    const { repeatRate: _, ...rest } = full;
    const score = scoreLoyalty(rest, options);
    expect(score).toMatchObject({ score: 100, highest: 100 });
    expect("coverage" in score && [score.coverage, score.lowest]).toEqual([
      expect.closeTo(0.7, 12),
      expect.closeTo(70, 10),
    ]);
    expect("notes" in score && word(score.notes[0] as never, "zh")).toBe("重复购买无数据，其 30% 的权重由其余各项分担");
  });

  test("behaviour and intention are told apart: says yes, does not come", () => {
    const score = scoreLoyalty(
      { repeatRate: 0, intention: 10 },
      { weights: { repeat: 1, intention: 1 }, intentionScale: ELEVEN },
    );
    expect(score).toMatchObject({ score: 50, behaviour: 0, intention: 100 });
  });

  test("points of the parts sum to the score", () => {
    const score = scoreLoyalty({ repeatRate: 0.3, tenureYears: 0.7, forgiveness: 0.9 }, options);
    if ("abstained" in score) throw new Error("abstained");
    expect(score.parts.reduce((total, part) => total + part.points, 0)).toBeCloseTo(score.score, 10);
  });

  test("nothing known is no score", () => {
    expect(scoreLoyalty({}, options)).toMatchObject({ abstained: { code: "loyalty_score_unanswered" } });
  });
});

describe("satisfaction", () => {
  test("exactly what was expected is the middle of the gap", () => {
    expect(scoreSatisfaction({ received: 4, expected: 4 }, { scale: FIVE })).toMatchObject({
      gap: 0,
      score: 50,
      coverage: 0.5,
    });
    expect(scoreSatisfaction({ received: 5, expected: 1 }, { scale: FIVE, weights: { gap: 1 } })).toMatchObject({
      score: 100,
    });
  });

  test("a rating alone is scored on its scale", () => {
    expect(scoreSatisfaction({ rating: 2 }, { scale: FIVE })).toMatchObject({ score: 25 });
  });

  const cuts = { satisfaction: 4, comeAgain: 4, bringFriends: 9 };
  const grade = (satisfaction: number, comeAgain?: number, bringFriends?: number) =>
    assignSatisfactionGrade(
      {
        satisfaction,
        ...(comeAgain !== undefined && { comeAgain }),
        ...(bringFriends !== undefined && { bringFriends }),
      },
      cuts,
    );

  test("each grade holds those before it", () => {
    expect(grade(4, 1, 1).grade).toBe("satisfied");
    expect(grade(4, 4, 8).grade).toBe("returning");
    expect(grade(4, 4, 9).grade).toBe("bringing_friends");
    expect(grade(4, 3, 10)).toEqual({ grade: "satisfied", notes: [] });
  });

  test("who is not satisfied and would bring friends contradicts themselves", () => {
    expect(grade(3, 5, 10)).toMatchObject({ grade: "unsatisfied", notes: [{ code: "loyalty_grade_contradiction" }] });
  });

  test("an unanswered question is named", () => {
    expect(grade(5, 5)).toEqual({ grade: "returning", unanswered: "bringFriends", notes: [] });
  });
});

test.each([undefined, null, 7, "x", [], Number.NaN, () => 1].map((value) => [value]))("bad input: %s", (value) => {
  const OURS = /^(not_finite|out_of_range|invalid_type|unknown_id)$/;
  expect(codeOf(() => scoreLoyalty(js(value), options))).toMatch(OURS);
  expect(codeOf(() => scoreLoyalty(full, js(value)))).toMatch(OURS);
  expect(codeOf(() => scoreLoyalty(full, js({ weights: value })))).toMatch(OURS);
  expect(codeOf(() => scoreSatisfaction(js(value), { scale: FIVE }))).toMatch(OURS);
  expect(codeOf(() => scoreSatisfaction({}, js(value)))).toMatch(OURS);
  expect(codeOf(() => assignSatisfactionGrade(js(value), { satisfaction: 1, comeAgain: 1, bringFriends: 1 }))).toMatch(
    OURS,
  );
  expect(codeOf(() => assignSatisfactionGrade({ satisfaction: 1 }, js(value)))).toMatch(OURS);
});

test("weights on another part, all zero, or no scale for intention are refused", () => {
  expect(codeOf(() => scoreLoyalty(full, js({ weights: { __proto__: null, mood: 1 } })))).toBe("unknown_id");
  expect(codeOf(() => scoreLoyalty(full, { weights: { repeat: 0 } }))).toBe("out_of_range");
  expect(codeOf(() => scoreLoyalty(full, { weights }))).toBe("invalid_type");
  expect(codeOf(() => scoreLoyalty({ repeatRate: 1.2 }, options))).toBe("out_of_range");
});
