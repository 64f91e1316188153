import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { fitLoyalty, planLoyaltyMoves, summarizeLoyalty } from "../../src/loyalty/index.ts";
import { type Answer, axes, codeOf, ELEVEN, FIVE, survey } from "./support.ts";

const answers = survey(300, 2);
const model = fitLoyalty(answers, { ...axes, satisfactionScale: FIVE, loyaltyScale: ELEVEN });
const value = (a: Answer) => a.revenue;
const kept = { apostle: 0.95, hostage: 0.85, mercenary: 0.7, defector: 0.4, indifferent: 0.8 };
const tier = (a: Answer) => (a.revenue > 100 ? "__proto__" : "small");

describe("what to do and what it is worth", () => {
  test("the most at stake comes first, and every move has its number in words", () => {
    const { moves } = planLoyaltyMoves(model, answers, { ...axes, value, tier, kept });
    const stakes = moves.map((move) => move.atStake);
    expect(stakes).toEqual([...stakes].sort((a, b) => b - a));
    for (const { reasons } of moves) {
      for (const reason of reasons) {
        expect(word(reason, "en")).toMatch(/\d/);
        expect(word(reason, "zh")).toMatch(/\d/);
      }
    }
  });

  test("values and customers of all moves are those of the book, with and without tiers", () => {
    const summary = summarizeLoyalty(model, answers, { ...axes, value });
    for (const more of [{}, { tier }]) {
      const plan = planLoyaltyMoves(model, answers, { ...axes, value, ...more });
      expect(plan.value).toBeCloseTo(summary.value as number, 6);
      expect(plan.moves.reduce((total, move) => total + move.value, 0)).toBeCloseTo(plan.value, 6);
      expect(plan.moves.reduce((total, move) => total + move.n, 0)).toBe(300);
    }
  });

  test("apostles need no rise and gain nothing, returns beyond sales are nothing to lose", () => {
    const plan = planLoyaltyMoves(model, [{ satisfaction: 5, loyalty: 10, revenue: -50 }], { ...axes, value, kept });
    expect(plan.moves[0]).toMatchObject({
      quadrant: "apostle",
      rises: [],
      atStake: 0,
      value: -50,
      gain: 0,
      expectedLoss: 0,
    });
  });

  test("the order of the customers does not matter, and the plan travels as JSON", () => {
    const options = { ...axes, value, tier, kept };
    const plan = planLoyaltyMoves(model, answers, options);
    expect(planLoyaltyMoves(model, [...answers].reverse(), options)).toEqual(plan);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

test.each([undefined, null, 7, "x", [], {}, Number.NaN, () => Number.NaN].map((bad) => [bad]))(
  "bad input: %s",
  (bad) => {
    const OURS = /^(empty_input|not_finite|out_of_range|invalid_type|unknown_id|invalid_model)$/;
    expect(codeOf(() => planLoyaltyMoves(bad as never, answers, { ...axes, value }))).toMatch(OURS);
    expect(codeOf(() => planLoyaltyMoves(model, bad as never, { ...axes, value }))).toMatch(OURS);
    expect(codeOf(() => planLoyaltyMoves(model, answers, bad as never))).toMatch(OURS);
    expect(codeOf(() => planLoyaltyMoves(model, answers, { ...axes, value: bad as never }))).toMatch(OURS);
    if (bad === undefined) return;
    expect(codeOf(() => planLoyaltyMoves(model, answers, { ...axes, value, tier: bad as never }))).toMatch(OURS);
    expect(codeOf(() => planLoyaltyMoves(model, answers, { ...axes, value, kept: bad as never }))).toMatch(OURS);
  },
);
