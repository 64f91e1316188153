import type { Random } from "../../src/math/index.ts";
import type {
  ActualCustomer,
  Move,
  Strategy,
  StrategyActuals,
  StrategyBook,
  StrategyCustomer,
} from "../../src/strategy/index.ts";

/** What is true: values by assumption, and the market's levels. */
export interface Truth {
  readonly values: Readonly<Record<string, number>>;
  readonly churn: number;
  readonly revenue: number;
}

/** Everybody whom a move is for; these books have rules by standing and tier alone, and no capacity. */
function touches(move: Move, { standing = "ours", tier }: StrategyCustomer): boolean {
  const standings = {
    retain: "ours",
    develop: "ours",
    winOver: "rival",
    winBack: "lost",
    acquire: "prospect",
  } as const;
  const tiers = move.target?.where?.find(({ field }) => field === "tier")?.in;
  return standings[move.aim] === standing && (tiers === undefined || tiers.includes(tier as string));
}

/** Lets a plan happen month by month, customer by customer. Customers pay a random amount around what is true. */
export function happen(
  book: StrategyBook,
  strategy: Strategy,
  truth: Truth,
  { months, random, spread = 0.2 }: { readonly months: number; readonly random: Random; readonly spread?: number },
): StrategyActuals {
  const value = (assumption: string): number => truth.values[assumption] as number;
  const customers = book.customers.map((customer): ActualCustomer => {
    const { id, standing = "ours", monthlyRevenue, monthlyChurn, yearlyGrowth = 0 } = customer;
    const moves = strategy.moves.filter((move) => touches(move, customer));
    let first = standing === "ours" ? 0 : Number.POSITIVE_INFINITY;
    let leftMonth: number | undefined;
    let cameMonth: number | undefined;
    let wonBy: string | undefined;
    let revenue = 0;
    const taste = Math.exp(spread * random.normal() - spread ** 2 / 2);
    for (let t = 0; t < months && leftMonth === undefined; t++) {
      const running = moves.filter(({ startMonth = 0, months: n = 1e6 }) => t >= startMonth && t < startMonth + n);
      if (t < first) {
        for (const move of running) {
          const chance = move.effects.find(({ on }) => on === "conversion");
          if (chance === undefined || !(random.uniform() < value(chance.assumption))) continue;
          [first, cameMonth, wonBy] = [t + 1, t, move.id];
          break;
        }
        continue;
      }
      const acting = (standing === "ours" ? running : moves).flatMap(({ effects }) => effects);
      let ratio = truth.churn;
      let amount = monthlyRevenue * (1 + yearlyGrowth) ** ((t - first) / 12) * truth.revenue * taste;
      for (const { on, assumption } of acting) {
        if (on === "churn") ratio *= value(assumption);
        if (on === "revenue") amount *= 1 + value(assumption);
      }
      revenue += amount;
      const churn = typeof monthlyChurn === "number" ? monthlyChurn : (monthlyChurn[t - first] ?? 0);
      if (random.uniform() < 1 - (1 - churn) ** ratio) leftMonth = t;
    }
    return {
      id,
      ...(leftMonth !== undefined && { leftMonth }),
      ...(cameMonth !== undefined && { cameMonth }),
      ...(wonBy !== undefined && { wonBy }),
      ...((first < months || standing === "ours") && { revenue }),
    };
  });
  return { months, customers };
}

/** A book of three tiers, half of whose better customers a move is for. */
export function reviewBook(n: number, random: Random): StrategyBook {
  const customers = Array.from({ length: n }, (_, i): StrategyCustomer => {
    const tier = ["top", "large", "small"][i % 3] as string;
    const standing = i % 5 === 4 ? "prospect" : "ours";
    return {
      id: `C${i}`,
      tier,
      standing,
      monthlyRevenue: Math.round(50 + 400 * random.uniform()),
      monthlyChurn: 0.02 + 0.06 * random.uniform(),
      marginRate: 0.5,
    };
  });
  return { customers, doubt: { churn: 0.2, revenue: 0.1 } };
}

/** Care for the best, a price for all of the large, a campaign for prospects. */
export const reviewedStrategy: Strategy = {
  id: "three moves",
  moves: [
    {
      id: "care",
      aim: "retain",
      means: "service",
      target: { where: [{ field: "tier", in: ["top"] }] },
      cost: { perCustomerMonth: 4, fixed: 100 },
      effects: [
        {
          assumption: "care keeps",
          on: "churn",
          distribution: { kind: "logNormal", median: 0.7, logStandardDeviation: 0.25 },
          source: { kind: "belief" },
        },
      ],
    },
    {
      id: "cross",
      aim: "develop",
      means: "campaign",
      target: { where: [{ field: "tier", in: ["large"] }] },
      startMonth: 2,
      cost: { perCustomer: 10 },
      effects: [
        {
          assumption: "cross sells",
          on: "revenue",
          distribution: { kind: "normal", mean: 0.08, standardDeviation: 0.04 },
          source: { kind: "experiment", n: 400 },
        },
      ],
    },
    {
      id: "call",
      aim: "acquire",
      means: "campaign",
      cost: { perCustomerMonth: 1, perWin: 20 },
      effects: [
        {
          assumption: "calls win",
          on: "conversion",
          distribution: { kind: "beta", a: 4, b: 96 },
          source: { kind: "history", n: 100 },
        },
      ],
    },
  ],
};
