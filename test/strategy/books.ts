import { createRandom } from "../../src/math/index.ts";
import type { Move, MoveEffect, StrategyBook, StrategyCustomer } from "../../src/strategy/index.ts";

/** An effect by its figures: normal, or fixed where the spread is 0. */
export function effect(
  assumption: string,
  on: MoveEffect["on"],
  mean: number,
  standardDeviation: number = 0,
): MoveEffect {
  const distribution =
    standardDeviation === 0
      ? ({ kind: "fixed", value: mean } as const)
      : ({ kind: "normal", mean, standardDeviation } as const);
  return { assumption, on, distribution, source: { kind: "belief" } };
}

export const MOVES = {
  care: {
    id: "care",
    aim: "retain",
    means: "service",
    target: { where: [{ field: "tier", in: ["top"] }] },
    cost: { fixed: 500, perCustomerMonth: 2 },
    effects: [effect("care keeps", "churn", 0.75, 0.1)],
  },
  cross: {
    id: "cross",
    aim: "develop",
    means: "campaign",
    startMonth: 4,
    months: 9,
    cost: { perCustomer: 3 },
    effects: [effect("cross sells", "revenue", 0.08, 0.03), effect("cross margin", "margin", -0.01, 0.004)],
  },
  bond: {
    id: "bond",
    aim: "retain",
    means: "lever",
    startMonth: 2,
    months: 8,
    cost: { perCustomer: 10 },
    effects: [effect("bond holds", "churn", 0.5, 0.1)],
  },
  visit: {
    id: "visit",
    aim: "winOver",
    means: "campaign",
    months: 10,
    cost: { perCustomerMonth: 1, perWin: 30 },
    effects: [effect("visits win", "conversion", 0.04, 0.008), effect("won leave", "churn", 1.4, 0.1)],
  },
  offer: {
    id: "offer",
    aim: "winOver",
    means: "price",
    startMonth: 3,
    cost: { perCustomer: 2, perWin: 10 },
    effects: [effect("offer wins", "conversion", 0.02, 0.004), effect("offer price", "revenue", -0.1, 0.02)],
  },
} as const satisfies Record<string, Move>;

/** A book with two tiers, growth, and, where asked, hazards that change by month and customers of the rival. */
export function smallBook(n: number, seed: number, more: { byMonth?: boolean; rivals?: boolean } = {}): StrategyBook {
  const random = createRandom(seed);
  const customers = Array.from({ length: n }, (_, i): StrategyCustomer => {
    const churn = random.beta(2, 50);
    const rival = more.rivals === true && i % 3 === 2;
    return {
      id: `c${i}`,
      standing: rival ? "rival" : "ours",
      monthlyRevenue: 50 * Math.exp(random.normal()),
      marginRate: 0.2 + 0.4 * random.uniform(),
      yearlyGrowth: 0.05 * random.normal(),
      monthlyChurn:
        more.byMonth === true && i % 2 === 0 ? Array.from({ length: 15 }, (_, t) => churn * (1 + Math.sin(t))) : churn,
      tier: i % 4 === 0 ? "top" : "small",
      switchingIndex: 100 * random.uniform(),
    };
  });
  return { customers, doubt: { churn: 0.2, revenue: 0.05, growth: 0.03 } };
}

/** The target rules of {@link MOVES}, once more. */
export function touches(move: Move, customer: StrategyCustomer): boolean {
  const standing = customer.standing ?? "ours";
  if (standing !== (move.aim === "winOver" ? "rival" : "ours")) return false;
  return move.target === undefined || customer.tier === "top";
}
