import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { defenceAccountSchema, defenceLeverSchema } from "../../src/schemas.ts";
import {
  type DefenceAccount,
  type DefenceLever,
  defenceChart,
  explainDefence,
  planDefence,
} from "../../src/switching/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { defenceBook, eightLevers } from "./defence-support.ts";

const refusal = (act: () => unknown): { code?: string; message?: string } => {
  try {
    act();
    return {};
  } catch (error) {
    return error as { code: string; message: string };
  }
};
const visits: DefenceLever = { id: "planned_visits", cost: 500, hours: 10, effect: 0.2 };
const care: DefenceLever = { id: "personal_care", cost: 800, hours: 4, effect: 0.25 };
const discount: DefenceLever = { id: "discount", costShare: 0.05, effect: 0.4, price: true };
const harbour: DefenceAccount = { id: "Harbour", value: 90000, risk: 0.3 };

describe("which levers for which accounts", () => {
  test("a second lever brings less: it lowers only the chance that the first one left", () => {
    const [action] = planDefence([harbour], [visits, care], { budget: 5000 }).actions;
    expect(action?.riskAfter).toBeCloseTo(0.3 * 0.8 * 0.75, 12);
    expect(action?.saved).toBeCloseTo(90000 * 0.3 * (1 - 0.8 * 0.75), 9);
  });

  test("a lever in place is not given again and carries what builds on it", () => {
    const club: DefenceLever = { id: "clubs", cost: 100, effect: 0.1, requires: ["planned_visits"] };
    const alone = planDefence([harbour], [{ ...visits, cost: 40000 }, club], { budget: 50000 });
    expect(alone.actions).toEqual([]);
    const there = planDefence([{ ...harbour, inPlace: ["planned_visits"] }], [visits, club], { budget: 5000 });
    expect(there.actions[0]?.levers).toEqual(["clubs"]);
  });

  test("a programme is paid once, and not at all where too few accounts carry it", () => {
    const club: DefenceLever = { id: "clubs", cost: 10, effect: 0.1, fixedCost: 1000 };
    const many = Array.from({ length: 10 }, (_, i) => ({ id: `a${i}`, value: 3000, risk: 0.5 }));
    const ten = planDefence(many, [club], { budget: 5000 });
    expect([ten.accounts, ten.cost]).toEqual([10, 1100]);
    expect(ten.gain).toBeCloseTo(400, 9);
    expect(planDefence(many.slice(0, 6), [club], { budget: 5000 }).accounts).toBe(0);
  });

  test("what a little more of a limit would bring is measured by planning again", () => {
    const accounts = [harbour, { id: "North Mill", value: 60000, risk: 0.3 }];
    const plan = planDefence(accounts, [visits], { budget: 500, step: { budget: 500 } });
    expect(plan.binding).toHaveLength(1);
    expect(plan.binding[0]).toMatchObject({ limit: "budget", amount: 500, step: 500 });
    expect(plan.binding[0]?.gain).toBeCloseTo(60000 * 0.3 * 0.2 - 500, 6);
    const roomy = planDefence(accounts, [visits], { budget: 5000, staffHours: 100 });
    expect(roomy.binding).toEqual([]);
    expect(explainDefence(roomy).map(({ code }) => code)).toContain("defence_nothing_binds");
  });

  test("a full club and a club that must be filled both hold the plan back", () => {
    const accounts = [harbour, { id: "b", value: 50000, risk: 0.2 }, { id: "c", value: 100, risk: 0.1 }];
    const full = planDefence(accounts, [{ ...visits, max: 1 }], { budget: 5000 });
    expect(full.binding[0]).toMatchObject({ limit: "lever_max", lever: "planned_visits", step: 1 });
    const forced = planDefence(accounts, [{ ...visits, min: 3 }], { budget: 5000 });
    expect(forced.levers[0]?.accounts).toBe(3);
    expect(forced.binding[0]).toMatchObject({ limit: "lever_min", lever: "planned_visits" });
    expect(forced.binding[0]?.gain).toBeCloseTo(500 - 100 * 0.1 * 0.2, 6);
  });

  test("the interval of what is kept comes from the intervals of effects, values and risks", () => {
    const effect = { value: 0.2, n: 400, interval: { lower: 0.1, upper: 0.3, level: 0.95 } };
    const plan = planDefence([harbour, { ...harbour, id: "b" }], [{ ...visits, effect }], { budget: 5000 });
    // one effect moves both accounts at once
    expect(plan.savedInterval?.lower).toBeCloseTo(2 * 90000 * 0.3 * 0.1, 6);
    expect(plan.savedInterval?.upper).toBeCloseTo(2 * 90000 * 0.3 * 0.3, 6);
    const risk = { value: 0.3, n: 90, interval: { lower: 0.2, upper: 0.4, level: 0.95 } };
    const two = planDefence(
      [
        { ...harbour, risk },
        { ...harbour, id: "b", risk },
      ],
      [visits],
      { budget: 5000 },
    );
    // two risks, judged apart, add up as squares
    expect(two.savedInterval?.upper).toBeCloseTo(2 * 5400 + Math.SQRT2 * 1800, 6);
    expect(planDefence([harbour], [visits], { budget: 5000 }).savedInterval).toBeUndefined();
  });
});

