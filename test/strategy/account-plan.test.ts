import { describe, expect, test } from "vitest";
import type { Abstention } from "../../src/core/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { describeAccountPlan } from "../../src/strategy/account-plan/describe.ts";
import { planAccount } from "../../src/strategy/account-plan/plan.ts";
import { accountNeeds } from "../../src/strategy/account-plan/rules.ts";
import type { AccountFacts, AccountPlan, PlanAccountOptions } from "../../src/strategy/account-plan/types.ts";
import { simulateStrategies } from "../../src/strategy/simulate/simulate.ts";
import type { Move } from "../../src/strategy/types.ts";
import { errorOf } from "./project-support.ts";

const sure = (value: number) => ({ value, n: 100, interval: { lower: value, upper: value, level: 0.95 } });
const about = (value: number, lower: number, upper: number) => ({
  value,
  n: 400,
  interval: { lower, upper, level: 0.95 },
});
const leaving = (chance: ReturnType<typeof about>, months = 24) =>
  ({ horizons: [{ months, chance, monthsLost: sure(1) }], unknown: [], beyond: [] }) as unknown as NonNullable<
    AccountFacts["churn"]
  >;
const quadrant = (id: string) =>
  ({
    quadrant: id,
    satisfaction: "low",
    loyalty: "high",
    moves: [],
    reasons: [],
  }) as unknown as NonNullable<AccountFacts["loyalty"]>;
const options: PlanAccountOptions = { asOf: "2026-03-31", seed: 1, hourCost: 60, draws: 300 };
const plan = (facts: Partial<AccountFacts>, more: Partial<PlanAccountOptions> = {}): AccountPlan => {
  const made = planAccount({ id: "G1", ...facts } as AccountFacts, { ...options, ...more });
  if ("abstained" in made) throw new Error(word((made as Abstention).abstained));
  return made;
};
const codes = (rows: readonly { readonly code: string }[]) => rows.map(({ code }) => code);

const switching = (index: number, band: string, coverage = 1) =>
  ({
    id: "G1",
    index,
    coverage,
    indexRange: [index - 5, index + 5],
    band,
    raise: [{ lever: "agreements", gain: 9, known: true }],
  }) as unknown as NonNullable<AccountFacts["switching"]>;
const hostage: Partial<AccountFacts> = {
  name: "Jingheng",
  tier: { tier: "top", value: 240_000, reasons: [] },
  revenue: about(20_000, 18_000, 22_000),
  marginRate: 0.3,
  loyalty: quadrant("hostage"),
  churn: leaving(about(0.4, 0.3, 0.5)),
  switching: switching(30, "loose", 0.8),
};

/** Money of the first month is valued at its end, at 10 % a year. */
const MONTH = 1.1 ** (-1 / 12);

const discount = (id: string, churn: number, cost: number, kind: "experiment" | "belief" = "experiment"): Move => ({
  id,
  aim: "retain",
  means: "price",
  cost: { fixed: cost },
  effects: [
    {
      assumption: `${id} keeps`,
      on: "churn",
      distribution: { kind: "normal", mean: churn, standardDeviation: 0.05 },
      source: { kind },
    },
  ],
});

