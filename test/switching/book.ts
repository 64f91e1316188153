import { createRandom } from "../../src/math/random.ts";
import { type LeverId, type SwitchingAccount, switchingLevers } from "../../src/switching/index.ts";

/** A customer of whom most is known. */
export const harbour: SwitchingAccount = {
  id: "Harbour Freight",
  evidence: {
    quality: 0.75,
    service: 1,
    bundling: 0.5,
    standing: 0.25,
    brand: 0.5,
    personal_care: 0.5,
    planned_visits: 1,
    agreements: 1,
    points: 0,
    contacts: 0.5,
    habits: 0.75,
    prepayment: 0,
    emotional_account: 0.5,
  },
  contract: { end: "2027-01-16", monthlyFee: 400, terminationShare: 0.5 },
  prepaidBalance: 150,
  points: 12_000,
  pointValue: 0.01,
  monthlyRevenue: 430,
};

/** A seeded book of customers, a few of them without any answer. */
export function sampleBook(n: number, seed: number = 6): SwitchingAccount[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, i) => {
    const level = random.beta(1.6, 2);
    const evidence: Partial<Record<LeverId, number>> = {};
    for (const { id } of switchingLevers) {
      if (i % 40 === 7 || random.uniform() < 0.25) continue;
      evidence[id] = random.uniform() < level ? random.integer(2, 4) / 4 : random.integer(0, 1) / 4;
    }
    const monthlyRevenue = Math.round(random.gamma(1.5, 400) * 100) / 100;
    return random.uniform() < 0.5
      ? { id: `c${i}`, evidence, monthlyRevenue }
      : {
          id: `c${i}`,
          evidence,
          monthlyRevenue,
          contract: { end: `2026-${String(random.integer(1, 12)).padStart(2, "0")}-15`, monthlyFee: monthlyRevenue },
        };
  });
}