describe("price only where the account is price-sensitive and at risk (D28)", () => {
  const cases: readonly (readonly [string, Partial<DefenceAccount>, boolean, string])[] = [
    ["sensitive and at risk", { priceSensitivity: true }, true, "defence_price_fits"],
    ["sensitive, not at risk", { priceSensitivity: true, risk: 0.1 }, false, "defence_price_not_at_risk"],
    ["at risk, not sensitive", { priceSensitivity: false }, false, "defence_price_not_sensitive"],
    ["nobody measured", {}, false, "defence_price_unknown"],
    [
      "elasticity −1.6, clearly below 0",
      { priceSensitivity: { value: -1.6, n: 90, interval: { lower: -2.4, upper: -0.8, level: 0.95 } } },
      true,
      "defence_price_fits",
    ],
    [
      "elasticity −1.6, may be 0",
      { priceSensitivity: { value: -1.6, n: 9, interval: { lower: -4, upper: 0.8, level: 0.95 } } },
      false,
      "defence_price_not_sensitive",
    ],
    ["elasticity −0.4", { priceSensitivity: -0.4 }, false, "defence_price_not_sensitive"],
  ];
  test.each(cases)("%s", (_, more, priced, code) => {
    const plan = planDefence([{ ...harbour, ...more }], [{ ...visits, effect: 0.02 }, discount], { budget: 20000 });
    expect(plan.actions[0]?.levers.includes("discount") ?? false).toBe(priced);
    if (plan.actions.length > 0) expect(plan.actions[0]?.reasons.map((reason) => reason.code)).toEqual([code]);
    const { allowed, notAtRisk, notSensitive, unknown } = plan.priceRule;
    expect(allowed + notAtRisk + notSensitive + unknown).toBe(1);
    expect(allowed).toBe(priced ? 1 : 0);
  });

  test("where price may be used and other levers bring more, the reason says so", () => {
    const plan = planDefence([{ ...harbour, priceSensitivity: true }], [visits, { ...discount, costShare: 0.2 }], {
      budget: 20000,
    });
    expect(plan.actions[0]?.reasons[0]?.code).toBe("defence_price_not_needed");
  });
});

describe("a book of two thousand accounts", () => {
  const n = 2000;
  const plan = planDefence(defenceBook(n, 3), eightLevers(n), { budget: 40 * n, staffHours: 2 * n });

  test("is planned to within a thousandth of what any plan could gain", () => {
    expect(plan.method.gap).toBeLessThan(1e-3);
    expect(plan.gain).toBeLessThanOrEqual(plan.method.bound);
    expect(plan.cost).toBeLessThanOrEqual(40 * n * (1 + 1e-9));
    expect(plan.hours).toBeLessThanOrEqual(2 * n * (1 + 1e-9));
  });

  test("gains far more than the naive list within the same limits", () => {
    expect(plan.gain).toBeGreaterThan(1.5 * plan.naive.gain);
  });

  test("names budget and hours as what holds it back", () => {
    expect(plan.binding.map(({ limit }) => limit)).toEqual(expect.arrayContaining(["budget", "staff_hours"]));
  });
});

