import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { classifyMarket, fitLoyaltyCurve, marketTraits } from "../../src/loyalty/index.ts";
import { curveSurvey } from "./curve-support.ts";
import { axes, codeOf, ELEVEN, FIVE } from "./support.ts";

const held = { patents: true, switching_costs: true, commodity: false };
const open = { patents: false, brand_equity: 0.2, many_substitutes: true };
const scales = { satisfaction: FIVE, loyalty: ELEVEN };
const curve = fitLoyaltyCurve(curveSurvey(400, 3, 1), { ...axes, scales });

describe("the regime by traits", () => {
  test("what holds customers makes a market non-competitive, what lets them go competitive", () => {
    expect(classifyMarket(held).regime).toBe("non_competitive");
    expect(classifyMarket(open).regime).toBe("competitive");
  });

  test("one side alone, or no lead, decides nothing", () => {
    expect(classifyMarket({ patents: true })).toMatchObject({ regime: "undecided", reasons: [] });
    expect(classifyMarket({}).coverage).toBe(0);
    expect(classifyMarket({ patents: 0.5, commodity: 0.5 }).regime).toBe("undecided");
  });

  test("traits that exclude each other are named", () => {
    const { reasons } = classifyMarket({ few_substitutes: true, many_substitutes: true });
    expect(reasons.map((r) => r.code)).toContain("loyalty_traits_contradict");
  });
});

describe("beside the curve", () => {
  test("a market that looks held while customers behave as in a competitive one is a disagreement", () => {
    const market = classifyMarket(held, { curve });
    expect(market).toMatchObject({ regime: "non_competitive", fitted: "competitive", agreement: "disagree" });
    const last = market.reasons.at(-1) as (typeof market.reasons)[number];
    expect(last.code).toBe("loyalty_regime_disagree");
    expect(word(last)).toBe(
      "traits and answers disagree: the market looks non-competitive, the customers behave as in a highly competitive one",
    );
  });

  test("agreement is said, and an abstaining curve decides nothing", () => {
    expect(classifyMarket(open, { curve }).agreement).toBe("agree");
    const none = fitLoyaltyCurve([{ satisfaction: 1, loyalty: 1 }], { ...axes, scales });
    expect(classifyMarket(open, { curve: none })).toMatchObject({ fitted: "undecided", agreement: "undecided" });
  });
});

test.each([undefined, null, 7, "x", [], Number.NaN, () => 1].map((value) => [value]))("bad input: %s", (value) => {
  const OURS = /^(not_finite|out_of_range|invalid_type|unknown_id|invalid_model)$/;
  expect(codeOf(() => classifyMarket(value as never))).toMatch(OURS);
  if (value === undefined) return;
  expect(codeOf(() => classifyMarket({}, value as never))).toMatch(OURS);
  expect(codeOf(() => classifyMarket({}, { curve: value as never }))).toMatch(OURS);
  expect(codeOf(() => classifyMarket({ patents: value as never }))).toMatch(OURS);
  expect(codeOf(() => classifyMarket({}, { margin: value as never }))).toMatch(OURS);
});

test("another trait is refused, and there are eleven", () => {
  expect(marketTraits).toHaveLength(11);
  expect(codeOf(() => classifyMarket({ weather: true } as never))).toBe("unknown_id");
});
