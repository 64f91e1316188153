import { createRandom } from "../../src/math/random.ts";
import { type CohortTable, measureCohorts } from "../../src/retention/index.ts";
import { addPeriods, toDay, toIsoDate } from "../../src/time/index.ts";

export interface Order {
  readonly customer: string;
  readonly date: string;
  readonly amount: number;
}

/** Customers who start evenly over a number of months and buy again in any later month with one chance. */
export function orderBook(customers: number, months: number, chance: number, seed: number): Order[] {
  const random = createRandom(seed);
  const first = toDay("2024-01-01");
  const orders: Order[] = [];
  for (let c = 0; c < customers; c++) {
    const start = random.integer(0, months - 1);
    for (let month = start; month < months; month++) {
      if (month > start && random.uniform() >= chance) continue;
      const day = addPeriods(first, month, "month") + random.integer(0, 27);
      orders.push({ customer: `c${c}`, date: toIsoDate(day), amount: random.gamma(2, 30) });
    }
  }
  return orders;
}

export const activeOf = (orders: readonly Order[], asOf: string, more: object = {}): CohortTable =>
  measureCohorts(orders, {
    definition: "active",
    customer: (o) => o.customer,
    date: (o) => o.date,
    amount: (o) => o.amount,
    by: "month",
    asOf,
    ...more,
  });

/** Contracts of equal risk a month, watched until the day of the data. */
export function contractBook(customers: number, months: number, risk: number, seed: number) {
  const random = createRandom(seed);
  const first = toDay("2024-01-01");
  return Array.from({ length: customers }, () => {
    const start = addPeriods(first, random.integer(0, months - 1), "month") + random.integer(0, 27);
    let stay = 0;
    while (stay < 200 && random.uniform() >= risk) stay++;
    // who leaves does so in the middle of a month of their own
    const end = addPeriods(start, stay, "month") + 10;
    return { start: toIsoDate(start), end: toIsoDate(end) };
  });
}

/** How often intervals hold the truth, and how often cohorts that are alike are said to drift. */
export function cohortCoverage(replicates: number, seed: number): Record<string, number> {
  const hits: Record<string, number> = {};
  const count = (name: string, hit: boolean | undefined): void => {
    hits[name] = (hits[name] ?? 0) + (hit ? 1 : 0);
  };
  for (let r = 0; r < replicates; r++) {
    const active = activeOf(orderBook(900, 9, 0.3, seed * 10_000 + r), "2024-09-30");
    const holds = (interval: { lower: number; upper: number } | undefined, truth: number): boolean =>
      interval !== undefined && interval.lower <= truth && truth <= interval.upper;
    count("active cell", holds(active.cohorts[2]?.cells[3]?.share.interval, 0.3));
    count("active pooled", holds(active.pooled[3]?.share.interval, 0.3));
    // mean order 60; the first month always has one, each later month with chance 0.3
    count("value of a cohort", holds(active.cohorts[2]?.cells[3]?.cumulative?.interval, 60 * (1 + 3 * 0.3)));
    count("slope", holds(active.drift.find(({ age }) => age === 2)?.slope.interval, 0));
    count(
      "size of the drift",
      active.drift.some(({ adjustedPValue }) => adjustedPValue < 0.05),
    );
    const contracts = measureCohorts(contractBook(400, 9, 0.08, seed * 10_000 + r), {
      definition: "subscribed",
      start: (c) => c.start,
      end: (c) => c.end,
      by: "month",
      asOf: "2024-12-31",
    });
    count("subscribed pooled", holds(contracts.pooled[6]?.share.interval, 0.92 ** 6));
    count("subscribed cell", holds(contracts.cohorts[1]?.cells[4]?.share.interval, 0.92 ** 4));
    count(
      "size of the drift of contracts",
      contracts.drift.some(({ adjustedPValue }) => adjustedPValue < 0.05),
    );
  }
  return Object.fromEntries(Object.entries(hits).map(([name, hit]) => [name, hit / replicates]));
}