describe("what cannot be planned", () => {
  const plan = (accounts: unknown, levers: unknown, options: unknown) => () =>
    planDefence(accounts as never, levers as never, options as never);
  test.each([
    ["no accounts", plan([], [visits], { budget: 1 }), "empty_input"],
    ["no levers", plan([harbour], [], { budget: 1 }), "empty_input"],
    ["the same account twice", plan([harbour, harbour], [visits], { budget: 1 }), "duplicate_id"],
    ["the same lever twice", plan([harbour], [visits, visits], { budget: 1 }), "duplicate_id"],
    [
      "an unknown lever at an account",
      plan([{ ...harbour, levers: ["visits"] }], [visits], { budget: 1 }),
      "unknown_id",
    ],
    ["an unknown prerequisite", plan([harbour], [{ ...visits, requires: ["x"] }], { budget: 1 }), "unknown_id"],
    ["a negative cost", plan([harbour], [{ ...visits, cost: -1 }], { budget: 1 }), "out_of_range"],
    ["an effect above one", plan([harbour], [{ ...visits, effect: 1.2 }], { budget: 1 }), "out_of_range"],
    ["a negative budget", plan([harbour], [visits], { budget: -1 }), "out_of_range"],
    ["no budget", plan([harbour], [visits], {}), "invalid_type"],
    ["fewest above most", plan([harbour], [{ ...visits, min: 2, max: 1 }], { budget: 1 }), "inconsistent"],
    [
      "a lever that excludes itself",
      plan([harbour], [{ ...visits, excludes: ["planned_visits"] }], { budget: 1 }),
      "inconsistent",
    ],
    ["an unknown standard lever", plan([harbour], [visits], { budget: 1, standardLever: "x" }), "unknown_id"],
  ] as const)("%s", (_, act, code) => {
    expect(refusal(act).code).toBe(code);
  });

  test("prerequisites in a circle are named", () => {
    const circle = [
      { ...visits, requires: ["personal_care"] },
      { ...care, requires: ["planned_visits"] },
    ];
    expect(refusal(() => planDefence([harbour], circle, { budget: 1 })).message).toContain(
      '"planned_visits" → "personal_care" → "planned_visits"',
    );
  });

  test("a limit that cannot be kept is named", () => {
    const forced = { ...visits, min: 1 };
    expect(refusal(() => planDefence([harbour], [forced], { budget: 100 })).message).toContain("options.budget of 100");
    expect(refusal(() => planDefence([harbour], [forced], { budget: 900, staffHours: 9 })).message).toContain(
      "options.staffHours of 9",
    );
    expect(refusal(() => planDefence([harbour], [{ ...visits, min: 2 }], { budget: 9000 })).message).toContain(
      "at least 2 accounts",
    );
    const both = [forced, { ...care, min: 1 }];
    expect(refusal(() => planDefence([harbour], both, { budget: 900 })).code).toBe("inconsistent");
  });

  test("schemas take what the function takes", () => {
    expect(defenceAccountSchema.safeParse({ ...harbour, priceSensitivity: -1.5 }).success).toBe(true);
    expect(defenceAccountSchema.safeParse({ ...harbour, risk: 2 }).success).toBe(false);
    expect(defenceLeverSchema.safeParse(discount).success).toBe(true);
    expect(defenceLeverSchema.safeParse({ ...visits, min: 3, max: 2 }).success).toBe(false);
  });
});

describe("the chart of gain against budget", () => {
  const n = 120;
  const plan = planDefence(defenceBook(n, 5), eightLevers(n), {
    budget: 5000,
    staffHours: 240,
    budgets: [0, 1000, 2000, 3500, 5000, 7500, 10000],
  });

  test("more budget never gains less", () => {
    const gains = plan.curve.map(({ gain }) => gain);
    expect([...gains].sort((a, b) => a - b)).toEqual(gains);
    expect(plan.curve.every(({ gain, naive }) => gain >= naive * (1 - 1e-9))).toBe(true);
  });

  for (const locale of ["en", "zh"] as const) {
    test(`shows the plan, the naive list and the plan at hand (${locale})`, async () => {
      const chart = defenceChart(plan, { locale });
      expectValidChart(chart);
      await writePicture(chart, `defence-${locale}`);
      for (const reason of explainDefence(plan)) expect(word(reason, locale)).not.toContain("undefined");
    });
  }

  test("needs budgets to draw", () => {
    expect(refusal(() => defenceChart(planDefence([harbour], [visits], { budget: 1 }))).code).toBe("inconsistent");
  });
});
