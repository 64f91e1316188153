import { createRandom } from "../../src/math/random.ts";
import type { LeverId, SwitchingAccount, SwitchingContract } from "../../src/switching/index.ts";
import { switchingLevers } from "../../src/switching/index.ts";
import { addPeriods, toDay, toIsoDate } from "../../src/time/index.ts";

/** The day on which the book is looked at. */
export const lockInDay = "2026-07-01";

/** A seeded book of customers with every kind of tie, some of them hardly known. */
export function lockInBook(n: number, seed: number = 9): SwitchingAccount[] {
  const random = createRandom(seed);
  const start = toDay(lockInDay);
  const later = (from: number, to: number): string => toIsoDate(start + random.integer(from, to));
  const some = (chance: number): boolean => random.uniform() < chance;
  return Array.from({ length: n }, (_, i) => {
    const evidence: Partial<Record<LeverId, number>> = {};
    for (const { id } of switchingLevers) if (some(0.7)) evidence[id] = random.integer(0, 4) / 4;
    const fee = random.integer(5, 80) * 10;
    const contract: SwitchingContract = {
      end: some(0.8) ? later(20, 900) : toIsoDate(addPeriods(start, -random.integer(1, 9), "month")),
      monthlyFee: fee,
      terminationShare: random.integer(1, 4) / 4,
      ...(some(0.5) ? { noticeDays: random.integer(1, 3) * 30 } : {}),
      ...(some(0.3) ? { renewalMonths: 12 } : {}),
      ...(some(0.3) ? { terminationFee: random.integer(1, 6) * 50 } : {}),
    };
    return {
      id: `c${i}`,
      evidence,
      monthlyRevenue: fee,
      ...(some(0.75) ? { contract } : {}),
      ...(some(0.3) ? { prepaidBalance: fee * random.integer(1, 6), prepaidUntil: later(30, 400) } : {}),
      ...(some(0.4)
        ? { pointLots: [{ points: random.integer(1, 90) * 100, expires: later(30, 700) }], pointValue: 0.02 }
        : {}),
      ...(some(0.3) ? { migration: { hours: random.integer(4, 60), hourlyRate: 55 } } : {}),
      ...(some(0.2) ? { retraining: { people: random.integer(2, 30), hoursEach: 3, hourlyRate: 40 } } : {}),
      ...(some(0.3)
        ? {
            equipment: [
              { cost: fee * 6, boughtOn: toIsoDate(start - random.integer(1, 500)), writtenOffOn: later(60, 900) },
            ],
          }
        : {}),
      ...(some(0.3) ? { discounts: [{ monthly: fee / 10, until: later(30, 700) }] } : {}),
      ...(some(0.2) ? { leverEnds: { planned_visits: later(10, 300), habits: later(10, 300) } } : {}),
    };
  });
}