describe("what moves are worth", () => {
  test("a move is worth what the strategy simulation of this one account says", () => {
    const made = plan(
      { revenue: 20_000, marginRate: 0.3, churn: leaving(sure(0.4)) },
      { moves: [discount("rebate", 0.7, 500)], rules: [], horizonMonths: 24 },
    );
    const monthlyChurn = 1 - 0.6 ** (1 / 24);
    const found = simulateStrategies(
      { customers: [{ id: "G1", monthlyRevenue: 20_000, marginRate: 0.3, monthlyChurn }] },
      [{ id: "alone:rebate", moves: [discount("rebate", 0.7, 500)] }],
      { horizonMonths: 24, discountRate: 0.1, draws: 300, seed: 1, luck: "none" },
    );
    expect(made.moves[0]?.worth.value).toBeCloseTo(found.outcomes[1]?.difference.value as number, 6);
    expect(made.moves[0]).toMatchObject({ id: "rebate", cost: expect.closeTo(500 * MONTH, 9), beliefs: [] });
  });
  test("a move whose effect is sure is worth the contribution it saves less its cost, by hand", () => {
    const move: Move = {
      ...discount("rebate", 1, 0),
      cost: { fixed: 100 },
      effects: [
        {
          assumption: "all stay",
          on: "churn",
          distribution: { kind: "fixed", value: 0 },
          source: { kind: "experiment" },
        },
      ],
    };
    const made = plan(
      { revenue: 1000, churn: leaving(sure(0.19), 2) },
      { moves: [move], rules: [], horizonMonths: 2, discountRate: 0 },
    );
    // 1,000 in the first month whatever happens; a tenth has left before the second
    expect(made.outlook).toMatchObject({
      expected: { value: expect.closeTo(1900, 6) },
      atStake: expect.closeTo(100, 6),
    });
    expect(made.moves).toEqual([]);
    expect(made.declined[0]?.worth.value).toBeCloseTo(0, 6);
  });
  test("the three best are next, what does not pay is not, and every worth carries its doubt", () => {
    const moves = [
      discount("a", 0.7, 100),
      discount("b", 0.8, 100),
      discount("c", 0.9, 100),
      discount("d", 0.95, 100),
      discount("waste", 0.99, 90_000),
    ];
    const made = plan(hostage, { moves, rules: [] });
    expect(made.moves.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(made.declined.map(({ id }) => id)).toEqual(["d", "waste"]);
    expect(made.declined[1]?.worth.value).toBeLessThan(0);
    for (const { worth, chancePays } of [...made.moves, ...made.declined]) {
      expect(worth.interval.lower).toBeLessThan(worth.value);
      expect(worth.interval.upper).toBeGreaterThan(worth.value);
      expect(chancePays.n).toBe(300);
    }
    const alone = made.moves.reduce((sum, { worth }) => sum + worth.value, 0);
    // three moves that all keep the same customer cannot keep him three times
    expect(made.together?.value).toBeLessThan(alone);
    expect(codes(made.notes)).toEqual(["account_moves_overlap"]);
  });
  test("a move that is meant for others is left out and named", () => {
    const move: Move = { ...discount("for small ones", 0.5, 0), target: { where: [{ field: "tier", in: ["small"] }] } };
    const made = plan(hostage, { moves: [move], rules: [] });
    expect(made.moves).toEqual([]);
    expect(made.notes).toEqual([{ code: "account_move_not_for", params: { move: "for small ones" } }]);
  });
  test("a dearer hour lowers the worth of what rules propose by just its cost", () => {
    const worth = (hourCost: number) => plan(hostage, { hourCost }).moves[0]?.worth.value as number;
    expect(worth(10) - worth(60)).toBeCloseTo(24 * 50 * MONTH, 6);
  });
  test("without the cost of an hour the plan says that costs are missing", () => {
    const { hourCost: _, ...rest } = options;
    const made = planAccount({ id: "G1", ...hostage } as AccountFacts, rest) as AccountPlan;
    expect(codes(made.notes)).toContain("account_cost_unknown");
    expect(codes(made.moves[0]?.reasons ?? [])).toContain("account_move_hours");
  });
});

describe("moves that rules propose", () => {
  const proposed = (facts: Partial<AccountFacts>) => {
    const made = plan({ revenue: 20_000, churn: leaving(about(0.4, 0.3, 0.5)), ...facts });
    return [...made.moves, ...made.declined].map(({ id }) => id).sort();
  };
  test("each is there where its facts are, and only there", () => {
    expect(proposed({})).toEqual([]);
    expect(proposed({ loyalty: quadrant("hostage") })).toEqual(["mend_satisfaction"]);
    expect(proposed({ loyalty: quadrant("apostle") })).toEqual(["ask_for_referrals"]);
    expect(proposed({ loyalty: quadrant("indifferent") })).toEqual([]);
    expect(proposed({ switching: switching(30, "loose") })).toEqual(["raise_barrier"]);
    expect(proposed({ switching: switching(60, "held") })).toEqual([]);
    expect(proposed({ lockIn: { id: "G1", freeOn: "2026-09-01" } as never })).toEqual(["renew_early"]);
    expect(proposed({ lockIn: { id: "G1", freeOn: "2028-09-01" } as never })).toEqual([]);
    expect(proposed({ service: { cases: [{ state: "broken" } as never] } })).toEqual(["settle_cases"]);
    expect(proposed({ contact: { status: "silent", daysOverdue: 90 } as never })).toEqual(["restore_contact"]);
  });
  test("every one says that it rests on a belief, and what it would be worth to know", () => {
    const made = plan(hostage);
    for (const move of made.moves) {
      expect(move.beliefs).toEqual([`rule:${move.rule}`]);
      expect(codes(move.reasons)).toContain("account_move_belief");
    }
  });
});

describe("what is not known", () => {
  test("what is worth money comes first, then what the tier needs, then the larger gap", () => {
    const close = [discount("a", 0.9, 2500, "belief"), discount("b", 0.85, 5000, "belief")];
    const made = plan({ ...hostage, campaigns: [{ campaign: "C1" }] }, { moves: close, rules: [] });
    const worths = made.unknown.map(({ worth = 0 }) => worth);
    expect(worths).toEqual([...worths].sort((a, b) => b - a));
    expect(made.unknown[0]?.worth).toBeGreaterThan(0);
    const parts = made.unknown.filter(({ worth = 0 }) => worth === 0).map(({ part }) => part);
    // of a top account everything is needed; a fifth of the switching levers is less than the whole of the others
    expect(parts.at(-1)).toBe("switching");
    expect(parts).toContain("project");
    expect(made.unknown.every(({ needed, assumption }) => needed || assumption !== undefined)).toBe(true);
  });
  test("a small account needs less", () => {
    const facts = {
      tier: { tier: "small", value: 10, reasons: [] },
      revenue: 10,
      churn: leaving(sure(0.1)),
    } as Partial<AccountFacts>;
    expect(plan(facts).completeness).toBe(1);
    expect(plan(facts, { needs: { small: ["tier", "project"] } }).completeness).toBe(0.5);
    expect(
      plan({ revenue: 10 })
        .parts.filter(({ needed }) => needed)
        .map(({ part }) => part),
    ).toEqual(accountNeeds.large);
  });
  test("without revenue or chance to leave no move has a worth, and the plan says why", () => {
    const made = plan({ loyalty: quadrant("hostage") });
    expect(made.outlook).toEqual({
      abstained: { code: "account_worth_unknown", params: { missing: ["revenue", "churn"] } },
    });
    expect(made.moves).toEqual([]);
    expect(plan({ revenue: 5 }).outlook).toMatchObject({ abstained: { params: { missing: ["churn"] } } });
  });
  test("the chance of its like stands in where it is given, and what knowing the own one is worth is told", () => {
    const made = plan(
      { revenue: 20_000, marginRate: 0.3 },
      { typicalMonthlyChurn: about(0.02, 0.004, 0.1), moves: [discount("rebate", 0.8, 4500)], rules: [] },
    );
    expect(codes(made.notes)).toContain("account_typical_churn");
    expect(made.unknown[0]).toMatchObject({ part: "churn", missing: 1 });
    expect(made.unknown[0]?.worth).toBeGreaterThan(100);
  });
  test("nothing known is no plan", () => {
    const none = planAccount({ id: "G2" }, options) as Abstention;
    expect(word(none.abstained)).toBe("no plan: nothing is known about G2");
    expect(word(none.abstained, "zh")).toBe("无法制定计划：对G2一无所知");
  });
});

describe("what does not fit together", () => {
  const found = (facts: Partial<AccountFacts>) => codes(plan({ revenue: 1, ...facts }).contradictions);
  const chain = (stance: number) =>
    ({
      people: 3,
      coverage: { value: 0.5, lower: 0, upper: 1 },
      stance: { value: stance, lower: -2, upper: 2 },
      stanceKnown: 1,
      missing: [],
    }) as never;
  const deal = { dealId: "d", status: "open", chance: 0.7, amount: 100, expectedAmount: 70 } as never;
  const green = { clock: "response", light: "green" } as never;
  test.each<[string, Partial<AccountFacts>, Partial<AccountFacts>]>([
    [
      "account_apostle_leaving",
      { loyalty: quadrant("apostle"), churn: leaving(sure(0.3)) },
      { loyalty: quadrant("apostle"), churn: leaving(sure(0.2)) },
    ],
    [
      "account_defector_staying",
      { loyalty: quadrant("defector"), churn: leaving(sure(0.03)) },
      { loyalty: quadrant("defector"), churn: leaving(sure(0.2)) },
    ],
    [
      "account_hostage_free",
      { loyalty: quadrant("hostage"), switching: switching(20, "free") },
      { loyalty: quadrant("hostage"), switching: switching(60, "held") },
    ],
    [
      "account_bound_leaving",
      { switching: switching(80, "bound"), churn: leaving(sure(0.5)) },
      { switching: switching(80, "bound"), churn: leaving(sure(0.1)) },
    ],
    [
      "account_bound_but_free_soon",
      { switching: switching(80, "bound"), lockIn: { freeOn: "2026-06-01" } as never },
      { switching: switching(80, "bound"), lockIn: { freeOn: "2027-06-01" } as never },
    ],
    [
      "account_close_but_silent",
      {
        relationship: { score: 90, level: "intimate", lowest: 90, highest: 90, coverage: 1 } as never,
        contact: { status: "silent", daysOverdue: 9 } as never,
      },
      { contact: { status: "silent", daysOverdue: 9 } as never },
    ],
    ["account_deal_against_chain", { chain: chain(-0.5), deals: [deal] }, { chain: chain(0.5), deals: [deal] }],
    [
      "account_served_but_unhappy",
      { loyalty: quadrant("hostage"), service: { clocks: [green] } },
      { loyalty: quadrant("apostle"), service: { clocks: [green] } },
    ],
    [
      "account_green_but_late",
      {
        project: { schedule: { finish: 5, tasks: [], missed: [{}] } as never, objectives: { light: "green" } as never },
      },
      { project: { schedule: { finish: 5, tasks: [], missed: [] } as never, objectives: { light: "green" } as never } },
    ],
  ])("%s", (code, against, fits) => {
    expect(found(against)).toEqual([code]);
    expect(found(fits)).toEqual([]);
    const [reason] = plan({ revenue: 1, ...against }).contradictions;
    expect(word(reason as never)).not.toContain("undefined");
    expect(word(reason as never, "zh")).toMatch(/[\u4e00-\u9fff]/);
  });
  test("a chance over twelve months is carried to the months of the plan", () => {
    // 20 % in a year are 36 % in two
    expect(found({ loyalty: quadrant("apostle"), churn: leaving(sure(0.2), 12) })).toEqual(["account_apostle_leaving"]);
  });
});

describe("the plan in words", () => {
  const made = plan({
    ...hostage,
    contact: { status: "overdue", daysOverdue: 12, daysSince: 72 } as never,
    deals: [{ dealId: "d", status: "open", chance: 0.5, amount: 1000, expectedAmount: 500 } as never],
    project: {
      schedule: { finish: 20, finishDate: "2026-06-30", tasks: [{}, {}], missed: [] } as never,
      forecast: { chance: sure(0.7) } as never,
    },
  });
  test("is a document with every section, in English and in Chinese", () => {
    const en = describeAccountPlan(made);
    for (const line of [
      "# Account plan: Jingheng (G1)",
      "## What is known",
      "## What does not fit together",
      "## What is not known",
      "## Next moves",
      "- **Open deals**: 1 open deal of 1,000, 500 expected; at least one is won with a chance of 50%",
      "1. **Mend what dissatisfies**",
    ]) {
      expect(en).toContain(line);
    }
    const zh = describeAccountPlan(made, "zh");
    for (const line of [
      "# 大客户计划：Jingheng (G1)",
      "## 已知情况",
      "## 下一步举措",
      "1. **补上不满之处**",
      "- **在谈商机**：1 个在谈商机",
    ])
      expect(zh).toContain(line);
    expect(en + zh).not.toMatch(/undefined|NaN/);
  });
  test("signs that Markdown would read are written as they are", () => {
    expect(describeAccountPlan(plan({ name: "A*B_#<x>", revenue: 1 }))).toContain(
      "# Account plan: A\\*B\\_\\#\\<x\\> (G1)",
    );
  });
});

test("the plan is plain JSON and the same for the same seed", () => {
  const made = plan(hostage);
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  expect(plan(hostage)).toEqual(made);
});

test.each([
  ["out_of_range", { revenue: -1 }, {}],
  ["out_of_range", { marginRate: 2, revenue: 1 }, {}],
  ["unknown_id", { loyalty: { quadrant: "friend" } }, {}],
  ["invalid_type", { tier: {} }, {}],
  ["invalid_type", { deals: [3] }, {}],
  ["out_of_range", { churn: { horizons: [{ months: 12, chance: sure(1.5) }] } }, {}],
  ["invalid_type", hostage, { seed: undefined }],
  ["invalid_date", hostage, { asOf: "today" }],
  ["unknown_id", hostage, { needs: { top: ["luck"] } }],
  ["unknown_id", hostage, { rules: [{ id: "pray" }] }],
  ["duplicate_id", hostage, { moves: [discount("a", 0.9, 1), discount("a", 0.9, 1)] }],
])("%s: %j %j", (code, facts, more) => {
  expect(errorOf(() => planAccount({ id: "G1", ...facts } as never, { ...options, ...more } as never)).code).toBe(code);
});
