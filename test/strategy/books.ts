import { createRandom } from "../../src/math/index.ts";
import {
  type BelievedCost,
  type LuckMethod,
  type Move,
  type MoveEffect,
  type Strategy,
  type StrategyBook,
  type StrategyCustomer,
  type StrategyOutcome,
  simulateStrategies,
} from "../../src/strategy/index.ts";
import { amountOf } from "./naive.ts";

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

/** A cost in doubt. */
export function costs(assumption: string, mean: number, standardDeviation: number): BelievedCost {
  return { assumption, distribution: { kind: "normal", mean, standardDeviation }, source: { kind: "belief" } };
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

const TRUTH_OPTIONS = { horizonMonths: 24, discountRate: 0.1 } as const;

const TRUTH_STRATEGY: Strategy = { id: "all", moves: [MOVES.care, MOVES.cross, MOVES.visit] };

/** One world drawn from the beliefs, customers and all, followed month by month without the library's engine. */
function realisedValue(book: StrategyBook, seed: number): number {
  const random = createRandom(seed);
  const { churn: churnSd = 0, revenue: revenueSd = 0, growth: growthSd = 0 } = book.doubt ?? {};
  const churnFactor = Math.exp(churnSd * random.normal() - churnSd ** 2 / 2);
  const revenueFactor = Math.exp(revenueSd * random.normal() - revenueSd ** 2 / 2);
  const growthShift = growthSd * random.normal();
  const drawn = new Map<string, number>();
  for (const { effects } of TRUTH_STRATEGY.moves) {
    for (const { assumption, distribution } of effects) {
      if (distribution.kind === "normal") {
        drawn.set(assumption, distribution.mean + distribution.standardDeviation * random.normal());
      }
    }
  }
  const { horizonMonths: months, discountRate } = TRUTH_OPTIONS;
  let npv = 0;
  const pay = (t: number, x: number) => {
    npv += x * (1 + discountRate) ** (-(t + 1) / 12);
  };
  const beliefs = Object.fromEntries(drawn);
  for (const move of TRUTH_STRATEGY.moves) pay(move.startMonth ?? 0, -amountOf(move.cost.fixed, beliefs));
  for (const customer of book.customers) {
    const mine = TRUTH_STRATEGY.moves.filter((move) => touches(move, customer));
    const ours = (customer.standing ?? "ours") === "ours";
    let state: "open" | "here" | "gone" = ours ? "here" : "open";
    let age = 0;
    for (let t = 0; t < months && state !== "gone"; t++) {
      const running = mine.filter((m) => t >= (m.startMonth ?? 0) && t < (m.startMonth ?? 0) + (m.months ?? months));
      const values = (on: string) =>
        (ours ? running : mine).flatMap(({ effects }) =>
          effects.filter((e) => e.on === on).map(({ assumption }) => drawn.get(assumption) as number),
        );
      if (ours || state === "open") {
        for (const { cost, startMonth = 0 } of running) {
          pay(
            t,
            -amountOf(cost.perCustomerMonth, beliefs) - (t === startMonth ? amountOf(cost.perCustomer, beliefs) : 0),
          );
        }
      }
      if (state === "open") {
        for (const { cost, effects } of running) {
          const chance = effects.find(({ on }) => on === "conversion");
          if (chance === undefined || random.uniform() >= Math.max(0, drawn.get(chance.assumption) as number)) continue;
          pay(t, -amountOf(cost.perWin, beliefs));
          state = "here";
        }
        continue;
      }
      const market = revenueFactor * Math.exp((growthShift * t) / 12 - ((growthSd * t) / 12) ** 2 / 2);
      const own = customer.monthlyRevenue * (1 + (customer.yearlyGrowth ?? 0)) ** (age / 12);
      const rate = values("margin").reduce((a, b) => a + b, customer.marginRate ?? 1);
      pay(t, own * market * values("revenue").reduce((a, b) => a * (1 + b), 1) * rate);
      const { monthlyChurn } = customer;
      const q =
        typeof monthlyChurn === "number"
          ? monthlyChurn
          : (monthlyChurn[Math.min(age, monthlyChurn.length - 1)] as number);
      if (random.uniform() >= (1 - q) ** (churnFactor * values("churn").reduce((a, b) => a * b, 1))) state = "gone";
      age++;
    }
  }
  return npv;
}

/** How often 95 % and 80 % intervals cover worlds drawn from the beliefs, and the bias of the mean in standard errors. */
export function coverageOf(book: StrategyBook, luck: LuckMethod, worlds: number) {
  const options = { ...TRUTH_OPTIONS, draws: 2000, seed: 1, luck, level: 0.95 };
  const found = simulateStrategies(book, [TRUTH_STRATEGY], options);
  const { npv } = found.outcomes[1] as StrategyOutcome;
  const at = (share: number) => npv.quantiles.find((q) => q.share === share)?.value as number;
  let [wide, narrow, total, squares] = [0, 0, 0, 0];
  for (let w = 0; w < worlds; w++) {
    const x = realisedValue(book, 1000 + w);
    wide += Number(x >= npv.interval.lower && x <= npv.interval.upper);
    narrow += Number(x >= at(0.1) && x <= at(0.9));
    total += x;
    squares += x * x;
  }
  const mean = total / worlds;
  const error = Math.sqrt((squares / worlds - mean * mean) / worlds);
  return {
    wide: wide / worlds,
    narrow: narrow / worlds,
    bias: (npv.value - mean) / Math.hypot(error, npv.standardError),
  };
}
