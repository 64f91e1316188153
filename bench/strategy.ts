// Five strategies for 100,000 customers over 36 months in 1,000 draws, beside a loop over customers and months in a few.
import assert from "node:assert/strict";
import { createRandom } from "../src/math/index.ts";
import {
  type Move,
  type MoveEffect,
  type Strategy,
  type StrategyCustomer,
  simulateStrategies,
} from "../src/strategy/index.ts";

const SECONDS = 20;
const MEGABYTES = 500;
const MONTHS = 36;
const DRAWS = 1000;
const CUSTOMERS = 100_000;

const random = createRandom(1);
/** Half of the hazards change by month where asked. */
function customers(byMonth: boolean): StrategyCustomer[] {
  return Array.from({ length: CUSTOMERS }, (_, i) => {
    const churn = random.beta(1, 40);
    const seasonal = Array.from({ length: MONTHS }, (_month, t) => Math.min(0.9, churn * (1 + 0.5 * Math.cos(t / 6))));
    return {
      id: `c${i}`,
      standing: i % 10 === 9 ? "rival" : "ours",
      monthlyRevenue: Math.exp(4 + 1.5 * random.normal()),
      monthlyChurn: byMonth && i % 2 === 0 ? seasonal : churn,
      yearlyGrowth: 0.03 * random.normal(),
      marginRate: 0.3 + 0.2 * random.uniform(),
      tier: ["top", "large", "medium", "small"][i % 4] as string,
      switchingIndex: 100 * random.uniform(),
    };
  });
}

const effect = (assumption: string, on: MoveEffect["on"], mean: number, standardDeviation: number): MoveEffect => ({
  assumption,
  on,
  distribution: { kind: "normal", mean, standardDeviation },
  source: { kind: "belief" },
});
const move = (id: string, aim: Move["aim"], more: Partial<Move>): Move => ({
  id,
  aim,
  means: "service",
  cost: {},
  effects: [],
  ...more,
});
const care = move("care", "retain", {
  target: { where: [{ field: "tier", in: ["top", "large"] }] },
  cost: { fixed: 1e4, perCustomerMonth: 1 },
  effects: [effect("care", "churn", 0.8, 0.08)],
});
const price = move("price", "retain", {
  target: { where: [{ field: "switchingIndex", max: 40 }] },
  capacity: 20_000,
  effects: [effect("price churn", "churn", 0.7, 0.1), effect("price margin", "margin", -0.03, 0.005)],
});
const cross = move("cross", "develop", {
  startMonth: 6,
  cost: { perCustomer: 5 },
  effects: [effect("cross", "revenue", 0.04, 0.02)],
});
const win = move("win", "winOver", {
  months: 24,
  capacity: 5000,
  cost: { perCustomerMonth: 0.5, perWin: 50 },
  effects: [effect("win", "conversion", 0.012, 0.004)],
});
const bond = move("bond", "retain", {
  startMonth: 3,
  months: 12,
  target: { where: [{ field: "monthlyChurn", min: 0.03 }] },
  cost: { perCustomer: 20 },
  effects: [effect("bond", "churn", 0.6, 0.15)],
});
const strategies: readonly Strategy[] = [
  { id: "care", moves: [care] },
  { id: "care and price", moves: [care, price] },
  { id: "care and attack", moves: [care, cross, win] },
  { id: "bond", moves: [bond, cross] },
  { id: "all", moves: [care, price, cross, win, bond] },
];

/** What a loop costs for one draw and one strategy, without a single move. */
function naiveSeconds(list: readonly StrategyCustomer[]): number {
  const start = process.cpuUsage();
  let total = 0;
  for (const { monthlyRevenue, monthlyChurn, marginRate = 1, yearlyGrowth = 0 } of list) {
    let [alive, amount] = [1, monthlyRevenue * marginRate];
    for (let t = 0; t < MONTHS; t++) {
      total += alive * amount * 1.1 ** (-(t + 1) / 12);
      alive *= (1 - (typeof monthlyChurn === "number" ? monthlyChurn : (monthlyChurn[t] as number))) ** 1.01;
      amount *= (1 + yearlyGrowth) ** (1 / 12);
    }
  }
  assert.ok(total > 0);
  return cpuSeconds(start);
}

/** Of one core, so that what else the machine does is left out. */
function cpuSeconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

for (const byMonth of [false, true]) {
  const book = { customers: customers(byMonth), doubt: { churn: 0.15, revenue: 0.05, growth: 0.02 } };
  const start = process.cpuUsage();
  const found = simulateStrategies(book, strategies, {
    horizonMonths: MONTHS,
    discountRate: 0.1,
    draws: DRAWS,
    seed: 1,
  });
  const seconds = cpuSeconds(start);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const loop = naiveSeconds(book.customers) * DRAWS * (strategies.length + 1);
  const what = byMonth ? "half of the hazards by month" : "constant hazards";
  console.log(
    `strategies, ${what}: ${seconds.toFixed(1)} s of one core (at most ${SECONDS}), ${megabytes.toFixed(0)} MB (below ${MEGABYTES}), ${(loop / seconds).toFixed(0)} times a loop over customers`,
  );
  assert.equal(found.luck, "normal");
  assert.ok(found.comparisons.every(({ varianceCut = Number.POSITIVE_INFINITY }) => varianceCut > 2));
  assert.ok(seconds <= SECONDS, `took ${seconds.toFixed(1)} s`);
  assert.ok(megabytes < MEGABYTES, `took ${megabytes.toFixed(0)} MB`);
}
